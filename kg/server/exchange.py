"""What the web application asks of its worker processes, and what comes back."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Question:
    """A query as a client sent it; ``base`` is what relative IRIs in it are resolved against."""

    query: str
    accept: str
    base: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL update as a client sent it; ``base`` is what relative IRIs in it are resolved against."""

    update: str
    base: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphRequest:
    """A request of the Graph Store Protocol. ``graph`` is an IRI, or ``None`` for the default graph."""

    method: Literal["GET", "PUT", "POST", "DELETE"]
    graph: str | None
    accept: str = "*/*"
    content: bytes = b""
    media_type: str = ""


Task = Question | Update | GraphRequest


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status with the body that goes with it."""

    status: int
    media_type: str
    body: bytes


def text(status: int, message: str) -> Answer:
    """A plain-text answer."""
    return Answer(status, "text/plain; charset=utf-8", f"{message}\n".encode("utf-8", "replace"))
