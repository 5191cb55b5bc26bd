"""Acts of force told before a toll, to which it may belong: "They hit a bus. Four people were killed." """

from spacy.tokens import Token

from kg.extraction.arguments import case
from kg.extraction.cues import lexicon as cues
from kg.extraction.factuality import factuality
from kg.extraction.syntax import NOMINAL_SUBJECTS, is_passive
from kg.extraction.tolls import Toll, circumstances, told_with
from kg.extraction.trigger import Trigger

_RETURNED = frozenset({"retaliation", "response", "revenge", "reprisal", "return", "retaliate", "respond"})
_STEPS = 6


def force_before(verb: Token, triggers: dict[int, Trigger]) -> Trigger | None:
    """The act of force told last before a word in its sentence."""
    before = [
        act
        for act in triggers.values()
        if verb.sent.start <= act.token.i < verb.i
        and act.frame.counts is None
        and (act.frame.type == "ASSAULT" or act.frame.mode == "riot")
    ]
    return max(before, key=lambda act: act.token.i, default=None)


def preceding(verb: Token, triggers: dict[int, Trigger]) -> Trigger | None:
    """The act of force that "this" takes up: the nearest before it in this sentence or the last one."""
    start = verb.sent.start
    previous = verb.doc[start - 1].sent.start if start else start
    before = [
        trigger
        for index, trigger in triggers.items()
        if previous <= index < verb.i and trigger.frame.type == "ASSAULT" and trigger.token.i != verb.i
    ]
    return max(before, key=lambda trigger: trigger.token.i, default=None)


def just_told(verb: Token, triggers: dict[int, Trigger], tolls: dict[int, list[Toll]]) -> Trigger | None:
    """The act of the sentence before, where this one only adds its toll: "Two crew members were killed." """
    going_on = [child for child in verb.children if told_with(child) == verb]
    if not is_passive(verb) or any(circumstances(told) for told in (verb, *going_on)):
        return None
    if verb.dep_ == "conj" and verb.head.i in triggers:
        return None
    if verb.dep_ not in ("ROOT", "root", "conj", "ccomp"):
        return None
    act = preceding(verb, triggers)
    if act is None or act.token.sent.start == verb.sent.start:
        return None
    own, other = _teller(verb), _teller(act.token)
    if own and other and own != other:
        return None  # the enemy's word for it
    # "They fired at bases in return for raids on theirs": it is the firing that is gone on with.
    told = [t for t in triggers.values() if t.token.sent.start == act.token.sent.start]
    acts = [t for t in told if t.frame.type == "ASSAULT" and not any(_leads_to(t, o) for o in told)]
    act = max(acts, key=lambda trigger: trigger.token.i, default=act)
    if act.token.i in tolls:
        return None
    return act if factuality(act.token) == "Actual" and act.frame.counts is None else None


def _teller(token: Token) -> str:
    """The words for whoever tells what a word stands in; empty where that is the article."""
    for above in (token, *token.ancestors):
        if above.dep_ == "ccomp" and above.head.lemma_.lower() in cues().verbs:
            said = next((c for c in above.head.children if c.dep_ in NOMINAL_SUBJECTS), None)
            return "" if said is None else said.lower_
    return ""


def _leads_to(act: Trigger, other: Trigger) -> bool:
    """Whether an act is told only as the reason for another of the same sentence."""
    noun = act.token
    for _ in range(_STEPS):
        if noun.i == other.token.i:
            return False
        reason = noun.dep_.startswith(("obl", "nmod")) and noun.head.lemma_.lower() in _RETURNED
        if reason or (noun.dep_.startswith("obl") and case(noun) in ("after", "following")):
            return other.frame.type == "ASSAULT" and other.token.is_ancestor(act.token)
        noun = noun.head
    return False
