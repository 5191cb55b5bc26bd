"""Linking: which Wikidata items the entities of a document are, one link an entity, or none."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kg.extraction.report import Agreement, Entity, EntityLink, Report
from kg.linking.candidates import (
    Candidate,
    candidates_of,
    is_generic,
    is_linkable,
    without_honorifics,
)
from kg.linking.countries import country_mentions, demonyms
from kg.linking.disambiguation import Scored, Surroundings, bare_threshold, content_words, rank, threshold
from kg.linking.index import Index, NameKind, open_index
from kg.linking.names import fold, initials, is_acronym, strip_possessive
from kg.linking.pins import FORBIDDEN, Pins, read_pins
from kg.linking.surroundings import country_before, surroundings

_ALTERNATIVES = 4
_CLEAR = 0.8
_WELL_KNOWN = 40
_MAIN_COUNTRY = 0.6
_STATELIKE = frozenset({"State", "Country", "Government", "GovernmentBody", "ArmedForces"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a text that may name something, with its class where one is known."""

    start: int
    end: int
    cls: str | None = None


@dataclass(slots=True)
class _Group:
    """Names of one entity, and where they stand."""

    names: list[str]
    spans: list[tuple[int, int]]
    cls: str | None
    found: list[Candidate] = field(default_factory=list)
    around: Surroundings = field(default_factory=Surroundings)
    ranked: list[Scored] = field(default_factory=list)


def link(report: Report, index: Index | None = None, pins: Pins | None = None) -> Report:
    """Return the report with a link for each named entity, and each named agreement, that the index knows
    for sure.

    ``pins`` default to the file that ``KG_PINS`` names.
    """
    subjects: list[Entity | Agreement] = [entity for entity in report.entities if entity.named]
    subjects += [agreement for agreement in report.agreements if is_linkable(agreement.name)]
    groups = [
        _Group(_proper_names(subject), [(span.start, span.end) for span in subject.mentions], subject.cls)
        for subject in subjects
    ]
    links = _link_groups(report.text, groups, index or open_index(), read_pins() if pins is None else pins)
    linked = {id(subject): found for subject, found in zip(subjects, links, strict=True)}
    return replace(
        report,
        entities=tuple(replace(entity, link=linked.get(id(entity))) for entity in report.entities),
        agreements=tuple(
            replace(agreement, link=linked.get(id(agreement))) for agreement in report.agreements
        ),
    )


def link_mentions(
    text: str, mentions: Sequence[Mention], index: Index | None = None, pins: Pins | None = None
) -> list[EntityLink | None]:
    """Return the link of each mention, or ``None``; mentions of one name, and surnames of full names,
    share one.

    Adjectives of nationality standing alone ("German") are left alone: they name no entity of their own.
    """
    index = index or open_index()
    groups, members = _grouped(text, mentions, index)
    links = _link_groups(text, groups, index, read_pins() if pins is None else pins)
    return [links[member] if member is not None else None for member in members]


def link_name(
    name: str,
    context: str | None = None,
    index: Index | None = None,
    *,
    cls: str | None = None,
    pins: Pins | None = None,
) -> EntityLink | None:
    """Return the link of one name, read in ``context`` if given, or ``None`` if it stays unsure."""
    group, index = _Group([name], [], cls), index or open_index()
    _rank_groups(context or "", [group], index)
    least = threshold() if context else bare_threshold()
    return _decide(group, index, read_pins() if pins is None else pins, least)


def rank_mentions(
    text: str, mentions: Sequence[Mention], index: Index
) -> list[tuple[Sequence[Candidate], Surroundings] | None]:
    """Return, for each mention, the candidates and the surroundings by which they are ranked: what weights
    are fitted to."""
    groups, members = _grouped(text, mentions, index)
    _rank_groups(text, groups, index)
    return [None if member is None else (groups[member].found, groups[member].around) for member in members]


def _link_groups(text: str, groups: Sequence[_Group], index: Index, pins: Pins) -> list[EntityLink | None]:
    _rank_groups(text, groups, index)
    return [_decide(group, index, pins, threshold()) for group in groups]


def _rank_groups(text: str, groups: Sequence[_Group], index: Index) -> None:
    """Rank every group's candidates by the text alone, then again beside what is clear about the others."""
    index.prepare(name for group in groups for name in group.names)
    words = content_words(text)
    seen = Counter(country for _, country in country_mentions(text))
    rests = [_rest(seen, group) for group in groups]
    for group, rest in zip(groups, rests, strict=True):
        shares = _shares(rest)
        group.found = _of_the_country(candidates_of(group.names, index), group, text, shares)
        group.around = surroundings(text, group.names, group.spans, group.cls, shares, words)
        group.ranked = rank(group.found, group.around)
    countries = [_clear_country(group) for group in groups]
    clear = Counter(country for country in countries if country is not None)
    for group, rest, own in zip(groups, rests, countries, strict=True):
        others = rest + clear
        if own is not None:
            others[own] -= 1
        if others != rest and group.found:
            group.around = replace(group.around, countries=_shares(others))
            group.ranked = rank(group.found, group.around)


def _of_the_country(
    found: list[Candidate], group: _Group, text: str, shares: dict[int, float]
) -> list[Candidate]:
    """Keep, for a name that every state has ("Senate"), the body of the country named before it, else of the
    one country the text is about."""
    if not all(is_generic(name) for name in group.names):
        return found
    owners = {country_before(text[max(0, start - 40) : start]) for start, _ in group.spans} - {None}
    if len(owners) > 1:
        return []
    meant = owners or {country for country, share in shares.items() if share >= _MAIN_COUNTRY}
    kept = [candidate for candidate in found if int((candidate.facts.country or "Q0")[1:]) in meant]
    # With its country before it, the name is as good as the full one.
    return [replace(candidate, kind=NameKind.LABEL) for candidate in kept] if owners else kept


def _shares(weights: Counter[int]) -> dict[int, float]:
    total = sum(weights.values())
    return {country: weight / total for country, weight in weights.items() if weight > 0} if total else {}


def _decide(group: _Group, index: Index, pins: Pins, least: float) -> EntityLink | None:
    pinned = pins.find(tuple(group.names), group.cls)
    if pinned == FORBIDDEN:
        return None
    if pinned is not None:
        known = index.facts(pinned)
        return EntityLink(
            qid=pinned, label=known.label if known else group.names[0], score=1.0, method="pinned"
        )
    if not group.ranked or group.ranked[0].score < least:
        return None
    best = group.ranked[0]
    return EntityLink(
        qid=best.candidate.facts.qid,
        label=best.candidate.facts.label,
        score=round(best.score, 3),
        method=_method(best.candidate),
        alternatives=tuple(
            (other.candidate.facts.qid, round(other.score, 3))
            for other in group.ranked[1 : 1 + _ALTERNATIVES]
        ),
    )


def _method(candidate: Candidate) -> str:
    names = {NameKind.LABEL: "exact", NameKind.SOUND: "fuzzy"}
    return names.get(candidate.kind, candidate.kind.name.casefold())


def _rest(seen: Counter[int], group: _Group) -> Counter[int]:
    """Return the countries of the document without those that the group's own mentions count for."""
    rest = Counter(seen)
    for name in group.names:
        for country in _countries_named(name):
            rest[country] -= max(1, len(group.spans) // max(1, len(group.names)))
    return +rest


@lru_cache(maxsize=50_000)
def _countries_named(name: str) -> tuple[int, ...]:
    return tuple(country for _, country in country_mentions(name))


def _clear_country(group: _Group) -> int | None:
    if not group.ranked or group.ranked[0].score < _CLEAR:
        return None
    facts = group.ranked[0].candidate.facts
    return int(facts.country[1:]) if facts.country and facts.cls != "Country" else None


def _proper_names(subject: Entity | Agreement) -> list[str]:
    """Return the names of an entity: not the common nouns, nor the capital that stands for a state, that
    mean it too."""
    aliases = subject.aliases if isinstance(subject, Entity) else ()
    rules = subject.cls in _STATELIKE
    own = set(fold(subject.name).split())
    mentioned = [
        span.text
        for span in subject.mentions
        if own & set(fold(span.text).split())
        or is_acronym(span.text)
        or (rules and fold(span.text) in demonyms())
    ]
    names = [name for name in dict.fromkeys((subject.name, *aliases, *mentioned)) if is_linkable(name)]
    return names if rules else [name for name in names if fold(name) not in demonyms()]


def _grouped(text: str, mentions: Sequence[Mention], index: Index) -> tuple[list[_Group], list[int | None]]:
    """Gather the mentions of one name, of a person's full name and surname, and of a name and its acronym."""
    surfaces = [strip_possessive(text[mention.start : mention.end].strip()) for mention in mentions]
    usable = [
        is_linkable(surface) and (fold(surface) not in demonyms() or mention.cls in _STATELIKE)
        for surface, mention in zip(surfaces, mentions, strict=True)
    ]
    owner = _owners([surface for surface, fit in zip(surfaces, usable, strict=True) if fit], index)
    groups: dict[tuple[str, str | None], _Group] = {}
    members: list[int | None] = []
    order: dict[tuple[str, str | None], int] = {}
    for surface, mention, fit in zip(surfaces, mentions, usable, strict=True):
        if not fit:
            members.append(None)
            continue
        key = (owner.get(fold(surface), fold(surface)), mention.cls)
        group = groups.setdefault(key, _Group([], [], mention.cls))
        order.setdefault(key, len(order))
        if surface not in group.names:
            group.names.append(surface)
        group.spans.append((mention.start, mention.end))
        members.append(order[key])
    for key, group in groups.items():
        group.names = [name for name in group.names if fold(name) == key[0]] or group.names
    return list(groups.values()), members


def _owners(surfaces: Iterable[str], index: Index) -> dict[str, str]:
    """Map surnames, first names and acronyms to the one fuller name in the document that they shorten."""
    keys = {fold(without_honorifics(surface)): surface for surface in surfaces}
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for key in keys:
        words = key.split()
        if 2 <= len(words) <= 4 and _may_be_person(key, index):
            parts[words[0]].add(key)
            for size in range(1, len(words)):
                parts[" ".join(words[-size:])].add(key)
        if len(words) > 2:
            parts[initials(key)].add(key)
    owner: dict[str, str] = {}
    for key, surface in keys.items():
        fuller = parts.get(key, set())
        if is_acronym(surface):
            fuller = {name for name in fuller if initials(name) == key and not index.named(key)}
        elif _is_well_known(key, index):
            fuller = {name for name in fuller if _is_person(name, index)}
        if len(fuller) == 1:
            owner[key] = owner[fold(surface)] = next(iter(fuller))
        elif fold(surface) != key:
            owner[fold(surface)] = key
    return owner


def _classes(key: str, index: Index) -> set[str]:
    found = (index.facts(qid) for qid, _ in index.named(key))
    return {facts.cls for facts in found if facts is not None}


def _may_be_person(key: str, index: Index) -> bool:
    """Tell whether a name of several words is a person's, as far as the index knows."""
    classes = _classes(key, index)
    return not classes or "Person" in classes


def _is_person(key: str, index: Index) -> bool:
    return "Person" in _classes(key, index)


def _is_well_known(key: str, index: Index) -> bool:
    """Tell whether a single word already names a country, place or body that needs no fuller name."""
    found = (index.facts(qid) for qid, kind in index.named(key) if kind <= NameKind.ACRONYM)
    return any(
        facts is not None and facts.cls != "Person" and facts.popularity >= _WELL_KNOWN for facts in found
    )
