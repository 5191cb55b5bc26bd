"""The project's own annotated sentences are well formed, and the scorer reads all of them."""

import datetime as dt
import re
from collections import Counter
from typing import get_args

from rdflib import RDFS, Graph, Namespace
from spacy.language import Language

from kg.evaluation.counts import Counts
from kg.evaluation.events import SPLITS, read_corpus, reports, score_corpus
from kg.evaluation.verbal_acts import score_verbal_acts
from kg.extraction.report import Factuality
from kg.resources import ontology_directory

NUMBERS = {"killed", "injured", "detained", "displaced"}
ROLES = ("actor", "recipient", "location")
STATEMENT = {"cue", "class", "type", "speaker", "addressee", "content", "direct", "factuality"}
KG = Namespace("https://w3id.org/conflict-kg/ontology#")


def test_every_sentence_is_well_formed() -> None:
    records = list(read_corpus())
    assert [key for key, n in Counter(r["id"] for r in records).items() if n > 1] == []
    assert [text for text, n in Counter(r["text"] for r in records).items() if n > 1] == []
    for record in records:
        assert record.keys() - {"statements"} == {"id", "split", "text", "date", "events"}, record
        assert record["split"] in SPLITS, record
        assert record["text"] == " ".join(record["text"].split()), record
        dt.date.fromisoformat(record["date"])
    assert sorted((r for split in SPLITS for r in read_corpus(split)), key=lambda r: r["id"]) == sorted(
        records, key=lambda r: r["id"]
    )


def test_every_annotation_names_terms_and_words_that_exist() -> None:
    ontology = (ontology_directory() / "conflict-kg.ttl").read_text("utf-8")
    scheme = (ontology_directory() / "event-types.ttl").read_text("utf-8")
    classes = set(re.findall(r"^kg:(\w+) a owl:Class", ontology, re.MULTILINE))
    types = set(re.findall(r"^et:([A-Z]+) a skos:Concept", scheme, re.MULTILINE))
    for record in read_corpus():
        triggers = [event["trigger"] for event in record["events"]]
        assert len(set(triggers)) == len(triggers), record
        for event in record["events"]:
            assert event["class"] in classes, event
            assert event["type"] in types, event
            assert event["factuality"] in get_args(Factuality), event
            assert event.keys() - NUMBERS == {"trigger", "class", "type", "factuality", *ROLES}, event
            for words in (event["trigger"], *(words for role in ROLES for words in event[role])):
                assert words, event
                assert words in record["text"], (record["text"], words)
            for low, high in (event[key] for key in NUMBERS & event.keys()):
                assert low is not None or high is not None, event
                assert low is None or high is None or low <= high, event


def test_every_statement_names_terms_and_words_that_exist() -> None:
    graph = Graph().parse(ontology_directory() / "conflict-kg.ttl")
    classes = {str(c).removeprefix(KG) for c in graph.transitive_subjects(RDFS.subClassOf, KG.Statement)}
    types = {
        str(c).removeprefix(KG): str(t).rsplit("/", 1)[1]
        for c, t in graph.subject_objects(KG.defaultEventType)
    }
    types["Warning"] = "THREATEN"
    for record in read_corpus():
        for statement in record.get("statements", ()):
            assert statement.keys() - {"recipient"} == STATEMENT, statement
            assert statement["class"] in classes, statement
            assert statement["type"] in (None, types.get(statement["class"])), statement
            assert statement["factuality"] in get_args(Factuality), statement
            for words in (
                statement["cue"],
                *statement["speaker"],
                *statement["addressee"],
                *statement.get("recipient", ()),
                *(statement["content"] or ()),
            ):
                assert words, statement
                assert words in record["text"], (record["text"], words)


def test_scores_of_a_reading(nlp: Language) -> None:
    text = "Kyiv accused Moscow of shelling Odesa. The mayor thanked Warsaw."
    statement = {"addressee": [], "content": None, "direct": False, "factuality": "Actual"}
    said = [
        {
            "cue": "accused",
            "class": "Accusation",
            "type": "ACCUSE",
            "speaker": ["Kyiv"],
            "recipient": ["Moscow"],
        },
        {"cue": "shelling", "class": "Denial", "type": None, "speaker": ["Moscow"]},
    ]
    records = [
        {"id": "a", "text": text, "date": "2024-03-14", "statements": [statement | s for s in said]},
        {"id": "b", "text": text, "date": "2024-03-14", "events": []},
    ]
    score = score_verbal_acts(records, reports(records, nlp), 0.0)
    assert score.sentences == 1
    assert score.classes["Accusation"] == Counts(1, 1, 1)
    assert score.classes["Denial"] == Counts(0, 0, 1)
    assert score.types["ACCUSE"] == Counts(1, 1, 1)
    assert score.roles["speaker"] == score.roles["recipient"] == Counts(1, 1, 1)
    assert any("missed Denial “shelling”" in line for line in score.mistakes)


def test_numbers_are_right_with_both_bounds(nlp: Language) -> None:
    event = {"trigger": "killed", "class": "Attack", "type": "ASSAULT", "factuality": "Actual"}
    event |= {"actor": ["Gunmen"], "recipient": ["miners"], "location": ["Quetta"]}
    text = "Gunmen killed at least five miners in Quetta on Monday."
    records = [
        {"id": str(n), "text": text, "date": "2024-03-14", "events": [event | {"killed": killed}]}
        for n, killed in enumerate([[5, None], [5, 5]])
    ]
    score = score_corpus(records, reports(records, nlp), 0.0)
    assert score.classes["Attack"] == Counts(2, 2, 2)
    assert score.numbers == Counts(1, 2, 2)
