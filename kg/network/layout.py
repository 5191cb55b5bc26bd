"""Positions computed beforehand, so that the page is still and usable as soon as it opens."""

import math
import statistics
from collections.abc import Sequence

import networkx as nx

_EXACT = 400  # nodes that are laid out by forces; the rest stand beside their neighbours
_SPACING = 110.0  # pixels, the length of an edge in the middle of the range


def positions(graph: "nx.MultiDiGraph[str]", *, seed: int = 7) -> dict[str, tuple[float, float]]:
    """Return x and y of every node in pixels, the same for the same graph.

    Each connected part is laid out by force-directed placement (ForceAtlas2, Jacomy et al. 2014, by networkx)
    and the parts are packed in rows, largest first. Beyond 400 nodes, the most connected ones are placed so
    and the rest stand in rings around their best-connected neighbour.
    """
    simple = nx.Graph()
    simple.add_nodes_from(sorted(graph.nodes))
    simple.add_edges_from(sorted({tuple(sorted((a, b))) for a, b in graph.edges() if a != b}))
    core = sorted(simple.nodes, key=lambda node: (-simple.degree(node), node))[:_EXACT]
    placed = _pack([_component(simple.subgraph(nodes), seed) for nodes in _components(simple.subgraph(core))])
    waiting: dict[str, list[str]] = {}
    for node in sorted(set(simple.nodes) - placed.keys()):
        anchors = sorted((n for n in simple[node] if n in placed), key=lambda n: (-simple.degree(n), n))
        waiting.setdefault(anchors[0] if anchors else "", []).append(node)
    for anchor, nodes in sorted(waiting.items()):
        centre = placed.get(anchor, (0.0, max((y for _, y in placed.values()), default=0.0) + 6 * _SPACING))
        for number, node in enumerate(nodes):
            ring, angle = 1 + math.sqrt(number) / 2, number * 2.399963  # golden angle
            placed[node] = (
                centre[0] + _SPACING * 0.6 * ring * math.cos(angle),
                centre[1] + _SPACING * 0.6 * ring * math.sin(angle),
            )
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in placed.items()}


def _components(graph: "nx.Graph[str]") -> list[list[str]]:
    parts = [sorted(part) for part in nx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _component(graph: "nx.Graph[str]", seed: int) -> dict[str, tuple[float, float]]:
    if graph.number_of_nodes() == 1:
        return dict.fromkeys(graph.nodes, (0.0, 0.0))
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(graph.nodes))
    ordered.add_edges_from(sorted(graph.edges))
    raw = nx.forceatlas2_layout(ordered, seed=seed, max_iter=300, scaling_ratio=4.0, gravity=1.0)
    lengths = [math.dist(raw[a], raw[b]) for a, b in ordered.edges]
    scale = _SPACING / max(statistics.median(lengths), 1e-9)
    return {node: (float(x) * scale * 1.2, float(y) * scale) for node, (x, y) in raw.items()}


def _pack(parts: Sequence[dict[str, tuple[float, float]]]) -> dict[str, tuple[float, float]]:
    """Set the parts side by side in rows, on an area a little wider than high."""
    result: dict[str, tuple[float, float]] = {}
    left = top = row = 0.0
    sizes = []
    for part in parts:
        xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
        sizes.append((max(xs) - min(xs) + 1.5 * _SPACING, max(ys) - min(ys) + 0.8 * _SPACING))
    width = max(
        [math.sqrt(1.6 * sum(wide * high for wide, high in sizes)), *(wide for wide, _ in sizes)], default=0
    )
    for part, (wide, high) in zip(parts, sizes, strict=True):
        xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
        if left and left + wide > width:
            left, top, row = 0.0, top + row, 0.0
        for node, (x, y) in part.items():
            result[node] = (left + x - min(xs), top + y - min(ys))
        left, row = left + wide, max(row, high)
    return result
