"""What a query joins: the query as it is asked, its patterns in order, and how much matches each alone.

Engines choose the order of joins themselves; a pattern that matches much, with nothing before it that narrows
it, is where time goes.
"""

import re
from collections.abc import Iterable, Iterator

from rdflib import Variable
from rdflib.paths import Path
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, Node

from kg.errors import KgError
from kg.rdf.namespaces import PREFIXES
from kg.store.dataset import Store

_IRI = re.compile(r"<([^<>]*)>")
_COUNTED = 1_000_000
"""Matches of one pattern that are counted at most."""

_HEADS = {
    "Distinct": "DISTINCT",
    "Reduced": "REDUCED",
    "OrderBy": "ORDER BY",
    "Group": "GROUP BY",
    "AskQuery": "ASK",
    "ConstructQuery": "CONSTRUCT",
    "DescribeQuery": "DESCRIBE",
}
_STEPS = {"Minus": "MINUS", "Union": "UNION"}


def explain(store: Store, sparql: str) -> str:
    """Explain a query whose parameters are bound; raises ``KgError`` where it is malformed."""
    store.run(sparql)  # an answer is made as it is read, so this costs little and finds what is malformed
    try:
        algebra = prepareQuery(sparql, initNs=PREFIXES).algebra
    except Exception as error:  # rdflib knows SPARQL 1.1 only, and raises what its parser happens to raise
        raise KgError(f"The query is valid, but cannot be explained ({error}).") from None
    return "\n".join([sparql.strip(), "", "   matches  pattern", *_Explained(store).lines(algebra, 0)])


class _Explained:
    def __init__(self, store: Store) -> None:
        self.store = store

    def lines(self, node: CompValue, depth: int, graph: Node | None = None) -> Iterator[str]:
        name = node.name
        if name == "BGP":
            for triple in node.triples:
                yield self.pattern(triple, depth, graph)
        elif name == "LeftJoin":
            yield from self.lines(node.p1, depth, graph)
            yield _line("OPTIONAL", depth)
            yield from self.lines(node.p2, depth + 1, graph)
        elif name in _STEPS:
            inner = depth + (name == "Union")
            yield from self.lines(node.p1, inner, graph)
            yield _line(_STEPS[name], depth)
            yield from self.lines(node.p2, depth + 1, graph)
        elif name == "Join":
            yield from self.lines(node.p1, depth, graph)
            yield from self.lines(node.p2, depth, graph)
        elif name == "Graph":
            yield _line(f"GRAPH {_term(node.term)}", depth)
            yield from self.lines(node.p, depth + 1, node.term)
        elif name == "ServiceGraphPattern":
            yield _line(f"SERVICE {_term(node.term)}", depth)
        elif name == "ToMultiSet" and node.p.name == "values":
            variables = sorted({f"?{key}" for row in node.p.res for key in row})
            yield _line(f"VALUES {' '.join(variables)}: {len(node.p.res)}", depth)
        elif name == "ToMultiSet":
            yield _line("SELECT", depth)
            yield from self.lines(node.p, depth + 1, graph)
        elif name in ("Filter", "Extend"):
            yield from self.lines(node.p, depth, graph)
            step = f"BIND ?{node.var}" if name == "Extend" else f"FILTER on {_variables(node.expr)}"
            yield _line(step, depth)
        else:
            if name == "Slice":
                yield _line(f"LIMIT {node.length}", depth)
            elif name in _HEADS:
                yield _line(_HEADS[name], depth)
            if isinstance(node.p, CompValue):
                yield from self.lines(node.p, depth + (name in _HEADS), graph)

    def pattern(self, triple: tuple[Node, Node | Path, Node], depth: int, graph: Node | None) -> str:
        words = " ".join(_term(part) for part in triple)
        if isinstance(triple[1], Path):
            return _line(words, depth)
        full = " ".join(part.n3() for part in triple)
        if graph is not None:
            full = f"GRAPH {graph.n3()} {{ {full} }}"
        counting = f"SELECT (COUNT(*) AS ?matches) {{ SELECT * {{ {full} }} LIMIT {_COUNTED} }}"
        number = int(str(self.store.query(counting)[0]["matches"]))
        return _line(words, depth, f"{'≥ ' if number == _COUNTED else ''}{number:,}")


def _line(words: str, depth: int, number: str = "") -> str:
    return f"{number:>10}  {'  ' * depth}{words}"


def _term(term: object) -> str:
    if isinstance(term, BNode):
        return f"_:{term[:6]}"
    return _IRI.sub(_short, term.n3() if hasattr(term, "n3") else str(term))


def _short(iri: re.Match[str]) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri[1].startswith(namespace):
            return f"{prefix}:{iri[1].removeprefix(namespace)}"
    return iri[0]


def _variables(expression: object) -> str:
    return " ".join(dict.fromkeys(_found(expression)))


def _found(expression: object) -> Iterator[str]:
    if isinstance(expression, Variable):
        yield f"?{expression}"
    elif isinstance(expression, CompValue):
        for key, value in expression.items():
            if key not in ("_vars", "graph"):
                yield from _found(value)
    elif isinstance(expression, Iterable) and not isinstance(expression, str):
        for value in expression:
            yield from _found(value)
