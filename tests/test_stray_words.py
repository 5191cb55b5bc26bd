"""Words that hang where their own form or their neighbours rule it out, on trees given by hand."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.extraction.stray_words import read_stray

Row = tuple[str, str, int, str]
"""Word, tag, head and relation."""


def parsed(rows: list[Row], places: tuple[int, ...] = ()) -> Doc:
    words, tags, heads, deps = zip(*rows, strict=True)
    kinds = {"N": "PROPN", "V": "VERB", "I": "ADP", "J": "ADJ"}
    doc = Doc(
        spacy.blank("en").vocab,
        words=list(words),
        tags=list(tags),
        heads=list(heads),
        deps=list(deps),
        pos=["NUM" if tag == "CD" else kinds.get(tag[0], "X") for tag in tags],
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


def test_a_place_behind_a_preposition_is_no_object() -> None:
    rows: list[Row] = [("signed", "VBD", 0, "ROOT"), ("in", "IN", 2, "case"), ("Doha", "NNP", 0, "obj")]
    assert arcs(parsed(rows, (2,)), "Doha") == [("signed", "obl")]


@pytest.mark.parametrize(("verb", "found"), [("hand", ("hand", "compound:prt")), ("kill", ("21", "advmod"))])
def test_over_belongs_to_a_verb_of_giving(verb: str, found: tuple[str, str]) -> None:
    rows: list[Row] = [
        (verb, "VBP", 0, "ROOT"),
        ("over", "IN", 2, "advmod"),
        ("21", "CD", 3, "nummod"),
        ("men", "NNS", 0, "obj"),
    ]
    assert arcs(parsed(rows), "over") == [found]


def test_a_clause_without_a_subject_is_the_objects() -> None:
    rows: list[Row] = [
        ("accused", "VBD", 0, "ROOT"), ("them", "PRP", 0, "obj"), ("of", "IN", 3, "mark"),
        ("violating", "VBG", 0, "ccomp"),
    ]  # fmt: skip
    assert arcs(parsed(rows), "violating") == [("accused", "advcl")]
    rows = [("found", "VBD", 0, "ROOT"), ("them", "PRP", 0, "obj"), ("dead", "JJ", 0, "ccomp")]
    assert arcs(parsed(rows), "dead") == [("found", "xcomp")]
    rows = [("said", "VBD", 0, "ROOT"), ("them", "PRP", 2, "nsubj"), ("dead", "JJ", 0, "ccomp")]
    assert arcs(parsed(rows), "dead") == [("said", "ccomp")]


@pytest.mark.parametrize(
    ("last", "found"), [("deny", ("allegation", "acl:relcl")), ("exist", ("allegation", "acl"))]
)
def test_what_is_denied_is_the_noun_before(last: str, found: tuple[str, str]) -> None:
    rows: list[Row] = [
        ("allegation", "NN", 0, "ROOT"),
        ("that", "WDT", 3, "mark"),
        ("they", "PRP", 3, "nsubj"),
        (last, "VBP", 0, "acl"),
    ]
    assert arcs(parsed(rows), last) == [found]


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
