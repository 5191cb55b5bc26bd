"""The ontology as a graph: its files, its class hierarchy and its flat shortcuts."""

from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef

from kg.resources import ontology_directory

KG = Namespace("https://w3id.org/conflict-kg/ontology#")


def ontology_path(name: str) -> Path:
    """The shipped file of this name: ``conflict-kg.ttl``, ``event-types.ttl`` or ``shapes.ttl``.

    Raises ``FileNotFoundError`` if there is none.
    """
    path = ontology_directory() / name
    if not path.is_file():
        raise FileNotFoundError(f"the ontology has no file {name}")
    return path


@cache
def ontology_graph() -> Graph:
    """The ontology, parsed once. Callers must not change it."""
    return Graph().parse(ontology_path("conflict-kg.ttl"), format="turtle")


@cache
def subclasses(cls: URIRef) -> frozenset[URIRef]:
    """The class and every class below it."""
    found = ontology_graph().transitive_subjects(RDFS.subClassOf, cls)
    return frozenset(node for node in found if isinstance(node, URIRef))


@cache
def shortcuts() -> dict[URIRef, frozenset[URIRef]]:
    """For each flat property between actors, the classes of event that it stands for, subclasses included."""
    found: dict[URIRef, frozenset[URIRef]] = {}
    for name, cls in ontology_graph().subject_objects(KG.shortcutFor):
        if isinstance(name, URIRef) and isinstance(cls, URIRef):
            found[name] = found.get(name, frozenset()) | subclasses(cls)
    return found


@cache
def symmetric_properties() -> frozenset[URIRef]:
    """The properties that hold both ways."""
    found = ontology_graph().subjects(RDF.type, OWL.SymmetricProperty)
    return frozenset(node for node in found if isinstance(node, URIRef))


@cache
def disjoint_classes() -> frozenset[tuple[URIRef, URIRef]]:
    """Pairs of classes that can have no member in common, as the ontology states them."""
    pairs = ontology_graph().subject_objects(OWL.disjointWith)
    return frozenset(
        (one, other) for one, other in pairs if isinstance(one, URIRef) and isinstance(other, URIRef)
    )
