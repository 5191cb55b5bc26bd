"""Which mentions name one event: "airstrike" of the headline, "the strike", "the first US strike in 11 days".

Two mentions are joined only where nothing speaks against it (class, who, whom, date, place, toll, factuality)
and something speaks for it: one stands in the headline, points back by its article or as a predicate
("It was a defensive strike"), or both name the same two sides.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extraction.entities import EntityTable
from kg.extraction.event_naming import Naming, size
from kg.extraction.report import Argument, Count, Event, TimeExpression
from kg.extraction.syntax import is_copular

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
_BACK = 2
"""How many sentences back "it was a defensive strike" may point."""
_POINTING = frozenset({"the", "this", "that", "these", "those"})


def merge_mentions(
    doc: Doc, table: EntityTable, events: Sequence[Event], headline: tuple[int, int] | None
) -> list[Event]:
    """Join mentions of one event, in order of first mention."""
    names = Naming(doc, table)
    merged: list[Event] = []
    for event in events:
        for index in _nearest_first(merged, event, headline):
            if _same(merged[index], event, names, headline):
                merged[index] = _join(merged[index], event, names)
                break
        else:
            merged.append(event)
    return merged


def _nearest_first(merged: Sequence[Event], event: Event, headline: tuple[int, int] | None) -> list[int]:
    return sorted(
        range(len(merged)), key=lambda i: min(abs(event.trigger.start - m.start) for m in merged[i].mentions)
    )


def _same(old: Event, new: Event, names: Naming, headline: tuple[int, int] | None) -> bool:
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
    in_headline = headline is not None and any(headline[0] <= m.start < headline[1] for m in old.mentions)
    if headline is not None and in_headline and names.opens_story(new.trigger, headline):
        actor = actor or names.alike(old.actor, new.actor)
        recipient = recipient or names.alike((*old.recipient, *old.victim), (*new.recipient, *new.victim))
    if names.counted(old.recipient) and names.counted(new.recipient):
        recipient = recipient if names.counted(old.recipient) == names.counted(new.recipient) else False
    if recipient and not names.named((*new.recipient, *new.victim)):
        hurt, also_hurt = (names.counted((*side.recipient, *side.victim)) for side in (old, new))
        if hurt and also_hurt and hurt != also_hurt:
            recipient = None  # "12 people" and "six people" share a word only
    if False in (actor, recipient):
        return False
    token = names.token(new.trigger)
    first = names.token(old.trigger)
    plural = token.pos_ == "NOUN" and first.pos_ == "NOUN" and (token.tag_ == "NNS") != (first.tag_ == "NNS")
    if plural:
        return False
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
    # "Police raids … the attacks at the airport": another word that says where it was points to no raids.
    elsewhere = bool(new.location) and not place and token.lemma_ != first.lemma_ and not _is_verbal(first)
    if _points_back(token) and (actor or recipient or not (new.actor or new.recipient or elsewhere)):
        return True
    near = any(names.sentences_apart(mention, new.trigger) <= _BACK for mention in old.mentions)
    return near and points_back_by_subject(token)


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
    return old is not None and new is not None and size(old) != size(new)


def _looser(old: Count | None, new: Count | None) -> Count | None:
    """The one with the wider bounds: headlines leave out "at least"."""
    if old is None or new is None:
        return old or new
    return new if old.max is not None and new.max is None else old


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
    if not is_copular(token) or token.dep_ == "acl:relcl":
        return False  # "two vessels that were under attack"
    return any(
        c.dep_ == "nsubj" and (c.lower_ in ("it", "this", "that") or _points_back(c)) for c in token.children
    )


def _join(old: Event, new: Event, names: Naming) -> Event:
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
        physical_target=tuple(dict.fromkeys((*old.physical_target, *new.physical_target))),
        instrument=tuple(dict.fromkeys((*old.instrument, *new.instrument))),
        location=old.location or new.location,
        date=_finer(old.date, new.date),
        killed=_looser(old.killed, new.killed),
        injured=_looser(old.injured, new.injured),
        detained=old.detained or new.detained,
        displaced=old.displaced or new.displaced,
        confidence=max(old.confidence, new.confidence),
    )


def _fuller(old: tuple[Argument, ...], new: tuple[Argument, ...], names: Naming) -> tuple[Argument, ...]:
    if not old or (not names.named(old) and names.named(new)):
        return new or old
    return old


def _finer(old: TimeExpression | None, new: TimeExpression | None) -> TimeExpression | None:
    if old is None or new is None:
        return old or new
    order = ("day", "week", "month", "year")
    return new if order.index(new.precision) < order.index(old.precision) else old
