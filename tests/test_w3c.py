"""The W3C's tests of the SPARQL 1.1 Protocol, Graph Store Protocol, service description and result formats.

They are read from the folder ``w3c`` of the development data, and skipped where that is not here.
"""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node
from starlette.testclient import TestClient

import kg
from kg.server import Limits, create_app

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS_LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
HOST = "http://www.example"
TOKEN = "let me in"

DOES_NOT_APPLY = {
    "PUT/GET on the default graph": "the default graph is the union of the others, and is not written to",
    "csv03 - CSV Result Format": "the store keeps numbers by their value: 1.0E6 comes back as 1000000",
    "tsv03 - TSV Result Format": "the store keeps numbers by their value: 1.0E6 comes back as 1000000",
}
BLANK = re.compile(r"^_:.*")
BOOLEAN = {"application/sparql-results+json", "application/sparql-results+xml"}
FORMATS = {
    "boolean": BOOLEAN,
    "tabular": {*BOOLEAN, "text/csv", "text/tab-separated-values"},
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml"},
}


def folder() -> Path:
    import os

    root = Path(__file__).resolve().parents[1]
    return Path(os.environ.get("CONFLICT_KG_SHARED", root.parent / "shared")) / "w3c"


def manifest(name: str) -> Graph:
    graph = Graph()
    for path in sorted((folder() / name).glob("manifest*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def cases(name: str) -> list[object]:
    if not (folder() / name).is_dir():
        return [pytest.param(None, None, marks=pytest.mark.skip("the W3C's tests are not here"))]
    graph = manifest(name)
    found = sorted(graph.subjects(MF.action), key=str)
    cases = []
    for test in found:
        title = str(graph.value(test, MF.name))
        marks = [pytest.mark.skip(DOES_NOT_APPLY[title])] if title in DOES_NOT_APPLY else []
        cases.append(pytest.param(graph, test, id=title, marks=marks))
    return cases


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("w3c") / "store"
    kg.open_store(path).close()
    with TestClient(create_app(path, Limits(workers=1), token=TOKEN), HOST) as client:
        client.headers["Authorization"] = f"Bearer {TOKEN}"
        yield client


@pytest.fixture(autouse=True)
def emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "client" in request.fixturenames:
        client = request.getfixturevalue("client")
        done = client.post(
            "/sparql", content="DROP ALL", headers={"Content-Type": "application/sparql-update"}
        )
        assert done.status_code == 200


def send(client: TestClient, graph: Graph, request: Node, location: str = "") -> tuple[object, object]:
    """Send one request of a manifest; returns the response, and the node of what is expected."""
    path = str(graph.value(request, HT.absolutePath)).replace("$LOCATION$", location)
    path = re.sub(r"^/gsp", "/store", path)
    headers = {
        str(graph.value(header, HT.fieldName)): str(graph.value(header, HT.fieldValue))
        for header in Collection(graph, graph.value(request, HT.headers) or RDF.nil)
    }
    content = None
    if (body := graph.value(request, HT.body)) is not None:
        encoding = str(graph.value(body, CNT.characterEncoding) or "UTF-8")
        content = str(graph.value(body, CNT.chars)).encode(encoding)
    method = str(graph.value(request, HT.methodName))
    answer = client.request(method, path, headers=headers, content=content)
    return answer, graph.value(request, HT.resp)


def check(answer: object, graph: Graph, expected: Node) -> None:
    statuses = {str(s).rpartition("#")[2] for s in graph.objects(expected, MF.expectedStatus)}
    names = {200: "OK", 201: "Created", 204: "NoContent", 404: "NotFound"}
    status = answer.status_code
    assert not statuses or statuses & {f"StatusCode{status // 100}xx", names.get(status)}, answer.text
    kind = answer.headers.get("content-type", "").partition(";")[0]
    form = graph.value(expected, MF.expectedFormat)
    assert form is None or kind in FORMATS[str(form)], kind
    boolean = graph.value(expected, MF.expectedBoolean)
    assert boolean is None or answer.json()["boolean"] is boolean.toPython()
    body = graph.value(expected, HT.body)
    if body is not None:
        wanted = Graph().parse(data=str(graph.value(body, CNT.chars)), format="turtle", publicID=HOST)
        assert isomorphic(Graph().parse(data=answer.text, format=kind), wanted)


def run(client: TestClient, graph: Graph, test: Node) -> None:
    for data in graph.objects(test, UT.graphData):
        file = Path(str(graph.value(data, UT.graph)).removeprefix("file://"))
        name = str(graph.value(data, RDFS_LABEL))
        headers = {"Content-Type": "application/n-triples"}
        put = client.put("/store", params={"graph": name}, content=file.read_bytes(), headers=headers)
        assert put.status_code == 201, put.text
    location = ""
    for request in Collection(graph, graph.value(graph.value(test, MF.action), HT.requests)):
        answer, expected = send(client, graph, request, location)
        location = answer.headers.get("location", location)
        check(answer, graph, expected)


@pytest.mark.parametrize(("graph", "test"), cases("protocol"))
def test_protocol(client: TestClient, graph: Graph, test: Node) -> None:
    run(client, graph, test)


@pytest.mark.parametrize(("graph", "test"), cases("graph-store-protocol"))
def test_graph_store_protocol(client: TestClient, graph: Graph, test: Node) -> None:
    run(client, graph, test)


def test_service_description(client: TestClient) -> None:
    """All three tests of the manifest: RDF comes back, names the endpoint, and fits the vocabulary."""
    sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
    for accept in ("text/turtle", "application/rdf+xml", "*/*"):
        answer = client.get("/sparql", headers={"Accept": accept})
        kind = answer.headers["content-type"].partition(";")[0]
        graph = Graph().parse(data=answer.text, format=kind)
        [service] = graph.subjects(sd.endpoint, URIRef(f"{HOST}/sparql"))
        assert (service, RDF.type, sd.Service) in graph
        assert {sd.SPARQL11Query, sd.SPARQL11Update} == set(graph.objects(service, sd.supportedLanguage))
        assert (graph.value(service, sd.defaultDataset), RDF.type, sd.Dataset) in graph


def rows(text: str, kind: str) -> list[object]:
    """What an answer says, blank nodes alike."""
    if kind == "json":
        return _plain(json.loads(text))
    delimiter = "," if kind == "csv" else "\t"
    quoting = csv.QUOTE_MINIMAL if kind == "csv" else csv.QUOTE_NONE
    table = csv.DictReader(text.splitlines(), delimiter=delimiter, quoting=quoting)
    return sorted(
        json.dumps({k: BLANK.sub("_:", v) for k, v in row.items()}, sort_keys=True) for row in table
    )


def _plain(answer: dict) -> list[object]:
    if "boolean" in answer:
        return [answer["boolean"]]
    found = answer["results"]["bindings"]
    for row in found:
        for term in row.values():
            if term["type"] == "bnode":
                term["value"] = ""
            term["type"] = term["type"].replace("typed-literal", "literal")
            if term.get("datatype", "").endswith("#string"):
                del term["datatype"]
    return [sorted(answer["head"]["vars"]), *sorted(json.dumps(row, sort_keys=True) for row in found)]


@pytest.mark.parametrize(("graph", "test"), cases("csv-tsv-res") + cases("json-res"))
def test_result_format(client: TestClient, graph: Graph, test: Node) -> None:
    action, wanted = (
        graph.value(test, MF.action),
        Path(str(graph.value(test, MF.result)).removeprefix("file://")),
    )
    data = Path(str(graph.value(action, QT.data)).removeprefix("file://"))
    query = Path(str(graph.value(action, QT.query)).removeprefix("file://")).read_text("utf-8")
    name = f"{HOST}/data"
    client.put(
        "/store", params={"graph": name}, content=data.read_bytes(), headers={"Content-Type": "text/turtle"}
    )
    kind = {".csv": "csv", ".tsv": "tsv"}.get(wanted.suffix, "json")
    accept = {
        "csv": "text/csv",
        "tsv": "text/tab-separated-values",
        "json": "application/sparql-results+json",
    }
    answer = client.get(
        "/sparql", params={"query": query, "default-graph-uri": name}, headers={"Accept": accept[kind]}
    )
    assert answer.status_code == 200, answer.text
    assert rows(answer.text, kind) == rows(wanted.read_text("utf-8"), kind)
