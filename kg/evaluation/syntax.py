"""Measuring tags, dependency trees and sentence boundaries against Universal Dependencies treebanks.

``python -m kg.evaluation.syntax --data DIR`` prints one line a treebank. Labels are compared with subtypes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from pathlib import Path

from spacy.language import Language

from kg.language import load
from kg.language.encoder import MODEL, Encoder
from kg.language.parsing import parse
from kg.language.training.treebank import Sentence, read_conllu
from kg.language.windows import MAX_WORDS

TREEBANKS = ("corpora/ewt", "corpora/gum")


@dataclass(frozen=True)
class WordScores:
    """Shares, in per cent, of gold words that are right (on raw text: F1 over words)."""

    words: int
    upos: float
    xpos: float
    uas: float
    las: float


@dataclass(frozen=True)
class RawScores:
    """F1 scores, in per cent, from raw text: of words, sentences, tags and attachments."""

    tokens: float
    sentences: float
    upos: float
    uas: float
    las: float


def score_gold_words(encoder: Encoder, sentences: Sequence[Sentence]) -> WordScores:
    """Score *encoder* on gold words within gold sentences, read in windows of a paragraph."""
    right = dict.fromkeys(("upos", "xpos", "uas", "las"), 0)
    total = 0
    labels = encoder.labels
    for group in _paragraph_windows(sentences):
        words = [w for s in group for w in s.words]
        spacing = [x for s in group for x in s.spacing]
        (reading,) = encoder.read([(words, [1, *spacing[1:]])])
        ends = [0, *accumulate(len(s.words) for s in group)]
        heads, found, _ = parse(encoder, reading, words, pairwise(ends))
        for sentence, start in zip(group, ends, strict=False):
            for i, (head, deprel) in enumerate(zip(sentence.heads, sentence.deprels, strict=True)):
                at = start + i
                attached = heads[at] == (head + start if head else 0)
                right["upos"] += labels.upos[reading.upos[at]] == sentence.upos[i]
                right["xpos"] += labels.xpos[reading.xpos[at]] == sentence.xpos[i]
                right["uas"] += attached
                right["las"] += attached and labels.deprels[found[at]] == deprel
        total += len(words)
    return WordScores(total, **{name: 100 * int(count) / total for name, count in right.items()})


def score_raw_text(nlp: Language, sentences: Sequence[Sentence]) -> RawScores:
    """Score *nlp* on raw text: paragraphs are set apart by a blank line, sentences by one space."""
    counts = dict.fromkeys(("tokens", "sentences", "upos", "uas", "las"), 0)
    gold_words = said_words = gold_sentences = said_sentences = 0
    for _, document in groupby(sentences, key=lambda s: s.document):
        text, gold, bounds = _plain_text(list(document))
        doc = nlp(text)
        words = [t for t in doc if not t.is_space]
        said_words += len(words)
        gold_words += len(gold)
        gold_sentences += len(bounds)
        for span in doc.sents:
            inner = [t for t in span if not t.is_space]
            if inner:
                said_sentences += 1
                counts["sentences"] += (inner[0].idx, inner[-1].idx + len(inner[-1])) in bounds
        for token in words:
            known = gold.get((token.idx, token.idx + len(token)))
            if known is None:
                continue
            upos, head, deprel = known
            counts["tokens"] += 1
            counts["upos"] += token.pos_ == upos
            own = None if token.head.i == token.i else (token.head.idx, token.head.idx + len(token.head))
            counts["uas"] += own == head
            counts["las"] += own == head and (token.dep_.lower() if own is None else token.dep_) == deprel
    sizes = {"sentences": gold_sentences + said_sentences}
    return RawScores(**{k: 200 * v / sizes.get(k, gold_words + said_words) for k, v in counts.items()})


Offsets = tuple[int, int]


def _plain_text(
    sentences: list[Sentence],
) -> tuple[str, dict[Offsets, tuple[str, Offsets | None, str]], set[Offsets]]:
    text = ""
    gold: dict[Offsets, tuple[str, Offsets | None, str]] = {}
    bounds: set[Offsets] = set()
    for sentence in sentences:
        if text:
            text += "\n\n" if sentence.starts_paragraph else " "
        spans: list[Offsets] = []
        for i, (word, space) in enumerate(zip(sentence.words, sentence.spacing, strict=True)):
            if i and space == 1:
                text += " "
            spans.append((len(text), len(text) + len(word)))
            text += word
        bounds.add((spans[0][0], spans[-1][1]))
        for i, span in enumerate(spans):
            head = sentence.heads[i]
            gold[span] = (sentence.upos[i], spans[head - 1] if head else None, sentence.deprels[i])
    return text, gold, bounds


def _paragraph_windows(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    size = 0
    for sentence in sentences:
        full = size + len(sentence.words) > MAX_WORDS
        if group and (full or sentence.starts_paragraph or sentence.document != group[0].document):
            yield group
            group, size = [], 0
        group.append(sentence)
        size += len(sentence.words)
    if group:
        yield group


def main() -> None:
    """Parse the command line and print scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder that holds corpora/ewt and corpora/gum"
    )
    parser.add_argument("--part", default="test", choices=("dev", "test"))
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument(
        "--raw", action="store_true", help="also score from raw text with the shipped pipeline"
    )
    arguments = parser.parse_args()
    encoder = Encoder(arguments.model)
    parts = {
        name: list(read_conllu(arguments.data / name / f"{arguments.part}.conllu")) for name in TREEBANKS
    }
    for name, sentences in [*parts.items(), ("all", [s for part in parts.values() for s in part])]:
        print(name, arguments.part, score_gold_words(encoder, sentences))
        if arguments.raw:
            print(name, arguments.part, score_raw_text(load(), sentences))


if __name__ == "__main__":
    main()
