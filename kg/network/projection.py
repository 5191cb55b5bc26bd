"""From facts to a network of actors: who did what to whom, one edge a pair, kind and standing."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations

import networkx as nx

from kg.network.facts import Fact, Facts

_CERTAIN = {"asserted"}


@dataclass(slots=True)
class Edge:
    """Everything of one kind that one node did to another, or that two did together."""

    source: str
    target: str
    kind: str
    """PLOVER type, agreement role (``party``, ``mediator``), or relation (``memberOf``)."""
    directed: bool
    certain: bool
    """Whether articles assert it themselves; false for what is claimed, planned, denied or unconfirmed."""
    facts: list[int] = field(default_factory=list)
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Projection:
    """Nodes by IRI with how many facts each is in, most involved first, and the edges between them."""

    involvement: dict[str, int]
    edges: tuple[Edge, ...]

    def graph(self, facts: Facts) -> "nx.MultiDiGraph[str]":
        """The network as a networkx graph, with plain attributes for export."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        agreements = {fact.iri: fact for fact in facts.facts if fact.family == "agreement"}
        for iri, count in self.involvement.items():
            thing, agreement = facts.things.get(iri), agreements.get(iri)
            graph.add_node(
                iri,
                label=thing.label if thing else agreement.label if agreement else iri,
                cls=thing.classes[0] if thing else agreement.cls if agreement else "",
                wikidata=(thing.item or "") if thing else "",
                facts=count,
            )
        for edge in self.edges:
            graph.add_edge(
                edge.source,
                edge.target,
                kind=edge.kind,
                directed=edge.directed,
                certain=edge.certain,
                weight=len(edge.facts),
                score=edge.score,
            )
        return graph


def project(facts: Facts) -> Projection:
    """Join the actors of ``facts`` by what they did to each other, and agreements to who made them."""
    edges: dict[tuple[str, str, str, bool, bool], Edge] = {}
    involvement: dict[str, set[int]] = defaultdict(set)
    known = facts.things.keys()

    def join(source: str, target: str, kind: str, number: int, fact: Fact, *, directed: bool) -> None:
        if source == target:
            return
        if not directed and source > target:
            source, target = target, source
        key = (source, target, kind, directed, fact.status in _CERTAIN)
        edge = edges.setdefault(key, Edge(source, target, kind, directed, key[4]))
        edge.facts.append(number)
        edge.score += fact.score
        involvement[source].add(number)
        involvement[target].add(number)

    for number, fact in enumerate(facts.facts):
        roles = {role: [iri for iri in iris if iri in known] for role, iris in fact.roles.items()}
        actors = roles.get("actor") or roles.get("speaker", [])
        others = roles.get("recipient") or roles.get("addressee", []) or roles.get("victim", [])
        match fact.family:
            case "agreement":
                for role in ("party", "signatory", "mediator"):
                    for iri in roles.get(role, []):
                        if role != "signatory" or iri not in roles.get("party", []):
                            join(iri, fact.iri, role, number, fact, directed=True)
            case "relation":
                for subject in actors:
                    for target in others:
                        join(
                            subject,
                            target,
                            fact.words.get("predicate", "related"),
                            number,
                            fact,
                            directed=True,
                        )
            case "event" | "statement" if fact.type:
                for actor in actors:
                    for other in others:
                        join(actor, other, fact.type, number, fact, directed=True)
                if not others:
                    for one, other in combinations(actors, 2):
                        join(one, other, fact.type, number, fact, directed=False)
    for edge in edges.values():
        edge.score = round(edge.score / len(edge.facts), 2)
    ranked = sorted(involvement, key=lambda iri: (-len(involvement[iri]), iri))
    return Projection({iri: len(involvement[iri]) for iri in ranked}, tuple(edges.values()))
