"""Mentions of one entity in a text, gathered before they are linked: a name, its acronym, a surname."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.linking.candidates import Candidate
from kg.linking.classes import ORGANIZATIONS
from kg.linking.countries import demonyms
from kg.linking.disambiguation import Scored
from kg.linking.index import Index, NameKind
from kg.linking.name_words import common_words, is_company_name, is_linkable, without_honorifics
from kg.linking.names import fold, initials, is_acronym, strip_possessive
from kg.linking.surroundings import Surroundings

STATELIKE = frozenset({"State", "Country", "Government", "GovernmentBody", "ArmedForces"})
"""Classes that go by a demonym."""

_PERSONAL = frozenset({None, "Person"})
_COMPANIES = frozenset({"Organization", "Company"})
_WELL_KNOWN = 40
_SURE_ACRONYM = 3
"""An acronym of so many letters means what has its initials in the text, whatever else it may mean."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a text that may name something, with its class where one is known."""

    start: int
    end: int
    cls: str | None = None


@dataclass(slots=True)
class Group:
    """Names of one entity, and where they stand."""

    names: list[str]
    spans: list[tuple[int, int]]
    cls: str | None
    of_family: bool = False
    """The name is the surname of several people of the text."""
    found: list[Candidate] = field(default_factory=list)
    around: Surroundings = field(default_factory=Surroundings)
    ranked: list[Scored] = field(default_factory=list)


def gathered(text: str, mentions: Sequence[Mention], index: Index) -> tuple[list[Group], list[int | None]]:
    """Gather the mentions of one name, of a person's full name and surname, and of a name and its acronym."""
    surfaces = [strip_possessive(text[mention.start : mention.end].strip()) for mention in mentions]
    usable = [
        is_linkable(surface) and (fold(surface) not in demonyms() or mention.cls in STATELIKE)
        for surface, mention in zip(surfaces, mentions, strict=True)
    ]
    # "West" is a name where Kanye West is named.
    surnames = {fold(surface).rsplit(" ", 1)[-1] for surface in surfaces if " " in surface} & common_words()
    if surnames:
        usable = [
            fit or (fold(surface) in surnames and mention.cls in _PERSONAL)
            for surface, mention, fit in zip(surfaces, mentions, usable, strict=True)
        ]
    owner, shared = _owners(
        [
            (surface, mention.cls)
            for surface, mention, fit in zip(surfaces, mentions, usable, strict=True)
            if fit
        ],
        index,
    )
    fullest = {fold(surface): surface for surface in reversed(surfaces)}
    groups: dict[tuple[str, str | None], Group] = {}
    members: list[int | None] = []
    order: dict[tuple[str, str | None], int] = {}
    for surface, mention, fit in zip(surfaces, mentions, usable, strict=True):
        if not fit:
            members.append(None)
            continue
        key = (owner.get((fold(surface), mention.cls), fold(surface)), mention.cls)
        if key[0] in common_words():
            members.append(None)
            continue
        group = groups.setdefault(key, Group([], [], mention.cls, fold(surface) in shared))
        order.setdefault(key, len(order))
        if surface not in group.names:
            group.names.append(surface)
        group.spans.append((mention.start, mention.end))
        members.append(order[key])
    for (name, _), group in groups.items():
        # A surname or acronym is looked up as what it shortens, which may have been read as another kind.
        own = [surface for surface in group.names if fold(surface) == name]
        group.names = own or ([fullest[name]] if name in fullest else group.names)
    return list(groups.values()), members


def _owners(
    named: Iterable[tuple[str, str | None]], index: Index
) -> tuple[dict[tuple[str, str | None], str], set[str]]:
    """Map surnames, first names, acronyms and the first words of companies' names, with their class, to the
    one fuller name in the document that they shorten; and return the surnames that several of its people
    have."""
    named = list(named)
    parts: defaultdict[str, set[str]] = defaultdict(set)
    companies: defaultdict[str, set[str]] = defaultdict(set)
    for surface, cls in named:
        key = fold(without_honorifics(surface))
        words = key.split()
        if 2 <= len(words) <= 4 and cls in _PERSONAL and _may_be_person(key, index):
            parts[words[0]].add(key)
            for size in range(1, len(words)):
                parts[" ".join(words[-size:])].add(key)
        if len(words) > 2:
            parts[initials(key)].add(key)
        if is_company_name(key):
            for size in range(1, len(words)):
                companies[" ".join(words[:size])].add(key)
    owner: dict[tuple[str, str | None], str] = {}
    shared: set[str] = set()
    for surface, cls in named:
        key = fold(without_honorifics(surface))
        fuller = parts.get(key, set())
        if is_acronym(surface):
            fuller = {name for name in fuller if initials(name) == key}
            if len(key) < _SURE_ACRONYM and index.named(key):
                fuller = set()
        elif known := _well_known(key, index):
            fuller = {name for name in fuller if _is_person(name, index)}
            if cls in _COMPANIES and not known & ORGANIZATIONS:
                # "Hanover said": the insurance company of the text, not the town.
                fuller = fuller | companies.get(key, set())
        else:
            if sum(name.endswith(f" {key}") for name in fuller) > 1:
                shared.add(key)
            fuller = fuller | companies.get(key, set())
        if len(fuller) == 1:
            owner[key, cls] = owner[fold(surface), cls] = next(iter(fuller))
        elif fold(surface) != key:
            owner[fold(surface), cls] = key
    return owner, shared


def _classes(key: str, index: Index) -> set[str]:
    found = (index.facts(qid) for qid, _ in index.named(key))
    return {facts.cls for facts in found if facts is not None}


def _may_be_person(key: str, index: Index) -> bool:
    """Tell whether a name of several words is a person's, as far as the index knows."""
    classes = _classes(key, index)
    return not classes or "Person" in classes


def _is_person(key: str, index: Index) -> bool:
    return "Person" in _classes(key, index)


def _well_known(key: str, index: Index) -> set[str]:
    """Return the classes of the countries, places and bodies that a name means without need of a fuller
    one."""
    found = (index.facts(qid) for qid, kind in index.named(key) if kind <= NameKind.ACRONYM)
    return {
        facts.cls
        for facts in found
        if facts is not None and facts.cls != "Person" and facts.popularity >= _WELL_KNOWN
    }
