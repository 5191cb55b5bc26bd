"""The spaCy component that reads syntax and names: one pass of the encoder over the windows of a document."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, MORPH, POS, TAG
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc

from kg.language.chances import log_chances
from kg.language.encoder import MODEL, Encoder, Reading
from kg.language.labels import NAME_TYPES
from kg.language.lemmas import features
from kg.language.names import best_labels, cautious
from kg.language.parsing import parse
from kg.language.senses import SENSES, Senses
from kg.language.settling import Span, class_chances, settle
from kg.language.windows import windows
from kg.language.wordpieces import NO_SPACE_BEFORE, SPACE_BEFORE

_ATTRIBUTES = [POS, TAG, DEP, HEAD, MORPH, ENT_IOB, ENT_TYPE]
_WINDOWS_AT_ONCE = 64
_INSIDE, _OUTSIDE, _BEGIN = 1, 2, 3

TREE_CONFIDENCE, NAME_CONFIDENCE = "tree_confidence", "name_confidence"
"""Keys of ``doc.user_data``: arrays of the probability of each word's chosen head and of its name label."""


class Reader:
    """Sets part of speech, tag, morphology, dependency tree, sentences and names of a document."""

    def __init__(self, nlp: Language, encoder: Encoder) -> None:
        self.encoder = encoder
        self.vocab = nlp.vocab
        strings, labels = nlp.vocab.strings, encoder.labels
        self._upos = np.array([IDS[tag] for tag in labels.upos], dtype=np.int64)
        self._xpos = np.array([strings.add(tag) for tag in labels.xpos], dtype=np.uint64).astype(np.int64)
        self._deprels = np.array(
            [strings.add(_spacy_label(d)) for d in labels.deprels], dtype=np.uint64
        ).astype(np.int64)
        self._upos_name = {IDS[tag]: tag for tag in labels.upos}
        self._type_of = {name: int(np.uint64(strings.add(name)).astype(np.int64)) for name in NAME_TYPES}
        self._space = (
            IDS["SPACE"],
            np.uint64(strings.add("_SP")).astype(np.int64),
            np.uint64(strings.add("dep")).astype(np.int64),
        )
        self._morph: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Read *doc* in place."""
        size = len(doc)
        if not size:
            return doc
        table = np.zeros((size, len(_ATTRIBUTES)), dtype=np.int64)
        certainty = np.ones((size, 2), dtype=np.float32)
        chances = np.zeros((size, len(NAME_TYPES)), dtype=np.float32)
        senses: Senses = np.zeros((size, len(self.encoder.labels.events)), dtype=np.float16)
        words = [token.text for token in doc]
        spacing = [SPACE_BEFORE] * size
        for token in doc[:-1]:
            if not token.whitespace_ and not token.is_space:
                spacing[token.i + 1] = NO_SPACE_BEFORE
        pending: list[list[int]] = []
        for window in windows(doc):
            pending.append(window)
            if len(pending) == _WINDOWS_AT_ONCE:
                self._read(pending, words, spacing, table, certainty, chances, senses)
                pending = []
        if pending:
            self._read(pending, words, spacing, table, certainty, chances, senses)
        self._name(words, table, chances)
        self._attach_space(doc, table)
        values: Any = table.view(np.uint64)
        doc.from_array(_ATTRIBUTES, values)
        doc.user_data[TREE_CONFIDENCE] = certainty[:, 0]
        doc.user_data[NAME_CONFIDENCE] = certainty[:, 1]
        doc.user_data[SENSES] = senses
        return doc

    def _read(
        self,
        pending: list[list[int]],
        words: list[str],
        spacing: list[int],
        table: NDArray[np.int64],
        certainty: NDArray[np.float32],
        chances: NDArray[np.float32],
        senses: Senses,
    ) -> None:
        texts = [[words[i] for i in window] for window in pending]
        spaces = [[SPACE_BEFORE, *(spacing[i] for i in window[1:])] for window in pending]
        readings = self.encoder.read(list(zip(texts, spaces, strict=True)))
        for window, text, reading in zip(pending, texts, readings, strict=True):
            at = np.array(window)
            table[at, 0], table[at, 1] = self._upos[reading.upos], self._xpos[reading.xpos]
            table[at, 4] = [
                self._features(i, u, x, w)
                for i, u, x, w in zip(window, reading.upos.tolist(), reading.xpos.tolist(), text, strict=True)
            ]
            names = best_labels(cautious(reading.names, self.encoder.labels.names), self.encoder.labels.names)
            table[at, 5] = names
            chances[at] = class_chances(reading.names)
            certainty[at, 1] = _probability(reading.names, names)
            self._trees(at, text, reading, table, certainty)
            senses[at] = log_chances(reading.events)

    def _name(self, words: list[str], table: NDArray[np.int64], chances: NDArray[np.float32]) -> None:
        """Turn the label indices in column 5 into spaCy's codes for the settled names."""
        labels = [self.encoder.labels.names[i] for i in table[:, 5].tolist()]
        upos = [self._upos_name.get(code, "") for code in table[:, 0].tolist()]
        spans: list[Span] = []
        for i, label in enumerate(labels):
            if label.startswith("I-") and spans and spans[-1][1] == i and spans[-1][2] == label[2:]:
                spans[-1] = (spans[-1][0], i + 1, label[2:])
            elif label != "O":
                spans.append((i, i + 1, label[2:]))
        table[:, 5], table[:, 6] = _OUTSIDE, 0
        for start, end, name in settle(spans, words, upos, chances):
            table[start:end, 5], table[start:end, 6] = _INSIDE, self._type_of[name]
            table[start, 5] = _BEGIN

    def _features(self, position: int, upos: int, xpos: int, word: str) -> int:
        key = (hash(word.lower()) if self.encoder.labels.upos[upos] in {"PRON", "DET"} else 0, upos, xpos)
        known = self._morph.get(key)
        if known is None:
            text = features(word, self.encoder.labels.upos[upos], self.encoder.labels.xpos[xpos])
            known = int(np.uint64(self.vocab.morphology.add(text)).astype(np.int64))
            self._morph[key] = known
        return known

    def _trees(
        self,
        at: NDArray[np.int64],
        text: list[str],
        reading: Reading,
        table: NDArray[np.int64],
        certainty: NDArray[np.float32],
    ) -> None:
        """Cut the window into sentences and set the tree of each."""
        starts = [0, *(i for i in range(1, len(at)) if reading.start[i] > 0), len(at)]
        heads, labels, certainty[at, 0] = parse(self.encoder, reading, text, pairwise(starts))
        table[at, 2] = self._deprels[labels]
        own = np.arange(len(at))
        table[at, 3] = np.where(heads == 0, 0, at[np.where(heads == 0, own, heads - 1)] - at)

    def _attach_space(self, doc: Doc, table: NDArray[np.int64]) -> None:
        """White space belongs to the word before it, at the beginning to the word after it."""
        previous = -1
        for token in doc:
            if not token.is_space:
                previous = token.i
                continue
            table[token.i, :3] = self._space
            if previous >= 0:
                table[token.i, 3] = previous - token.i
            elif token.i + 1 < len(doc):
                following = next((t.i for t in doc[token.i + 1 :] if not t.is_space), None)
                table[token.i, 3] = 0 if following is None else following - token.i


def _spacy_label(deprel: str) -> str:
    """spaCy writes the root's label in capitals, and its iteration over sentences relies on that."""
    return "ROOT" if deprel == "root" else deprel


def _probability(scores: NDArray[np.float32], chosen: NDArray[np.int64]) -> NDArray[np.float32]:
    shifted = np.exp(scores - scores.max(1, keepdims=True))
    picked: NDArray[np.float32] = shifted[np.arange(len(scores)), chosen] / shifted.sum(1)
    return picked


@Language.factory(
    "kg_reader",
    assigns=["token.pos", "token.tag", "token.dep", "token.head", "token.morph", "doc.ents", "doc.sents"],
    default_config={"model": "", "threads": 1},
)
def make_reader(nlp: Language, name: str, model: str, threads: int) -> Reader:
    """The reader with the model in folder *model*, by default the one that ships with the package."""
    return Reader(nlp, Encoder(Path(model) if model else MODEL, threads))
