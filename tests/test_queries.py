"""Every saved query, asked of a sample graph whose answers are known."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from sample_strike import first_article, first_report
from sample_toll import second_article, second_report

import kg
from kg.extraction.report import Count, EntityLink, Relation, TimeExpression
from kg.rdf.namespaces import PREFIXES, shared_graph
from kg.store import Store
from kg.store.saved import parse_saved, saved_queries

FRONT, AIR_FORCE = "Northern Liberation Front", "Karsan Air Force"
NETWORK = "more-from-wikidata"
ELSEWHERE = {NETWORK, "attacks-by-members"}
"""Queries that the two sample articles cannot answer; they have tests of their own."""


@pytest.fixture(scope="module")
def store() -> Store:
    store = kg.open_store(":memory:")
    store.add(first_report(), first_article(), run="test")
    report = second_report()
    [strike] = report.events
    fewer = replace(strike, killed=Count(min=12, max=12, span=strike.trigger))
    store.add(replace(report, events=(fewer,)), second_article(), run="test")
    return store


def as_text(cell: object) -> str:
    return "" if cell is None else str(cell)


@pytest.mark.parametrize("name", sorted(saved_queries().keys() - ELSEWHERE))
def test_the_example_in_the_header_comes_out(store: Store, name: str) -> None:
    saved = saved_queries()[name]
    rows = store.query(name, **saved.example)
    assert rows.variables == saved.columns
    assert saved.answers
    assert len(rows) == len(saved.answers), list(rows)
    found = list(rows)
    for want in saved.answers:
        match = next((r for r in found if all(as_text(r[key]) == value for key, value in want.items())), None)
        assert match is not None, (want, found)
        found.remove(match)
    assert all("w3id.org" not in str(row[rows.variables[0]]) for row in rows)


@pytest.mark.parametrize("name", sorted(saved_queries()))
def test_it_is_valid_sparql_as_it_stands(name: str) -> None:
    query = saved_queries()[name]
    assert query.question.endswith((".", "?", ")"))
    if name != NETWORK:
        ox.Store().query(query.text, prefixes=PREFIXES)


def test_a_stretch_of_time_is_not_shown_as_its_first_day() -> None:
    report = second_report()
    [strike] = report.events
    year = TimeExpression(start=dt.date(2021, 1, 1), end=dt.date(2021, 12, 31), precision="year", span=None)
    store = kg.open_store(":memory:")
    store.add(replace(report, events=(replace(strike, date=year),)), second_article(), run="test")
    [row] = store.query("who-attacked-whom")
    assert (row["date"], row["until"]) == (year.start, year.end)
    assert not store.query("casualties-by-month")


def test_contradictions_of_an_actor_are_the_rows_of_that_actor(store: Store) -> None:
    rows = [dict(row) for row in store.query("contradictions")]
    actors = {str(row["actor"]) for row in rows}
    assert actors
    for actor in actors:
        of_actor = [dict(row) for row in store.query("contradictions", actor=actor)]
        assert of_actor == [row for row in rows if str(row["actor"]) == actor]
    assert len(store.query("contradictions", actor="Geneva")) == 0


def test_the_federated_query_asks_wikidata_about_linked_entities_only(store: Store) -> None:
    text = saved_queries()[NETWORK].text
    head, _, service = text.partition("SERVICE <https://query.wikidata.org/sparql>")
    assert "owl:sameAs ?item" in head
    local = head + "}"
    rows = store.query(local.replace("?description ?country", ""))
    assert {row["entity"] for row in rows} == {"Geneva", "United Nations"}
    assert "?item wdt:P17" in service


@dataclass(frozen=True)
class Known:
    """What a knowledge base says of an invented item."""

    label: str
    cls: str
    country: str | None = None
    organizations: tuple[str, ...] = ()
    description: str | None = None
    lat: float | None = None
    lon: float | None = None


def test_forces_belong_to_the_alliances_of_their_country() -> None:
    known = {
        "Q90001": Known(AIR_FORCE, "ArmedForces", country="Q90002"),
        "Q90002": Known("Karsan", "Country", organizations=("Q90003",)),
        "Q90003": Known("Levant Pact", "InternationalOrganization"),
    }
    report = first_report()
    linked = EntityLink(qid="Q90001", label=AIR_FORCE, score=0.9, method="exact")
    entities = tuple(replace(e, link=linked) if e.id == "af" else e for e in report.entities)
    with kg.open_store(":memory:") as store:
        store.add(replace(report, entities=entities), first_article(), background=known.get)
        [row] = store.query("attacks-by-members", organization="Levant Pact", place="Bela")
        assert (row["actor"], row["country"], row["kind"], row["location"]) == (
            AIR_FORCE,
            "Karsan",
            "Airstrike",
            "Bela",
        )
        asked = {"organization": "Levant Pact", "place": "Bela"}
        nowhere = tuple(replace(event, location=()) for event in report.events)
        unplaced = replace(report, entities=entities, events=nowhere)
        store.add(unplaced, first_article(), background=known.get)
        assert store.query("attacks-by-members", organization="Levant Pact")
        assert not store.query("attacks-by-members", **asked)
        store.remove("karsan-bombs-rebel-camp")
        assert not list(store.match(None, None, None, shared_graph("background")))


def test_a_header_that_promises_what_the_query_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="not in the query"):
        parse_saved("x", "# param actor: entity; who\nSELECT * { ?s ?p ?o }")
    with pytest.raises(ValueError, match="cannot read"):
        parse_saved("x", "# param actor entity\nSELECT * { ?s ?p ?o }")


def test_a_required_parameter_that_is_missing_is_asked_for(store: Store) -> None:
    with pytest.raises(kg.KgError, match=r"needs --param actor=…: whose timeline") as error:
        store.query("timeline-of-an-actor")
    assert error.value.exit_status == 2


def test_one_name_of_several_entities_means_all_of_them(store: Store, tmp_path: Path) -> None:
    other = kg.open_store(":memory:")
    report = first_report()
    twin = replace(
        next(e for e in report.entities if e.id == "army"), id="twin", name=FRONT, cls="Organization"
    )
    other.add(
        replace(
            report,
            entities=(*report.entities, twin),
            relations=(
                *report.relations,
                Relation(predicate="memberOf", subject="varo", object="twin", evidence=report.sentences[0]),
            ),
        ),
        first_article(),
    )
    assert len(other.resolve_entity(FRONT)) == 2
    assert {row["relation"] for row in other.query("relations", actor=FRONT)} == {"memberOf", "speaksFor"}
