"""What events have to do with agreements: which one they sign, negotiate or break, what a term calls for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.extraction.agreement_kinds import words
from kg.extraction.report import Agreement, Event, Span

_NEAR = 60  # characters between an event's word and the agreement that is its object


def join_agreements(events: Sequence[Event], agreements: Sequence[Agreement], doc: Doc) -> tuple[Event, ...]:
    """Return the events with ``signs``, ``negotiates`` and ``violates`` set, and each signing once."""
    return _sign_once([_joined(event, agreements, doc) for event in events])


def prescribed_events(agreement: Agreement, events: Sequence[Event]) -> Agreement:
    """Point each term at the event that it calls for: the first in its words that is not actual."""
    terms = []
    for term in agreement.terms:
        called_for = next(
            (
                event.id
                for event in events
                for mention in event.mentions or (event.trigger,)
                if event.factuality != "Actual"
                and term.content.start <= mention.start
                and mention.end <= term.content.end
            ),
            None,
        )
        terms.append(replace(term, prescribes=called_for))
    return replace(agreement, terms=tuple(terms))


def _joined(event: Event, agreements: Sequence[Agreement], doc: Doc) -> Event:
    triggers = event.mentions or (event.trigger,)
    match event.cls:
        case "Signing":
            # What is signed may stand before: "an agreement that both sides signed".
            found = _nearest(triggers, event, agreements, before=True)
            return replace(event, signs=(found,)) if found else event
        case "Negotiation":
            found = _nearest(triggers, event, agreements)
            return replace(event, negotiates=(found,)) if found else event
    if event.type == "AGREE" and event.date is None:
        made = (
            a.agreed_on for t, a, m in _together(triggers, event, agreements) if m.start <= t.start < m.end
        )
        event = replace(event, date=next((date for date in made if date is not None), None))
    breaking = [trigger for trigger in triggers if _breaks(trigger, doc)]
    found = _nearest(breaking, event, agreements)
    return replace(event, violates=(found,)) if found else event


def _nearest(
    triggers: Sequence[Span], event: Event, agreements: Sequence[Agreement], *, before: bool = False
) -> str | None:
    """Id of the agreement that a trigger's own sentence names nearest after it."""
    nearest: tuple[int, str] | None = None
    for trigger, agreement, mention in _together(triggers, event, agreements):
        gap = max(0, mention.start - trigger.end)
        if mention.start < trigger.start:
            if not before:
                continue
            gap = 200 + trigger.start - mention.end
        elif gap > _NEAR and not before:
            continue
        if nearest is None or gap < nearest[0]:
            nearest = gap, agreement.id
    return nearest[1] if nearest else None


def _together(
    triggers: Sequence[Span], event: Event, agreements: Sequence[Agreement]
) -> Iterator[tuple[Span, Agreement, Span]]:
    for trigger in triggers:
        for agreement in agreements:
            for mention in agreement.mentions:
                first, last = min(trigger.start, mention.start), max(trigger.end, mention.end)
                if any(s.start <= first and last <= s.end for s in event.evidence):
                    yield trigger, agreement, mention


def _breaks(trigger: Span, doc: Doc) -> bool:
    tokens = doc.char_span(trigger.start, trigger.end, alignment_mode="expand")
    return tokens is not None and any(t.lemma_.lower() in words("verbs", "violated") for t in tokens)


def _sign_once(events: Sequence[Event]) -> tuple[Event, ...]:
    """An agreement is signed once: mentions of its signing are one event, actual if any of them is."""
    signings: dict[str, Event] = {}
    kept: list[Event] = []
    for event in sorted(events, key=lambda e: e.factuality != "Actual"):
        if event.factuality == "Negated" or not event.signs:
            kept.append(event)
            continue
        first = signings.get(event.signs[0])
        if first is None:
            signings[event.signs[0]] = event
            continue
        signings[event.signs[0]] = replace(
            first,
            mentions=tuple(sorted({*first.mentions, *event.mentions})),
            evidence=tuple(dict.fromkeys((*first.evidence, *event.evidence))),
            actor=first.actor or event.actor,
            recipient=first.recipient or event.recipient,
            location=first.location or event.location,
            date=first.date or event.date,
        )
    return tuple(sorted((*kept, *signings.values()), key=lambda e: (e.trigger, e.id)))
