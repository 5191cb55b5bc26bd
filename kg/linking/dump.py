"""An index of one's own from a Wikidata JSON dump: streamed, resumable, in bounded memory."""

import bz2
import gzip
import hashlib
import json
import sqlite3
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import IO, Any

from kg.errors import KgError, why
from kg.linking.classes import CLASSES
from kg.linking.curated import apply_exclusions, apply_supplement, curated
from kg.linking.entity_json import ItemJson, item_json
from kg.linking.entries import Entry, apply_countries, entry_of
from kg.linking.writer import write_index

DEFAULT_SITELINKS = 5
"""Least number of pages about an item, in Wikimedia projects, that a build keeps unless told otherwise."""

Progress = Callable[[int, int, int], None]
"""Told the compressed bytes read, and the items read and kept so far."""

_STAGING = """
CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS item (qid INTEGER PRIMARY KEY, facts TEXT);
CREATE TABLE IF NOT EXISTS kind (qid INTEGER PRIMARY KEY, label TEXT);
"""
_BATCH = 20_000
_LONGEST_LINE = 1 << 26
_SIGNATURE_BYTES = 1 << 20
_DAMAGED = (EOFError, zlib.error, OSError)


class DumpError(KgError):
    """The file is no Wikidata dump, or does not go on to its end."""


@dataclass(frozen=True, slots=True)
class DumpResult:
    """What a build read: lines with an entity, lines that could not be read, and entries kept, by class."""

    read: int
    unreadable: int
    kept: Counter[str]


def build_from_dump(
    dump: Path,
    out: Path,
    *,
    classes: frozenset[str] = frozenset(),
    sitelinks: int = DEFAULT_SITELINKS,
    progress: Progress | None = None,
) -> DumpResult:
    """Write the index of a dump (plain, gzip, bzip2 or Zstandard) to ``out``, replacing it when all is read.

    Items of the given ontology classes (all, if none is given) with at least so many sitelinks are kept. A
    build that was interrupted goes on where it stopped, if the dump and the filter are the same. Raises
    :class:`DumpError` for a file that is no dump, and for one that breaks off, what was read being kept.
    """
    unknown = sorted(classes - set(CLASSES))
    if unknown:
        raise DumpError(f"There is no class {unknown[0]}; there are {', '.join(CLASSES)}.")
    out.parent.mkdir(parents=True, exist_ok=True)
    staged = out.with_suffix(".reading")
    try:
        with closing(_staging(staged, f"{_signature(dump)} {sitelinks}")) as staging:
            read, unreadable = _read(dump, staging, sitelinks, progress)
            kept = write_index(_entries(staging, classes), out)
    except sqlite3.Error as error:
        raise DumpError(f"The index cannot be written beside {out}: {error}.") from error
    staged.unlink()
    return DumpResult(read, unreadable, kept)


def _signature(dump: Path) -> str:
    """Return what tells one dump from another, and not a whole download from its first half."""
    try:
        with dump.open("rb") as data:
            return hashlib.sha256(data.read(_SIGNATURE_BYTES)).hexdigest()
    except OSError as error:
        raise DumpError(f"{dump} cannot be read: {why(error)}.") from error


def _staging(path: Path, settings: str) -> sqlite3.Connection:
    """Open what an earlier try has read of the same dump with the same filter, or start anew."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_STAGING)
        earlier = connection.execute("SELECT value FROM state WHERE key = 'settings'").fetchone()
    except sqlite3.DatabaseError:
        earlier = ("damaged",)
    if earlier is not None and earlier[0] != settings:
        connection.close()
        path.unlink()
        connection = sqlite3.connect(path)
        connection.executescript(_STAGING)
    connection.execute("INSERT OR REPLACE INTO state VALUES ('settings', ?)", (settings,))
    connection.commit()
    return connection


def _read(
    dump: Path, staging: sqlite3.Connection, sitelinks: int, progress: Progress | None
) -> tuple[int, int]:
    """Stage the items of the dump that are worth it; return how many lines were read, and how many of them
    could not be."""
    state = dict(staging.execute("SELECT key, value FROM state"))
    read, unreadable, kept = (int(state.get(name, "0")) for name in ("read", "unreadable", "kept"))
    done, number, last = read, 0, b""

    def save() -> None:
        counts = [("read", read), ("unreadable", unreadable), ("kept", kept)]
        staging.executemany("INSERT OR REPLACE INTO state VALUES (?,?)", counts)
        staging.commit()

    with dump.open("rb") as raw:
        try:
            first = True
            for line in _opened(raw):
                last = line.strip().rstrip(b",")
                if first:
                    is_array, first = last.startswith(b"["), False
                if last in {b"", b"[", b"]"}:
                    continue
                number += 1
                if number <= done:
                    continue
                read = number
                try:
                    kept += _stage(last.removeprefix(b"["), staging, sitelinks)
                except (ValueError, KeyError, TypeError, AttributeError):
                    unreadable += 1
                    if unreadable == read:
                        raise _foreign(dump) from None
                if read % _BATCH == 0:
                    save()
                    if progress is not None:
                        progress(raw.tell(), read, kept)
        except _DAMAGED as error:
            if not number and not isinstance(error, EOFError):
                raise _foreign(dump) from error
            save()
            raise _truncated(dump, read) from error
    if not number:
        raise _foreign(dump)
    if is_array and not last.endswith(b"]"):
        # The line that was cut off is read again, whole, next time.
        read -= 1
        save()
        raise _truncated(dump, read)
    save()
    return read, unreadable


def _opened(raw: IO[bytes]) -> Iterator[bytes]:
    """Return the lines of a file, unpacked by what its first bytes say that it is."""
    start = raw.read(4)
    raw.seek(0)
    if start.startswith(b"\x1f\x8b"):
        return _lines(gzip.GzipFile(fileobj=raw))
    if start.startswith(b"BZh"):
        return _lines(bz2.BZ2File(raw))
    if start == b"\x28\xb5\x2f\xfd":
        return _zstandard(raw)
    return _lines(raw)


def _lines(data: Any) -> Iterator[bytes]:
    # A file without line ends is no dump, and must not fill the memory.
    return iter(lambda: data.readline(_LONGEST_LINE), b"")


def _zstandard(raw: IO[bytes]) -> Iterator[bytes]:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    try:
        yield from _lines(zstd.ZstdFile(raw))
    except zstd.ZstdError as error:
        raise zlib.error(str(error)) from error


def _stage(line: bytes, staging: sqlite3.Connection, sitelinks: int) -> int:
    """Keep one entity, if it is worth it; returns how many were kept: 0 or 1."""
    # Most of the hundred million items have next to no pages: they are counted out before they are parsed.
    enough, is_class = line.count(b'"site":') >= sitelinks, b'"P279"' in line
    if not enough and not is_class and b'"labels":' in line and b'"claims":' in line:
        return 0
    facts = item_json(json.loads(line))
    if facts is None:
        return 0
    if facts.is_class:
        staging.execute("INSERT OR REPLACE INTO kind VALUES (?,?)", (facts.qid, facts.label))
    if not enough or facts.sitelinks < sitelinks:
        return 0
    staging.execute(
        "INSERT OR REPLACE INTO item VALUES (?,?)",
        (facts.qid, json.dumps(astuple(facts), ensure_ascii=False)),
    )
    return 1


def _entries(staging: sqlite3.Connection, classes: frozenset[str]) -> Iterator[Entry]:
    """Yield the entries of the staged items, and of the curated data, corrected by it."""
    held: dict[int, Entry] = {}
    reader = staging.cursor()
    for (line,) in reader.execute("SELECT facts FROM item ORDER BY qid"):
        facts = ItemJson(*json.loads(line))
        entry = entry_of(facts.item(_labels(staging, facts.kinds)))
        if entry is None or (classes and entry.cls not in classes):
            continue
        if entry.qid in curated():
            held[entry.qid] = entry
            continue
        apply_countries([entry])
        yield entry
    apply_supplement(held)
    apply_exclusions(held)
    apply_countries(held.values())
    yield from held.values()


def _labels(staging: sqlite3.Connection, kinds: tuple[int, ...]) -> dict[int, str]:
    marks = ",".join("?" * len(kinds))
    return dict(staging.execute(f"SELECT qid, label FROM kind WHERE qid IN ({marks})", tuple(kinds)))


def _foreign(dump: Path) -> DumpError:
    return DumpError(
        f"{dump} is not a Wikidata JSON dump, which holds one entity a line and may be packed as .gz, .bz2 or"
        " .zst."
    )


def _truncated(dump: Path, read: int) -> DumpError:
    return DumpError(
        f"{dump} breaks off after {read} entities: fetch the rest of it and run the command again, which goes"
        " on from there."
    )
