"""What the page holds: the facts, the networks made of them with their places, as plain values for JSON."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kg.network.facts import Fact, Facts, Text, Thing
from kg.network.layout import EXACT, positions
from kg.network.lenses import LENSES, Lens
from kg.network.outline import outline
from kg.network.packing import Positions
from kg.network.projection import Edge, Projection
from kg.rdf.namespaces import DATA, WD

_EVENTS = 4
"""How many times as many nodes are shown at first where events are nodes: each is joined to few."""

_QID = re.compile("Q[1-9][0-9]*")

Where = Callable[[str], tuple[float, float] | None]
"""From a QID to latitude and longitude in degrees, where they are known."""


def page_data(
    facts: Facts,
    *,
    limit: int = 80,
    title: str | None = None,
    where: Where | None = None,
    with_outline: bool = True,
    lenses: Mapping[str, Lens] = LENSES,
) -> dict[str, Any]:
    """Return all that a page shows.

    IRIs under the data of the project are shortened to what follows it, and values that are the usual ones
    are left out; ``template/data.js`` puts them back. ``where`` places events on the map. ``lenses`` are the
    networks that the reader may choose from.
    """
    sites = {iri for fact in facts.facts for iri in fact.roles.get("location", ())}
    things = {
        _short(iri): _thing(thing, where if iri in sites else None) for iri, thing in facts.things.items()
    }
    placed = any("at" in thing for thing in things.values())
    networks: dict[str, Any] = {}
    anchors: Positions | None = None
    for name, lens in lenses.items():
        first = limit * _EVENTS if name == "events" else limit
        networks[name], places = _network(facts, lens(facts), first, anchors)
        anchors = anchors or places
    return {
        "base": DATA,
        "wikidata": WD.iri,
        "title": title or _title(facts),
        "limit": limit,
        "palette": palette(),
        "things": things,
        "articles": [_text(text) for text in facts.texts.values()],
        "facts": [_fact(fact) for fact in facts.facts],
        "marks": _marks(facts),
        "networks": networks,
        "outline": outline() if placed and with_outline else None,
    }


@cache
def palette() -> Mapping[str, Any]:
    """Colours and shapes of nodes and lines, light and dark (``template/palette.json``)."""
    text = (files("kg.network") / "template" / "palette.json").read_text("utf-8")
    return dict(json.loads(text))


def _short(iri: str) -> str:
    return iri.removeprefix(DATA)


def _thing(thing: Thing, where: Where | None) -> dict[str, Any]:
    item = (thing.item or "").removeprefix(WD.iri)
    place = where(item) if where and _QID.fullmatch(item) else None
    return _known(
        {
            "label": thing.label,
            "classes": thing.classes,
            "aliases": thing.aliases,
            "item": item,
            "at": place,
        }
    )


def _text(text: Text) -> dict[str, Any]:
    return _known(
        {
            "iri": _short(text.iri),
            "headline": text.headline,
            "date": text.date,
            "publisher": text.publisher,
            "url": text.url,
            "text": text.text,
        }
    )


def _fact(fact: Fact) -> dict[str, Any]:
    return _known(
        {
            "iri": _short(fact.iri),
            "family": fact.family,
            "cls": fact.cls,
            "label": "" if fact.label == fact.cls else fact.label,
            "type": fact.type,
            "score": fact.score,
            "status": "" if fact.status == "asserted" else fact.status,
            "confidence": "" if fact.confidence == 1 else fact.confidence,
            "start": fact.start,
            "end": "" if fact.end == fact.start else fact.end or "open",
            "roles": {role: [_short(iri) for iri in iris] for role, iris in fact.roles.items()},
            "counts": fact.counts,
            "words": fact.words,
            "quotations": fact.quotations,
            "sentences": fact.sentences,
            "marks": fact.marks,
        }
    )


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _marks(facts: Facts) -> dict[str, list[tuple[str, int, int]]]:
    """Names in each article."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for iri, places in facts.marks.items():
        for article, begin, end in places:
            found.setdefault(_short(article), []).append((_short(iri), begin, end))
    return found


def _network(
    facts: Facts, projection: Projection, limit: int, anchors: Positions | None
) -> tuple[dict[str, Any], Positions]:
    """Nodes at their places, the most involved first, and the edges between them; and the places.

    A node is its IRI, x and y in the whole network, whether it stands aside, and, where nodes are many and
    it is one of the ``limit`` most involved, x and y among those. An edge is the numbers of its nodes, its
    kind, its facts, its score, and letters for what holds of it: ``o`` one way, ``c`` certain, ``a`` at a
    place.
    """
    graph = projection.graph(facts)
    whole = positions(graph, aside=projection.bystanders, anchors=anchors)
    order = {iri: number for number, iri in enumerate(graph.nodes)}
    first = [iri for iri in order if iri not in projection.bystanders][:limit]
    joined = graph.subgraph(first)
    core = positions(joined) if len(order) > EXACT else {}
    nodes = [
        [
            _short(iri),
            *map(round, whole[iri]),
            int(iri in projection.bystanders),
            *map(round, core.get(iri, ())),
        ]
        for iri in order
    ]
    return {"first": limit, "nodes": nodes, "edges": [_edge(edge, order) for edge in projection.edges]}, whole


def _edge(edge: Edge, order: Mapping[str, int]) -> list[Any]:
    flags = ("o" if edge.directed else "") + ("c" if edge.certain else "") + ("a" if edge.at else "")
    return [order[edge.source], order[edge.target], edge.kind, edge.facts, edge.score, flags]


def _title(facts: Facts) -> str:
    if len(facts.texts) == 1:
        return next(iter(facts.texts.values())).headline
    return f"{len(facts.texts):,} articles, {len(facts.facts):,} facts"
