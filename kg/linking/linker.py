"""Linking: which Wikidata items the entities of a document are, one link an entity, or none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from kg.extraction.report import Agreement, Entity, EntityLink, Report
from kg.linking.candidates import Candidate, candidates_of
from kg.linking.classes import PLACES
from kg.linking.countries import country_mentions, demonyms
from kg.linking.disambiguation import Scored, is_sure, rank
from kg.linking.index import EntityFacts, Index, NameKind, open_index
from kg.linking.mentions import STATELIKE, Group, Mention, gathered
from kg.linking.name_words import is_generic, is_linkable
from kg.linking.names import fold, is_acronym
from kg.linking.occupations import sport_share
from kg.linking.pins import FORBIDDEN, Pins, read_pins
from kg.linking.signs import AREAS, TOWNS_AND_AREAS, content_words, lies_in
from kg.linking.surroundings import Surroundings, country_before, surroundings

_ALTERNATIVES = 4
_CLEAR = 0.8
_MAIN_COUNTRY = 0.6
_KNOWN_NAMESAKE = 70


def link(report: Report, index: Index | None = None, pins: Pins | None = None) -> Report:
    """Return the report with a link for each named entity, and each named agreement, that the index knows
    for sure.

    ``pins`` default to the file that ``KG_PINS`` names.
    """
    subjects: list[Entity | Agreement] = [entity for entity in report.entities if entity.named]
    subjects += [agreement for agreement in report.agreements if is_linkable(agreement.name)]
    groups = [
        Group(_proper_names(subject), [(span.start, span.end) for span in subject.mentions], subject.cls)
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
    groups, members = gathered(text, mentions, index)
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
    return link_or_candidates(name, context, index, cls=cls, pins=pins)[0]


def link_or_candidates(
    name: str,
    context: str | None = None,
    index: Index | None = None,
    *,
    cls: str | None = None,
    pins: Pins | None = None,
) -> tuple[EntityLink | None, tuple[Scored, ...]]:
    """Return the link of one name as :func:`link_name` does, and the items that it may mean, the likeliest
    first."""
    index = index or open_index()
    start = (context or "").find(name)
    group = Group([name], [(start, start + len(name))] if start >= 0 else [], cls)
    _rank_groups(context or "", [group], index)
    link = _decide(context or "", group, index, read_pins() if pins is None else pins)
    if link is not None and link.method != "pinned" and not context and _has_known_namesake(group.ranked):
        link = None
    return link, tuple(group.ranked[: 1 + _ALTERNATIVES])


def _has_known_namesake(ranked: Sequence[Scored]) -> bool:
    """Tell whether a well-known item of another country is called just as the likeliest one: Georgia."""
    best, *others = (scored.candidate for scored in ranked)
    return any(
        other.kind == best.kind == NameKind.LABEL
        and other.facts.popularity >= _KNOWN_NAMESAKE
        and other.facts.country != best.facts.country
        for other in others
    )


def _may_be_namesake(text: str, group: Group) -> bool:
    """Tell whether a country has a well-known namesake and the text says nothing else of the country: Georgia
    where neither Georgians nor Tbilisi are named."""
    facts = group.ranked[0].candidate.facts
    if facts.cls != "Country" or not _has_known_namesake(group.ranked):
        return False
    names = {fold(name) for name in group.names}
    others = (country for name, country in country_mentions(text) if fold(name) not in names)
    return int(facts.qid[1:]) not in others


def rank_mentions(
    text: str, mentions: Sequence[Mention], index: Index
) -> list[tuple[Sequence[Candidate], Surroundings] | None]:
    """Return, for each mention, the candidates and the surroundings by which they are ranked: what weights
    are fitted to."""
    groups, members = gathered(text, mentions, index)
    _rank_groups(text, groups, index)
    return [None if member is None else (groups[member].found, groups[member].around) for member in members]


def _link_groups(text: str, groups: Sequence[Group], index: Index, pins: Pins) -> list[EntityLink | None]:
    _rank_groups(text, groups, index)
    return [_decide(text, group, index, pins) for group in groups]


def _rank_groups(text: str, groups: Sequence[Group], index: Index) -> None:
    """Rank every group's candidates by the text alone, then again beside what is clear about the others."""
    index.prepare(name for group in groups for name in group.names)
    words = content_words(text)
    sport = sport_share(words)
    seen = Counter(country for _, country in country_mentions(text))
    rests = [_rest(seen, group) for group in groups]

    def named(name: str) -> frozenset[str]:
        return frozenset(f"Q{qid}" for qid, kind in index.named(fold(name)) if kind <= NameKind.ALIAS)

    def places(name: str) -> list[EntityFacts]:
        facts = (index.facts(qid) for qid, kind in index.named(fold(name)) if kind <= NameKind.ACRONYM)
        return [known for known in facts if known is not None and known.cls in TOWNS_AND_AREAS]

    def areas(name: str) -> frozenset[EntityFacts]:
        return frozenset(known for known in places(name) if known.cls in AREAS)

    def only_area(name: str) -> bool:
        found = places(name)
        known = max((place.popularity for place in found if place.cls in AREAS), default=0)
        return all(place.popularity < known for place in found if place.cls not in AREAS)

    def within(town: str, name: str) -> bool:
        around = areas(name)
        return bool(around) and any(
            known.cls == "Settlement" and lies_in(known, around) for known in places(town)
        )

    for group, rest in zip(groups, rests, strict=True):
        shares = _shares(rest)
        group.found = _of_the_country(candidates_of(group.names, index), group, text, shares)
        if not group.found:
            continue
        group.around = surroundings(
            text,
            group.names,
            group.spans,
            group.cls,
            family=group.of_family,
            countries=shares,
            words=words,
            sport=sport,
            person=any(candidate.facts.cls == "Person" for candidate in group.found),
            named=named,
            areas=areas,
            only_area=only_area,
            lies_in=within,
        )
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
    found: list[Candidate], group: Group, text: str, shares: dict[int, float]
) -> list[Candidate]:
    """Keep, for a name that every state has ("Senate"), the body of the country named before it, else of the
    one country the text is about."""
    if not all(is_generic(name) for name in group.names):
        return found
    owners = {country_before(text[max(0, start - 40) : start]) for start, _ in group.spans} - {None}
    if len(owners) > 1:
        return []
    meant = owners or {country for country, share in shares.items() if share >= _MAIN_COUNTRY}
    kept = [
        candidate
        for candidate in found
        # Every town has its "High Street".
        if int((candidate.facts.country or "Q0")[1:]) in meant and candidate.facts.cls not in PLACES
    ]
    # With its country before it, the name is as good as the full one.
    return [replace(candidate, kind=NameKind.LABEL) for candidate in kept] if owners else kept


def _shares(weights: Counter[int]) -> dict[int, float]:
    total = sum(weights.values())
    return {country: weight / total for country, weight in weights.items() if weight > 0} if total else {}


def _decide(text: str, group: Group, index: Index, pins: Pins) -> EntityLink | None:
    pinned = pins.find(tuple(group.names), group.cls)
    if pinned == FORBIDDEN:
        return None
    if pinned is not None:
        known = index.facts(pinned)
        return EntityLink(
            qid=pinned, label=known.label if known else group.names[0], score=1.0, method="pinned"
        )
    if not is_sure(group.ranked) or _may_be_namesake(text, group):
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


def _rest(seen: Counter[int], group: Group) -> Counter[int]:
    """Return the countries of the document without those that the group's own mentions count for."""
    rest = Counter(seen)
    for name in group.names:
        for country in _countries_named(name):
            rest[country] -= max(1, len(group.spans) // max(1, len(group.names)))
    return +rest


@lru_cache(maxsize=50_000)
def _countries_named(name: str) -> tuple[int, ...]:
    return tuple(country for _, country in country_mentions(name))


def _clear_country(group: Group) -> int | None:
    if not group.ranked or group.ranked[0].score < _CLEAR:
        return None
    facts = group.ranked[0].candidate.facts
    return int(facts.country[1:]) if facts.country and facts.cls != "Country" else None


def _proper_names(subject: Entity | Agreement) -> list[str]:
    """Return the names of an entity: not the common nouns, nor the capital that stands for a state, that
    mean it too."""
    aliases = subject.aliases if isinstance(subject, Entity) else ()
    rules = subject.cls in STATELIKE
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
