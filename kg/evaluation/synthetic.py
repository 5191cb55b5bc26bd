"""Invented articles with invented facts, in any number: what stores and queries are measured on.

The reports have the shape of what is read from news, and go through the same mapping, so a graph of them has
the graph contract's own shape: popular actors and places are shared by many articles, rare ones by few.
"""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from kg.articles import Article
from kg.evaluation.synthetic_cast import Cast, name
from kg.evaluation.synthetic_text import ATTACKS, OTHER, STATEMENTS, Text
from kg.extraction.report import (
    Agreement,
    Argument,
    Count,
    Entity,
    Event,
    Factuality,
    Relation,
    Report,
    Span,
    Statement,
    Term,
    TimeExpression,
)

_FIRST_DAY = dt.date(2015, 1, 1)
_DAYS = 3650


class _Writer:
    """Writes one article."""

    def __init__(self, number: int, seed: int, actors: int, places: int) -> None:
        self.random = random.Random(f"{seed}/{number}")
        self.id = f"synthetic-{number:07}"
        self.date = _FIRST_DAY + dt.timedelta(days=self.random.randrange(_DAYS))
        self.cast = Cast(self.random, actors, places)
        self.text = Text()
        self.events: list[Event] = []
        self.statements: list[Statement] = []
        self.agreements: list[Agreement] = []
        self.relations: list[Relation] = []

    def day(self, span: Span | None, ahead: int = 0) -> TimeExpression:
        day = self.date + dt.timedelta(days=ahead or -self.random.randrange(7))
        return TimeExpression(start=day, end=day, precision="day", span=span)

    def attack(self, factuality: Factuality = "Actual", source: Entity | None = None) -> Event:
        cls, type_, mode, verb = self.random.choice(ATTACKS)
        one, place = self.cast.actor(), self.cast.place()
        other = self.cast.other(one)
        least = self.random.randrange(1, 60)
        told = () if source is None else (source.name, "said that")
        sentence, spans = self.text.sentence(
            *told,
            one.name,
            verb,
            other.name,
            "near",
            place.name,
            "this week , killing at least",
            f"{least} people",
        )
        by = self.cast.named(source, spans[0]) if source is not None else ()
        spans = spans[len(told) :]
        event = self.event(
            (cls, type_, mode),
            spans[1],
            sentence,
            mentions=(spans[1],),
            actor=self.cast.named(one, spans[0]),
            recipient=self.cast.named(other, spans[2]),
            location=self.cast.named(place, spans[4]),
            date=self.day(spans[5]),
            killed=Count(min=least, max=least if self.random.random() < 0.3 else None, span=spans[6]),
            factuality=factuality,
            attributed_to=by,
            stated_in=(f"s-{len(self.statements) + 1}",) if by else (),
            confidence=round(self.random.uniform(0.6, 0.99), 2),
        )
        if source is not None:
            words = Span(spans[0].start, sentence.end - 1, self.text.words[spans[0].start : sentence.end - 1])
            self.say(source, "Denial" if factuality == "Negated" else "Report", None, sentence, words, event)
        return event

    def say(
        self, speaker: Entity, cls: str, type_: str | None, sentence: Span, words: Span, about: Event
    ) -> None:
        self.statement(
            cls,
            type_,
            words,
            sentence,
            words,
            speaker=(Argument(speaker.id, self.cast.mentions[speaker.id][-1]),),
            about=(about.id,),
        )

    def event(self, kind: tuple[str, str, str | None], trigger: Span, sentence: Span, **more: Any) -> Event:
        """Put down an event of a class, type and mode; ``more`` is what else it has."""
        cls, type_, mode = kind
        event = Event(
            id=f"e-{len(self.events) + 1}",
            cls=cls,
            type=type_,
            mode=mode,
            trigger=trigger,
            evidence=(sentence,),
            **more,
        )
        self.events.append(event)
        return event

    def statement(
        self, cls: str, type_: str | None, cue: Span, sentence: Span, content: Span, **more: Any
    ) -> None:
        """Put down a statement; ``more`` is what else it has."""
        self.statements.append(
            Statement(
                id=f"s-{len(self.statements) + 1}",
                cls=cls,
                type=type_,
                cue=cue,
                evidence=(sentence,),
                content=(content,),
                date=self.day(None),
                confidence=0.9,
                **more,
            )
        )

    def deed(self) -> None:
        cls, type_, mode, verb = self.random.choice(OTHER)
        one, place = self.cast.actor(), self.cast.place()
        other = self.cast.other(one)
        planned = self.random.random() < 0.3
        sentence, spans = self.text.sentence(
            one.name, f"will have {verb}" if planned else verb, other.name, "in", place.name
        )
        self.event(
            (cls, type_, mode),
            spans[1],
            sentence,
            actor=self.cast.named(one, spans[0]),
            recipient=self.cast.named(other, spans[2]),
            location=self.cast.named(place, spans[4]),
            date=self.day(None, ahead=30 if planned else 0),
            factuality="Planned" if planned else "Actual",
            confidence=0.8,
        )

    def quotation(self) -> None:
        cls, type_, verb = self.random.choice(STATEMENTS)
        one = self.cast.actor()
        other = self.cast.other(one)
        quoted = f"we shall not forget what was done in {name(self.random.randrange(10_000))}"
        sentence, spans = self.text.sentence(one.name, verb, other.name, ":", f'"{quoted}"')
        inside = Span(spans[4].start + 1, spans[4].end - 1, quoted)
        self.statement(
            cls,
            type_,
            spans[1],
            sentence,
            inside,
            speaker=self.cast.named(one, spans[0]),
            addressee=self.cast.named(other, spans[2]),
            quotations=(inside,),
            direct=True,
        )

    def agreement(self) -> None:
        one, place = self.cast.actor(), self.cast.place()
        other = self.cast.other(one)
        sentence, spans = self.text.sentence(
            one.name, "and", other.name, "signed a ceasefire agreement in", place.name
        )
        term, parts = self.text.sentence(one.name, "must withdraw from", place.name)
        both = (*self.cast.named(one, spans[0]), *self.cast.named(other, spans[2]))
        signed = self.day(None)
        self.agreements.append(
            Agreement(
                id="a-1",
                cls="CeasefireAgreement",
                name="ceasefire agreement",
                mentions=(spans[3],),
                evidence=(sentence,),
                party=both,
                signatory=both,
                signed_on=signed,
                location=self.cast.named(place, spans[4]),
                status="signed",
                terms=(
                    Term(id="t-1", content=term, evidence=(term,), obligor=self.cast.named(one, parts[0])),
                ),
                confidence=0.9,
            )
        )
        self.event(
            ("Signing", "SUPPORT", None),
            spans[3],
            sentence,
            actor=both,
            location=(Argument(place.id, spans[4]),),
            date=signed,
            signs=("a-1",),
            confidence=0.9,
        )

    def spokesman(self) -> None:
        body = self.cast.actor()
        entity = self.cast.person()
        sentence, spans = self.text.sentence(entity.name, "is a spokesman for", body.name)
        self.cast.named(entity, spans[0])
        self.cast.named(body, spans[2])
        self.relations += [
            Relation(predicate="speaksFor", subject=entity.id, object=body.id, evidence=sentence),
            Relation(predicate="position", subject=entity.id, object="spokesman", evidence=sentence),
        ]

    def member(self) -> None:
        """Somebody is a member of a league that is known all over."""
        one = self.cast.actor()
        league = self.cast.league()
        sentence, spans = self.text.sentence(one.name, "is a member of the", league.name)
        self.cast.named(one, spans[0])
        self.cast.named(league, spans[2])
        self.relations.append(
            Relation(predicate="memberOf", subject=one.id, object=league.id, evidence=sentence)
        )

    def write(self) -> tuple[Article, Report]:
        headline, _ = self.text.sentence("News from the front")
        for _ in range(self.random.randrange(2, 5)):
            self.attack()
        self.attack(source=self.cast.actor())
        if self.random.random() < 0.4:
            self.attack("Negated", source=self.cast.actor())
        for _ in range(self.random.randrange(1, 4)):
            self.deed()
        for _ in range(self.random.randrange(1, 4)):
            self.quotation()
        if self.random.random() < 0.3:
            self.agreement()
        if self.random.random() < 0.5:
            self.spokesman()
        if self.random.random() < 0.1:
            self.member()
        article = Article(
            id=self.id,
            text=self.text.words,
            headline=headline.text,
            headline_span=(headline.start, headline.end),
            date=self.date,
            publisher=f"{name(self.random.randrange(40))} Courier",
            url=f"https://news.example/{self.id}",
        )
        report = Report(
            article_id=self.id,
            text=self.text.words,
            date=self.date,
            sentences=tuple(self.text.sentences),
            entities=self.cast.entities(),
            events=tuple(self.events),
            statements=tuple(self.statements),
            agreements=tuple(self.agreements),
            relations=tuple(self.relations),
        )
        return article, report


def synthetic_reports(
    count: int, *, first: int = 0, seed: int = 1, actors: int = 5_000, places: int = 2_000
) -> Iterator[tuple[Article, Report]]:
    """Yield ``count`` invented articles from number ``first`` on with what they report.

    ``actors`` and ``places`` bound how many different ones there are. The same number and seed always give
    the same article.
    """
    for number in range(first, first + count):
        yield _Writer(number, seed, actors, places).write()
