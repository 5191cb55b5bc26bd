"""The network for other tools: GraphML, GEXF, CSV tables of nodes and edges, and a page of pyvis."""

import csv
import re
from pathlib import Path
from typing import Any

import networkx as nx

from kg.errors import KgError, why
from kg.network.data import palette
from kg.network.layout import positions
from kg.network.projection import project
from kg.network.reading import read_facts
from kg.rdf.ontology import superclasses
from kg.store import Store
from kg.writing import whole

NETWORK_FORMATS = ("graphml", "gexf", "csv", "pyvis")

_SHAPES = {
    "square": "square",
    "triangle": "triangle",
    "down": "triangleDown",
    "diamond": "diamond",
    "star": "star",
}
"""Shapes of the palette as vis.js calls them; the others are dots there."""
_FROM_ELSEWHERE = re.compile(
    r"<link\b[^>]*\bhref=[^>]*>|<script\b[^>]*\bsrc=[^>]*>\s*</script>", re.IGNORECASE
)


def export_network(store: Store, path: Path, format: str | None = None) -> tuple[Path, ...]:
    """Write the network of ``store`` and return the files written.

    ``format`` is one of :data:`NETWORK_FORMATS`, by default the ending of ``path``. CSV makes two files
    beside each other, ``NAME.nodes.csv`` and ``NAME.edges.csv``; pyvis makes a plain page of vis.js, to be
    scripted. Raises ``KgError`` for another format or a file that cannot be written.
    """
    form = format or path.suffix.lstrip(".").lower()
    if form not in NETWORK_FORMATS:
        raise KgError(
            f"Networks are written as {', '.join(NETWORK_FORMATS)}, not as {form or 'a file without ending'}."
        )
    facts = read_facts(store)
    graph = project(facts).graph(facts)
    try:
        return _export(graph, path, form)
    except OSError as error:
        raise KgError(f"{path} cannot be written: {why(error)}.") from None


def _export(graph: "nx.MultiDiGraph[str]", path: Path, form: str) -> tuple[Path, ...]:
    if form != "csv":
        with whole(path) as partial:
            if form == "graphml":
                nx.write_graphml(graph, partial)
            elif form == "gexf":
                nx.write_gexf(graph, partial)
            else:
                partial.write_text(pyvis_page(graph), encoding="utf-8")
        return (path,)
    nodes, edges = path.with_suffix(".nodes.csv"), path.with_suffix(".edges.csv")
    _write(nodes, "id", [{"id": node, **data} for node, data in graph.nodes(data=True)])
    _write(edges, "source", [{"source": a, "target": b, **data} for a, b, data in graph.edges(data=True)])
    return nodes, edges


def pyvis_page(graph: "nx.MultiDiGraph[str]") -> str:
    """Return the network as pyvis draws it, at places computed beforehand, loading nothing from elsewhere."""
    from pyvis.network import Network

    drawing = Network(height="100vh", directed=True, cdn_resources="in_line")
    places, colours = positions(graph), palette()
    for iri, data in graph.nodes(data=True):
        x, y = places[iri]
        group = _group(colours["groups"], data["cls"])
        title = f"{data['label']}: {data['cls']}"
        shape, size = _SHAPES.get(group["shape"], "dot"), 8 + 2 * data["facts"] ** 0.5
        drawing.add_node(
            iri, data["label"], title=title, x=x, y=y, shape=shape, size=size, color=group["light"]
        )
    for source, target, data in graph.edges(data=True):
        tone = "conflict" if data["score"] < 0 else "cooperation" if data["score"] > 0 else "neutral"
        drawing.add_edge(
            source,
            target,
            title=data["kind"],
            value=data["weight"],
            dashes=not data["certain"],
            color=colours["tones"][tone]["light"],
        )
    drawing.toggle_physics(False)
    return _FROM_ELSEWHERE.sub("", drawing.generate_html(notebook=False))


def _group(groups: list[dict[str, Any]], cls: str) -> dict[str, Any]:
    """How the palette draws a class: as itself, as the agreement that it is, or as the rest."""
    of_family = "agreement" if "Agreement" in superclasses(cls) else None
    fits = (g for g in groups if cls in g["classes"] or (of_family and g.get("family") == of_family))
    return next(fits, groups[-1])


def _write(path: Path, first: str, rows: list[dict[str, object]]) -> None:
    with whole(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]) if rows else [first])
        writer.writeheader()
        writer.writerows(rows)
