"""What follows from a store's facts, kept in a graph of its own that queries name and that can be dropped.

It is no part of the union that queries see by default: facts that somebody stated and facts that we concluded
stay apart, and no question counts an event twice for its superclasses.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.rdf.namespaces import KG, NIF, PROV, RDF, RDFS, inferred_graph
from kg.reasoning.inference import infer
from kg.store.change import DEFAULT
from kg.store.dataset import Store

_NOTE = "What follows by the ontology from the facts of the articles; no article states it."


def reason(store: Store) -> int:
    """Make the graph of inferred facts anew from all that the store holds; returns how many there are.

    They are of the day that they were made: after articles come or go, make them again.
    """
    graph = inferred_graph(store.base)
    found = [Quad(t.subject, t.predicate, t.object, graph) for t in infer(_facts(store))]
    marks = [
        Quad(graph, RDF("type"), PROV("Entity"), graph),
        Quad(graph, RDFS("comment"), Literal(_NOTE), graph),
    ]
    store.replace_graph(graph, [*marks, *found])
    return len(found)


def forget(store: Store) -> None:
    """Drop the inferred facts."""
    store.replace_graph(inferred_graph(store.base), [])


def _facts(store: Store) -> Iterator[Triple]:
    """All facts but the text that they stand in, of which the ontology says nothing."""
    for quad in store.match(None, None, None, DEFAULT):
        if quad.predicate.value.startswith(NIF.iri) or quad.predicate == PROV("wasDerivedFrom"):
            continue
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(NIF.iri):
            continue
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith((KG.iri, RDFS.iri)):
            continue
        yield quad.triple
