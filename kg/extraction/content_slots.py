"""Which phrases beside a cue hold the reported words: the slots of the lexicon, matched against the tree."""

from spacy.tokens import Token

from kg.extraction.cues import Cue, lexicon
from kg.extraction.loose_clauses import is_inverted_cue
from kg.extraction.syntax import (
    FINITE,
    NOMINAL_SUBJECTS,
    RELATIVE_PRONOUNS,
    agent_of,
    antecedent,
    is_passive,
    marker,
    patient_of,
    preposition,
    subject_of,
    word_at,
)

_CLAUSES = {"ccomp", "xcomp", "advcl", "acl", "csubj", "dep"}
_PREPOSITIONAL = {"obl", "nmod", "advcl", "acl", "ccomp", "xcomp", "obl:arg"}
_QUESTIONS = {"how", "why", "what", "who", "whom", "which", "where", "when", "whether"}
_OPENING = {'"', "“", "``", "''", "‘"}
_ADVERBIAL = {"after", "before", "while", "as", "because", "since", "although", "though", "until"}


def content_heads(verb: Token, cue: Cue, addressee: tuple[Token, ...]) -> list[Token]:
    """Heads of the phrases that may hold the words, by the slots of the cue."""
    heads: list[Token] = []
    for child in verb.children:
        if child in addressee or is_inverted_cue(child):
            continue
        if fits_any(child, cue.content, passive=is_passive(verb)):
            heads.append(antecedent(child))
    if not heads:
        # "accused the group of …" may be read as "the group of …", "was accused by X of …" as "X of …"
        agent = agent_of(verb) if addressee and is_passive(verb) else None
        heads = [
            child
            for person in (*addressee, *((agent,) if agent is not None else ()))
            for child in person.children
            if child.i > verb.i and fits_any(child, tuple(s for s in cue.content if s != "obj"), nominal=True)
        ]
    patient = patient_of(verb) or gap_of(verb)
    if not heads and patient is not None and patient.i < verb.i and "obj" in cue.content:
        heads = [patient] if patient == gap_of(verb) else heads
    if not heads and "subj" in cue.content and verb.dep_ == "conj":
        heads = [subject] if (subject := subject_of(verb.head)) is not None else []
    if not heads and "obj" in cue.content and is_passive(verb) and agent_of(verb) is not None:
        heads = _raised(verb)
    if "unto" in cue.content and "obj" in cue.content and len(heads) > 1:
        return heads
    if "complement" in cue.content and patient is not None:
        inner = _complements(patient, verb)
        if inner:
            return inner
    if not heads and cue.object and patient is not None:
        # "claimed responsibility for …" may be read as "the responsibility for …"
        heads = [child for child in patient.children if fits_any(child, cue.content, nominal=True)]
    if "obj+to" in cue.content and not is_passive(verb):
        wanted = next(
            (c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and marker(c) == "to" and c.i > verb.i),
            None,
        )
        if wanted is not None and any(c.dep_ == "nsubj" for c in wanted.children):
            return [wanted]
        if wanted is not None and patient is not None and verb.i < patient.i < wanted.i:
            return [patient, wanted]
        if patient is not None and any(c.dep_ == "acl" and marker(c) == "to" for c in patient.children):
            return [patient]  # "expect the fighting to spread", read as one noun phrase
    if "obj+" in cue.content:
        described = _with_predicate(verb, patient)
        if described or "obj" not in cue.content:
            heads = described
    if "state" in cue.content and heads == [patient] and patient is not None:
        heads += _state(patient, verb)
    if len(heads) == 1 and preposition(heads[0]) == "as" and patient is None:
        heads += _behind(heads[0], verb)
    if len(heads) == 1 and preposition(heads[0]) == "for" and not addressee:
        # "called for the army to leave", which may be read as two phrases
        wanted = next(
            (c for c in verb.children if c.i > heads[0].i and c.dep_ in _CLAUSES and marker(c) == "to"), None
        )
        heads += [wanted] if wanted is not None else []
    if (
        "as" in cue.content
        and "obj" in cue.content
        and heads
        and "that" not in cue.content
        and cue.cls == "Report"
    ):
        heads = heads if any(preposition(head) == "as" for head in heads) else []
    return heads


def gap_of(verb: Token) -> Token | None:
    """What "a charge Tehran denies" denies: the noun that a relative clause without a pronoun lacks."""
    if verb.dep_ != "acl:relcl" or is_passive(verb) or verb.head.pos_ not in ("NOUN", "PROPN"):
        return None
    own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if own is None or own.lower_ in RELATIVE_PRONOUNS or own.i < verb.head.i:
        return None
    taken = any(c.dep_ in ("obj", "ccomp", "xcomp", "obl") and c.i < own.i for c in verb.children)
    taken = taken or any(c.dep_ in ("obj", "ccomp") for c in verb.children)
    return None if taken else verb.head


def _raised(verb: Token) -> list[Token]:
    """What "a call echoed by X", "made by Y and turned down by X" or "Denied by X, the raid …" is about."""
    if verb.dep_ == "acl":
        return [verb.head]
    subject = subject_of(verb.head) if verb.dep_ in ("conj", "advcl") else None
    return [subject] if subject is not None and subject_of(verb) is None else []


def _with_predicate(verb: Token, patient: Token | None) -> list[Token]:
    """The object and what it is called: "called the strike outrageous"."""
    predicate = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i), None)
    if patient is None:
        # "called Ali Hassan a liar" may be read as two predicates, or as a clause with a subject of its own
        named = [c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i]
        if len(named) == 2 and (named[0].pos_ in ("PROPN", "PRON") or _is_named(named[0])):
            return named
        if predicate is not None and predicate.lemma_.lower() in lexicon().words["echoes"]:
            # "called the claim that troops had shelled it false", read as one phrase or as two predicates
            return [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i]
        if predicate is not None and verb.dep_ == "acl:relcl" and verb.head.lower_ == "what":
            return [predicate]  # "what officials called a crime"
        own = predicate is not None and any(c.dep_ == "nsubj" and c.i > verb.i for c in predicate.children)
        return [predicate] if predicate is not None and own and not marker(predicate) else []
    if predicate is None:
        loose = ("parataxis", "dep", "advcl", "obj")
        quoted = (c for c in verb.children if c.dep_ in loose and c.i > patient.i)
        predicate = next((c for c in quoted if c.left_edge.text in _OPENING), None)
    if predicate is not None:
        return [antecedent(patient), predicate]
    if verb.dep_ == "acl:relcl" and verb.head.lower_ == "what" and patient.i > verb.i:
        return [patient]  # "what officials called a crime"
    # "called the charges unfounded" may be read as one noun phrase
    joined = any(c.i > patient.i and c.dep_ in ("amod", "appos", "acl") for c in patient.children)
    joined = joined or any(t.i > patient.i and t.text in _OPENING for t in patient.subtree)
    return [patient] if joined else []


def _state(patient: Token, verb: Token) -> list[Token]:
    """The "with a lead" of "a poll shows X with a lead", "ahead by two points" and the like."""
    words = lexicon().words
    found: list[Token] = []
    end = patient.right_edge.i
    for child in verb.children:
        said = child.dep_.startswith(("obl", "advmod", "advcl", "xcomp", "ccomp"))
        aside = child.lemma_.lower() in words["times"] | words["media"]
        if child.i > patient.i and child.left_edge.i == end + 1 and said and not aside and not goes_on(child):
            found.append(child)
            end = child.right_edge.i
    return found


def _is_named(noun: Token) -> bool:
    """Whether a name stands beside it: "the firm's chief executive, Ali Hassan"."""
    return any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in noun.children)


def _behind(judgement: Token, verb: Token) -> list[Token]:
    """The "claims that …" of "dismissed as lies claims that …", which the tree may take for a clause."""
    echoes = lexicon().words["echoes"]
    following = (c for c in verb.children if c.left_edge.i == judgement.right_edge.i + 1)
    return [c for c in following if c.lemma_.lower() in echoes or c.lower_.removesuffix("s") in echoes]


def _complements(noun: Token, verb: Token) -> list[Token]:
    """What the noun of "voiced concern about …" is about, wherever the tree hangs it."""
    words = lexicon().words
    for parent, ties in ((noun, words["complements"]), (verb, words["stray_complements"])):
        for child in parent.children:
            clause = child.dep_ in ("acl", "ccomp", "advcl", "xcomp") and marker(child) in (
                "that",
                "to",
                *ties,
            )
            phrase = child.dep_ in ("nmod", "obl", "acl", "advcl") and preposition(child) in ties
            if child.i > noun.i and (clause or phrase):
                return [child]
    return []


def fits_any(child: Token, slots: tuple[str, ...], *, passive: bool = False, nominal: bool = False) -> bool:
    """Whether a child of a cue fills one of its content slots."""
    return any(_fits(child, slot, passive=passive, nominal=nominal) for slot in slots)


def beside(noun: Token, cue: Cue) -> list[Token]:
    """The "for an inquiry" of "rejected a call by X for an inquiry", which the tree hangs on the verb."""
    if noun.dep_ not in ("obj", "nsubj:pass") or noun.right_edge == noun:
        return []
    following = (c for c in noun.head.children if c.left_edge.i == noun.right_edge.i + 1)
    return [c for c in following if c.dep_ == "obl" and fits_any(c, cue.content, nominal=True)]


def _fits(child: Token, slot: str, *, passive: bool, nominal: bool) -> bool:
    dep = child.dep_.split(":")[0]
    match slot:
        case "that":
            if nominal:
                return dep in ("acl", "ccomp") and marker(child) == "that"
            if dep == "ccomp":
                link = marker(child)
                return (link != "to" or _is_finite(child)) and link not in _ADVERBIAL and not goes_on(child)
            return dep in ("advcl", "dep") and marker(child) == "that"
        case "that!":
            return dep == "ccomp" and marker(child) == "that"
        case "to":
            return dep in _CLAUSES and marker(child) == "to"
        case "unto":
            return dep in _PREPOSITIONAL and preposition(child) == "to" and child.pos_ not in ("VERB", "NUM")
        case "ing":
            return (
                dep in ("xcomp", "ccomp", "advcl")
                and (child.tag_ == "VBG" or any(c.lower_ == "having" for c in child.children))
                and not preposition(child)
                and "," not in (child.left_edge.text, word_at(child.left_edge, -1))
            )
        case "obj":
            if nominal:
                return False
            return child.dep_ == "obj" or (passive and child.dep_ == "nsubj:pass")
        case "iobj":
            return child.dep_ == "iobj"
        case "subj":
            return child.dep_ in NOMINAL_SUBJECTS and child.i < child.head.i
        case "obj2":
            return child.dep_ == "obj" and any(s.dep_ == "iobj" for s in child.head.children)
        case "obj+" | "obj+to" | "complement" | "state":
            return False
    if slot in ("as", "with") and any(c.dep_.startswith("nsubj") for c in child.children):
        return False  # "as troops withdrew", "with others saying"
    ties = (preposition(child), marker(child), _before_question(child))
    return dep in _PREPOSITIONAL and slot in ties and not _is_time(child)


def _before_question(clause: Token) -> str:
    """The "about" of "talked about how it ended", which the tree may hang on the verb or on the clause."""
    first = clause.left_edge
    if first.pos_ == "ADP" and first.i < clause.i and word_at(first, 1) in _QUESTIONS:
        return first.lower_
    return word_at(first, -1) if first.lower_ in _QUESTIONS else ""


def _is_time(phrase: Token) -> bool:
    """Whether the phrase says when: "spoke on Monday"."""
    return phrase.lemma_.lower() in lexicon().words["times"]


def _is_finite(clause: Token) -> bool:
    """Whether the clause is "the aim is to win" rather than "to win"."""
    return any(child.dep_ in ("cop", "aux") and child.tag_ in FINITE for child in clause.children)


def goes_on(clause: Token) -> bool:
    """Whether a participle is ", adding that …" rather than what was said."""
    if clause.tag_ != "VBG" or clause.left_edge.i == 0:
        return False
    if clause.lemma_.lower() not in lexicon().verbs and not _issues(clause):
        return False
    return "," in (clause.left_edge.text, word_at(clause.left_edge, -1))


def _issues(clause: Token) -> bool:
    """Whether it is ", releasing a statement that …"."""
    words = lexicon().words
    carried = any(c.dep_ == "obj" and c.lemma_.lower() in words["media"] for c in clause.children)
    return carried and clause.lemma_.lower() in words["light_verbs"]
