"""Sentences in which the events are marked: our own, the own corpus, and PLOVER's gold standard records.

As with names, each word has the *set* of labels that its source allows, as a bit mask over
:data:`~kg.language.labels.EVENT_LABELS`; a source that does not tell of a word allows them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokenizer import Tokenizer

from kg.evaluation.events import read_corpus
from kg.evaluation.json_lines import read_lines
from kg.language.labels import EVENT_LABELS, NO_EVENT, VERBAL_ACTS, labels_of
from kg.language.tokenization import tokenizer
from kg.language.training.markup import spacing_of, unmarked

ANY_EVENT = (1 << len(EVENT_LABELS)) - 1
NOTHING = 1 << EVENT_LABELS.index(NO_EVENT)

_OWN = re.compile(r"\[([^\[\]]+)\]\(([A-Za-z]+)(?:/([A-Z]+))?\)")
_RECORD = re.compile(r"\(EVT: ([^)]*)\)")
_QUIET = (
    "answers", "email", "reviews",
    "GUM_academic", "GUM_conversation", "GUM_textbook", "GUM_vlog", "GUM_voyage",
)  # fmt: skip
_SMALL = frozenset(
    """
    a an the of in on at to for and or with by from as is was were are be been has had have
    his her its their it them him into up out off down over against
    """.split()  # noqa: SIM905
)
Span = tuple[int, int, int]


@dataclass(slots=True)
class Marked:
    """Words with the set of events that each may name."""

    words: list[str]
    spacing: list[int]
    events: list[int]


def mask(cls: str = "", kind: str | None = None) -> int:
    """The labels of a class, of a type, or of both; 0 where none answers to it."""
    return sum(1 << place for place in labels_of(cls, kind))


_STATEMENTS = sum(mask(cls) for cls in VERBAL_ACTS)


def is_quiet(document: str) -> bool:
    """Whether a treebank's document is of a kind in which hardly an event of public affairs is told."""
    return document.startswith(_QUIET)


def from_own_events(lines: Iterable[str]) -> Iterator[Marked]:
    """Sentences marked as in ``Jets [bombed](Airstrike) a market``, with the type where a class has several.

    Raises ``ValueError`` for marks that name no label.
    """
    for line in lines:
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        text, marks = unmarked(line, _OWN)
        spans = []
        for start, end, match in marks:
            allowed = mask(match[2], match[3] or ("" if match[2] == "Warning" else None))
            if allowed.bit_count() != 1:
                raise ValueError(f"no event, or one of several types: {match[0]!r} in {line!r}")
            spans.append((start, end, allowed))
        yield _marked(text, spans, NOTHING)


def from_corpus(split: str) -> Iterator[Marked]:
    """Sentences of one split of the own corpus.

    Where a sentence's statements are listed, the cues of those with a label are marked too; where they are
    not, a word without an event may be one.
    """
    for record in read_corpus(split):
        text = record["text"]
        marks = [
            (event["trigger"], mask(event["class"], event["type"]) or mask(event["class"]))
            for event in record["events"]
        ]
        for said in record.get("statements", ()):
            kind = said["type"] or ""
            if f"{said['class']}/{kind}" in EVENT_LABELS:
                marks.append((said["cue"], mask(said["class"], kind)))
        spans = [(at := text.index(words), at + len(words), allowed) for words, allowed in marks]
        yield _marked(text, spans, NOTHING if "statements" in record else NOTHING | _STATEMENTS)


def from_gold_standard_records(path: Path) -> Iterator[Marked]:
    """Sentences with the words that name their one event; what other words name is not told."""
    for record in read_lines(path):
        if len(record["events"]) != 1:
            continue
        text, at, spans = record["text"], 0, list[Span]()
        for words in _RECORD.findall(record["markup"]):
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                spans.append((start, at, mask(kind=record["events"][0]["plover"])))
        yield _marked(text, spans, ANY_EVENT)


def _marked(text: str, spans: Iterable[Span], elsewhere: int) -> Marked:
    """The text cut into words; the small words of a span are left open."""
    doc = _tokenizer()(text)
    events = [elsewhere] * len(doc)
    for start, end, allowed in spans:
        for token in doc.char_span(start, end, alignment_mode="expand") or ():
            events[token.i] = ANY_EVENT if token.lower_ in _SMALL and end - start > len(token) else allowed
    return Marked([token.text for token in doc], spacing_of(doc), events)


@cache
def _tokenizer() -> Tokenizer:
    return tokenizer()
