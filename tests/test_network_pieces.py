"""The network of an answer, of a notebook's cell, and piece by piece from a server."""

import html
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from browser import Watched, browser
from sample_strike import first_article, first_report
from starlette.testclient import TestClient
from test_network import data_of
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.errors import KgError
from kg.network.answer import answer_data
from kg.rdf.namespaces import DATA
from kg.server import Limits, create_app
from kg.store import Store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pieces") / "store"
    with kg.open_store(path) as opened:
        opened.add(first_report(), first_article())
    return path


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with kg.open_store(folder, read_only=True) as opened:
        yield opened


def shown(store: Store, query: str, **params: object) -> Any:
    return answer_data(store, store.execute(query, **params), title="")


def test_rows_that_name_facts_bring_their_evidence(store: Store) -> None:
    data = shown(store, "who-attacked-whom")
    assert set(data["networks"]) == {"actors", "events", "statements"}
    assert data["facts"]
    assert all(fact["sentences"] for fact in data["facts"])
    assert {fact["iri"] for fact in data["facts"]} < {fact.iri[len(DATA) :] for fact in kg_facts(store)}


def kg_facts(store: Store) -> Any:
    from kg.network import read_facts

    return read_facts(store).facts


def test_two_columns_of_nodes_are_lines(store: Store) -> None:
    data = shown(store, "SELECT ?a ?how ?b { VALUES ?how { 'attacked' } ?a kg:attacked ?b }")
    [network] = data["networks"].values()
    assert len(network["edges"]) == len(store.query("SELECT ?a ?b { ?a kg:attacked ?b }"))
    assert network["edges"][0][2] == "attacked"
    named = shown(store, "network")
    assert {iri for iri, *_ in network["nodes"]} <= {iri for iri, *_ in named["networks"]["answer"]["nodes"]}
    made = shown(store, "CONSTRUCT { ?a kg:attacked ?b } { ?a kg:attacked ?b }")
    assert made["networks"]["answer"]["edges"][0][2] == "attacked"


@pytest.mark.parametrize(
    "query", ["statistics", "ASK { ?a ?b ?c }", "SELECT ?a ?b { ?a kg:noSuchProperty ?b }"]
)
def test_what_makes_no_network_is_said_in_a_sentence(store: Store, query: str) -> None:
    with pytest.raises(KgError, match=r"\.$"):
        shown(store, query)


def test_the_command_shows_a_query(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "answer.html"
    asked = ["view", "--store", str(folder), "-o", str(out), "--query", "who-attacked-whom"]
    found = CliRunner().invoke(app, [*asked, "--param", "since=1900-01-01"])
    assert found.exit_code == 0, found.output
    assert data_of(out.read_text("utf-8"))["facts"]
    assert CliRunner().invoke(app, ["view", "--store", str(folder), "--param", "since=1900-01-01"]).exit_code


def test_a_notebook_shows_the_page_in_a_frame(store: Store, tmp_path: Path) -> None:
    cell = store.view(query="network")._repr_html_()
    [page] = re.findall(r'srcdoc="([^"]*)"', cell)
    assert data_of(html.unescape(page))["networks"]["answer"]["edges"]
    assert "allow-same-origin" not in cell, "the page cannot reach the notebook"
    (tmp_path / "cell.html").write_text(f"<!doctype html><meta charset=utf-8>{cell}", "utf-8")
    with browser() as chromium:
        watched = Watched(chromium.new_page())
        frame = watched.open(tmp_path / "cell.html").frame_locator("iframe")
        assert frame.locator("#panel h2").text_content() == "What the query found"
    assert watched.noise == []


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(folder, Limits(workers=1))) as client:
        yield client


def test_the_server_gives_the_page_and_pieces_of_it(client: TestClient) -> None:
    page = client.get("/network")
    assert page.status_code == 200
    assert "connect-src 'self'" in page.headers["content-security-policy"]
    node = data_of(page.text)["networks"]["actors"]["nodes"][0][0]
    piece = client.get("/network/around", params={"about": DATA + node}).json()
    assert node in piece["things"]
    assert piece["outline"] is None
    [[government, _]] = client.get("/network/names", params={"part": "Karsan government"}).json()["names"]
    obliged = client.get("/network/around", params={"about": government}).json()["facts"]
    assert {"agreement", "term"} <= {fact["family"] for fact in obliged}
    assert all(any(node in iris for iris in fact["roles"].values()) for fact in piece["facts"])
    assert client.get("/network/around", params={"about": "no iri"}).status_code == 400
    assert client.get("/network/around", params={"about": f"{DATA}entity/nobody"}).json()["facts"] == []
    names = client.get("/network/names", params={"part": "KARSAN"}).json()["names"]
    assert any(name.startswith("Karsan") for _, name in names)
    assert client.get("/network/names", params={"part": '" } DROP'}).json()["names"] == []
    assert client.post("/network", content="x").status_code == 405


def test_the_live_page_reads_on_as_the_reader_goes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.network.neighbourhood._MOST", 3)
    server = uvicorn.Server(uvicorn.Config(create_app(folder, Limits(workers=1)), port=0, log_level="error"))
    with browser() as chromium:
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        watched = Watched(chromium.new_page())
        view = watched.page
        view.goto(f"http://127.0.0.1:{port}/network")
        before = view.evaluate("FACTS.length")
        assert before == 3
        monkeypatch.setattr("kg.network.neighbourhood._MOST", 400)
        view.fill("#search", "northern liberation")
        view.wait_for_selector("#found li")
        view.press("#search", "Enter")
        for _ in range(100):
            if view.evaluate("FACTS.length") > before:
                break
            view.wait_for_timeout(50)
        assert view.evaluate("FACTS.length") > before
        assert view.evaluate("part.nodes.every((node) => Number.isFinite(node.x))")
        server.should_exit = True
        thread.join()
    assert watched.noise == []
