"""The language of a text, as far as it matters here: English, or something that the pipeline cannot read."""

import re
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENOUGH, _ENOUGH_WITHOUT_ONE = 40, 20
_SHARE_IN_ENGLISH = 0.14
"""A third of the words of English prose are function words, a sixth in headlines; few in other languages."""
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")


@cache
def _function_words() -> frozenset[str]:
    path = Path(__file__).with_name("english_function_words.txt")
    return frozenset(path.read_text(encoding="utf-8").split())


def language_of(tag: str) -> str:
    """The primary language of a tag such as ``en-GB``."""
    return re.split(r"[-_]", tag.strip().lower())[0][:8] or "en"


def spoken_of(text: str) -> tuple[str, tuple[str, ...]]:
    """The language of ``text`` ("en" or "und") and a warning where it is not English."""
    words = [word.casefold() for word in _WORD.findall(text[:20_000])]
    known = sum(word in _function_words() for word in words)
    foreign_letters = 2 * sum(_LATIN.match(word) is None for word in words) > len(words)
    none_in_many = not known and len(words) >= _ENOUGH_WITHOUT_ONE
    few_in_more = len(words) >= _ENOUGH and known < _SHARE_IN_ENGLISH * len(words)
    if not (foreign_letters or none_in_many or few_in_more):
        return "en", ()
    return "und", ("it does not look like English, the only language that is read so far",)
