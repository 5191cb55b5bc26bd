"""``kg link``: which Wikidata items the names of a text, given mentions, or one name are."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Online, Pipeline, say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.linking.index import Index
    from kg.linking.pins import Pins


class LinkFormat(StrEnum):
    """How links are written."""

    table = "table"
    jsonl = "jsonl"


def link_cli(
    subject: Annotated[
        str, typer.Argument(metavar="INPUT|NAME", help="JSON Lines, an article, - or one name.")
    ],
    context: Annotated[str, typer.Option("--context", help="Text that one name is read in.")] = "",
    cls: Annotated[
        str | None,
        typer.Option("--class", metavar="CLASS", help="Class of the one name, such as State or Person."),
    ] = None,
    format: Annotated[
        LinkFormat, typer.Option("--format", "-f", help="Lines to read, or JSON.")
    ] = LinkFormat.table,
    pins: Annotated[
        Path | None, typer.Option("--pins", envvar="KG_PINS", help="File of links that you fix or forbid.")
    ] = None,
    online: Online = False,
    pipeline: Pipeline = None,
) -> None:
    """Say which Wikidata item a name is, where that is sure."""
    from kg.linking.index import open_index
    from kg.linking.pins import read_pins

    fixed = read_pins(pins)
    if not online:
        _link(subject, context, cls, format, fixed, open_index(), pipeline)
        return
    from kg.linking.online import open_online

    index = open_online()
    _link(subject, context, cls, format, fixed, index, pipeline)
    if index.trouble:
        say(index.trouble)


def _link(
    subject: str,
    context: str,
    cls: str | None,
    format: LinkFormat,
    fixed: "Pins",
    index: "Index",
    pipeline: str | None,
) -> None:
    from kg.linking.records import link_lines, link_texts, name_record

    if not subject.strip():
        raise UsageError("Give a name, a file, or - for standard input.")
    path = Path(subject)
    if subject != "-" and not path.exists():
        if path.suffix.lower() in {".jsonl", ".txt", ".html", ".json"}:
            raise UsageError(f"There is no file {subject}.")
        _show([name_record(subject, context or None, cls, fixed, index)], format)
        return
    if subject == "-" or path.suffix.lower() == ".jsonl":
        lines = sys.stdin if subject == "-" else path.open(encoding="utf-8")
        records = link_lines(lines, fixed, index, pipeline=pipeline)
    else:
        records = link_texts([subject], fixed, index, pipeline=pipeline)
    for record in records:
        if "error" in record:
            say(f"left out: {record['error']}")
        else:
            _show([record], format)


def _show(records: list[dict[str, object]], format: LinkFormat) -> None:
    for record in records:
        if format is LinkFormat.jsonl:
            print(json.dumps(record, ensure_ascii=False))
            continue
        mentions = record["mentions"]
        assert isinstance(mentions, list)
        for mention in mentions:
            sure = f"{mention['qid'] or '-':<12}{mention['score']:.2f}"
            print(f"{sure}  {mention['text']}  {mention['label'] or ''}".rstrip())
            for other in mention["candidates"] if mention["qid"] is None else ():
                described = f", {other['description']}" if other["description"] else ""
                print(f"  perhaps {other['qid']:<12}{other['score']:.2f}  {other['label']}{described}")
    sys.stdout.flush()
