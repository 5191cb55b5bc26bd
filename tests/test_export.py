"""Facts for others: RDF 1.2, nanopublications and event records, opened by readers that are not ours."""

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from sample_strike import first_article, first_report
from sample_toll import second_article, second_report

import kg
from kg.errors import KgError
from kg.extraction.records import record
from kg.rdf.namespaces import PREFIXES
from kg.store import Store


@pytest.fixture(scope="module")
def store() -> Store:
    opened = kg.open_store(":memory:")
    opened.add(first_report(), first_article(), run="test")
    opened.add(second_report(), second_article(), run="test")
    return opened


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq", "trig"])
def test_annotations_tell_what_stands_and_what_is_only_said(
    store: Store, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"out.{ending}"
    store.export(path, annotate=True)
    read = ox.Store()
    read.extend(ox.Quad(*quad.triple) for quad in ox.parse(path=path))

    def rows(pattern: str) -> set[tuple[str, str, str]]:
        found = read.query(f"SELECT ?who ?whom ?how {{ {pattern} }}", prefixes=PREFIXES)
        local = [[str(term.value).rpartition("/")[2] for term in row] for row in found]
        return {(who, whom, how) for who, whom, how in local}

    force, army, front = (
        "karsan-air-force-armedforces",
        "karsan-army-armedforces",
        "northern-liberation-front",
    )
    assert rows("?who kg:attacked ?whom {| kg:factuality kg:Actual ; kg:killedMin ?how |}") == {
        (force, f"{front}-armedgroup", "14"),
        (force, f"{front}-armedgroup", "19"),
    }
    said = rows("?event rdf:reifies <<( ?who kg:attacked ?whom )>> ; kg:factuality ?how")
    assert (f"{front}-armedgroup", army, "ontology#Negated") in said
    assert not read.query(f"ASK {{ ent:{front}-armedgroup kg:attacked ent:{army} }}", prefixes=PREFIXES)


def test_annotations_are_refused_where_the_format_holds_none(store: Store, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="not as jsonld"):
        store.export(tmp_path / "out.jsonld", annotate=True)
    assert not list(tmp_path.iterdir())


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_each_fact_is_a_nanopublication(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nanopub = pytest.importorskip("nanopub")
    from rdflib import ConjunctiveGraph, Graph, Namespace, URIRef

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    path = tmp_path / "out.trig"
    store.export(path, "nanopub")
    first = path.read_bytes()
    store.export(path, "nanopub")
    assert path.read_bytes() == first
    every = ConjunctiveGraph().parse(path, format="trig")
    np = Namespace("http://www.nanopub.org/nschema#")
    heads = list(every.quads((None, np.hasAssertion, None, None)))
    facts = store.query("SELECT (COUNT(DISTINCT ?f) AS ?n) { ?f a/rdfs:subClassOf* kg:Fact }")
    assert len(heads) == facts[0]["n"]
    onto = Namespace(PREFIXES["kg"])
    flat = {"e-1": True, "e-3": False, "r-1": True}
    for this, _, _, head in heads:
        one = ConjunctiveGraph()
        for part in every.contexts():
            if str(part.identifier).startswith(f"{this}#"):
                one.get_context(part.identifier).__iadd__(Graph() + part)
        opened = nanopub.Nanopub(rdf=one)
        assert opened.is_valid
        assert head.identifier == URIRef(f"{this}#Head")
        name = str(this).rpartition("/")[2]
        if "karsan" in this and name in flat:
            triples = {*opened.assertion.triples((None, onto.attacked, None))}
            triples |= {*opened.assertion.triples((None, onto.speaksFor, None))}
            assert bool(triples) is flat[name], name
        assert list(opened.provenance.triples((None, URIRef(PREFIXES["nif"] + "anchorOf"), None)))


def without_words(value: Any) -> Any:
    """A record without what the graph does not keep: words of dates, by which mention a role is filled."""
    if isinstance(value, dict):
        if "qid" in value and "mentions" not in value:
            return value["class"] if value["class"] not in ("Country", "State") else "State or Country"
        if "precision" in value:
            return {key: part for key, part in value.items() if key != "text"}
        return {
            key: without_words(part) for key, part in value.items() if key not in ("entities", "mentions")
        }
    if isinstance(value, list):
        return sorted((without_words(part) for part in value), key=str)
    return value


def test_records_of_a_store_are_those_of_reading(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    store.export(path)
    found = {line["id"]: line for line in map(json.loads, path.read_text("utf-8").splitlines())}
    for report in (first_report(), second_report()):
        read = json.loads(json.dumps(record(report)))
        kept = found[report.article_id]
        assert without_words(kept) == without_words(read)
        for event in kept["events"]:
            for filler in (event["trigger"], *event["actor"], *event["recipient"], *event["location"]):
                assert report.text[filler["start"] : filler["end"]] == filler["text"]
