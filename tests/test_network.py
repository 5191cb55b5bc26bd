"""The network: what joins whom, the page that shows it, and the files for other tools."""

import csv
import dataclasses
import json
import math
import random
import re
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest

import kg
import kg.network
from kg.errors import KgError
from kg.evaluation.colours import least_difference
from kg.evaluation.invented import invented_facts
from kg.network import export_network, project, read_facts
from kg.network.data import page_data, palette
from kg.network.export import pyvis_page
from kg.network.facts import Facts
from kg.network.layout import positions
from kg.network.lenses import project_events, project_statements
from kg.network.outline import outline
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
    return render(facts)


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
    from kg.network.facts import Text, Thing
    from kg.network.reading import _in_full

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
    monkeypatch.setattr("kg.network.layout.EXACT", 40)
    assert positions(nx.MultiDiGraph()) == {}
    star: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.star_graph(200))
    named = nx.relabel_nodes(star, {node: f"n{node:04}" for node in star})
    assert len(set(positions(named).values())) == 201


def test_the_page_refers_to_nothing_outside(page: str) -> None:
    assert "default-src 'none'" in page
    assert not re.search(
        r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=",
        re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL),
    )
    outside = [script for script in re.findall(r"<script[^>]*>", page) if "src" in script]
    assert outside == []
    styles = re.findall(r"<style>.*?</style>", page, re.DOTALL)
    assert styles
    assert not any("url(" in style or "@import" in style for style in styles)


def test_the_page_is_the_same_each_time_and_holds_the_evidence(facts: Facts, page: str) -> None:
    assert render(facts) == page
    data = data_of(page)
    strike = next(fact for fact in data["facts"] if fact["iri"].endswith("karsan-bombs-rebel-camp#e-1"))
    text = data["articles"][0]["text"]
    [(begin, end)] = strike["sentences"]
    assert text[begin:end].startswith("Karsan warplanes bombed a training camp")
    assert [text[begin:end] for begin, end in strike["marks"]] == ["bombed"]
    assert {fact["iri"].partition("#")[2]: fact.get("status") for fact in data["facts"]}["e-3"] == "claimed"


def test_hostile_text_stays_text(facts: Facts) -> None:
    written = hostile(facts)
    page = render(written)
    assert "<img" not in page
    assert data_of(page)["articles"][0]["headline"] == HOSTILE
    assert page.count("<script") == render(facts).count("<script")


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_other_tools_read_the_exports(store: Store, facts: Facts, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"network.{ending}"
    assert export_network(store, path) == (path,)
    graph = nx.read_graphml(path) if ending == "graphml" else nx.read_gexf(path)
    assert graph.number_of_edges() == len(project(facts).edges)
    assert graph.nodes[f"{DATA}entity/united-nations"]["label"] == "United Nations"


def test_the_page_of_pyvis_asks_nobody(facts: Facts) -> None:
    written = hostile(facts)
    page = pyvis_page(project(written).graph(written))
    assert not re.search(r"<(?:script|link)\b[^>]*\b(?:src|href)=", page)
    assert "<img" not in page
    assert "vis.Network" in page


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


def test_events_and_statements_have_networks_of_their_own(facts: Facts) -> None:
    def short(iri: str) -> str:
        return iri.rsplit("/", 1)[1].removeprefix("karsan-bombs-rebel-camp")

    events = {(short(e.source), short(e.target), e.kind) for e in project_events(facts).edges}
    assert ("karsan-air-force", "#e-1", "actor") in events
    assert ("#e-1", "northern-liberation-front", "recipient") in events
    said = {(short(e.source), short(e.target)) for e in project_statements(facts).edges}
    assert said
    speakers = {short(iri) for fact in facts.facts for iri in fact.roles.get("speaker", ())}
    assert {speaker for speaker, _ in said} <= speakers


def test_communities_stand_apart() -> None:
    facts = invented_facts(500)
    graph = project(facts).graph(facts)
    places = positions(graph)
    near = far = 0.0
    draw = random.Random(1)
    for one, other in graph.edges():
        near += math.dist(places[one], places[other])
        far += math.dist(places[one], places[draw.choice(list(places))])
    assert near < far / 3


def test_events_are_placed_by_the_item_of_their_place(facts: Facts) -> None:
    located = next(iri for fact in facts.facts for iri in fact.roles.get("location", ()))
    item = "http://www.wikidata.org/entity/Q1"
    things = facts.things | {located: dataclasses.replace(facts.things[located], item=item)}
    data = page_data(dataclasses.replace(facts, things=things), where={"Q1": (12.5, 41.9)}.get)
    assert data["things"][located.removeprefix(DATA)]["at"] == (12.5, 41.9)
    assert data["outline"]["land"]
    assert page_data(facts, where=lambda qid: None)["outline"] is None


def test_the_outline_has_the_world_in_it() -> None:
    arcs = outline()["arcs"]
    assert all(0 <= (arc if arc >= 0 else ~arc) < len(arcs) for ring in outline()["land"] for arc in ring)
    lengths = [sum(arc[0::2]) / 100 for arc in arcs]
    assert max(lengths) > 170
    assert min(lengths) < -160
    assert max(abs(step) for arc in arcs for step in arc[2:]) < 3000, "no line jumps across the map"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_differ_for_every_eye(theme: str) -> None:
    """Two classes of one colour have different shapes; conflict and cooperation differ in colour alone."""
    groups = palette()["groups"]
    for number, one in enumerate(groups):
        for other in groups[number + 1 :]:
            if one["shape"] == other["shape"]:
                assert least_difference(one[theme], other[theme]) > 11, (one["name"], other["name"])
    tones = palette()["tones"]
    assert least_difference(tones["conflict"][theme], tones["cooperation"][theme]) > 25
    styles = (Path(kg.network.__file__).parent / "template" / "page.css").read_text("utf-8")
    assert all(f"--{name}: {tone[theme]};" in styles for name, tone in tones.items())
