"""From arc scores to a dependency tree with one root."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]


def best_tree(scores: Scores) -> Heads:
    """The heads of the highest-scoring tree with exactly one root.

    *scores* has shape (words, words + 1): row *i* scores each head of word *i*, column 0 the root and
    column *j* word *j - 1*. Heads in the result count from 1, 0 is the root. Each word's best head is taken
    where these form a tree; else the maximum spanning tree is found (Chu and Liu 1965, Edmonds 1967).
    """
    heads: Heads = scores.argmax(1)
    if is_tree(heads):
        return heads
    size = len(scores)
    square = np.full((size + 1, size + 1), -np.inf)
    square[1:] = scores
    np.fill_diagonal(square, -np.inf)
    square[1:, 0] -= float(np.ptp(scores[np.isfinite(scores)])) * (size + 1) + 1.0
    found: Heads = _spanning_tree(square)[1:]
    return found


def is_tree(heads: Heads) -> bool:
    """Whether *heads*, counted from 1, form a tree with exactly one root."""
    if int((heads == 0).sum()) != 1:
        return False
    state = [0] * (len(heads) + 1)
    state[0] = 2
    parents = heads.tolist()
    for start in range(1, len(parents) + 1):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = parents[node - 1]
        if state[node] == 1:
            return False
        for node in path:
            state[node] = 2
    return True


def _cycle(parents: Heads) -> list[int]:
    colour = [0] * len(parents)
    for start in range(1, len(parents)):
        node = start
        while node > 0 and colour[node] == 0:
            colour[node] = start
            node = int(parents[node])
        if node > 0 and colour[node] == start:
            cycle, other = [node], int(parents[node])
            while other != node:
                cycle.append(other)
                other = int(parents[other])
            return cycle
    return []


def _spanning_tree(scores: NDArray[np.float64]) -> Heads:
    """Parents in the maximum spanning tree from node 0; ``scores[i, j]`` scores *j* as the parent of *i*."""
    parents: Heads = scores.argmax(1)
    parents[0] = -1
    cycle = _cycle(parents)
    if not cycle:
        return parents
    size = len(scores)
    inside = np.zeros(size, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.array(cycle)
    merged = len(outside)
    smaller = np.full((merged + 1, merged + 1), -np.inf)
    smaller[:merged, :merged] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, members)]
    smaller[:merged, merged] = leaving.max(1)
    entering = scores[np.ix_(members, outside)] - scores[members, parents[members]][:, None]
    smaller[merged, :merged] = entering.max(0)
    found = _spanning_tree(smaller)
    result = parents.copy()
    for index in range(1, merged):
        parent = int(found[index])
        result[outside[index]] = members[leaving[index].argmax()] if parent == merged else outside[parent]
    entry = int(found[merged])
    broken = members[entering[:, entry].argmax()]
    result[broken] = outside[entry]
    result[0] = -1
    return result
