"""Which serialization a client wants, by its Accept header (RFC 9110, section 12.5.1)."""

from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat

TABLES: Final[dict[str, QueryResultsFormat]] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
"""Media types of SELECT and ASK, the default first."""

GRAPHS: Final[dict[str, RdfFormat]] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}
"""Media types of CONSTRUCT and DESCRIBE, the default first."""

READABLE: Final[dict[str, RdfFormat]] = {
    kind: form for kind, form in GRAPHS.items() if kind != "application/xml"
}
"""Media types in which a client may send a graph."""


def choose(accept: str, offered: list[str]) -> str | None:
    """The offered media type that the header likes best; ``None`` if it takes none of them."""
    best: tuple[float, int, int] | None = None
    chosen = None
    for position, kind in enumerate(offered):
        quality, exactness = _quality(accept or "*/*", kind)
        rank = (quality, exactness, -position)
        if quality > 0 and (best is None or rank > best):
            best, chosen = rank, kind
    return chosen


def _quality(accept: str, kind: str) -> tuple[float, int]:
    """How much the header wants a media type, by its most exact range."""
    exactness, quality = -1, 0.0
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        exact = {kind: 2, kind.partition("/")[0] + "/*": 1, "*/*": 0}.get(media, -1)
        if exact > exactness:
            exactness, quality = exact, _number(parameters)
    return quality, exactness


def _number(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return min(1.0, max(0.0, float(parameter[2:])))
            except ValueError:
                return 0.0
    return 1.0
