"""Scores of attribution on news annotated in PolNeAR's manner: source, cue and content of each attribution.

What is scored are the records that ``kg events`` writes: speaker, cue and content of each statement. One is
right if its cue, its content and (where one is annotated) its source each overlap with the gold by half or
more (Dice over characters). The parts are scored by themselves as well: how many cues are right and, where
the cue is, how many contents and sources. Besides, the speaker of direct quotations: of the annotated
attributions whose content is mainly in quotation marks, the share whose words were found and given to a
speaker that is named in the annotated source.

Run it as ``python -m kg.evaluation.statements --data DIR [--mistakes]``; DIR holds
``statements_polnear_dev.jsonl``.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.language import Language

from kg.articles.article import Article
from kg.evaluation.json_lines import read_lines
from kg.extraction import extract
from kg.extraction.quotations import find_quotations
from kg.extraction.records import record

Ranges = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """An attribution as character ranges; ``head`` is the offset of a word that names the source."""

    source: Ranges
    cue: Ranges
    content: Ranges
    head: int | None = None

    def worded(self, text: str) -> str:
        """The parts in words, for reading."""
        parts = (" … ".join(text[a:b] for a, b in part) for part in (self.source, self.cue, self.content))
        return " | ".join(parts).replace("\n", " ")


@dataclass(slots=True)
class Score:
    """Counts over documents: attributions by kind of speech, and speakers of direct quotations."""

    gold: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    found: int = 0
    nested: int = 0
    """Found attributions that count for nothing, because their cue stands within annotated content."""
    cues: int = 0
    """Gold attributions whose cue was found, …"""
    contents: int = 0
    """… of these, those whose content is right as well, …"""
    sources: int = 0
    """… and those whose source is."""
    quotations: int = 0
    speakers: int = 0

    @property
    def precision(self) -> float:
        """Share of the found attributions, but for nested ones, that are right."""
        return sum(self.right.values()) / max(1, self.found - self.nested)

    @property
    def strict_precision(self) -> float:
        """The same where nested ones count as wrong."""
        return sum(self.right.values()) / max(1, self.found)

    @property
    def recall(self) -> float:
        """Share of the gold attributions that were found."""
        return sum(self.right.values()) / max(1, sum(self.gold.values()))

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return harmonic(self.precision, self.recall)


def harmonic(precision: float, recall: float) -> float:
    """F1 of a precision and a recall."""
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


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
        alike = [candidate for candidate in found if dice(quote.cue, candidate.cue) >= 0.5]
        score.cues += bool(alike)
        score.contents += any(dice(quote.content, candidate.content) >= 0.5 for candidate in alike)
        score.sources += any(_same_source(quote, candidate) for candidate in alike)
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
    score.nested += sum(
        index not in taken and any(_shared(candidate.cue, quote.content) for quote in gold)
        for index, candidate in enumerate(found)
    )


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
    return _same_source(gold, candidate)


def _same_source(gold: Quote, candidate: Quote) -> bool:
    return not gold.source or dice(gold.source, candidate.source) >= 0.5


def _kind(content: Ranges, quoted: Ranges) -> str:
    inside = sum(max(0, min(b, d) - max(a, c)) for a, b in content for c, d in quoted)
    size = sum(b - a for a, b in content)
    return "direct" if inside > 0.8 * size else "mixed" if inside else "indirect"


def from_record(statement: Mapping[str, Any]) -> Quote:
    """The character ranges of a statement as ``kg events`` writes it."""

    def span(part: Mapping[str, Any]) -> tuple[int, int]:
        return part["start"], part["end"]

    speakers = statement["speaker"] or statement["on_behalf_of"]
    return Quote(
        source=sorted({span(speaker) for speaker in speakers}),
        cue=[span(statement["cue"])],
        content=[span(statement["content"])],
        head=speakers[0]["start"] if speakers else None,
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


def read(text: str, nlp: Language) -> list[Quote]:
    """The attributions that ``kg events`` would write for a text."""
    report = extract(nlp(text), Article(id="text", text=text))
    statements = record(report)["statements"]
    assert isinstance(statements, list)
    return [from_record(statement) for statement in statements if statement["content"]]


def evaluate(records: Iterable[dict[str, Any]], nlp: Language, *, mistakes: bool = False) -> Score:
    """Read each record's text and score what was found against its ``attributions``.

    With ``mistakes``, what was missed (``-``) and what was found in vain (``+``) is printed as it is met.
    """
    score = Score()
    for entry in records:
        text, gold = entry["text"], _gold(entry)
        found = read(text, nlp)
        score_document(score, text, gold, found)
        if mistakes:
            for quote in gold:
                if not any(_matches(quote, candidate) for candidate in found):
                    print("-", quote.worded(text))
            for candidate in found:
                within = any(_shared(candidate.cue, quote.content) for quote in gold)
                if not within and not any(_matches(quote, candidate) for quote in gold):
                    print("+", candidate.worded(text))
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
    parser.add_argument("--mistakes", action="store_true", help="print what was missed and found in vain")
    options = parser.parse_args()
    records = read_lines(options.data / f"statements_polnear_{options.split}.jsonl")
    score = evaluate(records[: options.limit], load(), mistakes=options.mistakes)
    print(f"attributions: P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")
    strict = harmonic(score.strict_precision, score.recall)
    print(f"  nested ones ({score.nested}) counted as wrong: P {score.strict_precision:.3f}  F1 {strict:.3f}")
    total = sum(score.gold.values())
    print(f"  cue: recall {score.cues / total:.3f}")
    print(f"  content, where the cue is right: {score.contents / max(1, score.cues):.3f}")
    print(f"  source, where the cue is right: {score.sources / max(1, score.cues):.3f}")
    for kind, number in sorted(score.gold.items()):
        print(f"  {kind}: recall {score.right[kind] / number:.3f} of {number}")
    if score.quotations:
        print(f"speakers of direct quotations: {score.speakers / score.quotations:.3f} of {score.quotations}")


if __name__ == "__main__":
    main()
