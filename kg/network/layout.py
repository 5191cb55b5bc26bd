"""Positions computed beforehand, so that the page is still and usable as soon as it opens."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from textwrap import wrap

import networkx as nx
import numpy as np
import numpy.typing as npt

_EXACT = 250  # nodes that are laid out by forces; the rest stand beside their neighbours
_SPACING = 105.0  # pixels, the length of an edge
_LETTER, _LINE, _SYMBOL = 6.6, 15.0, 34.0  # pixels: a letter of a name, a line of it, a node with its margin
_CELL = 40.0  # pixels, the grain of packing
_ASPECT = 1.05  # width by height of the area that the page gives the network

LINE_LENGTH = 18
"""Letters in a line of a name, as the page breaks it."""

Positions = dict[str, tuple[float, float]]
Matrix = npt.NDArray[np.float64]
Sizes = dict[str, tuple[float, float]]


def positions(
    graph: "nx.MultiDiGraph[str]", *, aside: Collection[str] = (), seed: int = 7
) -> dict[str, tuple[float, float]]:
    """Return x and y of every node in pixels, the same for the same graph.

    Each connected part is laid out so that nodes stand as far apart as the edges between them are many
    (stress majorization, Gansner, Koren and North 2004), its nodes are moved apart until none covers
    another, and the parts are packed around the middle, largest first. Nodes ``aside``, and all beyond the
    250 most connected ones, stand in rings around their best-connected neighbour.
    """
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(graph.nodes))
    parallel = Counter((min(a, b), max(a, b)) for a, b in graph.edges() if a != b)
    simple.add_edges_from(
        (a, b, {"length": min(2.0, 0.8 + 0.2 * count)}) for (a, b), count in sorted(parallel.items())
    )
    sizes = {node: _size(str(data.get("label", ""))) for node, data in graph.nodes(data=True)}
    first = [node for node in simple.nodes if node not in aside] or list(simple.nodes)
    core = simple.subgraph(sorted(first, key=lambda node: (-simple.degree(node), node))[:_EXACT]).copy()
    placed = _pack(
        [_component(core.subgraph(nodes), sizes, seed) for nodes in _components(core)], core, sizes
    )
    _surround(placed, simple)
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in placed.items()}


def _size(label: str) -> tuple[float, float]:
    lines = wrap(label, LINE_LENGTH)[:2] or [""]
    return max(_SYMBOL, _LETTER * max(map(len, lines)) + 10), _SYMBOL + _LINE * len(lines)


def _components(graph: "nx.Graph[str]") -> list[list[str]]:
    parts = [sorted(part) for part in nx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _component(graph: "nx.Graph[str]", sizes: Sizes, seed: int) -> Positions:
    nodes = sorted(graph.nodes)
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    hops = nx.floyd_warshall_numpy(graph, nodelist=nodes, weight="length")
    wanted = np.asarray(hops, dtype=float) * _SPACING
    points = _stress(wanted, seed)
    points = _apart(_lying(points), np.array([sizes[node] for node in nodes]))
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, points, strict=True)}


def _stress(wanted: Matrix, seed: int, rounds: int = 80) -> Matrix:
    """Points whose distances come near those wanted, near ones mattering most."""
    count = len(wanted)
    weights = 1 / np.where(wanted == 0, np.inf, wanted) ** 2
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    points = np.random.default_rng(seed).normal(scale=wanted.max() / 2, size=(count, 2))
    for _ in range(rounds):
        actual = np.linalg.norm(points[:, None, :] - points[None, :, :], axis=2)
        ratio = weights * wanted / np.where(actual < 1e-9, np.inf, actual)
        points = inverse @ (np.diag(ratio.sum(axis=1)) - ratio) @ points
    return points


def _lying(points: Matrix) -> Matrix:
    """Turn points so that they reach farthest from left to right, as names do."""
    centred = points - points.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1]
    axes = axes * np.where(axes[0] < 0, -1.0, 1.0)
    return np.asarray(centred @ axes)


def _apart(points: Matrix, sizes: Matrix, rounds: int = 60) -> Matrix:
    """Move boxes that cover each other apart, each time along the shorter way."""
    needed = (sizes[:, None, :] + sizes[None, :, :]) / 2
    for _ in range(rounds):
        apart = points[:, None, :] - points[None, :, :]
        overlap = needed - np.abs(apart)
        np.einsum("iik->ik", overlap)[:] = 0
        meets = (overlap > 0).all(axis=2)
        if not meets.any():
            break
        sideways = overlap[:, :, 0] < overlap[:, :, 1]
        shift = np.where(apart < 0, -1.0, 1.0) * overlap / 2
        shift[:, :, 0] *= meets & sideways
        shift[:, :, 1] *= meets & ~sideways
        points = points + np.clip(shift.sum(axis=1), -_SPACING / 4, _SPACING / 4)
    return points


def _pack(parts: Sequence[Positions], graph: "nx.Graph[str]", sizes: Sizes) -> Positions:
    """Set the parts beside each other around the middle, each as near to it as it finds room.

    Each part covers cells of a grid, and may fill a hollow of a larger one (polyomino packing, Freivalds,
    Dogrusoz and Kikusts 2002).
    """
    result: Positions = {}
    taken: set[tuple[int, int]] = set()
    spots = _spots(60)
    for part in parts:
        cells = _cells(part, graph, sizes)
        middle = _middle(part)
        base = (round(middle[0] / _CELL), round(middle[1] / _CELL))
        local = [(x - base[0], y - base[1]) for x, y in cells]
        across, down = next(
            ((i, j) for i, j in spots if not any((x + i, y + j) in taken for x, y in local)),
            (0, 0 if not taken else max(y for _, y in taken) - min(y for _, y in local) + 1),
        )
        taken.update((x + across, y + down) for x, y in local)
        for node, (x, y) in part.items():
            result[node] = (x + (across - base[0]) * _CELL, y + (down - base[1]) * _CELL)
    return result


def _spots(reach: int) -> list[tuple[int, int]]:
    """Cells around the middle, the nearest first."""
    cells = [(i, j) for i in range(-reach, reach + 1) for j in range(-reach, reach + 1)]
    return sorted(cells, key=lambda cell: ((cell[0] / _ASPECT) ** 2 + cell[1] ** 2, cell))


def _cells(part: Positions, graph: "nx.Graph[str]", sizes: Sizes) -> set[tuple[int, int]]:
    """Cells that a part covers with its nodes, their names and its edges."""
    cells = set()
    for node, (x, y) in part.items():
        wide, high = sizes[node]
        for i in range(math.floor((x - wide / 2) / _CELL), math.floor((x + wide / 2) / _CELL) + 1):
            for j in range(math.floor((y - _SYMBOL / 2) / _CELL), math.floor((y + high) / _CELL) + 1):
                cells.add((i, j))
    for a, b in graph.subgraph(part).edges:
        (x, y), (to_x, to_y) = part[a], part[b]
        steps = 1 + int(math.dist((x, y), (to_x, to_y)) / _CELL * 2)
        for step in range(steps + 1):
            share = step / steps
            cells.add(
                (math.floor((x + share * (to_x - x)) / _CELL), math.floor((y + share * (to_y - y)) / _CELL))
            )
    return cells


def _middle(part: Positions) -> tuple[float, float]:
    xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2 + _LINE


def _surround(placed: Positions, graph: "nx.Graph[str]") -> None:
    """Place every node that is left in rings around a neighbour, or below all where it has none there."""
    below = max((y for _, y in placed.values()), default=0.0) + 2 * _SPACING
    left_edge = min((x for x, _ in placed.values()), default=0.0)
    wide = max((x for x, _ in placed.values()), default=0.0) - left_edge
    room = 2.2 * _SPACING
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
            radius, angle = _SPACING * (0.6 + 0.3 * math.sqrt(number)), number * 2.399963  # golden angle
            x, y = placed[anchor]
            placed[node] = (x + radius * math.cos(angle), y + radius * math.sin(angle))
        left = [node for node in left if node not in placed]
