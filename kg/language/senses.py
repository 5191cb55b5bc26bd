"""What words are in their context by the encoder: events of some type, or none.

A linear head on the vectors of words' meanings, fitted to the very weights beside which it lies by
``python -m kg.evaluation.confidence``. Without its file the words of a text have no senses.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.language.chances import log_chances

TYPES = (
    "", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST",
    "RETREAT", "SANCTION", "SUPPORT",
)  # fmt: skip
"""What a word may be: no event, or one of a PLOVER type. Verbal acts are statements, and not among them."""

SENSES, MEANING = "senses", "meaning"
"""Keys of ``doc.user_data``: the scores of each word by ``TYPES``, and its vector where those are kept."""

Floats = NDArray[np.float32]
_FILE = "senses.npz"


@dataclass(frozen=True)
class SenseHead:
    """Weights of shape (width of a vector, types), and the bias of each type."""

    weight: Floats
    bias: Floats
    encoder: str = ""
    """Digest of the encoder's file that it was fitted to."""

    @classmethod
    def load(cls, folder: Path) -> SenseHead | None:
        """The head in a model's folder, ``None`` where there is none."""
        path = folder / _FILE
        if not path.is_file():
            return None
        with np.load(path) as arrays:
            weight, bias = arrays["weight"].astype(np.float32), arrays["bias"].astype(np.float32)
            return cls(weight, bias, str(arrays["encoder"]))

    def save(self, folder: Path) -> Path:
        """Write it to a model's folder; returns the path."""
        path = folder / _FILE
        with path.open("wb") as out:
            np.savez(
                out,
                weight=self.weight.astype(np.float16),
                bias=self.bias.astype(np.float32),
                encoder=np.array(self.encoder),
            )
        return path

    def __call__(self, meaning: Floats) -> Floats:
        """The log probability of each of ``TYPES``, for vectors of shape (words, width)."""
        return log_chances(meaning @ self.weight + self.bias)


def event_odds(chances: Floats | NDArray[np.float16]) -> float:
    """How likely a word with these log probabilities is an event of any type, as log odds within ±9."""
    none = min(max(math.exp(float(chances[0])), 1e-4), 1 - 1e-4)
    return math.log((1 - none) / none)
