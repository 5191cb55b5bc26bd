"""Disambiguation: how likely each candidate is what a name means here, by a logistic model of a few plain
signs."""

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from kg.linking.candidates import Candidate
from kg.linking.classes import ORGANIZATIONS, PLACES
from kg.linking.countries import country_mentions
from kg.linking.index import EntityFacts, NameKind
from kg.linking.names import fold

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


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the text around a name and the document as a whole say about what it may mean."""

    cls: str | None = None
    """Class that the reader of the text found, if any; a class of the ontology, ``Place`` or
    ``Organization``."""
    person_cue: bool = False
    place_cue: bool = False
    team_cue: bool = False
    """The name stands where a team's does: "the England captain"."""
    part_cue: bool = False
    """The name looks like a part of a longer one: "Minnesota Twins", "University of Alabama"."""
    countries: Mapping[int, float] = field(default_factory=dict)
    """Which part of the country names in the rest of the document is each country's."""
    words: frozenset[str] = frozenset()
    """Folded words of the document."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with the probability that it is the one meant."""

    candidate: Candidate
    score: float


def rank(candidates: Sequence[Candidate], around: Surroundings) -> list[Scored]:
    """Return the candidates, the likeliest first; scores are calibrated probabilities."""
    weights = _weights()
    scored = []
    for candidate, signs in zip(candidates, signs_of(candidates, around), strict=True):
        total = 0.0
        for name, value in signs.items():
            if value and name in weights:
                total += weights[name] * value
        scored.append(Scored(candidate, 1 / (1 + math.exp(-total))))
    return sorted(
        scored, key=lambda item: (-item.score, -item.candidate.facts.popularity, item.candidate.facts.qid)
    )


def threshold() -> float:
    """Return the least score of a link; below it there is none."""
    return _weights()["threshold"]


def bare_threshold() -> float:
    """Return the least score of a link for a name that is asked for without any text, where nothing speaks
    for it."""
    return _weights()["bare_threshold"]


def signs_of(candidates: Sequence[Candidate], around: Surroundings) -> list[dict[str, float]]:
    """Return the signs for and against each candidate, by the names under which their weights are kept."""
    closest = min((candidate.kind for candidate in candidates), default=NameKind.LABEL)
    # "Kabul" that is a government means the government's own item where there is one, and the country
    # otherwise.
    governed = around.cls in _GOVERNMENTS and any(
        candidate.facts.cls in _GOVERNMENTS and candidate.kind < NameKind.METONYM for candidate in candidates
    )
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
            farther=candidate.kind > closest,
            governed=governed,
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
    farther: bool,
    governed: bool,
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
        "misspelt": 1 - candidate.similarity,
        "popularity": min(facts.popularity, 130) / 100,
        "famous": float(famous),
        "margin": max(-1.0, min(1.0, lead)) if rival_fame else 0.3,
        "rivals": math.log1p(sum(2 * fame > facts.popularity for fame in rival_fame)),
        "one_word": float(candidate.words == 1),
        "many_words": float(candidate.words >= 3),
        "farther_name": float(farther),
        "country_share": share,
        "share_margin": share - rival_share if rival_fame else 0.0,
        "foreign": float(foreign),
        "foreign_among_rivals": float(foreign and bool(rival_fame)),
        "is_country": float(facts.cls == "Country"),
        "is_other": float(facts.cls == "Other"),
        "is_person": float(is_person),
        "lone_surname": float(is_person and candidate.words == 1),
        "full_person": float(is_person and candidate.words >= 2),
        "alike_person": float(is_person and candidate.words >= 2 and candidate.kind is NameKind.SOUND),
        "obscure_person": float(is_person and facts.popularity < 12),
        "context": _overlap(facts, around.words),
    }
    fit = agreement(around.cls, facts)
    if fit != "unknown":
        signs[f"class_{fit}"] = 1.0
    if around.cls in _RULERS and candidate.kind in {NameKind.METONYM, NameKind.DEMONYM} and not governed:
        signs[f"ruler_{candidate.kind.name.lower()}"] = 1.0
    if around.person_cue:
        signs["person_cue_kept" if is_person else "person_cue_broken"] = 1.0
    if around.team_cue and not is_person:
        signs["team_cue_place" if is_place else "team_cue_other"] = 1.0
    if around.part_cue:
        signs["part_cue_place" if is_place else "part_cue_other"] = 1.0
    if foreign and is_place and facts.popularity < _KNOWN_ABROAD:
        signs["foreign_place"] = max(around.countries.values(), default=0.0)
    if foreign and facts.cls in ORGANIZATIONS:
        signs["foreign_body"] = 1.0
    if is_person and candidate.words >= 2:
        signs["common_surname"] = math.log1p(candidate.namesakes)
    if around.place_cue:
        signs["place_cue_kept" if is_place else "place_cue_broken"] = 1.0
    return signs


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


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    text = (files("kg.linking") / "data" / "weights.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    least = {name: float(table[name]) for name in ("threshold", "bare_threshold")}
    return {**least, **table["weights"], **table["fixed"]}
