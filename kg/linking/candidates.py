"""Candidates: the items of the index that a name may mean, and how each was found."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.linking.classes import ORGANIZATIONS
from kg.linking.index import EntityFacts, Index, NameKind
from kg.linking.name_words import (
    forms_of,
    is_company_name,
    is_generic,
    is_linkable,
    leading_country,
    short_names,
    without_honorifics,
)
from kg.linking.names import COMPANY_SUFFIXES, fold, is_acronym, strip_possessive
from kg.linking.spelling import alike

_SHORT_KEY = 3
_KNOWN_BY_SURNAME = 30
_KNOWN_BY_ACRONYM = 40
_COMMON_FIRST_NAME = 50
_COMPANIES = ORGANIZATIONS | {"Other"}
"""What a name such as "Atari Corp" may mean, and no place or person."""

_AFTER_SURNAME = frozenset({"jr", "sr", "ii", "iii", "iv"})
_SHARE_CODE = re.compile(r"^(.*\b(\w+)\.?) [A-Z]{1,5}(?:\.[A-Z]{1,2})?$")
"""A company's name and the letters that its shares go by: "Intel Corp INTC"."""

_PLURAL_OF_CODE = re.compile(r"(?<=\d)s$|(?<=[A-Z])s$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that a name may mean; ``similarity`` is 1 unless the name is spelt differently."""

    facts: EntityFacts
    kind: NameKind
    similarity: float
    words: int
    """Number of words of the name that matched."""
    namesakes: int = 0
    """How many people of the index bear a person's surname, where they are several."""
    forenamesakes: int = 0
    """The same of a person's first name."""
    byname: bool = False
    """The name is one word and not a person's surname: a first name, or the one that an artist goes by."""
    first_name: bool = False
    """The same, and it is a common first name, or one that is no part of the full name: "Kiki"."""


def candidates_of(names: Iterable[str], index: Index) -> list[Candidate]:
    """Return every item that any of the names of one entity may mean, each once, under its closest name."""
    best: dict[str, Candidate] = {}
    for name in dict.fromkeys(names):
        for candidate in _named(name, index):
            known = best.get(candidate.facts.qid)
            if known is None or _closeness(candidate) > _closeness(known):
                best[candidate.facts.qid] = candidate
    return list(best.values())


@lru_cache(maxsize=50_000)
def _named(name: str, index: Index) -> tuple[Candidate, ...]:
    return tuple(_of_name(name, index))


def _of_name(name: str, index: Index) -> Iterator[Candidate]:
    surface = _without_share_code(_PLURAL_OF_CODE.sub("", strip_possessive(name.strip())))
    if not is_linkable(surface):
        return
    found, of_company = False, is_company_name(surface)
    for form, exact in forms_of(surface):
        for qid, kind in index.named(form):
            facts = index.facts(qid)
            if facts is None or (of_company and not _may_be_company(facts)):
                continue
            if not exact and not of_company and not _is_without_middle(form, facts):
                continue
            if _case_fits(surface, form, kind, facts) and _article_fits(name, facts):
                found = True
                closest = kind if exact or of_company else max(kind, NameKind.SHORT)
                if kind is NameKind.ALIAS and _is_surname(form, facts):
                    closest = NameKind.SURNAME
                byname = _is_byname(form, facts, index)
                yield Candidate(
                    facts,
                    closest,
                    1.0,
                    len(form.split()),
                    *_namesakes(facts, index),
                    byname,
                    byname and (index.bearers(form) > 0 or _is_nickname(form, kind, facts)),
                )
        if found:
            return
    yield from _of_own_country(surface, index)
    words = len(fold(without_honorifics(surface)).split())
    for facts, likeness in alike(surface, index):
        yield Candidate(facts, NameKind.SOUND, likeness, words, *_namesakes(facts, index))


def _of_own_country(surface: str, index: Index) -> Iterator[Candidate]:
    """Yield the bodies that a name means with their country before it: "U.S. Federal Reserve"."""
    country, body = leading_country(surface)
    if country is None or not is_linkable(body) or is_generic(body):
        return
    for qid, kind in index.named(fold(body)):
        facts = index.facts(qid)
        own = facts is not None and facts.country == f"Q{country}" and facts.cls in ORGANIZATIONS
        if facts is not None and own and kind <= NameKind.ACRONYM:
            yield Candidate(facts, kind, 1.0, len(fold(surface).split()))


def _without_share_code(surface: str) -> str:
    match = _SHARE_CODE.match(surface)
    named = match is not None and match.group(2).casefold() in COMPANY_SUFFIXES and " " in match.group(1)
    return match.group(1) if match is not None and named else surface


def _is_surname(form: str, facts: EntityFacts) -> bool:
    """Tell whether a name is the surname of a person who is not known well enough to go by it alone."""
    words = fold(facts.label).split() if facts.cls == "Person" else []
    return len(words) > 1 and form == words[-1] and facts.popularity < _KNOWN_BY_SURNAME


def _is_byname(form: str, facts: EntityFacts, index: Index) -> bool:
    """Tell whether a name is one word and no surname: not the last of several, or one that more people have
    for a first name ("Mary" of "Virgin Mary")."""
    words = fold(facts.label).split() if facts.cls == "Person" else []
    if not words or " " in form:
        return False
    return len(words) == 1 or form != words[-1] or _is_first_name(form, index)


def _is_without_middle(form: str, facts: EntityFacts) -> bool:
    """Tell whether a name is a person's without the middle one; "West Coast Bank" is no West Bank."""
    words = fold(facts.label).split() if facts.cls == "Person" else []
    return len(words) > 1 and form == f"{words[0]} {words[-1]}"


def _is_nickname(form: str, kind: NameKind, facts: EntityFacts) -> bool:
    return kind is NameKind.ALIAS and form not in fold(facts.label).split()


def _is_first_name(word: str, index: Index) -> bool:
    return index.bearers(word) > max(_COMMON_FIRST_NAME, index.namesakes(word))


def _may_be_company(facts: EntityFacts) -> bool:
    return facts.cls in _COMPANIES and (facts.cls != "Other" or facts.description is None)


def _case_fits(surface: str, form: str, kind: NameKind, facts: EntityFacts) -> bool:
    """Short names and acronyms are names only where they are written in capitals ("US", never "us")."""
    if len(form) <= _SHORT_KEY and not is_acronym(surface):
        return surface in {facts.label, facts.title} or surface in short_names()
    if kind is not NameKind.ACRONYM or is_acronym(surface):
        return True
    # "Nato", but no "Post" for what has these initials.
    return surface[:1].isupper() and len(form) > _SHORT_KEY and facts.popularity >= _KNOWN_BY_ACRONYM


def _article_fits(name: str, facts: EntityFacts) -> bool:
    """The title of a work keeps its article: "The Patriot" is no missile."""
    return (
        facts.cls != "Other"
        or not facts.label.startswith("The ")
        or name.strip().startswith(("The ", "the "))
    )


def _namesakes(facts: EntityFacts, index: Index) -> tuple[int, int]:
    """Return how many people share a person's surname, and how many the first name."""
    words = fold(facts.label).split() if facts.cls == "Person" else []
    while len(words) > 2 and words[-1] in _AFTER_SURNAME:
        words.pop()
    return (index.namesakes(words[-1]), index.bearers(words[0])) if len(words) > 1 else (0, 0)


def _closeness(candidate: Candidate) -> tuple[int, float]:
    return (-candidate.kind, candidate.similarity)
