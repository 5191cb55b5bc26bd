"""What became of an agreement, and when: each change once, however often the text tells of it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from kg.extraction.agreement_joining import overlap
from kg.extraction.agreement_mention import AgreementMention, Change
from kg.extraction.entities import char_span
from kg.extraction.relation_wording import sentence
from kg.extraction.report import StatusChange, TimeExpression

_LATER_YEARS = dt.date.max


def find_changes(identifier: str, mentions: Iterable[AgreementMention]) -> tuple[StatusChange, ...]:
    """The changes that the mentions of one agreement tell of: dated ones in time order, then the others."""
    kept: list[list[Change]] = []
    for change in sorted((c for m in mentions for c in m.changes), key=lambda c: c.date is None):
        same = next((group for group in kept if _is_same(group, change)), None)
        if same is None:
            kept.append([change])
        else:
            same.append(change)
    found = [
        StatusChange(
            id="",
            to=group[0].to,
            trigger=char_span(group[0].word.doc, group[0].word.i, group[0].word.i + 1),
            evidence=tuple(dict.fromkeys(sentence(change.word) for change in group)),
            date=narrowest([change.date for change in group]),
            confidence=0.8,
        )
        for group in kept
    ]
    found.sort(key=lambda change: (_since(change.date), change.trigger))
    return tuple(
        StatusChange(
            id=f"{identifier}c{number}",
            to=change.to,
            trigger=change.trigger,
            evidence=change.evidence,
            date=change.date,
            confidence=change.confidence,
        )
        for number, change in enumerate(found, 1)
    )


def narrowest(dates: Sequence[TimeExpression | None]) -> TimeExpression | None:
    """The most precise of several dates that are meant to be one."""
    known = [date for date in dates if date is not None]

    def width(date: TimeExpression) -> int:
        return (date.end - date.start).days if date.start is not None and date.end is not None else 10**6

    return min(known, key=width, default=None)


def _is_same(group: Sequence[Change], change: Change) -> bool:
    """Whether a change has been told already: of its kind, and at no other time."""
    if group[0].to != change.to:
        return False
    first = next((c.date for c in group if c.date is not None), None)
    return first is None or change.date is None or overlap(first, change.date)


def _since(date: TimeExpression | None) -> dt.date:
    known = date is not None and (date.start or date.end)
    return known or _LATER_YEARS
