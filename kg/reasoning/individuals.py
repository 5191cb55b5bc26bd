"""An article's facts for owlready2: the ontology's classes as Python classes, the facts as individuals."""

import io

import owlready2
from pyoxigraph import RdfFormat, parse, serialize

from kg.rdf.namespaces import KG, NIF
from kg.reasoning.ontology import ontology_path
from kg.store.dataset import Store


def article_ontology(store: Store, article: str) -> owlready2.Ontology:
    """The ontology with what one article says, in a world of owlready2 of its own.

    >>> import kg
    >>> with kg.open_store("kg-store") as store:  # doctest: +SKIP
    ...     onto = article_ontology(store, "us-strike")
    ...     [(strike.label, strike.actor) for strike in onto.Airstrike.instances()]

    Stretches of text are left out. Raises ``UnknownArticleError``.
    """
    facts = {
        quad.triple: None
        for quad in store.facts_of(article)
        if not quad.predicate.value.startswith(NIF.iri) and "#char=" not in str(quad.subject)
    }
    ontology = [quad.triple for quad in parse(path=ontology_path("conflict-kg.ttl"), format=RdfFormat.TURTLE)]
    data = serialize([*ontology, *facts], format=RdfFormat.N_TRIPLES)
    world = owlready2.World()
    return world.get_ontology(KG.iri).load(fileobj=io.BytesIO(data or b""))
