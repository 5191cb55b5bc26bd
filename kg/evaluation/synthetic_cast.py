"""Who and what invented articles speak of: actors and places with invented names, and their mentions."""

import random
from dataclasses import dataclass, field, replace

from kg.extraction.report import Actor, Argument, Entity, EntityLink, Place, Span

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
class Cast:
    """The actors and places of one article, drawn from a world of so many; each with its mentions by id."""

    random: random.Random
    actors: int
    places: int
    known: dict[str, Entity] = field(default_factory=dict)
    mentions: dict[str, list[Span]] = field(default_factory=dict)

    def popular(self, count: int) -> int:
        """A number below ``count``; small ones come far more often, as names do in news."""
        return int(count ** self.random.random()) - 1

    def actor(self) -> Entity:
        """Any actor; three in five are linked."""
        number = self.popular(self.actors)
        cls, pattern = _ACTORS[number % len(_ACTORS)]
        words = pattern.format(name(number))
        linked = number % 5 < 3
        link = EntityLink(qid=f"Q{9_000_000 + number}", label=words, score=0.95, method="exact")
        return self.known.setdefault(
            f"a{number}",
            Actor(id=f"a{number}", name=words, cls=cls, mentions=(), link=link if linked else None),
        )

    def other(self, than: Entity) -> Entity:
        """Another actor."""
        while (found := self.actor()) is than:
            pass
        return found

    def place(self) -> Entity:
        """Any place."""
        number = self.popular(self.places)
        return self.known.setdefault(
            f"p{number}", Place(id=f"p{number}", name=f"Port {name(number)}", cls="Settlement", mentions=())
        )

    def person(self) -> Entity:
        """Somebody who speaks for others."""
        words = name(self.popular(self.actors) + 50_000)
        return self.known.setdefault(
            f"n{words}", Actor(id=f"n{words}", name=f"Mr {words}", cls="Person", mentions=())
        )

    def league(self) -> Entity:
        """One of the few leagues that are known all over."""
        words = f"League of {name(self.random.randrange(3) + 60_000)}"
        return self.known.setdefault(
            words, Actor(id=words, name=words, cls="InternationalOrganization", mentions=())
        )

    def named(self, entity: Entity, span: Span) -> tuple[Argument, ...]:
        """The entity as it is named there, to stand in a role."""
        self.mentions.setdefault(entity.id, []).append(span)
        return (Argument(entity.id, span),)

    def entities(self) -> tuple[Entity, ...]:
        """All that are named, with their mentions."""
        return tuple(
            replace(entity, mentions=tuple(dict.fromkeys(self.mentions[entity.id])))
            for entity in self.known.values()
            if entity.id in self.mentions
        )
