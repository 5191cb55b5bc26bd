"""From a parsed article to its report: runs every reader of facts, then joins what they found.

Each reader (events, statements, agreements, relations) knows only the syntax and the entities. What they
have to do with each other is settled here: whose word an event is, what a statement is about, what an
agreement's terms call for, and which event signed it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from spacy.tokens import Doc

from kg.articles.article import Article
from kg.extraction.agreement_events import join_agreements, prescribed_events
from kg.extraction.agreements import find_agreements
from kg.extraction.as_written import as_written
from kg.extraction.attribution import attribute, attribute_agreement, date_news, find_topics, nest
from kg.extraction.coreference import resolve
from kg.extraction.event_confidence import LIKELY
from kg.extraction.events import find_events
from kg.extraction.mentions import find_mentions
from kg.extraction.relations import find_relations
from kg.extraction.report import (
    Agreement,
    Argument,
    Entity,
    Event,
    Relation,
    Report,
    Span,
    Statement,
)
from kg.extraction.rereading import reread
from kg.extraction.statements import find_statements
from kg.extraction.time import TimeResolver
from kg.language.casing import CASE_RESTORED
from kg.language.markup import MARKUP_BLANKED

Fact = TypeVar("Fact", Event, Statement, Agreement)


def extract(doc: Doc, article: Article, *, min_confidence: float | None = None) -> Report:
    """Return everything that ``article`` reports.

    ``doc`` is the parse of ``article.text`` (Universal Dependencies, entities); where that is without case,
    names are written with capitals, and spans as the article has them. Facts of a confidence below
    ``min_confidence`` (0 to 1) are left out; where it is not given, events likelier wrong than right are.
    """
    least = min_confidence or 0.0
    doc = reread(doc)
    table = resolve(doc, find_mentions(doc), article)
    times = TimeResolver(doc, article.date)
    relations = find_relations(doc, table)
    statements = _kept(find_statements(doc, table, times, relations), article, least)
    agreements = _kept(find_agreements(doc, table, times, relations), article, least)
    likely = LIKELY if min_confidence is None else min_confidence
    events = _kept(find_events(doc, table, times, article), article, likely)
    statements = nest(statements)
    events = join_agreements(events, agreements, doc)
    events = tuple(
        date_news(attribute(event, statements, article, doc), statements, article, doc) for event in events
    )
    agreements = tuple(attribute_agreement(agreement, statements) for agreement in agreements)
    agreements = tuple(prescribed_events(agreement, events) for agreement in agreements)
    statements = tuple(find_topics(s, events, agreements, table) for s in statements)
    relations = tuple(r for r in relations if r.confidence >= least and not _skipped(r.evidence, article))
    report = Report(
        article_id=article.id,
        text=article.text,
        date=article.date,
        sentences=tuple(_trim(span) for span in _sentences(doc)),
        entities=_needed(table.entities, events, statements, agreements, relations),
        events=events,
        statements=statements,
        agreements=agreements,
        relations=relations,
        warnings=article.warnings,
    )
    changed = doc.user_data.keys() & {CASE_RESTORED, MARKUP_BLANKED}
    return as_written(report, article.text) if changed else report


def _sentences(doc: Doc) -> Iterable[Span]:
    return (Span(sent.start_char, sent.end_char, sent.text) for sent in doc.sents if sent.text.strip())


def _trim(span: Span) -> Span:
    """The span without the white space and line end that belong to the sentence's last token."""
    text = span.text.strip()
    start = span.start + len(span.text) - len(span.text.lstrip())
    return Span(start, start + len(text), text)


def _anchor(fact: Event | Statement | Agreement) -> Span:
    match fact:
        case Event():
            return fact.trigger
        case Statement():
            return fact.cue
    return fact.mentions[0]


def _kept(facts: Iterable[Fact], article: Article, min_confidence: float) -> tuple[Fact, ...]:
    return tuple(
        _trimmed(fact)
        for fact in facts
        if fact.confidence >= min_confidence and not _skipped(_anchor(fact), article)
    )


def _trimmed(fact: Fact) -> Fact:
    trimmed = replace(fact, evidence=tuple(_trim(span) for span in fact.evidence))
    if isinstance(trimmed, Agreement):
        terms = tuple(replace(t, evidence=tuple(_trim(s) for s in t.evidence)) for t in trimmed.terms)
        return replace(trimmed, terms=terms)
    return trimmed


def _skipped(span: Span, article: Article) -> bool:
    return any(start <= span.start < end for start, end in article.skip)


def _needed(
    entities: Sequence[Entity],
    events: Sequence[Event],
    statements: Sequence[Statement],
    agreements: Sequence[Agreement],
    relations: Sequence[Relation],
) -> tuple[Entity, ...]:
    """Named entities, and of the unnamed ones those that some fact refers to."""
    arguments: list[Argument] = []
    for e in events:
        arguments += (
            *e.actor,
            *e.recipient,
            *e.victim,
            *e.physical_target,
            *e.instrument,
            *e.location,
            *e.attributed_to,
        )
    for s in statements:
        arguments += (*s.speaker, *s.on_behalf_of, *s.recipient, *s.addressee, *s.attributed_to)
    for a in agreements:
        arguments += (*a.party, *a.signatory, *a.mediator, *a.location, *a.attributed_to)
        for term in a.terms:
            arguments += (*term.obligor, *term.beneficiary)
    used = {argument.entity for argument in arguments}
    used |= {r.subject for r in relations} | {r.object for r in relations}
    used |= {topic for s in statements for topic in s.about}
    return tuple(entity for entity in entities if entity.named or entity.id in used)
