"""Speakers that a tree has in the wrong place: whose word the words around the cue say it is."""

import pytest
from trees import read_doc

from kg.extraction.sources import source_of


@pytest.mark.parametrize(
    ("identifier", "cue", "speaker"),
    [
        ("said-and-blamed", "blamed", "Amira"),  # Omar would not blame "him"
        ("noted-and-asked", "asked", "Berg"),
        ("praised-and-blamed", "blamed", "Kovac"),
        ("truce-said", "said", "Amira"),
        ("farmers-notes", "notes", "Berg"),
        ("one-said", "said", "One"),
        ("while-saying", "saying", "Berg"),
        ("letter-accusing", "accusing", "Berg"),
    ],
)
def test_who_speaks_whatever_the_tree_says(identifier: str, cue: str, speaker: str) -> None:
    doc = read_doc("misread_cues.conllu", identifier)
    found = source_of(next(token for token in doc if token.text == cue))
    assert found is not None
    assert found.text == speaker
