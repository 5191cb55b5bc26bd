"""Each fact of an article as a nanopublication: what it asserts, where that was read, and by what.

After the nanopublication guidelines: four graphs each, none of their triples outside, no blank nodes. They
are not signed; tools such as ``np sign`` of the package ``nanopub`` give them a trusty URI and a signature.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.annotations import flat_triples
from kg.rdf.namespaces import DCTERMS, KG, NIF, OWL, PROV, RDF, RDFS, SCHEMA, XSD, Namespace
from kg.rdf.ontology import superclasses

NP = Namespace("http://www.nanopub.org/nschema#")

_SPAN = ("beginIndex", "endIndex", "anchorOf", "referenceContext")
_ARTICLE = (SCHEMA("headline"), SCHEMA("datePublished"), SCHEMA("publisher"), SCHEMA("url"))
_NAMED_BY = (RDF("type"), RDFS("label"), OWL("sameAs"), KG("factuality"))
"""What is said of others that a fact names: that a planned withdrawal is planned, too."""
_OF_READING = (PROV("wasDerivedFrom"), KG("confidence"))


def nanopublications(
    article: NamedNode, quads: Iterable[Quad], base: str, created: dt.datetime
) -> Iterator[Quad]:
    """Yield the quads of one nanopublication a fact, in the order of the facts' names.

    ``quads`` are the article's own and what is shared of the things it speaks of. A fact that is negated,
    planned or somebody's word says so in its assertion, which then holds no flat triple.
    """
    by_subject: dict[NamedNode, list[Quad]] = defaultdict(list)
    stated: set[object] = set()
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            by_subject[quad.subject].append(quad)
            stated.add(quad.triple)
    for fact in sorted(by_subject, key=lambda node: node.value):
        if fact.value.startswith(f"{article.value}#") and _is_fact(by_subject[fact]):
            own = f"{base}nanopub/{fact.value.removeprefix(f'{base}article/').replace('#', '/')}"
            yield from _Nanopublication(own, fact, article, by_subject, created).quads(stated)


def _is_fact(quads: list[Quad]) -> bool:
    classes = [
        q.object.value for q in quads if q.predicate == RDF("type") and isinstance(q.object, NamedNode)
    ]
    return any("Fact" in superclasses(c.removeprefix(KG.iri)) for c in classes if c.startswith(KG.iri))


def _is_asserted(fact: Mapping[NamedNode, list[NamedNode | Literal]]) -> bool:
    """Whether the article itself presents it as true. Another event may be why a triple is in its graph."""
    told = KG("attributedTo") in fact or KG("unnamedSource") in fact
    return fact.get(KG("factuality"), [KG("Actual")]) == [KG("Actual")] and not told


class _Nanopublication:
    def __init__(
        self,
        iri: str,
        fact: NamedNode,
        article: NamedNode,
        by_subject: dict[NamedNode, list[Quad]],
        created: dt.datetime,
    ) -> None:
        self.this = NamedNode(iri)
        self.head, self.assertion, self.provenance, self.publication = (
            NamedNode(f"{iri}#{part}") for part in ("Head", "assertion", "provenance", "pubinfo")
        )
        self.fact, self.article, self.by_subject, self.created = fact, article, by_subject, created

    def of(self, node: NamedNode, *predicates: NamedNode) -> list[Quad]:
        return [quad for quad in self.by_subject.get(node, ()) if quad.predicate in predicates]

    def quads(self, stated: set[object]) -> Iterator[Quad]:
        found = [*self.heading(), *self.asserted(stated), *self.read(), *self.published()]
        yield from dict.fromkeys(found)

    def heading(self) -> Iterator[Quad]:
        yield Quad(self.this, RDF("type"), NP("Nanopublication"), self.head)
        yield Quad(self.this, NP("hasAssertion"), self.assertion, self.head)
        yield Quad(self.this, NP("hasProvenance"), self.provenance, self.head)
        yield Quad(self.this, NP("hasPublicationInfo"), self.publication, self.head)

    def asserted(self, stated: set[object]) -> Iterator[Quad]:
        values: dict[NamedNode, list[NamedNode | Literal]] = defaultdict(list)
        for quad in self.by_subject[self.fact]:
            if quad.predicate in _OF_READING or not isinstance(quad.object, NamedNode | Literal):
                continue
            values[quad.predicate].append(quad.object)
            yield Quad(self.fact, quad.predicate, quad.object, self.assertion)
            if isinstance(quad.object, NamedNode):
                for named in self.of(quad.object, *_NAMED_BY):
                    yield Quad(named.subject, named.predicate, named.object, self.assertion)
        for triple in flat_triples(values) if _is_asserted(values) else ():
            if triple in stated:
                yield Quad(triple.subject, triple.predicate, triple.object, self.assertion)

    def read(self) -> Iterator[Quad]:
        where = self.provenance
        for evidence in self.of(self.fact, PROV("wasDerivedFrom")):
            yield Quad(self.assertion, PROV("wasDerivedFrom"), evidence.object, where)
            if isinstance(evidence.object, NamedNode):
                for quad in self.of(evidence.object, *map(NIF, _SPAN)):
                    yield Quad(quad.subject, quad.predicate, quad.object, where)
        for confidence in self.of(self.fact, KG("confidence")):
            yield Quad(self.fact, KG("confidence"), confidence.object, where)
        yield Quad(self.assertion, PROV("hadPrimarySource"), self.article, where)
        for quad in self.of(self.article, *_ARTICLE):
            yield Quad(self.article, quad.predicate, quad.object, where)
            if isinstance(quad.object, NamedNode):
                for label in self.of(quad.object, RDFS("label")):
                    yield Quad(label.subject, label.predicate, label.object, where)
        for run in self.of(self.article, PROV("wasGeneratedBy")):
            yield Quad(self.assertion, PROV("wasGeneratedBy"), run.object, where)

    def published(self) -> Iterator[Quad]:
        moment = self.created.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        yield Quad(self.this, DCTERMS("created"), Literal(moment, datatype=XSD("dateTime")), self.publication)
        for label in self.of(self.fact, RDFS("label")):
            yield Quad(self.this, RDFS("label"), label.object, self.publication)
        for run in self.of(self.article, PROV("wasGeneratedBy")):
            yield Quad(self.this, PROV("wasGeneratedBy"), run.object, self.publication)
            if isinstance(run.object, NamedNode):
                for label in self.of(run.object, RDFS("label")):
                    yield Quad(label.subject, label.predicate, label.object, self.publication)
