"""Settling a document's names: ends mended, and one name read as one class throughout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from kg.language.labels import NAME_TYPES, begin

Span = tuple[int, int, str]
"""First word, word after the last, class."""

_FREE = frozenset({"DATE", "TIME", "NUMBER", "MONEY", "TITLE"})
"""Classes that depend on what stands around a name, so that its other mentions say nothing."""

_BODIES = ("GPE", "ORG", "NORP")
_LOOSE_ENDS = frozenset({"ADP", "CCONJ", "DET", "SCONJ", "PART"})
_SURNAME_CHANCE = 0.02
_SHORTEST_MISSPELT = 6
"""Letters of the shortest surname that is known again with one letter wrong, missing or too many."""


def settle(
    spans: Sequence[Span], words: Sequence[str], upos: Sequence[str], chances: NDArray[np.float32]
) -> list[Span]:
    """Mend the ends of *spans* and give all mentions of one name the class that they make likeliest together.

    ``chances[i, c]`` is the probability that word *i* is in a name of class *c* of
    :data:`~kg.language.labels.NAME_TYPES`.
    """
    mended = [part for span in _joined(spans, words) for part in _mend(span, words, upos, chances)]
    evidence: dict[str, NDArray[np.float64]] = defaultdict(lambda: np.zeros(len(NAME_TYPES)))
    seen: dict[str, set[str]] = defaultdict(set)
    people = [words[end - 1] for start, end, name in mended if name == "PERSON" and end - start > 1]
    surnames = {surname.casefold() for surname in people}
    for start, end, name in mended:
        if name not in _FREE:
            text = " ".join(words[start:end])
            evidence[text] += np.log(chances[start:end].mean(0) + 1e-4)
            seen[text].add(name)
    settled: list[Span] = []
    for start, end, name in mended:
        text = " ".join(words[start:end])
        if name not in _FREE:
            name = max(sorted(seen[text]), key=lambda c: evidence[text][NAME_TYPES.index(c)])
            chance = float(chances[start, NAME_TYPES.index("PERSON")])
            if end - start == 1 and chance > _SURNAME_CHANCE and _is_one_of(text.casefold(), surnames):
                name = "PERSON"
        settled.append((start, end, name))
    return settled


def _is_one_of(word: str, surnames: set[str]) -> bool:
    """Whether *word* is one of *surnames*, or is the like of one but for a slip of the pen."""
    if word in surnames:
        return True
    return len(word) >= _SHORTEST_MISSPELT and any(
        surname[0] == word[0] and OSA.distance(word, surname, score_cutoff=1) <= 1 for surname in surnames
    )


def _joined(spans: Sequence[Span], words: Sequence[str]) -> list[Span]:
    """Join neighbouring parts of one date or title, and leave out web addresses."""
    joined: list[Span] = []
    for start, end, name in spans:
        if any("://" in word or word.startswith("www.") for word in words[start:end]):
            continue
        if joined and joined[-1][1:] == (start, name):
            first = joined[-1][0]
            if name == "DATE" or (name == "TITLE" and words[first].isupper()):
                joined[-1] = (first, end, name)
                continue
        joined.append((start, end, name))
    return joined


def _mend(span: Span, words: Sequence[str], upos: Sequence[str], chances: NDArray[np.float32]) -> list[Span]:
    """Cut what a name cannot end with, a person's country or body, and the body before a title."""
    start, end, name = span
    if name in {"DATE", "TIME", "NUMBER", "MONEY"}:
        return [span]
    while end > start + 1 and upos[end - 1] in _LOOSE_ENDS and words[end - 1].islower():
        end -= 1
    if name == "PERSON" and "of" in words[start + 1 : end]:
        cut = words.index("of", start + 1, end)
        rest = cut + (2 if words[cut + 1 : cut + 2] == ["the"] else 1)
        return (
            [(start, cut, name), (rest, end, _likeliest(rest, end, chances))]
            if rest < end
            else [(start, cut, name)]
        )
    if name == "TITLE" and end - start > 1 and len(words[start]) > 1 and words[start].isupper():
        return [(start, start + 1, _likeliest(start, start + 1, chances)), (start + 1, end, name)]
    return [(start, end, name)]


def _likeliest(start: int, end: int, chances: NDArray[np.float32]) -> str:
    return max(_BODIES, key=lambda c: float(chances[start:end, NAME_TYPES.index(c)].sum()))


def class_chances(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """From scores of BIO labels to the probability of each class, shape (words, classes)."""
    shifted = np.exp(scores - scores.max(1, keepdims=True))
    shifted /= shifted.sum(1, keepdims=True)
    first = begin(NAME_TYPES[0])
    both: NDArray[np.float32] = shifted[:, first::2] + shifted[:, first + 1 :: 2]
    return both
