"""Event triples by country: who did what root to whom, in CAMEO's country codes.

Codes are cut to their first three letters, the country or the kind of international organization; "---" is an
actor of no country. An entity's country is what its name or its words say ("Iraqi troops"), that of the body
which the text gives a person, or that of the item it is linked to. The suite is the
PETRARCH-2 validation set (``events_petrarch2.jsonl``).
"""

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.evaluation.counts import Counts
from kg.evaluation.plover import plover_root, read_lines
from kg.extraction.records import record
from kg.extraction.report import Entity, Report
from kg.linking import facts, link

_NOBODY = "---"


def read_coded(path: Path) -> list[dict[str, Any]]:
    """Coded sentences; a date that is none is dropped."""
    dated = re.compile(r"\d{4}-\d\d-\d\d")
    return [
        {**line, "date": line["date"] if dated.fullmatch(line.get("date") or "") else None}
        for line in read_lines(path)
    ]


def score_dyads(
    records: Sequence[dict[str, Any]], found: Iterable[Report]
) -> tuple[dict[str, Counts], list[str]]:
    """Counts of triples by root, and a line for each sentence that is not read as the gold has it."""
    table: dict[str, Counts] = {}
    mistakes: list[str] = []
    for coded, report in zip(records, map(link, found), strict=True):
        gold = {
            (e["source"][:3], e["plover"], e["target"][:3])
            for e in coded["events"]
            if e["plover"] and _NOBODY not in (e["source"][:3], e["target"][:3])
        }
        read = _triples(report)
        for triple in gold:
            table.setdefault(triple[1], Counts()).gold += 1
            table[triple[1]].right += triple in read
        for triple in read:
            table.setdefault(triple[1], Counts()).found += 1
        if gold != read:
            mistakes.append(f"{sorted(gold)} read as {sorted(read)}: {coded['text']}")
    return table, mistakes


def country_code(entity: Entity, report: Report) -> str:
    """Three letters: ISO code of the entity's country, ``IGO`` for unions of states, or ``---``."""
    if entity.cls == "InternationalOrganization":
        return "IGO"
    words = [entity.name, *entity.aliases, *(mention.text for mention in entity.mentions)]
    for text in words:
        code = _code_in(text)
        if code:
            return code
    for relation in report.relations:
        if relation.subject == entity.id:
            other = next((e for e in report.entities if e.id == relation.object), None)
            code = _code_in(other.name) if other is not None else None
            if code:
                return code
    item = facts(entity.link.qid) if entity.link is not None else None
    return (_by_item().get(item.country) or _NOBODY) if item is not None and item.country else _NOBODY


def _triples(report: Report) -> set[tuple[str, str, str]]:
    written: Any = record(report)
    codes = {entity.name: country_code(entity, report) for entity in report.entities}
    triples = set()
    for event in written["events"]:
        done_to = [*event["recipient"], *event["victim"], *event["location"]]
        root = plover_root(event["type"], event["factuality"])
        sides = [*event["actor"], *done_to]
        pairs = [(a, b) for a in event["actor"] for b in done_to]
        if event["type"] == "CONSULT":
            pairs = [(a, b) for a in sides for b in sides]
        triples |= {
            (codes[a["name"]], root, codes[b["name"]])
            for a, b in pairs
            if a["name"] != b["name"] and _NOBODY not in (codes[a["name"]], codes[b["name"]])
        }
    return triples


def _code_in(text: str) -> str | None:
    """The code of the first country or people that the words name."""
    tokens = text.replace("'s", " ").replace("’s", " ").replace("-", " ").split()
    for length in (4, 3, 2, 1):
        for start in range(len(tokens) - length + 1):
            code = _codes().get(" ".join(tokens[start : start + length]))
            if code:
                return code
    return None


@cache
def _by_item() -> dict[str, str]:
    return {row["qid"]: row["iso3"] for row in _rows()}


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in _rows():
        for cell in (row["names"], row["demonyms"], row["capitals"], row["metonyms"]):
            for spelling in (cell or "").split("|"):
                if spelling:
                    codes.setdefault(spelling, row["iso3"])
    return codes


def _rows() -> list[dict[str, str]]:
    text = files("kg.linking").joinpath("data/countries.tsv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
