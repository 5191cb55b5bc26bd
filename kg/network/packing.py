"""Parts of a drawing set beside each other around the middle."""

import math
from collections.abc import Sequence
from functools import cache

import networkx as nx

Positions = dict[str, tuple[float, float]]
Sizes = dict[str, tuple[float, float]]
Cell = tuple[int, int]

_FINEST = 40.0  # pixels, the grain of packing
_ASPECT = 1.05  # width by height of the area that the page gives the network
_REACH = 60  # cells to each side of the middle where room is looked for
_HEAD = 34.0  # pixels, a node with its margin, above its name


def pack(
    parts: Sequence[Positions], graph: "nx.Graph[str]", sizes: Sizes, *, solid: bool = False
) -> Positions:
    """Set the parts beside each other around the middle, each as near to it as it finds room.

    Each part covers cells of a grid, and may fill a hollow of a larger one unless those are ``solid``
    (polyomino packing, Freivalds, Dogrusoz and Kikusts 2002). ``sizes`` are widths and heights of nodes with
    their names.
    """
    result: Positions = {}
    taken: set[Cell] = set()
    grain = _grain(parts)
    spots = _spots(_REACH)
    next_spot: dict[frozenset[Cell], int] = {}
    for part in parts:
        cells = _cells(part, graph, sizes, grain)
        if solid:
            cells = _filled(cells)
        middle = _middle(part)
        base = (round(middle[0] / grain), round(middle[1] / grain))
        local = frozenset((x - base[0], y - base[1]) for x, y in cells)
        tried = next_spot.get(local, 0)  # what found no room for one shape has none for its like
        for number in range(tried, len(spots)):
            across, down = spots[number]
            if not any((x + across, y + down) in taken for x, y in local):
                next_spot[local] = number
                break
        else:
            across, down = 0, max(y for _, y in taken) - min(y for _, y in local) + 1
        taken.update((x + across, y + down) for x, y in local)
        for node, (x, y) in part.items():
            result[node] = (x + (across - base[0]) * grain, y + (down - base[1]) * grain)
    return result


def _grain(parts: Sequence[Positions]) -> float:
    """Length of a cell, so that all parts find room within reach."""
    extents = [
        max(max(x for x, _ in part.values()) - min(x for x, _ in part.values()), _FINEST)
        * max(max(y for _, y in part.values()) - min(y for _, y in part.values()), _FINEST)
        for part in parts
        if part
    ]
    return max(_FINEST, math.sqrt(sum(extents)) / _REACH)


@cache
def _spots(reach: int) -> list[Cell]:
    """Cells around the middle, the nearest first."""
    cells = [(i, j) for i in range(-reach, reach + 1) for j in range(-reach, reach + 1)]
    return sorted(cells, key=lambda cell: ((cell[0] / _ASPECT) ** 2 + cell[1] ** 2, cell))


def _cells(part: Positions, graph: "nx.Graph[str]", sizes: Sizes, grain: float) -> set[Cell]:
    """Cells that a part covers with its nodes, their names and its edges."""
    cells = set()
    for node, (x, y) in part.items():
        wide, high = sizes[node]
        for i in range(math.floor((x - wide / 2) / grain), math.floor((x + wide / 2) / grain) + 1):
            for j in range(math.floor((y - _HEAD / 2) / grain), math.floor((y + high) / grain) + 1):
                cells.add((i, j))
    for a, b in graph.subgraph(part).edges:
        (x, y), (to_x, to_y) = part[a], part[b]
        steps = 1 + int(math.dist((x, y), (to_x, to_y)) / grain * 2)
        for step in range(steps + 1):
            share = step / steps
            cells.add(
                (math.floor((x + share * (to_x - x)) / grain), math.floor((y + share * (to_y - y)) / grain))
            )
    return cells


def _filled(cells: set[Cell]) -> set[Cell]:
    """Cells with all that lies between two of them from left to right."""
    ends: dict[int, tuple[int, int]] = {}
    for x, y in cells:
        low, high = ends.get(y, (x, x))
        ends[y] = (min(low, x), max(high, x))
    return {(x, y) for y, (low, high) in ends.items() for x in range(low, high + 1)}


def _middle(part: Positions) -> tuple[float, float]:
    xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2 + _HEAD / 2
