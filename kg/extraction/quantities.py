"""Counts of people with their bounds: "at least 14", "dozens of", "between 10 and 15", "as many as 50"."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Doc, Token

from kg.extraction.entities import char_span
from kg.extraction.report import Count

_LONGEST_BOUND = 4  # words


def count_of(token: Token) -> Count | None:
    """Number of people (or things) that the phrase headed by ``token`` names, with its bounds.

    ``token`` is the noun that is counted ("members"), or the number itself where it stands alone ("killing
    14"). A bare singular with an article counts one; a bare plural has no count. Returns ``None`` where no
    number is stated.
    """
    number = _number_token(token)
    members = _members(token)
    if members is not None:
        number = members
    if number is None:
        alone = token.lower_ == "one" and token.pos_ == "NUM" and token.dep_ != "nummod"
        if alone or is_one_more(token):
            start = token.i - (token.lower_ in _data()["ordinals"])
            return Count(min=1, max=1, span=char_span(token.doc, start, token.i + 1))
        if is_collective(token):
            return None
        if token.pos_ == "NOUN" and token.tag_ == "NN" and _singular_article(token):
            return Count(min=1, max=1, span=char_span(token.doc, token.i, token.i + 1), of=token.text)
        return None
    first, last = _number_phrase(_range_start(number))
    value = parse_number([token.doc[i].lower_ for i in range(first, last)])
    if value is None:
        return None
    low, high = _scaled(token.doc, first, last, value)
    bound, start = _bound_before(token, first)
    second, end = _range_end(token, last)
    if second is not None and second > (low or 0):
        high = second
        start = start if bound != "low" else first
    elif bound == "low":
        high = None
    elif bound == "above":
        low, high = (low or 0) + 1, None
    elif bound == "high":
        low, high = None, high if high is not None else low
    elif bound == "below":
        low, high = None, (high if high is not None else low or 1) - 1
    if token.doc[end : end + 2].text.lower() == "or more":
        high = None
    counted = None if token.i in range(first, last) else _counted(token)
    return Count(min=low, max=high, span=char_span(token.doc, start, max(end, last)), of=counted)


def is_collective(token: Token) -> bool:
    """Whether a noun in the singular means several people: "family", "crowd"."""
    return token.lemma_.lower() in _data()["collective"]["words"]


def is_one_more(token: Token) -> bool:
    """Whether one is meant beside those told of before: "a third was wounded", "and another injured"."""
    if token.dep_ in ("det", "amod", "compound", "nummod"):
        return False
    if token.lower_ == "another":
        return True
    following = token.doc[token.i + 1 : token.i + 2].text.lower()
    ordinal = token.lower_ in _data()["ordinals"] and token.i > token.sent.start
    return ordinal and token.nbor(-1).lower_ == "a" and following != "of"  # "a third of them"


def parse_number(words: list[str]) -> tuple[int | None, int | None] | None:
    """Value of a number in digits or words as (min, max), or ``None``.

    >>> parse_number(["14"]), parse_number(["two", "hundred"]), parse_number(["dozens"])
    ((14, 14), (200, 200), (24, None))
    """
    data = _data()
    text = " ".join(words)
    if text in data["vague"]:
        return data["vague"][text], None
    if len(words) > 1 and words[0] in data["vague"]:
        return data["vague"][words[0]], None
    total, current, seen = 0.0, 0.0, False
    for word in (part for item in words for part in item.split("-")):
        plain = word.replace(",", "")
        if word in ("and", ""):
            continue
        if plain.replace(".", "", 1).isdecimal() and plain.isascii():
            current, seen = current + float(plain), True
        elif word in data["words"]:
            current, seen = current + data["words"][word], True
        elif word in data["multipliers"]:
            scale = data["multipliers"][word]
            current = (current or 1) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
            seen = True
        elif word not in ("a", "an"):
            return None
    value = total + current
    return (int(value), int(value)) if seen and value < 10**12 else None


def _scaled(
    doc: Doc, first: int, last: int, value: tuple[int | None, int | None]
) -> tuple[int | None, int | None]:
    """What "half a dozen" and "several hundred" make of the number between ``first`` and ``last``."""
    low, high = value
    unit = _data()["multipliers"].get(doc[last - 1].lower_)
    before = doc[first - 1].lower_ if first else ""
    if unit is None or low != unit or high != unit:
        return value
    if before == "half":
        return unit // 2, unit // 2
    return (2 * unit, None) if before in ("several", "few", "many") else value


def _number_token(token: Token) -> Token | None:
    """The token that states how many: ``token`` itself, a numeral on it, or a "dozens of" above it."""
    if is_number(token):
        return token
    for child in token.lefts:
        if child.dep_ in ("nummod", "det", "amod", "compound") and is_number(child):
            return child
    head = token.head
    if token.dep_ == "nmod" and head.lower_ in _data()["countable"] and head.i < token.i:
        return head
    # A numeral right before a plural counts it, whatever a misread tree says ("between 10 and 15 policemen").
    if token.tag_ == "NNS" and token.i > token.sent.start and is_number(token.nbor(-1)):
        return token.nbor(-1)
    return None


def _members(token: Token) -> Token | None:
    """The number of those who make up a group: "a family of six"."""
    if token.tag_ != "NN" or not is_collective(token):
        return None
    numbers = (child for child in token.children if child.dep_ == "nmod" and child.pos_ == "NUM")
    return next((n for n in numbers if n.i > token.i and n.nbor(-1).lower_ == "of"), None)


def is_number(token: Token) -> bool:
    """Whether the word states a number, in digits or in words, exact or vague; a year does not."""
    lower = token.lower_
    if lower in _data()["countable"]:
        return True
    if token.pos_ not in ("NUM", "NOUN", "PRON", "ADJ", "X", "PROPN"):
        return False
    return (
        lower != "one" and parse_number([lower]) is not None and token.pos_ == "NUM" and not _is_year(token)
    )


def _is_year(token: Token) -> bool:
    return token.text.isdecimal() and len(token.text) == 4 and token.dep_ not in ("nummod",)


def _number_phrase(number: Token) -> tuple[int, int]:
    """Token range of the whole number around ``number``: "two hundred", "tens of thousands"."""
    doc, data = number.doc, _data()
    parts = data["words"].keys() | data["multipliers"].keys()

    def numeric(i: int) -> bool:
        lower = doc[i].lower_
        return (
            lower in parts
            or lower in data["vague"]
            or (lower[:1].isdecimal() and parse_number([lower]) is not None)
        )

    first, last = number.i, number.i + 1
    while first > number.sent.start and (
        numeric(first - 1) or (doc[first - 1].text == "-" and first - 2 >= 0 and numeric(first - 2))
    ):
        first -= 1
    while last < number.sent.end and numeric(last):
        last += 1
    if doc[first : last + 2].text.lower() in data["vague"]:
        last += 2
    if (
        first > number.sent.start
        and doc[first - 1].lower_ == "a"
        and doc[first].lower_ in data["multipliers"]
    ):
        first -= 1
    return first, last


def _bound_before(token: Token, first: int) -> tuple[str | None, int]:
    """The bounding words that end just before token index ``first``, and where they start."""
    doc, bounds = token.doc, _data()["bounds"]
    for length in range(_LONGEST_BOUND, 0, -1):
        start = first - length
        if start >= token.sent.start:
            words = doc[start:first].text.lower()
            if words in bounds:
                return bounds[words], start
    return None, first


def _range_start(number: Token) -> Token:
    """The lower number where ``number`` is the upper one of "10 to 15" or "between 10 and 15"."""
    doc, joint = number.doc, number.i - 1
    if joint - 1 >= number.sent.start and doc[joint - 1].pos_ == "NUM":
        between = joint >= 2 and doc[joint - 2].lower_ == "between"
        if doc[joint].lower_ in ("to", "-", "–") or (between and doc[joint].lower_ == "and"):
            return doc[joint - 1]
    return number


def _range_end(token: Token, last: int) -> tuple[int | None, int]:
    """The upper number of "between 10 and 15", "10 to 15" or "10-15", and where it ends."""
    doc, end = token.doc, token.sent.end
    if last + 1 < end and doc[last].lower_ in ("to", "-", "–", "and") and doc[last + 1].pos_ == "NUM":
        lowest = last - 2
        if doc[last].lower_ == "and" and (lowest < 0 or doc[lowest].lower_ != "between"):
            return None, last
        _, stop = _number_phrase(doc[last + 1])
        value = parse_number([doc[i].lower_ for i in range(last + 1, stop)])
        return (value[0] if value else None), stop
    return None, last


def _counted(token: Token) -> str:
    """Words that say what is counted: the head noun with its adjectives and compounds."""
    start = token.i
    while (
        start > token.sent.start
        and token.doc[start - 1].dep_ in ("amod", "compound")
        and token.doc[start - 1].pos_ != "NUM"
    ):
        start -= 1
    return token.doc[start : token.i + 1].text


def _singular_article(token: Token) -> bool:
    return any(child.lower_ in ("a", "an", "one") for child in token.lefts)


@cache
def _data() -> dict[str, Any]:
    data = tomllib.loads((files("kg.extraction") / "data" / "numbers.toml").read_text("utf-8"))
    data["countable"] = {key.split()[0] for key in data["vague"]} | {"dozen"}
    return data
