"""Who was killed, wounded or displaced, and in which event.

"An airstrike killed 14 people", "an attack that left three dead", "14 soldiers died in the clashes" and "This
resulted in the death of at least 14 members" each belong to the event they name, and make no event of their
own; a running total ("has killed more than 4,000 since spring") belongs to none.
"""

from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Token

from kg.extraction.acts_before import force_before, just_told, preceding
from kg.extraction.arguments import case, modifiers, subjects, surface_subjects
from kg.extraction.frames import lexicon
from kg.extraction.logical_objects import objects
from kg.extraction.quantities import count_of, is_number
from kg.extraction.report import Count
from kg.extraction.syntax import NOMINAL_SUBJECTS, is_passive
from kg.extraction.tolls import Toll, left_by, told_with, tolls_told_by
from kg.extraction.trigger import Trigger

MANY = 500
"""So many dead, with nothing else said of them, are the sum of many events."""

_CAUSING = ("in", "by", "under", "during", "from", "after", "when", "following", "amid", "to")


def assign(
    triggers: Sequence[Trigger], acts: Callable[[Token], bool]
) -> tuple[list[Trigger], dict[int, list[Toll]]]:
    """Give every toll to the event it belongs to; ``acts`` tells whether a pronoun stands for an actor.

    Returns the triggers that remain events of their own, and the tolls by index of the trigger's token.
    """
    by_token = {trigger.token.i: trigger for trigger in triggers}
    carried = {trigger.host.i: trigger for trigger in triggers if trigger.host is not None}
    tolls: dict[int, list[Toll]] = {}
    owners: dict[int, Trigger] = {}
    passed: set[int] = set()
    if not triggers:
        return [], tolls
    for token in triggers[0].token.doc:
        found = tolls_told_by(token)
        if not found:
            continue
        own = by_token.get(token.i)
        fled = found[0].kind == "displaced" and own is None
        before = told_with(token)
        passed_over = before is not None and before.i in passed
        if (_is_running_total(token) and not fled) or _is_mishap(token, by_token) or passed_over:
            passed.add(token.i)
            if own is not None and own.frame.counts in ("killed", "injured", "displaced"):
                del by_token[token.i]
            continue
        owner = (
            _owner(token, by_token, carried, acts)
            or _beside(token, found, by_token)
            or (owners.get(before.i) if before is not None else None)
            or (just_told(token, by_token, tolls) if own is not None else None)
        )
        if owner is None:
            owner = own
        elif own is not None and owner is not own:
            by_token.pop(token.i, None)
        if owner is None:
            continue
        if before is not None and before.i not in owners:
            found = [*tolls_told_by(before), *found]  # "two guards died and a driver was wounded"
        owners[token.i] = owner
        tolls.setdefault(owner.token.i, []).extend(found)
    return [trigger for trigger in triggers if trigger.token.i in by_token], tolls


def _owner(
    verb: Token, triggers: dict[int, Trigger], carried: dict[int, Trigger], acts: Callable[[Token], bool]
) -> Trigger | None:
    """The event that the toll told by ``verb`` belongs to, where it is another than the verb's own."""
    verb = left_by(verb) or verb
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in lexicon().casualties["driving"]:
        verb = verb.head  # "the fighting forced 3,000 people to flee"
    if verb.i in carried:
        return carried[verb.i]
    for cause in subjects(verb):
        if cause.i in triggers:
            return triggers[cause.i]
        for child in cause.children:
            if (
                child.dep_ == "nmod"
                and child.i in triggers
                and cause.lemma_.lower() in ("wave", "series", "string", "spate", "round")
            ):
                return triggers[child.i]
        if (
            cause.lower_ in ("this", "it", "that", "which")
            and cause.pos_ in ("PRON", "DET")
            and not acts(cause)
        ):
            related = verb.dep_ in ("acl:relcl", "advcl:relcl")  # "shooting that wounded a soldier"
            return force_before(verb, triggers) if related else preceding(verb, triggers)
    beside = [verb, *(child for child in verb.children if child.dep_ == "conj")]  # "killed and six hurt in …"
    around = [child for told in beside for child in told.children]
    for child in around:
        if child.dep_ in ("obl", "obl:agent") and case(child) in _CAUSING and child.i in triggers:
            return triggers[child.i]
        if (child.lower_ == "which" and case(child) in ("in", "during")) or (
            child.lower_ == "where" and verb.dep_ == "acl:relcl"
        ):
            return force_before(verb, triggers)  # "an attack on the ship, in which four were killed"
        if child.dep_ == "obl" and child.lemma_.lower() in lexicon().casualties["outcome"]:
            # "died as a result of the attack"
            for part in child.children:
                if part.dep_ == "nmod" and part.i in triggers:
                    return triggers[part.i]
    fleeing = lexicon().casualties["fleeing"]
    if verb.lemma_.lower() in fleeing | {"die"} or is_passive(verb):
        for child in around:
            act = triggers.get(child.i) or carried.get(child.i)
            if child.dep_ == "advcl" and act is not None and child.tag_ != "VBG":
                return act if act.frame.type == "ASSAULT" else None
        deeds = (deed for child in around if child.dep_ in ("obl", "obl:agent") for deed in child.children)
        for deed in deeds:  # "killed by militants who ambushed their bus"
            act = triggers.get(deed.i)
            if deed.dep_ in ("acl", "acl:relcl") and act is not None and act.frame.type == "ASSAULT":
                return act
    return _joined(verb, triggers, carried) or _loose(verb, triggers)


def _beside(state: Token, told: Sequence[Toll], triggers: Mapping[int, Trigger]) -> Trigger | None:
    """The act of the sentence to which a mere number of dead or hurt is added: "…; five dead"."""
    if not is_number(told[0].people) or told[0].source.i != state.i:
        return None
    acts = [
        act
        for act in triggers.values()
        if act.token.sent.start == state.sent.start
        and act.frame.type == "ASSAULT"
        and act.frame.counts is None
    ]
    before = [act for act in acts if act.token.i < state.i]
    return max(before, key=lambda act: act.token.i, default=acts[0] if acts else None)


def _loose(verb: Token, triggers: dict[int, Trigger]) -> Trigger | None:
    """The act of which "…, killing five" is the result where the tree hangs it on other words.

    So it does in "The navy fired on a boat that had strayed into its waters, killing a deckhand, he said."
    """
    if any(child.dep_ in NOMINAL_SUBJECTS for child in verb.children):
        alone = not any(c.dep_.startswith(("obl", "advcl")) for c in verb.children)
        own = alone and (is_passive(verb) or verb.lemma_.lower() == "die")
        if not own or verb.dep_ not in ("conj", "parataxis"):
            return None
    elif verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl", "conj", "parataxis"):
        return None
    return force_before(verb, triggers)


def _joined(verb: Token, triggers: dict[int, Trigger], carried: dict[int, Trigger]) -> Trigger | None:
    """The act of which the killing is the result: "attacked a base, killing 19 and wounding 22"."""
    current = verb
    for _ in range(4):
        own_subject = any(child.dep_ in NOMINAL_SUBJECTS for child in current.children)
        marked = any(c.dep_ == "mark" and c.lower_ in ("to", "if", "before") for c in current.children)
        if own_subject or current.dep_ not in ("advcl", "conj") or (current.dep_ == "advcl" and marked):
            return None
        current = current.head
        owner = triggers.get(current.i) or carried.get(current.i)
        if owner is not None and owner.frame.type == "ASSAULT":
            return owner
    return None


def _is_many(count: Count | None) -> bool:
    return count is not None and (count.min or count.max or 0) >= MANY


def _is_mishap(verb: Token, triggers: Mapping[int, Trigger]) -> bool:
    """Whether nature or an accident did it: "killed in a bus crash", "died of cholera"."""
    nature, words = lexicon().nature, lexicon().casualties
    going_on = [child for child in verb.children if told_with(child) == verb]
    for child in (child for told in (verb, *going_on) for child in told.children):
        lemma = child.lemma_.lower()
        if child.dep_ in ("obl", "obl:agent", "nsubj") and lemma in nature:
            return True
        if child.dep_ == "nsubj" and lemma in words["burning"] and not any(modifiers(child)):
            return True  # "a fire killed ten", but no "sniper fire"
        if child.dep_ == "advcl" and child.i not in triggers and lemma in nature | words["crashing"]:
            return True
    above = verb.head
    result = verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl", "conj")
    if not result or above.i in triggers or above.lemma_.lower() not in words["crashing"]:
        return False
    return not any(thing.lemma_.lower() in words["fired"] for thing in surface_subjects(above))


def _is_running_total(verb: Token) -> bool:
    words = lexicon().casualties["running"]
    perfect = any(child.dep_ == "aux" and child.lemma_ in ("have", "'ve") for child in verb.children)
    if perfect and any(_is_many(count_of(person)) for person in objects(verb)):
        return True
    beside = {child.lower_ for child in verb.subtree if child.dep_ in ("case", "mark", "advmod")}
    # "Since spring" counts, but not "the worst violence since the war".
    since = any(
        child.lower_ == "since" and (child.head == verb or child.head.head == verb)
        for child in verb.subtree
        if child.dep_ in ("case", "mark", "advmod")
    )
    if since or (perfect and beside & words):
        return True
    if any(
        token.lemma_ == "hour" and any(c.lower_ in ("last", "past") for c in token.children)
        for token in verb.subtree
    ):
        return False  # "in the last 24 hours"
    text = " ".join(token.lower_ for token in verb.subtree)
    return any(phrase in text for phrase in lexicon().running_phrases)
