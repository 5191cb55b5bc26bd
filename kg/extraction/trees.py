"""Copies of a parsed text in which some words hang elsewhere, or are of another kind."""

from collections.abc import Mapping
from typing import Any

from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.tokens import Doc

Arc = tuple[int, str]
"""Index of a word's head, and its relation to it."""
Reading = tuple[str, str, str]
"""Tag, part of speech and lemma of a word."""

_ATTRIBUTES = [HEAD, DEP, TAG, POS, LEMMA]


def with_trees(doc: Doc, arcs: Mapping[int, Arc], readings: Mapping[int, Reading]) -> Doc:
    """Return a copy of ``doc`` with other arcs and readings for the words at these indexes."""
    rows: Any = doc.to_array(_ATTRIBUTES).astype("uint64")
    number = doc.vocab.strings.add
    for index, (head, dep) in arcs.items():
        rows[index, 0] = (head - index) % (1 << 64)
        rows[index, 1] = number(dep)
    for index, reading in readings.items():
        rows[index, 2:] = [number(value) for value in reading]
    return doc.copy().from_array(_ATTRIBUTES, rows)
