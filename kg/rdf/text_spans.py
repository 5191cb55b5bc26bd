"""An article's text as quads: its sentences, the mentions of things in it, and the evidence of facts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.rdf import literals
from kg.rdf.names import Names
from kg.rdf.namespaces import KG, NIF, PROV, RDF

if TYPE_CHECKING:
    from kg.articles.article import Article
    from kg.extraction.report import Report, Span

Node = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal


class TextSpans:
    """Collects the quads of one article, each once and in order, and the spans of text that they rest on."""

    def __init__(self, report: Report, article: Article, names: Names) -> None:
        self.names = names
        self.found: dict[Quad, None] = {}
        self._headline = article.headline_span
        self._in_order = report.sentences
        self._starts = [sentence.start for sentence in report.sentences]
        self._sentences = set(report.sentences)

    def put(self, subject: Node, predicate: NamedNode, value: Value, graph: NamedNode | None = None) -> None:
        """Note one quad, in the article's own graph unless another is named."""
        self.found[Quad(subject, predicate, value, graph or self.names.article)] = None

    def string(self, span: Span) -> NamedNode:
        """A stretch of the text, by its offsets."""
        node = self.names.span(span)
        self.put(node, RDF("type"), NIF("OffsetBasedString"))
        self.put(node, NIF("referenceContext"), self.names.article)
        self.put(node, NIF("beginIndex"), literals.integer(span.start))
        self.put(node, NIF("endIndex"), literals.integer(span.end))
        self.put(node, NIF("anchorOf"), literals.text(span.text))
        return node

    def sentence(self, span: Span) -> NamedNode:
        """A sentence, or the part of one that a fact rests on."""
        node = self.string(span)
        self.put(node, RDF("type"), NIF("Sentence") if span in self._sentences else NIF("Phrase"))
        if self._headline == (span.start, span.end):
            self.put(node, RDF("type"), NIF("Title"))
        return node

    def mention(self, span: Span, of: Node) -> None:
        """Say what a span refers to, and which sentence it stands in."""
        node = self.string(span)
        self.put(node, RDF("type"), KG("Mention"))
        self.put(node, RDF("type"), NIF("Phrase"))
        self.put(node, KG("refersTo"), of)
        position = bisect_right(self._starts, span.start) - 1
        if position >= 0:
            around = self._in_order[position]
            if span.end <= around.end and around != span:
                self.put(node, PROV("wasDerivedFrom"), self.names.span(around))

    def evidence(self, fact: Node, spans: Iterable[Span]) -> None:
        """Say which sentences a fact was read from."""
        for span in spans:
            self.put(fact, PROV("wasDerivedFrom"), self.sentence(span))
