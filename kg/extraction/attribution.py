"""Whose word the facts of an article are, what statements are about, and what that makes of events."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.articles.article import Article
from kg.extraction.entities import EntityTable
from kg.extraction.factuality_signs import signs
from kg.extraction.report import Agreement, Argument, Event, Span, Statement, TimeExpression

_UNASSERTED = {"Demand", "Appeal", "Promise", "Threat", "Refusal", "Desire"}


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


def _unnamed(tellers: Sequence[Statement]) -> tuple[Span, ...]:
    """The words for who tells it first, where no teller is known; "It was reported" where there are none."""
    if any(_source(teller) for teller in tellers):
        return ()
    return next((teller.source or (teller.cue,) for teller in tellers), ())


def nest(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Record which statements are reported within another's content, and on whose word."""
    nested = []
    for statement in statements:
        holders = tuple(h for h in _holders(statement.cue, statements) if h.id != statement.id)
        # What somebody rejects or condemns is not told by him: "threw out a case in which X accused Y".
        tellers = [h for h in holders if not h.presupposes and h.cls != "Refusal"]
        outer = next((_source(h) for h in tellers if _source(h)), ())
        inherited = {a.entity for a in outer} == {a.entity for a in statement.speaker}
        nested.append(
            replace(
                statement,
                stated_in=tuple(holder.id for holder in holders),
                attributed_to=() if inherited else outer,
                unnamed_source=_unnamed(tellers),
            )
        )
    return tuple(nested)


def attribute(event: Event, statements: Sequence[Statement], article: Article, doc: Doc) -> Event:
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
    unnamed: tuple[Span, ...] = ()
    given = _is_given(doc, event.trigger)
    innermost = next((holders[0] for _, holders in held if holders), None)
    if not asserted and not (given and innermost is not None and innermost.cls in _UNASSERTED):
        for _, holders in body or held:
            tellers = [h for h in holders if h.cls not in _UNASSERTED or h.cls == "Threat"]
            if factuality == "Negated":
                tellers.sort(key=lambda h: not h.negates)  # who denies it, not whose report is denied
            sources = next((_source(h) for h in tellers if _source(h)), ())
            unnamed = _unnamed(tellers)
            if sources or any(h.source for h in tellers):
                break  # whoever tells of it first, nobody known perhaps
    if factuality == "Actual" and event.date is not None and _ahead(event.date, article):
        factuality = "Planned"
    if innermost is not None and not asserted and factuality == "Actual" and not given:
        if innermost.negates and _is_part_denied(doc, event.trigger):
            sources = unnamed = ()  # who denies his part in it does not tell of it
        elif innermost.negates:
            factuality = "Negated"
        elif innermost.cls in _UNASSERTED and not innermost.direct:
            factuality = "Possible"
    return replace(
        event, attributed_to=sources, unnamed_source=unnamed, stated_in=stated_in, factuality=factuality
    )


_BEHIND = ("after", "since", "because")


def _is_given(doc: Doc, trigger: Span) -> bool:
    """Whether words that ask for something take the event as given: "free the men whom they detained".

    So they do with what came before: "threatened to use force after officers had ousted the president".
    """
    words = doc.char_span(trigger.start, trigger.end, alignment_mode="expand")
    verb = words.root if words is not None else None
    if verb is None:
        return False
    before = verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _BEHIND for c in verb.children)
    if verb.dep_ != "acl:relcl" and not before:
        return False
    return verb.tag_ == "VBD" or any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _is_part_denied(doc: Doc, trigger: Span) -> bool:
    """Whether only having part in the event is denied: "denied any role in the killing"."""
    words = doc.char_span(trigger.start, trigger.end, alignment_mode="expand")
    above = words.root.head if words is not None and words.root.dep_ in ("nmod", "acl") else None
    return above is not None and above.lemma_.lower() in signs()["nouns.taking_part"]


def _ahead(date: TimeExpression, article: Article) -> bool:
    return article.date is not None and date.start is not None and date.start > article.date


def date_news(event: Event, statements: Sequence[Statement], article: Article, doc: Doc) -> Event:
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


def attribute_agreement(agreement: Agreement, statements: Sequence[Statement]) -> Agreement:
    """Settle whose word an agreement is: its sources', where every mention of it is told by one."""
    holders = [_tellers(mention, statements) for mention in agreement.mentions]
    known = any(_KNOWN.search(mention.text) for mention in agreement.mentions)
    if known or not holders or any(not held for held in holders):
        return agreement
    tellers = [holder for held in holders for holder in held]
    sources = next((_source(teller) for teller in tellers if _source(teller)), ())
    return replace(agreement, attributed_to=sources, unnamed_source=_unnamed(tellers))


def find_topics(
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
