"""The commands: what they print, how they end, and what bad input gets."""

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sample_strike import first_article, first_report
from sample_toll import second_article, second_report
from typer.testing import CliRunner

import kg
import kg.pipeline
from kg.articles import Article, ArticleError
from kg.cli import app
from kg.cli.table import print_table
from kg.extraction.records import COLUMNS, record, rows
from kg.pipeline import Failure, Reading, build

READINGS = {
    "karsan": Reading(first_article(), first_report()),
    "bela": Reading(second_article(), second_report()),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "store"
    with kg.open_store(path) as opened:
        for reading in READINGS.values():
            opened.add(reading.report, reading.article, run="test")
    return path


@pytest.fixture
def known_readings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of two articles whose reading is known, so that no language model is needed."""

    def read_known(settings: object, article: Article | ArticleError) -> Reading | Failure:
        if isinstance(article, ArticleError):
            return Failure(article.source, str(article))
        return READINGS["karsan" if "Karsan bombs" in article.text else "bela"]

    monkeypatch.setattr(kg.pipeline, "_read_one", read_known)
    monkeypatch.setattr(kg.pipeline, "_background", lambda online: lambda qid: None)
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, reading in READINGS.items():
        (folder / f"{name}.jsonl").write_text(json.dumps({"id": name, "text": reading.article.text}) + "\n")
    return folder


def run(*arguments: str, status: int = 0) -> tuple[str, str]:
    result = CliRunner().invoke(app, list(arguments))
    if isinstance(result.exception, kg.KgError):
        assert result.exception.exit_status == status
        return result.stdout, str(result.exception)
    assert result.exit_code == status, result.output
    return result.stdout, result.stderr


def test_build_reports_what_it_did_and_a_second_time_changes_nothing(
    known_readings: Path, tmp_path: Path
) -> None:
    (known_readings / "empty.txt").write_text("")
    store, first, second = str(tmp_path / "s"), tmp_path / "1.nq", tmp_path / "2.nq"
    _, said = run("build", str(known_readings), "--store", store, "--out", str(first))
    assert "left out" in said
    assert "empty.txt" in said
    assert f"{store}: 2 added, 1 left out." in said
    _, said = run("build", str(known_readings), "--store", store, "--out", str(second))
    assert f"{store}: 2 unchanged, 1 left out." in said
    assert first.read_bytes() == second.read_bytes()
    assert first.read_text().splitlines() == sorted(first.read_text().splitlines())


def test_build_without_a_store_writes_a_file_only(
    known_readings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("build", str(known_readings), "--out", "graph.ttl")
    assert {path.name for path in tmp_path.iterdir()} == {"articles", "graph.ttl"}


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00\x00", b"<html><nav>Home</nav></html>"])
def test_bad_input_alone_ends_with_one_sentence_and_status_1(
    known_readings: Path, tmp_path: Path, content: bytes
) -> None:
    bad = tmp_path / "bad.html"
    bad.write_bytes(content)
    out, said = run("build", str(bad), "--store", str(tmp_path / "s"), status=1)
    assert out == ""
    assert len(said.strip().splitlines()) == 1
    assert "bad.html" in said


def test_an_article_that_trips_the_reader_costs_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Broken:
        def __call__(self, text: str) -> object:
            raise RecursionError("too deep")

    monkeypatch.setattr(kg.pipeline, "_language", lambda pipeline: Broken())
    (tmp_path / "a.txt").write_text("Rebels shelled the town of Bela on Monday, the army said.\n" * 3)
    result = build([tmp_path / "a.txt"], ":memory:", link=False)
    assert result.articles == 0
    assert "RecursionError" in str(result.failures[0])


def test_query_by_name_text_file_and_standard_input(store: Path, tmp_path: Path) -> None:
    at = ("--store", str(store))
    out, _ = run("query", "who-attacked-whom", "-p", "kind=Airstrike", *at)
    assert "Karsan Air Force" in out
    assert "14" in out
    sparql = "SELECT ?id { ?a a schema:NewsArticle BIND(STRAFTER(STR(?a), 'article/') AS ?id) } ORDER BY ?id"
    expected = "id\r\nbela-toll\r\nkarsan-bombs-rebel-camp\r\n"
    assert CliRunner().invoke(app, ["query", sparql, "-f", "csv", *at]).stdout_bytes.decode() == expected
    file = tmp_path / "mine.rq"
    file.write_text(
        f"# param since: date; from when\n{sparql.replace('{', '{ VALUES ?given_since { UNDEF } ', 1)}"
    )
    assert "bela-toll" in run("query", str(file), "--param", "since=2021-01-01", *at)[0]
    piped = CliRunner().invoke(app, ["query", "-", "-f", "tsv", *at], input=sparql)
    assert piped.stdout.splitlines()[1] == '"bela-toll"'


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_every_table_format_holds_the_answer(store: Path, form: str) -> None:
    import pyoxigraph as ox

    out, _ = run("query", "agreements", "-f", form, "--store", str(store))
    assert "ceasefire agreement" in out
    if form != "csv":
        kind = {
            "tsv": ox.QueryResultsFormat.TSV,
            "json": ox.QueryResultsFormat.JSON,
            "xml": ox.QueryResultsFormat.XML,
        }
        assert len(list(ox.parse_query_results(out, format=kind[form]))) == 1


@pytest.mark.parametrize("form", ["ttl", "nt", "xml", "jsonld"])
def test_every_graph_format_is_read_back(store: Path, form: str) -> None:
    import pyoxigraph as ox

    construct = "CONSTRUCT { ?a kg:attacked ?b } WHERE { ?a kg:attacked ?b }"
    out, _ = run("query", construct, "-f", form, "--store", str(store))
    kind = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "xml": ox.RdfFormat.RDF_XML,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    assert len(list(ox.parse(out, format=kind[form]))) == 1


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["query", "SELECT ?x WHERE { ?x"], 1, "The query is malformed at line 1"),
        (["query", "SELECT * { ?s ?p ?o }", "-f", "ttl"], 2, "makes a table"),
        (["query", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "-f", "csv"], 2, "makes a graph"),
        (["query", "who-atacked-whom"], 2, "did you mean who-attacked-whom"),
        (["query", "timeline-of-an-actor"], 2, "needs --param actor"),
        (["query", "who-attacked-whom", "-p", "actor"], 2, "--param takes NAME=VALUE"),
        (["query", "who-attacked-whom", "-p", "actor="], 2, "--param actor= has no value"),
        (["query", "who-attacked-whom", "-p", "colour=red"], 2, "has no parameter 'colour'"),
        (
            ["query", "timeline-of-an-actor", "-p", "actor=Nobody"],
            1,
            "Nothing in the graph is called 'Nobody'",
        ),
        (["query", "nowhere.rq"], 1, "nowhere.rq cannot be read: no such file or directory."),
        (["query", " "], 2, "The query is empty."),
        (["query", "PREFIX x: <http://x/> INSERT DATA { x:a x:b x:c }"], 1, "This is an update"),
        (["query", "conflict-scores", "-p", "least=two"], 2, "takes a whole number"),
        (["query", "who-attacked-whom", "-p", "kind=Nonsense"], 2, "takes a class like Airstrike"),
        (
            ["query", "SELECT * { SERVICE <http://[::1]:1/> { ?s ?p ?o } }"],
            1,
            "The query cannot be answered; a service that it asks may be out of reach",
        ),
        (["remove", "no-such-article"], 1, "There is no article 'no-such-article'"),
        (["export", "-o", "graph.docx"], 2, "no known format"),
        (["export", "-o", "-", "-f", "nq"], 2, "An export is a file"),
        (["backup", "."], 1, ". exists already; name a folder that does not."),
        (["load", "nowhere.nq"], 1, "There is no file nowhere.nq."),
        (["serve", "--service", "wikidata"], 2, "takes the address of an endpoint"),
        (["serve", "--host", "192.0.2.1"], 1, "Nothing can be served at 192.0.2.1, port 7878"),
        (["export", "-o", "/nonexistent/graph.nq"], 1, "cannot be written: no such file or directory."),
        (["export", "-o", "/nonexistent/graph.ttl"], 1, "cannot be written: no such file or directory."),
        (["queries", "nonsense"], 2, "no saved query"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    store: Path, arguments: list[str], status: int, sentence: str
) -> None:
    at = [] if arguments[0] == "queries" else ["--store", str(store)]
    _, said = run(*arguments, *at, status=status)
    assert sentence in said


def test_the_process_ends_without_a_traceback(store: Path, tmp_path: Path) -> None:
    def kg_command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from kg.cli import main; main()", *arguments],
            capture_output=True,
            text=True,
            check=False,
        )

    missing = kg_command("query", "articles", "--store", str(tmp_path / "none"))
    assert (missing.returncode, missing.stdout) == (1, "")
    assert missing.stderr.startswith("kg: There is no store at")
    assert missing.stderr.count("\n") == 1
    with kg.open_store(store):
        locked = kg_command("remove", "bela-toll", "--store", str(store))
    assert locked.returncode == 1
    assert "in use by another process" in locked.stderr
    assert "Traceback" not in locked.stderr


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="the system has no full device")
def test_output_that_cannot_be_written_is_said(store: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "from kg.cli import main; main()",
                "query",
                "articles",
                "--store",
                str(store),
            ],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "kg: It ended before its time: no space left on device.\n")


def test_help_is_whole_and_names_the_version() -> None:
    listing, _ = run("--help")
    assert "..." not in listing.partition("Commands:")[2]
    assert run("--version")[0].startswith("conflict-kg ")


def test_what_an_article_leaves_in_doubt_is_said(
    known_readings: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def doubtful(settings: object, article: Article | ArticleError) -> Reading:
        assert isinstance(article, Article)
        return Reading(replace(first_article(), warnings=article.warnings), first_report())

    monkeypatch.setattr(kg.pipeline, "_read_one", doubtful)
    (tmp_path / "a.jsonl").write_text('{"text": "Rebels attacked a base.", "date": "32 May 2024"}')
    for command in (["build", "--store", str(tmp_path / "s")], ["events", "--no-link"]):
        assert "its date '32 May 2024' could not be read." in run(*command, str(tmp_path / "a.jsonl"))[1]


def test_commands_start_without_loading_what_they_do_not_need() -> None:
    code = (
        "import sys; from kg.cli import app; from typer.testing import CliRunner; "
        "CliRunner().invoke(app, ['queries']); "
        "print([m for m in ('spacy', 'rdflib', 'trafilatura', 'networkx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_queries_lists_every_question_with_its_parameters() -> None:
    out, _ = run("queries")
    assert "Who attacked whom, when, where, and on whose word?" in out
    assert "--param actor=ENTITY (required)" in out
    assert "SELECT" in run("queries", "contradictions")[0]


def test_stats_export_and_remove(store: Path, tmp_path: Path) -> None:
    assert "articles" in run("stats", "--store", str(store))[0]
    copy = tmp_path / "copy"
    with kg.open_store(copy) as opened:
        opened.add(first_report(), first_article())
    run("export", "-o", str(tmp_path / "g.trig"), "--store", str(copy))
    assert "kg:Airstrike" in (tmp_path / "g.trig").read_text()
    run("remove", "karsan-bombs-rebel-camp", "--store", str(copy))
    assert (
        "There is no article" in run("remove", "karsan-bombs-rebel-camp", "--store", str(copy), status=1)[1]
    )


def test_the_view_and_the_network_formats_are_written(store: Path, tmp_path: Path) -> None:
    page = tmp_path / "network.html"
    run("view", "-o", str(page), "--store", str(store))
    assert "Northern Liberation Front" in page.read_text("utf-8")
    run("view", "-o", str(tmp_path / "none" / "x.html"), "--store", str(store), status=1)
    assert [path.name for path in tmp_path.iterdir()] == ["network.html"]
    for name in ("g.graphml", "g.gexf"):
        run("export", "-o", str(tmp_path / name), "--store", str(store))
        assert "Northern Liberation Front" in (tmp_path / name).read_text("utf-8")


def test_a_table_fitted_to_people_leaves_out_addresses_of_facts(capsys: pytest.CaptureFixture[str]) -> None:
    with kg.open_store(":memory:") as memory:
        memory.add(first_report(), first_article())
        print_table(memory.query("who-attacked-whom"), width=100)
    lines = capsys.readouterr().out.splitlines()
    assert all(len(line) <= 100 for line in lines)
    assert "Airstrike" in "".join(lines)
    assert "#e-1" not in "".join(lines)
    assert lines[-1] == "2 rows"
    assert any(line.startswith("    Karsan warplanes bombed") for line in lines)


def test_events_are_records_with_every_key(known_readings: Path) -> None:
    out, _ = run("events", str(known_readings))
    documents = [json.loads(line) for line in out.splitlines()]
    assert [d["id"] for d in documents] == ["bela-toll", "karsan-bombs-rebel-camp"]
    first = documents[1]
    assert set(first) == {"id", "events", "statements", "agreements", "entities"}
    strike = next(e for e in first["events"] if e["class"] == "Airstrike")
    assert strike["killed"] == {"min": 14, "max": None}
    assert strike["date"]["value"] == "2021-05-11"
    assert strike["actor"][0]["name"] == "Karsan Air Force"
    threat = next(e for e in first["events"] if e["class"] == "Threat")
    assert threat.keys() == strike.keys()
    assert (threat["actor"][0]["name"], threat["recipient"][0]["class"]) == ("Adin Varo", "ArmedGroup")
    assert all(e["type"] for e in first["events"])
    assert {s["class"] for s in first["statements"]} == {"Threat", "Accusation", "Denial"}
    [agreement] = first["agreements"]
    assert agreement["terms"][0]["prescribes"] == "e-6"
    text = first_article().text
    spans = [e["trigger"] for e in first["events"]] + [s["content"] for s in first["statements"]]
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


def test_events_as_rows(known_readings: Path) -> None:
    out, _ = run("events", str(known_readings), "--format", "csv")
    table = list(csv.DictReader(io.StringIO(out)))
    assert tuple(table[0]) == COLUMNS
    assert [row["killed_min"] for row in table if row["class"] == "Airstrike"] == ["19", "14"]
    assert len(table) == sum(len(list(rows(record(r.report)))) for r in READINGS.values())


def test_a_saved_query_says_what_it_takes_and_answers(store: Path) -> None:
    out, _ = run("query", "who-attacked-whom", "--help")
    assert "Who attacked whom, when, where, and on whose word?" in out
    assert re.search(r"^  since=DATE +from this day on$", out, re.MULTILINE)
    assert "date, until, actor, kind, recipient, victim" in out
    assert '$ kg query who-attacked-whom --param recipient="Northern Liberation Front"' in out
    assert "--explain" in run("query", "--help")[0]
    assert "actor=ENTITY  whose timeline (required)" in " ".join(
        run("query", "timeline-of-an-actor", "--help")[0].split("\n")
    )


def test_a_limit_holds_in_every_format(store: Path) -> None:
    at = ("-n", "1", "--store", str(store))
    everything = "SELECT ?e ?n ?b { ?e kg:killedMin ?n BIND(BNODE() AS ?b) } ORDER BY DESC(?n)"
    found = json.loads(run("query", everything, "-f", "json", *at)[0])["results"]["bindings"]
    assert [row["n"]["value"] for row in found] == ["19"]
    assert run("query", everything, "-f", "csv", *at)[0].count("\n") == 2
    assert run("query", "CONSTRUCT WHERE { ?e kg:killedMin ?n }", "-f", "nt", *at)[0].count(" .\n") == 1


def test_a_query_is_explained_and_timed(store: Path) -> None:
    at = ("--store", str(store))
    out, _ = run("query", "who-attacked-whom", "-p", "actor=Karsan Army", "--explain", *at)
    assert "karsan-army-armedforces" in out
    assert re.search(r"^ +9 +\?event kg:factuality kg:Actual$", out, re.MULTILINE)
    assert "OPTIONAL" in out
    assert re.search(r"Answered in 0\.\d+ s", run("query", "articles", "--time", *at)[1])
    assert "malformed at line 1" in run("query", "SELECT * {", "--explain", *at, status=1)[1]


def test_what_follows_is_kept_apart_and_can_be_dropped(store: Path, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy")
    run("backup", copy, "--store", str(store))
    before = run("stats", "--store", copy)[0]
    assert re.search(r"[1-9]\d+ facts inferred", run("reason", "--store", copy)[1])
    asked = (
        "ASK { GRAPH graph:inferred { ?e a kg:MilitaryAction } FILTER NOT EXISTS { ?e a kg:MilitaryAction } }"
    )
    assert run("query", asked, "--store", copy)[0] == "true\n"
    assert run("stats", "--store", copy)[0] == before
    run("remove", "bela-toll", "--store", copy)
    run("reason", "--store", copy)
    assert run("query", "ASK { GRAPH ?g { art:bela-toll\\#e-1 ?p ?o } }", "--store", copy)[0] == "false\n"
    run("reason", "--drop", "--store", copy)
    assert run("query", "ASK { GRAPH graph:inferred { ?s ?p ?o } }", "--store", copy)[0] == "false\n"


def test_an_export_is_loaded_whole_or_refused_in_a_sentence(store: Path, tmp_path: Path) -> None:
    file, copy = tmp_path / "all.trig", str(tmp_path / "loaded")
    run("export", "-o", str(file), "--store", str(store))
    run("load", str(file), "--store", copy)
    assert run("query", "articles", "--store", copy) == run("query", "articles", "--store", str(store))
    (tmp_path / "bad.nq").write_text("<http://x/> nonsense .")
    assert "is not valid N-Quads" in run("load", str(tmp_path / "bad.nq"), "--store", copy, status=1)[1]
    assert "There is no file" in run("load", "none.nq", "--store", copy, status=1)[1]
    (tmp_path / "bare.nq").write_text("<http://x/> <http://x/> 'a' .".replace("'", '"'))
    assert "stand in no named graph" in run("load", str(tmp_path / "bare.nq"), "--store", copy, status=1)[1]
    new = tmp_path / "new"
    assert "give N-Quads" in run("load", "table.csv", "--store", str(new), status=1)[1]
    assert not new.exists()


def test_the_language_model_tells_what_it_is() -> None:
    said, _ = run("model")
    assert "CC BY-SA 4.0" in said
    assert "all-MiniLM-L6-v2" in said
    assert "las" in said
    card = json.loads(run("model", "--json")[0])
    assert card["scores"]["both test, gold words"]["las"] > 85
