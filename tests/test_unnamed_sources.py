"""Facts on the word of sources without a name: kept apart everywhere from what the article itself asserts."""

import json
from pathlib import Path

import pytest
from spacy.language import Language

import kg
from kg.articles.article import Article
from kg.extraction import extract
from kg.extraction.records import record, rows
from kg.extraction.report import Report
from kg.network.reading import read_facts
from kg.reasoning.checking import check_article


def read(nlp: Language, text: str) -> Report:
    return extract(nlp(text), Article(id="test", text=text), min_confidence=0.0)


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Witnesses said that soldiers shot five protesters in Goma.", "Witnesses", "Witnesses"),
        ("Security sources said soldiers shot five protesters.", "Security sources", "Security sources"),
        ("Soldiers shot five protesters, according to a source.", "a source", "source"),
        ("Local media reported that soldiers shot five protesters.", "Local media", "Local media"),
        ("The report said that soldiers shot five protesters.", "The report", None),
        ("It was reported that soldiers shot five protesters.", "It was reported", None),
        ("Soldiers shot five protesters, it was announced in Goma.", "was announced", None),
    ],
)
def test_records_say_on_whose_word_an_event_stands(
    nlp: Language, text: str, source: str, name: str | None
) -> None:
    written = record(read(nlp, text))
    (event,) = written["events"]
    assert [(told["text"], told["name"]) for told in event["attributed_to"]] == [(source, name)]
    assert [row["attributed_to"] for row in rows(written)] == [name or source]


def test_a_water_source_tells_nothing(nlp: Language) -> None:
    text = "Soldiers shot five protesters near the source of the river."
    (event,) = record(read(nlp, text))["events"]
    assert event["attributed_to"] == []


def test_the_graph_keeps_what_nobody_known_tells_apart(nlp: Language, tmp_path: Path) -> None:
    text = "The report said that soldiers shot a farmer in Goma. Rebels shelled Bunia."
    with kg.open_store(":memory:") as store:
        store.add(read(nlp, text), Article(id="test", text=text), run="test")
        assert [str(row["source"]) for row in store.query("claims")] == ["The report"]
        rows = store.query("timeline-of-a-place", place="Goma")
        assert [(row["kind"], row["on_the_word_of"]) for row in rows] == [("Shooting", "The report")]
        statuses = {fact.cls: fact.status for fact in read_facts(store).facts}
        assert (statuses["Shooting"], statuses["Shelling"]) == ("claimed", "asserted")
        assert len(store.query("SELECT ?who { ?who kg:attacked ?whom }")) == 0
        assert not check_article(store, "test")
        store.export(tmp_path / "out.jsonl")
    (exported,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    attributed = {event["class"]: event["attributed_to"] for event in json.loads(exported)["events"]}
    assert [told["text"] for told in attributed["Shooting"]] == ["The report"]
    assert attributed["Shelling"] == []
