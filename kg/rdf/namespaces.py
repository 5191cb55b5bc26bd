"""The vocabularies of the graph, and the names of the graphs that articles share."""

import re
from typing import Final

from pyoxigraph import NamedNode


class Namespace:
    """Terms of one vocabulary: ``KG("actor")`` is the node ``kg:actor``."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._nodes: dict[str, NamedNode] = {}

    def __call__(self, local: str) -> NamedNode:
        """Return the node of a local name; raises ``ValueError`` if that makes no valid IRI."""
        node = self._nodes.get(local)
        if node is None:
            node = self._nodes[local] = NamedNode(self.iri + local)
        return node


DATA: Final = "https://w3id.org/conflict-kg/data/"
"""Where the IRIs of articles and entities live unless the caller says otherwise."""

KG: Final = Namespace("https://w3id.org/conflict-kg/ontology#")
ET: Final = Namespace("https://w3id.org/conflict-kg/event-type/")
NIF: Final = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
SCHEMA: Final = Namespace("https://schema.org/")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
DCTERMS: Final = Namespace("http://purl.org/dc/terms/")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")
WD: Final = Namespace("http://www.wikidata.org/entity/")

ONTOLOGY_GRAPH: Final = NamedNode("https://w3id.org/conflict-kg/ontology")

PREFIXES: Final[dict[str, str]] = {
    "kg": KG.iri,
    "et": ET.iri,
    "art": DATA + "article/",
    "ent": DATA + "entity/",
    "graph": DATA + "graph/",
    "nif": NIF.iri,
    "prov": PROV.iri,
    "schema": SCHEMA.iri,
    "skos": SKOS.iri,
    "dcterms": DCTERMS.iri,
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "owl": OWL.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "xsd": XSD.iri,
    "wd": WD.iri,
    "wdt": "http://www.wikidata.org/prop/direct/",
}
"""Declared for every query, so that users need not."""


def shared_graph(name: str, base: str = DATA) -> NamedNode:
    """The graph ``entities``, ``links`` or ``background`` that all articles of a base share."""
    return NamedNode(f"{base}graph/{name}")


def inferred_graph(base: str = DATA) -> NamedNode:
    """The graph of what follows from the others, which is no part of the union."""
    return NamedNode(f"{base}graph/inferred")


def declared(sparql: str) -> str:
    """The query with the well-known prefixes that it uses and does not declare."""
    used = {
        prefix: iri
        for prefix, iri in PREFIXES.items()
        if re.search(rf"\b{prefix}:", sparql) and not re.search(rf"(?i)\bprefix\s+{prefix}:", sparql)
    }
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in used.items()) + sparql
