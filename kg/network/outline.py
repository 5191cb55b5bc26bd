"""Coasts and borders for the map: Natural Earth's, which are in the public domain."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def outline() -> dict[str, Any]:
    """Return the arcs of the map and which of them make land and borders.

    ``arcs`` are lists of whole hundredths of a degree, x and y of the first point and then steps; ``land``
    are rings, each a list of arcs, ``~n`` for arc ``n`` walked backwards; ``borders`` are arcs.
    """
    return dict(json.loads((files("kg.network") / "outline.json").read_text("utf-8")))
