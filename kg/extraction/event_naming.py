"""What mentions of events call those who take part, and whether two of them name the same."""

from collections.abc import Iterable
from itertools import takewhile

from spacy.tokens import Doc, Token

from kg.extraction.entities import EntityTable
from kg.extraction.quantities import count_of
from kg.extraction.report import Argument, Count, Event, Span

_SIZES = {
    "Settlement": "town",
    "Facility": "site",
    "AdministrativeArea": "region",
    "NaturalFeature": "region",
}


class Naming:
    """What the comparison asks of the text and the entities."""

    def __init__(self, doc: Doc, table: EntityTable) -> None:
        self._doc, self._text = doc, doc.text
        self._entities = {entity.id: entity for entity in table.entities}
        self._table = table

    def token(self, span: Span) -> Token:
        """Head of a trigger."""
        found = self._doc.char_span(span.start, span.end, alignment_mode="expand")
        return found.root if found is not None else self._doc[0]

    def agree(self, first: tuple[Argument, ...], second: tuple[Argument, ...]) -> bool | None:
        """Whether two sets of fillers name the same; ``None`` where one is empty."""
        if not first or not second:
            return None
        left, right = {a.entity for a in first}, {a.entity for a in second}
        return bool(left & right) or any(self._kin(a, b) for a in left for b in right)

    def alike(self, first: tuple[Argument, ...], second: tuple[Argument, ...]) -> bool | None:
        """Whether two sets may name the same by what they are: "gunmen" and "armed men", no two names."""
        if not first or not second:
            return None
        left, right = ([self._entities[a.entity] for a in side] for side in (first, second))
        pairs = [(a, b) for a in left for b in right]
        return any(a.cls == b.cls and not (a.named and b.named) for a, b in pairs)

    def opens_story(self, trigger: Span, headline: tuple[int, int]) -> bool:
        """Whether a trigger stands in the sentence behind the headline, where the news is told again."""
        before = self._text[headline[1] : trigger.start].strip()
        sentence = self.token(trigger).sent
        return trigger.start >= headline[1] and sentence.text.strip().startswith(before[:80])

    def sentences_apart(self, first: Span, second: Span) -> int:
        """How many sentences later the second trigger stands."""
        start, end = self.token(first).i, self.token(second).i
        return sum(bool(token.is_sent_start) for token in self._doc[start + 1 : end + 1])

    def same_place(self, first: tuple[Argument, ...], second: tuple[Argument, ...]) -> bool | None:
        """Like :meth:`agree`, but a town and a country do not speak against each other."""
        same = self.agree(first, second)
        if same is False and not self._sizes(first) & self._sizes(second):
            return None
        return same

    def _sizes(self, arguments: Iterable[Argument]) -> set[str]:
        return {_SIZES.get(self._entities[a.entity].cls, "country") for a in arguments}

    def within(self, first: tuple[Argument, ...], second: tuple[Argument, ...]) -> bool:
        """Whether the fillers of one are all among the other's."""
        left, right = {a.entity for a in first}, {a.entity for a in second}
        if len(left) > len(right):
            left, right = right, left
        return bool(left) and all(a in right or any(self._kin(a, b) for b in right) for a in left)

    def stated(self, arguments: tuple[Argument, ...], other: Event) -> tuple[Argument, ...]:
        """Parties, with a state in the place of its forces where the other mention names the state."""
        states = [a for a in (*other.actor, *other.recipient) if self._entities[a.entity].cls == "State"]
        return tuple(
            next((s for s in states if s.entity != a.entity and self._kin(s.entity, a.entity)), a)
            for a in arguments
        )

    def sides(self, old: Event, new: Event) -> tuple[tuple[Argument, ...], tuple[Argument, ...]]:
        """Actors and recipients of two mentions of what people do with each other.

        A party that only ``new`` names is a recipient, or stands beside whom it works for.
        """
        known = {a.entity for a in (*old.actor, *old.recipient)}
        actors = {a.entity for a in old.actor}
        beside: list[Argument] = []
        others: list[Argument] = []
        for a in (*new.actor, *new.recipient):
            if a.entity not in known and not any(self._kin(a.entity, b) for b in known):
                (beside if self._works_for(a, actors) else others).append(a)
        return (*old.actor, *beside), (*old.recipient, *others)

    def _works_for(self, person: Argument, parties: set[str]) -> bool:
        """Whether he acts for one of the parties, as is known, or said before his name: "US envoy X"."""
        name = self.token(person.span)
        words = reversed(list(self._doc[name.sent.start : name.i]))
        before = takewhile(lambda token: token.pos_ in ("ADJ", "NOUN", "PROPN"), words)
        owners = {owner for token in before for owner in self._table.ids(token)} - {person.entity}
        known = self._table.owners.get(person.entity)
        return any(
            owner == party or self._kin(owner, party)
            for owner in ({known} if known in self._entities else owners)
            if owner is not None
            for party in parties
        )

    def counted(self, arguments: tuple[Argument, ...]) -> set[int | None]:
        """How many people the fillers are said to be: 113 of "113 detainees"."""
        counts = (count_of(self.token(a.span)) for a in arguments)
        return {size(count) for count in counts if count is not None}

    def named(self, arguments: Iterable[Argument]) -> tuple[Argument, ...]:
        """Fillers that have a name."""
        return tuple(a for a in arguments if self._entities[a.entity].named)

    def _kin(self, left: str, right: str) -> bool:
        """A state and its forces, "the Taliban" and "Taliban fighters": one name begins with the other."""
        return _begins(self._entities[left].name, self._names(right)) or _begins(
            self._entities[right].name, self._names(left)
        )

    def _names(self, identifier: str) -> set[str]:
        entity = self._entities[identifier]
        return {entity.name, *entity.aliases, *(m.text for m in entity.mentions if m.text[:1].isupper())}


def _begins(name: str, others: Iterable[str]) -> bool:
    words = name.lower().removeprefix("the ").split()
    return any(
        other and words[: len(o)] == o
        for other in others
        if (o := other.lower().removeprefix("the ").split())
    )


def size(count: Count) -> int | None:
    """What two mentions of one number share, "14" and "at least 14"."""
    return count.min if count.min is not None else count.max
