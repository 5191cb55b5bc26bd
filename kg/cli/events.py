"""``kg events``: PLOVER-shaped records of articles, without a store."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from kg.cli.options import Inputs, Jobs, MinConfidence, NoLink, Pipeline, say, say_doubts


class RecordFormat(StrEnum):
    """How records are written."""

    jsonl = "jsonl"
    csv = "csv"


def events_cli(
    inputs: Inputs,
    format: Annotated[
        RecordFormat, typer.Option("--format", "-f", help="One object a document, or one row an event.")
    ] = RecordFormat.jsonl,
    jobs: Jobs = 1,
    no_link: NoLink = False,
    min_confidence: MinConfidence = None,
    pipeline: Pipeline = None,
) -> None:
    """Write the events, statements and agreements of articles.

    Those of each document come as soon as it is read.
    """
    import csv
    import json

    from kg.extraction.records import COLUMNS, record, rows
    from kg.pipeline import Failure, read_reports, why_unlinked

    if not no_link and (reason := why_unlinked()):
        say(f"Entities are not linked: {reason}.")
    table = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    if format is RecordFormat.csv:
        table.writeheader()
    written = False
    for reading in read_reports(
        inputs, jobs=jobs, link=not no_link, min_confidence=min_confidence, pipeline=pipeline
    ):
        if isinstance(reading, Failure):
            say(f"left out: {reading}")
            continue
        say_doubts(reading.article)
        written = True
        found = record(reading.report)
        if format is RecordFormat.csv:
            table.writerows(rows(found))
        else:
            print(json.dumps(found, ensure_ascii=False))
        sys.stdout.flush()
    if not written:
        raise typer.Exit(1)
