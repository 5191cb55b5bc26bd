"""What an act of force hits: buildings, vehicles, vessels and installations, and the premises of bodies.

They are what the act is done to ("burned three buses", "an attack on the pipeline"), what a bomb goes off in
("exploded at a school"), and what words for damage or for a target say of it ("the blast damaged two
houses", "the bank was the target of the attack").
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.extraction.actor_types import words
from kg.extraction.arguments import case, obliques, surface_subjects
from kg.extraction.entities import EntityTable
from kg.extraction.logical_objects import objects
from kg.extraction.participants import Participants
from kg.extraction.report import Argument
from kg.extraction.role_fillers import RoleReader
from kg.extraction.syntax import is_copular, is_passive
from kg.extraction.trigger import Trigger

_THINGS = frozenset({"Facility", "Vehicle", "Aircraft"})
_WITH_PREMISES = frozenset({"GovernmentBody", "Company", "MediaOrganization"})
_REACHING = ("obj", "on", "upon", "against", "at", "targeting", "of", "into")
_SHELLED = frozenset({"Bombing", "SuicideBombing", "MissileStrike", "Shelling", "Airstrike", "DroneStrike"})
_EXPLODING_AT = ("at", "in", "inside", "under", "beneath", "aboard", "on", "outside", "in front of")
_OF_PEOPLE = frozenset({"Assassination", "Abduction", "Clash"})


class PhysicalTargets:
    """Finds what the acts of force of an article hit."""

    def __init__(self, table: EntityTable, roles: RoleReader, participants: Participants) -> None:
        self._roles = roles
        self._participants = participants
        self._classes = {entity.id: entity.cls for entity in table.entities}

    def of(self, trigger: Trigger) -> tuple[Argument, ...]:
        """Each thing that the trigger's act hits or is aimed at, in the order of the words that say so."""
        frame = trigger.frame
        if frame.type != "ASSAULT":
            return ()
        struck = [t for name in self._functions(trigger) for t in self._participants.tokens(trigger, name)]
        around: list[Token] = []
        if frame.cls in _SHELLED and not trigger.frame.arguments.symmetric:
            around = [p for carrier in trigger.carriers for p in _phrases(carrier, _EXPLODING_AT)]
        harmed = list(_harmed(trigger.token))
        if any(part.lemma_.lower() == "fire" for part in trigger.absorbed):
            struck += self._participants.tokens(trigger, "to")  # "set fire to"
        done_to = {t.i for t in self._participants.tokens(trigger, "obj")}
        of_bodies = frame.cls not in _OF_PEOPLE and not frame.arguments.victim
        found: list[Argument] = []
        for token in dict.fromkeys([*struck, *around, *harmed]):
            things = list(self._things(token, roads=token.i in done_to and not trigger.nominal))
            if not things and of_bodies and token not in around:
                things = list(self._premises(token))
            found += things
        return tuple(dict.fromkeys(found))

    def _functions(self, trigger: Trigger) -> tuple[str, ...]:
        own = trigger.frame.arguments.recipient
        return tuple(f for f in own if f in _REACHING or f == "subj")

    def _things(self, token: Token, *, roads: bool) -> Iterator[Argument]:
        for head in _named_apart(token):
            if not roads and head.lemma_.lower() in words("things", "thoroughfares"):
                continue
            for argument in self._roles.fill([head], ("place", "instrument")):
                if self._classes[argument.entity] in _THINGS:
                    yield argument

    def _premises(self, token: Token) -> Iterator[Argument]:
        for argument in self._roles.fill([token], ("actor",)):
            if self._classes[argument.entity] in _WITH_PREMISES:
                yield argument


def _phrases(token: Token, prepositions: Iterable[str]) -> Iterator[Token]:
    for preposition in prepositions:
        yield from obliques(token, preposition)


def _named_apart(token: Token) -> list[Token]:
    """The whole of which a noun names a part, or the things that it sums up and a list names.

    So with "a section of the pipeline", "in front of the bank" and "three vehicles: a bus and two trucks".
    """
    whole = obliques(token, "of") if token.lemma_.lower() in words("things", "parts") else []
    if whole:
        return whole
    if token.tag_ in ("NNS", "NNPS"):
        listed = [c for c in token.rights if c.dep_ == "appos" and any(g.dep_ == "conj" for g in c.children)]
        if listed:
            return listed
    return [token]


def _harmed(deed: Token) -> Iterator[Token]:
    """What words of damage around a deed say to have been hit by it."""
    above = deed.head
    if deed.dep_ == "nsubj" and above.lemma_.lower() in words("things", "damaging"):
        yield from objects(above)
    told = case(deed) in ("in", "by", "during", "from")
    if deed.dep_ in ("obl", "obl:agent") and told and is_passive(above) and _damages(above):
        yield from surface_subjects(above)
    for clause in deed.children:
        if clause.dep_ in ("advcl", "conj", "acl") and clause.tag_ == "VBG" and _damages(clause):
            yield from objects(clause)
    if deed.dep_ == "nmod" and case(deed) == "of" and above.lemma_.lower() in words("things", "aims"):
        # "the bank was the target of the attack", "the target of the attack was the bank"
        if above.dep_ == "nsubj" and is_copular(above.head):
            yield above.head
        else:
            yield from (s for s in surface_subjects(above) if s.i != above.i) if is_copular(above) else ()


def _damages(verb: Token) -> bool:
    return verb.pos_ == "VERB" and verb.lemma_.lower() in words("things", "damaging")
