"""The heads of marks of punctuation, which follow from the tree of the words around them.

Universal Dependencies attach a mark to the unit that it sets apart, at the highest word that keeps the tree
projective. On predicted trees the rule and the encoder err at different marks, so the rule has a vote.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.language.trees import Heads

_VOTE = 3.0
"""What the rule's head gains in log-probability; chosen on the development parts of EWT and GUM."""

_QUOTES = frozenset({'"', "'", "''", "``", "`", "“", "”", "„", "‘", "’", "«", "»", "‹", "›"})
"""Quotation marks come in pairs that share a head; the encoder knows these better than the rule."""


def attach_punctuation(
    heads: Heads, scores: NDArray[np.float32], words: Sequence[str], is_mark: NDArray[np.bool_]
) -> Heads:
    """*heads*, counted from 1 and 0 for the root, with marks moved where rule and encoder together say so.

    *scores* are the log-probabilities of each word's heads, (words, words + 1). Marks that head a word and
    the root stay as they are.
    """
    tree = heads.tolist()
    marks = is_mark.tolist()
    for at in np.flatnonzero(is_mark).tolist():
        if words[at] in _QUOTES or tree[at] == 0 or at + 1 in tree:
            continue
        chosen = _unit_head(tree, marks, at)
        if chosen and chosen != tree[at] and scores[at, chosen] + _VOTE > scores[at, tree[at]]:
            tree[at] = chosen
    return np.array(tree, dtype=np.int64)


def _unit_head(tree: list[int], marks: list[bool], at: int) -> int:
    """The head of the unit that the mark at *at* sets apart: the lower of the units that meet there."""
    before, after = _highest(tree, marks, at, -1), _highest(tree, marks, at, 1)
    if not before or not after:
        return before or after
    return after if _below(tree, after, before) else before


def _highest(tree: list[int], marks: list[bool], at: int, step: int) -> int:
    """The highest word of the unit that ends at the mark on one side, counted from 1; 0 for none."""
    word = at + step
    while 0 <= word < len(tree) and marks[word]:
        word += step
    if not 0 <= word < len(tree):
        return 0
    while (head := tree[word]) and (head - 1 - at) * step > 0:
        word = head - 1
    return word + 1


def _below(tree: list[int], word: int, other: int) -> bool:
    """Whether *word* depends, at any depth, on *other*; both counted from 1."""
    while word:
        word = tree[word - 1]
        if word == other:
            return True
    return False
