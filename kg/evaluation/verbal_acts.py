"""Scores of statements on the project's own annotated sentences: who says what, in which kind of act.

A found statement is right if its class, or for the score by type its PLOVER type, is that of a gold statement
of the sentence and the cues overlap. Besides, for the statements that were found: speakers; addressees, where
the accused, threatened or praised may be given as one; recipients of the PLOVER acts among them, which are
those addressed or else the actors spoken of; contents that share half of their characters or more with the
gold; right factualities. Sentences whose record has no key ``statements`` are not scored, and attitudes
(what somebody is said to think or want), which the corpus does not annotate, do not count.
``python -m kg.evaluation.events corpus`` prints the figures.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.evaluation.counts import Counts, table_lines, total_line
from kg.evaluation.statements import dice
from kg.extraction.report import Actor, Report, Span, Statement

_ATTITUDES = frozenset({"Attitude", "Belief", "Desire", "Stance"})


@dataclass(slots=True)
class VerbalActScore:
    """Scores of statements on annotated sentences."""

    sentences: int = 0
    classes: dict[str, Counts] = field(default_factory=dict)
    types: dict[str, Counts] = field(default_factory=dict)
    roles: dict[str, Counts] = field(default_factory=dict)
    content: Counts = field(default_factory=Counts)
    factuality: Counts = field(default_factory=Counts)
    untyped: int = 0
    """Sentences without a gold statement of a PLOVER type."""
    false: int = 0
    """Statements with a PLOVER type found in them."""
    mistakes: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The figures as lines of text."""
        yield from table_lines(self.classes)
        yield from table_lines(self.types)
        for name, table in (("class", self.classes), ("PLOVER type", self.types)):
            yield total_line(f"statements by {name}", table)
        for role, c in self.roles.items():
            yield f"{role}: P {c.precision:.3f}  R {c.recall:.3f} of {c.gold}"
        yield f"content of found statements: P {self.content.precision:.3f}  R {self.content.recall:.3f}"
        yield f"factuality of found statements: {self.factuality.precision:.3f} of {self.factuality.gold}"
        yield f"false PLOVER statements: {self.false} in {self.untyped} sentences without one"


def score_verbal_acts(
    records: Sequence[dict[str, Any]], found: Iterable[Report], min_confidence: float
) -> VerbalActScore:
    """Score reports of annotated sentences; statements below ``min_confidence`` do not count."""
    score = VerbalActScore()
    for record, report in zip(records, found, strict=True):
        if "statements" in record:
            statements = [
                s for s in report.statements if s.confidence >= min_confidence and s.cls not in _ATTITUDES
            ]
            _score_sentence(score, record, report, statements)
    return score


def _score_sentence(
    score: VerbalActScore, record: dict[str, Any], report: Report, statements: Sequence[Statement]
) -> None:
    text = record["text"]
    score.sentences += 1
    typed = [s for s in statements if s.type]
    if not any(gold["type"] for gold in record["statements"]):
        score.untyped += 1
        score.false += len(typed)
    for statement in statements:
        score.classes.setdefault(statement.cls, Counts()).found += 1
    for statement in typed:
        score.types.setdefault(statement.type or "", Counts()).found += 1
    left = list(statements)
    for gold in record["statements"]:
        score.classes.setdefault(gold["class"], Counts()).gold += 1
        if gold["type"]:
            score.types.setdefault(gold["type"], Counts()).gold += 1
        at = _range(text, gold["cue"])
        hits = [s for s in left if s.cue.start < at[1] and at[0] < s.cue.end]
        hit = min(hits, key=lambda s: (s.cls != gold["class"], s.type != gold["type"]), default=None)
        if hit is None:
            others = ", ".join(f"{s.cls} “{s.cue.text}”" for s in statements)
            score.mistakes.append(f"{text} — missed {gold['class']} “{gold['cue']}” (found: {others})")
            continue
        left.remove(hit)
        score.classes[gold["class"]].right += hit.cls == gold["class"]
        if gold["type"]:
            score.types[gold["type"]].right += hit.type == gold["type"]
        if hit.cls != gold["class"]:
            score.mistakes.append(f"{text} — {hit.cls} instead of {gold['class']} “{gold['cue']}”")
        elif hit.type != gold["type"]:
            score.mistakes.append(f"{text} — {hit.type} instead of {gold['type']} “{gold['cue']}”")
        _score_parts(score, report, gold, hit)
    score.mistakes += [f"{text} — false {s.cls} “{s.cue.text}”" for s in left]


def _score_parts(score: VerbalActScore, report: Report, gold: dict[str, Any], hit: Statement) -> None:
    text = report.text
    score.factuality.gold += 1
    score.factuality.found += 1
    score.factuality.right += hit.factuality == gold["factuality"]
    if hit.factuality != gold["factuality"]:
        score.mistakes.append(f"{text} — {hit.factuality} instead of {gold['factuality']} “{gold['cue']}”")
    target = gold.get("recipient", [])
    addressee = [
        (a.entity, a.span)
        for a in hit.addressee
        if not any(_names(report, a.entity, a.span, _range(text, words)) for words in target)
    ]
    parts = {
        "speaker": ([(a.entity, a.span) for a in hit.speaker], gold["speaker"]),
        "addressee": (addressee, gold["addressee"]),
    }
    if gold["type"]:
        parts["recipient"] = (_recipients(report, hit), target or gold["addressee"])
    for role, (fillers, words) in parts.items():
        counts = score.roles.setdefault(role, Counts())
        wanted = [_range(text, part) for part in words]
        right = [w for w in wanted if any(_names(report, entity, span, w) for entity, span in fillers)]
        counts.gold += len(wanted)
        counts.found += len({entity for entity, _ in fillers})
        counts.right += len(right)
        if len(right) < len(wanted) or (fillers and not wanted):
            named = [span.text for _, span in fillers]
            score.mistakes.append(f"{text} — {role} {named} instead of {words} “{gold['cue']}”")
    score.content.gold += gold["content"] is not None
    score.content.found += bool(hit.content)
    if gold["content"] is not None:
        found = [(span.start, span.end) for span in hit.content]
        same = dice([_range(text, part) for part in gold["content"]], found) >= 0.5
        score.content.right += same
        if not same:
            spans = " … ".join(span.text for span in hit.content)
            score.mistakes.append(f"{text} — content “{spans}” instead of “{' … '.join(gold['content'])}”")


def _recipients(report: Report, statement: Statement) -> list[tuple[str, Span]]:
    """Who is addressed, or else the actors that the statement speaks of."""
    if statement.addressee:
        return [(a.entity, a.span) for a in statement.addressee]
    actors = {entity.id: entity for entity in report.entities if isinstance(entity, Actor)}
    return [(about, min(actors[about].mentions)) for about in statement.about if about in actors]


def _names(report: Report, entity: str, span: Span, wanted: tuple[int, int]) -> bool:
    """Whether a filler is the wanted one: its words, another mention of it, or its name."""
    named = report.entity(entity)
    if any(s.start < wanted[1] and wanted[0] < s.end for s in (span, *named.mentions)):
        return True
    return report.text[wanted[0] : wanted[1]] in named.name


def _range(text: str, words: str) -> tuple[int, int]:
    """Where the words stand first in the text."""
    start = text.index(words)
    return start, start + len(words)
