"""What the mapping asks of the ontology: which flat property abbreviates which class of event."""

from collections import deque
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
)

from kg.rdf.namespaces import KG, ONTOLOGY_GRAPH, OWL, RDF, RDFS
from kg.resources import ontology_directory

Term = TypeVar("Term")


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A flat property between actors; a symmetric one holds both ways."""

    predicate: NamedNode
    symmetric: bool


@cache
def ontology() -> Store:
    """The ontology as triples in memory, without shapes and event types; do not write to it."""
    store = Store()
    store.load(path=ontology_directory() / "conflict-kg.ttl", format=RdfFormat.TURTLE)
    return store


@cache
def ontology_quads() -> tuple[Quad, ...]:
    """The ontology and the event types as quads of their graph.

    Their blank nodes are given IRIs, the same every time, so that any store can tell whether it has them.
    """
    dataset = Dataset()
    for name in ("conflict-kg.ttl", "event-types.ttl"):
        for quad in parse(path=ontology_directory() / name, format=RdfFormat.TURTLE):
            dataset.add(quad)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(
        Quad(_named(quad.subject), quad.predicate, _named(quad.object), ONTOLOGY_GRAPH) for quad in dataset
    )


def _named(term: Term | BlankNode) -> Term | NamedNode:
    if isinstance(term, BlankNode):
        return NamedNode(f"{ONTOLOGY_GRAPH.value}/.well-known/genid/{term.value}")
    return term


def is_class(name: str) -> bool:
    """Whether the ontology has a class of this local name."""
    return any(ontology().quads_for_pattern(KG(name), RDF("type"), OWL("Class"), None))


@cache
def superclasses(cls: str) -> tuple[str, ...]:
    """Local names of ``cls`` and its named ancestors in the ontology, nearest first."""
    found: list[str] = []
    queue = deque([KG(cls)])
    while queue:
        node = queue.popleft()
        local = node.value.removeprefix(KG.iri)
        if local in found:
            continue
        found.append(local)
        parents = [quad.object for quad in ontology().quads_for_pattern(node, RDFS("subClassOf"), None, None)]
        queue.extend(
            sorted(
                (p for p in parents if isinstance(p, NamedNode) and p.value.startswith(KG.iri)),
                key=lambda p: p.value,
            )
        )
    return tuple(found)


@cache
def shortcut(cls: str) -> Shortcut | None:
    """The flat property for events of ``cls``: that of its nearest class that has one."""
    for ancestor in superclasses(cls):
        for quad in ontology().quads_for_pattern(None, KG("shortcutFor"), KG(ancestor), None):
            if isinstance(quad.subject, NamedNode):
                symmetric = (quad.subject, RDF("type"), OWL("SymmetricProperty"))
                return Shortcut(quad.subject, any(ontology().quads_for_pattern(*symmetric, None)))
    return None
