"""What a text goes on to say that the sides of an agreement will do, without naming it again."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction.agreement_kinds import words
from kg.extraction.agreement_mention import AgreementMention
from kg.extraction.agreement_terms import Obligation, infinitives, is_due, obligation, obliged_by, under
from kg.extraction.entities import EntityTable
from kg.extraction.factuality_signs import denies
from kg.extraction.syntax import marker, preposition, subject_of

_BEHIND = 2
"""Sentences behind a mention that may go on to say what its agreement obliges to."""
_NOT = frozenset({"not", "n't", "n’t", "never"})
_REPORTING = frozenset({"say", "add", "announce", "confirm", "tell"})


def find_sequel(mention: AgreementMention, table: EntityTable) -> Iterator[Obligation]:
    """Yield what the next sentence says that "it", or "the text", provides for."""
    end = mention.head.sent.end
    root = mention.head.doc[end].sent.root if end < len(mention.head.doc) else None
    subject = subject_of(root) if root is not None else None
    if root is None or subject is None:
        return
    for phrase in root.children:
        named = phrase.lower_ == "it" or phrase.lemma_.lower() in words("obliging", "provisions")
        if phrase.dep_ == "obl" and preposition(phrase) in words("obliging", "under") and named:
            for verb in (root, *_joined(root)):
                yield from under(verb, table)
            return
    text = subject.lower_ == "it" or subject.lemma_.lower() in words("pronouns", "documents")
    if text and subject.dep_ in ("nsubj", "nsubj:outer"):
        yield from obliged_by(root, table)


def find_undertakings(mention: AgreementMention, table: EntityTable) -> Iterator[Obligation]:
    """Yield what the rest of a mention's sentence and the two behind it say that somebody is to do.

    Only what its verbs put in the future or call a promise counts; whether the obligor is a party is for the
    caller to tell.
    """
    doc, here = mention.head.doc, mention.head.sent
    yield from _vowed(mention.head.head, table)
    verbs = [v for v in _joined(here.root) if v.i > mention.head.i]
    end = here.end
    for _ in range(_BEHIND):
        if end >= len(doc):
            break
        root, end = doc[end].sent.root, doc[end].sent.end
        reported = [c for c in root.children if c.dep_ == "ccomp" and c.i > root.i]
        verbs += reported if root.lemma_.lower() in _REPORTING else [root, *_joined(root)]
    for verb in verbs:
        subject = subject_of(verb)
        # What "will" and "is to" say of a first verb they say of those joined to it.
        bare = verb.dep_ == "conj" and verb.tag_ == "VB" and is_due(verb.head) and subject is None
        if subject is None and verb.dep_ == "conj":
            subject = subject_of(verb.head)  # "shall leave the town and shall let aid in"
        if (
            subject is None
            or _only_if(verb)
            or subject.dep_ not in ("nsubj", "nsubj:outer")
            or subject.lower_ == "it"
            or any(c.lower_ in _NOT for c in verb.children)
            or any(denies(c) for c in subject.children)
        ):
            continue
        inner = next((c for c in verb.children if c.dep_ == "xcomp" and marker(c) == "to"), None)
        if inner is not None and verb.lemma_.lower() in (
            *words("obliging", "undertaken"),
            "be",
            "have",
            "due",
        ):
            for each in infinitives(inner):
                if each.lemma_.lower() not in words("obliging", "procedural"):
                    yield obligation(each, subject, table, conditioned=verb)
        elif (
            verb.pos_ == "VERB"
            and (is_due(verb) or bare)
            and verb.lemma_.lower() not in words("obliging", "procedural")
        ):
            yield obligation(verb, subject, table)


def _vowed(verb: Token, table: EntityTable) -> Iterator[Obligation]:
    """What the sides promise in making it: "signed a declaration, vowing to end the war"."""
    for child in verb.children:
        if (
            child.dep_ == "advcl"
            and child.tag_ == "VBG"
            and child.lemma_.lower() in words("obliging", "undertaken")
        ):
            for inner in (c for c in child.children if c.dep_ == "xcomp"):
                for each in infinitives(inner):
                    yield obligation(each, subject_of(verb), table, joint=True)


def _only_if(verb: Token) -> bool:
    """Whether somebody only says on what terms he would do it: "would leave only if …"."""
    clauses = (c for c in verb.children if c.dep_ == "advcl" and marker(c) == "if")
    return any(word.lower_ == "only" for c in clauses for word in verb.doc[verb.i : c.left_edge.i + 1])


def _joined(verb: Token) -> Iterator[Token]:
    """Clauses that "and", a colon or a semicolon joins to a verb's."""
    for child in verb.children:
        joined = child.dep_ in ("conj", "parataxis") or (child.dep_ == "advcl" and marker(child) == "while")
        if joined and child.pos_ in ("VERB", "AUX"):
            yield child
            yield from _joined(child)
