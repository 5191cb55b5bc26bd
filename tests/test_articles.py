"""Reading: what of a page is the article, what is known of it, and what is said of input that is none."""

import datetime as dt
import gzip
import http.server
import io
import json
import os
import pickle
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.articles import Article, ArticleError, Limits, read
from kg.articles.errors import (
    BadMarkupError,
    BadRecordError,
    BinaryContentError,
    EmptyArticleError,
    FetchError,
    NoArticleError,
    NotFoundError,
    NothingReadableError,
    NotPermittedError,
    TooLargeError,
)

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"

PLAIN = """\
The army shelled the town of Orsk on Monday, a spokesman said. At least 12 people were killed.

Rebels denied that they had fired first. They have not claimed responsibility for an earlier attack.

"We will answer," a commander told Reuters, "if they come back."
"""


def one(*sources: str | Path, **options: object) -> Article:
    (found,) = read(*sources, **options)  # type: ignore[arg-type]
    assert isinstance(found, Article), found
    return found


def wrong(source: str | Path, **options: object) -> ArticleError:
    (found,) = read(source, **options)  # type: ignore[arg-type]
    assert isinstance(found, ArticleError)
    assert str(found).endswith(".")
    assert "\n" not in str(found)
    return found


def page(folder: Path, content: str | bytes, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def from_pipe(content: bytes) -> list[Article | ArticleError]:
    return list(read("-", standard_input=io.BufferedReader(io.BytesIO(content))))  # type: ignore[type-var]


def facts_of(article: Article) -> str:
    """The text that facts are read from: what is not skipped."""
    kept = list(article.text)
    for start, end in article.skip:
        kept[start:end] = " " * (end - start)
    return "".join(kept)


# ---------------------------------------------------------------- the first real page


@pytest.fixture(scope="module")
def seed(shared: Path) -> tuple[Article, str]:
    (path,) = sorted((shared / "seed").glob("*.txt"))
    return one(path), path.read_text(encoding="utf-8")


def test_seed_metadata(seed: tuple[Article, str]) -> None:
    article, _ = seed
    assert article.date == dt.date(2020, 3, 4)
    assert article.publisher == "Deutsche Welle"
    assert article.agencies == ("AP", "dpa", "Reuters")
    assert article.headline is not None
    assert article.headline.startswith("US conducts first airstrike")
    assert article.headline_span is not None
    assert article.text[slice(*article.headline_span)] == article.headline
    assert article.standfirst is not None
    assert article.standfirst.startswith('The "defensive" strike')
    assert article.captions == ("An F-16C Fighting Falcon flies over Afghanistan",)
    assert article.subheadings == ("Escalating violence",)


def test_seed_keeps_every_sentence_and_nothing_else(seed: tuple[Article, str]) -> None:
    article, raw = seed
    paragraphs = {" ".join(line.split()) for line in raw.splitlines() if len(line.split()) >= 20}
    assert {line for line in paragraphs if not line.startswith(("Every evening", "Read more"))} <= set(
        article.text.split("\n")
    )
    for absent in ("Falcon", "Read more", "Sign up", "Every evening", "Skip to", "Image", "kp,es", "http"):
        assert absent not in article.text


# ---------------------------------------------------------------- the sample articles

SAMPLES = {
    "afghanistan-doha-talks.txt": ("Meridian Newswire", dt.date(2020, 9, 12), ("AP", "AFP", "Reuters")),
    "colombia-new-accord.html": ("Meridian Newswire", dt.date(2016, 11, 24), ("Reuters", "AFP")),
    "gaza-ceasefire-deal.txt": ("Eastern Monitor", dt.date(2025, 1, 16), ("AP",)),
    "karabakh-ceasefire.txt": ("The Harbour Post", dt.date(2020, 11, 10), ("Reuters", "AFP")),
    "myanmar-haigeng-ceasefire.txt": ("Northgate Tribune", dt.date(2024, 1, 13), ("Xinhua", "AFP")),
    "prisoner-exchange-emirates.html": ("Northgate Tribune", dt.date(2024, 1, 3), ("AFP", "Reuters")),
    "sudan-jeddah-truce.txt": ("Meridian Newswire", dt.date(2023, 5, 21), ("Reuters",)),
    "tigray-pretoria-agreement.txt": ("The Harbour Post", dt.date(2022, 11, 2), ("AFP", "Reuters")),
    "ukraine-grain-odesa.txt": ("Northgate Tribune", dt.date(2022, 7, 23), ("AP",)),
    "yemen-abu-dhabi-drones.txt": ("Levant Courier", dt.date(2022, 1, 18), ("AFP", "AP")),
}
FURNITURE = """\
Sign up|Subscribe|cookies|Advertisement|ADVERTISEMENT|©|Copyright|Read more|READ NEXT|Facebook|
min read|newsletter|Related|Photograph:|Image|Photo|contributed to|editing by|reading list|small favour|
Most read|Skip to|Loading|Published|GMT""".replace("\n", "").split("|")


def test_samples_are_all_named_here() -> None:
    assert {path.name for path in EXAMPLES.iterdir() if path.suffix != ".md"} == set(SAMPLES)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_sample_page(name: str) -> None:
    article = one(EXAMPLES / name)
    assert (article.publisher, article.date, article.agencies) == SAMPLES[name]
    assert not [word for word in FURNITURE if word in article.text]
    lines = article.text.split("\n")
    assert lines[0] == article.headline
    assert len(lines) >= 10
    assert all(len(line.split()) >= 8 for line in lines[1:])
    assert article.captions or name.startswith(("tigray", "gaza", "myanmar"))
    assert article.warnings == ()


def test_dateline_is_metadata() -> None:
    odesa = one(EXAMPLES / "ukraine-grain-odesa.txt")
    assert odesa.dateline_place == "Kyiv, Ukraine"
    assert "\nRussian missiles struck the Black Sea port" in odesa.text
    assert one(EXAMPLES / "karabakh-ceasefire.txt").dateline_place == "Yerevan/Baku"


def test_hard_wrapped_page_is_unwrapped() -> None:
    article = one(EXAMPLES / "tigray-pretoria-agreement.txt")
    assert "(TPLF) agreed on Wednesday to end two years of war, the African Union's" in article.text
    assert article.authors == ("Daniel Okoth",)


# ---------------------------------------------------------------- saved text in general


def test_plain_text_comes_through_whole(tmp_path: Path) -> None:
    article = one(page(tmp_path, PLAIN))
    assert article.text.split("\n") == [line for line in PLAIN.split("\n") if line]
    assert article.headline is None


def test_prose_that_begins_like_furniture_is_kept(tmp_path: Path) -> None:
    sentences = (
        "Follow the money and you will find the militia, an investigator said.",
        "Related groups have also attacked convoys in the north, the army said.",
        "By Monday, the army had taken the bridge and the road to the airport.",
        "Every evening the army sends out patrols along the ceasefire line.",
        "For more than a year, families who visit the camp have found it empty.",
        "Share prices fell after the strike on the port, traders said.",
        "Reporting by Human Rights Watch shows that at least 30 villagers were killed.",
        "In this video, the militants threaten to kill the hostages.",
        "Copyright law was not what the rebels had in mind when they seized the station.",
        "Advertisement of the truce on the radio came too late to stop the shelling.",
        "The minister - who resigned on Friday - denied the accusation (of treason).",
        "Sign after sign pointed to an attack, the governor of the province said.",
        "The deal was signed on March 4, 2020.",
    )
    article = one(page(tmp_path, "Rebels and army trade blame\n\n" + "\n\n".join(sentences)))
    assert article.text.split("\n")[1:] == list(sentences)


@pytest.mark.parametrize(
    "line",
    [
        "Published On 4 Mar 2020",
        "Wed 4 Mar 2020 21.37 GMT",
        "March 4, 2020 / 9:14 AM / Updated 2 hours ago",
        "04.03.2020",
        "2020-03-04T10:15:00Z",
        "Last updated: Wednesday, 4th March 2020, 10:39 GMT",
        "By Jane Doe | 4 March 2020",
        "Published March 4, 2020last updated March 5, 2020",
        "Reuters, Baghdad Wednesday 4 March 2020",
        "Issued on: 04/03/2020 - 11:24\nModified: 13/03/2020 - 08:00",
    ],
)
def test_date_lines(tmp_path: Path, line: str) -> None:
    date = one(page(tmp_path, f"Army shells the town of Orsk\n\n{line}\n\n{PLAIN}")).date
    ambiguous = line.startswith("Issued")
    assert date == (dt.date(2020, 3, 13) if ambiguous else dt.date(2020, 3, 4))


def test_a_copy_in_an_archive_is_its_original(tmp_path: Path) -> None:
    address = "https://web.archive.org/web/20200304101500/https://www.aljazeera.com/news/2020/3/4/a-strike"
    article = one(page(tmp_path, f"Army shells the town of Orsk\n{address}\n\n{PLAIN}"))
    assert article.url == "https://www.aljazeera.com/news/2020/3/4/a-strike"
    assert article.publisher == "Al Jazeera"
    assert article.date == dt.date(2020, 3, 4)


@pytest.mark.parametrize(
    ("above", "caption"),
    [
        ("Smoke rises over the port of Orsk [Jane Doe/AFP]", "Smoke rises"),
        (
            "Smoke rises over the port of Orsk, on March 2, 2020. (Reuters)\nReuters, Orsk 4 March 2020",
            "Smoke",
        ),
        ("Image source, Getty Images\nImage caption,\nSmoke rises over the port of Orsk", "Smoke rises"),
        (
            "FILE - Smoke rises over the port of Orsk on March 2, 2020. (AP Photo/Jane Doe, File)",
            "FILE - Smoke",
        ),
        ("Smoke rises over the port of Orsk. REUTERS/Jane Doe Purchase Licensing Rights", "Smoke rises"),
        ("Smoke rises over Orsk, which rebels attacked Image: J. C. Doe/AP/picture alliance", "Smoke rises"),
    ],
)
def test_captions_are_metadata(tmp_path: Path, above: str, caption: str) -> None:
    article = one(page(tmp_path, f"Army shells the town of Orsk\n\n{above}\n\n{PLAIN}"))
    assert "moke" not in article.text
    assert article.captions[0].startswith(caption)


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("GAZA/CAIRO, March 3 (Reuters) - ", "Gaza/Cairo", ("Reuters",)),
        ("Kabul (AFP) – ", "Kabul", ("AFP",)),
        ("BEIJING, March 4 (Xinhua) -- ", "Beijing", ("Xinhua",)),
        ("WASHINGTON — ", "Washington", ()),
        ("Sanaa, Yemen – ", "Sanaa, Yemen", ()),
    ],
)
def test_datelines(tmp_path: Path, opening: str, place: str, agency: tuple[str, ...]) -> None:
    article = one(page(tmp_path, f"Army shells the town of Orsk\n\n{opening}{PLAIN}"))
    assert (article.dateline_place, article.agencies) == (place, agency)
    assert article.text.split("\n")[1].startswith("The army shelled")


@pytest.mark.parametrize(
    ("opening", "kept"),
    [
        ("ORSK, March 14, 2025 (Wire) - ", "The army"),
        ("ORSK. Saturday 14 March 2025. ", "The army"),
        ("As of 14 March 2025\n\n", "The army"),
        ("The war goes on. 14 March 2025\n\n", "The war goes on."),
        ("Press release | Monitors | 14 March 2025\n\n", "The army"),
    ],
)
def test_the_day_that_copy_opens_with(tmp_path: Path, opening: str, kept: str) -> None:
    article = one(page(tmp_path, f"Army shells the town of Orsk\n\n{opening}{PLAIN}"))
    assert article.date == dt.date(2025, 3, 14)
    assert article.text.split("\n")[1].startswith(kept)


def test_a_live_page_has_a_headline(tmp_path: Path) -> None:
    article = one(page(tmp_path, f"LIVE: Army shells the town of Orsk\nUpdated 14 March 2025\n\n{PLAIN}"))
    assert article.headline == "LIVE: Army shells the town of Orsk"


def test_the_marks_of_a_list_are_no_words(tmp_path: Path) -> None:
    listed = "\n\n".join(f"• {paragraph}" for paragraph in PLAIN.split("\n\n"))
    article = one(page(tmp_path, f"Army shells the town of Orsk\n\n{listed}"))
    assert "•" not in article.text
    assert "The army shelled" in article.text


def test_other_languages_are_warned_of(tmp_path: Path) -> None:
    german = "Die Armee hat am Montag nach Angaben eines Sprechers die Stadt beschossen. "
    article = one(page(tmp_path, german * 5))
    assert article.language != "en"
    assert any("English" in warning for warning in article.warnings)
    assert one(page(tmp_path, "Армия обстреляла город в понедельник.")).warnings
    assert not one(page(tmp_path, "Rebels shell town; army vows revenge")).warnings


BOXES = """\
Skip links
Menu
World
Rebels and army trade blame over shelling of Orsk
By Jane Doe
March 4, 20204:12 PM GMT+1Updated 3 hours ago
Summary
Army shells Orsk
At least 12 killed, rebels say they will answer soon
ORSK, March 4 (Reuters) - The army shelled the town of Orsk on Monday, a spokesman said.
KEEP READING
list 1 of 2
Rebels seize the bridge over the Ural
list 2 of 2
Who are the rebels of Orsk?
end of list
Rebels denied that they had fired first, and the governor called for calm.
Advertisement · Scroll to continue
Sign up for our newsletter
The Week in Orsk
Email address
Both sides are to meet on March 10, the governor said.
Reporting by Jane Doe in Orsk; Editing by John Roe
Our Standards: The Thomson Reuters Trust Principles.
Suggested Topics:
World
Read Next
Rebels say talks have failed
May 24, 2021
"""


def test_dense_page_with_boxes(tmp_path: Path) -> None:
    article = one(page(tmp_path, BOXES))
    assert (article.date, article.authors) == (dt.date(2020, 3, 4), ("Jane Doe",))
    assert (article.dateline_place, article.agencies) == ("Orsk", ("Reuters",))
    assert article.text.split("\n") == [
        "Rebels and army trade blame over shelling of Orsk",
        "At least 12 killed, rebels say they will answer soon",
        "The army shelled the town of Orsk on Monday, a spokesman said.",
        "Rebels denied that they had fired first, and the governor called for calm.",
        "Both sides are to meet on March 10, the governor said.",
    ]


def test_a_date_beside_another_story_is_not_the_date(tmp_path: Path) -> None:
    undated = BOXES.replace("March 4, 20204:12 PM GMT+1Updated 3 hours ago\n", "")
    assert one(page(tmp_path, undated)).date is None


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


# ---------------------------------------------------------------- input that is no article


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"", "a.txt", EmptyArticleError),
        (b" \n\t\n", "a.txt", EmptyArticleError),
        (b"\xef\xbb\xbf", "a.txt", EmptyArticleError),
        (bytes(range(256)) * 8, "a.txt", BinaryContentError),
        (b"%PDF-1.7\n%\xe2\xe3", "a.txt", BinaryContentError),
        (b"\x89PNG\r\n\x1a\n", "a.html", BinaryContentError),
        (gzip.compress(PLAIN.encode())[:60], "a.txt.gz", BinaryContentError),
        (b"<html><body><nav>Home</nav></body></html>", "a.html", NoArticleError),
        (
            b"<!doctype html><html><head><title>Log in</title></head><body></body></html>",
            "a.html",
            NoArticleError,
        ),
        (b"Skip to content\nMenu\nSearch\nSign in\n", "a.txt", NoArticleError),
        (b"<?xml version='1.0'?><rss><channel><item>", "a.xml", BadMarkupError),
        (b'{"id": 1}', "a.json", BadRecordError),
    ],
)
def test_what_is_no_article(tmp_path: Path, content: bytes, name: str, error: type[ArticleError]) -> None:
    assert type(wrong(page(tmp_path, content, name))) is error


def test_missing_forbidden_and_oversized(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(wrong(tmp_path / "none.txt"), NotFoundError)
    assert isinstance(wrong("nul\x00.txt"), NotFoundError)
    assert isinstance(wrong(tmp_path), NothingReadableError)
    assert isinstance(wrong(page(tmp_path, PLAIN), limits=Limits(article_bytes=50)), TooLargeError)
    bomb = page(tmp_path, gzip.compress(b"a" * 5_000_000), "bomb.txt.gz")
    assert isinstance(wrong(bomb, limits=Limits(article_bytes=100_000)), TooLargeError)
    locked = page(tmp_path, PLAIN, "locked.txt")
    locked.chmod(0)
    if not os.access(locked, os.R_OK):
        assert isinstance(wrong(locked), NotPermittedError)


def test_errors_survive_the_way_between_processes(tmp_path: Path) -> None:
    error = wrong(page(tmp_path, PLAIN), limits=Limits(article_bytes=50))
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), copy.source) == (type(error), str(error), error.source)


# ---------------------------------------------------------------- properties

_PIECES = """\
The army shelled Orsk on Monday . ! ? - — 12 2020 { } [ ] " ' © KABUL Image: Reuters (AP, Reuters) By Jane
Doe , March 4, Read more: Sign up here <p> </p> <html> https://example.org/a"""
_WORDS = st.sampled_from([*_PIECES.split(), "\n", "\n\n", "\r\n", "\u00a0"])


@given(st.one_of(st.binary(max_size=400), st.lists(_WORDS, max_size=60).map(" ".join).map(str.encode)))
@settings(max_examples=120, deadline=None)
def test_no_input_crashes_a_reader(content: bytes) -> None:
    found = from_pipe(content)
    assert found
    for item in found:
        if isinstance(item, Article):
            assert item.text.strip()
            item.text.encode()
            if item.headline_span:
                assert item.text[slice(*item.headline_span)] == item.headline


@given(st.lists(_WORDS, max_size=60).map(" ".join))
@settings(max_examples=30, deadline=None)
def test_no_markup_crashes_a_reader(content: str) -> None:
    assert from_pipe(b"<!doctype html><html><body><article>" + content.encode())


@pytest.mark.parametrize(
    "content",
    [b"<div>" * 20_000 + b"text", b"[" * 100_000, b'{"a":' * 50_000, b"a" * 1_000_000, b"By A&" * 150],
)
def test_deep_and_long_input(content: bytes) -> None:
    assert len(from_pipe(content)) == 1
