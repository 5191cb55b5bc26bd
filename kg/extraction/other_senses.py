"""When a word of conflict means something else: what films tell, laws allow, storms do and players shoot.

The words that show it are in ``data/frames.toml``, under ``fields``, ``otherwise`` and ``often``.
"""

from spacy.tokens import Span, Token

from kg.extraction.actor_types import role_of
from kg.extraction.arguments import case, modifiers, obliques, possessors, subjects, surface_subjects
from kg.extraction.frames import Frame, lexicon
from kg.extraction.logical_objects import objects
from kg.extraction.surroundings import words_of

_NOMINAL = ("NOUN", "PROPN")
_FORCE = ("ASSAULT", "COERCE", "MOBILIZE", "RETREAT")
_HARM = ("ASSAULT",)
_ARMED = ("ArmedForces", "ArmedGroup", "SecurityForces")


def is_of_other_field(sentence: Span) -> bool:
    """Whether the sentence's words belong to sport, the screen or business, and none to conflict."""
    words = words_of(sentence)
    fields = lexicon().fields
    other = words & (fields["sport"] | fields["screen"] | fields["business"] | fields["science"])
    surely = len(other) > 1 or bool(other - fields["ambiguous"])
    return (surely and not words & fields["conflict"]) or _is_fiction(sentence, fields["screen"])


def _is_fiction(sentence: Span, works: frozenset[str]) -> bool:
    """Whether the sentence tells what a film, a novel or a play tells."""
    root = sentence.root
    if root.lemma_.lower() not in lexicon().otherwise["telling"]:
        return False
    return any(child.dep_ == "nsubj" and child.lemma_.lower() in works for child in root.children)


def is_outburst(token: Token) -> bool:
    """Whether the particle makes words of the blow: "hit out at the minister", "lashed out at critics"."""
    return bool(obliques(token, "at")) and any(
        c.lower_ == "out" and c.dep_ in ("compound:prt", "advmod") for c in token.children
    )


def is_general(token: Token) -> bool:
    """Whether the word tells what happens time and again, or whenever: "met every Friday", "every attack"."""
    often = lexicon().often
    if token.pos_ in _NOMINAL:
        if any(child.dep_ == "det" and child.lower_ in often["whichever"] for child in token.children):
            return True
        # "any attack on an ally is an attack on all"; but "denied any attack" tells of one
        return token.dep_ == "nsubj" and any(c.dep_ == "det" and c.lower_ == "any" for c in token.children)
    return any(
        child.dep_.startswith("obl") and any(c.lower_ in often["each"] for c in child.children)
        for child in token.children
        if child.lemma_.lower() in lexicon().times
    )


def means_otherwise(token: Token, frame: Frame) -> bool:
    """Whether those who do it, what it is done with, or what governs it shows another sense of a verb."""
    words = lexicon().otherwise
    if frame.type in _FORCE and any(_is_natural(doer) for doer in subjects(token)):
        return True
    if frame.cls == "Abduction" and token.lemma_ == "take":
        taken_for = [role_of(phrase.lemma_.lower(), plural=False) for phrase in obliques(token, "for")]
        if any(taken_for):
            return True  # "took him for an agent"
    if frame.type in _HARM:
        if any(tool.lemma_.lower() in words["paper"] for tool in obliques(token, "with")):
            return True
        if any(
            c.lower_ in words["trial"] and c.dep_ in ("compound", "advmod", "amod") for c in token.children
        ):
            return True
        if is_of_words(token, suffering=frame.arguments.recipient[:1] == ("subj",)) or is_accident(
            token, frame
        ):
            return True
    done = objects(token) if frame.cls == "Aid" or frame.type == "MOBILIZE" else []
    if frame.cls == "Aid" and any(_is_own(thing) for thing in done):
        return True
    if frame.cls == "Ceasefire" and thwarts(token):
        return True
    if frame.cls in ("Withdrawal", "Visit") and token.lemma_ == "leave" and _leaves_behind(token):
        return True
    if frame.type == "MOBILIZE" and done and all(_is_no_force(thing) for thing in done):
        return True
    if frame.type in _FORCE and any(
        aim.lemma_.lower() in words["heavens"] for aim in obliques(token, "into")
    ):
        return True  # "sent a rocket into orbit"
    return is_ruled(token)


def _is_own(done: Token) -> bool:
    """Whether these are forces of one's own, who get no aid: "trained his men", "trained new recruits"."""
    words, lemma = lexicon().otherwise, done.lemma_.lower()
    own = any(child.tag_ == "PRP$" for child in done.children)
    if lemma in words["serving"] and own:
        return True
    nobody = not possessors(done) and not any(m.pos_ == "PROPN" or m.ent_type_ for m in modifiers(done))
    return lemma in words["enlisted"] and nobody and not obliques(done, "of") and not obliques(done, "from")


def _leaves_behind(verb: Token) -> bool:
    """Whether it tells how somebody is left: "leaving Qatar as the sole donor", "left Mali without aid"."""
    result = verb.tag_ == "VBG" and verb.dep_ == "advcl"  # but "left the town without a fight"
    names = ("as", "with", "without") if result else ("as",)
    return any(obliques(carrier, name) for carrier in (verb, *objects(verb)) for name in names)


def thwarts(verb: Token) -> bool:
    """Whether a verb of ending tells of somebody else's deed that came to nothing: "stopped an attack"."""
    return verb.lemma_.lower() == "stop" and any(
        c.lower_ in ("a", "an", "another") for thing in objects(verb) for c in thing.lefts if c.dep_ == "det"
    )


def _is_no_force(thing: Token) -> bool:
    """Whether a word for a body of forces tells the shape of something else: "columns of smoke"."""
    words = lexicon()
    if thing.lemma_.lower() not in words.otherwise["shapes"]:
        return False
    for part in obliques(thing, "of"):
        bare = part.pos_ == "NOUN" and not any(c.dep_ in ("det", "nmod:poss") for c in part.lefts)
        role = role_of(part.lemma_.lower(), plural=True)
        armed = role is not None and (role.cls in _ARMED or role.belongs == "fighters")
        if bare and not armed and part.lemma_.lower() not in words.forces | words.otherwise["manned"]:
            return True
    return False


def is_of_words(token: Token, *, suffering: bool) -> bool:
    """Whether nobody is hurt: "an assault on costs", "the remarks came under fire"."""
    words = lexicon().otherwise
    aims = [aim for name in ("on", "against") for aim in obliques(token, name)]
    if any(aim.lemma_.lower() in words["abstract"] for aim in aims):
        return True
    return suffering and any(s.lemma_.lower() in words["said"] for s in surface_subjects(token))


def is_accident(token: Token, frame: Frame) -> bool:
    """Whether something blew up by itself, for want of arms: "a blast at a fireworks factory"."""
    if frame.cls != "Bombing":
        return False
    words, sentence = lexicon().otherwise, {t.lemma_.lower() for t in token.sent}
    return bool(sentence & words["accident"]) and not sentence & words["arming"]


def _is_natural(doer: Token) -> bool:
    """Whether a storm, an animal or an illness does it: "the virus", "Typhoon Mangkhut", "a cold snap"."""
    nature = lexicon().nature
    named = doer.pos_ == "PROPN" and any(
        c.lower_ in nature for c in doer.lefts if c.dep_ in ("compound", "flat")
    )
    whole = {f"{c.lower_} {doer.lemma_.lower()}" for c in doer.lefts if c.dep_ in ("compound", "amod")}
    people = any(possessor.ent_type_ in ("GPE", "NORP", "ORG") for possessor in possessors(doer))
    return (doer.lemma_.lower() in nature or named or bool(whole & nature)) and not people


def is_ruled(token: Token) -> bool:
    """Whether it is what a law allows or asks for in general."""
    words, verb = lexicon().otherwise, token
    if any(rule.lemma_.lower() in words["rules"] for rule in obliques(token, "under")) and any(
        child.dep_ == "aux" and child.lower_ in ("may", "can", "must", "shall") for child in token.children
    ):
        return True  # "under the statute a curfew may be ordered"
    if any(child.lower_ in words["usually"] for child in token.children if child.dep_ == "advmod"):
        return True
    places = obliques(token, "in")
    if any(p.tag_ == "NNS" and any(c.lower_ in words["most"] for c in p.children) for p in places):
        return token.tag_ in ("VBZ", "VBP")  # "in most countries, soldiers swear an oath"
    for _ in range(3):
        if verb.dep_ == "conj":
            verb = verb.head
            continue
        if verb.dep_ not in ("xcomp", "ccomp") or verb.head.i == verb.i:
            return False
        verb = verb.head
        if verb.lemma_.lower() in words["ruling"] and verb.tag_ in ("VBZ", "VBP"):
            return any(doer.lemma_.lower() in words["rules"] for doer in subjects(verb))
    return False


def is_count(token: Token) -> bool:
    """Whether the noun is counted over a time rather than told: "has seen nine coups since 2020"."""
    if token.dep_ != "obj" or token.tag_ not in ("NNS", "NNPS"):
        return False
    verb = token.head
    if verb.lemma_.lower() not in lexicon().otherwise["counting"]:
        return False
    numbered = any(child.dep_ == "nummod" for child in token.children)
    return numbered and any(
        child.dep_ == "obl" and case(child) in ("since", "over") for child in verb.children
    )
