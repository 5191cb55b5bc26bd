"""Which mentions name one event: "airstrike" of the headline, "the strike", "the first US strike in 11 days".

Two mentions are joined only where nothing speaks against it (class, who, whom, date, place, toll, factuality)
and something speaks for it: one stands in the headline, points back by its article or as a predicate
("It was a defensive strike"), or both name the same two sides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Doc, Token

from kg.extraction.entities import EntityTable
from kg.extraction.quantities import count_of
from kg.extraction.report import Argument, Count, Event, Span, TimeExpression

_GENERIC = {"Attack", "MilitaryAction", "DiplomaticAction", "CoerciveAction", "CooperativeAction", "Meeting"}
_FAMILIES = (
    frozenset(
        {
            "Attack",
            "Airstrike",
            "DroneStrike",
            "MissileStrike",
            "Shelling",
            "Bombing",
            "SuicideBombing",
            "GroundAssault",
            "Ambush",
            "Shooting",
            "Assassination",
            "MilitaryAction",
        }
    ),
    frozenset({"Meeting", "Negotiation", "Visit", "Mediation"}),
    frozenset({"Bombing", "SuicideBombing"}),
    frozenset({"Airstrike", "DroneStrike", "MissileStrike"}),
)
# Done by all sides together, so that who is named first means nothing.
_MUTUAL = frozenset({"Signing", "Negotiation", "Ceasefire"})
_SIZES = {
    "Settlement": "town",
    "Facility": "site",
    "AdministrativeArea": "region",
    "NaturalFeature": "region",
}
_POINTING = frozenset({"the", "this", "that", "these", "those"})


def merge_mentions(
    doc: Doc, table: EntityTable, events: Sequence[Event], headline: tuple[int, int] | None
) -> list[Event]:
    """Join mentions of one event, in order of first mention."""
    names = _Names(doc, table)
    merged: list[Event] = []
    for event in events:
        for index in _nearest_first(merged, event, headline):
            if _same(merged[index], event, names, headline):
                merged[index] = _join(merged[index], event, names)
                break
        else:
            merged.append(event)
    return merged


class _Names:
    """What the comparison asks of the text and the entities."""

    def __init__(self, doc: Doc, table: EntityTable) -> None:
        self._doc = doc
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
        return {_size(count) for count in counts if count is not None}

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


def _nearest_first(merged: Sequence[Event], event: Event, headline: tuple[int, int] | None) -> list[int]:
    return sorted(
        range(len(merged)), key=lambda i: min(abs(event.trigger.start - m.start) for m in merged[i].mentions)
    )


def _same(old: Event, new: Event, names: _Names, headline: tuple[int, int] | None) -> bool:
    if old.type != new.type or not _compatible(old.cls, new.cls):
        return False
    if old.factuality != new.factuality:
        return False
    if _apart(old.date, new.date) or _unequal(old.killed, new.killed) or _unequal(old.injured, new.injured):
        return False
    place = names.same_place(old.location, new.location)
    if place is False:
        return False
    if old.cls in _MUTUAL and new.cls in _MUTUAL:
        sides = (*old.actor, *old.recipient), (*new.actor, *new.recipient)
        dated = old.date is not None and new.date is not None
        return names.within(*sides) or (dated and bool(names.agree(*sides)))
    actor = names.agree(old.actor, new.actor)
    recipient = names.agree((*old.recipient, *old.victim), (*new.recipient, *new.victim))
    if names.counted(old.recipient) and names.counted(new.recipient):
        recipient = recipient if names.counted(old.recipient) == names.counted(new.recipient) else False
    if False in (actor, recipient):
        return False
    token = names.token(new.trigger)
    first = names.token(old.trigger)
    plural = token.pos_ == "NOUN" and first.pos_ == "NOUN" and (token.tag_ == "NNS") != (first.tag_ == "NNS")
    if plural:
        return False
    in_headline = headline is not None and any(headline[0] <= m.start < headline[1] for m in old.mentions)
    if actor and recipient:
        return (
            in_headline
            or _points_back(token)
            or _is_verbal(token) != _is_verbal(first)
            or old.date == new.date
        )
    tolls = old.killed is not None and new.killed is not None
    if in_headline and (actor or recipient or tolls or (place and not _brings_side(old, new, token))):
        return True
    if _points_back(token) and (actor or recipient or not (new.actor or new.recipient)):
        return True
    return points_back_by_subject(token) and (actor is not False and recipient is not False)


def _brings_side(old: Event, new: Event, token: Token) -> bool:
    """Whether a verb names a side that the other mention lacks, and nothing else that the two share."""
    harmless = not (new.recipient or new.victim or new.killed or new.injured)
    doer = harmless and bool(new.actor) and not old.actor
    return _is_verbal(token) and (doer or (bool(new.recipient) and not new.actor and not old.recipient))


def _compatible(old: str, new: str) -> bool:
    if old == new:
        return True
    return any(old in family and new in family for family in _FAMILIES) and (
        old in _GENERIC or new in _GENERIC or any(old in family and new in family for family in _FAMILIES[2:])
    )


def _apart(old: TimeExpression | None, new: TimeExpression | None) -> bool:
    if old is None or new is None:
        return False
    if old.end is not None and new.start is not None and old.end < new.start:
        return True
    return new.end is not None and old.start is not None and new.end < old.start


def _unequal(old: Count | None, new: Count | None) -> bool:
    return old is not None and new is not None and _size(old) != _size(new)


def _looser(old: Count | None, new: Count | None) -> Count | None:
    """The one with the wider bounds: headlines leave out "at least"."""
    if old is None or new is None:
        return old or new
    return new if old.max is not None and new.max is None else old


def _size(count: Count) -> int | None:
    """What two mentions of one number share, "14" and "at least 14"."""
    return count.min if count.min is not None else count.max


def _is_verbal(token: Token) -> bool:
    return token.pos_ in ("VERB", "ADJ")


def _points_back(token: Token) -> bool:
    """ "the attack", "this strike", "Tuesday's attack"."""
    if _is_verbal(token):
        return False
    return any(
        c.dep_ in ("det", "nmod:poss") and (c.lower_ in _POINTING or c.dep_ == "nmod:poss")
        for c in token.children
    )


def points_back_by_subject(token: Token) -> bool:
    """ "It was a defensive strike", "This was the first US strike": the subject points back."""
    if not any(c.dep_ == "cop" for c in token.children):
        return False
    return any(
        c.dep_ == "nsubj" and (c.lower_ in ("it", "this", "that") or _points_back(c)) for c in token.children
    )


def _join(old: Event, new: Event, names: _Names) -> Event:
    """One event of two mentions: the more exact class, the fuller roles, all the evidence."""
    actor, recipient = _fuller(old.actor, new.actor, names), _fuller(old.recipient, new.recipient, names)
    if old.cls in _MUTUAL:
        actor, recipient = (names.stated(side, new) for side in names.sides(old, new))
    cls, mode = (
        (new.cls, new.mode) if old.cls in _GENERIC and new.cls not in _GENERIC else (old.cls, old.mode)
    )
    return replace(
        old,
        cls=cls,
        mode=mode or new.mode,
        mentions=tuple(dict.fromkeys((*old.mentions, *new.mentions))),
        evidence=tuple(dict.fromkeys((*old.evidence, *new.evidence))),
        actor=actor,
        recipient=recipient,
        victim=old.victim or new.victim,
        instrument=tuple(dict.fromkeys((*old.instrument, *new.instrument))),
        location=old.location or new.location,
        date=_finer(old.date, new.date),
        killed=_looser(old.killed, new.killed),
        injured=_looser(old.injured, new.injured),
        detained=old.detained or new.detained,
        displaced=old.displaced or new.displaced,
        confidence=max(old.confidence, new.confidence),
    )


def _fuller(old: tuple[Argument, ...], new: tuple[Argument, ...], names: _Names) -> tuple[Argument, ...]:
    if not old or (not names.named(old) and names.named(new)):
        return new or old
    return old


def _finer(old: TimeExpression | None, new: TimeExpression | None) -> TimeExpression | None:
    if old is None or new is None:
        return old or new
    order = ("day", "week", "month", "year")
    return new if order.index(new.precision) < order.index(old.precision) else old
