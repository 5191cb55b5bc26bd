import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner
from wikidata_json import CITY, FAMILY_NAME, GROUP, HUMAN, KIND_LABELS, entity, kinds

from kg.cli import app
from kg.linking import Pins, link_mentions, link_name
from kg.linking.api import WikidataApi, WikidataUnreachable
from kg.linking.mentions import Mention
from kg.linking.online import OnlineIndex, open_online

ITEMS = {
    item["id"]: item
    for item in (
        entity(
            9100001,
            "Quillmar Liberation Front",
            kind=GROUP,
            aliases=("Quillmar Front",),
            country=889,
            wikis=("enwiki",),
        ),
        entity(
            9100002,
            "Dagny Halvorsen",
            kind=HUMAN,
            description="Norwegian general",
            wikis=("enwiki", "nowiki"),
        ),
        entity(9100003, "Halvorsen", kind=FAMILY_NAME),
        entity(9100004, "Brindleford", kind=CITY, country=145, place=(51.5, -1.25), wikis=("enwiki",)),
        *kinds(),
    )
}
MAXLAG = {"code": "maxlag", "info": "Waiting for 10.64.0.1: 7 seconds lagged.", "host": "10.64.0.1", "lag": 7}


class Service:
    """A stand-in for Wikidata's API; ``troubles`` are what it does instead of answering, first to last."""

    def __init__(self) -> None:
        self.troubles: list[str] = []
        self.asked: list[dict[str, str]] = []
        self.agents: set[str] = set()
        self.address = ""

    def answer(self, query: dict[str, str]) -> dict[str, Any]:
        if query["action"] == "wbsearchentities":
            word = query["search"].casefold()
            hits = [
                item for item in ITEMS.values() if any(n.casefold().startswith(word) for n in _names(item))
            ]
            return {
                "searchinfo": {"search": query["search"]},
                "search": [_hit(item) for item in hits],
                "success": 1,
            }
        found = {qid: ITEMS.get(qid, {"id": qid, "missing": ""}) for qid in query["ids"].split("|")}
        parts = {"type", "id", "missing", *query["props"].split("|")}
        entities = {qid: {part: item[part] for part in parts & item.keys()} for qid, item in found.items()}
        return {"entities": entities, "success": 1}


def _names(item: dict[str, Any]) -> list[str]:
    aliases = item["aliases"]["en"] if item["aliases"] else []
    return [text["value"] for text in (*item["labels"].values(), *aliases)]


def _hit(item: dict[str, Any]) -> dict[str, Any]:
    label = item["labels"]["en"]["value"]
    return {
        "id": item["id"],
        "title": item["id"],
        "repository": "wikidata",
        "concepturi": f"http://www.wikidata.org/entity/{item['id']}",
        "label": label,
        "match": {"type": "label", "language": "en", "text": label},
    }


@pytest.fixture
def service() -> Iterator[Service]:
    one = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            one.asked.append(query)
            one.agents.add(self.headers["User-Agent"])
            trouble = one.troubles.pop(0) if one.troubles else ""
            status, headers, body = 200, {}, json.dumps(one.answer(query))
            if trouble == "maxlag":
                headers, body = {"Retry-After": "3"}, json.dumps({"error": MAXLAG, "servedby": "mw1"})
            elif trouble.startswith("429"):
                status, headers, body = 429, {"Retry-After": trouble[4:]}, "Too many requests"
            elif trouble == "rubbish":
                body = "<html>A portal wants you to log in</html>"
            elif trouble == "other":
                body = json.dumps({"entities": [1], "search": {"id": 2}})
            elif trouble == "forbidden":
                status, body = 403, "Please set a User-Agent"
            elif trouble == "slow":
                time.sleep(1.5)
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                if trouble == "drip":
                    for letter in body[:40]:
                        self.wfile.write(letter.encode())
                        self.wfile.flush()
                        time.sleep(0.1)
                self.wfile.write(body.encode())
            except OSError:
                pass

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    one.address = f"http://127.0.0.1:{server.server_port}/w/api.php"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield one
    server.shutdown()
    server.server_close()


@contextmanager
def opened(service: Service, folder: Path, pauses: list[float] | None = None) -> Iterator[OnlineIndex]:
    record = pauses if pauses is not None else []
    index = OnlineIndex(
        cache=folder / "answers.sqlite", api=WikidataApi(service.address, wait=record.append, seconds=0.5)
    )
    yield index
    index.close()


def qid(name: str, index: OnlineIndex, cls: str | None = None) -> str | None:
    found = link_name(name, "The rebels held the town.", index, cls=cls, pins=Pins())
    return found.qid if found else None


def test_what_the_index_lacks_is_asked_once_and_kept(service: Service, tmp_path: Path) -> None:
    with opened(service, tmp_path) as index:
        assert qid("Kabul", index) == "Q5838"
        assert service.asked == []
        assert qid("Quillmar Liberation Front", index) == "Q9100001"
        assert qid("Nobody Atall", index) is None
        facts = index.facts("Q9100004")
        assert facts is not None
        assert (facts.label, facts.cls, facts.country, facts.lat) == (
            "Brindleford",
            "Settlement",
            "Q145",
            51.5,
        )
        asked = len(service.asked)
        assert qid("Quillmar Liberation Front", index) == "Q9100001"
    with opened(service, tmp_path) as again:
        assert qid("Quillmar Front", again, "ArmedGroup") == "Q9100001"
        assert qid("Nobody Atall", again) is None
        assert again.facts("Q9100004") is not None
        assert len(service.asked) == asked
        assert again.trouble is None
    assert all(query["format"] == "json" and query["maxlag"] == "5" for query in service.asked)
    assert all(agent.startswith("conflict-kg/") and "https://" in agent for agent in service.agents)


def test_the_names_of_a_document_are_fetched_together(service: Service, tmp_path: Path) -> None:
    text = "General Dagny Halvorsen met fighters of the Quillmar Liberation Front in Brindleford, Britain."
    names = ("Dagny Halvorsen", "Quillmar Liberation Front", "Brindleford")
    mentions = [Mention(text.index(name), text.index(name) + len(name)) for name in names]
    with opened(service, tmp_path) as index:
        links = link_mentions(text, mentions, index, Pins())
    assert [found.qid if found else None for found in links] == ["Q9100002", "Q9100001", "Q9100004"]
    actions = [query["action"] for query in service.asked]
    assert actions == ["wbsearchentities"] * 3 + ["wbgetentities"] * 2
    kind_labels = service.asked[-1]
    assert set(kind_labels["ids"].split("|")) <= {f"Q{kind}" for kind in KIND_LABELS}


def test_it_waits_as_long_as_it_is_told_to_and_asks_no_faster_than_is_polite(
    service: Service, tmp_path: Path
) -> None:
    service.troubles = ["maxlag", "429 2"]
    pauses: list[float] = []
    with opened(service, tmp_path, pauses) as index:
        assert qid("Brindleford", index) == "Q9100004"
        assert index.trouble is None
    assert [pause for pause in pauses if pause > 1] == [3.0, 2.0]
    assert sum(0.3 < pause < 1 for pause in pauses) >= 4


@pytest.mark.parametrize(
    ("troubles", "said"),
    [
        (["429 1"] * 3, "too busy"),
        (["429 3600"], "left alone for 3600 seconds"),
        (["maxlag"] * 3, "too busy"),
        (["rubbish"], "is not what Wikidata's API answers"),
        (["other"], "is not what Wikidata's API answers"),
        (["forbidden"], "refuses: status 403"),
        (["slow"] * 3, "too long to answer"),
        (["drip"] * 3, "too long to answer"),
    ],
)
def test_a_service_in_trouble_is_said_once_and_left_alone(
    service: Service, tmp_path: Path, troubles: list[str], said: str
) -> None:
    service.troubles = list(troubles)
    with opened(service, tmp_path) as index:
        assert qid("Quillmar Liberation Front", index) is None
        assert index.trouble is not None
        assert said in index.trouble
        asked = len(service.asked)
        assert qid("Brindleford", index) is None
        assert qid("Kabul", index) == "Q5838"
        assert len(service.asked) == asked


def test_the_command_asks_only_where_it_is_told_to(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_WIKIDATA_API", service.address)
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    monkeypatch.setattr("kg.linking.api._SECONDS_BETWEEN", 0.0)
    open_online.cache_clear()
    offline, online = (
        CliRunner().invoke(app, ["link", "Brindleford", "--format", "jsonl", *options])
        for options in ([], ["--online"])
    )
    assert json.loads(offline.stdout)["mentions"][0]["qid"] is None
    assert json.loads(online.stdout)["mentions"][0]["qid"] == "Q9100004"
    assert {query["action"] for query in service.asked} == {"wbsearchentities", "wbgetentities"}
    service.troubles = ["forbidden"]
    refused = CliRunner().invoke(app, ["link", "Quillmar Liberation Front", "--online"])
    assert (refused.exit_code, "refuses: status 403" in refused.stderr) == (0, True)
    open_online.cache_clear()


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(WikidataUnreachable, match="cannot be asked"):
        WikidataApi("http://127.0.0.1:9/", wait=lambda seconds: None, seconds=0.5).search("Kabul")


def test_a_damaged_file_of_answers_is_begun_anew(service: Service, tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"no database")
    with opened(service, tmp_path) as index:
        assert qid("Brindleford", index) == "Q9100004"
