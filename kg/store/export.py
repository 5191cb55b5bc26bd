"""Writing a store to a file: RDF in every common form, and records. ``kg.network`` writes networks."""

import datetime as dt
import json
import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError, UsageError, why
from kg.rdf.namespaces import ONTOLOGY_GRAPH, PREFIXES, inferred_graph
from kg.store.change import DEFAULT
from kg.store.dataset import Store
from kg.store.jsonld import compact
from kg.writing import whole

_RDF = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


_ANNOTATED = ("nq", "trig", "nt", "ttl", "rdf")
"""Formats that RDF 1.2 can be written in."""
_BY_ARTICLE = ("nanopub", "jsonl")


def formats() -> tuple[str, ...]:
    """The formats that :func:`export` writes, most of which are also file endings."""
    return (*_RDF, *_BY_ARTICLE)


def export(store: Store, path: Path, format: str | None = None, *, annotate: bool = False) -> None:
    """Write all articles, entities and links of a store; the ontology and inferred facts are not repeated.

    N-Quads, TriG and JSON-LD keep the graphs apart, the other RDF forms hold their union; ``annotate`` adds
    which flat triple each fact is about, in RDF 1.2. ``nanopub`` is TriG with a nanopublication a fact, and
    ``jsonl`` a PLOVER-shaped record an article. The same graph gives the same bytes, but for the moment that
    nanopublications bear, which ``SOURCE_DATE_EPOCH`` may set. Raises ``KgError`` for a format that is not
    known or a file that cannot be written.
    """
    form = (format or path.suffix.removeprefix(".")).lower()
    if form not in formats():
        raise UsageError(f"{form or path.name!r} is no known format; known are {', '.join(formats())}.")
    if annotate and form not in _ANNOTATED:
        raise UsageError(f"Annotations of RDF 1.2 are written as {', '.join(_ANNOTATED)}, not as {form}.")
    try:
        with whole(path) as partial:
            if form == "nanopub":
                _write_nanopublications(store, partial)
            elif form == "jsonl":
                _write_records(store, partial)
            else:
                _write_rdf(store, partial, _RDF[form], annotate)
    except OSError as error:
        raise KgError(f"{path} cannot be written: {why(error)}.") from None


def named_quads(store: Store) -> Iterator[ox.Quad]:
    """The quads of the articles and of what they share, each once, in a fixed order."""
    others = (DEFAULT, ONTOLOGY_GRAPH, inferred_graph(store.base))
    quads = (q for q in store.match(None, None, None, None) if q.graph_name not in others)
    return iter(sorted(quads, key=_order))


def _annotated(quads: Iterator[ox.Quad]) -> Iterator[ox.Quad]:
    from kg.rdf.annotations import annotations

    stated = list(quads)
    return iter(sorted(chain(stated, annotations(stated)), key=_order))


def _order(quad: ox.Quad) -> tuple[str, str, str, str]:
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)


def _write_rdf(store: Store, path: Path, form: ox.RdfFormat, annotate: bool) -> None:
    quads = named_quads(store)
    if annotate:
        quads = _annotated(quads)
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


def _write_nanopublications(store: Store, path: Path) -> None:
    from kg.rdf.nanopublications import NP, nanopublications

    moment = os.environ.get("SOURCE_DATE_EPOCH")
    created = dt.datetime.now(dt.UTC) if moment is None else dt.datetime.fromtimestamp(int(moment), dt.UTC)
    quads = (
        quad
        for article in store.articles()
        for quad in nanopublications(
            ox.NamedNode(article.iri), store.facts_of(article.iri), store.base, created
        )
    )
    prefixes = PREFIXES | {"np": NP.iri, "nanopub": f"{store.base}nanopub/"}
    ox.serialize(quads, str(path), format=ox.RdfFormat.TRIG, prefixes=prefixes)


def _write_records(store: Store, path: Path) -> None:
    from kg.extraction.records import record
    from kg.rdf.recovery import report_of

    with path.open("w", encoding="utf-8") as file:
        for article in store.articles():
            try:
                report = report_of(ox.NamedNode(article.iri), store.facts_of(article.iri))
            except ValueError as error:
                raise KgError(f"The article {article.id} makes no record: {error}.") from None
            file.write(json.dumps(record(report), ensure_ascii=False) + "\n")
