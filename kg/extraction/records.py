"""Reports as PLOVER-shaped records: plain values for JSON Lines, and one row an event for CSV."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from kg.extraction.report import (
    Agreement,
    Argument,
    Count,
    Entity,
    Event,
    Place,
    Report,
    Span,
    Statement,
    Term,
    TimeExpression,
)

Record = dict[str, object]

_COUNTS = ("killed", "injured", "detained", "displaced")
_ROLES = ("actor", "recipient", "victim", "physical_target", "location", "instrument", "attributed_to")

COLUMNS = (
    "document",
    "event",
    "class",
    "type",
    "mode",
    "trigger",
    "start",
    "end",
    *(column for role in _ROLES for column in (role, f"{role}_qid")),
    "date",
    "date_start",
    "date_end",
    "date_precision",
    *(f"{count}_{bound}" for count in _COUNTS for bound in ("min", "max")),
    "factuality",
    "confidence",
)
"""Columns of :func:`rows`."""


def record(report: Report) -> Record:
    """One document as a record; offsets count Unicode code points of its text.

    ``events`` holds everything that has a PLOVER type, verbal acts included, in the order of the text, deeds
    before what is said in the same words ("ordered an investigation");
    ``statements`` holds every statement. Missing values are ``None`` or empty lists, never left out.
    """
    return _Writer(report).record()


def rows(record: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """The events of a record, one flat row each; several fillers of a role are joined by ``"; "``.

    Who is not known is given by the words for him.
    """
    events = record["events"]
    assert isinstance(events, list)
    for event in events:
        row: dict[str, object] = {
            "document": record["id"],
            "event": event["id"],
            "class": event["class"],
            "type": event["type"],
            "mode": event["mode"],
            "trigger": event["trigger"]["text"],
            "start": event["trigger"]["start"],
            "end": event["trigger"]["end"],
            "factuality": event["factuality"],
            "confidence": event["confidence"],
        }
        for role in _ROLES:
            row[role] = "; ".join(filler["name"] or filler["text"] for filler in event[role])
            row[f"{role}_qid"] = "; ".join(filler["qid"] or "" for filler in event[role])
        date = event["date"] or {}
        row["date"] = date.get("value")
        for key in ("start", "end", "precision"):
            row[f"date_{key}"] = date.get(key)
        for count in _COUNTS:
            for bound in ("min", "max"):
                row[f"{count}_{bound}"] = (event[count] or {}).get(bound)
        yield {column: row[column] for column in COLUMNS}


def _span(span: Span) -> Record:
    return {"start": span.start, "end": span.end, "text": span.text}


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(time: TimeExpression | None) -> Record | None:
    if time is None:
        return None
    one_day = time.day is not None
    return {
        "value": _iso(time.day),
        "start": None if one_day else _iso(time.start),
        "end": None if one_day else _iso(time.end),
        "precision": time.precision,
        "text": None if time.span is None else time.span.text,
    }


def _words(spans: Iterable[Span]) -> list[Record]:
    """Fillers of a role by words that name nobody known."""
    return [{**_span(span), "name": None, "class": None, "qid": None} for span in spans]


def _count(count: Count | None) -> Record | None:
    return None if count is None else {"min": count.min, "max": count.max}


class _Writer:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.entities = {entity.id: entity for entity in report.entities}

    def record(self) -> Record:
        report = self.report
        acts = [((event.trigger.start, 0), self.event(event)) for event in report.events]
        acts += [
            ((self.place(said.cue), 1), self.verbal_act(said))
            for said in report.statements
            if said.type is not None
        ]
        return {
            "id": report.article_id,
            "events": [act for _, act in sorted(acts, key=lambda act: act[0])],
            "statements": [self.statement(statement) for statement in report.statements],
            "agreements": [self.agreement(agreement) for agreement in report.agreements],
            "entities": [
                {
                    "name": entity.name,
                    "class": entity.cls,
                    "qid": _qid(entity),
                    "mentions": [_span(span) for span in entity.mentions],
                }
                for entity in report.entities
            ],
        }

    def place(self, cue: Span) -> int:
        """Where a verbal act stands in the text: behind the event that the same words name, if they do."""
        shared = (
            e.trigger.start
            for e in self.report.events
            if e.trigger.start < cue.end and cue.start < e.trigger.end
        )
        return next(shared, cue.start)

    def fillers(self, arguments: Iterable[Argument]) -> list[Record]:
        return [self.filler(argument.entity, argument.span) for argument in arguments]

    def filler(self, identifier: str, span: Span) -> Record:
        entity = self.entities[identifier]
        return {**_span(span), "name": entity.name, "class": entity.cls, "qid": _qid(entity)}

    def event(self, event: Event) -> Record:
        return {
            "id": event.id,
            "class": event.cls,
            "type": event.type,
            "mode": event.mode,
            "trigger": _span(event.trigger),
            "actor": self.fillers(event.actor),
            "recipient": self.fillers(event.recipient),
            "victim": self.fillers(event.victim),
            "physical_target": self.fillers(event.physical_target),
            "location": self.fillers(event.location),
            "instrument": self.fillers(event.instrument),
            "date": _date(event.date),
            **{name: _count(getattr(event, name)) for name in _COUNTS},
            "factuality": event.factuality,
            "attributed_to": self.fillers(event.attributed_to) or _words(event.unnamed_source),
            "confidence": event.confidence,
        }

    def verbal_act(self, statement: Statement) -> Record:
        """A statement as an event: who speaks is its actor."""
        places = [
            self.filler(about, min(self.entities[about].mentions))
            for about in statement.about
            if about in self.entities and isinstance(self.entities[about], Place)
        ]
        return {
            "id": statement.id,
            "class": statement.cls,
            "type": statement.type,
            "mode": None,
            "trigger": _span(statement.cue),
            "actor": self.fillers(statement.speaker or statement.on_behalf_of),
            "recipient": self.fillers(dict.fromkeys((*statement.addressee, *statement.recipient))),
            "victim": [],
            "physical_target": [],
            "location": places,
            "instrument": [],
            "date": _date(statement.date),
            **dict.fromkeys(_COUNTS),
            "factuality": statement.factuality,
            "attributed_to": self.fillers(statement.attributed_to) or _words(statement.unnamed_source),
            "confidence": statement.confidence,
        }

    def statement(self, statement: Statement) -> Record:
        return {
            "class": statement.cls,
            "type": statement.type,
            "speaker": self.sources(statement),
            "on_behalf_of": self.fillers(statement.on_behalf_of),
            "addressee": self.fillers(statement.addressee),
            "cue": _span(statement.cue),
            "content": self.stretch(statement.content),
            "direct": statement.direct,
            "medium": None if statement.medium is None else statement.medium.text,
            "date": _date(statement.date),
            "factuality": statement.factuality,
            "about": list(statement.about),
            "confidence": statement.confidence,
        }

    def sources(self, statement: Statement) -> list[Record]:
        """Speakers with all the words that name them; the words alone where they name nobody known."""
        found: list[tuple[Span, Record]] = []
        for argument in statement.speaker:
            at = argument.span
            phrase = next((s for s in statement.source if s.start <= at.start and at.end <= s.end), None)
            phrase = phrase or next(iter(statement.source), at)
            found.append((phrase, self.filler(argument.entity, phrase)))
        known = {phrase for phrase, _ in found}
        unknown = tuple(span for span in statement.source if span not in known)
        found += zip(unknown, _words(unknown), strict=True)
        return [speaker for _, speaker in sorted(found, key=lambda pair: pair[0])]

    def stretch(self, spans: tuple[Span, ...]) -> Record | None:
        """One stretch of text from the first span to the last, so that its offsets slice back."""
        if not spans:
            return None
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        return {"start": start, "end": end, "text": self.report.text[start:end]}

    def agreement(self, agreement: Agreement) -> Record:
        return {
            "class": agreement.cls,
            "party": self.fillers(agreement.party),
            "signatory": self.fillers(agreement.signatory),
            "mediator": self.fillers(agreement.mediator),
            "signed_on": _date(agreement.signed_on),
            "location": self.fillers(agreement.location),
            "status": agreement.status,
            "changes": [
                {"to": change.to, "date": _date(change.date), "trigger": _span(change.trigger)}
                for change in agreement.changes
            ],
            "terms": [self.term(term) for term in agreement.terms],
            "mentions": [_span(span) for span in agreement.mentions],
        }

    def term(self, term: Term) -> Record:
        return {
            "obligor": self.fillers(term.obligor),
            "content": _span(term.content),
            "condition": None if term.condition is None else _span(term.condition),
            "deadline": None if term.deadline is None else _span(term.deadline),
            "due_by": None if term.due_by is None else term.due_by.isoformat(),
            "prescribes": term.prescribes,
        }


def _qid(entity: Entity) -> str | None:
    return None if entity.link is None else entity.link.qid
