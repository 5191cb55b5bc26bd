"""Learning what words are in their context: the head that is shipped as ``senses.npz``.

Learnt from are the words of the own corpus (``train`` and ``dev``: annotated triggers, and all other words,
which are no events), the marked words of PLOVER's gold standard records, in the judged texts of
:mod:`kg.evaluation.confidence` the events that a reader found right or wrong and the words that the lexicon
does not know, and in reports of terrorism (MUC-4) events judged or with a filler that the gold has. Softmax
regression with an L2 penalty.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from kg.evaluation.minimising import minimise
from kg.language.senses import MEANING, TYPES, SenseHead

COMMAND = "python -m kg.evaluation.confidence --data DIR --write"
LICENCES = (
    "PLOVER gold standard records: CC BY-SA 4.0",
    "MEANTIME: CC BY 4.0",
    "ECB+: CC BY 3.0",
    "MUC-4, as distributed with GRIT: MIT",
    "PETRARCH-1 unit tests: MIT",
    "UD English GUM, open genres: texts CC BY or CC BY-SA",
    "UD English EWT: CC BY-SA 4.0",
)
"""What the head is learnt from beside sentences of our own."""

FOLDS = 5
_PENALTY = 50.0
_STEPS = 50
_CONTENT = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})
_OF_QUIET = 3
"""Of the words of judged texts that are surely no events one in so many is learnt from, for all of them."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Word:
    """A word to learn from: the text it stands in, its vector, what it is, and for how many it stands."""

    text: str
    vector: Floats
    type: str
    weight: float = 1.0


def fold_of(text: str) -> int:
    """The fold of a text, by its identifier."""
    return zlib.crc32(text.encode()) % FOLDS


def vector_of(token: Token) -> Floats:
    """The vector of a word in a document whose reader kept them."""
    vector: Floats = token.doc.user_data[MEANING][token.i].astype(np.float32)
    return vector


def words_of_annotated(record: Mapping[str, Any], doc: Doc) -> Iterator[Word]:
    """Words of a sentence of the own corpus."""
    text: str = record["text"]
    spans = [(at := text.index(e["trigger"]), at + len(e["trigger"]), e["type"]) for e in record["events"]]
    yield from _words(record["id"], doc, spans)


def words_of_marked(record: Mapping[str, Any], doc: Doc) -> Iterator[Word]:
    """Words of a gold standard record with one event; its verbs beside the event may be others."""
    if len(record["events"]) != 1:
        return
    kind, text, at = record["events"][0]["plover"], record["text"], 0
    spans = []
    for mark in re.findall(r"\(EVT: ([^)]*)\)", record["markup"]):
        start = text.find(mark, at)
        if start >= 0:
            at = start + len(mark)
            spans.append((start, at, kind))
    yield from _words(record["id"], doc, spans, skipped=frozenset({"VERB"}))


def words_of_judged(name: str, doc: Doc, verdicts: Mapping[int, str | None]) -> Iterator[Word]:
    """Words of a judged text; *verdicts* tell of the triggers found, by position, what they are if known."""
    for token in doc:
        if token.pos_ not in _CONTENT:
            continue
        if token.i in verdicts:
            verdict = verdicts[token.i]
            if verdict in TYPES:
                yield Word(name, vector_of(token), verdict)
        elif not zlib.crc32(f"{name} {token.i}".encode()) % _OF_QUIET:
            yield Word(name, vector_of(token), "", _OF_QUIET)


def _words(
    name: str, doc: Doc, spans: Iterable[tuple[int, int, str]], skipped: frozenset[str] = frozenset()
) -> Iterator[Word]:
    """The head of each marked span with its type, and the other words that may be events without one."""
    inside: set[int] = set()
    for start, end, kind in spans:
        within = doc.char_span(start, end, alignment_mode="expand")
        if within is None:
            continue
        heads = [t for t in within if _may_be_event(t) and (t.head == t or t.head not in within)]
        heads = heads or [t for t in within if _may_be_event(t)]
        if kind in TYPES and heads and heads[0].i not in inside:
            yield Word(name, vector_of(heads[0]), kind)
        inside.update(token.i for token in within)
    for token in doc:
        if token.i not in inside and _may_be_event(token) and token.pos_ not in skipped:
            yield Word(name, vector_of(token), "")


def _may_be_event(token: Token) -> bool:
    return token.pos_ in _CONTENT or token.lemma_ in ("be", "have")


def fit_head(words: Iterable[Word]) -> SenseHead:
    """The head that tells the words' types best."""
    taken = list(words)
    matrix = np.stack([word.vector for word in taken])
    weights = np.array([word.weight for word in taken], dtype=np.float32)
    index = np.array([TYPES.index(word.type) for word in taken])
    wanted = np.eye(len(TYPES), dtype=np.float32)[index]
    mean, spread = matrix.mean(0), matrix.std(0) + 1e-3
    matrix = (matrix - mean) / spread
    width, kinds = matrix.shape[1], len(TYPES)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weight = flat[: width * kinds].reshape(width, kinds).astype(np.float32)
        scores = matrix @ weight + flat[width * kinds :].astype(np.float32)
        scores -= scores.max(1, keepdims=True)
        odds = np.exp(scores)
        total = odds.sum(1, keepdims=True)
        value = float((weights * (np.log(total[:, 0]) - (scores * wanted).sum(1))).sum())
        value += _PENALTY / 2 * float(np.square(flat[: width * kinds]).sum())
        error = (odds / total - wanted) * weights[:, None]
        gradient = np.concatenate([(matrix.T @ error + _PENALTY * weight).ravel(), error.sum(0)])
        return value, gradient.astype(np.float64)

    best = minimise(loss, np.zeros((width + 1) * kinds), _STEPS)
    weight = (best[: width * kinds].reshape(width, kinds) / spread[:, None]).astype(np.float32)
    bias = best[width * kinds :].astype(np.float32) - mean @ weight
    return SenseHead(weight, bias.astype(np.float32))
