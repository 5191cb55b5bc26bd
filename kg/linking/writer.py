"""Writing an index file: entries go in one by one, so that memory stays small however many there are."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from kg.linking.classes import CLASSES, PLACES
from kg.linking.countries import countries
from kg.linking.curated import curated_names
from kg.linking.entries import Entry
from kg.linking.index import FORMAT, SCHEMA, NameKind
from kg.linking.names import COMPANY_SUFFIXES, fold, is_acronym, sound
from kg.linking.national import national_names

_STAGING = """
CREATE TABLE IF NOT EXISTS bearer (surname TEXT, popularity INTEGER, qid INTEGER);
CREATE TABLE IF NOT EXISTS called (forename TEXT);
"""
_ADD_ENTITY = "INSERT OR REPLACE INTO entity VALUES (?,?,?,?,?,?,?,?,?)"
_ADD_NAME = (
    "INSERT INTO name VALUES (?,?,?) ON CONFLICT (key, qid) DO UPDATE SET kind = min(kind, excluded.kind)"
)
_BEST_BEARERS = """
SELECT surname, qid FROM (
  SELECT surname, qid, row_number() OVER (PARTITION BY surname ORDER BY popularity DESC, qid DESC) AS place
  FROM bearer WHERE popularity >= ?
) WHERE place <= ?
"""
_COMMON_SURNAMES = """
INSERT INTO surname SELECT surname, count(*) FROM bearer GROUP BY surname HAVING count(*) >= ?
"""
_COMMON_FORENAMES = """
INSERT INTO forename SELECT forename, count(*) FROM called GROUP BY forename HAVING count(*) >= ?
"""
_UNRIVALLED_PROVINCES = """
UPDATE name SET kind = ? WHERE kind = ?
  AND qid IN (SELECT qid FROM entity WHERE class = ? AND label NOT LIKE '% County')
  AND NOT EXISTS (
    SELECT 1 FROM name AS other WHERE other.key = name.key AND other.qid <> name.qid AND other.kind <= ?
  )
"""
"""News says "Nineveh" for its governorate, if nothing else goes by that name."""

_SURNAME_POPULARITY = 30
_SURNAME_BEARERS = 3
_COMMON = 4
"""So many people with one surname, or one first name, make it a common one."""
_MAX_NAMES = 14
_PLACE_SUFFIXES = ("province", "district", "governorate", "oblast", "region", "raion", "prefecture", "county")
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "van", "von", "de", "der", "den", "di", "le", "la", "ben"})
_CLUB = re.compile(r"\b(?:football|soccer|sports?|basketball|handball|hockey) (?:club|team)\b")
_CLUB_CODE = re.compile(r"(?<!\w)(?:[A-Z]\.?){2,4}(?!\w)|(?<!\w)[A-Z][a-z]?[A-Z](?!\w)|\d+\.?")
_COMPANY_SUFFIXES = COMPANY_SUFFIXES | {"spa"}


class IndexWriter:
    """Adds entries to the index in a database, whose tables need not be there yet; the caller commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.executescript(SCHEMA + _STAGING)
        with connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('format', ?)", (str(FORMAT),))

    def add(self, entries: Iterable[Entry]) -> Counter[str]:
        """Add entries with all their names; count them by class."""
        counts: Counter[str] = Counter()
        for entry in entries:
            counts[entry.cls] += 1
            self.connection.execute(_ADD_ENTITY, _row(entry))
            self.connection.executemany(
                _ADD_NAME, ((key, entry.qid, kind) for key, kind in _names(entry) if len(key) > 1)
            )
            self.connection.executemany(
                "INSERT INTO bearer VALUES (?,?,?)",
                ((key, entry.popularity, entry.qid) for key in _surnames(entry) if len(key) > 1),
            )
            if forename := _forename(entry):
                self.connection.execute("INSERT INTO called VALUES (?)", (forename,))
        return counts

    def finish(self) -> None:
        """Add the names that depend on all entries together, and pack the database."""
        names = [
            (key, qid, NameKind.SURNAME)
            for key, qid in self.connection.execute(_BEST_BEARERS, (_SURNAME_POPULARITY, _SURNAME_BEARERS))
        ]
        self.connection.executemany(_ADD_NAME, names)
        self.connection.executemany(_ADD_NAME, _country_names())
        province = CLASSES.index("AdministrativeArea")
        self.connection.execute(
            _UNRIVALLED_PROVINCES, (NameKind.ALIAS, NameKind.SHORT, province, NameKind.METONYM)
        )
        self.connection.execute(_COMMON_SURNAMES, (_COMMON,))
        self.connection.execute(_COMMON_FORENAMES, (_COMMON,))
        self.connection.executescript("DROP TABLE bearer; DROP TABLE called;")
        self.connection.commit()
        self.connection.execute("VACUUM")


def write_index(entries: Iterable[Entry], out: Path) -> Counter[str]:
    """Write the index of all entries to ``out``, replacing it when it is whole; count them by class."""
    part = out.with_suffix(".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as connection:
        # A file that is thrown away if it does not come to its end needs no journal.
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        writer = IndexWriter(connection)
        counts = writer.add(entries)
        writer.finish()
    part.replace(out)
    return counts


def _names(entry: Entry) -> Iterator[tuple[str, NameKind]]:
    """Yield every folded name of an entry, and its kind; a name may come more than once."""
    for name in sorted({entry.label} | entry.plain):
        yield fold(name), NameKind.LABEL
    limit = _MAX_NAMES if entry.popularity < 60 else 3 * _MAX_NAMES
    for name in sorted(entry.names - entry.plain, key=lambda name: (len(name), name))[:limit]:
        yield fold(name), NameKind.ACRONYM if is_acronym(name) else NameKind.ALIAS
    for short in (*_short_forms(entry), *national_names(entry.label, entry.cls, entry.country)):
        yield fold(short), NameKind.ALIAS if entry.cls == "Company" else NameKind.SHORT
    for name in _sounding_names(entry):
        yield "~" + sound(name), NameKind.SOUND


def _row(entry: Entry) -> tuple[object, ...]:
    lat, lon = (None if degrees is None else round(degrees * 1000) for degrees in (entry.lat, entry.lon))
    return (
        entry.qid,
        entry.label,
        entry.title,
        entry.description,
        CLASSES.index(entry.cls),
        entry.country,
        lat,
        lon,
        entry.popularity,
    )


def _country_names() -> Iterator[tuple[str, int, NameKind]]:
    for country in countries():
        for kind, names in (
            (NameKind.LABEL, country.names),
            (NameKind.DEMONYM, country.demonyms),
            (NameKind.METONYM, (*country.capitals, *country.metonyms)),
        ):
            # A seat stands for what the curated data have of its government, "Kremlin", before the country.
            own = curated_names() if kind is NameKind.METONYM else frozenset()
            yield from ((fold(name), country.qid, kind) for name in names if fold(name) not in own)


def _surnames(entry: Entry) -> Iterator[str]:
    """Yield the surname of a person, with and without its particle."""
    words = fold(entry.label).split()
    if entry.cls == "Person" and len(words) > 1 and not {"of", "in", "the"} & set(words):
        yield words[-1]
        if words[-2] in _PARTICLES:
            yield " ".join(words[-2:])


def _forename(entry: Entry) -> str | None:
    words = fold(entry.label).split()
    return words[0] if entry.cls == "Person" and len(words) > 1 and len(words[0]) > 1 else None


def _short_forms(entry: Entry) -> Iterator[str]:
    """Yield names without what news leaves out: "Province", "Inc", a person's middle names and initials; and
    "Rhine River" for the Rhine."""
    words = fold(entry.label).split()
    if entry.cls in PLACES and len(words) > 1:
        if words[-1] in _PLACE_SUFFIXES:
            yield " ".join(words[:-1])
        elif words[0] in _PLACE_SUFFIXES and words[1] != "of":
            yield " ".join(words[1:])
    elif (
        entry.cls == "NaturalFeature"
        and words[-1:] != ["river"]
        and "river" in (entry.description or "").split()
    ):
        yield f"{' '.join(words)} river"
    elif entry.cls == "Company" and len(words) > 1 and words[-1] in _COMPANY_SUFFIXES:
        yield " ".join(words[:-1])
    elif entry.cls == "Person" and len(words) == 3 and len(words[1]) <= 2:
        yield f"{words[0]} {words[2]}"
    elif entry.cls == "Organization" and _CLUB.search(entry.description or ""):
        # A club goes by its town: "VfB Stuttgart", "1. FC Nürnberg", "Hannover 96".
        town = fold(_CLUB_CODE.sub(" ", entry.title or entry.label)).split()
        if len(town) == 1:
            yield town[0]


def _sounding_names(entry: Entry) -> Iterator[str]:
    if entry.cls == "Person":
        yield from (name for name in sorted({entry.label, *entry.names})[:4] if len(name.split()) in {2, 3})
    elif entry.popularity >= 12 and len(entry.label) >= 6 and entry.cls not in {"Other", "Event"}:
        yield entry.label
