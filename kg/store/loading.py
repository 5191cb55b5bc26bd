"""Reading RDF files into a store, and putting a store that was made beside another in its place."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from kg.store.change import DEFAULT, in_graph
from kg.store.errors import StoreError


def form_of(path: Path) -> ox.RdfFormat:
    """The format of a file that names its graphs; raises ``StoreError`` where there is none to read."""
    form = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if form is None or not form.supports_datasets:
        raise StoreError(f"{path} cannot be loaded: give N-Quads (.nq) or TriG (.trig).")
    if not path.is_file():
        raise StoreError(f"There is no file {path}.")
    return form


def quads_of(path: Path) -> Iterator[ox.Quad]:
    """Yield the quads of a file that names its graphs; raises ``StoreError`` where it cannot be read."""
    form = form_of(path)
    try:
        for quad in ox.parse(path=path, format=form):
            if quad.graph_name == DEFAULT:
                raise StoreError(
                    f"{path} holds triples that stand in no named graph, such as {quad.triple}; "
                    "the union that queries see is made of named ones."
                )
            yield quad
    except SyntaxError as error:
        raise StoreError(f"{path} is not valid {form.name}: {error}.") from None
    except PermissionError:
        raise StoreError(f"There is no permission to read {path}.") from None


def with_union(quads: Iterable[ox.Quad], outside: ox.NamedNode) -> Iterator[ox.Quad]:
    """The quads and, but for those of the graph ``outside``, each once more in the union."""
    for quad in quads:
        yield quad
        if quad.graph_name != outside:
            yield in_graph(quad.triple, DEFAULT)


class Replacement:
    """The folder where a store is made that will take another's place, whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path = path.resolve()
        self.made = path.with_name(f".{path.name}.loading")
        self._old = path.with_name(f".{path.name}.replaced")

    @property
    def is_possible(self) -> bool:
        """Whether folders can be renamed there: not where the store is a volume of its own."""
        return not self.path.is_mount() and os.access(self.path.parent, os.W_OK)

    def clear(self) -> None:
        """Take away what a load left that was broken off."""
        for folder in (self.made, self._old):
            shutil.rmtree(folder, ignore_errors=True)

    def settle(self) -> None:
        """Finish a change of place that was broken off between its two steps."""
        if not self.path.exists() and self._old.exists():
            with suppress(OSError):  # a reader beside us may just have done it
                self.made.rename(self.path)

    def take_place(self) -> None:
        """Put the made store in the other's place; both must be closed."""
        self.path.rename(self._old)
        self.settle()
        self.clear()
