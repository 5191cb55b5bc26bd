"""Points at distances wanted, and boxes that do not cover each other."""

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]


def stress(wanted: Matrix, seed: int, rounds: int = 80) -> Matrix:
    """Points whose distances come near those wanted, near ones mattering most."""
    count = len(wanted)
    weights = 1 / np.where(wanted == 0, np.inf, wanted) ** 2
    mean = np.full((count, count), 1 / count)
    # The pseudo-inverse of a Laplacian, at the price of an inverse.
    inverse = np.linalg.inv(np.diag(weights.sum(axis=1)) - weights + mean) - mean
    points = np.random.default_rng(seed).normal(scale=wanted.max() / 2, size=(count, 2))
    for _ in range(rounds):
        actual = np.hypot(*(axis[:, None] - axis[None, :] for axis in points.T))
        ratio = weights * wanted / np.where(actual < 1e-9, np.inf, actual)
        points = inverse @ (ratio.sum(axis=1)[:, None] * points - ratio @ points)
    return points


def lying(points: Matrix) -> Matrix:
    """Turn points so that they reach farthest from left to right, as names do."""
    centred = points - points.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1]
    axes = axes * np.where(axes[0] < 0, -1.0, 1.0)
    return np.asarray(centred @ axes)


def apart(points: Matrix, sizes: Matrix, *, step: float, rounds: int = 60) -> Matrix:
    """Move boxes that cover each other apart, each time along the shorter way and by ``step`` at most."""
    needed = (sizes[:, None, :] + sizes[None, :, :]) / 2
    for _ in range(rounds):
        gaps = points[:, None, :] - points[None, :, :]
        overlap = needed - np.abs(gaps)
        np.einsum("iik->ik", overlap)[:] = 0
        meets = (overlap > 0).all(axis=2)
        if not meets.any():
            break
        sideways = overlap[:, :, 0] < overlap[:, :, 1]
        shift = np.where(gaps < 0, -1.0, 1.0) * overlap / 2
        shift[:, :, 0] *= meets & sideways
        shift[:, :, 1] *= meets & ~sideways
        points = points + np.clip(shift.sum(axis=1), -step, step)
    return points
