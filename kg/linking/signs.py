"""The signs for and against what a name may mean here, by the names under which their weights are kept."""

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from kg.linking.candidates import Candidate
from kg.linking.classes import ORGANIZATIONS, PLACES
from kg.linking.countries import country_mentions
from kg.linking.index import EntityFacts, NameKind
from kg.linking.names import fold
from kg.linking.occupations import fields_of, is_team
from kg.linking.surroundings import Surroundings

_WORD = re.compile(r"[^\W\d_]{4,}")
_PLAIN_WORDS = frozenset(
    {
        "from",
        "with",
        "that",
        "this",
        "which",
        "located",
        "based",
        "former",
        "known",
        "part",
        "between",
        "since",
    }
)
_FAMOUS = 90
_KNOWN_ABROAD = 55
_WELL_KNOWN = 50
_KNOWN_BY_NAME = 25
"""From this popularity on, a person is the one that a full name means."""
_KNOWN_BY_ACRONYM = 25
_KNOWN_POWER = 45
_OTHER_WORK = frozenset({"crime", "everyday", "sport"})
"""Work that hardly goes with an office of another kind."""
_VERY_COMMON = 3.5
_FOR_A_COMMON_NAME = 10
_MANY_NAMESAKES = 20
_TOLD_BY_CONTEXT = 0.5
_SUPPORT = 0.1
_NATIONAL = frozenset({"ArmedForces", "Government", "GovernmentBody", "PoliticalParty", "SecurityForces"})
"""Bodies that are named where their country is."""
AREAS = frozenset({"AdministrativeArea", "Country"})
TOWNS_AND_AREAS = AREAS | {"Settlement"}
_GOVERNMENTS = frozenset({"Government", "GovernmentBody"})
_RULERS = frozenset({"State", "Country", "Government", "GovernmentBody"})
_CLOSE_CLASSES = (
    PLACES,
    ORGANIZATIONS,
    _RULERS,
    frozenset({"ArmedForces", "ArmedGroup", "SecurityForces", "Group"}),
    frozenset({"Event", "Agreement"}),
    frozenset({"Group", "Country", "State"}),
    frozenset({"Facility", "GovernmentBody", "Government", "Organization"}),
)


def signs_of(candidates: Sequence[Candidate], around: Surroundings) -> list[dict[str, float]]:
    """Return the signs for and against each candidate, by the names under which their weights are kept."""
    # "Kabul" that is a government means the government's own item where there is one, and the country
    # otherwise.
    governed = around.cls in _GOVERNMENTS and any(
        candidate.facts.cls in _GOVERNMENTS and candidate.kind < NameKind.METONYM for candidate in candidates
    )
    has_area = any(candidate.facts.cls == "AdministrativeArea" for candidate in candidates)
    told = _told(candidates, around)
    shares = [around.countries.get(_country(candidate.facts) or 0, 0.0) for candidate in candidates]
    return [
        _signs(
            candidate,
            around,
            share=shares[place],
            rival_share=max((*shares[:place], *shares[place + 1 :]), default=0.0),
            rival_fame=[
                other.facts.popularity
                for other in candidates
                if other is not candidate and other.kind is not NameKind.METONYM
            ],
            governed=governed,
            has_area=has_area,
            told=told[place],
        )
        for place, candidate in enumerate(candidates)
    ]


def agreement(hint: str | None, facts: EntityFacts) -> str:
    """Tell how the class found in the text and the item's go together: ``same``, ``near``, ``clash`` or
    ``unknown``."""
    if hint is None or hint == "Other" or facts.cls == "Other":
        return "unknown"
    if hint == "Organization" and facts.cls == "Country":
        # A country that acts is taken for an organization by many a reader of names.
        return "unknown"
    if hint in facts.classes or (hint == "Place" and facts.cls in PLACES):
        return "same"
    if hint == "Organization" and facts.cls in ORGANIZATIONS:
        return "same"
    near = any(hint in close and facts.cls in close for close in _CLOSE_CLASSES)
    return "near" if near else "clash"


def _signs(
    candidate: Candidate,
    around: Surroundings,
    *,
    share: float,
    rival_share: float,
    rival_fame: Sequence[int],
    governed: bool,
    has_area: bool,
    told: bool | None,
) -> dict[str, float]:
    facts = candidate.facts
    is_person, is_place = facts.cls == "Person", facts.cls in PLACES
    # What the whole world knows is named anywhere; a town or a person far from the countries of the text
    # is not.
    famous = facts.popularity >= _FAMOUS
    foreign = bool(around.countries) and not share and _country(facts) is not None and not famous
    lead = (facts.popularity - max(rival_fame, default=0)) / 50
    signs = {
        "bias": 1.0,
        f"kind_{candidate.kind.name.lower()}": 1.0,
        "popularity": min(facts.popularity, 130) / 100,
        "margin": max(-1.0, min(1.0, lead)) if rival_fame else 0.3,
        "context": _overlap(facts, around.words),
        "misspelt": 1 - candidate.similarity,
    }
    if candidate.words != 2:
        signs["one_word" if candidate.words == 1 else "many_words"] = 1.0
    if rival_fame:
        signs["rivals"] = math.log1p(sum(2 * fame > facts.popularity for fame in rival_fame))
        signs["share_margin"] = share - rival_share
    if foreign:
        signs["foreign_among_rivals" if rival_fame else "foreign"] = 1.0
    if is_person:
        _add_signs_of_person(signs, candidate, around, foreign=foreign)
    elif facts.cls in {"Country", "Other"}:
        signs[f"is_{facts.cls.lower()}"] = 1.0
    fit = agreement(around.cls, facts)
    if fit == "clash" and (is_person or around.cls == "Person"):
        signs["person_clash"] = 1.0
        signs["person_for_town"] = float(facts.cls == "Settlement" and not famous)
    elif fit != "unknown":
        signs[f"class_{fit}"] = 1.0
    if around.cls in _RULERS and candidate.kind in {NameKind.METONYM, NameKind.DEMONYM} and not governed:
        signs[f"ruler_{candidate.kind.name.lower()}"] = 1.0
    if around.person_cue and not is_person:
        signs["person_cue_broken"] = 1.0
    if around.team_cue and not is_person and not is_team(facts.description or ""):
        signs["team_cue_place" if is_place else "team_cue_other"] = 1.0
    if around.town_cue and facts.cls == "Country":
        signs["town_for_country"] = 1.0
    if told is not None:
        signs["told_area_kept" if told else "told_area_broken"] = 1.0
    if around.firm_cue and is_place and facts.cls != "Country":
        signs["firm_cue_place"] = 1.0
    if around.longer:
        signs["longer_name" if facts.qid in around.longer else "part_of_longer_name"] = 1.0
    if foreign and is_place and facts.popularity < _KNOWN_ABROAD:
        signs["foreign_place"] = max(around.countries.values(), default=0.0)
    if foreign and facts.cls == "Facility":
        signs["foreign_facility"] = 1.0
    if candidate.kind is NameKind.ACRONYM and candidate.words == 1:
        signs["obscure_acronym"] = max(0.0, 1 - facts.popularity / _KNOWN_BY_ACRONYM)
    if foreign and facts.cls in ORGANIZATIONS:
        signs["foreign_body"] = 1.0
        signs["foreign_power"] = float(
            facts.cls in _NATIONAL and (bool(rival_fame) or facts.popularity < _KNOWN_POWER)
        )
    if not is_person and is_team(facts.description or ""):
        signs["sport_team"] = around.sport
        if candidate.words == 1 and not around.team_cue:
            signs["team_outside_sport"] = 1 - around.sport
    elif around.sport and not is_person:
        signs["sport_place" if is_place else "sport_other"] = around.sport * (1 - around.place_cue * is_place)
    if governed and around.cls == "Government" and facts.cls in _GOVERNMENTS:
        signs["own_government"] = 1.0
    if around.cls == "AdministrativeArea" and facts.cls == "Settlement" and has_area:
        signs["town_for_area"] = 1.0
    if around.cls in _RULERS and facts.cls == "Settlement":
        signs["town_for_ruler"] = 1.0
    if candidate.kind is NameKind.SHORT and candidate.words > 1 and facts.cls in _NATIONAL:
        signs["national_name"] = 1.0
    # A reader who took the name for a town's has seen more than these words.
    told = around.cls != "Settlement"
    if around.area_cue and told:
        signs["area_cue_kept" if facts.cls == "AdministrativeArea" else "area_cue_broken"] = 1.0
    if around.within_cue and told and facts.cls != "Other":
        signs["within_cue_kept" if facts.cls in AREAS else "within_cue_broken"] = around.within_cue
    if around.place_cue:
        signs["place_cue_kept" if is_place else "place_cue_broken"] = around.place_cue
    return signs


def lies_in(facts: EntityFacts, areas: frozenset[EntityFacts]) -> bool:
    """Tell whether a place is in one of the areas, by its country and its description."""
    if not areas or facts.cls not in PLACES or facts in areas:
        return False
    described = f" {fold(facts.description or '')} "
    return any(facts.country == area.qid or f" {fold(area.label)} " in described for area in areas)


def _told(candidates: Sequence[Candidate], around: Surroundings) -> list[bool | None]:
    """Tell of each candidate whether it lies where the text says, as far as that is known."""
    within = [lies_in(candidate.facts, around.told_areas) for candidate in candidates]
    if any(within):
        return list(within)
    return [
        False if around.surely_told and _lies_elsewhere(candidate.facts, around.told_areas) else None
        for candidate in candidates
    ]


def _lies_elsewhere(facts: EntityFacts, areas: frozenset[EntityFacts]) -> bool:
    """Tell whether a place that is in none of the areas is known to be in another country, or in another
    part of theirs."""
    if facts.cls not in TOWNS_AND_AREAS or facts.country is None:
        return False
    if facts.country not in {area.country or area.qid for area in areas}:
        return True
    parts = all(area.cls == "AdministrativeArea" for area in areas)
    return parts and facts.popularity < _FAMOUS and " in " in (facts.description or "")


def _add_signs_of_person(
    signs: dict[str, float], candidate: Candidate, around: Surroundings, *, foreign: bool
) -> None:
    facts = candidate.facts
    signs["is_person"] = 1.0
    does = fields_of(facts.description or "")
    known = does if around.offices else frozenset()
    kept = bool(known & around.offices)
    if known:
        signs["office_kept" if kept else "office_broken"] = 1.0
    obscure = max(0.0, 1 - facts.popularity / _KNOWN_BY_NAME)
    signs["aged_unknown"] = obscure * around.aged
    signs["other_work_unknown"] = obscure * bool(known and not kept and around.offices <= _OTHER_WORK)
    signs["off_topic_unknown"] = obscure * around.sport * bool(does and "sport" not in does)
    if candidate.words == 1:
        signs["lone_surname"] = 1.0
        signs["surname_alone"] = float(candidate.kind is NameKind.SURNAME)
        signs["lone_common"] = math.log1p(max(0, candidate.namesakes - _MANY_NAMESAKES) / 10)
        signs["byname"] = float(candidate.byname and facts.popularity < _WELL_KNOWN)
        signs["first_name"] = float(candidate.first_name and facts.popularity >= _WELL_KNOWN)
    else:
        signs["full_person"] = 1.0
        alike = candidate.kind is NameKind.SOUND
        signs["alike_person"] = float(alike)
        signs["alike_unknown"] = obscure * alike * foreign
        signs["common_surname"] = math.log1p(candidate.namesakes)
        common = math.log1p(candidate.namesakes * candidate.forenamesakes / 1000)
        # As many are called John Smith, more than a page tells which is meant.
        known_from = _KNOWN_BY_NAME + _FOR_A_COMMON_NAME * max(0.0, common - _VERY_COMMON)
        obscure = max(0.0, 1 - facts.popularity / known_from)
        # Many a John Hall is in the news, and hardly ever the one whom few have heard of.
        supported = kept or signs["context"] > _TOLD_BY_CONTEXT
        signs["common_unknown"] = common * obscure * (_SUPPORT if supported else 1.0)


def _overlap(facts: EntityFacts, words: frozenset[str]) -> float:
    """Return how much of the description, its country's names aside, the document repeats: 0 to 1."""
    described = _described(facts.description or "", facts.label)
    return min(1.0, len(described & words) / 3) if described else 0.0


@lru_cache(maxsize=50_000)
def _described(text: str, label: str) -> frozenset[str]:
    named = set(fold(label).split())
    return content_words(text) - named - {fold(word) for word, _ in country_mentions(text)}


def content_words(text: str) -> frozenset[str]:
    """Return the folded words of four letters and more that may tell a subject."""
    return frozenset(map(fold, set(_WORD.findall(text)))) - _PLAIN_WORDS


def _country(facts: EntityFacts) -> int | None:
    if facts.cls == "Country":
        return int(facts.qid[1:])
    return int(facts.country[1:]) if facts.country else None
