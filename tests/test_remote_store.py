"""A SPARQL endpoint as a store, over real HTTP."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest
from sample_graph import first_article, first_report, second_article, second_report

import kg
from kg.errors import KgError
from kg.store.change import DEFAULT
from kg.store.errors import MalformedQueryError


class Endpoint(BaseHTTPRequestHandler):
    """The Query and Update protocols in the little that a client needs, on a real engine."""

    store: ox.Store

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
        status, kind, answer = 200, "text/plain", b""
        try:
            if self.path == "/update":
                self.store.update(body)
            else:
                result = self.store.query(body)
                if isinstance(result, ox.QueryTriples):
                    kind, answer = "application/n-triples", result.serialize(format=ox.RdfFormat.N_TRIPLES)
                else:
                    kind = "application/sparql-results+json"
                    answer = result.serialize(format=ox.QueryResultsFormat.JSON)
        except SyntaxError as error:
            status, answer = 400, str(error).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    Endpoint.store = ox.Store()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/query"
    server.shutdown()
    thread.join()
    server.server_close()


def local_contents() -> set[str]:
    with kg.open_store(":memory:") as local:
        local.add(first_report(), first_article())
        return {str(quad) for quad in local.match(None, None, None, None)}


def test_an_endpoint_holds_what_a_folder_would(address: str) -> None:
    with kg.open_store(address) as store:
        assert store.add(first_report(), first_article()) == "added"
        assert {str(quad) for quad in Endpoint.store} == local_contents()
        assert store.add(first_report(), first_article()) == "unchanged"
        store.add(second_report(), second_article())
        assert [article.id for article in store.articles()] == ["karsan-bombs-rebel-camp", "bela-toll"]
        rows = store.query("who-attacked-whom", actor="the front")
        assert [row["recipient"] for row in rows] == ["Karsan Army"]
        store.remove("bela-toll")
        assert {str(quad) for quad in Endpoint.store} == local_contents()
        assert {q.graph_name for q in store.match(None, None, None, DEFAULT)} == {DEFAULT}


def test_an_endpoint_that_refuses_or_is_away_is_said(address: str) -> None:
    with kg.open_store(address) as store, pytest.raises(MalformedQueryError, match="line 1"):
        store.query("SELECT ?x WHERE { ?x")
    with (
        kg.open_store("http://127.0.0.1:9/query") as store,
        pytest.raises(KgError, match="cannot be reached"),
    ):
        store.articles()
