"""What every store offers, wherever its quads lie."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples

from kg.errors import KgError
from kg.rdf.names import article_iri
from kg.rdf.namespaces import DATA, ONTOLOGY_GRAPH, PREFIXES, shared_graph
from kg.rdf.ontology import ontology_quads
from kg.store.binding import bind, bind_text
from kg.store.change import Change, Graph, Node, Object, article_change
from kg.store.naming import article_called, entities_called
from kg.store.saved import SavedQuery, saved_query
from kg.store.solutions import Rows, Value

if TYPE_CHECKING:
    import rdflib

    from kg.articles.article import Article
    from kg.extraction.report import Report
    from kg.network.notebook import View
    from kg.rdf.background import Knowledge

Result = QuerySolutions | QueryBoolean | QueryTriples
Outcome = Literal["added", "replaced", "unchanged"]

_NAME = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSummary:
    """One article of a store."""

    id: str
    iri: str
    headline: str | None
    date: Value
    publisher: str | None


class Store(ABC):
    """A graph of articles. Use it as a context manager, or call :meth:`close` when done.

    ``location`` is the folder or address of it, ``base`` where the IRIs of its data live.
    """

    def __init__(self, location: str, base: str = DATA) -> None:
        self.location = location
        self.base = base

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What each kind of store must do

    @abstractmethod
    def run(self, sparql: str) -> Result:
        """Answer a query with its raw result; raises :class:`MalformedQueryError`."""

    @abstractmethod
    def match(
        self, subject: Node | None, predicate: NamedNode | None, object: Object | None, graph: Graph | None
    ) -> Iterator[Quad]:
        """Yield the quads that fit; ``None`` matches all."""

    @abstractmethod
    def apply(self, change: Change) -> None:
        """Make the change whole or not at all."""

    @abstractmethod
    def replace_graph(self, graph: NamedNode, quads: Sequence[Quad]) -> None:
        """Make ``quads`` all that a graph outside the union holds; with none, the graph is gone."""

    @abstractmethod
    def load(self, path: Path) -> None:
        """Take in a whole RDF file that names its graphs (N-Quads, TriG), however large.

        Raises ``StoreError`` where the file cannot be read. A folder then holds nothing of it; an endpoint,
        and a folder that cannot be renamed, hold what came before the fault.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of the store; it cannot be used after that."""

    @property
    @abstractmethod
    def graph(self) -> rdflib.Dataset:
        """The store as an rdflib ``Dataset``, whose default graph is the union."""

    # Asking

    def bound(self, query: str | SavedQuery, **params: object) -> str:
        """The SPARQL of a query (a text, the name of a saved one, or one with a header), parameters bound.

        Parameters are bound as terms: those of a saved query by their declared types, those of SPARQL
        text where it says ``VALUES ?name { UNDEF }``.
        """
        if isinstance(query, str) and _NAME.fullmatch(query.strip()):
            query = saved_query(query.strip())
        if isinstance(query, SavedQuery):
            return bind(query, params, self.resolve_entity, self.resolve_article)
        return bind_text(query, params)

    def execute(self, query: str | SavedQuery, **params: object) -> Result:
        """Answer a query, as :meth:`bound` takes it, with the raw pyoxigraph result."""
        return self.run(self.bound(query, **params))

    def query(self, query: str, **params: object) -> Rows:
        """Answer a SELECT, or the saved query of that name, as rows; an ASK is one row with ``answer``.

        Raises :class:`KgError` for a malformed query, an unknown name, and parameters that do not fit.
        """
        result = self.execute(query, **params)
        if isinstance(result, QuerySolutions):
            return Rows.of(result)
        if isinstance(result, QueryBoolean):
            answer = RdfLiteral(bool(result))
            return Rows(("answer",), [(answer,)])
        raise KgError("This query makes a graph and no table; use construct().")

    def construct(self, query: str, **params: object) -> rdflib.Graph:
        """Answer a CONSTRUCT or DESCRIBE as an rdflib graph."""
        import rdflib
        from pyoxigraph import RdfFormat

        result = self.execute(query, **params)
        if not isinstance(result, QueryTriples):
            raise KgError("This query makes a table and no graph; use query().")
        graph = rdflib.Graph()
        for prefix, iri in PREFIXES.items():
            graph.bind(prefix, iri)
        graph.parse(data=result.serialize(format=RdfFormat.N_TRIPLES), format="nt")
        return graph

    def resolve_entity(self, name: str) -> list[NamedNode]:
        """The entities that a label or alias, an IRI or a QID means; raises ``KgError``.

        Where nothing is spelt so, capitals and small letters count alike.
        """
        return entities_called(self, name)

    def resolve_article(self, name: str) -> list[NamedNode]:
        """The article of that id, IRI or address; raises :class:`UnknownArticleError`."""
        return [article_called(self, name)]

    def articles(self) -> list[ArticleSummary]:
        """The articles of the store, by date and id."""
        return [
            ArticleSummary(
                id=str(row["id"]),
                iri=str(row["article"]),
                headline=None if row["headline"] is None else str(row["headline"]),
                date=row["date"],
                publisher=None if row["publisher"] is None else str(row["publisher"]),
            )
            for row in self.query("articles")
        ]

    def facts_of(self, article: str) -> list[Quad]:
        """All quads of one article's graph, and what the shared graphs hold of the things it speaks of."""
        [node] = self.resolve_article(article)
        own = list(self.match(None, None, None, node))
        shared = [shared_graph(name, self.base) for name in ("entities", "links", "background")]
        things = dict.fromkeys(
            quad.object
            for quad in own
            if isinstance(quad.object, NamedNode) and quad.object.value.startswith(self.base)
        )
        # What is inside the article (its text, facts and unnamed people) is in its own graph alone.
        inside = f"{node.value}#"
        return own + [
            quad
            for thing in things
            if not thing.value.startswith(inside)
            for graph in shared
            for quad in self.match(thing, None, None, graph)
        ]

    def stats(self) -> dict[str, int]:
        """How many articles, entities, links, facts of each class, and quads the store holds."""
        return {str(row["what"]): int(str(row["count"])) for row in self.query("statistics")}

    def view(self, article: str | None = None, *, query: str | None = None, **params: object) -> View:
        """The network as a page that Jupyter shows: all of it, one article, or the answer of a query.

        Raises :class:`KgError` for an article that is not there and a query that makes no network.
        """
        from kg.network import page_of, page_of_answer
        from kg.network.notebook import View

        if query is None:
            return View(page_of(self, article=article))
        return View(page_of_answer(self, self.execute(query, **params), title=query))

    # Changing

    def add(
        self,
        report: Report,
        article: Article,
        *,
        run: str = "unknown",
        background: Knowledge | None = None,
    ) -> Outcome:
        """Store what one article says, in place of what it said before; all of it or nothing.

        ``run`` names the version of program and model; ``background`` is asked about linked entities.
        """
        from kg.rdf.mapping import quads

        found = quads(report, article, run=run, base=self.base, background=background)
        return self.put(article_iri(article.id, self.base), found)

    def put(self, article: NamedNode, quads: Iterable[Quad]) -> Outcome:
        """Make ``quads`` what the store holds of ``article``, its part of the shared graphs included."""
        change = article_change(self, article, quads, self.base)
        if not change:
            return "unchanged"
        known = any(self.match(None, None, None, article))
        self.apply(change)
        return "replaced" if known else "added"

    def keep_ontology(self) -> None:
        """Hold the ontology and the event types as they are today, which queries on classes need."""
        change = article_change(self, ONTOLOGY_GRAPH, ontology_quads(), self.base)
        if change:
            self.apply(change)

    def remove(self, article: str) -> None:
        """Remove an article by id, IRI or address, and what only it spoke of.

        Raises :class:`UnknownArticleError`.
        """
        [node] = self.resolve_article(article)
        self.apply(article_change(self, node, (), self.base))

    def export(self, path: str | Path, format: str | None = None, *, annotate: bool = False) -> None:
        """Write the whole graph to a file, in the format of its ending unless one is named.

        ``annotate`` adds, in RDF 1.2, which flat triple each fact is about.
        """
        from kg.store.export import export

        export(self, Path(path), format, annotate=annotate)
