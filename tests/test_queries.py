"""Every saved query, asked of a sample graph whose answers are known."""

from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from sample_graph import first_article, first_report, second_article, second_report

import kg
from kg.extraction.report import Count, EntityLink, Relation
from kg.rdf.namespaces import PREFIXES, shared_graph
from kg.store import Store
from kg.store.saved import parse_saved, saved_queries

FRONT, AIR_FORCE, ARMY = "Northern Liberation Front", "Karsan Air Force", "Karsan Army"
GOVERNMENT = "Karsan government"
NETWORK = "more-from-wikidata"

ANSWERS: dict[str, tuple[dict[str, str], list[dict[str, object]]]] = {
    "accusations": ({"addressee": "the front"}, [{"speaker": ARMY, "addressee": FRONT}]),
    "agreement-terms": (
        {"party": FRONT},
        [
            {
                "obligor": GOVERNMENT,
                "beneficiary": FRONT,
                "condition": "if the rebels hand over their heavy weapons",
                "prescribes": "Withdrawal",
            }
        ],
    ),
    "agreements": (
        {"kind": "CeasefireAgreement"},
        [{"name": "ceasefire agreement", "status": "signed", "mediators": "United Nations"}],
    ),
    "article-facts": (
        {"article": "bela-toll"},
        [
            {"kind": "Airstrike", "who": AIR_FORCE, "on_the_word_of": "medics"},
            {"kind": "Report", "who": "medics"},
            {"kind": "Relation", "words": "memberOf", "whom": "United Nations"},
            {"kind": "Warning", "who": "Mara Oln", "whom": "Karsan"},
        ],
    ),
    "articles": (
        {},
        [{"id": "karsan-bombs-rebel-camp"}, {"id": "bela-toll", "publisher": "Coastal Courier"}],
    ),
    "articles-about": ({"entity": "Q71"}, [{"headline": "Karsan bombs rebel camp days after truce"}]),
    "casualties-by-month": (
        {},
        [
            {"month": "2021-05", "what": "injured", "at_least": 20, "at_most": 30, "events": 1},
            {"month": "2021-05", "what": "killed", "at_least": 12, "at_most": 14, "events": 1},
        ],
    ),
    "claims": ({"source": ARMY}, [{"kind": "Shelling", "actor": FRONT, "factuality": "Actual"}]),
    "co-signatories": ({}, [{"one": GOVERNMENT, "other": FRONT, "agreements": 1}]),
    "conflict-scores": ({"kind": "ArmedForces", "least": "2"}, [{"actor": AIR_FORCE, "events": 2}]),
    "contradictions": (
        {},
        [
            {"contradiction": "done or not", "kind": "Shelling", "other_on_the_word_of": "Lina Doru"},
            {"contradiction": "number of dead", "one_says": "at most 12", "other_says": "at least 14"},
        ],
    ),
    "denied-or-unclaimed": ({}, [{"kind": "Shelling", "actor": FRONT, "on_the_word_of": "Lina Doru"}]),
    "dyad-scores": ({"actor": ARMY}, [{"recipient": FRONT, "events": 1}]),
    "entities": (
        {"name": "liberation"},
        [{"entity": FRONT, "classes": "ArmedGroup", "aliases": "the Front"}],
    ),
    "linked-entities": (
        {"least": "0.95"},
        [{"entity": "United Nations", "item": "http://www.wikidata.org/entity/Q1065", "method": "exact"}],
    ),
    "mediators": (
        {},
        [
            {"mediator": "United Nations", "between": GOVERNMENT},
            {"mediator": "United Nations", "between": FRONT},
        ],
    ),
    "network": ({"actor": AIR_FORCE}, [{"actor": AIR_FORCE, "did": "attacked", "recipient": FRONT}]),
    "planned-events": (
        {"due": "2021-06-01"},
        [{"kind": "Meeting", "place": "Geneva", "reports_that_it_happened": 0}],
    ),
    "quotations": ({"speaker": "adin varo"}, [{"quotation": "destroy every camp"}]),
    "relations": (
        {"actor": "Lina Doru"},
        [{"relation": "position", "object": "spokeswoman"}, {"relation": "speaksFor", "object": FRONT}],
    ),
    "same-event-in-several-articles": ({}, [{"kind": "Airstrike", "articles": 2, "killed_min": 12}]),
    "sources": (
        {},
        [
            {"source": "Adin Varo", "statements": 1, "events": 1},
            {"source": ARMY},
            {"source": "Lina Doru"},
            {"source": "medics"},
            {"source": "Mara Oln", "statements": 1, "events": 0},
        ],
    ),
    "statements": ({"words": "TRUCE at risk"}, [{"speaker": "Mara Oln", "on_behalf_of": "United Nations"}]),
    "statements-about-an-event": (
        {"kind": "Shelling", "place": "Sarel"},
        [{"speaker": ARMY, "statement_kind": "Accusation", "factuality": "Actual"}],
    ),
    "statistics": (
        {},
        [{"what": "actors"}, {"what": "agreements", "count": 1}, {"what": "articles", "count": 2}],
    ),
    "timeline-of-a-dyad": (
        {"one": AIR_FORCE, "other": FRONT, "until": "2021-05-31"},
        [{"kind": "Airstrike"}, {"kind": "Airstrike"}],
    ),
    "timeline-of-a-place": (
        {"place": "Geneva", "since": "2021-05-02"},
        [{"kind": "Meeting"}, {"kind": "Meeting"}],
    ),
    "timeline-of-an-actor": ({"actor": "Mara Oln"}, [{"kind": "Warning", "recipient": "Karsan"}]),
    "violations": (
        {"actor": "the Front"},
        [{"agreement_name": "ceasefire agreement", "on_the_word_of": ARMY, "kind": "Shelling"}],
    ),
    "attacks-by-members": ({"organization": "United Nations"}, []),
    "who-attacked-whom": (
        {"recipient": FRONT, "since": "2021-05-11", "kind": "Airstrike"},
        [
            {"actor": AIR_FORCE, "killed_min": 14, "killed_max": None, "on_the_word_of": None},
            {"actor": AIR_FORCE, "killed_min": 12, "killed_max": 12, "on_the_word_of": "medics"},
        ],
    ),
    "who-speaks-for-whom": ({"body": FRONT}, [{"speaker": "Lina Doru", "position": "spokeswoman"}]),
}


@pytest.fixture(scope="module")
def store() -> Store:
    store = kg.open_store(":memory:")
    store.add(first_report(), first_article(), run="test")
    report = second_report()
    [strike] = report.events
    fewer = replace(strike, killed=Count(min=12, max=12, span=strike.trigger))
    store.add(replace(report, events=(fewer,)), second_article(), run="test")
    return store


def test_every_saved_query_has_a_known_answer() -> None:
    assert set(saved_queries()) - {NETWORK} == set(ANSWERS)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_the_answer_is_right(store: Store, name: str) -> None:
    params, expected = ANSWERS[name]
    rows = store.query(name, **params)
    if name != "statistics":
        assert len(rows) == len(expected), list(rows)
    found = list(rows)
    for want in expected:
        match = next((r for r in found if all(r[key] == value for key, value in want.items())), None)
        assert match is not None, (want, found)
        found.remove(match)
    assert all("w3id.org" not in str(row[rows.variables[0]]) for row in rows)


@pytest.mark.parametrize("name", sorted(saved_queries()))
def test_it_is_valid_sparql_as_it_stands(name: str) -> None:
    query = saved_queries()[name]
    assert query.question.endswith((".", "?", ")"))
    if name != NETWORK:
        ox.Store().query(query.text, prefixes=PREFIXES)


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
