"""Writing a store to a file: RDF in every common form. Networks are written by ``kg.network``."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError, UsageError, why
from kg.rdf.namespaces import ONTOLOGY_GRAPH, PREFIXES, inferred_graph
from kg.store.change import DEFAULT
from kg.store.dataset import Store
from kg.store.jsonld import compact
from kg.writing import whole

Writer = Callable[[Store, Path], None]

_RDF = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def formats() -> tuple[str, ...]:
    """The formats that :func:`export` writes, which are also file endings."""
    return tuple(_RDF)


def export(store: Store, path: Path, format: str | None = None) -> None:
    """Write all articles, entities and links of a store; the ontology and inferred facts are not repeated.

    N-Quads, TriG and JSON-LD keep the graphs apart, the other RDF forms hold their union. The same graph
    gives the same bytes. Raises ``KgError`` for a format that is not known or a file that cannot be written.
    """
    form = (format or path.suffix.removeprefix(".")).lower()
    if form not in formats():
        raise UsageError(f"{form or path.name!r} is no known format; known are {', '.join(formats())}.")
    try:
        with whole(path) as partial:
            _write_rdf(store, partial, _RDF[form])
    except OSError as error:
        raise KgError(f"{path} cannot be written: {why(error)}.") from None


def named_quads(store: Store) -> Iterator[ox.Quad]:
    """The quads of the articles and of what they share, each once, in a fixed order."""
    others = (DEFAULT, ONTOLOGY_GRAPH, inferred_graph(store.base))
    quads = (q for q in store.match(None, None, None, None) if q.graph_name not in others)
    return iter(sorted(quads, key=_order))


def _order(quad: ox.Quad) -> tuple[str, str, str, str]:
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)


def _write_rdf(store: Store, path: Path, form: ox.RdfFormat) -> None:
    quads = named_quads(store)
    if form == ox.RdfFormat.N_QUADS:
        lines = sorted(f"{quad} ." for quad in quads)
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    elif form == ox.RdfFormat.JSON_LD:
        expanded = json.loads(ox.serialize(quads, format=form) or b"[]")
        path.write_text(json.dumps(compact(expanded), ensure_ascii=False, indent=1) + "\n", "utf-8")
    elif form.supports_datasets:
        ox.serialize(quads, str(path), format=form, prefixes=PREFIXES)
    else:
        triples = dict.fromkeys(quad.triple for quad in sorted(quads, key=lambda quad: _order(quad)[1:]))
        ox.serialize(triples, str(path), format=form, prefixes=PREFIXES)
