"""Standing relations between entities that the text states: who leads, serves, belongs to and sits where."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg.extraction.entities import EntityTable
from kg.extraction.relation_context import understood
from kg.extraction.relation_names import of_name
from kg.extraction.relation_titles import of_title
from kg.extraction.relation_verbs import of_compound, of_verb
from kg.extraction.report import Relation

_ABOVE = {
    "memberOf": {"leads", "speaksFor", "agentOf", "headOfStateOf", "headOfGovernmentOf", "ministerOf"},
    "leads": {"headOfStateOf", "headOfGovernmentOf"},
    "agentOf": {"headOfStateOf", "headOfGovernmentOf", "ministerOf"},
    "agencyOf": {"ministryOf"},
}
"""Relations that say nothing more beside a closer one between the same two."""


def find_relations(doc: Doc, table: EntityTable) -> tuple[Relation, ...]:
    """Relations that titles, appositions, possessives and plain statements express, each with its sentence.

    The predicates are properties of the ontology ("Relations between entities" there); the object is an
    entity id, or the words of the title for ``position``. What is said of somebody's past ("former
    president") or denied gives no relation but the position.
    """
    found: dict[tuple[str, str, str], Relation] = {}
    for relation in _read(doc, table):
        key = relation.predicate, relation.subject, relation.object
        known = found.get(key)
        if known is None or known.confidence < relation.confidence:
            found[key] = relation
    for relation in understood(doc, table, tuple(found.values())):
        found.setdefault((relation.predicate, relation.subject, relation.object), relation)
    return tuple(_telling(found.values()))


def _read(doc: Doc, table: EntityTable) -> Iterator[Relation]:
    for mention in table.mentions:
        if mention.kind == "nominal":
            yield from of_title(doc[mention.head], table)
        elif mention.kind == "name":
            yield from of_name(mention, doc[mention.head], table)
    for token in doc:
        if token.pos_ in ("VERB", "ADJ"):
            yield from of_verb(token, table)
            yield from of_compound(token, table)


def _telling(relations: Iterable[Relation]) -> Iterator[Relation]:
    """Without the plainer of two relations between the same two entities."""
    every = list(relations)
    between: dict[tuple[str, str], set[str]] = {}
    for relation in every:
        between.setdefault((relation.subject, relation.object), set()).add(relation.predicate)
    for relation in every:
        if not between[relation.subject, relation.object] & _ABOVE.get(relation.predicate, set()):
            yield relation
