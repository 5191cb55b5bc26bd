"""RDF 1.2: which flat triple each fact is about, said with triple terms.

``event rdf:reifies <<( actor kg:attacked recipient )>>`` makes the event the reifier of the triple, so that
its evidence, confidence and standing can be asked of the triple. A triple term asserts nothing: events that
are denied, planned or only claimed have theirs too, while the triple itself is not in the graph.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.rdf.namespaces import KG, RDF
from kg.rdf.ontology import shortcut, superclasses

_Values = dict[NamedNode, list[NamedNode | Literal]]


def annotations(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield an ``rdf:reifies`` for each flat triple that a fact among the quads stands for, in its graph."""
    facts: dict[tuple[NamedNode, NamedNode], _Values] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        node, graph, value = quad.subject, quad.graph_name, quad.object
        if (
            isinstance(node, NamedNode)
            and isinstance(graph, NamedNode)
            and isinstance(value, NamedNode | Literal)
        ):
            facts[node, graph][quad.predicate].append(value)
    for (node, graph), values in facts.items():
        for triple in flat_triples(values):
            yield Quad(node, RDF("reifies"), triple, graph)


def flat_triples(fact: _Values) -> Iterator[Triple]:
    """The triples between actors, or of a standing relation, that a fact with these values is about."""
    classes = [
        node.value.removeprefix(KG.iri)
        for node in fact.get(RDF("type"), ())
        if isinstance(node, NamedNode) and node.value.startswith(KG.iri)
    ]
    if "Relation" in classes:
        yield from _stated(fact)
        return
    for cls in classes:
        flat = shortcut(cls)
        if flat is None:
            continue
        said = "Statement" in superclasses(cls)
        doers, others = fact.get(KG("actor"), []), fact.get(KG("addressee" if said else "recipient"), [])
        if flat.symmetric:
            doers = others = [*doers, *others]
        pairs = ((one, other) for one in doers for other in others if one != other)
        yield from dict.fromkeys(
            Triple(one, flat.predicate, other) for one, other in pairs if isinstance(one, NamedNode)
        )


def _stated(relation: _Values) -> Iterator[Triple]:
    for subject in relation.get(KG("subject"), ()):
        for predicate in relation.get(KG("predicate"), ()):
            for value in (*relation.get(KG("object"), ()), *relation.get(KG("value"), ())):
                if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
                    yield Triple(subject, predicate, value)
