"""Invented articles with invented facts, in any number: what stores and queries are measured on.

The reports have the shape of what is read from news, and go through the same mapping, so a graph of them has
the graph contract's own shape: popular actors and places are shared by many articles, rare ones by few.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.articles import Article
from kg.extraction.report import (
    Actor,
    Agreement,
    Argument,
    Count,
    Entity,
    EntityLink,
    Event,
    Factuality,
    Place,
    Relation,
    Report,
    Span,
    Statement,
    Term,
    TimeExpression,
)

_FIRST_DAY = dt.date(2015, 1, 1)
_DAYS = 3650

_ACTORS = (
    ("State", "Republic of {}"),
    ("Government", "{} government"),
    ("ArmedForces", "{} Army"),
    ("ArmedForces", "{} Air Force"),
    ("ArmedGroup", "{} Liberation Front"),
    ("ArmedGroup", "Sons of {}"),
    ("SecurityForces", "{} Police"),
    ("InternationalOrganization", "League of {}"),
    ("PoliticalParty", "{} Unity Party"),
    ("Person", "Minister {}"),
)
_ATTACKS = (
    ("Airstrike", "ASSAULT", "aerial", "bombed"),
    ("Shelling", "ASSAULT", "heavy-weapons", "shelled"),
    ("Attack", "ASSAULT", None, "attacked"),
    ("Clash", "ASSAULT", None, "fought"),
    ("Ambush", "ASSAULT", None, "ambushed"),
    ("DroneStrike", "ASSAULT", "aerial", "hit"),
)
_OTHER = (
    ("Meeting", "CONSULT", None, "met"),
    ("Visit", "CONSULT", "visit", "visited"),
    ("Sanction", "SANCTION", None, "sanctioned"),
    ("Arrest", "COERCE", "arrest", "arrested"),
    ("Withdrawal", "RETREAT", "withdraw", "withdrew from"),
    ("Recognition", "COOPERATE", None, "recognised"),
)
_STATEMENTS = (
    ("Accusation", "ACCUSE", "accused"),
    ("Threat", "THREATEN", "threatened"),
    ("Demand", "REQUEST", "urged"),
    ("Announcement", None, "told"),
)
_SYLLABLES = ("ka", "ro", "ven", "ti", "mar", "lo", "dar", "is", "nu", "bel", "so", "ran", "qu", "el", "zim")


def name(number: int) -> str:
    """An invented proper name, a different one for each number."""
    letters = []
    number += len(_SYLLABLES) ** 2
    while number:
        number, digit = divmod(number, len(_SYLLABLES))
        letters.append(_SYLLABLES[digit])
    return "".join(letters).capitalize()


@dataclass(slots=True)
class _Text:
    """Text as it grows, and the sentences in it."""

    words: str = ""
    sentences: list[Span] = field(default_factory=list)

    def sentence(self, *parts: str) -> tuple[Span, list[Span]]:
        """Add a sentence of these parts, one space between; returns its span and those of its parts."""
        start = len(self.words)
        spans = []
        for part in parts:
            spans.append(Span(len(self.words), len(self.words) + len(part), part))
            self.words += part + " "
        self.words = self.words[:-1] + ".\n"
        whole = Span(start, len(self.words) - 1, self.words[start:-1])
        self.sentences.append(whole)
        return whole, spans


class _Writer:
    """Writes one article."""

    def __init__(self, number: int, seed: int, actors: int, places: int) -> None:
        self.random = random.Random(f"{seed}/{number}")
        self.id = f"synthetic-{number:07}"
        self.date = _FIRST_DAY + dt.timedelta(days=self.random.randrange(_DAYS))
        self.actors, self.places = actors, places
        self.text = _Text()
        self.entities: dict[str, Entity] = {}
        self.mentions: dict[str, list[Span]] = {}
        self.events: list[Event] = []
        self.statements: list[Statement] = []
        self.agreements: list[Agreement] = []
        self.relations: list[Relation] = []

    def popular(self, count: int) -> int:
        """A number below ``count``; small ones come far more often, as names do in news."""
        return int(count ** self.random.random()) - 1

    def actor(self) -> Entity:
        number = self.popular(self.actors)
        cls, pattern = _ACTORS[number % len(_ACTORS)]
        words = pattern.format(name(number))
        known = number % 5 < 3
        link = EntityLink(qid=f"Q{9_000_000 + number}", label=words, score=0.95, method="exact")
        return self.entities.setdefault(
            f"a{number}",
            Actor(id=f"a{number}", name=words, cls=cls, mentions=(), link=link if known else None),
        )

    def place(self) -> Entity:
        number = self.popular(self.places)
        words = f"Port {name(number)}"
        return self.entities.setdefault(
            f"p{number}", Place(id=f"p{number}", name=words, cls="Settlement", mentions=())
        )

    def other(self, than: Entity) -> Entity:
        while (found := self.actor()) is than:
            pass
        return found

    def arg(self, entity: Entity, span: Span) -> tuple[Argument, ...]:
        self.mentions.setdefault(entity.id, []).append(span)
        return (Argument(entity.id, span),)

    def day(self, span: Span | None, ahead: int = 0) -> TimeExpression:
        day = self.date + dt.timedelta(days=ahead or -self.random.randrange(7))
        return TimeExpression(start=day, end=day, precision="day", span=span)

    def attack(self, factuality: Factuality = "Actual", source: Entity | None = None) -> Event:
        cls, type_, mode, verb = self.random.choice(_ATTACKS)
        one, place = self.actor(), self.place()
        other = self.other(one)
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
        by = self.arg(source, spans[0]) if source is not None else ()
        spans = spans[len(told) :]
        event = self.event(
            (cls, type_, mode),
            spans[1],
            sentence,
            mentions=(spans[1],),
            actor=self.arg(one, spans[0]),
            recipient=self.arg(other, spans[2]),
            location=self.arg(place, spans[4]),
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
            speaker=(Argument(speaker.id, self.mentions[speaker.id][-1]),),
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
        cls, type_, mode, verb = self.random.choice(_OTHER)
        one, place = self.actor(), self.place()
        other = self.other(one)
        planned = self.random.random() < 0.3
        sentence, spans = self.text.sentence(
            one.name, f"will have {verb}" if planned else verb, other.name, "in", place.name
        )
        self.event(
            (cls, type_, mode),
            spans[1],
            sentence,
            actor=self.arg(one, spans[0]),
            recipient=self.arg(other, spans[2]),
            location=self.arg(place, spans[4]),
            date=self.day(None, ahead=30 if planned else 0),
            factuality="Planned" if planned else "Actual",
            confidence=0.8,
        )

    def quotation(self) -> None:
        cls, type_, verb = self.random.choice(_STATEMENTS)
        one = self.actor()
        other = self.other(one)
        quoted = f"we shall not forget what was done in {name(self.random.randrange(10_000))}"
        sentence, spans = self.text.sentence(one.name, verb, other.name, ":", f'"{quoted}"')
        inside = Span(spans[4].start + 1, spans[4].end - 1, quoted)
        self.statement(
            cls,
            type_,
            spans[1],
            sentence,
            inside,
            speaker=self.arg(one, spans[0]),
            addressee=self.arg(other, spans[2]),
            quotations=(inside,),
            direct=True,
        )

    def agreement(self) -> None:
        one, place = self.actor(), self.place()
        other = self.other(one)
        sentence, spans = self.text.sentence(
            one.name, "and", other.name, "signed a ceasefire agreement in", place.name
        )
        term, parts = self.text.sentence(one.name, "must withdraw from", place.name)
        both = (*self.arg(one, spans[0]), *self.arg(other, spans[2]))
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
                location=self.arg(place, spans[4]),
                status="signed",
                terms=(Term(id="t-1", content=term, evidence=(term,), obligor=self.arg(one, parts[0])),),
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
        body = self.actor()
        person = name(self.popular(self.actors) + 50_000)
        entity = self.entities.setdefault(
            f"n{person}", Actor(id=f"n{person}", name=f"Mr {person}", cls="Person", mentions=())
        )
        sentence, spans = self.text.sentence(entity.name, "is a spokesman for", body.name)
        self.arg(entity, spans[0])
        self.arg(body, spans[2])
        self.relations += [
            Relation(predicate="speaksFor", subject=entity.id, object=body.id, evidence=sentence),
            Relation(predicate="position", subject=entity.id, object="spokesman", evidence=sentence),
        ]

    def member(self) -> None:
        """Somebody is a member of a league that is known all over."""
        one = self.actor()
        words = f"League of {name(self.random.randrange(3) + 60_000)}"
        league = self.entities.setdefault(
            words, Actor(id=words, name=words, cls="InternationalOrganization", mentions=())
        )
        sentence, spans = self.text.sentence(one.name, "is a member of the", league.name)
        self.arg(one, spans[0])
        self.arg(league, spans[2])
        self.relations.append(
            Relation(predicate="memberOf", subject=one.id, object=league.id, evidence=sentence)
        )

    def write(self) -> tuple[Article, Report]:
        headline, _ = self.text.sentence("News from the front")
        for _ in range(self.random.randrange(2, 5)):
            self.attack()
        self.attack(source=self.actor())
        if self.random.random() < 0.4:
            self.attack("Negated", source=self.actor())
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
        entities = tuple(
            type(entity)(
                id=entity.id,
                name=entity.name,
                cls=entity.cls,
                link=entity.link,
                mentions=tuple(dict.fromkeys(self.mentions[entity.id])),
            )
            for entity in self.entities.values()
            if entity.id in self.mentions
        )
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
            entities=entities,
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
