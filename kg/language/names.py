"""From name scores to a consistent sequence of BIO labels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.int64]

CAUTION = 1.8
"""By how much (in nats) a label of a proper name must outscore "no name": the sources from which names were
learnt leave many out, so that the network is too ready to see one. Chosen on DWIE's dev part."""

_FOUND_BY_PATTERN = ("DATE", "TIME", "NUMBER", "MONEY", "TITLE")
"""Classes that are marked in every source alike, by pattern or by list."""


@lru_cache(maxsize=4)
def _forbidden(labels: tuple[str, ...]) -> NDArray[np.bool_]:
    """``[a, b]`` is true where label *b* cannot follow label *a*; the last row stands for the beginning."""
    size = len(labels)
    forbidden = np.zeros((size + 1, size), dtype=bool)
    for column, label in enumerate(labels):
        if label.startswith("I-"):
            forbidden[:, column] = True
            for row, previous in enumerate(labels):
                if previous[2:] == label[2:] and previous != "O":
                    forbidden[row, column] = False
    return forbidden


@lru_cache(maxsize=4)
def _cautions(labels: tuple[str, ...]) -> NDArray[np.float32]:
    proper = [label != "O" and label[2:] not in _FOUND_BY_PATTERN for label in labels]
    return np.where(proper, CAUTION, 0).astype(np.float32)


def cautious(scores: NDArray[np.float32], labels: Sequence[str]) -> NDArray[np.float32]:
    """Name scores of shape (words, labels), with those of proper names lessened by :data:`CAUTION`."""
    lessened: NDArray[np.float32] = scores - _cautions(tuple(labels))
    return lessened


def best_labels(scores: NDArray[np.float32], labels: Sequence[str]) -> Labels:
    """The best sequence of labels in which every inside label continues a name of its class.

    *scores* has shape (words, labels). The best label of each word is taken where that is consistent already,
    otherwise the best sequence is found (Viterbi).
    """
    forbidden = _forbidden(tuple(labels))
    best: Labels = scores.argmax(1)
    if not forbidden[np.concatenate([[len(labels)], best[:-1]]), best].any():
        return best
    penalty = np.where(forbidden, np.float32(-1e6), np.float32(0))
    total = scores[0] + penalty[-1]
    back = np.zeros(scores.shape, dtype=np.int64)
    for index in range(1, len(scores)):
        paths = total[:, None] + penalty[:-1]
        back[index] = paths.argmax(0)
        total = paths.max(0) + scores[index]
    result: Labels = np.zeros(len(scores), dtype=np.int64)
    result[-1] = total.argmax()
    for index in range(len(scores) - 1, 0, -1):
        result[index - 1] = back[index, result[index]]
    return result
