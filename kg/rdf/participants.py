"""Who and what an article speaks of as quads: entities, their links, and their parts in facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.rdf import literals
from kg.rdf.names import is_identity
from kg.rdf.namespaces import KG, OWL, RDF, RDFS, SKOS, WD, shared_graph
from kg.rdf.ontology import superclasses
from kg.rdf.text_spans import Node, TextSpans

if TYPE_CHECKING:
    from kg.extraction.report import Argument, Entity, EntityLink, Report


def is_place(cls: str) -> bool:
    """Whether an ontology class is a kind of place."""
    return "Place" in superclasses(cls)


def is_instrument(cls: str) -> bool:
    """Whether an ontology class is a kind of weapon, aircraft or other means."""
    return "Instrument" in superclasses(cls)


class Participants:
    """The nodes of one article's entities, put into facts in the roles that their classes allow."""

    def __init__(self, report: Report, spans: TextSpans, base: str) -> None:
        self.spans = spans
        self.put = spans.put
        self.nodes = spans.names.entities(report.entities)
        self.classes = {entity.id: entity.cls for entity in report.entities}
        self.shared = shared_graph("entities", base)
        self._links = shared_graph("links", base)
        self._scores: dict[tuple[NamedNode, str], tuple[float, str]] = {}

    def entity(self, entity: Entity) -> None:
        """An entity with its class, names, link and mentions: shared if it has a name, else the article's."""
        node = self.nodes[entity.id]
        link = entity.link if is_identity(entity) else None
        shared = entity.named or link is not None
        graph = self.shared if shared else self.spans.names.article
        label = link.label if link is not None else entity.name
        self.put(node, RDF("type"), KG(entity.cls), graph)
        self.put(node, RDFS("label"), literals.text(label), graph)
        for alias in sorted({entity.name, *entity.aliases} - {label}):
            # "the army" refers to it in this article, as its mentions show, but is no name to find it by.
            if not shared or any(c.isupper() for c in alias):
                self.put(node, SKOS("altLabel"), literals.text(alias), graph)
        if link is not None:
            self.link(node, link)
        for span in entity.mentions:
            self.spans.mention(span, node)

    def link(self, node: NamedNode, link: EntityLink) -> None:
        """``owl:sameAs`` is shared; how sure this article's reading of the name is stays with the article."""
        self.put(node, OWL("sameAs"), WD(link.qid), self._links)
        choices = [(link.qid, link.score, link.method)]
        choices += [(qid, score, "alternative") for qid, score in link.alternatives if qid != link.qid]
        for qid, score, method in choices:
            # One node may stand for two readings in an article, a state that acts and a country: the surer
            # of their links is kept.
            if score > self._scores.get((node, qid), (-1.0, ""))[0]:
                self._scores[node, qid] = (score, method)

    def candidates(self) -> None:
        """For each item that an entity was linked to, or might have been, how sure that is and why."""
        for (node, qid), (score, method) in self._scores.items():
            self._candidate(node, qid, score, method)

    def _candidate(self, node: NamedNode, qid: str, score: float, method: str) -> None:
        own = self.spans.names.local(f"link-{node.value.rpartition('/')[2].rpartition('#')[2]}-{qid}")
        self.put(own, RDF("type"), KG("EntityLink"))
        self.put(own, KG("entity"), node)
        self.put(own, KG("target"), WD(qid))
        self.put(own, KG("score"), literals.decimal(score))
        self.put(own, KG("method"), literals.text(method))

    def actors(self, arguments: Sequence[Argument]) -> list[NamedNode]:
        """Nodes of the fillers that can act; a country in such a role acts as a state."""
        nodes = []
        for argument in arguments:
            cls = self.classes[argument.entity]
            if cls == "Country":
                self.put(self.nodes[argument.entity], RDF("type"), KG("State"), self.shared)
            elif is_place(cls) or is_instrument(cls):
                continue
            nodes.append(self.nodes[argument.entity])
        return nodes

    def role(self, fact: Node, name: str, arguments: Sequence[Argument]) -> list[NamedNode]:
        """Put those who can act into a role of a fact, and return their nodes."""
        nodes = self.actors(arguments)
        for node in nodes:
            self.put(fact, KG(name), node)
        for argument in arguments:
            self.spans.mention(argument.span, self.nodes[argument.entity])
        return nodes

    def places(self, fact: Node, arguments: Sequence[Argument]) -> None:
        """Put those that are places where a fact happened; a state in such a role is its country."""
        for argument in arguments:
            cls = self.classes[argument.entity]
            if cls == "State":
                self.put(self.nodes[argument.entity], RDF("type"), KG("Country"), self.shared)
            elif not is_place(cls):
                continue
            self.thing(fact, "location", argument)

    def thing(self, fact: Node, name: str, argument: Argument) -> None:
        """Put one into a role of a fact, whatever it is."""
        self.put(fact, KG(name), self.nodes[argument.entity])
        self.spans.mention(argument.span, self.nodes[argument.entity])
