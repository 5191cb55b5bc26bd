"""What is known of linked entities from elsewhere, in a graph apart from what articles say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import NamedNode, Quad

from kg.rdf import literals
from kg.rdf.names import Names, is_identity
from kg.rdf.namespaces import KG, OWL, RDF, RDFS, WD, shared_graph

if TYPE_CHECKING:
    from kg.extraction.report import Report


class ItemFacts(Protocol):
    """What a knowledge base says of one item."""

    @property
    def label(self) -> str:
        """The item's name."""

    @property
    def country(self) -> str | None:
        """QID of the country that it belongs to or lies in."""


Knowledge = Callable[[str], ItemFacts | None]
"""From a QID to its facts, where they are known."""

_OWN_COUNTRY = frozenset({"Country", "State", "Person", "InternationalOrganization"})
"""Classes whose members are a country, belong to several, or changed it: too little to say by one QID."""


def background_quads(
    report: Report, names: Names, nodes: Mapping[str, NamedNode], knowledge: Knowledge
) -> Iterator[Quad]:
    """Yield the country of each linked entity that has one."""
    entities, links = shared_graph("entities", names.base), shared_graph("links", names.base)
    for entity in report.entities:
        if entity.link is None or entity.cls in _OWN_COUNTRY:
            continue
        facts = knowledge(entity.link.qid)
        qid = (facts.country if facts else None) if is_identity(entity) else entity.link.qid
        country = knowledge(qid) if qid else None
        if qid is None or country is None or (is_identity(entity) and qid == entity.link.qid):
            continue
        node = names.shared(country.label, "Country", qid)
        yield Quad(nodes[entity.id], KG("country"), node, shared_graph("background", names.base))
        yield Quad(node, RDF("type"), KG("Country"), entities)
        yield Quad(node, RDFS("label"), literals.text(country.label), entities)
        yield Quad(node, OWL("sameAs"), WD(qid), links)
