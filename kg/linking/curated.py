"""The curated data of the index: items that it adds or corrects, and those and the names that it drops."""

import csv
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from kg.linking.classes import ORGANIZATIONS
from kg.linking.countries import country_of_code
from kg.linking.entries import Entry
from kg.linking.names import fold

_SUPPLEMENT, _EXCLUDED = "supplement.tsv", "excluded.tsv"


@lru_cache(maxsize=1)
def curated() -> frozenset[int]:
    """Return the numbers of the items that the curated data add, correct or drop."""
    rows = [*_rows(_SUPPLEMENT), *_rows(_EXCLUDED)]
    return frozenset(int(row["qid"].removeprefix("Q")) for row in rows)


@lru_cache(maxsize=1)
def curated_names() -> frozenset[str]:
    """Return the folded names that the curated data give to bodies that are no places."""
    rows = (row for row in _rows(_SUPPLEMENT) if row["class"] in ORGANIZATIONS)
    return frozenset(fold(name) for row in rows for name in (row["label"], *row["aliases"].split("|")))


def apply_supplement(entries: dict[int, Entry]) -> None:
    """Add the curated entries, or let their class, country, description and names correct those of the
    tables."""
    for row in _rows(_SUPPLEMENT):
        qid = int(row["qid"].removeprefix("Q"))
        aliases = {alias for alias in row["aliases"].split("|") if alias}
        entry = entries.setdefault(qid, Entry(qid, row["label"], row["class"], set()))
        entry.names |= aliases | {entry.label}
        entry.plain |= aliases | {row["label"]}
        entry.label, entry.cls = row["label"], row["class"] or entry.cls
        entry.country = country_of_code(row["country"]) or entry.country
        entry.description = row["description"] or entry.description
        entry.popularity = max(entry.popularity, int(row["popularity"] or 0))


def apply_exclusions(entries: dict[int, Entry]) -> None:
    """Drop the items and the single names that the tables have wrong."""
    for row in _rows(_EXCLUDED):
        qid = int(row["qid"].removeprefix("Q"))
        if not row["alias"]:
            entries.pop(qid, None)
        elif qid in entries:
            unwanted = {fold(alias) for alias in row["alias"].split("|")}
            entries[qid].names = {name for name in entries[qid].names if fold(name) not in unwanted}


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = Path(str(files("kg.linking") / "data" / name))
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
