"""Makes the outline of the map out of Natural Earth's coasts and borders.

``python -m kg.network.natural_earth countries-50m.json`` makes ``outline.json`` from the TopoJSON of the
package world-atlas 2.0.2 (Natural Earth 4.1, 1:50 million). Borders are as Natural Earth draws them, by who
holds the ground.
"""

import itertools
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_GRAIN = 100  # steps in a degree
_TOLERANCE = 0.04  # degrees by which a line may leave the one that was measured
_SMALLEST = 0.03  # square degrees; smaller islands are left out

Point = tuple[float, float]


def made_small(atlas: dict[str, Any]) -> dict[str, Any]:
    """Turn a TopoJSON of countries and land into the form of :func:`kg.network.outline.outline`."""
    arcs = [_simplified(points) for points in _arcs(atlas)]
    uses = Counter(
        arc if arc >= 0 else ~arc
        for country in atlas["objects"]["countries"]["geometries"]
        for ring in _rings(country)
        for arc in ring
    )
    land = [
        ring
        for shape in atlas["objects"]["land"]["geometries"]
        for ring in _rings(shape)
        if _counts([point for arc in ring for point in _walked(arcs, arc)])
    ]
    borders = [arc for arc, times in uses.items() if times > 1]
    kept = sorted({arc if arc >= 0 else ~arc for ring in land for arc in ring} | set(borders))
    number = {arc: place for place, arc in enumerate(kept)}
    return {
        "arcs": [_steps(arcs[arc]) for arc in kept],
        "land": [[number[arc] if arc >= 0 else ~number[~arc] for arc in ring] for ring in land],
        "borders": [number[arc] for arc in sorted(borders)],
    }


def _arcs(atlas: dict[str, Any]) -> Iterator[list[Point]]:
    (wide, high), (left, bottom) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points: list[Point] = []
        for across, up in arc:
            x, y = x + across, y + up
            at = x * wide + left
            # A line that crosses the 180th meridian goes on beyond it.
            turn = round((points[-1][0] - at) / 360) * 360 if points else 0
            points.append((at + turn, y * high + bottom))
        yield points


def _rings(shape: dict[str, Any]) -> Iterator[list[int]]:
    match shape.get("type"):
        case "Polygon":
            yield from shape["arcs"]
        case "MultiPolygon":
            for polygon in shape["arcs"]:
                yield from polygon


def _walked(arcs: list[list[Point]], arc: int) -> list[Point]:
    return arcs[arc] if arc >= 0 else arcs[~arc][::-1]


def _counts(ring: list[Point]) -> bool:
    """Whether a ring is large enough and not the Antarctic."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    area = abs(sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairs)) / 2
    return area >= _SMALLEST and any(y > -60 for _, y in ring)


def _simplified(points: list[Point]) -> list[Point]:
    """Leave out points that stand no farther than the tolerance from the line (Douglas and Peucker 1973)."""
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far, at = max((_distance(points[i], points[first], points[last]), i) for i in range(first + 1, last))
        if far > _TOLERANCE:
            kept.add(at)
            spans += [(first, at), (at, last)]
    return [points[i] for i in sorted(kept)]


def _distance(point: Point, one: Point, other: Point) -> float:
    length = math.dist(one, other)
    if length == 0:
        return math.dist(point, one)
    cross = (other[0] - one[0]) * (one[1] - point[1]) - (one[0] - point[0]) * (other[1] - one[1])
    return abs(cross) / length


def _steps(points: list[Point]) -> list[int]:
    whole = [(round(x * _GRAIN), round(y * _GRAIN)) for x, y in points]
    flat = [*whole[0]]
    for (x, y), (to_x, to_y) in itertools.pairwise(whole):
        flat += [to_x - x, to_y - y]
    return flat


if __name__ == "__main__":
    made = made_small(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    target = Path(__file__).with_name("outline.json")
    target.write_text(json.dumps(made, separators=(",", ":")) + "\n", "utf-8")
