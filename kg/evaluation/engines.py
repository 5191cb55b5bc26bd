"""Engines side by side on one invented graph: ``python -m kg.evaluation.engines --articles 1620``.

1,620 articles are about a million quads, 16,200 ten million. Each engine loads the same file in a process of
its own; each question is asked in the form that users write and in the one found best here, warm, the best of
three; where an engine cannot answer at all, the kind of its error stands. One that is not installed, or would
not fit in memory, is left out in words. Virtuoso, QLever and maplib take more to install, and are not asked.
"""

import argparse
import multiprocessing
import os
import resource
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib.resources import files
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.evaluation.store import timed, write_file
from kg.rdf.namespaces import PREFIXES, declared
from kg.store.local import LocalStore

_TOO_MANY = 3_000_000
"""Quads that take rdflib's memory some five gigabytes."""


class Engine(ABC):
    """One way to hold the graph and to answer queries.

    It is filled in one process and asked in copies of that, each of which opens anew what is on disk.
    """

    title: str
    needs: tuple[str, ...] = ()

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def unfit(self, quads: int) -> str | None:
        """Why it is left out, or ``None``."""
        missing = [name for name in self.needs if find_spec(name) is None]
        return f"{', '.join(missing)} is not installed" if missing else None

    @abstractmethod
    def load(self, path: Path) -> None:
        """Take in a file of N-Quads."""

    @abstractmethod
    def ask(self, query: str) -> int:
        """Answer a query, and count the rows."""


class Ours(Engine):
    """The store of this project: on disk, with the union of the graphs maintained."""

    title = "kg"

    def load(self, path: Path) -> None:
        """Take in a file of N-Quads."""
        with LocalStore(self.folder) as store:
            store.load(path)

    def ask(self, query: str) -> int:
        """Answer a query, and count the rows."""
        return len(self.store.query(query))

    @cached_property
    def store(self) -> LocalStore:
        """What is on disk, opened for reading."""
        return LocalStore(self.folder, read_only=True)


class Native(Engine):
    """Oxigraph on disk as it comes, which makes the union of the graphs as it is asked."""

    title = "oxigraph"

    def load(self, path: Path) -> None:
        """Take in a file of N-Quads."""
        store = ox.Store(str(self.folder))
        store.bulk_load(path=path)
        store.flush()

    def ask(self, query: str) -> int:
        """Answer a query, and count the rows."""
        found = self.store.query(query, use_default_graph_as_union=True, prefixes=PREFIXES)
        assert isinstance(found, ox.QuerySolutions)
        return sum(1 for _ in found)

    @cached_property
    def store(self) -> ox.Store:
        """What is on disk, opened for reading."""
        return ox.Store.read_only(str(self.folder))


class InMemory(Engine):
    """An rdflib ``Dataset`` whose default graph is the union."""

    title = "rdflib"
    needs: tuple[str, ...] = ("rdflib",)

    def unfit(self, quads: int) -> str | None:
        """Why it is left out, or ``None``."""
        return super().unfit(quads) or (
            "it would take more memory than most have" if quads > _TOO_MANY else None
        )

    def load(self, path: Path) -> None:
        """Take in a file of N-Quads."""
        import rdflib

        self.dataset = rdflib.Dataset(default_union=True)
        self.dataset.parse(path, format="nquads")

    def ask(self, query: str) -> int:
        """Answer a query, and count the rows."""
        return sum(1 for _ in self.dataset.query(query))


class OxigraphBehindRdflib(InMemory):
    """The same with Oxigraph in memory behind it (oxrdflib), which answers whole queries itself."""

    title = "oxrdflib"
    needs = ("rdflib", "oxrdflib")

    def load(self, path: Path) -> None:
        """Take in a file of N-Quads."""
        import rdflib
        from oxrdflib import OxigraphStore

        store = ox.Store()
        store.bulk_load(path=path)
        self.dataset = rdflib.Dataset(store=OxigraphStore(store=store), default_union=True)


class Owlready(Engine):
    """The quadstore of owlready2, on SQLite, without the articles' graphs; it knows a part of SPARQL."""

    title = "owlready2"
    needs = ("owlready2",)

    def load(self, path: Path) -> None:
        """Take in a file of N-Quads."""
        triples = self.folder.with_suffix(".nt")
        quads = ox.parse(path=path, format=ox.RdfFormat.N_QUADS)
        ox.serialize((quad.triple for quad in quads), str(triples), format=ox.RdfFormat.N_TRIPLES)
        world = self.opened()
        with triples.open("rb") as file:
            world.get_ontology("https://example.org/invented#").load(fileobj=file)
        world.save()
        world.close()

    def opened(self) -> Any:
        """A world of owlready2 on the file."""
        import owlready2

        return owlready2.World(filename=str(self.folder.with_suffix(".sqlite3")))

    def ask(self, query: str) -> int:
        """Answer a query, and count the rows."""
        return sum(1 for _ in self.world.sparql(query, error_on_undefined_entities=False))

    @cached_property
    def world(self) -> Any:
        """The world, opened once."""
        return self.opened()


ENGINES: tuple[type[Engine], ...] = (Ours, Native, InMemory, OxigraphBehindRdflib, Owlready)


def questions() -> Iterator[tuple[str, str, str]]:
    """Yield the name of each question, ``users`` or ``best``, and its SPARQL in that form."""
    folder = files("kg.evaluation").joinpath("engine_queries")
    texts = {entry.name: declared(entry.read_text("utf-8")) for entry in folder.iterdir()}
    for name in sorted(texts):
        if not name.endswith(".best.rq"):
            question = name.removesuffix(".rq")
            yield question, "users", texts[name]
            yield question, "best", texts.get(f"{question}.best.rq", texts[name])


def _known_actor(path: Path) -> tuple[str, str]:
    """Node and name of an actor of middling fame, read from the file."""
    acts: dict[str, int] = {}
    names: dict[str, str] = {}
    for quad in ox.parse(path=path, format=ox.RdfFormat.N_QUADS):
        if quad.predicate.value == PREFIXES["kg"] + "actor":
            acts[str(quad.object)] = acts.get(str(quad.object), 0) + 1
        elif quad.predicate.value == PREFIXES["rdfs"] + "label":
            names[str(quad.subject)] = str(quad.object)
    actor = sorted((node for node in acts if node in names), key=lambda node: (-acts[node], node))[11]
    return actor, names[actor]


def _work(engine: Engine, path: Path, connection: Connection) -> None:
    """Load, say how that went, and answer queries until there are no more."""
    started = time.perf_counter()
    engine.load(path)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    connection.send((seconds, peak))
    while (asked := connection.recv()) is not None:
        query, limit = asked
        connection.send(_in_a_copy(lambda query=query: _time(engine, query), limit))  # type: ignore[misc]


def _time(engine: Engine, query: str) -> tuple[float, int]:
    rows = engine.ask(query)
    return timed(lambda: engine.ask(query)), rows


def _in_a_copy(make: Callable[[], tuple[float, int]], seconds: float) -> tuple[float, int] | str:
    """What comes of it in a copy of this process, which is stopped when it takes too long."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = os.fork()
    if child == 0:
        try:
            theirs.send(make())
        except Exception as error:  # an engine's own fault is its answer
            theirs.send(f"{type(error).__name__}")
        os._exit(0)
    found: tuple[float, int] | str = f"> {seconds:g} s"
    if ours.poll(seconds * 4):  # asked four times: once to warm up, three times on the clock
        found = ours.recv()
    else:
        os.kill(child, 9)
    os.waitpid(child, 0)
    return found


def main() -> None:
    """Print how each engine loads, and a line for each question and form: milliseconds and rows."""
    parser = argparse.ArgumentParser(description="Time engines side by side on a store of invented articles.")
    parser.add_argument("--articles", type=int, default=1620)
    parser.add_argument("--limit", type=float, default=30.0, help="Seconds that an answer may take.")
    parser.add_argument("--engine", action="append", choices=[engine.title for engine in ENGINES])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "facts.nq"
        quads = write_file(path, arguments.articles, ontology=True)
        actor, known_as = _known_actor(path)
        print(f"{quads:,} quads")
        chosen = [made for made in ENGINES if not arguments.engine or made.title in arguments.engine]
        columns: dict[str, list[str]] = {}
        for made in chosen:
            engine = made(Path(name) / made.title)
            if reason := engine.unfit(quads):
                print(f"{made.title} is left out: {reason}.")
                continue
            columns[made.title] = list(_answers(engine, path, quads, actor, known_as, arguments.limit))
    print(f"\n{'question':29}{'form':7}" + "".join(f"{title:>20}" for title in columns))
    for number, (question, form, _) in enumerate(questions()):
        cells = "".join(f"{column[number]:>20}" for column in columns.values())
        print(f"{question:29}{form:7}{cells}")


def _answers(
    engine: Engine, path: Path, quads: int, actor: str, known_as: str, limit: float
) -> Iterator[str]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(engine, path, theirs))
    process.start()
    theirs.close()
    seconds, peak = ours.recv()
    print(f"{engine.title} loads in {seconds:.1f} s, {peak / quads:,.0f} bytes a quad", flush=True)
    for _, _, text in questions():
        ours.send((text.replace("$ACTOR", actor).replace("$NAME", known_as), limit))
        found = ours.recv()
        yield found if isinstance(found, str) else f"{found[0]:,.1f} ms {found[1]:>6,}"
    ours.send(None)
    process.join()


if __name__ == "__main__":
    main()
