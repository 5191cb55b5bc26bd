"""What an article's graph says of each node, and where its words stand in the text."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.extraction.report import Span
from kg.rdf.namespaces import KG, NIF, RDF

_GAP = " … "
"""What stands between the parts of content that its attribution splits."""


class ArticleGraph:
    """The quads of an article, and of what it speaks of, by subject; nodes go by their IRIs."""

    def __init__(self, article: NamedNode, quads: Iterable[Quad]) -> None:
        self.article = article
        self.inside = f"{article.value}#"
        self.values: dict[str, dict[NamedNode, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if isinstance(quad.subject, NamedNode | BlankNode):
                self.values[quad.subject.value][quad.predicate].append(quad.object)
        self.text = self.word(article.value, NIF("isString")) or ""

    def all(self, node: str, predicate: NamedNode) -> list[Any]:
        """All values of a property."""
        return self.values[node][predicate] if node in self.values else []

    def iris(self, node: str, predicate: NamedNode) -> list[str]:
        """The values that are nodes, sorted."""
        return sorted(o.value for o in self.all(node, predicate) if isinstance(o, NamedNode))

    def words(self, node: str, predicate: NamedNode) -> list[str]:
        """The values that are text, sorted."""
        return sorted(o.value for o in self.all(node, predicate) if isinstance(o, Literal))

    def word(self, node: str, predicate: NamedNode) -> str | None:
        """The first value that is text."""
        return next(iter(self.words(node, predicate)), None)

    def local(self, node: str, predicate: NamedNode, namespace: str) -> str | None:
        """The first value in a namespace, without it."""
        found = (iri for iri in self.iris(node, predicate) if iri.startswith(namespace))
        return next((iri.removeprefix(namespace) for iri in found), None)

    def classes(self, node: str) -> list[str]:
        """Local names of the ontology's classes that a node is of."""
        types = self.iris(node, RDF("type"))
        return [iri.removeprefix(KG.iri) for iri in types if iri.startswith(KG.iri)]

    def span(self, node: str) -> Span:
        """The stretch of text that a node is; raises ``ValueError`` where it is none."""
        start, end = self.word(node, NIF("beginIndex")), self.word(node, NIF("endIndex"))
        if start is None or end is None:
            raise ValueError(f"<{node}> has no offsets")
        return Span(int(start), int(end), self.text[int(start) : int(end)])

    @cached_property
    def mentions(self) -> dict[str, list[Span]]:
        """Where each thing is named, in the order of the text."""
        found: dict[str, list[Span]] = defaultdict(list)
        for node in list(self.values):
            for thing in self.iris(node, KG("refersTo")):
                found[thing].append(self.span(node))
        return {thing: sorted(spans) for thing, spans in found.items()}

    def found(self, words: str, evidence: tuple[Span, ...]) -> Span:
        """Where words stand: in the evidence, else anywhere in the text; raises ``ValueError``."""
        for around in (*evidence, Span(0, len(self.text), self.text)):
            start = around.text.find(words)
            if start >= 0:
                return Span(around.start + start, around.start + start + len(words), words)
        raise ValueError(f"the text does not hold {words!r}")

    def parts(self, words: str, evidence: tuple[Span, ...]) -> tuple[Span, ...]:
        """Where words with gaps stand."""
        if words in self.text:
            return (self.found(words, evidence),)
        return tuple(self.found(part, evidence) for part in words.split(_GAP))
