"""The term tables of ``ontology/README.md``, from the ontology: ``python -m kg.reasoning.document``."""

from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.reasoning.ontology import KG, ontology_graph, ontology_path

MARK = "<!-- the tables below are written by: python -m kg.reasoning.document -->\n"


def tables() -> str:
    """All terms of the ontology and all event types, as Markdown."""
    graph = Graph()
    graph += ontology_graph()
    for prefix, namespace in ontology_graph().namespaces():
        graph.bind(prefix, namespace)
    graph.parse(ontology_path("event-types.ttl"), format="turtle")
    return (
        "\n".join([*_classes(graph), *_properties(graph), *_individuals(graph), *_event_types(graph)]) + "\n"
    )


def _name(graph: Graph, node: Node) -> str:
    """The node as a prefixed name; a union as its members."""
    if isinstance(node, BNode):
        members = graph.value(node, OWL.unionOf) or graph.value(node, OWL.oneOf)
        if members is not None:
            return ", ".join(_name(graph, member) for member in Collection(graph, members))
        return f"{_name(graph, graph.value(node, OWL.onDatatype) or node)}, 0 to 1"
    if isinstance(node, URIRef):
        return f"`{graph.namespace_manager.normalizeUri(node)}`"
    return f'"{node}"'


def _names(graph: Graph, nodes: Iterator[Node]) -> str:
    return ", ".join(sorted(_name(graph, node) for node in nodes))


def _own(graph: Graph, *kinds: Node) -> list[Node]:
    """The terms of this ontology that are of one of these kinds, in the order of their names."""
    found = {term for kind in kinds for term in graph.subjects(RDF.type, kind)}
    return sorted((term for term in found if str(term).startswith(KG)), key=str)


def _text(graph: Graph, term: Node) -> str:
    notes = [graph.value(term, RDFS.comment), graph.value(term, SKOS.scopeNote)]
    return " ".join(str(note) for note in notes if note is not None)


def _classes(graph: Graph) -> Iterator[str]:
    yield "### Classes\n"
    yield "| class | is a | meaning | event type |"
    yield "|---|---|---|---|"
    for term in _own(graph, OWL.Class):
        coded = [graph.value(term, KG.defaultMode) or graph.value(term, KG.defaultEventType)]
        above = _names(graph, graph.objects(term, RDFS.subClassOf))
        kinds = _names(graph, (code for code in coded if code is not None))
        yield f"| {_name(graph, term)} | {above} | {_text(graph, term)} | {kinds} |"


def _properties(graph: Graph) -> Iterator[str]:
    yield "\n### Properties\n"
    yield "| property | domain | range | meaning |"
    yield "|---|---|---|---|"
    for term in _own(graph, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        if (term, KG.shortcutFor, None) not in graph:
            domain = _names(graph, graph.objects(term, RDFS.domain))
            range_ = _names(graph, graph.objects(term, RDFS.range))
            yield f"| {_name(graph, term)} | {domain} | {range_} | {_text(graph, term)} |"
    yield "\n### Flat shortcuts\n"
    yield "| property | stands for | under | symmetric |"
    yield "|---|---|---|---|"
    for term in _own(graph, OWL.ObjectProperty):
        if (term, KG.shortcutFor, None) in graph:
            events = _names(graph, graph.objects(term, KG.shortcutFor))
            above = _names(graph, graph.objects(term, RDFS.subPropertyOf))
            symmetric = "yes" if (term, RDF.type, OWL.SymmetricProperty) in graph else ""
            yield f"| {_name(graph, term)} | {events} | {above} | {symmetric} |"


def _individuals(graph: Graph) -> Iterator[str]:
    yield "\n### Values\n"
    yield "| value | of | meaning |"
    yield "|---|---|---|"
    for term in _own(graph, OWL.NamedIndividual):
        kinds = _names(graph, (kind for kind in graph.objects(term, RDF.type) if kind != OWL.NamedIndividual))
        yield f"| {_name(graph, term)} | {kinds} | {_text(graph, term)} |"


def _event_types(graph: Graph) -> Iterator[str]:
    yield "\n### Event types and modes\n"
    yield "| type or mode | score | meaning |"
    yield "|---|---|---|"
    for kind in sorted(graph.subjects(RDF.type, KG.EventType), key=str):
        for term in [kind, *sorted(graph.subjects(SKOS.broader, kind), key=str)]:
            score, meaning = graph.value(term, KG.conflictScore), graph.value(term, SKOS.definition)
            yield f"| {_name(graph, term)} | {score} | {meaning} |"


def main() -> None:
    """Write the tables into the documentation of the ontology."""
    path = ontology_path("README.md")
    head = path.read_text(encoding="utf-8").partition(MARK)[0]
    path.write_text(head + MARK + "\n" + tables(), encoding="utf-8")


if __name__ == "__main__":
    main()
