"""What is meant by the names that people give: entities by name, QID or IRI, articles by id or address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.errors import KgError
from kg.rdf.names import article_iri
from kg.rdf.namespaces import SCHEMA, WD, shared_graph
from kg.store.binding import bind_text
from kg.store.errors import UnknownArticleError

if TYPE_CHECKING:
    from kg.store.dataset import Store

_QID = re.compile(r"Q[1-9][0-9]*")
_NAMED = """
SELECT DISTINCT ?node WHERE {
  VALUES ?name { UNDEF }
  GRAPH ?graph { ?node rdfs:label|skos:altLabel ?name }
} ORDER BY ?node
"""
_NAMED_IN_ANY_CASE = """
SELECT DISTINCT ?node WHERE {
  GRAPH ?graph {
    VALUES ?name { UNDEF }
    { ?node rdfs:label ?label } UNION { ?node skos:altLabel ?label }
    FILTER(LCASE(STR(?label)) = ?name)
  }
} ORDER BY ?node
"""


def entities_called(store: Store, name: str) -> list[NamedNode]:
    """The entities that a label or alias, an IRI or a QID means; raises ``KgError``.

    Where nothing is spelt so, capitals and small letters count alike.
    """
    if name.startswith(("http://", "https://")):
        return [_iri(name)]
    found: list[object]
    if _QID.fullmatch(name):
        found = [q.subject for q in store.match(None, None, WD(name), shared_graph("links", store.base))]
    else:
        found = _nodes(store, _NAMED, name) or _nodes(store, _NAMED_IN_ANY_CASE, name.lower())
    nodes = [node for node in found if isinstance(node, NamedNode)]
    entities = [node for node in nodes if node.value.startswith(store.base + "entity/")] or nodes
    if not entities:
        raise KgError(f"Nothing in the graph is called {name!r}; `kg query entities` lists what it knows.")
    return entities


def article_called(store: Store, name: str) -> NamedNode:
    """The article of that id, IRI or address; raises :class:`UnknownArticleError`."""
    if name.startswith(("http://", "https://")):
        node = _iri(name)
        by_address = [q.subject for q in store.match(None, SCHEMA("url"), node, None)]
        candidates = [node, *(s for s in by_address if isinstance(s, NamedNode))]
    else:
        candidates = [article_iri(name, store.base)]
    for candidate in candidates:
        if any(store.match(None, None, None, candidate)):
            return candidate
    raise UnknownArticleError(name)


def _nodes(store: Store, query: str, name: str) -> list[object]:
    rows = store.run(bind_text(query, {"name": Literal(name)}))
    return [row["node"] for row in rows] if isinstance(rows, QuerySolutions) else []


def _iri(text: str) -> NamedNode:
    try:
        return NamedNode(text)
    except ValueError:
        raise KgError(f"{text!r} is not a valid IRI.") from None
