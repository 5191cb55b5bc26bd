"""Restoring capitals to text that is written without case: old wire archives, shouted or all lower case.

Names are read by their capitals before all else. How a word is usually written is told by the probabilities
of cased word forms in ``spacy-lookups-data``; acronyms, the names that they stand for, and words beside names
are told by their surroundings (after Lita et al. 2003, "tRuEcasIng").
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from spacy.lookups import Table, load_lookups

CASE_RESTORED = "case_restored"
"""Key of ``doc.user_data``: true where the words of the document differ from the text in their case."""

_FEWEST_LETTERS = 30
_MOST_CAPITALS = 0.003
_LEAST_CAPITALS = 0.9
"""Share of capitals up to which text is all lower case, and from which it is all upper case.

In English prose one letter in fifty is a capital."""

_NAME_RATIO = 1.0
"""Log of how much oftener a word is seen with capitals than without, for it to be a name."""

_RARE, _UNSEEN = -17.0, -20.0
_LONGEST_ACRONYM = 5
_MOST_WORDS = 8
"""Words of the name of a body before its acronym."""
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+")
_ENDS = re.compile(r"(?:[.!?…]['\"’”)\]]*\s|\n|\A)\W*\Z")
_BRACKETED = re.compile(r"[(\[]\s*([^\W\d_]{2,7})\s*[)\]]")
_VOWEL = re.compile("[aeiouyà-ÿ]")
_LEADING = 60


class _Usage(NamedTuple):
    ratio: float
    """Log of how much oftener the form is written with capitals than without."""
    upper: bool
    """Whether it is then all capitals."""
    plain: float
    """Log probability of it without capitals."""


class _Word(NamedTuple):
    start: int
    end: int
    form: str


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    data = tomllib.loads((Path(__file__).parent / "casing.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in data.items()}


@lru_cache(maxsize=1)
def _chances() -> Table:
    """Log probability of each form of the million commonest; read only for text without case (4 s)."""
    return load_lookups("en", ["lexeme_prob"]).get_table("lexeme_prob")


@lru_cache(maxsize=50_000)
def _usual(form: str) -> _Usage | None:
    """How *form*, in lower case, is usually written; ``None`` where it is never seen."""
    table = _chances()
    plain, title, upper = (table.get(f) for f in (form, form.capitalize(), form.upper()))
    if plain is None and title is None and upper is None:
        return None
    plain, title, upper = (_UNSEEN if chance is None else float(chance) for chance in (plain, title, upper))
    return _Usage(max(title, upper) - plain, upper > title and len(form) > 1, plain)


def is_caseless(text: str) -> bool:
    """Whether *text* has practically no capitals, or practically nothing else.

    >>> is_caseless("guerrillas of the fmln attacked a farm near san salvador.")
    True
    >>> is_caseless("Guerrillas of the FMLN attacked a farm near San Salvador.")
    False
    """
    upper = sum(map(str.isupper, text))
    share = upper / max(1, upper + sum(map(str.islower, text)))
    return (share <= _MOST_CAPITALS or share >= _LEAST_CAPITALS) and sum(
        map(str.isalpha, text)
    ) >= _FEWEST_LETTERS


def restore_case(text: str) -> str:
    """*text*, which :func:`is_caseless`, with the capitals of ordinary writing, letter for letter as long."""
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    words = [_Word(m.start(), m.end(), m[0]) for m in _WORD.finditer(lower)]
    full = _spelled_out(words, lower)
    forms = [_form(words, i, lower, frozenset(full.values())) for i in range(len(words))]
    _capitalise_phrases(words, forms, {*full, *_phrases()})
    _join_neighbours(words, forms, lower)
    letters = list(lower)
    for word, form in zip(words, forms, strict=True):
        if len(form) == len(word.form):
            letters[word.start : word.end] = form
        if _ENDS.search(lower, max(0, word.start - _LEADING), word.start):
            letters[word.start] = letters[word.start].upper()
    # A few letters of other languages change into another, or into two.
    return "".join(new if new.lower() == old else old for new, old in zip(letters, lower, strict=True))


def _is_word(form: str) -> bool:
    known = _usual(form)
    return known is not None and known.plain > _RARE and known.ratio < _NAME_RATIO


def _form(words: list[_Word], i: int, text: str, acronyms: frozenset[str]) -> str:
    """How word *i* is written by itself."""
    word, lists = words[i].form, _lists()
    before = words[i - 1].form if i and words[i].start - words[i - 1].end < 3 else ""
    if "." in word:
        return word if word in lists["lower_abbreviations"] else word.upper()
    if words[i].start and text[words[i].start - 1] in "'’" and len(word) < 3:
        return word
    if word in acronyms or word in lists["acronyms"]:
        return word.upper()
    if word in lists["names"] or word == "i":
        return word.capitalize()
    if word in lists["words"]:
        return word
    if word in lists["months_that_are_words"]:
        dated = re.match(r"\W{1,2}\d", text[words[i].end : words[i].end + 3]) or re.search(
            r"\d\W{1,2}\Z", text[max(0, words[i].start - 3) : words[i].start]
        )
        return word.capitalize() if dated or before in lists["before_months"] else word
    if word == "us":
        return word.upper() if before in lists["before_countries"] else word
    known = _usual(word)
    if known is None:
        return word.capitalize() if len(word) > 2 else word
    if known.ratio < _NAME_RATIO and not (known.plain < _RARE and known.ratio > 0):
        return word
    if known.upper and (len(word) <= _LONGEST_ACRONYM or not _VOWEL.search(word)):
        return word.upper()
    return word.capitalize()


def _spelled_out(words: list[_Word], text: str) -> dict[tuple[str, ...], str]:
    """Names of bodies that stand before their acronym in brackets, and the acronym.

    The words' initials make the acronym in some order, as those of names translated from Spanish or French
    do; or the acronym, no word itself, follows the words from "the" on.
    """
    small, at = _lists()["small_words"], {word.start: i for i, word in enumerate(words)}
    full: dict[tuple[str, ...], str] = {}
    for match in _BRACKETED.finditer(text):
        acronym, end = match[1], at.get(match.start(1))
        if not end:
            continue
        start, article = end, 0
        while start and end - start < _MOST_WORDS:
            if start < end and text[words[start - 1].end : words[start].start] not in (" ", "'", "-"):
                start = 0
                continue
            start -= 1
            if words[start].form == "the":
                article = article or start
                continue
            name = tuple(word.form for word in words[start:end])
            initials = [form[0] for form in name if form not in small]
            if len(initials) > 1 and name[0] not in small and sorted(initials) == sorted(acronym):
                full[name] = acronym
                break
        else:
            if article and end - article > 2 and not _is_word(acronym):
                full[tuple(word.form for word in words[article + 1 : end])] = acronym
    return full


@lru_cache(maxsize=1)
def _phrases() -> frozenset[tuple[str, ...]]:
    """Names of several words that are words by themselves ("red cross")."""
    return frozenset(tuple(name.split("_")) for name in _lists()["phrases"])


def _capitalise_phrases(words: list[_Word], forms: list[str], phrases: set[tuple[str, ...]]) -> None:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        by_first.setdefault(phrase[0], []).append(phrase)
    small = _lists()["small_words"]
    for i, word in enumerate(words):
        for phrase in by_first.get(word.form, ()):
            if tuple(w.form for w in words[i : i + len(phrase)]) == phrase:
                for j in range(i, i + len(phrase)):
                    if words[j].form not in small and forms[j] == words[j].form:
                        forms[j] = words[j].form.capitalize()


def _join_neighbours(words: list[_Word], forms: list[str], text: str) -> None:
    """Capitalise a title or Spanish article before a name, and the kind of body or place after it."""
    lists = _lists()
    for i in range(len(words) - 2, -1, -1):
        between = text[words[i].end : words[i + 1].start]
        if (
            words[i].form in lists["before_names"]
            and forms[i + 1] != words[i + 1].form
            and between in (" ", ". ")
        ):
            forms[i] = words[i].form.capitalize()
    for i in range(1, len(words)):
        between = text[words[i - 1].end : words[i].start]
        if words[i].form in lists["after_names"] and forms[i - 1] != words[i - 1].form and between == " ":
            forms[i] = words[i].form.capitalize()
