"""Verbal acts as PLOVER sees them: to whom an accusation, a refusal or a promise is done.

Whoever is addressed is the recipient; where nobody is, it is whom the words concern ("rejected a motion by
the opposition", "condemned Israel's decision", "agreed to hand the prisoners over to Kenya").
"""

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extraction.concerned import concerned
from kg.extraction.cues import Attribution, lexicon
from kg.extraction.report import Argument
from kg.extraction.role_fillers import RoleReader
from kg.extraction.syntax import is_passive, preposition


def recipients(
    attribution: Attribution,
    roles: RoleReader,
    addressee: Sequence[Argument],
    speakers: Sequence[Argument],
) -> tuple[tuple[Argument, ...], tuple[Argument, ...]]:
    """To whom the act that ``attribution`` reports is done, and the places it concerns where no actor is.

    ``addressee`` is whom it is said to.
    """
    told = attribution.cue.type == "ACCUSE" and all(preposition(t) == "to" for t in attribution.addressee)
    if addressee and not told:  # "complained to the envoy about …" accuses not the envoy
        return tuple(addressee), ()
    accused = [t for t in attribution.addressee if t.pos_ == "PROPN" and attribution.cue.type == "ACCUSE"]
    if accused and (places := roles.fill(accused, ("place",))):
        return (), places  # "accused Brussels of sending …", whoever that is
    taken = {argument.entity for argument in (*speakers, *addressee)}
    things: list[Token] = []
    deeds = [attribution.head, *_sending(attribution.head)]
    for thing in _things(attribution):
        (deeds if _is_own(thing, attribution) else things).append(thing)
    judged = _judged(attribution)
    if judged is not None:
        things, deeds = [judged], []
    found = concerned(roles, things, deeds, taken, ("actor",))
    return found, () if found else concerned(roles, things, deeds, taken, ("place",))


def _judged(attribution: Attribution) -> Token | None:
    """What is called something, whatever it is called: "called the attack an insult to India"."""
    cue = attribution.head
    if "obj+" not in attribution.cue.content or is_passive(cue):
        return None
    behind = [c for c in cue.children if c.i > cue.i and c.dep_ in ("obj", "xcomp", "ccomp")]
    return behind[0] if len(behind) > 1 and behind[0].dep_ == "obj" else None


def _is_own(thing: Token, attribution: Attribution) -> bool:
    """Whether the thing is the doer's own: "reiterated Turkey's support for …" supports not Turkey."""
    return attribution.cue.type != "REJECT" and thing.lemma_.lower() in lexicon().words["own_acts"]


def _sending(cue: Token) -> list[Token]:
    """The verb of "sent a letter to the agency threatening to …", on which the addressee hangs."""
    noun = cue.head
    written = cue.dep_ == "acl" and noun.lemma_.lower() in lexicon().words["media"]
    return [noun.head] if written and noun.head.pos_ == "VERB" else []


def _things(attribution: Attribution) -> list[Token]:
    """Heads of the words said, in order; of a cue's own object, where the words said are that."""
    cue, doc = attribution.head, attribution.head.doc
    things: list[Token] = []
    for start, end in attribution.content:
        words = doc.char_span(start, end, alignment_mode="expand")
        if words is None:
            continue
        # "… refused to help, the minister said" may hold the verb that tells of the refusal.
        inner = [t for t in words if t.head.i == cue.i] if words.root.is_ancestor(cue) else [words.root]
        things += inner
    if attribution.cue.type == "REJECT" and any(thing.tag_ == "VB" for thing in things):
        # "refused a request from Delhi to cross its airspace": what is refused stands before the infinitive
        refused = [child for child in cue.children if child.dep_ == "obj"]
        things = [*(noun for noun in refused if noun not in things), *things]
    return things
