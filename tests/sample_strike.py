"""A report of an invented air strike and a truce, as an extractor without faults would read it."""

import datetime as dt

from sample_text import Text, link

from kg.articles.article import Article
from kg.extraction.report import (
    Actor,
    Agreement,
    Count,
    Event,
    Instrument,
    Place,
    Relation,
    Report,
    Statement,
    StatusChange,
    Term,
)

FIRST_TEXT = """\
Karsan bombs rebel camp days after truce
Karsan warplanes bombed a training camp of the Northern Liberation Front near Bela on Tuesday, killing at \
least 14 fighters and wounding between 20 and 30.
Hours earlier, Defence Minister Adin Varo had threatened to "destroy every camp" of the Front unless it left \
the district.
The army accused the Front of violating the truce by shelling its post at Sarel on Monday.
"We did not shell any army post," Lina Doru, a spokeswoman for the Front, told the Levant Dispatch.
The Karsan government and the Front signed a ceasefire agreement in Geneva on May 1 after talks mediated by \
the United Nations.
Under the deal, government troops must withdraw from Bela if the rebels hand over their heavy weapons.
The two sides plan to meet again in Geneva on May 20."""


def first_article() -> Article:
    return Article(
        id="karsan-bombs-rebel-camp",
        text=FIRST_TEXT,
        headline="Karsan bombs rebel camp days after truce",
        headline_span=(0, 40),
        date=dt.date(2021, 5, 12),
        publisher="Levant Dispatch",
        url="https://news.example/karsan-bombs-rebel-camp",
        agencies=("Meridian Newswire",),
        captions=("A warplane over Bela",),
    )


def first_report() -> Report:
    t = Text(FIRST_TEXT)
    front = t.arg("front", "Northern Liberation Front")
    entities = (
        Actor(id="af", name="Karsan Air Force", cls="ArmedForces", mentions=(t.span("Karsan warplanes"),)),
        Actor(
            id="front",
            name="Northern Liberation Front",
            cls="ArmedGroup",
            mentions=(
                t.span("Northern Liberation Front"),
                t.span("the Front"),
                t.span("the Front", 1),
                t.span("the rebels"),
            ),
            aliases=("the Front", "the rebels"),
        ),
        Actor(id="fighters", name="fighters", cls="Group", mentions=(t.span("14 fighters"),), named=False),
        Instrument(
            id="plane", name="warplanes", cls="Aircraft", mentions=(t.span("warplanes"),), named=False
        ),
        Place(
            id="camp",
            name="training camp",
            cls="Facility",
            mentions=(t.span("a training camp"),),
            named=False,
        ),
        Place(id="bela", name="Bela", cls="Settlement", mentions=(t.span("Bela"), t.span("Bela", 1))),
        Actor(id="varo", name="Adin Varo", cls="Person", mentions=(t.span("Adin Varo"),)),
        Actor(id="army", name="Karsan Army", cls="ArmedForces", mentions=(t.span("The army"),)),
        Place(id="sarel", name="Sarel", cls="Settlement", mentions=(t.span("Sarel"),)),
        Actor(id="doru", name="Lina Doru", cls="Person", mentions=(t.span("Lina Doru"),)),
        Actor(
            id="dispatch",
            name="Levant Dispatch",
            cls="MediaOrganization",
            mentions=(t.span("Levant Dispatch"),),
        ),
        Actor(
            id="gov",
            name="Karsan government",
            cls="Government",
            mentions=(t.span("The Karsan government"),),
        ),
        Place(
            id="geneva",
            name="Geneva",
            cls="Settlement",
            mentions=(t.span("Geneva"),),
            link=link("Q71", "Geneva", 0.94),
        ),
        Actor(
            id="un",
            name="United Nations",
            cls="InternationalOrganization",
            mentions=(t.span("United Nations"),),
            link=link("Q1065", "United Nations", 0.98),
        ),
    )
    both = (*t.arg("gov", "The Karsan government"), *t.arg("front", "the Front", 3))
    shelling = t.sentence("accused")
    denial = t.sentence("We did not")
    signing = t.sentence("signed")
    events = (
        Event(
            id="e-1",
            cls="Airstrike",
            type="ASSAULT",
            mode="aerial",
            trigger=t.span("bombed"),
            evidence=t.sentence("bombed"),
            actor=t.arg("af", "Karsan warplanes"),
            recipient=front,
            victim=t.arg("fighters", "14 fighters"),
            physical_target=t.arg("camp", "a training camp"),
            instrument=t.arg("plane", "warplanes"),
            location=t.arg("bela", "Bela"),
            date=t.day(11, "Tuesday"),
            killed=Count(min=14, max=None, span=t.span("at least 14 fighters")),
            injured=Count(min=20, max=30, span=t.span("between 20 and 30")),
            confidence=0.95,
        ),
        Event(
            id="e-2",
            cls="MilitaryAction",
            type="ASSAULT",
            mode="destroy",
            trigger=t.span("destroy"),
            evidence=t.sentence("threatened"),
            actor=t.arg("varo", "Adin Varo"),
            recipient=t.arg("front", "the Front"),
            factuality="Conditional",
            attributed_to=t.arg("varo", "Adin Varo"),
            stated_in=("s-1",),
            confidence=0.74,
        ),
        Event(
            id="e-3",
            cls="Shelling",
            type="ASSAULT",
            mode="heavy-weapons",
            trigger=t.span("shelling"),
            evidence=shelling,
            actor=t.arg("front", "the Front", 1),
            recipient=t.arg("army", "its"),
            location=t.arg("sarel", "Sarel"),
            date=t.day(10, "Monday"),
            attributed_to=t.arg("army", "The army"),
            stated_in=("s-2",),
            violates=("a-1",),
            confidence=0.88,
        ),
        Event(
            id="e-4",
            cls="Shelling",
            type="ASSAULT",
            mode="heavy-weapons",
            trigger=t.span("shell", 1),
            evidence=denial,
            actor=t.arg("front", "We"),
            recipient=t.arg("army", "army post"),
            factuality="Negated",
            attributed_to=t.arg("doru", "Lina Doru"),
            stated_in=("s-3",),
            confidence=0.85,
        ),
        Event(
            id="e-5",
            cls="Signing",
            type="SUPPORT",
            mode=None,
            trigger=t.span("signed"),
            evidence=signing,
            actor=both,
            location=t.arg("geneva", "Geneva"),
            date=t.day(1, "on May 1"),
            signs=("a-1",),
            confidence=0.94,
        ),
        Event(
            id="e-6",
            cls="Withdrawal",
            type="RETREAT",
            mode="withdraw",
            trigger=t.span("withdraw"),
            evidence=t.sentence("Under the deal"),
            actor=t.arg("gov", "government troops"),
            location=t.arg("bela", "Bela", 1),
            factuality="Conditional",
            confidence=0.87,
        ),
        Event(
            id="e-7",
            cls="Meeting",
            type="CONSULT",
            mode=None,
            trigger=t.span("meet"),
            evidence=t.sentence("two sides"),
            actor=both,
            location=t.arg("geneva", "Geneva", 1),
            date=t.day(20, "on May 20"),
            factuality="Planned",
            confidence=0.9,
        ),
    )
    statements = (
        Statement(
            id="s-1",
            cls="Threat",
            type="THREATEN",
            cue=t.span("threatened"),
            evidence=t.sentence("threatened"),
            speaker=t.arg("varo", "Adin Varo"),
            addressee=t.arg("front", "the Front"),
            content=(t.span('to "destroy every camp" of the Front'),),
            quotations=(t.span("destroy every camp"),),
            date=t.day(11, "Hours earlier"),
            about=("e-2",),
            confidence=0.91,
        ),
        Statement(
            id="s-2",
            cls="Accusation",
            type="ACCUSE",
            cue=t.span("accused"),
            evidence=shelling,
            speaker=t.arg("army", "The army"),
            addressee=t.arg("front", "the Front", 1),
            content=(t.span("violating the truce by shelling its post at Sarel on Monday"),),
            about=("e-3", "a-1"),
            confidence=0.93,
        ),
        Statement(
            id="s-3",
            cls="Denial",
            type=None,
            cue=t.span("told"),
            evidence=denial,
            speaker=t.arg("doru", "Lina Doru"),
            on_behalf_of=t.arg("front", "the Front", 2),
            addressee=t.arg("dispatch", "Levant Dispatch"),
            content=(t.span("We did not shell any army post"),),
            quotations=(t.span("We did not shell any army post"),),
            direct=True,
            about=("e-4",),
            confidence=0.9,
        ),
    )
    agreement = Agreement(
        id="a-1",
        cls="CeasefireAgreement",
        name="ceasefire agreement",
        mentions=(t.span("a ceasefire agreement"), t.span("the deal"), t.span("the truce")),
        evidence=signing,
        party=both,
        signatory=both,
        mediator=t.arg("un", "United Nations"),
        signed_on=t.day(1, "on May 1"),
        location=t.arg("geneva", "Geneva"),
        status="signed",
        changes=(
            StatusChange(
                id="c-1",
                to="signed",
                trigger=t.span("signed"),
                evidence=signing,
                date=t.day(1, "on May 1"),
                confidence=0.8,
            ),
        ),
        terms=(
            Term(
                id="t-1",
                content=t.span("government troops must withdraw from Bela"),
                evidence=t.sentence("Under the deal"),
                obligor=t.arg("gov", "government troops"),
                beneficiary=t.arg("front", "the rebels"),
                condition=t.span("if the rebels hand over their heavy weapons"),
                prescribes="e-6",
                confidence=0.87,
            ),
        ),
        confidence=0.94,
    )
    relations = (
        Relation(predicate="speaksFor", subject="doru", object="front", evidence=denial[0], confidence=0.98),
        Relation(predicate="position", subject="doru", object="spokeswoman", evidence=denial[0]),
        Relation(
            predicate="position",
            subject="varo",
            object="Defence Minister",
            evidence=t.sentence("Varo")[0],
        ),
    )
    return Report(
        article_id="karsan-bombs-rebel-camp",
        text=FIRST_TEXT,
        date=dt.date(2021, 5, 12),
        sentences=t.sentences,
        entities=entities,
        events=events,
        statements=statements,
        agreements=(agreement,),
        relations=relations,
    )
