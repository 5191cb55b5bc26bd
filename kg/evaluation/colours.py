"""How far two colours differ to people who see colours in another way than most."""

import numpy as np
import numpy.typing as npt

# Linear RGB as it is seen without one kind of cone (Machado, Oliveira and Fernandes 2009, severity 1).
_SEEN = {
    "all cones": np.eye(3),
    "no long": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no middle": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "no short": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])


def least_difference(one: str, other: str) -> float:
    """Return the least distance in CIELAB of two ``#rrggbb`` colours over four ways to see.

    About 2.3 is just noticeable; 10 and more is told apart at a glance.
    """
    return min(
        float(np.linalg.norm(_lab(seen @ _linear(one)) - _lab(seen @ _linear(other))))
        for seen in _SEEN.values()
    )


def _linear(colour: str) -> npt.NDArray[np.float64]:
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _lab(linear: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    ratio = _TO_XYZ @ np.clip(linear, 0, 1) / _WHITE
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])
