"""What must change in a store so that an article is in it, replaced or gone, whole.

The store keeps a union: every triple of a named graph stands once more in the default graph, so that
queries need not compute it. A triple leaves the default graph only with the last named graph that holds it.
What articles share goes when no article mentions it any more. What follows from the facts (``kg reason``) is
no part of the union.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.rdf.namespaces import KG, NIF, RDFS, SKOS, inferred_graph, shared_graph

DEFAULT = DefaultGraph()

Node = NamedNode | BlankNode | Triple
Object = NamedNode | BlankNode | Literal | Triple
Graph = NamedNode | BlankNode | DefaultGraph

_LABEL, _ALIAS = RDFS("label"), SKOS("altLabel")
_REFERS, _ANCHOR = KG("refersTo"), NIF("anchorOf")


class Quads(Protocol):
    """Anything that finds quads by pattern; ``None`` matches all."""

    def match(
        self, subject: Node | None, predicate: NamedNode | None, object: Object | None, graph: Graph | None
    ) -> Iterator[Quad]:
        """Yield the quads that fit."""


@dataclass(frozen=True, slots=True)
class Change:
    """Quads to delete and to insert, as one transaction; those of the default graph included."""

    delete: Sequence[Quad]
    insert: Sequence[Quad]

    def __bool__(self) -> bool:
        return bool(self.delete or self.insert)


def in_graph(triple: Triple, graph: Graph) -> Quad:
    """The triple as a quad of a graph."""
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def article_change(store: Quads, article: NamedNode, quads: Iterable[Quad], base: str) -> Change:
    """What turns the store into one where ``article`` says exactly ``quads``; none at all removes it."""
    return _Planner(store, article, base).plan(quads)


class _Planner:
    def __init__(self, store: Quads, article: NamedNode, base: str) -> None:
        self.store = store
        self.article = article
        self.entities = shared_graph("entities", base)
        self.links = shared_graph("links", base)
        self.outside: set[Graph] = {DEFAULT, inferred_graph(base)}
        self.shared = {self.entities, self.links, shared_graph("background", base)}
        self.delete: dict[Quad, None] = {}
        self.insert: dict[Quad, None] = {}

    def plan(self, quads: Iterable[Quad]) -> Change:
        wanted = dict.fromkeys(quads)
        present = dict.fromkeys(self.store.match(None, None, None, self.article))
        for quad in wanted:
            if quad.graph_name == self.article:
                if quad not in present:
                    self.insert[quad] = None
            elif not self.has(quad):
                self.insert[quad] = None
        self.delete.update((quad, None) for quad in present if quad not in wanted)
        self.settle_labels()
        self.drop_orphans(wanted)
        return mirrored(self.store, self.delete, self.insert, self.outside)

    def has(self, quad: Quad) -> bool:
        return any(self.store.match(quad.subject, quad.predicate, quad.object, quad.graph_name))

    def remaining(
        self, subject: Node | None, predicate: NamedNode | None, object: Object | None, graph: Graph | None
    ) -> Iterator[Quad]:
        """Quads of the store as it will be, the article's own new ones left out."""
        return (q for q in self.store.match(subject, predicate, object, graph) if q not in self.delete)

    def settle_labels(self) -> None:
        """Give an entity one label, whatever order articles come in; other spellings are aliases."""
        for quad in [q for q in self.insert if q.graph_name == self.entities and q.predicate == _LABEL]:
            for other in list(self.remaining(quad.subject, _LABEL, None, self.entities)):
                loser = max((quad, other), key=_label_order)
                alias = Quad(quad.subject, _ALIAS, loser.object, self.entities)
                if loser is quad:
                    self.insert.pop(quad, None)
                else:
                    self.delete[other] = None
                if not self.has(alias):
                    self.insert[alias] = None

    def drop_orphans(self, wanted: dict[Quad, None]) -> None:
        """Delete shared things that nothing speaks of any more, and aliases that no text holds any more."""
        kept = {quad.object for quad in wanted} | {quad.subject for quad in wanted}
        queue = list(
            dict.fromkeys(
                quad.object
                for quad in self.delete
                if isinstance(quad.object, NamedNode) and quad.object not in kept
            )
        )
        while queue:
            node = queue.pop()
            facts = [q for q in self.remaining(node, None, None, None) if q.graph_name in self.shared]
            if not facts:
                continue
            if self.spoken_of(node):
                self.drop_aliases(node, facts)
                continue
            self.delete.update((fact, None) for fact in facts)
            queue += [fact.object for fact in facts if isinstance(fact.object, NamedNode)]

    def spoken_of(self, node: NamedNode) -> bool:
        return any(
            quad.graph_name not in self.outside and quad.graph_name != self.links
            for quad in self.remaining(None, None, node, None)
        )

    def drop_aliases(self, node: NamedNode, facts: Sequence[Quad]) -> None:
        aliases = {q for q in facts if q.predicate == _ALIAS}
        for mention in self.remaining(None, _REFERS, node, DEFAULT):
            if not aliases:
                return
            if any(q.graph_name != DEFAULT for q in self.remaining(mention.subject, _REFERS, node, None)):
                for anchor in self.store.match(mention.subject, _ANCHOR, None, DEFAULT):
                    aliases -= {q for q in aliases if _holds(_text(anchor.object), _text(q.object))}
        self.delete.update((alias, None) for alias in aliases)


def mirrored(
    store: Quads, delete: Iterable[Quad], insert: Iterable[Quad], outside: Collection[Graph]
) -> Change:
    """A change of named graphs, carried over to the default graph; graphs ``outside`` are no part of it."""
    gone, new = dict.fromkeys(delete), dict.fromkeys(insert)
    kept = {quad.triple: None for quad in new if quad.graph_name not in outside}
    union_gone = {quad.triple: None for quad in gone if quad.graph_name not in outside}
    for triple in [triple for triple in union_gone if triple not in kept]:
        named = store.match(triple.subject, triple.predicate, triple.object, None)
        if not any(quad.graph_name not in outside and quad not in gone for quad in named):
            gone[in_graph(triple, DEFAULT)] = None
    new.update((in_graph(triple, DEFAULT), None) for triple in kept)
    return Change(list(gone), list(new))


def _text(term: Object) -> str:
    return term.value.casefold() if isinstance(term, Literal) else ""


def _holds(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _label_order(quad: Quad) -> tuple[bool, str]:
    words = quad.object.value if isinstance(quad.object, Literal) else ""
    return words.isupper(), words
