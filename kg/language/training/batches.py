"""Windows of text and the batches made of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields

import torch
from torch import Tensor

from kg.language.labels import BIO_LABELS, EVENT_LABELS
from kg.language.training.events import ANY_EVENT, NOTHING, Marked, is_quiet
from kg.language.training.names import ANYTHING, Named
from kg.language.training.treebank import Sentence
from kg.language.wordpieces import MASK, SPACE_BEFORE, SPACING_UNKNOWN, WordPieces

MAX_WORDS = 110
IGNORED = -100


@dataclass(slots=True)
class Window:
    """Consecutive words of one document; the tree lists are empty where only names are annotated.

    ``heads`` count from 1 within the window (0 is the root); ``sentence`` numbers the sentence of each word.
    """

    words: list[str] = field(default_factory=list)
    spacing: list[int] = field(default_factory=list)
    allowed: list[int] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    upos: list[int] = field(default_factory=list)
    xpos: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Vocabularies:
    """The labels of each head, in the order of its scores."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    deprels: tuple[str, ...]


def vocabularies(sentences: Iterable[Sentence]) -> Vocabularies:
    """All tags and dependency labels of *sentences*, sorted."""
    upos: set[str] = set()
    xpos: set[str] = set()
    deprels: set[str] = set()
    for sentence in sentences:
        upos.update(sentence.upos)
        xpos.update(sentence.xpos)
        deprels.update(sentence.deprels)
    return Vocabularies(tuple(sorted(upos)), tuple(sorted(xpos)), tuple(sorted(deprels)))


def tree_windows(
    sentences: list[Sentence], names: list[list[int]], vocabulary: Vocabularies, rng: random.Random
) -> Iterator[Window]:
    """Cut the treebank into windows of one sentence up to about a paragraph, anew for each epoch."""
    upos = {label: i for i, label in enumerate(vocabulary.upos)}
    xpos = {label: i for i, label in enumerate(vocabulary.xpos)}
    deprels = {label: i for i, label in enumerate(vocabulary.deprels)}
    window, limit, document = Window(), 0, ""
    for sentence, allowed in zip(sentences, names, strict=True):
        new = sentence.document != document or (sentence.starts_paragraph and rng.random() < 0.85)
        if window.words and (new or len(window.words) + len(sentence.words) > limit):
            yield window
            window = Window()
        if not window.words:
            limit = 0 if rng.random() < 0.15 else rng.randint(30, MAX_WORDS)
        document = sentence.document
        offset, number = len(window.words), (window.sentence[-1] + 1 if window.sentence else 0)
        window.words += sentence.words
        window.spacing += sentence.spacing
        window.allowed += allowed
        window.events += [NOTHING if is_quiet(document) else ANY_EVENT] * len(sentence.words)
        window.upos += [upos.get(t, 0) for t in sentence.upos]
        window.xpos += [xpos.get(t, 0) for t in sentence.xpos]
        window.heads += [h + offset if h else 0 for h in sentence.heads]
        window.deprels += [deprels.get(d, 0) for d in sentence.deprels]
        window.sentence += [number] * len(sentence.words)
    if window.words:
        yield window


def name_windows(named: Iterable[Named], rng: random.Random) -> Iterator[Window]:
    """Windows of a source of names, in which no event is told of or denied."""
    told = (item for item in named if len(item.words) <= 2 * MAX_WORDS)
    return _joined(((i.words, i.spacing, i.allowed, [ANY_EVENT] * len(i.words)) for i in told), rng)


def event_windows(marked: Iterable[Marked], rng: random.Random) -> Iterator[Window]:
    """Windows of sentences in which events are marked, and of whose names nothing is told."""
    return _joined(((i.words, i.spacing, [ANYTHING] * len(i.words), i.events) for i in marked), rng)


def _joined(
    sentences: Iterable[tuple[list[str], list[int], list[int], list[int]]], rng: random.Random
) -> Iterator[Window]:
    """One window a sentence, or several short neighbours, of words, spacing, names and events."""
    window = Window()
    for words, spacing, allowed, events in sentences:
        if window.words and (len(window.words) + len(words) > MAX_WORDS or rng.random() < 0.6):
            yield window
            window = Window()
        window.words += words
        window.spacing += spacing
        window.allowed += allowed
        window.events += events
    if window.words:
        yield window


_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "or",
        "but",
        "with",
        "by",
        "from",
        "as",
        "is",
    ]
)


def vary_case(words: list[str], rng: random.Random) -> list[str]:
    """Now and then the whole window in lower case, upper case or headline case."""
    draw = rng.random()
    if draw < 0.04:
        return [w.lower() for w in words]
    if draw < 0.08:
        return [w.upper() for w in words]
    if draw < 0.11:
        return [w if w in _SMALL else w[:1].upper() + w[1:] for w in words]
    return words


@dataclass(slots=True)
class Batch:
    """Tensors of a batch; see :class:`~kg.language.training.network.Network` for the inputs' shapes."""

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    words: Tensor
    allowed: Tensor
    events: Tensor
    upos: Tensor
    xpos: Tensor
    heads: Tensor
    deprels: Tensor
    sentence: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same batch on *device*."""
        return Batch(**{f.name: getattr(self, f.name).to(device, non_blocking=True) for f in fields(self)})


def collate(windows: list[Window], pieces: WordPieces, rng: random.Random | None = None) -> Batch:
    """Pad *windows* into one batch; with *rng*, vary case, spacing and single sub-tokens for training."""
    encoded = []
    for window in windows:
        words, spacing = window.words, window.spacing
        if rng is not None:
            words = vary_case(words, rng)
            if rng.random() < 0.1:
                spacing = [SPACING_UNKNOWN] * len(words)
        if spacing[0] != SPACING_UNKNOWN:
            spacing = [SPACE_BEFORE, *spacing[1:]]
        encoding = pieces.window(words, spacing)
        if rng is not None:
            ids = encoding.pieces
            for i in range(1, len(ids) - 1):
                if rng.random() < 0.03:
                    ids[i] = MASK
        encoded.append(encoding)
    size, longest, length = (
        len(windows),
        max(len(e.pieces) for e in encoded),
        max(len(w.words) for w in windows),
    )

    def grid(width: int, fill: int = 0) -> Tensor:
        return torch.full((size, width), fill, dtype=torch.long)

    batch = Batch(
        pieces=grid(longest),
        shapes=grid(longest),
        mask=grid(longest),
        first=grid(length),
        words=grid(length),
        allowed=torch.zeros(size, length, len(BIO_LABELS), dtype=torch.bool),
        events=torch.zeros(size, length, len(EVENT_LABELS), dtype=torch.bool),
        upos=grid(length, IGNORED),
        xpos=grid(length, IGNORED),
        heads=grid(length, IGNORED),
        deprels=grid(length, IGNORED),
        sentence=grid(length, -1),
    )
    names, kinds = torch.arange(len(BIO_LABELS)), torch.arange(len(EVENT_LABELS))
    for row, (window, encoding) in enumerate(zip(windows, encoded, strict=True)):
        n = len(window.words)
        batch.pieces[row, : len(encoding.pieces)] = torch.tensor(encoding.pieces)
        batch.shapes[row, : len(encoding.shapes)] = torch.tensor(encoding.shapes)
        batch.mask[row, : len(encoding.pieces)] = 1
        batch.first[row, :n] = torch.tensor(encoding.first)
        batch.words[row, :n] = 1
        batch.allowed[row, :n] = (torch.tensor(window.allowed)[:, None] >> names & 1).bool()
        batch.events[row, :n] = (torch.tensor(window.events)[:, None] >> kinds & 1).bool()
        if window.heads:
            batch.upos[row, :n] = torch.tensor(window.upos)
            batch.xpos[row, :n] = torch.tensor(window.xpos)
            batch.heads[row, :n] = torch.tensor(window.heads)
            batch.deprels[row, :n] = torch.tensor(window.deprels)
            batch.sentence[row, :n] = torch.tensor(window.sentence)
    return batch


def batches(windows: list[Window], words: int, rng: random.Random | None) -> Iterator[list[Window]]:
    """Group windows of like length into batches of about *words* words, in random order given *rng*."""
    order = list(windows)
    if rng is not None:
        rng.shuffle(order)
    groups: list[list[Window]] = []
    pool = 3000
    for start in range(0, len(order), pool):
        group: list[Window] = []
        longest = 0
        for window in sorted(order[start : start + pool], key=lambda w: len(w.words)):
            longest = max(longest, len(window.words))
            if group and longest * (len(group) + 1) > words:
                groups.append(group)
                group, longest = [], len(window.words)
            group.append(window)
        groups.append(group)
    if rng is not None:
        rng.shuffle(groups)
    yield from groups
