"""The encoder at run time: one pass of the shipped ONNX file for all heads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.language.errors import ModelMissingError
from kg.language.wordpieces import Encoded, WordPieces

MODEL = Path(__file__).parent / "model"
BATCH_PIECES = 1024
"""Sub-tokens of a batch, padding included: enough to keep a core busy, few enough to stay in its cache."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Labels:
    """The labels of each head, in the order of its scores."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    names: tuple[str, ...]
    events: tuple[str, ...]
    deprels: tuple[str, ...]


class Reading(NamedTuple):
    """What one window's words score; :class:`~kg.language.training.network.Network` tells the meaning."""

    upos: NDArray[np.int64]
    xpos: NDArray[np.int64]
    names: Floats
    start: Floats
    arcs: Floats
    label_dependent: Floats
    label_head: Floats
    events: Floats


class Encoder:
    """Reads windows of words into scores.

    The numbers of an int8 network depend slightly on what shares a batch; callers that want the same text
    read the same way each time pass it with the same neighbours.
    """

    def __init__(self, folder: Path = MODEL, threads: int = 1) -> None:
        needed = ("encoder.onnx", "vocab.txt", "labels.json", "labelling.npz")
        if not all((folder / name).is_file() for name in needed):
            raise ModelMissingError(folder)
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.labels = Labels(**{name: tuple(values) for name, values in labels.items()})
        with np.load(folder / "labelling.npz") as arrays:
            self._label_weight, self._label_bias = arrays["weight"].T.copy(), arrays["bias"]
        self.pieces = WordPieces(folder / "vocab.txt")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def read(self, windows: Sequence[tuple[Sequence[str], Sequence[int]]]) -> list[Reading]:
        """Scores of each window, given as its words and what stood before each (see :mod:`.wordpieces`)."""
        encoded = [self.pieces.window(words, spacing) for words, spacing in windows]
        readings: list[Reading | None] = [None] * len(encoded)
        for group in _groups([len(e.pieces) for e in encoded]):
            for index, reading in zip(group, self._run([encoded[i] for i in group]), strict=True):
                readings[index] = reading
        return [reading for reading in readings if reading is not None]

    def label_scores(self, dependent: Floats, head: Floats) -> Floats:
        """The scores of each dependency label between words and their heads, from both ends' vectors."""
        features = np.concatenate([dependent * head, np.maximum(dependent + head, 0)], axis=-1)
        scores: Floats = features @ self._label_weight + self._label_bias
        return scores

    def _run(self, encoded: list[Encoded]) -> Iterator[Reading]:
        size = len(encoded)
        longest, length = max(len(e.pieces) for e in encoded), max(len(e.first) for e in encoded)
        pieces, shapes, mask = (np.zeros((size, longest), dtype=np.int64) for _ in range(3))
        first = np.zeros((size, length), dtype=np.int64)
        for row, item in enumerate(encoded):
            n = len(item.pieces)
            pieces[row, :n], shapes[row, :n], mask[row, :n] = item.pieces, item.shapes, 1
            first[row, : len(item.first)] = item.first
        upos, xpos, names, start, arcs, dependent, head, events = self._session.run(
            None, {"pieces": pieces, "shapes": shapes, "mask": mask, "first": first}
        )
        upos, xpos = upos.argmax(-1), xpos.argmax(-1)
        for row, item in enumerate(encoded):
            n = len(item.first)
            yield Reading(
                upos[row, :n], xpos[row, :n], names[row, :n], start[row, :n],
                arcs[row, :n, : n + 1], dependent[row, :n], head[row, : n + 1], events[row, :n],
            )  # fmt: skip


def _groups(lengths: list[int]) -> Iterator[list[int]]:
    """Group windows of like length, so that little of a batch is padding."""
    group: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        longest = lengths[index]
        if group and (longest * (len(group) + 1) > BATCH_PIECES or lengths[group[0]] < 0.6 * longest):
            yield group
            group = []
        group.append(index)
    if group:
        yield group
