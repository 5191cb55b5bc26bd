"""A later report of the same invented strike, with another toll, as a faultless extractor would read it."""

import datetime as dt

from sample_text import Text, link

from kg.articles.article import Article
from kg.extraction.report import (
    Actor,
    Count,
    Event,
    Place,
    Relation,
    Report,
    Statement,
    TimeExpression,
)

SECOND_TEXT = """\
Toll rises in Bela as villagers flee
Medics in Bela said on Wednesday that 19 fighters had died when the Karsan Air Force bombed a camp of the \
Northern Liberation Front a day before.
United Nations envoy Mara Oln warned Karsan that the attack put the truce at risk."""


def second_article() -> Article:
    return Article(
        id="bela-toll",
        text=SECOND_TEXT,
        headline="Toll rises in Bela as villagers flee",
        headline_span=(0, 36),
        date=dt.date(2021, 6, 1),
        publisher="Coastal Courier",
    )


def second_report() -> Report:
    t = Text(SECOND_TEXT)
    strike, warning = t.sentence("bombed"), t.sentence("warned")
    entities = (
        Actor(id="medics", name="medics", cls="Group", mentions=(t.span("Medics"),), named=False),
        Place(id="bela", name="Bela", cls="Settlement", mentions=(t.span("Bela", 1),)),
        Actor(id="af", name="KARSAN AIR FORCE", cls="ArmedForces", mentions=(t.span("Karsan Air Force"),)),
        Actor(
            id="front",
            name="Northern Liberation Front",
            cls="ArmedGroup",
            mentions=(t.span("Northern Liberation Front"),),
        ),
        Actor(
            id="un",
            name="UN",
            cls="InternationalOrganization",
            mentions=(t.span("United Nations"),),
            link=link("Q1065", "United Nations", 0.91),
        ),
        Actor(id="oln", name="Mara Oln", cls="Person", mentions=(t.span("Mara Oln"),)),
        Place(id="karsan", name="Karsan", cls="Country", mentions=(t.span("Karsan", 1),)),
    )
    return Report(
        article_id="bela-toll",
        text=SECOND_TEXT,
        date=dt.date(2021, 6, 1),
        sentences=t.sentences,
        entities=entities,
        events=(
            Event(
                id="e-1",
                cls="Airstrike",
                type="ASSAULT",
                mode="aerial",
                trigger=t.span("bombed"),
                evidence=strike,
                actor=t.arg("af", "Karsan Air Force"),
                recipient=t.arg("front", "Northern Liberation Front"),
                date=TimeExpression(
                    start=dt.date(2021, 5, 11),
                    end=dt.date(2021, 5, 11),
                    precision="day",
                    span=t.span("a day before"),
                ),
                killed=Count(min=19, max=19, span=t.span("19 fighters")),
                attributed_to=t.arg("medics", "Medics"),
                stated_in=("s-1",),
                confidence=0.9,
            ),
        ),
        statements=(
            Statement(
                id="s-1",
                cls="Report",
                type=None,
                cue=t.span("said"),
                evidence=strike,
                source=(t.span("Medics"),),
                speaker=t.arg("medics", "Medics"),
                content=(t.span("19 fighters had died"),),
                about=("e-1",),
            ),
            Statement(
                id="s-2",
                cls="Warning",
                type="THREATEN",
                cue=t.span("warned"),
                evidence=warning,
                speaker=t.arg("oln", "Mara Oln"),
                on_behalf_of=t.arg("un", "United Nations"),
                addressee=t.arg("karsan", "Karsan", 1),
                content=(t.span("the attack put the truce at risk"),),
                confidence=0.8,
            ),
        ),
        relations=(Relation(predicate="memberOf", subject="oln", object="un", evidence=warning[0]),),
    )
