"""The source tables of the index: tab-separated facts of Wikidata, several tables and rows an item,
merged."""

import csv
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError

COLUMNS = (
    "qid",
    "label",
    "aliases",
    "type",
    "country",
    "lat",
    "lon",
    "enwiki",
    "source",
    "description",
    "pop",
)
"""Columns of a source table. ``aliases`` are separated by ``|``; ``country`` is any code or QID; ``pop``
is the
source's own measure: inhabitants for a gazetteer, a degree of connectedness otherwise."""

_INHABITANTS = frozenset({"natural_earth", "whosonfirst_admin"})


@dataclass(slots=True)
class Item:
    """All that the tables say of one item, unweighed."""

    qid: int
    labels: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    """English labels of what it is an instance of, for items that come from Wikidata itself."""
    countries: Counter[str] = field(default_factory=Counter)
    lat: float | None = None
    lon: float | None = None
    title: str | None = None
    descriptions: list[str] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    inhabitants: int = 0
    degree: float = 0.0


class TableError(KgError):
    """A source table lacks a column that the index needs."""


def read_tables(paths: Iterable[Path]) -> dict[int, Item]:
    """Merge all rows about one item; raises :class:`TableError` for a file without the columns ``qid`` and
    ``label``.

    Rows whose ``qid`` is not a QID are passed over.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    items: dict[int, Item] = {}
    for path in sorted(paths):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            if not {"qid", "label"} <= set(rows.fieldnames or ()):
                raise TableError(f"{path} is not a table of items: it has no columns 'qid' and 'label'")
            for row in rows:
                merge(items, row, path.stem)
    return items


def merge(items: dict[int, Item], row: dict[str, str], table: str) -> None:
    """Add what a row says to its item; a row without a QID or a label is passed over."""
    number = (row["qid"] or "").removeprefix("Q")
    if not number.isdecimal() or not (row["label"] or "").strip():
        return
    item = items.setdefault(int(number), Item(int(number)))
    cell = {name: (row.get(name) or "").strip() for name in COLUMNS}
    item.labels[cell["label"]] += 1
    item.sources.add(table)
    item.aliases.update(alias.strip() for alias in cell["aliases"].split("|") if alias.strip())
    item.types.add(cell["type"])
    if cell["country"]:
        item.countries[cell["country"]] += 1
    if item.lat is None and cell["lat"] and cell["lon"]:
        item.lat, item.lon = float(cell["lat"]), float(cell["lon"])
    item.title = item.title or cell["enwiki"].replace("_", " ") or None
    if cell["description"]:
        item.descriptions.append(cell["description"])
    measure = float(cell["pop"]) if cell["pop"] else 0.0
    if table in _INHABITANTS:
        item.inhabitants = max(item.inhabitants, int(measure))
    else:
        item.degree = max(item.degree, measure)
