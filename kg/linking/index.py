"""The offline index of Wikidata items: opened read-only, asked by name or by QID."""

import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from kg.errors import KgError
from kg.linking.classes import CLASSES
from kg.linking.location import chosen_index, shipped_index
from kg.linking.memberships import organizations_of

FORMAT = 3
SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entity (qid INTEGER PRIMARY KEY, label TEXT, title TEXT, description TEXT,
                     class INTEGER, country INTEGER, lat INTEGER, lon INTEGER, popularity INTEGER);
CREATE TABLE IF NOT EXISTS name (key TEXT, qid INTEGER, kind INTEGER, PRIMARY KEY (key, qid)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS surname (key TEXT PRIMARY KEY, people INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS forename (key TEXT PRIMARY KEY, people INTEGER) WITHOUT ROWID;
"""
"""``lat`` and ``lon`` are thousandths of a degree; ``title`` is the English Wikipedia's where it is not
the label; ``surname`` and ``forename`` count the people who bear a common one."""


class NameKind(IntEnum):
    """How a name belongs to an item, the closest kind first."""

    LABEL = 0
    ALIAS = 1
    ACRONYM = 2
    SHORT = 3
    DEMONYM = 4
    METONYM = 5
    SURNAME = 6
    SOUND = 7


class IndexUnusable(KgError):  # noqa: N818
    """The index is missing, damaged or of another format."""


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """Background knowledge of one item. Coordinates are WGS 84 degrees, ``country`` is a QID."""

    qid: str
    label: str
    description: str | None
    classes: tuple[str, ...]
    country: str | None
    lat: float | None
    lon: float | None
    popularity: int
    title: str

    @property
    def cls(self) -> str:
        """The class that fits the item best."""
        return self.classes[0]

    @property
    def organizations(self) -> tuple[str, ...]:
        """QIDs of the alliances and unions that a country is a member of."""
        return organizations_of(self.qid)


class Index:
    """Read-only access to an index file; safe to share between threads."""

    def __init__(self, path: Path | None = None, *, growing: bool = False) -> None:
        """Open ``path``, by default the index shipped with the package, which may be ``growing`` meanwhile;
        raises :class:`IndexUnusable` if unusable."""
        self.path = path or shipped_index()
        if not self.path.is_file():
            raise IndexUnusable(f"there is no index of Wikidata items at {self.path}")
        mode = "mode=ro" if growing else "mode=ro&immutable=1"
        self._connection = sqlite3.connect(
            f"{self.path.resolve().as_uri()}?{mode}", uri=True, check_same_thread=False
        )
        self._lock = threading.Lock()
        try:
            row = self._connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        except sqlite3.DatabaseError as error:
            raise IndexUnusable(f"{self.path} is not an index of Wikidata items: {error}") from error
        if row is None or row[0] != str(FORMAT):
            found = row[0] if row else "unknown"
            raise IndexUnusable(
                f"{self.path} is an index of format {found}; this version reads format {FORMAT}"
            )
        self.named = lru_cache(maxsize=50_000)(self._named)
        self._facts = lru_cache(maxsize=50_000)(self._read_facts)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def forget(self) -> None:
        """Read everything afresh from now on, for a file that has grown."""
        self.named.cache_clear()
        self._facts.cache_clear()

    def prepare(self, names: Iterable[str]) -> None:
        """Make ready for looking up ``names``; a file needs nothing for that."""

    def _named(self, key: str) -> tuple[tuple[int, NameKind], ...]:
        with self._lock:
            rows = self._connection.execute("SELECT qid, kind FROM name WHERE key = ?", (key,)).fetchall()
        return tuple((qid, NameKind(kind)) for qid, kind in rows)

    def namesakes(self, surname: str) -> int:
        """Return how many people of the index bear a folded surname; 0 if they are but a few."""
        with self._lock:
            row = self._connection.execute("SELECT people FROM surname WHERE key = ?", (surname,)).fetchone()
        return row[0] if row else 0

    def bearers(self, forename: str) -> int:
        """Return how many people of the index bear a folded first name; 0 if they are but a few."""
        with self._lock:
            found = self._connection.execute("SELECT people FROM forename WHERE key = ?", (forename,))
            row = found.fetchone()
        return row[0] if row else 0

    def starting_with(self, prefix: str, limit: int = 400) -> tuple[tuple[str, int, NameKind], ...]:
        """Return up to ``limit`` names whose key starts with ``prefix``."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT key, qid, kind FROM name WHERE key >= ? AND key < ? LIMIT ?",
                (prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1), limit),
            ).fetchall()
        return tuple((key, qid, NameKind(kind)) for key, qid, kind in rows)

    def facts(self, qid: str | int) -> EntityFacts | None:
        """Return what the index knows of an item, or ``None``."""
        return self._facts(int(str(qid).removeprefix("Q")))

    def _read_facts(self, number: int) -> EntityFacts | None:
        with self._lock:
            row = self._connection.execute(
                "SELECT label, title, description, class, country, lat, lon, popularity"
                " FROM entity WHERE qid = ?",
                (number,),
            ).fetchone()
        if row is None:
            return None
        label, title, description, cls, country, lat, lon, popularity = row
        name = CLASSES[cls]
        return EntityFacts(
            qid=f"Q{number}",
            label=label,
            description=description,
            classes=("Country", "State") if name == "Country" else (name,),
            country=None if country is None else f"Q{country}",
            lat=None if lat is None else lat / 1000,
            lon=None if lon is None else lon / 1000,
            popularity=popularity,
            title=title or label,
        )


def open_index(path: Path | None = None) -> Index:
    """Return the index at ``path``, opened once a process: by default the one that ``KG_INDEX`` names, else
    the one that this user built, else the shipped one."""
    return _open(path or chosen_index())


@lru_cache(maxsize=4)
def _open(path: Path) -> Index:
    return Index(path)


def facts(qid: str, index: Index | None = None) -> EntityFacts | None:
    """Return label, description, classes, country and coordinates of an item, or ``None`` if the index
    lacks it."""
    return (index or open_index()).facts(qid)
