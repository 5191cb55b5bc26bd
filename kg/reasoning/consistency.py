"""Does a graph agree with the ontology? Asked of HermiT, the OWL reasoner in owlready2, which needs Java."""

import io
import shutil
from collections.abc import Iterable
from dataclasses import dataclass

import owlready2
from rdflib import RDF, Graph, Namespace
from rdflib.term import Literal

from kg.reasoning.ontology import ontology_graph

_NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")


class ReasonerUnavailableError(RuntimeError):
    """Java is missing, or the reasoner stopped for a reason other than the graph."""


@dataclass(frozen=True, slots=True)
class Consistency:
    """What the reasoner found."""

    consistent: bool
    """Whether ontology and data can be true together."""
    unsatisfiable: tuple[str, ...] = ()
    """IRIs of classes that can have no member, sorted; known only where all else is consistent."""


def java_available() -> bool:
    """Whether the reasoner can run here."""
    return shutil.which(owlready2.JAVA_EXE) is not None


def check_consistency(graphs: Iterable[Graph] = ()) -> Consistency:
    """Ask whether the ontology, with the facts of these graphs, is free of contradiction.

    Text spans are left out, since no axiom speaks of them. Time grows faster than the number of nodes: about
    two seconds for one article, minutes for thousands of events. Raises :class:`ReasonerUnavailableError`
    without Java.
    """
    if not java_available():
        raise ReasonerUnavailableError("the OWL reasoner needs Java, and there is no java on the PATH")
    world = owlready2.World()
    try:
        merged = io.BytesIO(_merge(graphs).serialize(format="nt", encoding="utf-8"))
        world.get_ontology("https://w3id.org/conflict-kg/ontology#").load(fileobj=merged)
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        return Consistency(True, tuple(sorted(cls.iri for cls in world.inconsistent_classes())))
    except owlready2.OwlReadyInconsistentOntologyError:
        return Consistency(False)
    except owlready2.OwlReadyJavaError as error:
        raise ReasonerUnavailableError(f"the OWL reasoner stopped: {str(error).splitlines()[-1]}") from error
    finally:
        world.close()


def _merge(graphs: Iterable[Graph]) -> Graph:
    merged = Graph()
    merged += ontology_graph()
    for graph in graphs:
        spans = set(graph.subjects(RDF.type, _NIF.OffsetBasedString))
        for s, p, o in graph:
            if s not in spans and o not in spans and not (isinstance(o, Literal) and p == _NIF.isString):
                merged.add((s, p, o))
    return merged
