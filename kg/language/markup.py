"""Tags of HTML that stand in a text: they are read as blanks, so that no word runs into one."""

import re

MARKUP_BLANKED = "markup_blanked"
"""Key of a Doc's ``user_data``: set where its text has blanks where the article has tags."""

_NAMES = (
    "a|abbr|article|b|blockquote|br|cite|div|em|figcaption|figure|font|h[1-6]|hr|i|img|li|ol|p|q|s|section|small"
    "|span|strong|sub|sup|table|tbody|td|th|tr|u|ul"
)
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]{{0,500}})?\s*/?>", re.IGNORECASE)


def blank_tags(text: str) -> str:
    """The text with a blank for every character of a tag, so that offsets hold.

    >>> blank_tags("The <b>Taliban</b> left.")
    'The    Taliban     left.'
    """
    return _TAG.sub(lambda tag: " " * len(tag[0]), text) if "<" in text else text
