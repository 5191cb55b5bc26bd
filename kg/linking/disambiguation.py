"""Disambiguation: how likely each candidate is what a name means here, by a conditional logit of a few plain
signs."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kg.linking.candidates import Candidate
from kg.linking.signs import TOWNS_AND_AREAS, signs_of
from kg.linking.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with the probability that it is the one meant."""

    candidate: Candidate
    score: float


def rank(candidates: Sequence[Candidate], around: Surroundings) -> list[Scored]:
    """Return the candidates, the likeliest first.

    Scores are calibrated probabilities that sum up, with that of none of them, to 1 (a conditional logit).
    """
    totals = [_total(signs) for signs in signs_of(candidates, around)]
    # "None of them" stands beside the candidates with a total of 0.
    highest = max((0.0, *totals))
    whole = math.exp(-highest) + sum(math.exp(total - highest) for total in totals)
    scored = [
        Scored(candidate, math.exp(total - highest) / whole)
        for candidate, total in zip(candidates, totals, strict=True)
    ]
    return sorted(
        scored, key=lambda item: (-item.score, -item.candidate.facts.popularity, item.candidate.facts.qid)
    )


def _total(signs: Mapping[str, float]) -> float:
    weights, total = _weights(), 0.0
    for name, value in signs.items():
        if value and name in weights:
            total += weights[name] * value
    return total


def is_sure(ranked: Sequence[Scored]) -> bool:
    """Tell whether the likeliest candidate is likely enough to be linked.

    A town has a threshold of its own. It reaches it together with the province of its name, or the country
    that it is the capital of, as a province does with its town.
    """
    if not ranked:
        return False
    facts, least, sure = ranked[0].candidate.facts, _model()["threshold"], ranked[0].score
    if facts.cls in TOWNS_AND_AREAS and facts.country:
        around = TOWNS_AND_AREAS - {facts.cls}
        sure += sum(
            other.score
            for other in ranked[1:]
            if other.candidate.facts.cls in around and other.candidate.facts.country == facts.country
        )
    return sure >= least.get(facts.cls, least["any"])


def _weights() -> dict[str, float]:
    return _model()["weights"]


@lru_cache(maxsize=1)
def _model() -> dict[str, dict[str, float]]:
    text = (files("kg.linking") / "data" / "weights.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return {
        "threshold": table["threshold"],
        "weights": {**table["weights"], **table["fixed"], **table["caution"]},
    }
