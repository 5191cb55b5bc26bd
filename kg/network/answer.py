"""The answer of a query as a network.

Where its rows name facts (events, statements, agreements, relations), those facts with their evidence are
shown; else two columns are taken for the ends of lines, or the triples of a CONSTRUCT for lines.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from kg.errors import KgError
from kg.network.data import Where, page_data
from kg.network.facts import Fact, Facts, Thing
from kg.network.projection import Joining, Projection
from kg.network.reading import read_facts, read_things
from kg.rdf.namespaces import RDF, RDFS
from kg.store import Store
from kg.store.dataset import Result
from kg.store.solutions import Rows, Term

_ENDS = (("actor", "recipient"), ("speaker", "addressee"), ("speaker", "body"), ("subject", "object"),
         ("one", "other"), ("source", "actor"), ("obligor", "beneficiary"))  # fmt: skip
"""Columns of the saved queries that hold the ends of lines."""

_NAMES = {RDFS("label").value, RDF("type").value}

Line = tuple[str, str, str, dict[str, str]]
"""From, to, what joins them, and what else the row says."""


def answer_data(
    store: Store, result: Result, *, title: str, where: Where | None = None, limit: int = 80
) -> dict[str, Any]:
    """Return what the page of a query's raw result holds.

    Raises ``KgError`` where the answer has no two columns of nodes, or is empty.
    """
    if isinstance(result, QueryBoolean):
        raise KgError("This query answers yes or no, which is no network.")
    labels: dict[str, str] = {}
    if isinstance(result, QuerySolutions):
        rows = Rows.of(result)
        facts = read_facts(store, only=_named(rows))
        if facts.facts:
            return page_data(facts, where=where, limit=limit, title=title)
        lines = list(_of_rows(store, rows))
    else:
        lines = list(_of_triples(result, labels))
    if not lines:
        raise KgError("The answer is empty: there is no network to show.")
    found = _as_facts(store, lines, labels)
    return page_data(found, where=where, limit=limit, title=title, lenses={"answer": project_answer})


def project_answer(facts: Facts) -> Projection:
    """Join the ends of each line of an answer."""
    joining = Joining(facts)
    for number, fact in enumerate(facts.facts):
        joining.join(fact.roles["actor"][0], fact.roles["recipient"][0], fact.type or fact.cls, number)
    return joining.projection()


def _named(rows: Rows) -> list[str]:
    """IRIs of what articles state, which are named within an article."""
    found = (term.value for row in rows.terms for term in row if isinstance(term, NamedNode))
    return list(dict.fromkeys(iri for iri in found if "#" in iri and "/article/" in iri))


def _of_rows(store: Store, rows: Rows) -> Iterator[Line]:
    one, other = _columns(rows)
    meant = _meant(store, [row[column] for row in rows.terms for column in (one, other)])
    kind = next((n for n in range(one + 1, other) if n not in (one, other)), None)
    for terms in rows.terms:
        start, end = terms[one], terms[other]
        if start is None or end is None:
            continue
        rest = {
            name: _text(term)
            for number, (name, term) in enumerate(zip(rows.variables, terms, strict=True))
            if number not in (one, other, kind) and term is not None
        }
        joined = terms[kind] if kind is not None else None
        yield (
            meant.get(start, _text(start)),
            meant.get(end, _text(end)),
            _text(joined) if joined else "joined",
            rest,
        )


def _meant(store: Store, terms: Iterable[Term | None]) -> dict[Term, str]:
    """IRIs of the names that only one thing of the store has."""
    names = [str(term) for term in dict.fromkeys(terms) if isinstance(term, Literal)]
    found: dict[Term, set[str]] = defaultdict(set)
    query = f"SELECT ?name ?thing {{ VALUES ?name {{ {' '.join(names)} }} ?thing rdfs:label ?name }}"
    result = store.run(query)
    assert isinstance(result, QuerySolutions)
    for row in result:
        found[row["name"]].add(row["thing"].value)
    return {name: things.pop() for name, things in found.items() if len(things) == 1}


def _columns(rows: Rows) -> tuple[int, int]:
    names = rows.variables
    for pair in _ENDS:
        if set(pair) <= set(names):
            return names.index(pair[0]), names.index(pair[1])
    nodes = [
        number
        for number in range(len(names))
        if rows.terms and all(isinstance(row[number], NamedNode | BlankNode | None) for row in rows.terms)
    ]
    if len(nodes) < 2:
        raise KgError(f"No two of the columns {', '.join(names)} hold nodes, such as actor and recipient.")
    return nodes[0], nodes[1]


def _of_triples(triples: QueryTriples, labels: dict[str, str]) -> Iterator[Line]:
    for triple in triples:
        subject, kind, target = _text(triple.subject), triple.predicate.value, triple.object
        if kind == RDFS("label").value:
            labels[subject] = _text(target)
        if kind not in _NAMES and isinstance(target, NamedNode | BlankNode):
            yield subject, _text(target), kind, {}


def _text(term: Term) -> str:
    return str(term) if isinstance(term, BlankNode) else str(getattr(term, "value", term))


def _local(name: str) -> str:
    """What a reader takes for the name of an IRI."""
    return name.rstrip("/").replace("#", "/").rsplit("/", 1)[-1] if "://" in name else name


def _as_facts(store: Store, lines: list[Line], labels: Mapping[str, str]) -> Facts:
    ends = dict.fromkeys(end for line in lines for end in line[:2])
    known = read_things(store, [end for end in ends if end.startswith(("http://", "https://"))])
    things = {end: known.get(end) or Thing(end, labels.get(end) or _local(end), ("Thing",)) for end in ends}
    facts = tuple(
        Fact(
            f"answer#{number}",
            "answer",
            "Line",
            _local(kind),
            "answer",
            type=_local(kind),
            roles={"actor": (one,), "recipient": (other,)},
            words=rest,
        )
        for number, (one, other, kind, rest) in enumerate(lines)
    )
    return Facts(things=things, texts={}, facts=facts, marks={})
