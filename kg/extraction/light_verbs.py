"""Verbs that lend an event noun their subject and add nothing to it: "launched an attack", "came under fire".

The verbs are in ``data/frames.toml``, by how the noun stands to them.
"""

from kg.extraction.arguments import case, is_oblique
from kg.extraction.factuality import factuality
from kg.extraction.frames import lexicon
from kg.extraction.syntax import is_passive
from kg.extraction.trigger import Trigger


def carry(trigger: Trigger, found: dict[int, Trigger]) -> None:
    """Find the verb that carries a noun, and let the noun speak for it: the verb is no event beside it."""
    token, light = trigger.token, lexicon().light
    bearer = token
    while bearer.dep_ == "conj" and bearer.head.pos_ in ("NOUN", "PROPN"):
        bearer = bearer.head
    if bearer.dep_ == "nmod" and bearer.head.lemma_.lower() in light["heaps"]:
        bearer = bearer.head
    verb = bearer.head
    if verb.lemma_.lower() in light["answering"] and case(bearer) == "for":
        if factuality(verb) == "Actual":  # who may have done it or not leaves the deed as it is
            trigger.host, trigger.relation = verb, "doing"
        return
    if verb.pos_ != "VERB":
        if bearer.dep_ not in ("obj", "nsubj"):
            participle = next((c for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN"), None)
            if participle is not None and participle.lemma_.lower() in light["doing"] | {
                "blame",
                "claim",
            }:
                trigger.host, trigger.relation = participle, "doing"
        if (
            trigger.host is None
            and is_oblique(bearer)
            and case(bearer) == "for"
            and verb.lemma_.lower() in light["due"]
        ):
            trigger.host, trigger.relation = verb, "doing"  # "is due in Khartoum for talks"
        return
    lemma, passive = verb.lemma_.lower(), is_passive(verb)
    if bearer.dep_ in ("nsubj", "csubj") and not passive:
        if lemma in light["reaching"]:
            trigger.host, trigger.relation = verb, "reaching"
            found.pop(verb.i, None)
        elif lemma in light["happening"]:
            trigger.host, trigger.relation = verb, "happening"
            found.pop(verb.i, None)
    elif bearer.dep_ == "obj" or (bearer.dep_ == "nsubj:pass" and passive):
        waged = lemma in light["waging"] and trigger.frame.arguments.symmetric
        if waged or (lemma in light["doing"] and verb.i not in found):
            trigger.host, trigger.relation = verb, "doing"
        elif lemma in light["suffering"]:
            trigger.host, trigger.relation = verb, "suffering"
        elif lemma in light["intending"] and verb.i not in found and not passive:
            trigger.host, trigger.relation = verb, "doing"
    elif bearer.dep_ == "obl":
        preposition = case(bearer)
        if preposition == "under" and lemma in ("come", "be", "remain"):
            trigger.host, trigger.relation = verb, "suffering"
        elif (
            (
                preposition in ("in", "with")
                and lemma in ("engage", "participate", "join", "involve", "take", "respond")
            )
            or (preposition == "out" and lemma == "carry")
            or (preposition == "for" and lemma in light["coming"] and not passive)
        ):
            trigger.host, trigger.relation = verb, "doing"
        elif preposition in ("in", "by", "during") and passive and lemma in light["reaching"]:
            trigger.host, trigger.relation = verb, "reaching"
            found.pop(verb.i, None)
    participle = next((c for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN"), None)
    if trigger.host is None and participle is not None and participle.lemma_.lower() in light["doing"]:
        trigger.host, trigger.relation = participle, "doing"
