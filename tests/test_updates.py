"""SPARQL updates of named graphs leave the default graph what it is, their union."""

from pathlib import Path

import pytest
from sample_strike import first_article, first_report
from sample_toll import second_article, second_report
from starlette.testclient import TestClient

import kg
from kg.errors import KgError
from kg.rdf.namespaces import inferred_graph
from kg.server import Limits, create_app
from kg.store.change import DEFAULT
from kg.store.errors import MalformedQueryError
from kg.store.local import LocalStore
from kg.store.operations import DefaultGraphError, operations

PROLOGUE = "PREFIX ex: <http://x/> # ; {\n"


@pytest.fixture
def store() -> LocalStore:
    opened = LocalStore(None)
    opened.add(first_report(), first_article())
    opened.add(second_report(), second_article())
    for graph in ("g", "h"):
        opened.update(f"{PROLOGUE} INSERT DATA {{ GRAPH ex:{graph} {{ ex:a ex:b 'both', '{graph}' }} }}")
    return opened


def union_is_kept(store: LocalStore) -> bool:
    quads = list(store.match(None, None, None, None))
    outside = (DEFAULT, inferred_graph(store.base))
    named = {quad.triple for quad in quads if quad.graph_name not in outside}
    return named == {quad.triple for quad in quads if quad.graph_name == DEFAULT}


@pytest.mark.parametrize(
    ("update", "there", "gone"),
    [
        (
            "INSERT DATA { GRAPH ex:g { ex:a ex:c '} ; {' . _:x ex:d 1.5 . } }",
            "ex:a ex:c '} ; {'",
            "ex:a ex:d 1",
        ),
        ("DELETE DATA { GRAPH ex:g { ex:a ex:b 'both', 'g' } }", "ex:a ex:b 'both'", "ex:a ex:b 'g'"),
        (
            "DELETE DATA { GRAPH ex:g { ex:a ex:b 'g' } } ; INSERT DATA { GRAPH ex:k { ex:a ex:b 'g' } }",
            "ex:a ex:b 'g'",
            "ex:a ex:b 'k'",
        ),
        (
            "DELETE { GRAPH ?g { ?e kg:factuality kg:Actual } } INSERT { GRAPH ?g { ?e ex:was kg:Actual } . "
            "} WHERE { GRAPH ?g { ?e kg:factuality kg:Actual } }",
            "?e ex:was kg:Actual",
            "?e kg:factuality kg:Actual",
        ),
        (
            "WITH ex:h DELETE { ?s ?p 'h' } INSERT { ?s ?p 'i' ; ex:n 2. } WHERE { ?s ?p 'h' }",
            "ex:a ex:b 'i'",
            "ex:a ex:b 'h'",
        ),
        (
            "INSERT { GRAPH ex:k { ?s ex:seen ?o } } USING ex:h WHERE { ?s ex:b ?o }",
            "ex:a ex:seen 'h'",
            "ex:a ex:seen 'g'",
        ),
        (
            "INSERT { GRAPH ex:k { ?s ex:knows [] } } WHERE { GRAPH ex:h { ?s ex:b 'h' } }",
            "ex:a ex:knows ?x",
            "ex:k ex:knows ?x",
        ),
        ("DELETE WHERE { GRAPH ex:g { ?s ex:b ?o } }", "ex:a ex:b 'both'", "ex:a ex:b 'g'"),
        ("COPY ex:g TO ex:h", "ex:a ex:b 'g'", "ex:a ex:b 'h'"),
        ("MOVE GRAPH ex:g TO ex:h ; DROP SILENT GRAPH <http://x/g>", "ex:a ex:b 'g'", "ex:a ex:b 'h'"),
        ("ADD ex:g TO ex:h ; CLEAR GRAPH ex:g", "ex:a ex:b 'g'", "ex:a ex:b 'k'"),
        ("INSERT DATA { GRAPH graph:inferred { ex:a ex:b 'new' } }", "ex:a ex:b 'g'", "ex:a ex:b 'new'"),
        ("CLEAR NAMED ; CREATE GRAPH ex:k", "", "?s ?p ?o"),
    ],
)
def test_the_union_follows(store: LocalStore, update: str, there: str, gone: str) -> None:
    store.update(PROLOGUE + update)
    assert union_is_kept(store)
    for pattern, wanted in ((there, True), (gone, False)):
        assert store.query(f"PREFIX ex: <http://x/> ASK {{ {pattern} }}")[0]["answer"] is wanted, pattern


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { ex:a ex:b 1 }",
        "INSERT { GRAPH ex:g { ex:a ex:b 1 } ex:c ex:d 2 } WHERE {}",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR DEFAULT",
        "CREATE GRAPH ex:k ; COPY ex:g TO DEFAULT",
    ],
)
def test_what_writes_to_the_union_itself_is_refused_whole(store: LocalStore, update: str) -> None:
    before = set(store.match(None, None, None, None))
    with pytest.raises(DefaultGraphError, match="write to one of those"):
        store.update(f"{PROLOGUE} INSERT DATA {{ GRAPH ex:g {{ ex:a ex:b 'new' }} }} ; {update}")
    assert set(store.match(None, None, None, None)) == before


def test_a_fault_further_on_leaves_all_undone_and_is_shown(store: LocalStore) -> None:
    before = set(store.match(None, None, None, None))
    with pytest.raises(MalformedQueryError, match="at line 2"):
        store.update("DROP SILENT GRAPH <http://x/g> ;\nDELETE WHERE { GRAPH ?g { ?s no:such ?o } }")
    assert set(store.match(None, None, None, None)) == before


def test_triples_are_taken_out_of_their_graphs() -> None:
    [one] = operations(
        "PREFIX ex: <http://x/> INSERT { ex:a ex:b 1.5. GRAPH ?g { ?s ex:c.d 'x . }' . } . ?s ?p 2. } WHERE{}"
    )
    assert not one.triples(added=False)
    assert one.triples(added=True).split("\n.\n") == ["ex:a ex:b 1.5", "?s ex:c.d 'x . }'", "?s ?p 2"]


def test_an_update_over_http_reaches_what_queries_see(tmp_path: Path) -> None:
    with kg.open_store(tmp_path / "store") as store:
        store.add(first_report(), first_article())
    count = "SELECT (COUNT(*) AS ?n) { ?e kg:factuality kg:Actual }"
    update = "DELETE WHERE { GRAPH ?g { ?e kg:factuality kg:Actual } }"
    allowed = {"Authorization": "Bearer token"}
    with TestClient(create_app(tmp_path / "store", Limits(workers=1), token="token")) as client:

        def counted() -> int:
            answer = client.get("/sparql", params={"query": count}).json()
            return int(answer["results"]["bindings"][0]["n"]["value"])

        assert counted() > 1
        assert client.post("/sparql", data={"update": update}, headers=allowed).status_code == 200
        assert counted() == 0
        refused = client.post("/sparql", data={"update": "CLEAR DEFAULT"}, headers=allowed)
        assert (refused.status_code, "union" in refused.text) == (403, True)
    with kg.open_store(tmp_path / "store") as store:
        assert isinstance(store, LocalStore)
        assert union_is_kept(store)
        with pytest.raises(KgError):
            store.update("CLEAR DEFAULT")
