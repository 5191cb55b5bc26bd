"""Answering one task from an open store, within bounds."""

import io
from typing import Any

import pyoxigraph as ox

from kg.rdf.namespaces import PREFIXES
from kg.server.exchange import Answer, GraphRequest, Question, Task, Update, text
from kg.server.negotiation import GRAPHS, READABLE, TABLES, choose
from kg.server.outgoing import outgoing
from kg.store.change import DEFAULT, in_graph
from kg.store.errors import MalformedQueryError
from kg.store.local import LocalStore
from kg.store.operations import DefaultGraphError


class _TooLargeError(Exception):
    """The answer is longer than allowed."""


class _Bounded(io.BytesIO):
    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, data: Any, /) -> int:
        if self.tell() + len(memoryview(data)) > self.limit:
            raise _TooLargeError
        return super().write(data)


def answer(
    store: LocalStore, task: Task, answer_bytes: int, services: frozenset[str] = frozenset()
) -> Answer:
    """Do one task; what is wrong with it is the answer, in words."""
    try:
        match task:
            case Question():
                return _ask(store, task, answer_bytes, services)
            case Update():
                return _update(store, task, services)
            case GraphRequest(method="GET"):
                return _read(store, task, answer_bytes)
        return _write(store, task)
    except _TooLargeError:
        return text(413, f"The answer is longer than {answer_bytes:,} bytes; ask for less, as with LIMIT.")
    except (ValueError, RuntimeError, OSError) as error:
        return text(400, f"The request cannot be answered: {error}.")


def _ask(store: LocalStore, question: Question, answer_bytes: int, services: frozenset[str]) -> Answer:
    if reason := outgoing(question.query, services):
        return text(403, reason)
    try:
        result = store.oxigraph.query(
            question.query,
            base_iri=question.base,
            prefixes=PREFIXES,
            default_graph=[ox.NamedNode(iri) for iri in question.default_graphs]
            or ([] if question.named_graphs else None),
            named_graphs=[ox.NamedNode(iri) for iri in question.named_graphs]
            or ([] if question.default_graphs else None),
        )
    except SyntaxError as error:
        return text(400, str(MalformedQueryError(question.query, str(error))))
    out = _Bounded(answer_bytes)
    if isinstance(result, ox.QueryTriples):
        return _graph(result, question.accept, out)
    offered = list(TABLES)
    if isinstance(result, ox.QueryBoolean):
        offered = [kind for kind in offered if not kind.startswith("text/")]
    kind = choose(question.accept, offered)
    if kind is None:
        return text(406, f"This answer can be had as {', '.join(offered)}.")
    result.serialize(out, TABLES[kind])
    return Answer(200, kind, out.getvalue())


def _graph(triples: Any, accept: str, out: _Bounded) -> Answer:
    kind = choose(accept, list(GRAPHS))
    if kind is None:
        return text(406, f"A graph can be had as {', '.join(GRAPHS)}.")
    ox.serialize(triples, out, format=GRAPHS[kind], prefixes=PREFIXES)
    return Answer(200, kind, out.getvalue())


def _update(store: LocalStore, task: Update, services: frozenset[str]) -> Answer:
    if reason := outgoing(task.update, services):
        return text(403, reason)
    try:
        store.update(
            task.update,
            base_iri=task.base,
            default_graphs=task.default_graphs,
            named_graphs=task.named_graphs,
        )
    except DefaultGraphError as error:
        return text(403, str(error))
    except MalformedQueryError as error:
        return text(400, str(error))
    return text(200, "Done.")


def _read(store: LocalStore, task: GraphRequest, answer_bytes: int) -> Answer:
    graph = ox.NamedNode(task.graph) if task.graph is not None else DEFAULT
    found = store.match(None, None, None, graph)
    first = next(found, None)
    if first is None and task.graph is not None:
        return text(404, f"There is no graph {graph}.")

    def triples() -> Any:
        if first is not None:
            yield first.triple
        yield from (quad.triple for quad in found)

    return _graph(triples(), task.accept, _Bounded(answer_bytes))


def _write(store: LocalStore, task: GraphRequest) -> Answer:
    """Change a named graph, and with it the union that the default graph is."""
    if task.graph is None:
        return text(403, str(DefaultGraphError()))
    graph = ox.NamedNode(task.graph)
    there = any(store.match(None, None, None, graph))
    if task.method == "DELETE":
        if not there:
            return text(404, f"There is no graph {graph}.")
        store.put(graph, ())
        return text(200, "Removed.")
    form = READABLE.get(task.media_type)
    if form is None:
        return text(415, f"Send a graph as {', '.join(READABLE)}.")
    try:
        quads = [in_graph(quad.triple, graph) for quad in ox.parse(task.content, form, base_iri=task.graph)]
    except SyntaxError as error:
        return text(400, f"This is not valid {form.name}: {error}.")
    if task.method == "POST":
        quads += store.match(None, None, None, graph)
    store.put(graph, quads)
    return text(200 if there else 201, "Stored.")
