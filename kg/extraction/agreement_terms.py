"""What an agreement obliges: "under the deal, Russia will …", "it calls for …", "an agreement to end …"."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction.actor_types import words as role_words
from kg.extraction.agreement_kinds import head_nouns, words
from kg.extraction.agreement_mention import AgreementMention
from kg.extraction.agreement_mentions import agreed_act
from kg.extraction.agreement_term_words import condition_of, content_of, deadline_of
from kg.extraction.entities import EntityTable
from kg.extraction.factuality_signs import denies, is_asked
from kg.extraction.report import Argument, Span
from kg.extraction.syntax import marker, preposition, subject_of

_DUTY = frozenset({"will", "would", "must", "shall"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """A term as it was read: ``obligor`` is empty where the parties are meant together or nobody is named."""

    head: Token
    content: Span
    obligor: tuple[Argument, ...]
    condition: Span | None
    deadline: Span | None = None
    joint: bool = False
    """True where the agreement itself is "to do" it: every party is obliged."""


def find_obligations(mention: AgreementMention, table: EntityTable) -> Iterator[Obligation]:
    """Yield the terms that the sentence of a mention gives, in text order."""
    noun = mention.head
    if is_asked(noun):
        return
    if mention.verbal:
        act = agreed_act(noun)
        if act is not None and not mention.aside and not _is_itself(act):
            yield _of_all(act)
        return
    for child in (*noun.children, *_purposes(noun)):
        if child.dep_ in ("acl", "advcl") and marker(child) == "to":
            for verb in infinitives(child):
                yield _of_all(verb)
        elif child.dep_.startswith("acl") and _under_which(child):
            for verb in _with_conjuncts(child):
                yield from under(verb, table)
        elif child.dep_.startswith("acl") and (child.tag_ == "VBG" or _is_subject_of(noun, child)):
            yield from obliged_by(child, table)
    if noun.dep_ == "nsubj" and noun.head.lemma_.lower() in words("obliging", "stating"):
        for clause in (c for c in noun.head.children if c.dep_ in ("ccomp", "parataxis")):
            for verb in _with_conjuncts(clause):
                yield from under(verb, table)
    if noun.dep_ == "nsubj" and noun.head.pos_ == "VERB":
        for verb in (*_with_conjuncts(noun.head), *_hidden_conjuncts(noun.head)):
            yield from obliged_by(verb, table)
    elif noun.dep_ in ("obl", "nmod") and preposition(noun) in words("obliging", "under"):
        clause = noun.head
        if clause.pos_ in ("VERB", "AUX", "ADJ"):
            for verb in _with_conjuncts(clause):
                yield from under(verb, table)


def _of_all(head: Token) -> Obligation:
    """The term that a verb or noun heads, which all sides are to do together."""
    return Obligation(
        head=head,
        content=content_of(head),
        obligor=(),
        condition=condition_of(head),
        deadline=deadline_of(head),
        joint=True,
    )


def _is_itself(act: Token) -> bool:
    """Whether what was agreed on is the agreement: "agreed to observe a ceasefire", "agreed on a truce"."""
    return any(t.lemma_.lower() in head_nouns() for t in (act, *(c for c in act.children if c.dep_ == "obj")))


def infinitives(verb: Token) -> Iterator[Token]:
    """An infinitive and those joined to it: "to lay down arms, release captives and disband"."""
    yield verb
    for child in verb.children:
        if child.dep_ == "conj" and child.tag_ == "VB" and subject_of(child) is None:
            yield from infinitives(child)


def _purposes(noun: Token) -> Iterator[Token]:
    """Infinitives that the tree hangs on the verb, not on its object: "reached a deal on Monday to …"."""
    verb = noun.head
    if noun.dep_ == "obj" and verb.lemma_.lower() in words("verbs", "agreed") | words("verbs", "signed"):
        yield from (c for c in verb.children if c.dep_ == "advcl" and marker(c) == "to" and c.i > noun.i)


def _under_which(verb: Token) -> bool:
    """Whether a relative clause tells what is to be done under the agreement: "under which X will leave"."""
    return any(
        child.lower_ == "which" and preposition(child) in words("obliging", "under")
        for child in verb.children
    )


def _is_subject_of(noun: Token, verb: Token) -> bool:
    subject = subject_of(verb)
    return subject is not None and subject.dep_ == "nsubj" and subject.lower_ in ("that", "which")


def _with_conjuncts(verb: Token) -> Iterator[Token]:
    yield verb
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"):
            yield from _with_conjuncts(child)


def _hidden_conjuncts(verb: Token) -> Iterator[Token]:
    """Finite verbs that the tree hangs on an infinitive: "requires X to leave and obliges Y to stay"."""
    for child in verb.subtree:
        finite = child.tag_ in ("VBZ", "VBD") and child.dep_ == "conj" and child.head.tag_ == "VB"
        if finite and subject_of(child) is None:
            yield child


def obliged_by(verb: Token, table: EntityTable) -> Iterator[Obligation]:
    """The terms named by a verb whose subject is the agreement."""
    if verb.lemma_.lower() not in words("obliging", "verbs"):
        return
    if any(c.lower_ in ("not", "n't", "n’t") for c in verb.children):
        return
    if verb.lemma_ == "see" and (verb.tag_ == "VBD" or any(c.lower_ == "had" for c in verb.children)):
        return  # what a truce has seen is no term of it
    patient = next((c for c in verb.children if c.dep_ in ("obj", "iobj") and c.i > verb.i), None)
    clause = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp")), None)
    if clause is not None:
        who = subject_of(clause) or patient
        yield obligation(clause, who, table)
        return
    if patient is not None and patient.lemma_.lower() in words("obliging", "containers"):
        inner = next(
            (
                c
                for c in (*patient.children, *verb.children)
                if c.i > patient.i
                and c.dep_ in ("nmod", "acl", "obl")
                and preposition(c) in ("for", "of", "to", "")
            ),
            None,
        )
        if inner is not None:
            yield obligation(inner, subject_of(inner), table)
        return
    if patient is not None and verb.lemma_.lower() in ("commit", "bind", "oblige"):
        target = next(
            (c for c in verb.children if c.dep_ in ("obl", "advcl") and preposition(c) == "to"), None
        )
        if target is not None:
            yield obligation(target, patient, table)
        return
    target = patient or next(
        (c for c in verb.children if c.dep_ == "obl" and preposition(c) == "for" and c.i > verb.i), None
    )
    if target is not None and target.pos_ in ("NOUN", "PROPN") and target.i > verb.i:
        infinitive = next(
            (
                c
                for part in (target, verb, *(c for c in verb.children if c.dep_ == "obj"))
                for c in part.children
                if c.dep_ in ("acl", "advcl") and marker(c) == "to"
            ),
            None,
        )
        if infinitive is not None and _actors(target, table):
            yield obligation(infinitive, target, table)
        elif not _actors(target, table) and not any(t.lower_ in ("much", "more") for t in target.children):
            for noun in (target, *_listed(target)):
                yield obligation(noun, None, table)


def under(verb: Token, table: EntityTable) -> Iterator[Obligation]:
    """ "Under the deal X will withdraw", "… X promised to withdraw"."""
    subject = subject_of(verb)
    if (
        subject is None
        or subject.dep_ == "expl"
        or any(c.lower_ in ("not", "n't", "n’t") for c in verb.children)
        or any(denies(c) for c in subject.children)
    ):
        return
    inner = next((c for c in verb.children if c.dep_ == "xcomp"), None)
    if inner is not None and verb.lemma_.lower() in words("obliging", "commitments"):
        for each in infinitives(inner):
            yield obligation(each, subject, table, conditioned=verb)
        return
    auxiliaries = {c.lemma_.lower() for c in verb.children if c.dep_ == "aux"}
    if auxiliaries & {"should", "can", "may"} or is_due(verb) or verb.dep_ == "conj":
        passive = subject.dep_ == "nsubj:pass"
        yield obligation(verb, None if passive else subject, table, clause=passive)


def _listed(noun: Token) -> list[Token]:
    """What a list goes on to name: "patrols, a cabinet and the release", but not "production and use of"."""
    joined = [c for c in noun.children if c.dep_ == "conj" and c.pos_ == "NOUN"]
    several = len(joined) > 1 or any(c.dep_ == "det" for other in joined for c in other.lefts)
    return joined if several else []


def is_due(verb: Token) -> bool:
    """Whether a verb says what will or must be done: "will leave", "is to leave"."""
    auxiliaries = {c.lemma_.lower() for c in verb.children if c.dep_ in ("aux", "cop")}
    return bool(auxiliaries & _DUTY) or ("be" in auxiliaries and marker(verb) == "to")


def obligation(
    head: Token,
    who: Token | None,
    table: EntityTable,
    *,
    conditioned: Token | None = None,
    clause: bool = False,
    joint: bool = False,
) -> Obligation:
    """The term that a verb or noun heads, with ``who`` must do it and on what it depends.

    ``conditioned`` is a verb above it that may carry the condition; with ``clause`` its words include the
    subject.
    """
    obligor = _actors(who, table) if who is not None else ()
    joint = joint or (who is not None and not obligor and _is_both(who))
    if who is None and not clause:
        obligor = _owner(head, table)
    condition = condition_of(head) or (condition_of(conditioned) if conditioned is not None else None)
    return Obligation(
        head=head,
        content=content_of(head, whole=clause),
        obligor=obligor,
        condition=condition,
        deadline=deadline_of(head),
        joint=joint,
    )


def _is_both(token: Token) -> bool:
    """Whether a phrase means the sides together: "both parties", "the two countries"."""
    sets = role_words("sets", "actors") | role_words("sets", "states")
    before = {child.lower_ for child in token.lefts}
    if token.tag_ == "NNPS" and before & {"both", "two"}:
        return True  # "the two Koreas"
    if token.tag_ == "NNS" and "both" in before:
        return True  # "both armies"
    return token.lower_ == "both" or (
        token.lemma_.lower() in sets and bool(before & {"both", "the", "two"}) and token.tag_ == "NNS"
    )


def _owner(head: Token, table: EntityTable) -> tuple[Argument, ...]:
    """Whose withdrawal, whose troops: who must act for a noun to come true."""
    for child in head.children:
        if child.dep_ == "nmod:poss":
            return _actors(child, table)
        if child.dep_ == "nmod" and preposition(child) in ("of", "by"):
            for token in child.children:
                if token.dep_ in ("compound", "amod", "nmod:poss") and _actors(token, table):
                    return _actors(token, table)
            # "The return of all captives": people are what is returned.
            return tuple(a for a in _actors(child, table) if table.get(a.entity).cls != "Group")
    return ()


def _actors(token: Token, table: EntityTable) -> tuple[Argument, ...]:
    return table.arguments(token, kinds=("actor",))
