"""The project's own annotated sentences are well formed, and the scorer reads all of them."""

import datetime as dt
import re
from collections import Counter
from typing import get_args

from kg.evaluation.events import SPLITS, read_corpus
from kg.extraction.report import Factuality
from kg.resources import ontology_directory

NUMBERS = {"killed", "injured", "detained", "displaced"}
ROLES = ("actor", "recipient", "location")


def test_every_sentence_is_well_formed() -> None:
    records = list(read_corpus())
    assert [key for key, n in Counter(r["id"] for r in records).items() if n > 1] == []
    assert [text for text, n in Counter(r["text"] for r in records).items() if n > 1] == []
    for record in records:
        assert record.keys() == {"id", "split", "text", "date", "events"}, record
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
