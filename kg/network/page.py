"""The interactive page: one HTML file that works without a network connection.

The drawing library is the vis-network that pyvis brings; pyvis's own page would load more from elsewhere,
and its lists take time squared in the number of nodes. The page around it is ours: ``template/page.html``
with its styles and scripts, all set into the one file. Article text reaches the page as JSON only, and the
scripts write it as text, never as markup.
"""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from textwrap import wrap
from typing import Any

import jinja2

from kg.network.facts import Fact, Facts, read_facts
from kg.network.layout import LINE_LENGTH, positions
from kg.network.projection import Projection, project
from kg.store import Store

_SCRIPTS = ("text.js", "filters.js", "panel.js", "views.js", "network.js", "main.js")
_VIS = "lib/vis-9.1.2/vis-network.min.js"


def write_page(
    store: Store, path: Path, *, article: str | None = None, limit: int = 80, title: str | None = None
) -> None:
    """Write the network of ``store``, or of one of its articles, to an HTML file.

    The ``limit`` most involved nodes are shown at first; the rest is a click away. Raises ``KgError`` for
    an unknown article and ``OSError`` where the file cannot be written.
    """
    facts = read_facts(store, article=article)
    path.write_text(render(facts, project(facts), limit=limit, title=title), encoding="utf-8")


def render(facts: Facts, projection: Projection, *, limit: int = 80, title: str | None = None) -> str:
    """Return the page as HTML."""
    data = {
        "title": title or _title(facts),
        "limit": limit,
        "nodes": _nodes(facts, projection),
        "edges": _edges(projection),
        "facts": [_fact(fact) for fact in facts.facts],
        "things": {
            iri: {
                "label": thing.label,
                "classes": thing.classes,
                "aliases": thing.aliases,
                "item": thing.item,
                "unnamed": thing.unnamed,
            }
            for iri, thing in facts.things.items()
        },
        "marks": facts.marks,
        "articles": [
            {
                "iri": text.iri,
                "headline": text.headline,
                "date": text.date,
                "publisher": text.publisher,
                "url": text.url,
                "text": text.text,
            }
            for text in facts.texts.values()
        ],
    }
    # "<" never stands in the data as such, so that no text can end the script element that holds it.
    encoded = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace(
        "<", "\\u003c"
    )
    folder = files("kg.network") / "template"
    return _template().render(
        title=data["title"],
        style=(folder / "style.css").read_text("utf-8"),
        scripts=[(folder / name).read_text("utf-8") for name in _SCRIPTS],
        vis=_vis_script(),
        data=encoded,
    )


def _nodes(facts: Facts, projection: Projection) -> list[dict[str, Any]]:
    """Nodes as vis-network takes them, at their places, the most involved first."""
    graph = projection.graph(facts)
    places = positions(graph, aside=projection.bystanders)
    return [
        {
            "id": iri,
            "label": _short(data["label"]),
            "x": places[iri][0],
            "y": places[iri][1],
            "cls": data["cls"],
            "facts": data["facts"],
            "aside": iri in projection.bystanders,
        }
        for iri, data in graph.nodes(data=True)
    ]


def _edges(projection: Projection) -> list[dict[str, Any]]:
    return [
        {
            "id": f"edge-{number}",
            "from": edge.source,
            "to": edge.target,
            "kind": edge.kind,
            "oneway": edge.directed,
            "certain": edge.certain,
            "at": edge.at,
            "score": edge.score,
            "facts": edge.facts,
        }
        for number, edge in enumerate(projection.edges)
    ]


def _short(label: str) -> str:
    """A label in one line or two, as the drawing shows it."""
    lines = wrap(label, LINE_LENGTH)
    return "\n".join(lines) if len(lines) <= 2 else f"{lines[0]}\n{lines[1]}…"


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "iri": fact.iri,
        "family": fact.family,
        "cls": fact.cls,
        "label": fact.label,
        "article": fact.article,
        "type": fact.type,
        "score": fact.score,
        "status": fact.status,
        "factuality": fact.factuality,
        "confidence": fact.confidence,
        "start": fact.start,
        "end": fact.end,
        "roles": fact.roles,
        "counts": fact.counts,
        "words": fact.words,
        "quotations": fact.quotations,
        "sentences": fact.sentences,
        "marks": fact.marks,
    }


def _title(facts: Facts) -> str:
    if len(facts.texts) == 1:
        return next(iter(facts.texts.values())).headline
    return f"{len(facts.texts)} articles, {len(facts.facts)} facts"


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kg.network", "template"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("page.html")


@cache
def _vis_script() -> str:
    return (files("pyvis") / _VIS).read_text("utf-8")
