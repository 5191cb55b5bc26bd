"""What follows from the facts by the ontology: the rules of OWL RL that its axioms need, as SPARQL."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple

from kg.rdf.namespaces import KG, PREFIXES
from kg.reasoning.ontology import ontology_path

_RULES = Path(__file__).parent / "rules"


@cache
def _rules() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted(_RULES.glob("*.rq")))


def infer(facts: Iterable[Triple]) -> list[Triple]:
    """The triples that follow from these by the ontology and are not among them, in a fixed order.

    Classes above, properties above, inverses, symmetry, transitivity and property chains are followed until
    nothing new comes. No rule makes an event actual: what follows from a planned or a denied one stays with
    its node.
    """
    store = Store()
    store.load(path=ontology_path("conflict-kg.ttl"), format=RdfFormat.TURTLE)
    new = set(facts)
    known = {quad.triple for quad in store} | new
    inferred: set[Triple] = set()
    while new:
        store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in new)
        new = {triple for rule in _rules() for triple in _construct(store, rule)} - known
        known |= new
        inferred |= new
    return sorted((triple for triple in inferred if not _of_ontology(triple)), key=str)


def _of_ontology(triple: Triple) -> bool:
    return isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(KG.iri)


def _construct(store: Store, rule: str) -> QueryTriples:
    found = store.query(rule, prefixes=PREFIXES)
    if not isinstance(found, QueryTriples):
        raise TypeError("a rule must be a CONSTRUCT")
    return found
