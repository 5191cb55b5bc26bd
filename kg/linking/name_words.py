"""What the words of a name tell: titles, dates, adjectives, endings of companies, words of state bodies."""

import calendar
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from kg.linking.countries import country_mentions
from kg.linking.names import COMPANY_SUFFIXES, fold, is_acronym

_DATE_WORDS = frozenset(
    word.casefold()
    for word in (*calendar.day_name, *calendar.month_name, *calendar.day_abbr, *calendar.month_abbr)
    if word
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def is_linkable(name: str) -> bool:
    """Tell whether a mention may be a name at all: capitals, and no date, amount, bare title or adjective,
    nor a word or a short form that names nothing alone ("North", "MP").

    >>> is_linkable("Kabul"), is_linkable("the spokesman"), is_linkable("March 10"), is_linkable("President")
    (True, False, False, False)
    """
    if not any(letter.isupper() for letter in _ARTICLE.sub("", name)):
        return name in short_names()
    key = fold(name)
    if name[:1].isdigit() or key.split(" ", 1)[0] in _DATE_WORDS:
        return False
    if key in _honorifics() or key in _adjectives() or key in common_words():
        return False
    return fold(without_honorifics(name)) not in _honorifics()


@lru_cache(maxsize=50_000)
def without_honorifics(name: str) -> str:
    """Return a name without the titles before it.

    >>> without_honorifics("Gen. Mark Milley"), without_honorifics("Secretary of State Mike Pompeo")
    ('Mark Milley', 'Mike Pompeo')
    """
    words = name.split()
    while len(words) > 1:
        size = next(
            (n for n in (3, 2, 1) if len(words) > n and fold(" ".join(words[:n])) in _honorifics()), 0
        )
        if not size:
            break
        words = words[size:]
    return " ".join(words)


def forms_of(surface: str) -> Iterator[tuple[str, bool]]:
    """Yield the folded forms under which to look, the fullest first, and whether nothing was left out."""
    key = fold(surface)
    if not key:
        return
    yield key, True
    words = key.split()
    if is_company_name(key):
        yield " ".join(word for word in words if word not in COMPANY_SUFFIXES), False
        return
    plain = fold(without_honorifics(surface))
    if plain != key:
        yield plain, True
        words = plain.split()
    if len(words) == 3 and not is_acronym(surface.split()[-1]):
        yield f"{words[0]} {words[2]}", False


def leading_country(surface: str) -> tuple[int | None, str]:
    """Return the country that a name begins with, and the rest of the name.

    >>> leading_country("U.S. Federal Reserve"), leading_country("Reserve Bank")
    ((30, 'Federal Reserve'), (None, 'Reserve Bank'))
    """
    found = next(country_mentions(surface), None)
    if found is None:
        return None, surface
    name, country = found
    before, _, rest = surface.partition(name)
    body = re.sub(r"^(?:['’]?s)?\s+", "", rest)
    return (country, body) if fold(before) in {"", "the"} and body != rest and body else (None, surface)


def is_company_name(name: str) -> bool:
    """Tell whether a name ends as companies' names do.

    >>> is_company_name("General Motors Corp."), is_company_name("General Motors")
    (True, False)
    """
    words = fold(name).split()
    return len(words) > 1 and words[-1] in COMPANY_SUFFIXES


@lru_cache(maxsize=1)
def team_words() -> frozenset[str]:
    """Return the roles in a team, which make a team of the place named before them."""
    return frozenset(_lines("team_words"))


@lru_cache(maxsize=1)
def firm_words() -> frozenset[str]:
    """Return what firms have and places do not, which make a firm of the place named before them."""
    return frozenset(_lines("firm_words"))


@lru_cache(maxsize=50_000)
def is_generic(name: str) -> bool:
    """Tell whether a name is made of words that every state has for its bodies.

    >>> is_generic("the Ministry of Defense"), is_generic("Afghan Ministry of Defense")
    (True, False)
    """
    return set(fold(name).split()) <= _generic_words()


@lru_cache(maxsize=1)
def _generic_words() -> frozenset[str]:
    return frozenset(_lines("generic_words"))


@lru_cache(maxsize=1)
def _honorifics() -> frozenset[str]:
    return frozenset(map(fold, _lines("honorifics")))


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    return frozenset(map(fold, _lines("adjectives")))


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return the words and short forms that name nothing where they stand alone: "North", "MP"."""
    return frozenset(_lines("common_words"))


@lru_cache(maxsize=1)
def short_names() -> frozenset[str]:
    """Return the names that are written in small letters or mixed ones though they are short: "dpa"."""
    return frozenset(_lines("short_names"))


def _lines(name: str) -> list[str]:
    text = (files("kg.linking") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line]
