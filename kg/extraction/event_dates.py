"""Whether a date that stands beside an event can be its own."""

import datetime as dt
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.extraction.report import Factuality, TimeExpression
from kg.extraction.trigger import Trigger


def dates_what_governs(doc: Doc, date: TimeExpression, carriers: Sequence[Token]) -> bool:
    """Whether a date is of a promise rather than of the deed: "vowed on Monday to strike"."""
    words = doc.char_span(date.span.start, date.span.end) if date.span is not None else None
    if words is None:
        return False
    head = words.root.head
    while head.pos_ != "VERB" and head.head.i != head.i:
        head = head.head
    if head in carriers or words.start > carriers[0].i:
        return False
    inner = {child.i for child in head.children if child.dep_ == "xcomp" and child.tag_ == "VB"}
    return any(token.i in inner or any(a.i in inner for a in token.ancestors) for token in carriers[:1])


def suits(date: TimeExpression, seen: Factuality, today: dt.date | None) -> bool:
    """Nothing planned happens "since 2001", and nothing actual "by November 15" of this year to come."""
    if seen != "Actual":
        return date.end is not None
    if today is None:
        return True
    return (date.start or date.end or today) <= today


def is_past(trigger: Trigger) -> bool:
    """Whether the trigger's verb is finite and past, so that a date to come cannot be its own."""
    verb = trigger.host if trigger.nominal else trigger.token
    if verb is None:
        return False
    past = ("VBD", "VBN")
    return verb.tag_ == "VBD" or any(c.dep_ in ("aux", "aux:pass") and c.tag_ in past for c in verb.children)
