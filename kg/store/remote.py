"""Any SPARQL 1.1 endpoint as a store: the Query and Update protocols over HTTP."""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pyoxigraph as ox

from kg.rdf.namespaces import DATA, PREFIXES, declared, inferred_graph, shared_graph
from kg.store.change import DEFAULT, Change, Graph, Node, Object
from kg.store.dataset import Outcome, Result, Store
from kg.store.errors import MalformedQueryError, StoreError
from kg.store.loading import quads_of, with_union

if TYPE_CHECKING:
    import rdflib

_TIMEOUT = httpx.Timeout(120.0, connect=10.0)
_BATCH = 5_000
"""Quads that one request carries when many are sent."""
_BUSY = (429, 502, 503, 504)
_PAUSES = (0.5, 2.0, 8.0)
"""Seconds before a busy server is asked again."""
_SIBLINGS = {"/query": "/update", "/sparql": "/update"}
"""Where servers take updates beside the address that takes queries."""


class RemoteStore(Store):
    """A store behind the address of its query endpoint.

    Updates go to ``KG_UPDATE_URL``, else to the ``/update`` beside a ``/query`` or ``/sparql``, else to the
    same address. ``KG_STORE_TOKEN``, or ``KG_STORE_USER`` and ``KG_STORE_PASSWORD``, are sent where they are
    set. A request that the server is too busy for is sent again, since none does more the second time. Where
    the server's default graph is a computed union of the named ones, none of it is written.
    """

    def __init__(self, location: str, base: str = DATA) -> None:
        super().__init__(location, base)
        ending = next((known for known in _SIBLINGS if location.endswith(known)), None)
        beside = location.removesuffix(ending) + _SIBLINGS[ending] if ending else location
        self.update_location = os.environ.get("KG_UPDATE_URL", beside)
        self._has_ontology = False
        self._computes_union: bool | None = None
        self._client = httpx.Client(
            timeout=_TIMEOUT,
            auth=_credentials(),
            headers=_bearer(),
            transport=httpx.HTTPTransport(retries=2),
        )

    def _post(self, location: str, body: str, kind: str, accept: str) -> httpx.Response:
        headers = {"Content-Type": f"application/sparql-{kind}; charset=utf-8", "Accept": accept}
        for pause in (*_PAUSES, None):
            try:
                response = self._client.post(location, content=body.encode("utf-8"), headers=headers)
            except httpx.HTTPError as error:
                raise StoreError(f"The endpoint {location} cannot be reached: {error}.") from None
            if response.status_code not in _BUSY or pause is None:
                break
            time.sleep(pause)
        return response

    def _require(self, response: httpx.Response) -> None:
        if response.is_error:
            said = " ".join(response.text.split())[:200].rstrip(".")
            raise StoreError(f"The endpoint {response.url} answered {response.status_code}: {said}.")

    def run(self, sparql: str) -> Result:
        """Answer a query with its raw result; raises :class:`MalformedQueryError`."""
        accept = "application/sparql-results+json, application/n-triples;q=0.9"
        response = self._post(self.location, declared(sparql), "query", accept)
        if response.status_code == httpx.codes.BAD_REQUEST:
            raise MalformedQueryError(sparql, _fault(sparql) or response.text[:500])
        self._require(response)
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
        """Send the change as one update request, without the union where the server computes it."""
        if self._computes_union is None:
            self._computes_union = self._ask_about_union()
        if self._computes_union:
            change = Change(_named(change.delete), _named(change.insert))
        if not change:
            return
        parts = [
            f"{verb} DATA {{ {_block(quads)} }}"
            for verb, quads in (("DELETE", change.delete), ("INSERT", change.insert))
            if quads
        ]
        self._update(" ;\n".join(parts))

    def _ask_about_union(self) -> bool:
        """Whether what is written to a named graph alone is in the default graph too."""
        probe = shared_graph("probe", self.base)
        self._update(f"INSERT DATA {{ GRAPH {probe} {{ {probe} {probe} {probe} }} }}")
        found = self.run(f"ASK {{ {probe} {probe} {probe} }}")
        self._update(f"DELETE DATA {{ GRAPH {probe} {{ {probe} {probe} {probe} }} }}")
        return isinstance(found, ox.QueryBoolean) and bool(found)

    def _update(self, words: str) -> None:
        self._require(self._post(self.update_location, words, "update", "*/*"))

    def replace_graph(self, graph: ox.NamedNode, quads: Sequence[ox.Quad]) -> None:
        """Make ``quads`` all that a graph outside the union holds; with none, the graph is gone."""
        self._update(f"DROP SILENT GRAPH {graph}")
        for some in _batches(quads):
            self._update(f"INSERT DATA {{ {_block(some)} }}")

    def load(self, path: Path) -> None:
        """Take in a whole RDF file that names its graphs (N-Quads, TriG), some thousand quads a request.

        Raises ``StoreError`` where the file cannot be read. What was loaded before the fault stays.
        """
        quads = with_union(quads_of(path), inferred_graph(self.base))
        for some in _batches(quads):
            self.apply(Change((), some))

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


def _named(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return [quad for quad in quads if quad.graph_name != DEFAULT]


def _batches(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Quad]]:
    left = iter(quads)
    while some := list(islice(left, _BATCH)):
        yield some


def _credentials() -> httpx.BasicAuth | None:
    user = os.environ.get("KG_STORE_USER")
    return httpx.BasicAuth(user, os.environ.get("KG_STORE_PASSWORD", "")) if user else None


def _bearer() -> dict[str, str]:
    token = os.environ.get("KG_STORE_TOKEN")
    return {"Authorization": f"Bearer {token}"} if token else {}


def _fault(sparql: str) -> str | None:
    """What our own parser says is wrong with a query: it shows the place in the text that the user wrote."""
    try:
        ox.Store().query(sparql, prefixes=PREFIXES)
    except SyntaxError as error:
        return str(error)
    return None


def _block(quads: Iterable[ox.Quad]) -> str:
    return " ".join(
        f"{quad.triple} ." if quad.graph_name == DEFAULT else f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
        for quad in quads
    )
