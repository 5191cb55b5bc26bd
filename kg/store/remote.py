"""Any SPARQL 1.1 endpoint as a store: the Query and Update protocols over HTTP."""

import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import httpx
import pyoxigraph as ox

from kg.rdf.namespaces import DATA, PREFIXES
from kg.store.change import DEFAULT, Change, Graph, Node, Object
from kg.store.dataset import Outcome, Result, Store
from kg.store.errors import MalformedQueryError, StoreError

if TYPE_CHECKING:
    import rdflib

_TIMEOUT = httpx.Timeout(120.0, connect=10.0)
_SIBLINGS = {"/query": "/update", "/sparql": "/update"}
"""Where servers take updates beside the address that takes queries."""


class RemoteStore(Store):
    """A store behind the address of its query endpoint.

    Updates go to ``KG_UPDATE_URL``, else to the ``/update`` beside a ``/query`` or ``/sparql``, else to the
    same address. ``KG_STORE_USER`` and ``KG_STORE_PASSWORD`` are sent where they are set. The server's
    default graph must be one that is written to, not a computed union of the named ones.
    """

    def __init__(self, location: str, base: str = DATA) -> None:
        super().__init__(location, base)
        ending = next((known for known in _SIBLINGS if location.endswith(known)), None)
        beside = location.removesuffix(ending) + _SIBLINGS[ending] if ending else location
        self.update_location = os.environ.get("KG_UPDATE_URL", beside)
        user = os.environ.get("KG_STORE_USER")
        auth = httpx.BasicAuth(user, os.environ.get("KG_STORE_PASSWORD", "")) if user else None
        self._has_ontology = False
        self._client = httpx.Client(timeout=_TIMEOUT, auth=auth, transport=httpx.HTTPTransport(retries=2))

    def _post(self, location: str, body: str, kind: str, accept: str) -> httpx.Response:
        headers = {"Content-Type": f"application/sparql-{kind}; charset=utf-8", "Accept": accept}
        try:
            response = self._client.post(location, content=body.encode("utf-8"), headers=headers)
        except httpx.HTTPError as error:
            raise StoreError(f"The endpoint {location} cannot be reached: {error}.") from None
        if response.status_code == httpx.codes.BAD_REQUEST and kind == "query":
            raise MalformedQueryError(body, response.text[:500])
        if response.is_error:
            said = " ".join(response.text.split())[:200]
            raise StoreError(f"The endpoint {location} answered {response.status_code}: {said}.")
        return response

    def run(self, sparql: str) -> Result:
        """Answer a query with its raw result; raises :class:`MalformedQueryError`."""
        accept = "application/sparql-results+json, application/n-triples;q=0.9"
        response = self._post(self.location, _declared(sparql), "query", accept)
        if "n-triples" in response.headers.get("content-type", ""):
            loaded = ox.Store()
            loaded.load(response.content, format=ox.RdfFormat.N_TRIPLES)
            found = loaded.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        else:
            found = ox.parse_query_results(response.content, format=ox.QueryResultsFormat.JSON)
        return found

    def match(
        self,
        subject: Node | None,
        predicate: ox.NamedNode | None,
        object: Object | None,
        graph: Graph | None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that fit; ``None`` matches all."""
        triple = f"{subject or '?s'} {predicate or '?p'} {object or '?o'}"
        if graph is None:
            pattern = f"{{ {triple} }} UNION {{ GRAPH ?g {{ {triple} }} }}"
        else:
            pattern = triple if graph == DEFAULT else f"GRAPH {graph} {{ {triple} }}"
        rows = self.run(f"SELECT * WHERE {{ {pattern} }}")
        if isinstance(rows, ox.QuerySolutions):
            names = {variable.value for variable in rows.variables}
            for row in rows:
                terms = {name: row[name] for name in names}
                yield ox.Quad(
                    subject or terms["s"],
                    predicate or terms["p"],
                    object or terms["o"],
                    graph or terms.get("g") or DEFAULT,
                )

    def apply(self, change: Change) -> None:
        """Send the change as one update request."""
        parts = [
            f"{verb} DATA {{ {_block(quads)} }}"
            for verb, quads in (("DELETE", change.delete), ("INSERT", change.insert))
            if quads
        ]
        self._post(self.update_location, " ;\n".join(parts), "update", "*/*")

    def put(self, article: ox.NamedNode, quads: Iterable[ox.Quad]) -> Outcome:
        """Make ``quads`` what the endpoint holds of ``article``, and see that it holds the ontology."""
        if not self._has_ontology:
            self.keep_ontology()
            self._has_ontology = True
        return super().put(article, quads)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    @property
    def graph(self) -> "rdflib.Dataset":
        """The endpoint as an rdflib ``Dataset``."""
        import rdflib
        from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

        remote = SPARQLUpdateStore(self.location, self.update_location)
        return rdflib.Dataset(store=remote, default_union=True)


def _declared(sparql: str) -> str:
    """The query with the well-known prefixes that it uses and does not declare."""
    used = {
        prefix: iri
        for prefix, iri in PREFIXES.items()
        if re.search(rf"\b{prefix}:", sparql) and not re.search(rf"(?i)\bprefix\s+{prefix}:", sparql)
    }
    return "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in used.items()) + sparql


def _block(quads: Iterable[ox.Quad]) -> str:
    return " ".join(
        f"{quad.triple} ." if quad.graph_name == DEFAULT else f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
        for quad in quads
    )
