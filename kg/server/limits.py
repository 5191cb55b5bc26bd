"""What one client may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on each request, and on how many are answered beside each other."""

    seconds: float = 30.0
    """Time that one query may take; it is stopped then."""
    answer_bytes: int = 50_000_000
    """Size of one answer."""
    query_bytes: int = 200_000
    """Length of one query."""
    workers: int = 2
    """Queries that run beside each other; the others wait their turn."""
    waiting: int = 64
    """Queries that may wait; beyond, a client is told to come back."""
    graph_bytes: int = 50_000_000
    """Size of one graph or update that a client sends."""
    services: frozenset[str] = frozenset()
    """Addresses of other endpoints that queries may ask with ``SERVICE``."""


DEFAULT = Limits()
