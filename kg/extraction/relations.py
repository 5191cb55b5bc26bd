"""Standing relations between actors that the text states: who leads, speaks for and belongs to what."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extraction.actor_types import BODIES, RoleNoun, misspelt_title, role_of, words
from kg.extraction.chains import owner_tokens
from kg.extraction.entities import EntityTable, Mention, char_span
from kg.extraction.mentions import role_noun
from kg.extraction.report import Entity, Relation, Span

_PREDICATES = {
    "speaks": "speaksFor",
    "leads": "leads",
    "serves": "memberOf",
    "member": "memberOf",
    "officials": "memberOf",
}
_BODY_PARTS = frozenset({"forces", "security", "branch", "part"})
_STATED = 0.9
_INFERRED = 0.7
"""Confidence where the body is not named beside the title but understood from the clause before."""


def find_relations(doc: Doc, table: EntityTable) -> tuple[Relation, ...]:
    """Relations that titles, appositions, possessives and plain statements express, each with its sentence.

    The predicates are ``speaksFor``, ``leads``, ``memberOf`` and ``position``; the object is an entity id, or
    the words of the title for ``position``. What is said of somebody's past ("former president") or denied
    gives no relation but the position.
    """
    found: dict[tuple[str, str, str], Relation] = {}
    for mention in table.mentions:
        if mention.kind == "nominal":
            for relation in _of_noun(doc, table, mention):
                found.setdefault((relation.predicate, relation.subject, relation.object), relation)
    for token in doc:
        if token.pos_ == "VERB" and token.lemma_.lower() in words("relations", "leads"):
            for relation in _of_verb(token, table):
                found.setdefault((relation.predicate, relation.subject, relation.object), relation)
    # Whoever leads or speaks for a body belongs to it: the plainer relation beside it says nothing more.
    closer = {(r.subject, r.object) for r in found.values() if r.predicate in ("leads", "speaksFor")}
    return tuple(
        r for r in found.values() if r.predicate != "memberOf" or (r.subject, r.object) not in closer
    )


def _of_noun(doc: Doc, table: EntityTable, mention: Mention) -> Iterator[Relation]:
    token = doc[mention.head]
    role = role_noun(token)
    ids = table.ids(token)
    if role is None or len(ids) != 1 or not role.belongs or _denied(token):
        return
    subject = table.get(ids[0])
    evidence = _sentence(token)
    if role.sort == "person" and subject.named:
        yield Relation(
            predicate="position",
            subject=subject.id,
            object=_title(token, table),
            evidence=evidence,
            confidence=0.95,
        )
    before = {child.lower_ for child in token.lefts}
    if before & words("relations", "past"):
        return
    predicate = _predicate(role, subject, before)
    if predicate is None:
        return
    body, confidence = _body(token, subject, table)
    if body is not None and _allowed(predicate, subject, body):
        yield Relation(
            predicate=predicate, subject=subject.id, object=body.id, evidence=evidence, confidence=confidence
        )


def _predicate(role: RoleNoun, subject: Entity, before: set[str]) -> str | None:
    if role.belongs in _BODY_PARTS:
        return "memberOf" if subject.named and subject.cls in BODIES else None
    predicate = _PREDICATES.get(role.belongs)
    if predicate == "leads" and before & words("relations", "not_head"):
        return "memberOf"
    return predicate


def _body(token: Token, subject: Entity, table: EntityTable) -> tuple[Entity | None, float]:
    """The body that a title belongs to, and how sure that is: named beside it, or understood."""
    state: Entity | None = None
    for owner in owner_tokens(token):
        ids = table.ids(owner)
        if len(ids) != 1 or ids[0] == subject.id or table.kinds[ids[0]] != "actor":
            continue
        entity = table.get(ids[0])
        if entity.cls != "State":
            return entity, _STATED
        state = state or entity
    if state is not None:
        return state, _STATED
    understood = table.owners.get(subject.id)
    if understood is None or table.kinds[understood] != "actor":
        return None, 0.0
    return table.get(understood), _INFERRED


def _allowed(predicate: str, subject: Entity, body: Entity) -> bool:
    if body.cls == "Person":
        return predicate == "speaksFor"
    if not subject.named and not body.named:
        return False
    return predicate != "leads" or body.cls in BODIES


def _of_verb(token: Token, table: EntityTable) -> Iterator[Relation]:
    """ "Abdullah, who chairs the council": a leader and what is led; "a coalition led by Riyadh" as well."""
    if _denied(token) or any(c.dep_ == "aux" and c.lower_ not in ("has", "have", "had") for c in token.lefts):
        return
    subjects = [c for c in token.children if c.dep_ in ("nsubj", "obl:agent")]
    objects = [c for c in token.children if c.dep_ in ("obj", "nsubj:pass")]
    if token.dep_ == "acl" and any(c.dep_ == "obl:agent" for c in token.children):
        objects.append(token.head)
    for one in subjects:
        for other in objects:
            leaders, bodies = table.ids(one), table.ids(other)
            if len(leaders) != 1 or len(bodies) != 1 or leaders == bodies:
                continue
            leader, body = table.get(leaders[0]), table.get(bodies[0])
            if leader.named and table.kinds[leader.id] == "actor" and body.cls in BODIES:
                yield Relation(
                    predicate="leads",
                    subject=leader.id,
                    object=body.id,
                    evidence=_sentence(token),
                    confidence=_STATED,
                )


def _title(token: Token, table: EntityTable) -> str:
    """The words of a title without the body's name: "peace envoy", "Secretary of State"."""
    doc, start = token.doc, token.i
    while start > 0 and _belongs_to_title(doc[start - 1], token, table):
        start -= 1
    end = token.i + 1
    for child in token.rights:
        if (
            child.dep_ == "nmod"
            and child.i - token.i == 2
            and child.text[:1].isupper()
            and token.text[:1].isupper()
        ):
            end = child.i + 1 if not table.ids(child) else end
    words_of_title = doc[start:end].text.strip("-\"'“” ")
    meant = misspelt_title(token.lower_) if role_of(token.lower_, plural=False) is None else None
    return words_of_title.replace(token.text, meant) if meant else words_of_title


def _belongs_to_title(word: Token, token: Token, table: EntityTable) -> bool:
    if word.text == "-":
        return word.i + 1 < len(word.doc) and not word.whitespace_
    hangs_on_it = word.head.i == token.i or (word.head.head.i == token.i and word.head.i < token.i)
    if not hangs_on_it or word.dep_ not in ("compound", "amod", "advmod", "nmod:desc", "flat"):
        # "Secretary" before the hyphen of "Secretary-General".
        return word.i + 1 < token.i and word.doc[word.i + 1].text == "-" and word.pos_ in ("NOUN", "PROPN")
    mention = table.mention(word)
    return mention is None or mention.kind == "nominal"


def _denied(token: Token) -> bool:
    return any(child.lower_ in ("not", "no", "never", "n't", "neither") for child in token.lefts)


def _sentence(token: Token) -> Span:
    doc, start, end = token.doc, token.i, token.i + 1
    while start > 0 and not doc[start].is_sent_start:
        start -= 1
    while end < len(doc) and not doc[end].is_sent_start:
        end += 1
    while end > start + 1 and token.doc[end - 1].is_space:
        end -= 1
    return char_span(token.doc, start, end)
