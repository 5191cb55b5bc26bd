"""The embedded store: Oxigraph on disk, or in memory."""

import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KgError
from kg.rdf.namespaces import DATA, PREFIXES, inferred_graph
from kg.store.change import DEFAULT, Change, Graph, Node, Object
from kg.store.dataset import Result, Store
from kg.store.errors import (
    MalformedQueryError,
    StoreDamagedError,
    StoreError,
    StoreLockedError,
    StoreMissingError,
)
from kg.store.loading import Replacement, quads_of, with_union

if TYPE_CHECKING:
    import rdflib

_MARK = "CURRENT"
"""A file that every RocksDB database has."""

_AT_A_TIME = 400_000
"""Quads that are sorted in memory before they are written: more take more memory, and more time too."""

_READING_TRIES = 5
"""Times that reading beside a writer is tried, which may be replacing the files that it has just named."""


class LocalStore(Store):
    """A store in a folder, or in memory where ``path`` is ``None``.

    One process may write at a time; any number may read beside it, each seeing the store as it was when
    it opened it.
    """

    def __init__(
        self, path: Path | None, *, read_only: bool = False, create: bool = True, base: str = DATA
    ) -> None:
        super().__init__(str(path) if path is not None else ":memory:", base)
        self.path = path
        self.read_only = read_only
        self.create = create and not read_only
        self._store: ox.Store | None = self._open()
        if not read_only:
            self.keep_ontology()

    def _open(self) -> ox.Store:
        path = self.path
        if path is None:
            return ox.Store()
        Replacement(path).settle()
        is_store = (path / _MARK).is_file()
        if not self.create and not is_store and not path.exists():
            raise StoreMissingError(str(path))
        if path.exists() and not is_store and (not path.is_dir() or not self.create or any(path.iterdir())):
            raise StoreError(f"{path} exists and is not a store; choose another --store.")
        tries = _READING_TRIES if self.read_only else 1
        while True:
            try:
                if self.read_only:
                    return ox.Store.read_only(str(path))
                path.parent.mkdir(parents=True, exist_ok=True)
                return ox.Store(str(path))
            except (OSError, RuntimeError) as error:
                tries -= 1
                if not tries or "no such file" not in str(error).lower():
                    raise self._translated(error) from None
                time.sleep(0.1)

    def _translated(self, error: Exception) -> StoreError:
        reason = " ".join(str(error).split())
        lowered = reason.lower()
        if "lock" in lowered and ("lock hold" in lowered or "while lock" in lowered):
            return StoreLockedError(self.location)
        if isinstance(error, PermissionError) or "permission denied" in lowered:
            return StoreError(f"There is no permission to use the store at {self.location}.")
        if "no space left" in lowered:
            return StoreError(f"The disk of {self.location} is full; what was being written is left out.")
        if "read-only file system" in lowered:
            return StoreError(f"{self.location} lies on a file system that cannot be written to.")
        if "only possible on read-write" in lowered:
            return StoreError(f"The store at {self.location} was opened for reading only.")
        return StoreDamagedError(self.location, reason)

    @property
    def oxigraph(self) -> ox.Store:
        """The pyoxigraph store itself; raises ``StoreError`` once closed."""
        if self._store is None:
            raise StoreError(f"The store at {self.location} is closed.")
        return self._store

    def run(self, sparql: str) -> Result:
        """Answer a query with its raw result; raises :class:`MalformedQueryError`."""
        try:
            return self.oxigraph.query(sparql, prefixes=PREFIXES)
        except SyntaxError as error:
            raise MalformedQueryError(sparql, str(error)) from None
        except OSError as error:
            raise self._translated(error) from None
        except (RuntimeError, ValueError) as error:
            raise KgError(f"The query cannot be answered: {error}.") from None

    def match(
        self,
        subject: Node | None,
        predicate: ox.NamedNode | None,
        object: Object | None,
        graph: Graph | None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that fit; ``None`` matches all."""
        return self.oxigraph.quads_for_pattern(subject, predicate, object, graph)

    def apply(self, change: Change) -> None:
        """Make the change in one transaction.

        Quads with blank nodes, of which articles have none, can be deleted one by one only: that comes after.
        """
        blank = [quad for quad in change.delete if _is_blank(quad)]
        named = [quad for quad in change.delete if not _is_blank(quad)] if blank else change.delete
        try:
            if named:
                self.oxigraph.update(
                    f"DELETE DATA {{ {_block(named)} }} ; INSERT DATA {{ {_block(change.insert)} }}"
                )
            else:
                self.oxigraph.extend(change.insert)
            for quad in blank:
                self.oxigraph.remove(quad)
        except (OSError, RuntimeError) as error:
            raise self._translated(error) from None

    def update(
        self,
        sparql: str,
        *,
        base_iri: str | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> None:
        """Do a SPARQL update of named graphs, and carry it over to the union that the default graph is.

        Data, and each operation else, is done whole or not at all. ``default_graphs`` and ``named_graphs``
        are the dataset of its patterns. Raises :class:`MalformedQueryError`, and ``DefaultGraphError`` where
        it writes to the default graph itself.
        """
        from kg.store.operations import operations, with_dataset
        from kg.store.updating import Updating

        self._check(sparql, base_iri)
        parts = with_dataset(operations(sparql), default_graphs, named_graphs)
        for part in parts:
            part.refuse_default()
        for step in Updating(self.oxigraph, self, self.base, base_iri).steps(parts):
            if isinstance(step, Change):
                self.apply(step)
            else:
                self.oxigraph.update(step, base_iri=base_iri, prefixes=PREFIXES)

    def _check(self, sparql: str, base_iri: str | None) -> None:
        """Have the whole update parsed before any of it is done; what it does to nothing does not matter."""
        if "service" in sparql.lower():
            return
        try:
            ox.Store().update(sparql, base_iri=base_iri, prefixes=PREFIXES)
        except SyntaxError as error:
            raise MalformedQueryError(sparql, str(error), update=True) from None
        except (OSError, RuntimeError, ValueError):
            return

    def replace_graph(self, graph: ox.NamedNode, quads: Sequence[ox.Quad]) -> None:
        """Make ``quads`` all that a graph outside the union holds; with none, the graph is gone."""
        try:
            self.oxigraph.remove_graph(graph)
            self.oxigraph.extend(quads)
        except (OSError, RuntimeError) as error:
            raise self._translated(error) from None

    def load(self, path: Path) -> None:
        """Take in a whole RDF file that names its graphs (N-Quads, TriG), however large, or nothing of it.

        On disk it goes into a copy, which shares the files that stay as they are, and which then takes the
        store's place. Where that cannot be, as on a volume of its own, what was loaded before a fault stays.
        Raises ``StoreError`` where the file cannot be read.
        """
        quads = with_union(quads_of(path), inferred_graph(self.base))
        if self.path is None:
            self.oxigraph.extend(quads)
            return
        copy = Replacement(self.path)
        copy.clear()
        try:
            if not copy.is_possible:
                self._take(quads)
                return
            self.backup(copy.made)
            with LocalStore(copy.made, base=self.base) as made:
                made._take(quads)
            self.close()
            copy.take_place()
        except (OSError, RuntimeError) as error:
            raise self._translated(error) from None
        finally:
            copy.clear()
            if self._store is None:
                self._store = self._open()

    def _take(self, quads: Iterator[ox.Quad]) -> None:
        """Load many quads fast, which leaves some of them behind where it is broken off."""
        full = False
        while some := list(islice(quads, _AT_A_TIME)):
            self.oxigraph.bulk_extend(some)
            full = full or len(some) == _AT_A_TIME
        if full:  # tidying pays where there is much new, and takes minutes on a large store
            self.oxigraph.optimize()

    def backup(self, path: Path) -> None:
        """Copy the store as it is now to a folder that does not exist yet; raises ``StoreError``."""
        if path.exists():
            raise StoreError(f"{path} exists already; name a folder that does not.")
        try:
            self.oxigraph.backup(str(path))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"The store could not be copied to {path}: {error}.") from None

    def close(self) -> None:
        """Let go of the files, and of the lock on them."""
        if self._store is not None:
            if not self.read_only and self.path is not None:
                self._store.flush()
            self._store = None
            gc.collect()

    @property
    def graph(self) -> "rdflib.Dataset":
        """The store as an rdflib ``Dataset``, whose default graph is the union."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.oxigraph), default_union=False)


def _is_blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def _block(quads: Iterable[ox.Quad]) -> str:
    return " ".join(
        f"{quad.triple} ." if quad.graph_name == DEFAULT else f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
        for quad in quads
    )
