"""The SPARQL 1.1 Protocol over HTTP, within its limits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_strike import first_article, first_report
from starlette.testclient import TestClient

import kg
from kg.errors import KgError
from kg.server import Limits, create_app
from kg.server.answers import KnownAnswers
from kg.server.exchange import Answer, Question
from kg.server.negotiation import GRAPHS, TABLES, choose
from kg.server.outgoing import outgoing

SELECT = "SELECT ?a ?b WHERE { ?a kg:attacked ?b }"
CONSTRUCT = "CONSTRUCT { ?a kg:attacked ?b } WHERE { ?a kg:attacked ?b }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "store"
    with kg.open_store(path) as opened:
        opened.add(first_report(), first_article())
    return path


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    with TestClient(create_app(store, Limits(seconds=60, answer_bytes=60_000, workers=1))) as client:
        yield client


def test_the_three_ways_to_ask_give_one_answer(client: TestClient) -> None:
    answers = [
        client.get("/sparql", params={"query": SELECT}),
        client.post("/query", data={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query"}),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert answers[0].json()["results"]["bindings"][0]["a"]["value"].endswith("karsan-air-force-armedforces")
    assert answers[0].content == answers[1].content == answers[2].content
    assert answers[0].headers["content-type"] == "application/sparql-results+json"


@pytest.mark.parametrize(
    ("accept", "query", "kind"),
    [
        ("text/csv", SELECT, "text/csv; charset=utf-8"),
        ("application/sparql-results+xml, */*;q=0.1", SELECT, "application/sparql-results+xml"),
        ("text/html, */*;q=0.5", CONSTRUCT, "text/turtle; charset=utf-8"),
        ("application/rdf+xml;q=0.3, application/n-triples", CONSTRUCT, "application/n-triples"),
        ("application/json", "ASK { ?a kg:attacked ?b }", "application/json"),
    ],
)
def test_the_accept_header_decides(client: TestClient, accept: str, query: str, kind: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)


def test_a_graph_can_be_named_as_the_default(client: TestClient) -> None:
    links = "https://w3id.org/conflict-kg/data/graph/links"
    asked = {"query": "SELECT ?s ?p { ?s ?p ?o }", "default-graph-uri": links}
    rows = client.get("/sparql", params=asked).json()["results"]["bindings"]
    assert {row["p"]["value"] for row in rows} == {"http://www.w3.org/2002/07/owl#sameAs"}


def ask(query: str, **more: object) -> dict[str, object]:
    return {"method": "GET", "url": "/sparql", "params": {"query": query}, **more}


def send(kind: str, content: bytes) -> dict[str, object]:
    return {"method": "POST", "url": "/sparql", "content": content, "headers": {"Content-Type": kind}}


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "GET", "url": "/sparql", "params": {"x": "1"}}, 400),
        ({"method": "GET", "url": "/sparql", "params": [("query", SELECT), ("query", SELECT)]}, 400),
        (ask("SELECT ?x WHERE {"), 400),
        (ask(SELECT, headers={"Accept": "image/png"}), 406),
        (send("application/sparql-query", b"\xff"), 400),
        (send("text/x", b"x"), 415),
        (send("application/sparql-update", b"DROP ALL"), 403),
        (send("application/x-www-form-urlencoded", b"update=DROP+ALL"), 403),
        (ask("SELECT * { ?s ?p ?o }"), 413),
        (send("application/sparql-query", b"#" * 300_000), 413),
        (ask("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"), 403),
        ({"method": "DELETE", "url": "/sparql"}, 405),
    ],
)
def test_what_is_refused_is_said_in_words(client: TestClient, request_: dict, status: int) -> None:
    answer = client.request(**request_)
    assert answer.status_code == status
    assert answer.text.strip()
    assert client.get("/sparql", params={"query": SELECT}).status_code == 200


def test_a_query_that_takes_too_long_is_stopped_and_the_next_is_answered(store: Path) -> None:
    with TestClient(create_app(store, Limits(seconds=1.0, workers=1))) as client:
        bomb = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        assert client.get("/sparql", params={"query": bomb}).status_code == 504
    with TestClient(create_app(store, Limits(seconds=60, workers=1))) as client:
        assert client.get("/sparql", params={"query": SELECT}).status_code == 200


@pytest.mark.parametrize(
    ("query", "goes_out"),
    [
        ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", True),
        ("SELECT * { service silent <http://x/> {} }", True),
        ("SELECT * { S\\u0045RVICE <http://x/> {} }", True),
        ("SELECT * { ?s ?p 'a' # '\n SERVICE <http://x/> {} }", True),
        ("SELECT * { ?s ex:a\\' ?o SERVICE <http://x/> {} ?s ?p ex:b' }", True),
        ('SELECT * { ?s ?p "SERVICE \\" \\u0041" } # SERVICE', False),
        ("SELECT * { ?s <http://x/service> '''it's SERVICE''' }", False),
    ],
)
def test_no_spelling_makes_the_server_ask_another(query: str, goes_out: bool) -> None:
    assert (outgoing(query) is not None) is goes_out


def test_negotiation_follows_the_most_exact_range() -> None:
    assert choose("", list(TABLES)) == "application/sparql-results+json"
    assert choose("text/*;q=0.5, text/csv;q=0", list(TABLES)) == "text/tab-separated-values"
    assert choose("*/*;q=nonsense", list(GRAPHS)) is None


def test_answers_are_known_until_the_store_changes_and_take_bounded_room(tmp_path: Path) -> None:
    with kg.open_store(tmp_path / "store") as opened:
        opened.add(first_report(), first_article())
    known = KnownAnswers(tmp_path / "store")
    questions = [Question(f"ASK {{}} # {number}", "*/*") for number in range(40)]
    for question in questions:
        assert known.find(question) is None
        known.keep(question, Answer(200, "text/plain", b"x" * 1_000_000), known.state)
    assert [known.find(question) is not None for question in questions] == [False] * 8 + [True] * 32
    for query in ("SELECT (NOW() AS ?now) {}", "SELECT * { SERVICE <http://known/> { ?s ?p ?o } }"):
        known.keep(Question(query, "*/*"), Answer(200, "text/plain", b"then"), known.state)
        assert known.find(Question(query, "*/*")) is None
    known.keep(questions[0], Answer(400, "text/plain", b"no"), known.state)
    assert known.find(questions[0]) is None
    with kg.open_store(tmp_path / "store") as opened:
        opened.remove("karsan-bombs-rebel-camp")
    assert not any(known.find(question) for question in questions)


def test_the_page_offers_the_saved_questions_and_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/")
    assert "Who attacked whom, when, where, and on whose word?" in page.text
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert client.get("/page/page.js").status_code == 200
    assert client.get("/page/yasgui/LICENSE").text.startswith("Yasgui")


def test_a_question_is_asked_with_values(client: TestClient) -> None:
    bound = client.get("/question/who-attacked-whom", params={"actor": "karsan air force", "since": " "})
    rows = client.get("/sparql", params={"query": bound.text}).json()["results"]["bindings"]
    assert {row["actor"]["value"] for row in rows} == {"Karsan Air Force"}
    for given, said in (({"actor": "Nobody"}, "called 'Nobody'"), ({"since": "May"}, "a date like")):
        answer = client.get("/question/who-attacked-whom", params=given)
        assert answer.status_code == 400
        assert said in answer.text
    assert client.get("/question/nonsense").status_code == 404


def test_a_store_that_is_not_there_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="There is no store"):
        create_app(tmp_path / "none")
