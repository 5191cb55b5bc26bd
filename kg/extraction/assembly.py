"""From a parsed article to its report: runs every reader of facts, then joins what they found.

Each reader (events, statements, agreements, relations) knows only the syntax and the entities. What they
have to do with each other is settled here: whose word an event is, what a statement is about, what an
agreement's terms call for, and which event signed it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from spacy.tokens import Doc

from kg.articles.article import Article
from kg.extraction.agreement_events import join_agreements, prescribed_events
from kg.extraction.agreements import find_agreements
from kg.extraction.as_written import as_written
from kg.extraction.coreference import resolve
from kg.extraction.entities import EntityTable
from kg.extraction.event_confidence import LIKELY
from kg.extraction.events import find_events
from kg.extraction.factuality_signs import signs
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
    TimeExpression,
)
from kg.extraction.statements import find_statements
from kg.extraction.time import TimeResolver
from kg.language.casing import CASE_RESTORED
from kg.language.markup import MARKUP_BLANKED

Fact = TypeVar("Fact", Event, Statement, Agreement)

_UNASSERTED = {"Demand", "Appeal", "Promise", "Threat", "Refusal", "Desire"}


def extract(doc: Doc, article: Article, *, min_confidence: float | None = None) -> Report:
    """Return everything that ``article`` reports.

    ``doc`` is the parse of ``article.text`` (Universal Dependencies, entities); where that is without case,
    names are written with capitals, and spans as the article has them. Facts of a confidence below
    ``min_confidence`` (0 to 1) are left out; where it is not given, events likelier wrong than right are.
    """
    least = min_confidence or 0.0
    table = resolve(doc, find_mentions(doc), article)
    times = TimeResolver(doc, article.date)
    relations = find_relations(doc, table)
    statements = _kept(find_statements(doc, table, times, relations), article, least)
    agreements = _kept(find_agreements(doc, table, times), article, least)
    likely = LIKELY if min_confidence is None else min_confidence
    events = _kept(find_events(doc, table, times, article), article, likely)
    statements = _nest(statements)
    events = join_agreements(events, agreements, doc)
    events = tuple(
        _date_news(_attribute(event, statements, article, doc), statements, article, doc) for event in events
    )
    agreements = tuple(_attribute_agreement(agreement, statements) for agreement in agreements)
    agreements = tuple(prescribed_events(agreement, events) for agreement in agreements)
    statements = tuple(_find_topics(s, events, agreements, table) for s in statements)
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


def _holds(statement: Statement, span: Span) -> bool:
    """Whether the reported words contain ``span``."""
    return any(part.start <= span.start and span.end <= part.end for part in statement.content)


def _holders(span: Span, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements whose content contains ``span``, innermost first."""
    holders = [statement for statement in statements if _holds(statement, span)]
    return tuple(sorted(holders, key=lambda s: sum(part.end - part.start for part in s.content)))


def _tellers(span: Span, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements that tell what ``span`` names, innermost first, rather than take it for granted."""
    return tuple(holder for holder in _holders(span, statements) if not holder.presupposes)


def _source(statement: Statement) -> tuple[Argument, ...]:
    return statement.speaker or statement.on_behalf_of


def _nest(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Record which statements are reported within another's content, and on whose word."""
    nested = []
    for statement in statements:
        holders = tuple(h for h in _holders(statement.cue, statements) if h.id != statement.id)
        outer = next((_source(h) for h in holders if _source(h)), ())
        inherited = {a.entity for a in outer} == {a.entity for a in statement.speaker}
        nested.append(
            replace(
                statement,
                stated_in=tuple(holder.id for holder in holders),
                attributed_to=() if inherited else outer,
            )
        )
    return tuple(nested)


def _attribute(event: Event, statements: Sequence[Statement], article: Article, doc: Doc) -> Event:
    """Settle whose word an event is.

    The article's own word, outside the headline, outweighs a source's; a headline alone does not, because
    it drops attributions for brevity.
    """
    mentions = event.mentions or (event.trigger,)
    held = [(mention, _tellers(mention, statements)) for mention in mentions]
    headline = article.headline_span
    body = [
        (mention, holders)
        for mention, holders in held
        if headline is None or not headline[0] <= mention.start < headline[1]
    ]
    stated_in = tuple(dict.fromkeys(h.id for mention in mentions for h in _holders(mention, statements)))
    asserted = any(not holders for _, holders in body) if body else all(not holders for _, holders in held)
    factuality = event.factuality
    sources: tuple[Argument, ...] = ()
    if not asserted:
        for _, holders in body or held:
            tellers = [h for h in holders if h.cls not in _UNASSERTED or h.cls == "Threat"]
            sources = next((_source(h) for h in tellers if _source(h)), ())
            if sources or any(h.source for h in tellers):
                break  # whoever tells of it first, nobody known perhaps
    if factuality == "Actual" and event.date is not None and _ahead(event.date, article):
        factuality = "Planned"
    innermost = next((holders[0] for _, holders in held if holders), None)
    if (
        innermost is not None
        and not asserted
        and factuality == "Actual"
        and not _is_given(doc, event.trigger)
    ):
        if innermost.negates:
            factuality = "Actual" if _is_part_denied(doc, event.trigger) else "Negated"
        elif innermost.cls in _UNASSERTED and not innermost.direct:
            factuality = "Possible"
    return replace(event, attributed_to=sources, stated_in=stated_in, factuality=factuality)


def _is_given(doc: Doc, trigger: Span) -> bool:
    """Whether words that ask for something take the event as given: "free the men whom they detained"."""
    words = doc.char_span(trigger.start, trigger.end, alignment_mode="expand")
    verb = words.root if words is not None else None
    if verb is None or verb.dep_ != "acl:relcl":
        return False
    return verb.tag_ == "VBD" or any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _is_part_denied(doc: Doc, trigger: Span) -> bool:
    """Whether only having part in the event is denied: "denied any role in the killing"."""
    words = doc.char_span(trigger.start, trigger.end, alignment_mode="expand")
    above = words.root.head if words is not None and words.root.dep_ in ("nmod", "acl") else None
    return above is not None and above.lemma_.lower() in signs()["nouns.taking_part"]


def _ahead(date: TimeExpression, article: Article) -> bool:
    return article.date is not None and date.start is not None and date.start > article.date


def _date_news(event: Event, statements: Sequence[Statement], article: Article, doc: Doc) -> Event:
    """Date the news itself, what the headline tells, where its own words do not.

    It happened on the day on which a source is said to have told it, or else on the day of publication or
    the day before.
    """
    headline = article.headline_span
    if event.date is not None or event.factuality != "Actual" or headline is None or article.date is None:
        return event
    mentions = event.mentions or (event.trigger,)
    if not any(headline[0] <= m.start < headline[1] and _is_main(doc, m) for m in mentions):
        return event
    told = (holder.date for mention in mentions for holder in _holders(mention, statements))
    date = next((date for date in told if date is not None and date.day is not None), None)
    if date is None:
        eve = article.date - dt.timedelta(days=1)
        date = TimeExpression(start=eve, end=article.date, precision="day", span=None)
    return replace(event, date=date)


def _is_main(doc: Doc, trigger: Span) -> bool:
    """Whether the trigger is what its sentence is about: its root, or the root's subject or object."""
    words = doc.char_span(trigger.start, trigger.end, alignment_mode="expand")
    if words is None:
        return False
    token = words.root
    return token.dep_ == "ROOT" or (
        token.head.dep_ == "ROOT" and token.dep_ in ("obj", "nsubj", "nsubj:pass")
    )


_KNOWN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
"""The year in "the 2016 accord": what has a name of long standing is on nobody's word alone."""


def _attribute_agreement(agreement: Agreement, statements: Sequence[Statement]) -> Agreement:
    holders = [_tellers(mention, statements) for mention in agreement.mentions]
    known = any(_KNOWN.search(mention.text) for mention in agreement.mentions)
    if known or not holders or any(not held for held in holders):
        return agreement
    return replace(
        agreement, attributed_to=next((_source(h) for held in holders for h in held if _source(h)), ())
    )


def _find_topics(
    statement: Statement, events: Sequence[Event], agreements: Sequence[Agreement], table: EntityTable
) -> Statement:
    """What the reported words speak of: events, agreements, and named actors other than the speaker."""
    topics = [e.id for e in events if any(_holds(statement, m) for m in e.mentions or (e.trigger,))]
    topics += [a.id for a in agreements if any(_holds(statement, m) for m in a.mentions)]
    own = {a.entity for a in (*statement.speaker, *statement.on_behalf_of)}
    topics += [
        entity.id
        for entity in table.entities
        if entity.named
        and table.kinds[entity.id] == "actor"
        and entity.id not in own
        and any(_holds(statement, m) for m in entity.mentions)
    ]
    return replace(statement, about=tuple(dict.fromkeys((*statement.about, *topics))))


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
        arguments += (*e.actor, *e.recipient, *e.victim, *e.instrument, *e.location, *e.attributed_to)
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
