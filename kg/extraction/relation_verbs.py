"""What verbs and adjectives say of standing relations: who leads, serves, backs and is allied with whom."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction.actor_types import BODIES
from kg.extraction.entities import EntityTable
from kg.extraction.readings import case_of
from kg.extraction.relation_wording import NAMED, STATED, denied, named, stated, wording
from kg.extraction.report import Entity, Relation
from kg.extraction.syntax import NOMINAL_SUBJECTS, antecedent

_PERFECT = ("has", "have", "had")


def of_verb(token: Token, table: EntityTable) -> Iterator[Relation]:
    """Relations that a verb asserts of its subject; nothing under a modal or a negation."""
    lemma = token.lemma_.lower()
    if denied(token) or any(c.dep_ == "aux" and c.lower_ not in _PERFECT for c in token.lefts):
        return
    if lemma in wording("verbs", "leads"):
        yield from _leads(token, table)
    elif lemma in wording("verbs", "member"):
        for subject in _subjects(token, table):
            for child in token.rights:
                if child.dep_ == "obl" and case_of(child) in wording("verbs", "member_prepositions"):
                    yield from _member(subject, named(child, table), token)
    elif lemma in wording("verbs", "joins"):
        for subject in _subjects(token, table):
            for child in token.rights:
                if child.dep_ == "obj":
                    yield from _member(subject, named(child, table), token)
    elif lemma in wording("verbs", "allied") and token.tag_ == "VBN":
        for subject in _subjects(token, table):
            for child in token.rights:
                other = (
                    named(child, table) if child.dep_ == "obl" and case_of(child) in ("with", "to") else None
                )
                if other is not None and other.id != subject.id and table.kinds[other.id] == "actor":
                    yield stated("alliedWith", subject, other, token)


def _member(subject: Entity, body: Entity | None, token: Token) -> Iterator[Relation]:
    if (
        body is not None
        and subject.cls == "Person"
        and body.cls in BODIES
        and body.cls not in ("State", "Government")
    ):
        yield stated("memberOf", subject, body, token, NAMED)


def _subjects(token: Token, table: EntityTable) -> Iterator[Entity]:
    words = [antecedent(c) for c in token.children if c.dep_ in NOMINAL_SUBJECTS]
    if token.dep_ == "acl":
        words.append(token.head)
    for word in words:
        entity = named(word, table)
        if entity is not None and entity.named and table.kinds[entity.id] == "actor":
            yield entity


def _leads(token: Token, table: EntityTable) -> Iterator[Relation]:
    """ "Abdullah, who chairs the council": a leader and what is led; "a coalition led by Riyadh" as well."""
    subjects = [c for c in token.children if c.dep_ in ("nsubj", "obl:agent")]
    objects = [c for c in token.children if c.dep_ in ("obj", "nsubj:pass")]
    if token.dep_ == "acl" and any(c.dep_ == "obl:agent" for c in token.children):
        objects.append(token.head)
    for one in subjects:
        for other in objects:
            leader, body = named(one, table), named(other, table)
            if leader is None or body is None or leader.id == body.id:
                continue
            if leader.named and table.kinds[leader.id] == "actor" and body.cls in BODIES:
                yield stated("leads", leader, body, token, STATED)


def of_compound(token: Token, table: EntityTable) -> Iterator[Relation]:
    """ "Iran-backed Houthis", "Saudi-led coalition": who stands before the hyphen, and whom the noun is."""
    backs, leads = token.lower_ in wording("bodies", "backed"), token.lower_ == "led"
    if not (backs or leads) or token.i < 2 or token.doc[token.i - 1].text != "-":
        return
    other = named(token.head, table)
    sponsor = named(token.doc[token.i - 2], table)
    if other is None or sponsor is None or sponsor.id == other.id or table.kinds[other.id] != "actor":
        return
    if (
        table.kinds[sponsor.id] == "actor"
        and sponsor.named
        and other.named
        and not (leads and other.cls not in BODIES)
    ):
        yield stated("backs" if backs else "leads", sponsor, other, token)
