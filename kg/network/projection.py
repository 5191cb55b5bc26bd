"""From facts to a network of actors: who did what to whom, one edge a pair, kind and standing."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations, product

import networkx as nx

from kg.network.facts import Facts

_CERTAIN = {"asserted"}
_RECIPROCAL = {"Clash"}
"""Hostile acts whose actors do them to each other; in all others they act side by side."""


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
    at: bool = False
    """Whether the target is where it was done, no recipient being named."""
    facts: list[int] = field(default_factory=list)
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Projection:
    """Nodes by IRI with how many facts each is in, most involved first, and the edges between them."""

    involvement: dict[str, int]
    edges: tuple[Edge, ...]
    bystanders: frozenset[str] = frozenset()
    """Nodes joined by nothing but a standing relation or an act at an unnamed place; they come last."""

    def graph(self, facts: Facts) -> "nx.MultiDiGraph[str]":
        """The network as a networkx graph, with plain attributes for export."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        others = {fact.iri: fact for fact in facts.facts if fact.family in ("event", "agreement")}
        for iri, count in self.involvement.items():
            thing, other = facts.things.get(iri), others.get(iri)
            graph.add_node(
                iri,
                label=thing.label if thing else other.label if other else iri,
                cls=thing.classes[0] if thing else other.cls if other else "",
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
                at=edge.at,
                weight=len(edge.facts),
                score=edge.score,
            )
        return graph


class Joining:
    """Gathers edges between the actors, places, agreements and events of ``facts``."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._nodes = facts.things.keys() | {f.iri for f in facts.facts if f.family in ("event", "agreement")}
        self._edges: dict[tuple[str, str, str, bool, bool, bool], Edge] = {}
        self._involvement: dict[str, set[int]] = defaultdict(set)
        self._acting: set[str] = set()

    def join(
        self, source: str, target: str, kind: str, number: int, *, directed: bool = True, at: bool = False
    ) -> None:
        """Join two nodes by the fact of that number; nodes that are nowhere described are left out."""
        if source == target or source not in self._nodes or target not in self._nodes:
            return
        if not directed and source > target:
            source, target = target, source
        fact = self._facts.facts[number]
        certain = fact.status in _CERTAIN
        key = (source, target, kind, directed, certain, at)
        edge = self._edges.setdefault(key, Edge(source, target, kind, directed, certain, at))
        if number in edge.facts:
            return
        edge.facts.append(number)
        edge.score += fact.score
        for node in (source, target):
            self._involvement[node].add(number)
            if fact.family != "relation" and not (at and self._facts.things[target].unnamed):
                self._acting.add(node)

    def projection(self) -> Projection:
        """What has been joined."""
        for edge in self._edges.values():
            edge.score = round(edge.score / len(edge.facts), 2)
        involvement = self._involvement
        ranked = sorted(involvement, key=lambda iri: (iri not in self._acting, -len(involvement[iri]), iri))
        return Projection(
            involvement={iri: len(involvement[iri]) for iri in ranked},
            edges=tuple(self._edges.values()),
            bystanders=frozenset(involvement.keys() - self._acting),
        )


def project(facts: Facts) -> Projection:
    """Join the actors of ``facts`` by what they did to each other, and agreements to who made them.

    An act without a named recipient joins its actor to the place where it was done.
    """
    joining = Joining(facts)
    join = joining.join
    for number, fact in enumerate(facts.facts):
        roles = {role: [iri for iri in iris if iri in facts.things] for role, iris in fact.roles.items()}
        actors = roles.get("actor") or roles.get("speaker", [])
        others = roles.get("recipient") or roles.get("addressee", []) or roles.get("victim", [])
        match fact.family:
            case "agreement":
                for role in ("party", "signatory", "mediator"):
                    for iri in roles.get(role, []):
                        if role != "signatory" or iri not in roles.get("party", []):
                            join(iri, fact.iri, role, number)
            case "relation":
                for subject, other in product(actors, others):
                    join(subject, other, fact.words.get("predicate", "related"), number)
            case "event" | "statement" if fact.type:
                for actor, other in product(actors, others):
                    join(actor, other, fact.type, number)
                if others:
                    continue
                if len(actors) > 1 and (fact.score >= 0 or fact.cls in _RECIPROCAL):
                    for one, other in combinations(actors, 2):
                        join(one, other, fact.type, number, directed=False)
                elif fact.family == "event":
                    for actor, place in product(actors, roles.get("location", [])):
                        join(actor, place, fact.type, number, at=True)
    return joining.projection()
