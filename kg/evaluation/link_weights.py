"""Fitting the weights of disambiguation: ``python -m kg.evaluation.link_weights --gum FILE --meantime DIR``.

A conditional logit with an L2 penalty: of the candidates of a name and "none of them", which is meant? Every
distinct name of a document counts once without its class and once with the class that a reader of the text
would give. The result is the content of ``kg/linking/data/weights.toml``. GUM and MEANTIME are openly
licensed.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.evaluation.link_gold import GoldDocument, read_gum, read_meantime
from kg.linking.index import Index, open_index
from kg.linking.linker import rank_mentions
from kg.linking.mentions import Mention
from kg.linking.signs import signs_of

FIXED = {
    "area_cue_broken": -3.0,
    "area_cue_kept": 2.0,
    "byname": -4.0,
    "firm_cue_place": -4.0,
    "first_name": -4.0,
    "foreign": -0.3,
    "foreign_place": -3.0,
    "foreign_power": -2.0,
    "national_name": 1.5,
    "own_government": 4.0,
    "part_of_longer_name": -5.0,
    "ruler_demonym": 4.0,
    "ruler_metonym": 9.0,
    "share_margin": 2.0,
    "sport_place": -3.0,
    "sport_team": 2.5,
    "team_outside_sport": -1.5,
    "team_cue_other": -2.0,
    "team_cue_place": -4.0,
    "told_area_broken": -4.0,
    "told_area_kept": 3.0,
    "town_for_area": -1.5,
    "town_for_country": -5.0,
    "town_for_ruler": -5.0,
    "within_cue_broken": -2.0,
    "within_cue_kept": 1.0,
}
"""Weights that the texts do not show, or hardly: they mark no capital that stands for its government, no
adjective and no part of a longer name, and have little sport, few countries, few first names alone, and few
villages that the index lacks and that have a namesake abroad."""

CAUTION = {
    "aged_unknown": -2.0,
    "alike_unknown": -2.5,
    "common_unknown": -2.5,
    "foreign_facility": -3.0,
    "lone_common": -1.0,
    "obscure_acronym": -3.0,
    "off_topic_unknown": -2.0,
    "other_work_unknown": -2.0,
    "person_cue_broken": -1.5,
    "surname_alone": -0.8,
    "person_for_town": -2.5,
}
"""Weights that are added to the fitted ones: what keeps namesakes away. The texts are about what has a page,
so that they show too few people, bodies and towns that share a name with it."""

THRESHOLDS = {"any": 0.55, "Settlement": 0.7}
"""The least score of a link, by class: many a town that the index lacks has a namesake in it."""

_PENALTY = 1.0
_STEPS = 60

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """A name: the signs of each of its candidates, and the place of the right one, ``None`` if none is."""

    signs: tuple[dict[str, float], ...]
    right: int | None


def choices(documents: Sequence[GoldDocument], index: Index, *, hinted: bool) -> list[Choice]:
    """Return a choice for every distinct name of every document that has candidates."""
    found = []
    for document in documents:
        mentions = [
            gold.mention if hinted else Mention(gold.mention.start, gold.mention.end)
            for gold in document.mentions
        ]
        seen: set[tuple[str, frozenset[str]]] = set()
        for gold, ranked in zip(
            document.mentions, rank_mentions(document.text, mentions, index), strict=True
        ):
            if ranked is None or not ranked[0] or (gold.text, gold.qids) in seen:
                continue
            seen.add((gold.text, gold.qids))
            candidates, around = ranked
            right = [place for place, one in enumerate(candidates) if one.facts.qid in gold.qids]
            found.append(Choice(tuple(signs_of(candidates, around)), right[0] if right else None))
    return found


def fit(chosen: Sequence[Choice], penalty: float = _PENALTY) -> dict[str, float]:
    """Return the weights of a penalised conditional logit, by Newton's method."""
    names = sorted(
        {name for choice in chosen for signs in choice.signs for name in signs}
        - FIXED.keys()
        - CAUTION.keys()
    )
    column = {name: number for number, name in enumerate(names)}
    owner = np.array([number for number, choice in enumerate(chosen) for _ in choice.signs])
    right = np.array([float(n == choice.right) for choice in chosen for n in range(len(choice.signs))])
    matrix: Matrix = np.zeros((len(owner), len(names)))
    offset: Matrix = np.zeros(len(owner))
    for line, signs in enumerate(signs for choice in chosen for signs in choice.signs):
        for name, value in signs.items():
            if name in column:
                matrix[line, column[name]] = value
            else:
                offset[line] += FIXED.get(name, 0.0) * value
    weights: Matrix = np.zeros(len(names))
    for _ in range(_STEPS):
        raised = np.exp(np.clip(matrix @ weights + offset, -30, 30))
        chance = raised / (1 + np.bincount(owner, raised, len(chosen)))[owner]
        gradient = matrix.T @ (chance - right) + penalty * weights
        means: Matrix = np.zeros((len(chosen), len(names)))
        np.add.at(means, owner, matrix * chance[:, None])
        curvature = (matrix.T * chance) @ matrix - means.T @ means + penalty * np.eye(len(names))
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return dict(zip(names, weights.tolist(), strict=True))


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.evaluation.link_weights", description="Fit linking weights."
    )
    parser.add_argument("--gum", type=Path, required=True, help="GUM's training part (.conllu)")
    parser.add_argument("--meantime", type=Path, required=True, help="folder with meantime*.jsonl")
    parser.add_argument("--index", type=Path, help="index to use instead of the shipped one")
    options = parser.parse_args(arguments)
    index = open_index(options.index)
    documents = read_gum(options.gum, index) + read_meantime(options.meantime, index)
    chosen = choices(documents, index, hinted=False) + choices(documents, index, hinted=True)
    print("# Written by python -m kg.evaluation.link_weights: a conditional logit on GUM and MEANTIME.")
    for title, values in (
        ("threshold", THRESHOLDS),
        ("weights", fit(chosen)),
        ("fixed", FIXED),
        ("caution", CAUTION),
    ):
        print(f"\n[{title}]")
        for name, value in values.items():
            print(f"{name} = {value:.2f}")
    print(f"{len(chosen)} names", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
