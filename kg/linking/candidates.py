"""Candidates: the items of the index that a name may mean, and how each was found."""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from kg.linking.classes import ORGANIZATIONS
from kg.linking.countries import country_mentions
from kg.linking.index import EntityFacts, Index, NameKind
from kg.linking.names import COMPANY_SUFFIXES, fold, is_acronym, sound, strip_possessive

FUZZY_RATIO = 88.0
"""Least likeness, of 100, of a name and a label that is written differently."""

PERSON_RATIO = 85.0
"""The same for people, whose names are transliterated in more ways and share all consonants."""

_TYPO_RATIO = 92.0
_WORD_RATIO = 65.0
_SHORT_KEY = 3
_KNOWN_BY_SURNAME = 30
_COMPANIES = ORGANIZATIONS | {"Other"}
"""What a name such as "Atari Corp" may mean, and no place or person."""

_SHARE_CODE = re.compile(r"^(.*\b(\w+)\.?) [A-Z]{1,5}(?:\.[A-Z]{1,2})?$")
"""A company's name and the letters that its shares go by: "Intel Corp INTC"."""

_DATE_WORDS = frozenset(
    word.casefold()
    for word in (*calendar.day_name, *calendar.month_name, *calendar.day_abbr, *calendar.month_abbr)
    if word
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
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
    """The same, and it is a common first name."""


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
def is_linkable(name: str) -> bool:
    """Tell whether a mention may be a name at all: capitals, and no date, amount, bare title or adjective.

    >>> is_linkable("Kabul"), is_linkable("the spokesman"), is_linkable("March 10"), is_linkable("President")
    (True, False, False, False)
    """
    if not any(letter.isupper() for letter in _ARTICLE.sub("", name)):
        return name in _short_names()
    key = fold(name)
    if name[:1].isdigit() or key.split(" ", 1)[0] in _DATE_WORDS:
        return False
    return key not in _honorifics() and key not in _adjectives()


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
            if _case_fits(surface, form, kind, facts) and _article_fits(name, facts):
                found = True
                closest = kind if exact or of_company else max(kind, NameKind.SHORT)
                if kind is NameKind.ALIAS and _is_surname(form, facts):
                    closest = NameKind.SURNAME
                byname = _is_byname(form, facts)
                yield Candidate(
                    facts,
                    closest,
                    1.0,
                    len(form.split()),
                    *_namesakes(facts, index),
                    byname,
                    byname and index.bearers(form) > 0,
                )
        if found:
            return
    yield from _of_own_country(surface, index)
    yield from _alike(surface, index)


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


def _without_share_code(surface: str) -> str:
    match = _SHARE_CODE.match(surface)
    return match.group(1) if match and match.group(2).casefold() in COMPANY_SUFFIXES else surface


def _is_surname(form: str, facts: EntityFacts) -> bool:
    """Tell whether a name is the surname of a person who is not known well enough to go by it alone."""
    words = fold(facts.label).split() if facts.cls == "Person" else []
    return len(words) > 1 and form == words[-1] and facts.popularity < _KNOWN_BY_SURNAME


def _is_byname(form: str, facts: EntityFacts) -> bool:
    words = fold(facts.label).split() if facts.cls == "Person" else []
    return bool(words) and " " not in form and (len(words) == 1 or form != words[-1])


def _may_be_company(facts: EntityFacts) -> bool:
    return facts.cls in _COMPANIES and (facts.cls != "Other" or facts.description is None)


def _case_fits(surface: str, form: str, kind: NameKind, facts: EntityFacts) -> bool:
    """Short names and acronyms are names only where they are written in capitals ("US", never "us")."""
    if len(form) <= _SHORT_KEY and not is_acronym(surface):
        return surface in {facts.label, facts.title} or surface in _short_names()
    return kind is not NameKind.ACRONYM or is_acronym(surface) or surface[:1].isupper()


def _article_fits(name: str, facts: EntityFacts) -> bool:
    """The title of a work keeps its article: "The Patriot" is no missile."""
    return (
        facts.cls != "Other"
        or not facts.label.startswith("The ")
        or name.strip().startswith(("The ", "the "))
    )


def _alike(surface: str, index: Index) -> Iterator[Candidate]:
    """Yield items whose names sound alike or start alike and are spelt nearly the same."""
    key = fold(without_honorifics(surface))
    if len(key) < 6 or is_acronym(surface):
        return
    code = sound(key)
    same_sound = {qid for qid, _ in index.named("~" + code)} if code else set()
    same_start: set[int] = set()
    if not same_sound and len(key.split()) > 1:
        near = index.starting_with(key[: max(6, key.index(" ") + 2)])
        same_start = {qid for name, qid, _ in near if fuzz.ratio(name, key) >= _TYPO_RATIO}
    for qid in sorted(same_sound | same_start):
        facts = index.facts(qid)
        if facts is None or (qid in same_start and facts.cls != "Person"):
            continue
        names = {fold(facts.label), fold(facts.title)}
        if facts.cls == "Person":
            names = {name for name in names if not _is_another_name(name, key, index)}
        ratio = max((_likeness(name, key) for name in names), default=0.0)
        if ratio >= (FUZZY_RATIO if facts.cls != "Person" else PERSON_RATIO):
            yield Candidate(facts, NameKind.SOUND, ratio / 100, len(key.split()), *_namesakes(facts, index))


def _namesakes(facts: EntityFacts, index: Index) -> tuple[int, int]:
    """Return how many people share a person's surname, and how many the first name."""
    words = fold(facts.label).split() if facts.cls == "Person" else []
    return (index.namesakes(words[-1]), index.bearers(words[0])) if len(words) > 1 else (0, 0)


def _is_another_name(name: str, key: str, index: Index) -> bool:
    """Tell whether a difference makes another name, not another spelling: a woman's for a man's ("Petra",
    "Peter"), or one common surname for another ("Curry", "Cherry")."""
    one, other = name.split(), key.split()
    if {one[0][-1] == "a", other[0][-1] == "a"} == {True, False} and not {one[0][-1], other[0][-1]} & set(
        "eiouy"
    ):
        return True
    return one[-1] != other[-1] and min(index.namesakes(one[-1]), index.namesakes(other[-1])) > 0


def _likeness(name: str, key: str) -> float:
    """Return how alike two names are, 0 to 100; 0 unless each word has its like, with the same first
    letter."""
    pairs = list(zip(name.split(), key.split(), strict=False))
    if len(name.split()) != len(key.split()):
        return 0.0
    if any(one[0] != other[0] or fuzz.ratio(one, other) < _WORD_RATIO for one, other in pairs):
        return 0.0
    return fuzz.ratio(name, key)


def _closeness(candidate: Candidate) -> tuple[int, float]:
    return (-candidate.kind, candidate.similarity)


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
def _short_names() -> frozenset[str]:
    return frozenset(_lines("short_names"))


def _lines(name: str) -> list[str]:
    text = (files("kg.linking") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line]
