"""How an agreement stands: what verbs make of it, and whether they say that this has happened."""

from spacy.tokens import Token

from kg.extraction.agreement_kinds import words
from kg.extraction.agreement_mention import ORDER, AgreementMention
from kg.extraction.cues import lexicon as reporting_lexicon
from kg.extraction.factuality_signs import is_finite_past, signs, waits
from kg.extraction.report import AgreementStatus, TimeExpression
from kg.extraction.syntax import NOMINAL_SUBJECTS, marker
from kg.extraction.time import TimeResolver


def by_subject(verb: Token, mention: AgreementMention, times: TimeResolver) -> None:
    """Read the verb whose subject the agreement is: "took effect", "collapsed", "has held"."""
    if not actual(verb) or reported(verb) or _is_to_come(verb, times):
        return
    lemma = verb.lemma_.lower()
    has_object = any(c.dep_ == "obj" and c.i > verb.i for c in verb.children)
    objects = {c.lemma_.lower() for c in verb.children if c.dep_ in ("obj", "obl", "compound:prt")}
    if lemma in words("subjects", "effect_verbs") and objects & words("subjects", "effect_nouns"):
        mention.becomes("inForce", verb, made_on(verb, times))
    elif lemma in words("subjects", "ended_with_particle"):
        if {c.lower_ for c in verb.children} & words("subjects", "ended_particles"):
            mention.becomes("ended", verb, made_on(verb, times))
    elif lemma in words("subjects", "ended") and not has_object:
        mention.becomes("ended", verb, made_on(verb, times))  # but "the accord ended a war"
    elif lemma in words("subjects", "inForce") and not has_object:
        mention.statuses.append("inForce")


def made_on(verb: Token, times: TimeResolver) -> TimeExpression | None:
    """When it came to that; "from 4 May" and "until Sunday" tell how long it is to last."""
    date = times.of(verb)
    return None if date is None or date.start is None or date.end is None else date


def _is_to_come(verb: Token, times: TimeResolver) -> bool:
    """Whether the present tense tells what is due, or waits for something: "begins on Sunday if …"."""
    if any(
        child.dep_ == "advcl" and marker(child) in words("obliging", "conditions") for child in verb.children
    ):
        return True
    present = verb.tag_ in ("VBZ", "VBP")
    return present and (times.of(verb) is not None or verb.lemma_.lower() in ("expire", "lapse"))


def status_of(verb: Token) -> AgreementStatus | None:
    """The status that a verb gives the agreement that is its object."""
    lemma = verb.lemma_.lower()
    particles = {c.lower_ for c in verb.children}
    if lemma in words("verbs", "struck") and "down" in particles:
        return "ended"
    if lemma == "call" and "off" in particles:
        return "ended"
    return next((status for status in ORDER if lemma in words("verbs", status)), None)


def actual(verb: Token) -> bool:
    """Whether a verb says that something happened: no negation, modal, condition, aim or hope about it."""
    for child in verb.children:
        if child.lower_ in ("not", "n't", "n’t", "never", "to") and child.dep_ in ("advmod", "mark"):
            return False
        if child.dep_ == "aux" and child.lemma_.lower() in (
            "will", "would", "may", "might", "could", "can", "should", "must", "shall",
        ):  # fmt: skip
            return False
        if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
            return False
        if (
            child.dep_ in ("mark", "advmod")
            and not (child.lower_ == "after" and verb.tag_ == "VBG" and is_finite_past(verb.head))
            and child.lower_ in signs()["marks.waiting"]
            and (not is_finite_past(verb) or waits(verb.head))
        ):
            return False  # "once (before, when) the treaty is signed"
        if child.dep_ in NOMINAL_SUBJECTS and any(g.lower_ == "no" for g in child.children):
            return False
    return not (
        verb.dep_ in ("xcomp", "advcl", "conj")
        and verb.head != verb
        and _doubts(verb.head)
        and verb.dep_ != "conj"
    )


def _doubts(token: Token) -> bool:
    return token.lemma_.lower() in words("doubt", "words")


def in_doubt(noun: Token) -> bool:
    """Whether what governs the noun only hopes for it, asks for it or talks about it."""
    return _doubts(noun.head) and not any(
        c.lower_ in ("the", "this") for c in noun.children if c.dep_ == "det"
    )


def cue_behind(verb: Token) -> bool:
    """Whether the clause comes first and its source after it: "has ended the pact, a minister said"."""
    return verb.dep_ == "ccomp" and verb.i < verb.head.i


_GIVEN = frozenset({"after", "since", "when", "before"})


def reported(verb: Token) -> bool:
    """Whether the verb stands in somebody's words rather than the article's."""
    verbs = reporting_lexicon()[0]
    token = verb
    while token.head != token:
        if token.dep_ == "advcl" and is_finite_past(token) and marker(token) in _GIVEN:
            return False  # "accused them of firing, hours after a truce came into force": that much is told
        inside = token.dep_ == "ccomp" or (token.i > token.head.i and token.dep_ != "conj")
        if inside and token.head.lemma_.lower() in verbs:
            return True
        token = token.head
    return any(c.dep_ == "parataxis" and c.lemma_.lower() in verbs for c in (*token.children, *verb.children))
