"""The network: what joins whom, the page that shows it, and the files for other tools."""

import csv
import dataclasses
import json
import math
import re
import shutil
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest

import kg
from kg.errors import KgError
from kg.network import export_network, project, read_facts
from kg.network.facts import Facts
from kg.network.layout import positions
from kg.network.page import render
from kg.rdf.namespaces import DATA
from kg.store import Store

EXAMPLE = Path(__file__).parent / "data" / "worked_example.trig"
ARTICLE = f"{DATA}article/karsan-bombs-rebel-camp"
HOSTILE = "</script><img src=x onerror=\"alert('x')\">'\u2028<!--"


@pytest.fixture(scope="module")
def store() -> Store:
    store = kg.open_store(":memory:")
    store.keep_ontology()
    quads = ox.parse(EXAMPLE.read_text("utf-8"), format=ox.RdfFormat.TRIG)
    store.put(ox.NamedNode(ARTICLE), [quad for quad in quads if quad.graph_name != ox.DefaultGraph()])
    return store


@pytest.fixture(scope="module")
def facts(store: Store) -> Facts:
    return read_facts(store)


@pytest.fixture(scope="module")
def page(facts: Facts) -> str:
    return render(facts, project(facts))


def hostile(facts: Facts) -> Facts:
    """The same facts from an article that tries to break out of the page."""
    texts = {
        iri: dataclasses.replace(text, headline=HOSTILE, text=HOSTILE + text.text[len(HOSTILE) :])
        for iri, text in facts.texts.items()
    }
    things = {
        iri: dataclasses.replace(thing, label=HOSTILE, aliases=(HOSTILE,), item="javascript:alert(1)")
        for iri, thing in facts.things.items()
    }
    return dataclasses.replace(facts, texts=texts, things=things)


def data_of(page: str) -> Any:
    [found] = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    return json.loads(found)


def test_an_edge_is_a_pair_a_kind_and_a_standing(facts: Facts) -> None:
    found = project(facts)
    short = {
        (edge.source.rsplit("/", 1)[1], edge.target.rsplit("/", 1)[1], edge.kind): edge
        for edge in found.edges
    }
    strike = short["karsan-air-force", "northern-liberation-front", "ASSAULT"]
    assert strike.certain
    assert strike.directed
    assert strike.score < 0
    alleged = short["northern-liberation-front", "karsan-army", "ASSAULT"]
    assert not alleged.certain
    assert {facts.facts[number].status for number in alleged.facts} == {"claimed", "denied"}
    agreement = "karsan-bombs-rebel-camp#a-1"
    assert ("karsan-government", agreement, "party") in short
    assert ("united-nations", agreement, "mediator") in short
    assert ("karsan-government", agreement, "signatory") not in short, "a party that signs is joined once"
    assert not short["karsan-government", "northern-liberation-front", "CONSULT"].directed
    assert short["karsan-government-troops", "bela", "RETREAT"].at, "without a recipient, the place is shown"
    assert not any(len(edge.facts) != len(set(edge.facts)) for edge in found.edges)


def test_who_only_holds_an_office_stands_aside(facts: Facts) -> None:
    aside = {iri.rsplit("/", 1)[1] for iri in project(facts).bystanders}
    assert "karsan-ministry-of-defence" not in aside, "it would destroy every camp"
    quiet = dataclasses.replace(facts, facts=tuple(f for f in facts.facts if f.family == "relation"))
    assert project(quiet).bystanders == project(quiet).involvement.keys()


def test_unnamed_people_go_by_the_words_that_bring_them_up(store: Store, facts: Facts) -> None:
    from kg.network.facts import Text, Thing, _in_full

    text = Text(ARTICLE, "", None, None, None, "It killed about 12 people and hurt the people.")
    people = Thing(f"{ARTICLE}#x-10", "people", ("Group",))
    marks = ((ARTICLE, 10, 25), (ARTICLE, 35, 45))
    assert _in_full(people, {ARTICLE: text}, marks).label == "about 12 people"
    named = Thing(f"{DATA}entity/people", "people", ("Group",))
    assert _in_full(named, {ARTICLE: text}, marks).label == "people"


def test_an_unknown_article_is_an_error_in_one_sentence(store: Store) -> None:
    assert read_facts(store, article="karsan-bombs-rebel-camp").facts
    with pytest.raises(KgError):
        read_facts(store, article="no-such-article")


def test_places_are_finite_apart_and_the_same_each_time(facts: Facts) -> None:
    projection = project(facts)
    graph = projection.graph(facts)
    found = positions(graph, aside=projection.bystanders)
    assert found.keys() == set(graph.nodes)
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in found.values())
    assert len(set(found.values())) == len(found)
    assert positions(graph, aside=projection.bystanders) == found


def test_a_network_without_nodes_and_one_with_many_have_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.network.layout._EXACT", 40)
    assert positions(nx.MultiDiGraph()) == {}
    star: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.star_graph(200))
    named = nx.relabel_nodes(star, {node: f"n{node:04}" for node in star})
    assert len(set(positions(named).values())) == 201


def test_the_page_refers_to_nothing_outside(page: str) -> None:
    assert "default-src 'none'" in page
    assert not re.search(r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=", page.split("<script>")[0])
    outside = [script for script in re.findall(r"<script[^>]*>", page) if "src" in script]
    assert outside == []
    styles = re.findall(r"<style>.*?</style>", page, re.DOTALL)
    assert styles
    assert not any("url(" in style or "@import" in style for style in styles)


def test_the_page_is_the_same_each_time_and_holds_the_evidence(facts: Facts, page: str) -> None:
    assert render(facts, project(facts)) == page
    data = data_of(page)
    strike = next(fact for fact in data["facts"] if fact["iri"] == f"{ARTICLE}#e-1")
    text = data["articles"][0]["text"]
    [(begin, end)] = strike["sentences"]
    assert text[begin:end].startswith("Karsan warplanes bombed a training camp")
    assert [text[begin:end] for begin, end in strike["marks"]] == ["bombed"]
    assert {fact["iri"].partition("#")[2]: fact["status"] for fact in data["facts"]}["e-3"] == "claimed"


def test_hostile_text_stays_text(facts: Facts) -> None:
    written = hostile(facts)
    page = render(written, project(written))
    assert "<img" not in page
    assert data_of(page)["articles"][0]["headline"] == HOSTILE
    assert page.count("<script") == render(facts, project(facts)).count("<script")


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_other_tools_read_the_exports(store: Store, facts: Facts, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"network.{ending}"
    assert export_network(store, path) == (path,)
    graph = nx.read_graphml(path) if ending == "graphml" else nx.read_gexf(path)
    assert graph.number_of_edges() == len(project(facts).edges)
    assert graph.nodes[f"{DATA}entity/united-nations"]["label"] == "United Nations"


def test_tables_of_nodes_and_edges(store: Store, facts: Facts, tmp_path: Path) -> None:
    nodes, edges = export_network(store, tmp_path / "network.csv")
    with nodes.open(encoding="utf-8", newline="") as file:
        named = {row["id"]: row for row in csv.DictReader(file)}
    assert named[f"{DATA}entity/united-nations"]["wikidata"] == "http://www.wikidata.org/entity/Q1065"
    with edges.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(project(facts).edges)
    assert {row["source"] for row in rows} <= named.keys()
    with pytest.raises(KgError):
        export_network(store, tmp_path / "network.docx")


def test_in_a_browser(facts: Facts, tmp_path: Path) -> None:
    """Find a name, click an edge, read its sentence; nothing is asked for and nothing breaks."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("no Chromium is installed")
    honest, attack = tmp_path / "honest.html", tmp_path / "attack.html"
    honest.write_text(render(facts, project(facts)), "utf-8")
    attack.write_text(render(hostile(facts), project(hostile(facts))), "utf-8")
    noise: list[str] = []
    with playwright.sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        view = browser.new_page()
        view.on("console", lambda message: noise.append(message.text))
        view.on("pageerror", lambda error: noise.append(str(error)))
        view.on("request", lambda asked: None if asked.url.startswith("file:") else noise.append(asked.url))
        view.on("dialog", lambda dialog: noise.append(dialog.message))
        view.goto(honest.as_uri())
        view.fill("#search", "the rebels")
        view.press("#search", "Enter")
        assert view.text_content("#panel h2") == "Northern Liberation Front"
        view.evaluate(
            "select({ edge: DATA.edges.find((edge) => edge.kind === 'ASSAULT' && edge.certain).id })"
        )
        assert "bombed a training camp" in view.text_content("#panel blockquote")
        assert view.text_content("#panel blockquote mark") == "bombed"
        assert "Asserted" in view.text_content("#panel .badge")
        view.reload()
        assert "bombed a training camp" in view.text_content("#panel blockquote"), (
            "the address keeps the view"
        )
        view.keyboard.press("Escape")
        view.evaluate("alone('kind:ASSAULT')")
        assert view.text_content("#panel h2") == "4 facts fit the filters"
        view.fill("#filters input[aria-label=From]", "2021-05-11")
        assert view.text_content("#panel h2") == "1 fact fits the filters"
        assert view.evaluate("edgeSet.length") == 1
        view.click("text=Show everything")
        view.click("[data-view=timeline]")
        assert "airstrike" in view.text_content("#timeline").lower()
        view.click("[data-view=articles]")
        assert view.locator("#articles .fact").count() > 5
        view.goto(attack.as_uri())
        view.click("[data-view=articles]")
        assert "</script><img src=x" in view.text_content("#articles")
        assert view.locator("img").count() == 0
        assert view.locator('a[href^="javascript"]').count() == 0
        browser.close()
    assert noise == []
