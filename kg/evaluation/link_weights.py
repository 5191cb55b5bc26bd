"""Fitting the weights of disambiguation: ``python -m kg.evaluation.link_weights --data DIR``.

A logistic regression with an L2 penalty over all candidates of gold mentions, a third of the mentions with
the
class that a reader of the text would give; the result is the content of ``kg/linking/data/weights.toml``.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.evaluation.link import SUITES, GoldDocument, read_suite
from kg.linking.disambiguation import signs_of
from kg.linking.index import Index, open_index
from kg.linking.linker import Mention, rank_mentions

FIXED = {"ruler_metonym": 9.0, "ruler_demonym": 4.0, "foreign_place": -3.0}
"""Weights that the suites cannot show: they mark no capital that stands for its government and no adjective,
and few villages that the index lacks and that have a namesake abroad."""

BARE_THRESHOLD = 0.35

_PENALTY = 1.0
_STEPS = 60

Matrix = NDArray[np.float64]


def examples(
    documents: Sequence[GoldDocument], index: Index, *, hinted: bool
) -> list[tuple[dict[str, float], bool, float]]:
    """Return the signs of every candidate of every distinct name of a document, whether it is right, and
    its weight."""
    rows = []
    for document in documents:
        mentions = [
            gold.mention if hinted else Mention(gold.mention.start, gold.mention.end)
            for gold in document.mentions
        ]
        seen: set[tuple[str, frozenset[str]]] = set()
        for gold, ranked in zip(
            document.mentions, rank_mentions(document.text, mentions, index), strict=True
        ):
            if ranked is None or (gold.text, gold.qids) in seen:
                continue
            seen.add((gold.text, gold.qids))
            candidates, around = ranked
            for candidate, signs in zip(candidates, signs_of(candidates, around), strict=True):
                rows.append((signs, candidate.facts.qid in gold.qids, 1.0))
    return rows


def fit(rows: Sequence[tuple[dict[str, float], bool, float]]) -> dict[str, float]:
    """Return the weights of a penalised logistic regression, by Newton's method."""
    names = sorted({name for signs, _, _ in rows for name in signs} - FIXED.keys())
    place = {name: column for column, name in enumerate(names)}
    matrix: Matrix = np.zeros((len(rows), len(names)))
    for line, (signs, _, _) in enumerate(rows):
        for name in signs.keys() & place.keys():
            matrix[line, place[name]] = signs[name]
    right: Matrix = np.array([float(label) for _, label, _ in rows])
    sample: Matrix = np.array([weight for _, _, weight in rows])
    weights: Matrix = np.zeros(len(names))
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (sample * (chance - right)) + _PENALTY * weights
        curvature = (matrix.T * (sample * chance * (1 - chance))) @ matrix + _PENALTY * np.eye(len(names))
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
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with dwie_dev, reuters128 and rss500 (.jsonl)"
    )
    parser.add_argument("--index", type=Path, help="index to use instead of the shipped one")
    parser.add_argument("--threshold", type=float, default=0.5, help="least score of a link")
    options = parser.parse_args(arguments)
    index = open_index(options.index)
    rows = []
    for suite in SUITES:
        path = options.data / f"{suite}.jsonl"
        if path.is_file():
            documents = read_suite(path, index)
            rows += examples(documents, index, hinted=False) + examples(documents, index, hinted=True)
    print("# Written by python -m kg.evaluation.link_weights: logistic regression on three suites.")
    print(f"threshold = {options.threshold}\nbare_threshold = {BARE_THRESHOLD}\n\n[weights]")
    for name, weight in fit(rows).items():
        print(f"{name} = {weight:.2f}")
    print("\n[fixed]")
    for name, weight in FIXED.items():
        print(f"{name} = {weight}")
    print(f"{len(rows)} candidates", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
