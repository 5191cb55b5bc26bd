"""The same commands on a real SPARQL server: Oxigraph's own, from the package ``oxigraph``."""

import socket
import subprocess
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import httpx
import pytest
from sample_strike import first_article, first_report
from sample_toll import second_article, second_report

import kg
from kg.reasoning.inferred import forget, reason
from kg.store.change import DEFAULT
from kg.store.errors import MalformedQueryError, StoreError


def program() -> Path:
    try:
        found = [f for f in files("oxigraph") or () if f.name in ("oxigraph", "oxigraph.exe")]
    except PackageNotFoundError:
        found = []
    if not found:
        pytest.skip("the package oxigraph is not installed")
    return Path(str(found[0].locate()))


@pytest.fixture(params=[(), ("--union-default-graph",)], ids=["default graph", "computed union"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    command = [program(), "serve", "--location", tmp_path / "data", "--bind", bind, *request.param]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        for _ in range(200):
            try:
                httpx.get(f"http://{bind}/")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield f"http://{bind}/query"
        server.terminate()


def facts(location: str) -> set[str]:
    with kg.open_store(location) as store:
        quads = store.match(None, None, None, None)
        return {str(quad) for quad in quads if quad.graph_name != DEFAULT}


def test_a_server_holds_and_answers_what_a_folder_does(address: str, tmp_path: Path) -> None:
    folder = str(tmp_path / "folder")
    for location in (address, folder):
        with kg.open_store(location) as store:
            assert store.add(first_report(), first_article()) == "added"
            assert store.add(first_report(), first_article()) == "unchanged"
            assert store.add(second_report(), second_article()) == "added"
    assert facts(address) == facts(folder)
    with kg.open_store(address) as remote, kg.open_store(folder, read_only=True) as local:
        for name, params in {
            "who-attacked-whom": {"actor": "KARSAN AIR FORCE"},
            "article-facts": {"article": "bela-toll"},
            "agreements": {},
            "statistics": {},
            "timeline-of-an-actor": {"actor": "Northern Liberation Front"},
        }.items():
            assert list(remote.query(name, **params)) == list(local.query(name, **params)), name
        with pytest.raises(MalformedQueryError, match="line 1, column 20"):
            remote.query("SELECT * { ?e kg: }}")
    with kg.open_store(address) as remote:
        inferred = reason(remote)
        assert inferred > 50
        asked = "SELECT (COUNT(*) AS ?n) { GRAPH graph:inferred { ?e a kg:Fact } }"
        assert remote.query(asked)[0]["n"] > 5
        forget(remote)
        remote.remove("bela-toll")
        remote.remove("karsan-bombs-rebel-camp")
    assert not any("/article/" in fact for fact in facts(address))


def test_a_server_takes_in_a_whole_file(address: str, tmp_path: Path) -> None:
    with kg.open_store(":memory:") as memory:
        memory.add(first_report(), first_article())
        memory.export(tmp_path / "all.nq")
    with kg.open_store(address) as remote:
        remote.keep_ontology()
        remote.load(tmp_path / "all.nq")
        assert [article.id for article in remote.articles()] == ["karsan-bombs-rebel-camp"]
        remote.export(tmp_path / "back.nq")
    assert (tmp_path / "back.nq").read_bytes() == (tmp_path / "all.nq").read_bytes()


def test_a_server_that_is_away_is_said() -> None:
    with (
        kg.open_store("http://127.0.0.1:9/query") as store,
        pytest.raises(StoreError, match="cannot be reached"),
    ):
        store.articles()
