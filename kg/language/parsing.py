"""From the scores of a window to the dependency trees of its sentences.

A head's score counts together with the label that it would give, and marks of punctuation, whose place
follows from the rest of the tree, are attached last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.language.chances import log_chances
from kg.language.encoder import Encoder, Floats, Reading
from kg.language.punctuation import attach_punctuation
from kg.language.trees import Heads, best_tree

_LIKELY = -3.0
"""Log-probability above which a head is weighed together with its label."""


class Parse(NamedTuple):
    """Of each word of a window: its head (counted from 1, 0 for roots), label and the head's probability."""

    heads: Heads
    labels: NDArray[np.int64]
    certainty: Floats


def parse(
    encoder: Encoder, reading: Reading, words: Sequence[str], sentences: Iterable[tuple[int, int]]
) -> Parse:
    """The trees of the *sentences* of a window, each given as the bounds of its words."""
    root = encoder.labels.deprels.index("root")
    mark = encoder.labels.upos.index("PUNCT")
    heads = np.zeros(len(words), dtype=np.int64)
    certainty = np.ones(len(words), dtype=np.float32)
    for start, end in sentences:
        size = end - start
        own = reading.arcs[start:end]
        scores = _log_probabilities(np.concatenate([own[:, :1], own[:, start + 1 : end + 1]], axis=1))
        labelled = scores.copy()
        rows, columns = np.nonzero(scores > _LIKELY)
        ends = np.where(columns == 0, 0, columns + start)
        chances = log_chances(
            encoder.label_scores(reading.label_dependent[rows + start], reading.label_head[ends])
        )
        as_root = chances[:, root].copy()
        chances[:, root] = -np.inf
        labelled[rows, columns] += np.where(columns == 0, as_root, chances.max(1))
        found = best_tree(labelled)
        is_mark = reading.upos[start:end] == mark
        if size > 1 and is_mark.any():
            found = attach_punctuation(found, scores, words[start:end], is_mark)
        certainty[start:end] = np.exp(scores[np.arange(size), found])
        heads[start:end] = np.where(found == 0, 0, found + start)
    label_scores = encoder.label_scores(reading.label_dependent, reading.label_head[heads])
    label_scores[:, root] = -np.inf
    labels = label_scores.argmax(1)
    labels[heads == 0] = root
    return Parse(heads, labels, certainty)


def _log_probabilities(arcs: Floats) -> Floats:
    """Log-probabilities of each word's heads, (words, words + 1); no word heads itself."""
    arcs[np.arange(len(arcs)), np.arange(1, len(arcs) + 1)] = -np.inf
    return log_chances(arcs)
