"""An invented graph of any size in the shape of a real one, for measuring and for pictures."""

import datetime as dt
import random

from kg.network.facts import Fact, Facts, Text, Thing
from kg.rdf.namespaces import DATA

_FACTS_IN_ARTICLE = 20
_START, _DAYS = dt.date(2023, 1, 1), 900
_SYLLABLES = (
    "ka",
    "ro",
    "mi",
    "ta",
    "ve",
    "lu",
    "sha",
    "bar",
    "en",
    "dor",
    "il",
    "qa",
    "nu",
    "zer",
    "os",
    "fa",
)
_BODIES = {
    "State": "{}",
    "Government": "Government of {}",
    "ArmedForces": "{} Armed Forces",
    "ArmedGroup": "{} Liberation Front",
    "Person": "General {}",
    "InternationalOrganization": "{} Union",
    "PoliticalParty": "{} Party",
    "Settlement": "{}",
}
_KINDS = (
    ("Airstrike", "ASSAULT", -10.0, "bombed"),
    ("Clash", "ASSAULT", -9.0, "fought"),
    ("Shelling", "ASSAULT", -10.0, "shelled"),
    ("Arrest", "COERCE", -7.0, "held members of"),
    ("Sanction", "SANCTION", -6.0, "put sanctions on"),
    ("Meeting", "CONSULT", 1.0, "met"),
    ("Visit", "CONSULT", 1.0, "visited"),
    ("PrisonerRelease", "RETREAT", 5.0, "released prisoners of"),
    ("Aid", "AID", 7.0, "sent relief to"),
)


def invented_facts(nodes: int, *, seed: int = 7) -> Facts:
    """Return ``nodes`` actors and places joined by twice as many facts, each with its sentence and article.

    A few actors are in many facts and most in few (preferential attachment, Barabási and Albert 1999);
    most join others of their own region.
    """
    draw = random.Random(seed)
    things = [_thing(number, draw) for number in range(nodes)]
    pairs = _pairs(nodes, draw)
    texts: dict[str, Text] = {}
    facts: list[Fact] = []
    marks: dict[str, list[tuple[str, int, int]]] = {}
    for first in range(0, len(pairs), _FACTS_IN_ARTICLE):
        iri = f"{DATA}article/report-{first // _FACTS_IN_ARTICLE}"
        date = _START + dt.timedelta(days=draw.randrange(_DAYS))
        text = ""
        for number, (one, other) in enumerate(pairs[first : first + _FACTS_IN_ARTICLE]):
            cls, kind, score, verb = draw.choice(_KINDS)
            begin, who, whom = len(text), things[one], things[other]
            text += f"{who.label} {verb} {whom.label} after a day of talks about the border, officials said. "
            at = begin + len(who.label) + 1
            marks.setdefault(who.iri, []).append((iri, begin, at - 1))
            roles: dict[str, tuple[str, ...]] = {"actor": (who.iri,), "recipient": (whom.iri,)}
            if draw.random() < 0.2:
                roles["attributedTo"] = (draw.choice(things).iri,)
            day = (date - dt.timedelta(days=draw.randrange(4))).isoformat()
            facts.append(
                Fact(
                    f"{iri}#e{number}",
                    "event",
                    cls,
                    cls,
                    iri,
                    type=kind,
                    score=score,
                    factuality=draw.choices(("Actual", "Planned", "Possible", "Negated"), (88, 5, 4, 3))[0],
                    confidence=round(draw.uniform(0.5, 1), 2),
                    start=day,
                    end=day,
                    roles=roles,
                    counts={"killed": (draw.randrange(1, 30), None)} if kind == "ASSAULT" else {},
                    sentences=((begin, len(text) - 1),),
                    marks=((at, at + len(verb)),),
                )
            )
        headline = f"Report of {date:%-d %B %Y}"
        texts[iri] = Text(
            iri, headline, date.isoformat(), draw.choice(("Courier", "Herald", "Wire")), None, text
        )
    return Facts(
        things={thing.iri: thing for thing in things},
        texts=texts,
        facts=tuple(facts),
        marks={iri: tuple(places) for iri, places in marks.items()},
    )


def _thing(number: int, draw: random.Random) -> Thing:
    cls = draw.choice(tuple(_BODIES))
    name = "".join(draw.choice(_SYLLABLES) for _ in range(draw.randrange(2, 4))).capitalize()
    return Thing(f"{DATA}entity/{name.lower()}-{number}", _BODIES[cls].format(name), (cls,))


def _pairs(nodes: int, draw: random.Random) -> list[tuple[int, int]]:
    region = 60
    pool: list[list[int]] = [[] for _ in range(nodes // region + 1)]
    pairs: list[tuple[int, int]] = []
    for node in range(1, nodes):
        home = pool[node // region]
        for _ in range(2):
            near = home if home and draw.random() < 0.97 else pool[draw.randrange(node // region + 1)]
            other = draw.choice(near) if near else node - 1
            pairs.append((node, other) if draw.random() < 0.5 else (other, node))
            home += [node, other] if other // region == node // region else [node]
    draw.shuffle(pairs)
    return [(one, other) for one, other in pairs if one != other]
