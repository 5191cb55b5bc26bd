"""Standing relations between actors that the text states: who leads, speaks for and belongs to what."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extraction.actor_types import words
from kg.extraction.chains import owner_tokens
from kg.extraction.entities import EntityTable, Mention, char_span
from kg.extraction.mentions import role_noun
from kg.extraction.report import Relation, Span

_PREDICATES = {
    "speaks": "speaksFor",
    "leads": "leads",
    "serves": "memberOf",
    "member": "memberOf",
    "officials": "memberOf",
}
_BODY_PARTS = frozenset({"government", "forces", "security", "branch"})
_RANKS = frozenset({"rank", "courtesy"})


def find_relations(doc: Doc, table: EntityTable) -> tuple[Relation, ...]:
    """Relations that titles, appositions, possessives and plain statements express, each with its sentence.

    ``object`` is an entity's id, or the words of the title for ``position``.
    """
    found: dict[tuple[str, str, str], Relation] = {}
    for mention in table.mentions:
        if mention.kind == "nominal":
            for relation in _of_noun(doc, table, mention):
                found.setdefault((relation.predicate, relation.subject, relation.object), relation)
    return tuple(found.values())


def _of_noun(doc: Doc, table: EntityTable, mention: Mention) -> Iterator[Relation]:
    token = doc[mention.head]
    role = role_noun(token)
    ids = table.ids(token)
    if role is None or len(ids) != 1:
        return
    subject = table.get(ids[0])
    evidence = _sentence(token)
    predicate = _PREDICATES.get(role.belongs)
    if role.belongs in _BODY_PARTS and subject.named and subject.cls not in ("Government",):
        predicate = "memberOf"
    if role.sort == "person" and role.belongs and subject.named:
        yield Relation(
            predicate="position",
            subject=subject.id,
            object=_title(doc, token),
            evidence=evidence,
            confidence=0.95,
        )
    if predicate is None or _negated(token):
        return
    for owner in owner_tokens(token):
        for other in table.ids(owner):
            if other != subject.id and table.kinds[other] == "actor" and len(table.ids(owner)) == 1:
                yield Relation(
                    predicate=predicate, subject=subject.id, object=other, evidence=evidence, confidence=0.9
                )
                return


def _title(doc: Doc, token: Token) -> str:
    """The words of a title without the owner: "peace envoy", "Secretary of State"."""
    start = token.i
    while (
        start > 0
        and doc[start - 1].head.i == token.i
        and doc[start - 1].dep_ in ("compound", "amod", "punct")
    ):
        if doc[start - 1].ent_type_ in ("GPE", "ORG", "NORP") or doc[start - 1].lower_ in words(
            "modifiers", "contrast"
        ) - {"former", "foreign"}:
            break
        start -= 1
    end = token.i + 1
    for child in token.rights:
        if (
            child.dep_ == "nmod"
            and child.i - token.i == 2
            and child.text[:1].isupper()
            and token.text[:1].isupper()
        ):
            end = child.i + 1
    return doc[start:end].text.strip("-\"'“” ")


def _negated(token: Token) -> bool:
    return any(child.lower_ in ("not", "no", "never") for child in token.lefts)


def _sentence(token: Token) -> Span:
    sentence = token.sent
    start, end = sentence.start, sentence.end
    while end > start + 1 and token.doc[end - 1].is_space:
        end -= 1
    return char_span(token.doc, start, end)
