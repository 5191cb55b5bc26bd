"""SPARQL updates that leave the union of the graphs what it is.

Whatever an update does to named graphs is carried over to the default graph in the same transaction. Data to
insert and delete is known beforehand; of other operations the triples that they may touch are asked for
first. Where that cannot be told (blank nodes) or is very much, the whole union is compared, which takes some
thirty seconds a million quads.
"""

from collections.abc import Iterator
from itertools import groupby, islice

import pyoxigraph as ox

from kg.rdf.namespaces import PREFIXES, inferred_graph
from kg.store.change import DEFAULT, Change, Quads, mirrored
from kg.store.operations import Operation

_MOST = 500_000
"""Triples that are compared one by one, which takes some two kilobytes each; for more, everything is."""


class Updating:
    """Does the operations of one update; ``base_iri`` is what relative IRIs in it are resolved against."""

    def __init__(self, store: ox.Store, quads: Quads, base: str, base_iri: str | None) -> None:
        self.store = store
        self.quads = quads
        self.base_iri = base_iri
        self.outside = inferred_graph(base)

    def steps(self, parts: list[Operation]) -> Iterator[Change | str]:
        """Yield, one after the other, the changes and updates that come to the same and keep the union.

        Each is to be made before the next is asked for.
        """
        for is_data, some in groupby(parts, key=lambda part: part.verb in ("INSERT DATA", "DELETE DATA")):
            if is_data:
                yield self.change(list(some))
            else:
                yield from (f"{part.whole} ;\n{self.repair(part)}" for part in some)

    def change(self, parts: list[Operation]) -> Change:
        """What data comes to: the last word on each quad counts."""
        delete: dict[ox.Quad, None] = {}
        insert: dict[ox.Quad, None] = {}
        for part in parts:
            ours, theirs = (insert, delete) if part.verb == "INSERT DATA" else (delete, insert)
            data = ox.Store()
            words = f"{part.prologue}\nINSERT DATA {{ {part.templates[0]} }}"
            data.update(words, base_iri=self.base_iri, prefixes=PREFIXES)
            for quad in data:
                theirs.pop(quad, None)
                ours[quad] = None
        return mirrored(self.quads, delete, insert, {DEFAULT, self.outside})

    def repair(self, part: Operation) -> str:
        """What is to be done after an operation that is no data."""
        if part.verb == "CREATE" or "ALL" in part.targets:
            return ""
        if part.targets == ("NAMED",):
            return "CLEAR DEFAULT"
        old, new = self.touched(part, added=False), self.touched(part, added=True)
        stated = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != {self.outside})"
        if old is None or new is None:
            return (
                f"DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER NOT EXISTS {{ {stated} }} }} ;\n"
                f"INSERT {{ ?s ?p ?o }} WHERE {{ {stated} FILTER NOT EXISTS {{ ?s ?p ?o }} }}"
            )
        return (
            f"DELETE {{ ?s ?p ?o }} WHERE {{ {_values(old)} FILTER NOT EXISTS {{ {stated} }} }} ;\n"
            f"INSERT {{ ?s ?p ?o }} WHERE {{ {_values(new)} FILTER EXISTS {{ {stated} }} }}"
        )

    def touched(self, part: Operation, *, added: bool) -> list[ox.Triple] | None:
        """The triples that it may insert, or delete; ``None`` where that cannot be told."""
        found: dict[ox.Triple, None] = {}
        try:
            for triples in self._asked(part, added):
                found |= dict.fromkeys(islice(triples, _MOST + 1))
        except (SyntaxError, ValueError):  # a template that no CONSTRUCT can have
            return None
        if len(found) > _MOST or any(_is_open(triple) for triple in found):
            return None
        return list(found)

    def _asked(self, part: Operation, added: bool) -> Iterator[ox.QueryTriples]:
        if part.targets:
            for target in part.targets if not (added and part.verb in ("CLEAR", "DROP")) else ():
                graph = None if target == "DEFAULT" else self._term(part, target)
                if graph not in (None, self.outside):
                    pattern = f"GRAPH {graph} {{ ?s ?p ?o }}"
                    yield self._construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}")
        elif template := part.triples(added=added):
            default = self._term(part, part.graph) if part.graph and not part.using else None
            query = f"{part.prologue}\nCONSTRUCT {{ {template} }} {part.dataset} WHERE {part.where}"
            yield self._construct(query, default)

    def _construct(self, query: str, default: ox.NamedNode | None = None) -> ox.QueryTriples:
        found = self.store.query(query, base_iri=self.base_iri, prefixes=PREFIXES, default_graph=default)
        assert isinstance(found, ox.QueryTriples)
        return found

    def _term(self, part: Operation, words: str) -> ox.NamedNode:
        """The IRI of a graph, however it is written."""
        query = f"{part.prologue}\nSELECT ?graph {{ VALUES ?graph {{ {words} }} }}"
        found = self.store.query(query, base_iri=self.base_iri, prefixes=PREFIXES)
        assert isinstance(found, ox.QuerySolutions)
        graph = next(iter(found))["graph"]
        assert isinstance(graph, ox.NamedNode)
        return graph


def _values(triples: list[ox.Triple]) -> str:
    rows = " ".join(f"({triple.subject} {triple.predicate} {triple.object})" for triple in triples)
    return f"VALUES (?s ?p ?o) {{ {rows} }}"


def _is_open(triple: ox.Triple) -> bool:
    """Whether it holds what means another thing in another query."""
    terms = (triple.subject, triple.object)
    return any(isinstance(term, ox.BlankNode | ox.Triple) for term in terms)
