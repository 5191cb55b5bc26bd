"""JSON Lines: one record an article, its text kept as it was given, character for character."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from kg.articles.article import Article
from kg.articles.dates import parse_day
from kg.articles.errors import ArticleError, BadRecordError, TooLargeError
from kg.articles.language import language_of, spoken_of
from kg.articles.layout import Part, Role, lay_out
from kg.articles.naming import from_address, from_content
from kg.articles.outlets import outlet_at
from kg.articles.saved_page import (
    agencies_of,
    captions_in,
    opening_dateline,
    opening_day,
    trailing_credit,
)

_NOT_NEWS = frozenset({Role.SUBHEADING, Role.CAPTION, Role.CREDIT, Role.BYLINE, Role.DATE, Role.FURNITURE})


@dataclass(frozen=True, slots=True)
class Record:
    """A record and where it stood."""

    source: str
    fields: dict[str, Any]


def records_in(lines: BinaryIO, source: str, limit: int) -> Iterator[Record | ArticleError]:
    """The records of a stream of JSON Lines, as they are read; lines above ``limit`` bytes are refused."""
    number = 0
    while line := lines.readline(limit + 1):
        number += 1
        here = f"{source}, line {number}"
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := lines.readline(limit)) and not rest.endswith(b"\n"):
                pass
            yield TooLargeError(here, limit)
        elif line.strip():
            yield _record(line.removeprefix(b"\xef\xbb\xbf"), here)


def _record(line: bytes, here: str) -> Record | ArticleError:
    try:
        value = json.loads(line)
    except UnicodeDecodeError:
        return BadRecordError(here, "this line is not UTF-8")
    except ValueError as error:
        return BadRecordError(here, f"this line is not JSON ({_what(error)})")
    except RecursionError:
        return BadRecordError(here, "this line is nested too deeply")
    return as_record(value, here)


def _what(error: ValueError) -> str:
    return error.msg.rstrip(".") if isinstance(error, json.JSONDecodeError) else "a number in it is too long"


def as_record(value: object, here: str) -> Record | ArticleError:
    """A parsed JSON value as a record, or what keeps it from being one."""
    if not isinstance(value, dict):
        return BadRecordError(here, "a record must be a JSON object with the keys id and text")
    text = value.get("text")
    if not isinstance(text, str):
        missing = "is missing" if text is None else "is not a string"
        return BadRecordError(here, f'the key "text" {missing}')
    if not isinstance(value.get("id"), str | int | None) or isinstance(value.get("id"), bool):
        return BadRecordError(here, 'the key "id" is neither a string nor a number')
    for key in ("title", "date", "url", "publisher", "language"):
        if not isinstance(value.get(key), str | None):
            return BadRecordError(here, f'the key "{key}" is not a string')
    if any(
        0xD800 <= ord(character) <= 0xDFFF
        for item in value.values()
        if isinstance(item, str)
        for character in item
    ):
        return BadRecordError(here, "it holds half of a surrogate pair, which is no character")
    if not text.strip():
        return BadRecordError(here, "its text is empty")
    return Record(here, value)


def read_record(record: Record) -> Article:
    """The article of a record. Its text is not touched: what is no news in it is listed in ``skip``."""
    fields = record.fields
    text: str = fields["text"]
    title = fields.get("title") or None
    url = fields.get("url") or None
    parts = lay_out(text)
    found = next((part.line for part in parts if part.role is Role.HEADLINE), None)
    starts = len(text) - len(text.lstrip())
    span = (starts, starts + len(title)) if title and text.startswith(title, starts) else None
    if span is None and found is not None and title in (None, found.text):
        span = (found.start, found.end)
    date = parse_day(fields["date"]) if fields.get("date") else opening_day(parts)
    warnings = (
        (f"its date {fields['date']!r} could not be read",) if fields.get("date") and date is None else ()
    )
    language, doubts = (
        spoken_of(text) if not fields.get("language") else (language_of(fields["language"]), ())
    )
    dateline = opening_dateline(parts)
    return Article(
        id=_id(record, title, url),
        text=text,
        headline=title or (text[span[0] : span[1]] if span else None),
        date=date,
        publisher=fields.get("publisher") or _publisher(url),
        url=url,
        language=language,
        agencies=agencies_of(parts),
        captions=captions_in(parts),
        subheadings=tuple(part.line.text for part in parts if part.role is Role.SUBHEADING),
        dateline_place=dateline[1].place if dateline else None,
        headline_span=span,
        skip=_skipped(parts),
        source=record.source,
        warnings=warnings + doubts,
    )


def _id(record: Record, title: str | None, url: str | None) -> str:
    given = record.fields.get("id")
    if given not in (None, ""):
        return str(given)
    return from_address(url) if url else from_content(title or "", record.fields["text"].encode())


def _publisher(url: str | None) -> str | None:
    outlet = outlet_at(url) if url else None
    return outlet.name if outlet else None


def _skipped(parts: list[Part]) -> tuple[tuple[int, int], ...]:
    """What carries no facts: the page's furniture, datelines and credits; never a whole text."""
    if all(part.role in _NOT_NEWS for part in parts):
        return ()
    skipped = [(part.line.start, part.line.end) for part in parts if part.role in _NOT_NEWS]
    if dateline := opening_dateline(parts):
        line, read = dateline
        skipped.append((line.start, line.start + read.length))
    for part in parts:
        if part.role is Role.BODY and (credit := trailing_credit(part.line.text)):
            skipped.append((part.line.start + credit.start(), part.line.end))
    return tuple(sorted(skipped))
