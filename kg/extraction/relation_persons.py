"""What stands beside a person's name: the nation and the body that it gives the person."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction.actor_types import BODIES
from kg.extraction.chains import owner_tokens
from kg.extraction.entities import EntityTable, Mention
from kg.extraction.mentions import role_noun
from kg.extraction.readings import case_of
from kg.extraction.relation_wording import (
    EMPLOYED,
    LANDS,
    NAMED,
    STATED,
    body_behind,
    denied,
    is_demonym,
    is_past,
    joined,
    named,
    stated,
    wording,
    words_before,
)
from kg.extraction.report import Entity, Relation
from kg.extraction.syntax import is_copular

_BESIDE = ("compound", "amod", "nmod:desc", "flat", "nmod:poss", "nmod")


def of_person(mention: Mention, token: Token, subject: Entity, table: EntityTable) -> Iterator[Relation]:
    """Nationality and membership of a named person, by titles, appositions, possessives and prepositions."""
    before = words_before(mention.start, token.doc)
    for word in before:
        if is_demonym(word) and not joined(word):
            state = named(word, table, LANDS)
            if state is not None:
                yield stated("citizenOf", subject, state, word)
    for word in _describing(token, before):
        if denied(word):
            continue
        yield from _nationality(word, subject, table)
        role = role_noun(word)
        if word.i != token.i and (role is None or not role.belongs) and not is_past(word):
            yield from _membership(word, before, subject, table)
    if mention.end < len(token.doc) and token.doc[mention.end].lower_ in EMPLOYED:
        behind = body_behind(mention.end + 1, token.doc, table)
        body = named(behind, table) if behind is not None else None
        if body is not None and body.id != subject.id:
            yield stated("memberOf", subject, body, token, NAMED)
    for child in (*token.lefts, *token.rights):
        owned = child.dep_ == "nmod:poss"
        if not owned and (
            child.i < token.i or child.dep_ not in ("nmod", "appos", "parataxis", "nmod:unmarked")
        ):
            continue
        body = named(child, table)
        if body is None or body.id == subject.id:
            continue
        bracketed = (
            case_of(child) is None
            and child.left_edge.i
            and child.nbor(child.left_edge.i - child.i - 1).text == "("
        )
        if body.cls in LANDS and (owned or case_of(child) == "of"):
            yield stated("citizenOf", subject, named(child, table, LANDS) or body, child, NAMED)
        elif _joinable(body) and (owned or bracketed or case_of(child) in EMPLOYED):
            yield stated("memberOf", subject, body, child, NAMED)


def _joinable(body: Entity) -> bool:
    return body.named and body.cls in BODIES and body.cls not in ("State", "Government")


def _describing(token: Token, before: list[Token]) -> Iterator[Token]:
    """The name itself, and the nouns that say who a person is: before it, behind it or as a predicate."""
    yield token
    if before and before[-1].pos_ == "NOUN" and before[-1].head.i != token.i:
        yield before[-1]
    for child in token.lefts:
        if child.dep_ in _BESIDE and child.pos_ in ("NOUN", "PROPN", "ADJ"):
            yield child
    for child in token.rights:
        if child.dep_ == "appos" and child.pos_ in ("NOUN", "PROPN"):
            yield child
            yield from (c for c in child.rights if c.dep_ == "conj" and c.pos_ == "NOUN")
    above = token.head
    if token.dep_ in ("appos", "nmod:desc", "flat") and above.pos_ in ("NOUN", "PROPN"):
        yield above
    if token.dep_ == "nsubj" and above.pos_ == "NOUN" and is_copular(above):
        yield above


def _nationality(word: Token, subject: Entity, table: EntityTable) -> Iterator[Relation]:
    """ "French President Macron", "Macron, a French banker", "a citizen of France"."""
    for child in word.lefts:
        if (
            child.dep_ in ("amod", "compound", "nmod", "nmod:desc")
            and is_demonym(child)
            and not joined(child)
        ):
            state = named(child, table, LANDS)
            if state is not None:
                yield stated("citizenOf", subject, state, word, STATED)
        elif child.dep_ == "nmod:poss":
            state = named(child, table, LANDS)
            if state is not None:
                yield stated("citizenOf", subject, state, word, NAMED)
    if word.lemma_.lower() in wording("titles", "national"):
        for child in word.rights:
            state = named(child, table, LANDS) if child.dep_ == "nmod" and case_of(child) == "of" else None
            if state is not None:
                yield stated("citizenOf", subject, state, word, STATED)


def _membership(word: Token, before: list[Token], subject: Entity, table: EntityTable) -> Iterator[Relation]:
    """ "Hamas negotiator X", "a doctor at the Red Crescent": the body whose a person is."""
    lemma = word.lemma_.lower()
    if word.pos_ != "NOUN" or lemma in wording("titles", "outside"):
        return
    beside = before if before and before[-1].i == word.i else []
    for owner in dict.fromkeys((*owner_tokens(word), *beside)):
        body = named(owner, table)
        if body is None or body.id == subject.id or not body.named:
            continue
        if lemma in wording("titles", "opponent"):
            yield stated("opponentOf", subject, body, word)
        elif lemma in wording("titles", "ally"):
            yield stated("alliedWith", subject, body, word)
        elif (
            body.cls in BODIES
            and body.cls not in ("State", "Government")
            and case_of(owner) not in ("to", "in")
        ):
            yield stated("memberOf", subject, body, word)
