"""Finding the least value of a smooth function of many numbers (L-BFGS)."""

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
_REMEMBERED = 10


def minimise(function: Callable[[Vector], tuple[float, Vector]], start: Vector, steps: int) -> Vector:
    """The best point found in so many steps; *function* gives value and gradient.

    Limited-memory BFGS with a backtracking line search (Nocedal and Wright, Numerical Optimization, 7.2).
    """
    point = start
    value, gradient = function(point)
    changes: deque[tuple[Vector, Vector]] = deque(maxlen=_REMEMBERED)
    for _ in range(steps):
        direction = _direction(gradient, changes)
        length, slope = 1.0, float(direction @ gradient)
        while True:
            beyond = point - length * direction
            less, steepness = function(beyond)
            if less <= value - 1e-4 * length * slope or length < 1e-8:
                break
            length /= 2
        change, bend = beyond - point, steepness - gradient
        if float(change @ bend) > 1e-10:
            changes.append((change, bend))
        done = value - less < 1e-7 * max(1.0, abs(value))
        point, value, gradient = beyond, less, steepness
        if done:
            break
    return point


def _direction(gradient: Vector, changes: deque[tuple[Vector, Vector]]) -> Vector:
    """The gradient times an estimate of the inverse of the second derivatives."""
    direction, shares = gradient.copy(), []
    for change, bend in reversed(changes):
        share = float(change @ direction) / float(bend @ change)
        shares.append(share)
        direction -= share * bend
    if changes:
        change, bend = changes[-1]
        direction *= float(change @ bend) / float(bend @ bend)
    else:
        direction /= max(1.0, float(np.linalg.norm(gradient)))
    for (change, bend), share in zip(changes, reversed(shares), strict=True):
        direction += (share - float(bend @ direction) / float(bend @ change)) * change
    return direction
