"""Scores of agreements on short passages of our own: ``python -m kg.evaluation.agreements --split test``.

A found agreement is an annotated one if it has a mention in common with it; each is matched once, with the
one that it shares most mentions with. Of matched agreements the class, parties, signatories, mediators,
dates, places, status, changes with their dates, and terms are compared, and those of agreements that were
missed or invented count as missed and invented. A term is right if its words overlap the annotated ones by
half of the shorter, and an obligor if it is one of a right term's.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.language import Language

from kg.articles.article import Article
from kg.evaluation.counts import Counts
from kg.evaluation.json_lines import read_lines
from kg.extraction.assembly import extract
from kg.extraction.report import Agreement, Argument, Report, Span, Term, TimeExpression
from kg.language import load

CORPUS = Path(__file__).parent / "corpus" / "agreements.jsonl"
PARTS = (
    "agreements", "mentions", "class", "party", "signatory", "mediator", "location", "signed_on", "agreed_on",
    "status", "changes", "terms", "obligors",
)  # fmt: skip


@dataclass(slots=True)
class Score:
    """Counts by part, and what went wrong in words."""

    counts: dict[str, Counts] = field(default_factory=lambda: {part: Counts() for part in PARTS})
    faults: list[str] = field(default_factory=list)

    def add(self, part: str, where: str, gold: Iterable[str], found: Iterable[str]) -> None:
        """Compare two lists of labels, each right if it is in both."""
        wanted, given = set(gold), set(found)
        counts = self.counts[part]
        counts.gold, counts.found = counts.gold + len(wanted), counts.found + len(given)
        counts.right += len(wanted & given)
        if wanted != given:
            self.faults.append(f"{where}\t{part}\tgold {sorted(wanted)}\tfound {sorted(given)}")


def spans_of(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where each of the annotated words stands: its next occurrence behind the one before.

    Alternatives are parted by ``|``; the case of letters does not matter.
    """
    found: list[tuple[int, int]] = []
    lower, start = text.lower(), 0
    for given in words:
        at = [(lower.find(word.lower(), start), word) for word in given.split("|")]
        at = [(i, word) for i, word in at if i >= 0] or [
            (lower.find(word.lower()), word) for word in given.split("|") if word.lower() in lower
        ]
        if at:
            i, word = min(at)
            found.append((i, i + len(word)))
            start = i + len(word)
    return found


def _overlap(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end


def _labels(report: Report, arguments: Iterable[Argument], gold: Sequence[str]) -> list[str]:
    """The annotated filler that each found one is, or its own name where it is none."""
    labels = []
    for argument in arguments:
        entity = report.entity(argument.entity)
        names = {entity.name, *entity.aliases, *(span.text for span in entity.mentions), argument.span.text}
        plain = {_plain(name) for name in names}
        match = next((g for g in gold if plain & {_plain(word) for word in g.split("|")}), None)
        labels.append(match or entity.name)
    return labels


def _plain(name: str) -> str:
    words = name.lower().replace("’", "'").removesuffix("'s").split()
    return " ".join(words[1:] if words and words[0] in ("the", "a", "an", "two") else words)


def _date(date: TimeExpression | None) -> list[str]:
    if date is None or date.start is None:
        return []
    if date.end is None or date.end == date.start:
        return [date.start.isoformat()]
    return [f"{date.start.isoformat()}/{date.end.isoformat()}"]


def _change(to: str, date: Sequence[str]) -> str:
    return " ".join((to, *date))


def _given(value: str | None) -> list[str]:
    return [] if value is None else [value]


def _alternative(value: str | None, found: str | None) -> list[str]:
    """The annotated value, or the one of its alternatives that was found."""
    if value is None:
        return []
    return [found] if found is not None and found in value.split("|") else [value]


def _same_term(content: tuple[int, int], term: Term) -> bool:
    shared = min(content[1], term.content.end) - max(content[0], term.content.start)
    shorter = min(content[1] - content[0], term.content.end - term.content.start)
    return 2 * shared >= shorter


def score_passage(score: Score, record: dict[str, Any], report: Report) -> None:
    """Add the counts of one passage."""
    where = str(record["id"])
    gold = list(record["agreements"])
    places = [spans_of(record["text"], agreement["mentions"]) for agreement in gold]
    pairs: list[tuple[int, int, int]] = []
    for i, spans in enumerate(places):
        for j, agreement in enumerate(report.agreements):
            shared = sum(any(_overlap(m, *span) for m in agreement.mentions) for span in spans)
            if shared:
                pairs.append((-shared, i, j))
    match: dict[int, int] = {}
    for _, i, j in sorted(pairs):
        if i not in match and j not in match.values():
            match[i] = j
    score.add(
        "agreements",
        where,
        [str(i) for i in range(len(gold))],
        [str(i) for i in match] + [f"+{j}" for j in range(len(report.agreements)) if j not in match.values()],
    )
    for i, wanted in enumerate(gold):
        found = report.agreements[match[i]] if i in match else None
        _compare(score, f"{where}:{wanted['mentions'][0]}", record["text"], wanted, found, report)
    for j, agreement in enumerate(report.agreements):
        if j not in match.values():
            _compare(score, f"{where}:+{agreement.name}", record["text"], {}, agreement, report)


def _compare(
    score: Score, where: str, text: str, gold: dict[str, Any], found: Agreement | None, report: Report
) -> None:
    mentions = spans_of(text, gold.get("mentions", ()))
    named = () if found is None else found.mentions
    score.add(
        "mentions",
        where,
        [text[a:b] + f"@{a}" for a, b in mentions],
        [
            next((text[a:b] + f"@{a}" for a, b in mentions if _overlap(m, a, b)), f"{m.text}@{m.start}")
            for m in named
        ],
    )
    cls = found.cls if found is not None else None
    score.add("class", where, _alternative(gold.get("class"), cls), _given(cls))
    for part in ("party", "signatory", "mediator", "location"):
        wanted = gold.get(part, [])
        arguments: tuple[Argument, ...] = () if found is None else getattr(found, part)
        score.add(part, where, wanted, _labels(report, arguments, wanted))
    for part in ("signed_on", "agreed_on"):
        date = _date(getattr(found, part)) if found is not None else []
        if part == "signed_on" or gold.get(part) is not None:
            score.add(part, where, _given(gold.get(part)), date)
    status = found.status if found is not None else None
    if gold.get("status") is not None or not gold:
        score.add("status", where, _alternative(gold.get("status"), status), _given(status))
    if gold.get("changes") is not None or not gold:
        given = [] if found is None else [_change(c.to, _date(c.date)) for c in found.changes]
        score.add(
            "changes",
            where,
            [_change(c["status"], _given(c["date"])) for c in gold.get("changes", ())],
            given,
        )
    _compare_terms(score, where, text, gold.get("terms", []), () if found is None else found.terms, report)


def _compare_terms(
    score: Score,
    where: str,
    text: str,
    gold: Sequence[dict[str, Any]],
    found: Sequence[Term],
    report: Report,
) -> None:
    taken: set[int] = set()
    right: list[str] = []
    for wanted in gold:
        start = text.find(wanted["content"])
        content = start, start + len(wanted["content"])
        term = next((t for k, t in enumerate(found) if k not in taken and _same_term(content, t)), None)
        if term is not None:
            taken.add(found.index(term))
            right.append(wanted["content"])
        score.add(
            "obligors",
            f"{where}:{wanted['content'][:20]}",
            wanted["obligor"],
            [] if term is None else _labels(report, term.obligor, wanted["obligor"]),
        )
    invented = [t for k, t in enumerate(found) if k not in taken]
    for term in invented:
        score.add("obligors", f"{where}:+{term.content.text[:20]}", [], _labels(report, term.obligor, []))
    score.add("terms", where, [g["content"] for g in gold], right + [f"+{t.content.text}" for t in invented])


def evaluate(records: Iterable[dict[str, Any]], nlp: Language) -> Score:
    """Read every passage as an article of its day, and compare."""
    score = Score()
    for record in records:
        article = Article(
            id=str(record["id"]), text=record["text"], date=dt.date.fromisoformat(record["date"])
        )
        score_passage(score, record, extract(nlp(article.text), article))
    return score


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table of scores; returns the exit status."""
    parser = argparse.ArgumentParser(description="Score agreements on passages of our own.")
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--faults", action="store_true", help="list what differs")
    options = parser.parse_args(arguments)
    records = read_lines(CORPUS)
    records = [record for record in records if record["split"] == options.split]
    score = evaluate(records, load())
    if options.faults:
        print("\n".join(score.faults))
    print(f"{len(records)} passages")
    for part in PARTS:
        counts = score.counts[part]
        rates = (100 * rate for rate in (counts.precision, counts.recall, counts.f1))
        print("{:12} P {:5.1f}  R {:5.1f}  F1 {:5.1f}".format(part, *rates), f" ({counts.gold} annotated)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
