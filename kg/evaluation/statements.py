"""Scores of attribution on news annotated in PolNeAR's manner: source, cue and content of each attribution.

A found attribution is right if its cue, its content and (where one is annotated) its source each overlap with
the gold by half or more (Dice over characters). Besides, the speaker of direct quotations: of the annotated
attributions whose content is mainly in quotation marks, the share whose words were found and given to a
source whose head word lies in the annotated one.

Run it as ``python -m kg.evaluation.statements --data DIR``; DIR holds ``statements_polnear_dev.jsonl``.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.language import Language

from kg.extraction.cues import Attribution
from kg.extraction.quotations import find_quotations
from kg.extraction.quoted_speech import quoted_attributions

Ranges = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """An attribution as character ranges; ``head`` is the offset of the source's head word."""

    source: Ranges
    cue: Ranges
    content: Ranges
    head: int | None = None


@dataclass(slots=True)
class Score:
    """Counts over documents: attributions by kind of speech, and speakers of direct quotations."""

    gold: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    found: int = 0
    quotations: int = 0
    speakers: int = 0

    @property
    def precision(self) -> float:
        """Share of the found attributions that are right."""
        return sum(self.right.values()) / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold attributions that were found."""
        return sum(self.right.values()) / max(1, sum(self.gold.values()))

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def _shared(one: Ranges, other: Ranges) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def dice(one: Ranges, other: Ranges) -> float:
    """Twice the shared characters over all characters, in 0–1."""
    size = sum(b - a for a, b in one) + sum(d - c for c, d in other)
    return 2 * _shared(one, other) / size if size else 0.0


def score_document(score: Score, text: str, gold: Sequence[Quote], found: Sequence[Quote]) -> None:
    """Add one document's counts to ``score``; each gold attribution is matched once."""
    quoted = [(q.outer_start, q.outer_end) for q in find_quotations(text)]
    taken: set[int] = set()
    score.found += len(found)
    for quote in gold:
        kind = _kind(quote.content, quoted)
        score.gold[kind] += 1
        for index, candidate in enumerate(found):
            if index not in taken and _matches(quote, candidate):
                taken.add(index)
                score.right[kind] += 1
                break
        if kind == "direct" and quote.source:
            score.quotations += 1
            holder = holder_of(quote.content, found)
            if holder is not None and holder.head is not None:
                score.speakers += any(a <= holder.head < b for a, b in quote.source)


def holder_of(content: Ranges, found: Iterable[Quote]) -> Quote | None:
    """The attribution with the least content that holds most of ``content`` and has its cue outside."""
    size = sum(b - a for a, b in content)
    holders = [
        quote
        for quote in found
        if 2 * _shared(content, quote.content) >= size and not _shared(content, quote.cue)
    ]
    return min(holders, key=lambda q: sum(b - a for a, b in q.content), default=None)


def _matches(gold: Quote, candidate: Quote) -> bool:
    if dice(gold.content, candidate.content) < 0.5 or dice(gold.cue, candidate.cue) < 0.5:
        return False
    return not gold.source or dice(gold.source, candidate.source) >= 0.5


def _kind(content: Ranges, quoted: Ranges) -> str:
    inside = sum(max(0, min(b, d) - max(a, c)) for a, b in content for c, d in quoted)
    size = sum(b - a for a, b in content)
    return "direct" if inside > 0.8 * size else "mixed" if inside else "indirect"


def from_attribution(attribution: Attribution) -> Quote:
    """The character ranges of an attribution: the source with all that belongs to its phrase."""
    source, head = attribution.source, attribution.head
    ranges: list[tuple[int, int]] = []
    if source is not None:
        first, last = source.left_edge, source.right_edge
        if first.i <= head.i < source.i:
            first = source.doc[head.i + 1]
        if source.i < head.i <= last.i:
            last = source.doc[head.i - 1]
        while first.dep_ in ("case", "punct") and first.i < source.i:
            first = first.nbor()
        ranges = [(first.idx, last.idx + len(last))]
    return Quote(
        source=ranges,
        cue=[attribution.words],
        content=attribution.content,
        head=source.idx if source is not None else None,
    )


def _gold(record: dict[str, Any]) -> list[Quote]:
    def ranges(value: Any) -> list[tuple[int, int]]:
        if not value:
            return []
        parts = value if isinstance(value[0], list) else [value]
        return [(part[0], part[1]) for part in parts]

    quotes = [
        Quote(source=ranges(a.get("source")), cue=ranges(a.get("cue")), content=ranges(a.get("content")))
        for a in record["attributions"]
    ]
    return [quote for quote in quotes if quote.cue and quote.content]


def evaluate(records: Iterable[dict[str, Any]], nlp: Language) -> Score:
    """Read each record's text and score what was found against its ``attributions``."""
    score = Score()
    for record in records:
        attributions, _ = quoted_attributions(nlp(record["text"]))
        found = [from_attribution(a) for a in attributions if a.content]
        score_document(score, record["text"], _gold(record), found)
    return score


def main() -> None:
    """Print the scores for one split of the data."""
    from kg.language import load

    parser = argparse.ArgumentParser(
        description="Score attributions: source, cue, content, speakers of quotations."
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with statements_polnear_SPLIT.jsonl")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--limit", type=int, default=None, help="read only so many documents")
    options = parser.parse_args()
    lines = (
        (options.data / f"statements_polnear_{options.split}.jsonl").read_text(encoding="utf-8").splitlines()
    )
    score = evaluate((json.loads(line) for line in lines[: options.limit]), load())
    print(f"attributions: P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")
    for kind, number in sorted(score.gold.items()):
        print(f"  {kind}: recall {score.right[kind] / number:.3f} of {number}")
    if score.quotations:
        print(f"speakers of direct quotations: {score.speakers / score.quotations:.3f} of {score.quotations}")


if __name__ == "__main__":
    main()
