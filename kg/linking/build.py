"""Building the index: ``python -m kg.linking.build --tables DIR --out kg/linking/index.sqlite``."""

import argparse
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.linking.classes import CLASSES, PLACES
from kg.linking.countries import countries
from kg.linking.entries import Entry, apply_countries, apply_exclusions, apply_supplement, entries_of
from kg.linking.index import FORMAT, SCHEMA, NameKind
from kg.linking.names import COMPANY_SUFFIXES, fold, is_acronym, sound
from kg.linking.national import national_names
from kg.linking.tables import TableError, read_tables

_SURNAME_POPULARITY = 30
_SURNAME_HOLDERS = 3
_MAX_NAMES = 14
_PLACE_SUFFIXES = ("province", "district", "governorate", "oblast", "region", "raion", "prefecture", "county")
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "van", "von", "de", "der", "den", "di", "le", "la", "ben"})
_COMPANY_SUFFIXES = COMPANY_SUFFIXES | {"spa"}


def build_index(tables: Iterable[Path], out: Path) -> Counter[str]:
    """Write the index of the source tables and the curated data to ``out``, replacing it; count entries by
    class.

    The same input gives the same file. Raises :class:`kg.linking.tables.TableError` for a table without QIDs.
    """
    entries = entries_of(read_tables(tables).values())
    apply_supplement(entries)
    apply_exclusions(entries)
    apply_countries(entries)
    return write_index(entries.values(), out)


def write_index(entries: Iterable[Entry], out: Path) -> Counter[str]:
    """Write entries and their names to a new SQLite file at ``out``; count entries by class."""
    ordered = sorted(entries, key=lambda entry: entry.qid)
    part = out.with_suffix(".part")
    part.unlink(missing_ok=True)
    connection = sqlite3.connect(part)
    try:
        connection.executescript(SCHEMA)
        connection.executemany("INSERT INTO entity VALUES (?,?,?,?,?,?,?,?,?)", map(_row, ordered))
        connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", sorted(_names(ordered)))
        connection.execute("INSERT INTO meta VALUES ('format', ?)", (str(FORMAT),))
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()
    part.replace(out)
    return Counter(entry.cls for entry in ordered)


def _row(entry: Entry) -> tuple[object, ...]:
    lat, lon = (None if degrees is None else round(degrees * 1000) for degrees in (entry.lat, entry.lon))
    number = CLASSES.index(entry.cls)
    return (
        entry.qid,
        entry.label,
        entry.title,
        entry.description,
        number,
        entry.country,
        lat,
        lon,
        entry.popularity,
    )


def _names(entries: list[Entry]) -> Iterator[tuple[str, int, int]]:
    """Yield key, item and kind of every name; the better kind of two with one key comes first."""
    best: dict[tuple[str, int], int] = {}

    def add(key: str, qid: int, kind: NameKind) -> None:
        if len(key) > 1:
            best[key, qid] = min(kind, best.get((key, qid), kind))

    surnames: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for entry in entries:
        for name in sorted({entry.label} | entry.plain):
            add(fold(name), entry.qid, NameKind.LABEL)
        for name in sorted(entry.names - entry.plain, key=lambda name: (len(name), name))[: _limit(entry)]:
            add(fold(name), entry.qid, NameKind.ACRONYM if is_acronym(name) else NameKind.ALIAS)
        for short in (*_short_forms(entry), *national_names(entry.label, entry.cls, entry.country)):
            add(fold(short), entry.qid, NameKind.ALIAS if entry.cls == "Company" else NameKind.SHORT)
        for name in _sounding_names(entry):
            add("~" + sound(name), entry.qid, NameKind.SOUND)
        words = fold(entry.label).split()
        if _has_surname(entry, words):
            holder = (entry.popularity, entry.qid)
            surnames[words[-1]].append(holder)
            if words[-2] in _PARTICLES:
                surnames[" ".join(words[-2:])].append(holder)
    for surname, holders in surnames.items():
        for _, qid in sorted(holders, reverse=True)[:_SURNAME_HOLDERS]:
            add(surname, qid, NameKind.SURNAME)
    for country in countries():
        for kind, names in (
            (NameKind.LABEL, country.names),
            (NameKind.DEMONYM, country.demonyms),
            (NameKind.METONYM, (*country.capitals, *country.metonyms)),
        ):
            for name in names:
                add(fold(name), country.qid, kind)
    for (key, qid), closest in best.items():
        yield key, qid, closest


def _has_surname(entry: Entry, words: list[str]) -> bool:
    known = entry.cls == "Person" and entry.popularity >= _SURNAME_POPULARITY
    return known and len(words) > 1 and not {"of", "in", "the"} & set(words)


def _limit(entry: Entry) -> int:
    return _MAX_NAMES if entry.popularity < 60 else 3 * _MAX_NAMES


def _short_forms(entry: Entry) -> Iterator[str]:
    """Yield names without what news leaves out: "Province", "Inc", a person's middle names and initials."""
    words = fold(entry.label).split()
    if entry.cls in PLACES and len(words) > 1:
        if words[-1] in _PLACE_SUFFIXES:
            yield " ".join(words[:-1])
        elif words[0] in _PLACE_SUFFIXES and words[1] != "of":
            yield " ".join(words[1:])
    elif entry.cls == "Company" and len(words) > 1 and words[-1] in _COMPANY_SUFFIXES:
        yield " ".join(words[:-1])
    elif entry.cls == "Person" and len(words) == 3 and len(words[1]) <= 2:
        yield f"{words[0]} {words[2]}"


def _sounding_names(entry: Entry) -> Iterator[str]:
    if entry.cls == "Person":
        yield from (name for name in sorted({entry.label, *entry.names})[:4] if len(name.split()) in {2, 3})
    elif entry.popularity >= 12 and len(entry.label) >= 6 and entry.cls not in {"Other", "Event"}:
        yield entry.label


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.linking.build", description="Build the offline Wikidata index."
    )
    parser.add_argument("--tables", type=Path, required=True, help="folder of tab-separated tables of items")
    parser.add_argument("--out", type=Path, required=True, help="SQLite file to write")
    options = parser.parse_args(arguments)
    tables = sorted(options.tables.glob("*.tsv"))
    if not tables:
        print(f"error: no .tsv table in {options.tables}", file=sys.stderr)
        return 1
    try:
        counts = build_index(tables, options.out)
    except (TableError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for cls, count in counts.most_common():
        print(f"{cls}\t{count}")
    print(f"{options.out}: {counts.total()} entities, {options.out.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
