"""The offline index, widened by what Wikidata answers for names that it lacks, where a user asks for that."""

import sqlite3
import time
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from kg.linking.api import WikidataApi, WikidataUnreachable
from kg.linking.entity_json import ItemJson, item_json
from kg.linking.entries import apply_countries, entry_of
from kg.linking.index import EntityFacts, Index, IndexUnusable, NameKind
from kg.linking.location import cache_folder, chosen_index
from kg.linking.name_words import forms_of, is_linkable, without_honorifics
from kg.linking.names import fold, strip_possessive
from kg.linking.writer import IndexWriter

_ASKED = """
CREATE TABLE IF NOT EXISTS asked (subject TEXT PRIMARY KEY, day INTEGER);
CREATE TABLE IF NOT EXISTS kind (qid INTEGER PRIMARY KEY, label TEXT);
"""
_DAYS_KEPT = 30
_ITEM_PARTS = "labels|descriptions|aliases|claims|sitelinks"


class OnlineIndex(Index):
    """An index that asks Wikidata for names and items that it lacks, once a month each at most.

    Answers are kept in ``cache``, an index of the same form. When Wikidata cannot be asked, ``trouble`` says
    why, nothing more is sent, and look-ups go on with what is there.
    """

    def __init__(
        self, path: Path | None = None, cache: Path | None = None, api: WikidataApi | None = None
    ) -> None:
        super().__init__(path)
        self.trouble: str | None = None
        self._api = api or WikidataApi()
        kept = cache or cache_folder() / "wikidata-answers.sqlite"
        self._cache = _open_cache(kept)
        self._writer = IndexWriter(self._cache)
        self._answers = Index(kept, growing=True)

    def close(self) -> None:
        """Close all files."""
        super().close()
        self._answers.close()
        self._cache.close()

    def prepare(self, names: Iterable[str]) -> None:
        """Ask for the names that neither the index nor an earlier answer knows."""
        wanted = [name for name in dict.fromkeys(map(_plain, names)) if self._is_wanted(name)]
        if not wanted or self.trouble:
            return
        try:
            hits = {name: self._api.search(name) for name in wanted}
            self._fetch(qid for found in hits.values() for qid in found)
        except WikidataUnreachable as error:
            self.trouble = str(error)
            return
        self._remember(fold(name) for name in wanted)

    def starting_with(self, prefix: str, limit: int = 400) -> tuple[tuple[str, int, NameKind], ...]:
        """Return up to ``limit`` names of the index whose key starts with ``prefix``."""
        return (super().starting_with(prefix, limit) + self._answers.starting_with(prefix, limit))[:limit]

    def _named(self, key: str) -> tuple[tuple[int, NameKind], ...]:
        known = super()._named(key)
        numbers = {qid for qid, _ in known}
        return known + tuple(row for row in self._answers.named(key) if row[0] not in numbers)

    def _read_facts(self, number: int) -> EntityFacts | None:
        found = super()._read_facts(number) or self._answers.facts(number)
        if found is not None or self.trouble or self._was_asked(f"Q{number}"):
            return found
        try:
            self._fetch([f"Q{number}"])
        except WikidataUnreachable as error:
            self.trouble = str(error)
            return None
        self._remember([f"Q{number}"])
        return self._answers.facts(number)

    def _is_wanted(self, name: str) -> bool:
        if not is_linkable(name) or self._was_asked(fold(name)):
            return False
        return not any(self.named(form) for form, _ in forms_of(name))

    def _was_asked(self, subject: str) -> bool:
        row = self._cache.execute("SELECT day FROM asked WHERE subject = ?", (subject,)).fetchone()
        return row is not None and row[0] >= _today() - _DAYS_KEPT

    def _remember(self, subjects: Iterable[str]) -> None:
        with self._cache:
            self._cache.executemany(
                "INSERT OR REPLACE INTO asked VALUES (?,?)", ((subject, _today()) for subject in subjects)
            )
        self._answers.forget()
        self.forget()

    def _fetch(self, qids: Iterable[str]) -> None:
        """Add the items among ``qids`` that are not there yet to the cache."""
        lacking = [qid for qid in qids if super(OnlineIndex, self)._read_facts(int(qid[1:])) is None]
        items = [facts for facts in map(_read, self._api.entities(lacking, props=_ITEM_PARTS)) if facts]
        labels = self._labels({kind for facts in items for kind in facts.kinds})
        entries = [entry for entry in (entry_of(facts.item(labels)) for facts in items) if entry is not None]
        apply_countries(entries)
        with self._cache:
            self._writer.add(entries)

    def _labels(self, kinds: set[int]) -> dict[int, str]:
        """Return the English names of what items are instances of, asking for those not met before."""
        known = dict(self._cache.execute("SELECT qid, label FROM kind"))
        new = sorted(kinds - known.keys())
        found = map(_read, self._api.entities([f"Q{kind}" for kind in new], props="labels"))
        rows = [(facts.qid, facts.label) for facts in found if facts]
        with self._cache:
            self._cache.executemany("INSERT OR REPLACE INTO kind VALUES (?,?)", rows)
        return {**known, **dict(rows)}


@lru_cache(maxsize=1)
def open_online() -> OnlineIndex:
    """Return the index in use, widened by Wikidata, opened once a process."""
    return OnlineIndex(chosen_index())


def _open_cache(path: Path) -> sqlite3.Connection:
    """Open the file of answers; one that is damaged, or of another format, is begun anew."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            try:
                Index(path).close()
            except IndexUnusable:
                path.unlink()
        connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
        IndexWriter(connection)
        connection.executescript(_ASKED)
    except (OSError, sqlite3.Error) as error:
        raise IndexUnusable(f"answers of Wikidata cannot be kept in {path}: {error}") from error
    return connection


def _read(entity: object) -> ItemJson | None:
    try:
        return item_json(entity)  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WikidataUnreachable(f"Wikidata answers with an item that is none: {error!r}.") from error


def _plain(name: str) -> str:
    return without_honorifics(strip_possessive(name.strip()))


def _today() -> int:
    return int(time.time() // 86_400)
