"""Positions computed beforehand, so that the page is still and usable as soon as it opens.

Up to a few hundred nodes are laid out by the number of edges between them. Of larger networks the
communities are laid out so, and then set beside each other by how they are joined: neighbourhoods stay
readable, where one layout of all is a ball of wool.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping
from textwrap import wrap

import networkx as nx
import numpy as np

from kg.network.packing import Positions, Sizes, pack
from kg.network.stress import apart, lying, stress

_SPACING = 105.0  # pixels, the length of an edge
_LETTER, _LINE, _SYMBOL = 6.6, 15.0, 34.0  # pixels: a letter of a name, a line of it, a node with its margin
_CLOSE = 0.6  # how much of the spacing is left within a community of a large network

EXACT = 400
"""Nodes that are laid out by the number of edges between them."""

LINE_LENGTH = 18
"""Letters in a line of a name, as the page breaks it."""


def positions(
    graph: "nx.MultiDiGraph[str]",
    *,
    aside: Collection[str] = (),
    anchors: Mapping[str, tuple[float, float]] | None = None,
    seed: int = 7,
) -> Positions:
    """Return x and y of every node in pixels, the same for the same graph.

    Each connected part is laid out so that nodes stand as far apart as the edges between them are many
    (stress majorization, Gansner, Koren and North 2004), its nodes are moved apart until none covers
    another, and the parts are packed around the middle, largest first. Beyond 400 nodes the parts are
    communities (Louvain, Blondel et al. 2008), except where ``anchors`` give places of some nodes already:
    the others then stand between those that they are joined to. Nodes ``aside`` stand in rings around their
    best-connected neighbour, or with all others where nodes are many.
    """
    simple = _simple(graph)
    sizes = {node: _size(str(data.get("label", ""))) for node, data in graph.nodes(data=True)}
    first = [node for node in simple.nodes if node not in aside] or list(simple.nodes)
    core = simple.subgraph(first).copy()
    if len(core) <= EXACT:
        placed = pack([_part(core.subgraph(part), sizes, seed) for part in _components(core)], core, sizes)
    elif anchors:
        placed = _between(simple, anchors)
    else:
        placed = _communities(simple, seed)
    _surround(placed, simple)
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in placed.items()}


def _simple(graph: "nx.MultiDiGraph[str]") -> "nx.Graph[str]":
    """The graph without directions; what many edges join stands farther apart, so that each is seen."""
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(graph.nodes))
    parallel = Counter((min(a, b), max(a, b)) for a, b in graph.edges() if a != b)
    simple.add_edges_from(
        (a, b, {"length": min(2.0, 0.8 + 0.2 * count)}) for (a, b), count in sorted(parallel.items())
    )
    return simple


def _size(label: str) -> tuple[float, float]:
    lines = wrap(label, LINE_LENGTH)[:2] or [""]
    return max(_SYMBOL, _LETTER * max(map(len, lines)) + 10), _SYMBOL + _LINE * len(lines)


def _components(graph: "nx.Graph[str]") -> list[list[str]]:
    parts = [sorted(part) for part in nx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _part(
    graph: "nx.Graph[str]", sizes: Sizes, seed: int, *, spacing: float = _SPACING, rounds: int = 80
) -> Positions:
    nodes = sorted(graph.nodes)
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    hops = nx.floyd_warshall_numpy(graph, nodelist=nodes, weight="length")
    points = lying(stress(np.asarray(hops, dtype=float) * spacing, seed, rounds))
    points = apart(points, np.array([sizes[node] for node in nodes]), step=spacing / 4, rounds=rounds)
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, points, strict=True)}


def _communities(graph: "nx.Graph[str]", seed: int) -> Positions:
    """Lay out each community by itself, and the communities as nodes of a network of their own."""
    plain = dict.fromkeys(graph.nodes, (_SYMBOL * _CLOSE, _SYMBOL * _CLOSE))
    found = nx.community.louvain_communities(graph, weight=None, seed=seed)
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group[0]))
    inside = [_inside(graph.subgraph(group), plain, seed) for group in groups]
    of = {node: number for number, group in enumerate(groups) for node in group}
    joined: nx.Graph[int] = nx.Graph()
    joined.add_nodes_from(range(len(groups)))
    joined.add_edges_from((of[a], of[b]) for a, b in graph.edges if of[a] != of[b])
    reach = [_reach(part) for part in inside]
    for a, b, data in joined.edges(data=True):
        data["length"] = reach[a] + reach[b]
    parts: list[Positions] = []
    for component in sorted((sorted(c) for c in nx.connected_components(joined)), key=lambda c: (-len(c), c)):
        middles = _middles(joined.subgraph(component), reach, seed)
        parts.append(
            {
                node: (x + middles[group][0], y + middles[group][1])
                for group in component
                for node, (x, y) in inside[group].items()
            }
        )
    return pack(parts, graph, plain, solid=True)


def _inside(graph: "nx.Graph[str]", sizes: Sizes, seed: int) -> Positions:
    """A community around its own middle; beyond 400 nodes, the best connected and the others around them."""
    best = sorted(graph.nodes, key=lambda node: (-graph.degree(node), node))[:EXACT]
    core = graph.subgraph(best)
    parts = [
        _part(core.subgraph(part), sizes, seed, spacing=_SPACING * _CLOSE, rounds=40)
        for part in _components(core)
    ]
    placed = pack(parts, core, sizes) if len(parts) > 1 else parts[0]
    _surround(placed, graph, _SPACING * _CLOSE / 2)
    x = sum(x for x, _ in placed.values()) / len(placed)
    y = sum(y for _, y in placed.values()) / len(placed)
    return {node: (at_x - x, at_y - y) for node, (at_x, at_y) in placed.items()}


def _reach(part: Positions) -> float:
    """Radius within which most of a community lies; its outermost nodes may touch the next."""
    away = sorted(math.hypot(x, y) for x, y in part.values())
    return away[int(0.85 * (len(away) - 1))] + _SYMBOL


def _middles(graph: "nx.Graph[int]", reach: list[float], seed: int) -> dict[int, tuple[float, float]]:
    nodes = sorted(graph.nodes)
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    wanted = np.asarray(nx.floyd_warshall_numpy(graph, nodelist=nodes, weight="length"), dtype=float)
    boxes = np.array([(2.1 * reach[node], 2.1 * reach[node]) for node in nodes])
    points = apart(lying(stress(wanted * 0.7, seed)), boxes, step=max(reach) / 2, rounds=200)
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, points, strict=True)}


def _between(graph: "nx.Graph[str]", anchors: Mapping[str, tuple[float, float]]) -> Positions:
    """Places twice as far apart as the anchors', and every other node between those it is joined to."""
    placed = {node: (2 * x, 2 * y) for node, (x, y) in anchors.items() if node in graph}
    crowd: Counter[tuple[float, float]] = Counter()
    for node in graph.nodes - placed.keys():
        near = [placed[other] for other in graph[node] if other in anchors]
        if not near:
            continue
        x, y = sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near)
        number = crowd[x, y] = crowd[x, y] + 1
        radius = _SPACING / 5 * math.sqrt(number)
        angle = number * 2.399963  # golden angle
        placed[node] = (x + radius * math.cos(angle), y + radius * math.sin(angle))
    return placed


def _surround(placed: Positions, graph: "nx.Graph[str]", spacing: float = _SPACING) -> None:
    """Place every node that is left in rings around a neighbour, or below all where it has none there."""
    below = max((y for _, y in placed.values()), default=0.0) + 2 * spacing
    left_edge = min((x for x, _ in placed.values()), default=0.0)
    wide = max((x for x, _ in placed.values()), default=0.0) - left_edge
    room = 2.2 * spacing
    columns = max(1, round(wide / room))
    left = sorted(set(graph.nodes) - placed.keys(), key=lambda node: (-graph.degree(node), node))
    taken: dict[str, int] = {}
    while left:
        anchored = {node: [n for n in graph[node] if n in placed] for node in left}
        ready = [node for node in left if anchored[node]]
        if not ready:
            node = left[0]
            number = taken[""] = taken.get("", -1) + 1
            down, across = divmod(number, columns)
            placed[node] = (left_edge + (across + 0.5) * room, below + down * room)
            left.remove(node)
            continue
        for node in ready:
            anchor = min(anchored[node], key=lambda n: (-graph.degree(n), n))
            number = taken[anchor] = taken.get(anchor, -1) + 1
            radius, angle = spacing * (0.6 + 0.3 * math.sqrt(number)), number * 2.399963  # golden angle
            x, y = placed[anchor]
            placed[node] = (x + radius * math.cos(angle), y + radius * math.sin(angle))
        left = [node for node in left if node not in placed]
