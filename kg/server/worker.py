"""Answering one query after another in a process of its own, which can be stopped when one takes too long."""

import io
import re
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError
from kg.rdf.namespaces import PREFIXES
from kg.server.negotiation import GRAPHS, TABLES, choose
from kg.store.errors import MalformedQueryError
from kg.store.local import LocalStore


@dataclass(frozen=True, slots=True)
class Question:
    """A query as a client sent it."""

    query: str
    accept: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status with the body that goes with it."""

    status: int
    media_type: str
    body: bytes


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


_OPAQUE = re.compile(
    r"(?P<escape>\\.)"
    r'|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|#[^\n]*',
    re.DOTALL,
)
_OUTGOING = re.compile(r"\bservice\b|\\u", re.IGNORECASE)


def asks_elsewhere(query: str) -> bool:
    """Whether a query may make the server ask another one (``SERVICE``), however it is spelt.

    Escapes outside strings, comments and IRIs count too: they could spell the word unseen.
    """
    return _OUTGOING.search(_OPAQUE.sub(lambda found: found["escape"] or " ", query)) is not None


def text(status: int, message: str) -> Answer:
    """A plain-text answer."""
    return Answer(status, "text/plain; charset=utf-8", f"{message}\n".encode())


def work(connection: Connection, location: str, answer_bytes: int) -> None:
    """Answer questions from the connection until it closes; each sees the store as it is then."""
    while True:
        try:
            question: Question = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            with LocalStore(Path(location), read_only=True) as store:
                reply = answer(store.oxigraph, question, answer_bytes)
        except KgError as error:
            reply = text(503, str(error))
        connection.send(reply)


def answer(store: ox.Store, question: Question, answer_bytes: int) -> Answer:
    """Answer one question from an open store."""
    if asks_elsewhere(question.query):
        return text(403, "This server asks no other: SERVICE is off, and \\u escapes outside strings.")
    try:
        result = store.query(
            question.query,
            prefixes=PREFIXES,
            default_graph=[ox.NamedNode(iri) for iri in question.default_graphs] or None,
            named_graphs=[ox.NamedNode(iri) for iri in question.named_graphs] or None,
        )
        return _serialized(result, question.accept, _Bounded(answer_bytes))
    except SyntaxError as error:
        return text(400, str(MalformedQueryError(question.query, str(error))))
    except _TooLargeError:
        return text(413, f"The answer is longer than {answer_bytes:,} bytes; ask for less with LIMIT.")
    except (ValueError, RuntimeError, OSError) as error:
        return text(400, f"The query cannot be answered: {error}.")


def _serialized(
    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, accept: str, out: _Bounded
) -> Answer:
    if isinstance(result, ox.QueryTriples):
        kind = choose(accept, list(GRAPHS))
        if kind is None:
            return text(406, f"A graph can be had as {', '.join(GRAPHS)}.")
        ox.serialize(result, out, format=GRAPHS[kind], prefixes=PREFIXES)
    else:
        offered = list(TABLES)
        if isinstance(result, ox.QueryBoolean):
            offered = [kind for kind in offered if not kind.startswith("text/")]
        kind = choose(accept, offered)
        if kind is None:
            return text(406, f"This answer can be had as {', '.join(offered)}.")
        result.serialize(out, TABLES[kind])
    return Answer(200, kind, out.getvalue())
