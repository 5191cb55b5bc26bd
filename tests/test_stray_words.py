"""Words that hang where their own form or their neighbours rule it out, on trees given by hand."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.extraction.stray_words import read_stray

Row = tuple[str, str, int, str]
"""Word, tag, head and relation."""


def parsed(rows: list[Row], places: tuple[int, ...] = ()) -> Doc:
    words, tags, heads, deps = zip(*rows, strict=True)
    kinds = {"N": "PROPN", "V": "VERB", "I": "ADP"}
    doc = Doc(
        spacy.blank("en").vocab,
        words=list(words),
        tags=list(tags),
        heads=list(heads),
        deps=list(deps),
        pos=[kinds.get(tag[0], "X") for tag in tags],
        lemmas=[word.lower() for word in words],
        ents=["B-GPE" if i in places else "O" for i in range(len(words))],
    )
    return read_stray(doc)


def arcs(doc: Doc, *words: str) -> list[tuple[str, str]]:
    return [(token.head.text, token.dep_) for token in doc if token.text in words]


def test_a_finite_verb_goes_on_with_a_finite_verb() -> None:
    rows: list[Row] = [
        ("Accused", "VBD", 0, "ROOT"), ("them", "PRP", 0, "obj"), ("of", "IN", 3, "mark"),
        ("squandering", "VBG", 0, "advcl"), ("and", "CC", 5, "cc"), ("called", "VBD", 3, "conj"),
    ]  # fmt: skip
    assert arcs(parsed(rows), "called") == [("Accused", "conj")]
    rows[5] = ("calling", "VBG", 3, "conj")
    assert arcs(parsed(rows), "calling") == [("squandering", "conj")]


@pytest.mark.parametrize(("places", "found"), [((2,), ("Doha", "case")), ((), ("signed", "compound:prt"))])
def test_before_a_place_in_is_a_preposition(places: tuple[int, ...], found: tuple[str, str]) -> None:
    rows: list[Row] = [
        ("signed", "VBD", 0, "ROOT"),
        ("in", "RP", 0, "compound:prt"),
        ("Doha", "NNP", 0, "obj"),
    ]
    assert arcs(parsed(rows, places), "in") == [found]


def test_what_somebody_denies_a_part_in_belongs_to_the_part() -> None:
    rows: list[Row] = [
        ("denied", "VBD", 0, "ROOT"), ("involvement", "NN", 0, "obj"),
        ("in", "IN", 3, "case"), ("murder", "NN", 0, "obl"),
    ]  # fmt: skip
    assert arcs(parsed(rows), "murder") == [("involvement", "nmod")]


def test_a_description_stands_behind_what_it_describes_and_before_a_semicolon() -> None:
    rows: list[Row] = [
        ("Kyiv", "NNP", 2, "appos"), ("swap", "VBP", 1, "ROOT"), ("prisoners", "NNS", 1, "obj"),
        (";", ":", 4, "punct"), ("Zelensky", "NNP", 2, "appos"),
    ]  # fmt: skip
    assert arcs(parsed(rows), "Kyiv", "Zelensky") == [("swap", "nsubj"), ("swap", "parataxis")]


def test_each_word_of_a_title_hangs_on_the_name() -> None:
    rows: list[Row] = [
        ("met", "VBD", 0, "ROOT"), ("Attorney", "NNP", 3, "nmod:desc"),
        ("General", "NNP", 1, "amod"), ("Garland", "NNP", 0, "obj"),
    ]  # fmt: skip
    assert arcs(parsed(rows), "General") == [("Garland", "nmod:desc")]
