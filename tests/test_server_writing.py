"""Writing over HTTP with a token, and what clients that mean harm or break off get."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from sample_strike import first_article, first_report
from sample_toll import second_article, second_report
from starlette.testclient import TestClient

import kg
from kg.errors import KgError
from kg.server import Limits, create_app
from kg.server.outgoing import outgoing

TOKEN = "correct horse"
ALLOWED = {"Authorization": f"Bearer {TOKEN}"}
TURTLE = {"Content-Type": "text/turtle"}
COUNT = "SELECT (COUNT(*) AS ?n) { ?e a kg:Airstrike }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "store"
    with kg.open_store(path) as opened:
        opened.add(first_report(), first_article())
    return path


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    limits = Limits(seconds=30, workers=1, query_bytes=10_000)
    app = create_app(store, limits, cors=True, token=TOKEN)
    config = uvicorn.Config(app, port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_a_remote_store_writes_with_the_token_and_not_without(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        kg.open_store(f"http://{address}/sparql") as remote,
        pytest.raises(KgError, match=r"answered 401: Writing needs the token"),
    ):
        remote.add(second_report(), second_article())
    monkeypatch.setenv("KG_STORE_TOKEN", TOKEN)
    with kg.open_store(f"http://{address}/sparql") as remote:
        assert remote.query(COUNT)[0]["n"] == 1
        assert remote.add(second_report(), second_article()) == "added"
        assert remote.query(COUNT)[0]["n"] == 2
        remote.remove("bela-toll")
        assert remote.query(COUNT)[0]["n"] == 1
        remote.run("ASK {}")
        with pytest.raises(KgError, match="at line 1, column 20"):
            remote.query("SELECT ?x { kg:a ?x")


def test_a_graph_that_is_put_joins_the_union(tmp_path: Path) -> None:
    kg.open_store(tmp_path / "store").close()
    with TestClient(create_app(tmp_path / "store", Limits(workers=1), token=TOKEN)) as client:
        name = {"graph": "http://example.org/g"}
        graph = "<http://example.org/s> a <http://example.org/C> ."

        def is_there() -> bool:
            ask = "ASK { <http://example.org/s> a <http://example.org/C> }"
            return bool(client.get("/sparql", params={"query": ask}).json()["boolean"])

        assert client.put("/store", params=name, content=graph, headers=TURTLE).status_code == 401
        assert not is_there()
        assert client.put("/store", params=name, content=graph, headers=TURTLE | ALLOWED).status_code == 201
        assert is_there()
        assert client.get("/store", params=name, headers={"Accept": "text/turtle"}).text.startswith("@prefix")
        assert client.delete("/store", params=name, headers=ALLOWED).status_code == 200
        assert not is_there()
        refused = client.put("/store", params="default", content=graph, headers=TURTLE | ALLOWED)
        assert refused.status_code == 403
        broken = client.put("/store", params=name, content="<", headers=TURTLE | ALLOWED)
        assert "not valid Turtle" in broken.text
        load = client.post("/update", data={"update": "LOAD <http://example.org/x>"}, headers=ALLOWED)
        assert load.status_code == 403


def test_without_a_token_nothing_is_written(store: Path) -> None:
    with TestClient(create_app(store, Limits(workers=1))) as client:
        assert client.post("/update", data={"update": "DROP ALL"}, headers=ALLOWED).status_code == 403
        assert client.delete("/store", params={"graph": "http://x/"}, headers=ALLOWED).status_code == 403
        assert client.get("/sparql", headers={"Accept": "text/turtle"}).text.count("SPARQL11Update") == 0


def test_other_sites_may_ask_where_they_are_let(address: str) -> None:
    import httpx

    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    assert (
        httpx.options(f"http://{address}/sparql", headers=asked).headers["access-control-allow-origin"] == "*"
    )


@pytest.mark.parametrize(
    "sent",
    [
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 99\r\n\r\nSEL",
        b"GET /sparql?query=%FF%FE HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /sparql?" + b"a=b&" * 2000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"\x16\x03\x01 nonsense\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    ],
)
def test_a_request_that_is_broken_costs_nothing(address: str, sent: bytes) -> None:
    import httpx

    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(sent)
        if b"Content-Length: 99" not in sent:
            assert connection.recv(4096).split(b" ")[1].startswith(b"4")
    answer = httpx.post(f"http://{address}/query", data={"query": COUNT})
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "1"


@pytest.mark.parametrize(
    ("query", "fine"),
    [
        ("SELECT * { SERVICE <http://known/> { ?s ?p ?o } }", True),
        ("SELECT * { SERVICE SILENT <http://known/> { ?s ?p ?o } }", True),
        ("SELECT * { SERVICE <http://known/> { SERVICE <http://other/> {} } }", False),
        ("SELECT * { SERVICE ?where { ?s ?p ?o } }", False),
        ("PREFIX k: <http://known/> SELECT * { SERVICE k: { ?s ?p ?o } }", False),
        ("LOAD <http://known/>", False),
    ],
)
def test_only_services_that_are_named_are_asked(query: str, fine: bool) -> None:
    assert (outgoing(query, frozenset({"http://known/"})) is None) is fine
