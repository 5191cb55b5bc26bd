"""What is known of linked entities from elsewhere, in a graph apart from what articles say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import NamedNode, Quad

from kg.rdf import literals
from kg.rdf.names import Names, is_identity
from kg.rdf.namespaces import DCTERMS, KG, OWL, RDF, RDFS, SCHEMA, SKOS, WD, shared_graph
from kg.rdf.ontology import superclasses

if TYPE_CHECKING:
    from kg.extraction.report import Report


class ItemFacts(Protocol):
    """What a knowledge base says of one item."""

    @property
    def label(self) -> str:
        """The item's name."""

    @property
    def cls(self) -> str:
        """The class of the ontology that fits it."""

    @property
    def description(self) -> str | None:
        """A few words on what it is, in English."""

    @property
    def country(self) -> str | None:
        """QID of the country that it belongs to or lies in."""

    @property
    def lat(self) -> float | None:
        """Latitude in degrees, WGS 84."""

    @property
    def lon(self) -> float | None:
        """Longitude in degrees, WGS 84."""

    @property
    def organizations(self) -> tuple[str, ...]:
        """QIDs of the alliances and unions that it, a country, is a member of."""


Knowledge = Callable[[str], ItemFacts | None]
"""From a QID to its facts, where they are known."""

_OWN_COUNTRY = frozenset({"Country", "State", "Person", "InternationalOrganization"})
"""Classes whose members are a country, belong to several, or changed it: too little to say by one QID."""

_ALLIANCE = "InternationalOrganization"


def background_quads(
    report: Report, names: Names, nodes: Mapping[str, NamedNode], knowledge: Knowledge
) -> Iterator[Quad]:
    """Yield what is known of each linked entity: label, class, description, coordinates, country, and the
    organizations that countries are members of, each with the item that it was taken from."""
    graph = _Background(names, knowledge)
    for entity in report.entities:
        if entity.link is None:
            continue
        facts, node = knowledge(entity.link.qid), nodes[entity.id]
        if not is_identity(entity):
            # "Kabul" that is a government: the item found is its country.
            yield from graph.country(node, entity.link.qid)
        elif facts is not None:
            yield from graph.facts(node, entity.link.qid, facts)
            if entity.cls not in _OWN_COUNTRY and facts.country not in {None, entity.link.qid}:
                yield from graph.country(node, facts.country)


class _Background:
    def __init__(self, names: Names, knowledge: Knowledge) -> None:
        self.names = names
        self.knowledge = knowledge
        self.graph = shared_graph("background", names.base)
        self.entities = shared_graph("entities", names.base)
        self.links = shared_graph("links", names.base)

    def facts(self, node: NamedNode, qid: str, facts: ItemFacts) -> Iterator[Quad]:
        yield Quad(node, DCTERMS("source"), WD(qid), self.graph)
        yield Quad(node, SKOS("prefLabel"), literals.english(facts.label), self.graph)
        if facts.cls != "Other":
            yield Quad(node, SCHEMA("additionalType"), KG(facts.cls), self.graph)
        if facts.description:
            yield Quad(node, SCHEMA("description"), literals.english(facts.description), self.graph)
        if facts.lat is not None and facts.lon is not None and "Place" in superclasses(facts.cls):
            yield Quad(node, SCHEMA("latitude"), literals.decimal(facts.lat), self.graph)
            yield Quad(node, SCHEMA("longitude"), literals.decimal(facts.lon), self.graph)
        for organization in facts.organizations:
            yield from self.membership(node, organization)

    def country(self, node: NamedNode, qid: str | None) -> Iterator[Quad]:
        facts = self.knowledge(qid) if qid else None
        if qid is None or facts is None:
            return
        country = self.names.shared(facts.label, "Country", qid)
        yield Quad(node, KG("country"), country, self.graph)
        yield from self.named(country, "Country", qid, facts)
        yield from self.facts(country, qid, facts)

    def membership(self, node: NamedNode, qid: str) -> Iterator[Quad]:
        facts = self.knowledge(qid)
        if facts is None:
            return
        organization = self.names.shared(facts.label, _ALLIANCE, qid)
        yield Quad(node, KG("memberOf"), organization, self.graph)
        yield from self.named(organization, _ALLIANCE, qid, facts)
        yield from self.facts(organization, qid, facts)

    def named(self, node: NamedNode, cls: str, qid: str, facts: ItemFacts) -> Iterator[Quad]:
        yield Quad(node, RDF("type"), KG(cls), self.entities)
        yield Quad(node, RDFS("label"), literals.text(facts.label), self.entities)
        yield Quad(node, OWL("sameAs"), WD(qid), self.links)
