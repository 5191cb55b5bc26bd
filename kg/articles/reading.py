"""Reading articles from wherever they are: files, folders, web addresses and standard input."""

import dataclasses
import gzip
import io
import json
import os
import re
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from kg.articles.archive import pages_in
from kg.articles.article import Article
from kg.articles.decoding import decode, expand
from kg.articles.errors import (
    ArticleError,
    BadRecordError,
    BinaryContentError,
    EmptyArticleError,
    NoArticleError,
    NotFoundError,
    NothingReadableError,
    NotPermittedError,
    TooLargeError,
)
from kg.articles.feed import read_feed
from kg.articles.fetching import fetch
from kg.articles.naming import Register, from_address, from_content
from kg.articles.records import Record, as_record, read_record, records_in
from kg.articles.saved_page import Known, read_saved_page
from kg.articles.web_page import read_web_page
from kg.errors import why

_SUFFIXES = frozenset(
    {
        ".txt",
        ".text",
        ".html",
        ".htm",
        ".xhtml",
        ".jsonl",
        ".ndjson",
        ".json",
        ".xml",
        ".rss",
        ".atom",
        ".warc",
        ".gz",
    }
)
_RECORD_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_PEEK = 1 << 16
_MARKUP = re.compile(
    r"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype html|html|head|body|article|div|p|h1|main|section|meta|title|span|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(r"</(?:p|div|html|body|article|span|h[1-6])\s*>", re.IGNORECASE)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|rss|feed|rdf:RDF)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)\b")
_WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_OTHER_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read: bytes of one article (after decompression), seconds that a web page may take."""

    article_bytes: int = 20_000_000
    fetch_seconds: float = 30.0


def read(
    *sources: str | Path, limits: Limits = Limits(), standard_input: BinaryIO | None = None
) -> Iterator[Article | ArticleError]:
    """The articles of ``sources`` in order, as they are read, with an ArticleError for each that cannot be.

    A source is a file, a folder (read recursively in the order of names), an ``http`` or ``https`` address,
    or ``-`` for standard input. What a file holds is told by its content: JSON Lines, a feed, a web archive,
    an HTML page or text, each plain or gzipped. A folder yields files with a suffix that articles have and
    passes over the rest. The ids of all articles yielded are different. Nothing is raised for bad input.
    """
    register = Register()
    for source in sources:
        for found in _read_one(str(source), limits, standard_input):
            if isinstance(found, ArticleError):
                yield found
                continue
            wanted = register.unique(found.id, found.text.encode())
            yield found if wanted == found.id else dataclasses.replace(found, id=wanted)


def _read_one(
    source: str, limits: Limits, standard_input: BinaryIO | None
) -> Iterator[Article | ArticleError]:
    if not source.strip():
        yield ArticleError(repr(source), "this names nothing to read")
    elif source == "-":
        stream = standard_input or sys.stdin.buffer
        yield from _read_stream(cast(io.BufferedReader, stream), "standard input", "standard-input", limits)
    elif _WEB_ADDRESS.match(source):
        try:
            page = fetch(source, limits.article_bytes, limits.fetch_seconds)
        except ArticleError as error:
            yield error
        else:
            yield from _read_bytes(page.content, source, "page", limits, url=page.url)
    elif _OTHER_ADDRESS.match(source):
        yield ArticleError(source, "only http and https addresses are fetched")
    elif Path(source).is_dir():
        yield from _read_folder(Path(source), limits)
    else:
        yield from _read_file(Path(source), limits)


def _read_folder(folder: Path, limits: Limits) -> Iterator[Article | ArticleError]:
    """Every file that may be an article; the pictures and scripts of a saved page are passed over."""
    refused: list[OSError] = []
    articles = 0
    for directory, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not name.endswith("_files")
        )
        for name in sorted(files):
            if name.startswith(".") or Path(name).suffix.lower() not in _SUFFIXES:
                continue
            for found in _read_file(Path(directory, name), limits):
                articles += isinstance(found, Article)
                yield found
    yield from (_operating_system(error, str(error.filename)) for error in refused)
    if not articles:
        yield NothingReadableError(str(folder))


def _read_file(path: Path, limits: Limits) -> Iterator[Article | ArticleError]:
    try:
        if path.exists() and not path.is_file() and not path.is_fifo():
            raise BinaryContentError(str(path), "it is not a file")
        with path.open("rb") as file:
            yield from _read_stream(file, str(path), path.name, limits)
    except ArticleError as error:
        yield error
    except OSError as error:
        yield _operating_system(error, str(path))
    except ValueError:
        yield NotFoundError(repr(str(path)))


def _operating_system(error: OSError, source: str) -> ArticleError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return NotFoundError(source)
    if isinstance(error, PermissionError):
        return NotPermittedError(source)
    return ArticleError(source, f"it could not be read ({why(error)})")


def _read_stream(
    stream: io.BufferedReader, source: str, name: str, limits: Limits
) -> Iterator[Article | ArticleError]:
    """A stream of JSON Lines record by record; anything else whole."""
    limit = limits.article_bytes
    try:
        first = stream.readline(limit + 1)
        if first.startswith(b"\x1f\x8b"):
            plain = cast(io.BufferedReader, gzip.GzipFile(fileobj=_Joined(first, stream)))
            yield from _read_stream(plain, source, name.removesuffix(".gz"), limits)
            return
        while first and not first.strip():
            first = stream.readline(limit + 1)
        if first.startswith(b"WARC/"):
            yield from _read_archive(
                cast(BinaryIO, io.BufferedReader(_Joined(first, stream))), source, limits
            )
            return
        if _is_records(first, name):
            joined = io.BufferedReader(_Joined(first, stream))
            for found in records_in(cast(BinaryIO, joined), source, limit):
                yield _article_of(found) if isinstance(found, Record) else found
            return
        data = first + stream.read(max(0, limit + 1 - len(first)))
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield BinaryContentError(source, "its gzip compression is damaged")
        return
    if len(data) > limit:
        yield TooLargeError(source, limit)
        return
    yield from _read_bytes(data, source, Path(name).stem, limits)


def _read_archive(stream: BinaryIO, source: str, limits: Limits) -> Iterator[Article | ArticleError]:
    """The articles of a web archive; a crawl holds many pages without one, which are passed over."""
    articles = faults = 0
    for page in pages_in(stream, source, limits.article_bytes):
        if isinstance(page, ArticleError):
            faults += 1
            yield page
            continue
        for found in _read_bytes(page.content, f"{source}, {page.url}", "page", limits, url=page.url):
            if isinstance(found, Article):
                articles += 1
                yield found
    if not articles and not faults:
        yield NoArticleError(source, "there is no article in this archive")


class _Joined(io.RawIOBase):
    """A stream with some bytes that were already taken from it put back in front."""

    def __init__(self, taken: bytes, rest: BinaryIO) -> None:
        self._taken, self._rest = taken, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        piece = self._taken[: len(buffer)] or self._rest.read(len(buffer))
        self._taken = self._taken[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def _is_records(line: bytes, name: str) -> bool:
    """Whether a stream that opens with ``line`` is JSON Lines."""
    if Path(name).suffix.lower() in _RECORD_SUFFIXES and not line.startswith((b"\xff\xfe", b"\xfe\xff")):
        return bool(line.strip())
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line.removeprefix(b"\xef\xbb\xbf")), dict)
    except (ValueError, RecursionError):
        return False


def _article_of(record: Record) -> Article | ArticleError:
    try:
        return read_record(record)
    except ArticleError as error:
        return error


def _read_bytes(
    data: bytes, source: str, name: str, limits: Limits, url: str | None = None
) -> Iterator[Article | ArticleError]:
    """The articles in the bytes of one document; ``name`` is what to call it where it has no address."""
    try:
        data = expand(data, source, limits.article_bytes)
        if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
            raise EmptyArticleError(source)
        if _XML.match(data) and _FEED.search(data[:4096]):
            yield from read_feed(data, source)
            return
        text, warnings = decode(data, source, markup=b"<" in data[:4096])
        identity = from_address(url) if url else from_content(name, data)
        if _MARKUP.match(text) or len(_TAGS.findall(text[:_PEEK])) >= 3:
            yield read_web_page(text, id=identity, source=source, url=url, warnings=warnings)
        elif text.lstrip()[:1] in ("{", "[") and (values := _json_values(text)) is not None:
            yield from _read_values(values, source)
        else:
            yield read_saved_page(text, id=identity, source=source, known=Known(url=url), warnings=warnings)
    except ArticleError as error:
        yield error


def _json_values(text: str) -> list[object] | None:
    """The values of a JSON document or of JSON Lines, or None where the text is neither."""
    try:
        value = json.loads(text)
    except RecursionError:
        return None
    except ValueError:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            return None
    return value if isinstance(value, list) else [value]


def _read_values(values: list[object], source: str) -> Iterator[Article | ArticleError]:
    if not values:
        yield BadRecordError(source, "there is no record in it")
    for number, value in enumerate(values, start=1):
        record = as_record(value, source if len(values) == 1 else f"{source}, record {number}")
        yield _article_of(record) if isinstance(record, Record) else record
