"""Who was killed, wounded or displaced, and in which event.

"An airstrike killed 14 people", "an attack that left three dead", "14 soldiers died in the clashes" and "This
resulted in the death of at least 14 members" each belong to the event they name, and make no event of their
own; a running total ("has killed more than 4,000 since spring") belongs to none.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction.arguments import case, is_passive, objects, obliques, subjects
from kg.extraction.factuality import factuality
from kg.extraction.frames import lexicon
from kg.extraction.quantities import count_of
from kg.extraction.report import Count
from kg.extraction.triggers import Trigger

MANY = 500
"""So many dead, with nothing else said of them, are the sum of many events."""

_CAUSING = ("in", "by", "during", "from", "after", "when", "following", "amid", "to")


@dataclass(frozen=True, slots=True)
class Toll:
    """People harmed, and the word that says so."""

    kind: str
    """``killed``, ``injured`` or ``displaced``."""
    people: Token
    source: Token
    """The verb or noun that tells it."""


def assign(
    triggers: Sequence[Trigger], acts: Callable[[Token], bool]
) -> tuple[list[Trigger], dict[int, list[Toll]]]:
    """Give every toll to the event it belongs to; ``acts`` tells whether a pronoun stands for an actor.

    Returns the triggers that remain events of their own, and the tolls by index of the trigger's token.
    """
    by_token = {trigger.token.i: trigger for trigger in triggers}
    carried = {trigger.host.i: trigger for trigger in triggers if trigger.host is not None}
    tolls: dict[int, list[Toll]] = {}
    if not triggers:
        return [], tolls
    for token in triggers[0].token.doc:
        found = _tolls(token)
        if not found:
            continue
        own = by_token.get(token.i)
        if _is_running_total(token) or _is_mishap(token):
            if own is not None and own.frame.counts in ("killed", "injured", "displaced"):
                del by_token[token.i]
            continue
        owner = _owner(token, by_token, carried, acts) or (
            _just_told(token, by_token, tolls) if own is not None else None
        )
        if owner is None:
            owner = own
        elif own is not None and owner is not own:
            by_token.pop(token.i, None)
        if owner is not None:
            tolls.setdefault(owner.token.i, []).extend(found)
    return [trigger for trigger in triggers if trigger.token.i in by_token], tolls


def _tolls(token: Token) -> list[Toll]:
    words = lexicon().casualties
    lemma = token.lemma_.lower()
    if token.pos_ in ("NOUN", "PROPN"):
        return []
    if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
        for kind in ("killed", "injured", "displaced"):
            if lemma in words[kind]:
                return [Toll(kind, person, token) for person in objects(token)]
        if lemma == "die":
            return [Toll("killed", person, token) for person in subjects(token)]
        if lemma == "leave":
            return _left_dead(token)
        if lemma in ("result", "lead", "cause", "claim"):
            return _deaths(token)
    return []


def _left_dead(verb: Token) -> list[Toll]:
    """ "left three dead and 20 wounded"."""
    words = lexicon().casualties
    found: list[Toll] = []
    people = objects(verb)
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "advcl", "obj", "acl", "amod"):
            found += _states(child, people)
    for person in people:
        for child in person.children:
            if (
                child.dep_ in ("amod", "acl", "xcomp", "conj")
                and child.lower_ in words["dead"] | words["hurt"]
            ):
                found += _states(child, [person])
    return found


def _states(state: Token, people: Iterable[Token]) -> list[Toll]:
    words = lexicon().casualties
    kind = "killed" if state.lower_ in words["dead"] else "injured" if state.lower_ in words["hurt"] else ""
    if not kind:
        return []
    own = [child for child in state.children if child.dep_ in ("nsubj", "nsubj:pass", "nummod")]
    found = [Toll(kind, person, state.head) for person in (own or people)]
    for child in state.children:
        if child.dep_ == "conj":
            found += _states(child, ())
    return found


def _deaths(verb: Token) -> list[Toll]:
    """ "resulted in the death of at least 14 members", "claimed the lives of 14 soldiers"."""
    words = lexicon().casualties
    nouns = [*objects(verb), *obliques(verb, "in"), *obliques(verb, "to")]
    found: list[Toll] = []
    for noun in nouns:
        lemma = noun.lemma_.lower()
        if lemma in words["deaths"] | words["lives"]:
            people = obliques(noun, "of") or ([noun] if lemma in words["deaths"] else [])
            found += [Toll("killed", person, verb) for person in people]
        elif lemma == "injury":
            found += [
                Toll("injured", person, verb) for person in obliques(noun, "to") or obliques(noun, "of")
            ]
    return found


def _owner(
    verb: Token, triggers: dict[int, Trigger], carried: dict[int, Trigger], acts: Callable[[Token], bool]
) -> Trigger | None:
    """The event that the toll told by ``verb`` belongs to, where it is another than the verb's own."""
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
            return _preceding(verb, triggers)
    beside = [verb, *(child for child in verb.children if child.dep_ == "conj")]  # "killed and six hurt in …"
    around = [child for told in beside for child in told.children]
    for child in around:
        if child.dep_ in ("obl", "obl:agent") and case(child) in _CAUSING and child.i in triggers:
            return triggers[child.i]
    if verb.lemma_.lower() == "die" or is_passive(verb):
        for child in around:
            act = triggers.get(child.i) or carried.get(child.i)
            if child.dep_ == "advcl" and act is not None and child.tag_ != "VBG":
                return act if act.frame.type == "ASSAULT" else None
        deeds = (deed for child in around if child.dep_ in ("obl", "obl:agent") for deed in child.children)
        for deed in deeds:  # "killed by militants who ambushed their bus"
            act = triggers.get(deed.i)
            if deed.dep_ == "acl:relcl" and act is not None and act.frame.type == "ASSAULT":
                return act
    return _joined(verb, triggers, carried) or _loose(verb, triggers)


def _loose(verb: Token, triggers: dict[int, Trigger]) -> Trigger | None:
    """The act of which "…, killing five" is the result where the tree hangs it on other words.

    So it does in "The navy fired on a boat that had strayed into its waters, killing a deckhand, he said."
    """
    if any(child.dep_ in ("nsubj", "nsubj:pass") for child in verb.children):
        own = is_passive(verb) and not any(c.dep_.startswith(("obl", "advcl")) for c in verb.children)
        if not own or verb.dep_ not in ("conj", "parataxis"):
            return None
    elif verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl", "conj", "parataxis"):
        return None
    before = [
        act
        for act in triggers.values()
        if verb.sent.start <= act.token.i < verb.i
        and act.frame.counts is None
        and (act.frame.type == "ASSAULT" or act.frame.mode == "riot")
    ]
    return max(before, key=lambda act: act.token.i, default=None)


def _joined(verb: Token, triggers: dict[int, Trigger], carried: dict[int, Trigger]) -> Trigger | None:
    """The act of which the killing is the result: "attacked a base, killing 19 and wounding 22"."""
    current = verb
    for _ in range(4):
        own_subject = any(child.dep_ in ("nsubj", "nsubj:pass") for child in current.children)
        marked = any(c.dep_ == "mark" and c.lower_ in ("to", "if", "before") for c in current.children)
        if own_subject or current.dep_ not in ("advcl", "conj") or (current.dep_ == "advcl" and marked):
            return None
        current = current.head
        owner = triggers.get(current.i) or carried.get(current.i)
        if owner is not None and owner.frame.type == "ASSAULT":
            return owner
    return None


def _preceding(verb: Token, triggers: dict[int, Trigger]) -> Trigger | None:
    """The act of force that "this" takes up: the nearest before it in this sentence or the last one."""
    start = verb.sent.start
    previous = verb.doc[start - 1].sent.start if start else start
    before = [
        trigger
        for index, trigger in triggers.items()
        if previous <= index < verb.i and trigger.frame.type == "ASSAULT" and trigger.token.i != verb.i
    ]
    return max(before, key=lambda trigger: trigger.token.i, default=None)


def _just_told(verb: Token, triggers: dict[int, Trigger], tolls: dict[int, list[Toll]]) -> Trigger | None:
    """The act of the sentence before, where this one only adds its toll: "Two crew members were killed." """
    if not is_passive(verb) or any(c.dep_.startswith(("obl", "advcl")) for c in verb.children):
        return None
    if verb.dep_ == "conj" and verb.head.i in triggers:
        return None
    if verb.dep_ not in ("ROOT", "root", "conj", "ccomp"):
        return None
    act = _preceding(verb, triggers)
    if act is None or act.token.sent.start == verb.sent.start or act.token.i in tolls:
        return None
    return act if factuality(act.token) == "Actual" and act.frame.counts is None else None


def _is_many(count: Count | None) -> bool:
    return count is not None and (count.min or count.max or 0) >= MANY


def _is_mishap(verb: Token) -> bool:
    """Whether nature or an accident did it: "killed in a bus crash", "died of cholera"."""
    nature = lexicon().nature
    for child in verb.children:
        if child.dep_ in ("obl", "obl:agent", "nsubj") and child.lemma_.lower() in nature:
            return True
        if child.dep_ == "advcl" and child.lemma_.lower() in nature | {
            "overturn",
            "capsize",
            "derail",
            "plunge",
        }:
            return True
    return False


def _is_running_total(verb: Token) -> bool:
    words = lexicon().casualties["running"]
    perfect = any(child.dep_ == "aux" and child.lemma_ in ("have", "'ve") for child in verb.children)
    if perfect and any(_is_many(count_of(person)) for person in objects(verb)):
        return True
    beside = {child.lower_ for child in verb.subtree if child.dep_ in ("case", "mark", "advmod")}
    if "since" in beside or (perfect and beside & words):
        return True
    text = " ".join(token.lower_ for token in verb.subtree)
    return any(phrase in text for phrase in lexicon().running_phrases)
