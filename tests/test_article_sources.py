"""Where articles come from: encodings, JSON Lines, folders, feeds, archives and addresses."""

import datetime as dt
import gzip
import http.server
import io
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import EXAMPLES, PLAIN, facts_of, from_pipe, one, page, wrong

from kg.articles import Article, ArticleError, Limits, read
from kg.articles.errors import (
    BadMarkupError,
    BadRecordError,
    BinaryContentError,
    EmptyArticleError,
    FetchError,
)

# ---------------------------------------------------------------- encodings and wrappings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = PLAIN.replace("Orsk", "Zürau — “Süd”")
    article = one(page(tmp_path, text.encode(encoding)))
    assert "Zürau — “Süd”" in article.text
    assert bool(article.warnings) == (encoding == "cp1252")


def test_content_decides_not_the_suffix(tmp_path: Path) -> None:
    markup = (EXAMPLES / "prisoner-exchange-emirates.html").read_bytes()
    as_text = one(page(tmp_path, markup, "page.txt"))
    zipped = one(page(tmp_path, gzip.compress(markup), "page.html.gz"))
    assert as_text.text == zipped.text == one(EXAMPLES / "prisoner-exchange-emirates.html").text


# ---------------------------------------------------------------- JSON Lines


def test_record_text_is_untouched_and_its_furniture_skipped(tmp_path: Path) -> None:
    raw = (EXAMPLES / "afghanistan-doha-talks.txt").read_text(encoding="utf-8").replace(
        "\n", "\r\n"
    ) + "\u00a0\n"
    record = {"id": "ex/1", "text": raw, "date": "2020-09-12"}
    article = one(page(tmp_path, json.dumps(record), "in.jsonl"))
    assert article.text == raw
    assert article.id == "ex/1"
    read_from = facts_of(article)
    assert "called for a humanitarian ceasefire" in read_from
    for absent in ("Sign up", "Read more", "Delegates take their seats", "Overnight fighting", "Skip to"):
        assert absent not in read_from


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip))
@settings(max_examples=60, deadline=None)
def test_record_offsets_lie_in_its_text(text: str) -> None:
    (article,) = from_pipe(json.dumps({"id": "a", "text": text}).encode() + b"\n")
    assert isinstance(article, Article)
    assert article.text == text
    assert all(0 <= start < end <= len(text) for start, end in article.skip)
    if article.headline_span:
        assert text[slice(*article.headline_span)] == article.headline


def test_single_sentences_are_never_skipped(tmp_path: Path) -> None:
    texts = [
        "Rebels shell town",
        "Sign up here for the army",
        "Iran (Reuters)",
        "Two killed in blast in Kabul",
    ]
    lines = "\n".join(json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts))
    found = list(read(page(tmp_path, lines, "in.jsonl")))
    assert [(a.text, a.skip) for a in found if isinstance(a, Article)] == [(text, ()) for text in texts]


def test_one_bad_line_stops_nothing(tmp_path: Path) -> None:
    lines = """\
        {"id": "1", "text": "The army shelled the town."}
        {broken
        {"id": "2"}
        [1]

        {"id": "1", "text": "Rebels denied it."}
        {"id": "4", "text": 7}
        {"id": "5", "text": " "}"""
    found = list(read(page(tmp_path, lines, "in.jsonl")))
    articles = [item for item in found if isinstance(item, Article)]
    errors = [item for item in found if isinstance(item, ArticleError)]
    assert [a.text for a in articles] == ["The army shelled the town.", "Rebels denied it."]
    assert len({a.id for a in articles}) == 2
    assert all(isinstance(error, BadRecordError) for error in errors)
    for number, error in zip((2, 3, 4, 7, 8), errors, strict=True):
        assert f"line {number}:" in str(error)


def test_records_stream_from_standard_input() -> None:
    taken: list[bytes] = []

    def lines() -> Iterator[bytes]:
        for number in range(1000):
            taken.append(b"")
            yield json.dumps({"id": number, "text": "The army shelled the town. " * 50}).encode() + b"\n"

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.source = lines()

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            piece = next(self.source, b"")
            buffer[: len(piece)] = piece
            return len(piece)

    stream = read("-", standard_input=io.BufferedReader(Pipe()))  # type: ignore[arg-type]
    first = next(stream)
    assert isinstance(first, Article)
    assert first.id == "0"
    assert len(taken) < 500


# ---------------------------------------------------------------- folders, feeds, addresses


def test_folder_is_read_in_order_and_its_faults_reported(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/er/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        page(tmp_path, PLAIN, name)
    page(tmp_path, b"", "empty.txt")
    page(tmp_path, b"\x00\x01\x02" * 50, "binary.txt")
    page(tmp_path, "body {}", "style.css")
    assert [type(item) for item in read("", "ftp://example.org/a")] == [ArticleError, ArticleError]
    found = list(read(tmp_path))
    assert [Path(a.source).name for a in found if isinstance(a, Article)] == ["a.txt", "b.txt", "c.txt"]
    assert {type(e) for e in found if isinstance(e, ArticleError)} == {EmptyArticleError, BinaryContentError}
    assert [str(item) for item in found] == [str(item) for item in read(tmp_path)]
    assert len({a.id for a in found if isinstance(a, Article)}) == 3


FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Harbour Wire</title>
<item><title>Army shells Orsk</title><link>https://example.org/2020/03/04/orsk</link>
<pubDate>Wed, 04 Mar 2020 10:15:00 GMT</pubDate>
<description>&lt;p&gt;The army shelled the town of Orsk on Monday.&lt;/p&gt;
&lt;p&gt;Rebels denied it.&lt;/p&gt;</description></item>
<item><title>No text</title></item></channel></rss>"""


def test_feed(tmp_path: Path) -> None:
    first, second = read(page(tmp_path, FEED, "feed.xml"))
    assert isinstance(first, Article)
    assert first.text == "Army shells Orsk\nThe army shelled the town of Orsk on Monday.\nRebels denied it."
    assert (first.date, first.publisher) == (dt.date(2020, 3, 4), "Harbour Wire")
    assert isinstance(second, EmptyArticleError)


def test_feed_resolves_nothing_from_outside(tmp_path: Path) -> None:
    secret = page(tmp_path, "the secret", "secret.txt")
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss'
    hostile = FEED.replace("<rss", entity, 1).replace("Army shells Orsk", "&x;")
    assert isinstance(wrong(page(tmp_path, hostile, "feed.xml")), BadMarkupError)


def test_web_archive(tmp_path: Path) -> None:
    pages = {
        "https://example.org/login": (b"<html><body>Log in</body></html>", "200 OK"),
        "https://example.org/talks": ((EXAMPLES / "prisoner-exchange-emirates.html").read_bytes(), "200 OK"),
        "https://example.org/gone": (b"<html><body>Gone</body></html>", "404 Not Found"),
    }
    archive = b""
    for url, (content, status) in pages.items():
        answer = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n".encode() + content
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        head += f"Content-Length: {len(answer)}\r\n\r\n"
        archive += gzip.compress(head.encode() + answer + b"\r\n\r\n")
    path = page(tmp_path, archive, "crawl.warc.gz")
    article = one(path)
    assert article.headline == "Russia and Ukraine swap hundreds of prisoners in deal brokered by UAE"
    assert isinstance(wrong(page(tmp_path, b"WARC/1.0\r\nbroken", "a.warc")), ArticleError)


class _Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/talks.html" else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write((EXAMPLES / "prisoner-exchange-emirates.html").read_bytes())

    def log_message(self, *_: object) -> None:
        pass


def test_web_address() -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        article = one(f"{base}/talks.html")
        missing = wrong(f"{base}/gone.html")
        server.shutdown()
    assert article.url == "https://www.northgate-tribune.example/europe/russia-ukraine-prisoner-swap-emirates"
    assert isinstance(missing, FetchError)
    assert "404" in str(missing)
    assert isinstance(wrong(f"{base}/talks.html", limits=Limits(fetch_seconds=2)), FetchError)
