"""What words name in their context by the encoder: an event of some class and type, or none."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from kg.language.labels import EVENT_LABELS, NO_EVENT, labels_of

SENSES = "senses"
"""Key of ``doc.user_data``: the log probability of each word of each of :data:`EVENT_LABELS`, float16."""

_LEAST = 1e-4

Senses = NDArray[np.float16]


def senses_of(token: Token) -> Senses | None:
    """The log probabilities of what a word names, ``None`` in a document that the encoder has not read."""
    senses: Senses | None = token.doc.user_data.get(SENSES)
    return None if senses is None else senses[token.i]


def event_odds(senses: Senses) -> float:
    """How likely a word is an event of any kind, as log odds within ±9."""
    return _odds(1 - math.exp(float(senses[EVENT_LABELS.index(NO_EVENT)])))


def kind_odds(senses: Senses, kind: str, cls: str = "") -> float:
    """How likely it is an event of a PLOVER type, and of a class if one is given, as log odds within ±9."""
    return _odds(float(np.exp(senses[list(labels_of(cls, kind))].astype(np.float32)).sum()))


def _odds(chance: float) -> float:
    chance = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(chance / (1 - chance))
