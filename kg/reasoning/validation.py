"""Is a graph well formed? SHACL shapes, and what shapes cannot say, reported in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import pyoxigraph
import pyshacl
import rdflib
from pyoxigraph import RdfFormat
from rdflib import RDF, RDFS, XSD, BNode, Graph, Namespace, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.reasoning.ontology import (
    KG,
    disjoint_classes,
    ontology_path,
    shortcuts,
    subclasses,
    symmetric_properties,
)

Media = Literal["nquads", "turtle", "trig"]

_NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
_DOERS = (KG.actor, KG.speaker, KG.onBehalfOf)
_DONE_TO = (KG.recipient, KG.addressee, KG.victim)


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong in a graph."""

    graph: str
    """Name of the graph: an article's IRI, or empty where the graph has none."""
    node: str
    """The node that is at fault."""
    label: str
    """The node's own words, where it has any."""
    path: str
    """The property concerned, shortened (``kg:confidence``), or empty."""
    value: str
    """The offending value, or empty where one is missing."""
    message: str
    """What is wrong, in one sentence."""

    def __str__(self) -> str:
        name = f'"{self.label}" <{self.node}>' if self.label else f"<{self.node}>"
        value = f" Found: {self.value}." if self.value else ""
        return f"{name}: {self.message}{value}"


@cache
def _shapes() -> Graph:
    """The shapes with every subclass of a target class as a target too.

    Saying so here spares mixing the ontology into every graph that is validated.
    """
    shapes = Graph().parse(ontology_path("shapes.ttl"), format="turtle")
    for shape, cls in list(shapes.subject_objects(SH.targetClass)):
        if isinstance(cls, URIRef):
            for below in subclasses(cls):
                shapes.add((shape, SH.targetClass, below))
    return shapes


def _read(data: bytes, media: Media) -> Graph:
    syntax = {"nquads": RdfFormat.N_QUADS, "turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG}[media]
    return graph_of(pyoxigraph.parse(data, format=syntax))


def graph_of(quads: Iterable[pyoxigraph.Quad]) -> Graph:
    """The quads, whatever graphs they are in, as one graph in rdflib's memory."""
    graph = Graph()
    for quad in quads:
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


@lru_cache(maxsize=50_000)
def _term(term: object) -> Node:
    match term:
        case pyoxigraph.NamedNode():
            return URIRef(term.value)
        case pyoxigraph.BlankNode():
            return BNode(term.value)
        case pyoxigraph.Literal() if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        case pyoxigraph.Literal():
            kind = URIRef(term.datatype.value)
            return rdflib.Literal(term.value, datatype=None if kind == XSD.string else kind)
    raise ValueError(f"{term} is neither IRI, blank node nor literal")


def validate(graph: Graph | bytes, *, name: str = "", media: Media = "nquads") -> list[Violation]:
    """Report everything that is wrong with the graph of one article, sorted; an empty list if nothing is.

    ``graph`` is a graph in rdflib's own memory (a store-backed one is a hundred times slower), or bytes in
    the syntax ``media``, whose named graphs are then taken together. ``name`` is put on each violation.
    Raises ``SyntaxError`` for bytes that cannot be parsed.
    """
    data = graph if isinstance(graph, Graph) else _read(graph, media)
    checks = (_shape_violations, _offset_violations, _shortcut_violations, _kind_violations)
    return sorted({violation for check in checks for violation in check(data, name)})


def _violation(
    data: Graph,
    graph: str,
    node: Node,
    message: str,
    path: Node | None = None,
    value: Node | str | None = None,
) -> Violation:
    return Violation(
        graph=graph,
        node=str(node),
        label=str(data.value(node, RDFS.label) or data.value(node, _NIF.anchorOf) or ""),
        path=_short(path) if isinstance(path, URIRef) else "",
        value="" if value is None else str(value),
        message=message,
    )


def _short(iri: URIRef) -> str:
    return f"kg:{iri.removeprefix(KG)}" if iri.startswith(KG) else str(iri)


def _shape_violations(data: Graph, name: str) -> Iterator[Violation]:
    conforms, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), advanced=False, inplace=True)
    if conforms:
        return
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        yield _violation(
            data,
            name,
            node,
            str(report.value(result, SH.resultMessage)),
            report.value(result, SH.resultPath),
            None if value == node else value,
        )


def _offset_violations(data: Graph, name: str) -> Iterator[Violation]:
    """Offsets must slice the article's text back, and quoted words must stand in it."""
    texts = {context: str(text) for context, text in data.subject_objects(_NIF.isString)}
    for span, context in data.subject_objects(_NIF.referenceContext):
        begin, end = data.value(span, _NIF.beginIndex), data.value(span, _NIF.endIndex)
        words = data.value(span, _NIF.anchorOf)
        if context not in texts:
            yield _violation(data, name, span, "The article that this stretch of text stands in has no text.")
        elif begin is not None and end is not None and words is not None:
            try:
                there = texts[context][int(str(begin)) : int(str(end))]
            except ValueError:  # the shapes report offsets that are no numbers
                continue
            if there != str(words):
                message = "The article's text at these offsets reads otherwise."
                yield _violation(data, name, span, message, _NIF.anchorOf, there)
    for statement, words in data.subject_objects(KG.quotation):
        if not any(str(words) in text for text in texts.values()):
            message = "The quoted words do not stand in the article."
            yield _violation(data, name, statement, message, KG.quotation, words)


def _shortcut_violations(data: Graph, name: str) -> Iterator[Violation]:
    """A flat triple between actors must stand beside an event that it abbreviates and the article asserts."""
    for shortcut, classes in shortcuts().items():
        pairs = set(data.subject_objects(shortcut))
        if not pairs:
            continue
        covered: set[tuple[Node, Node]] = set()
        for event in data.subjects(KG.factuality, KG.Actual):
            if classes.isdisjoint(data.objects(event, RDF.type)) or (event, KG.attributedTo, None) in data:
                continue
            doers = {one for role in _DOERS for one in data.objects(event, role)}
            others = {one for role in _DONE_TO for one in data.objects(event, role)}
            if shortcut in symmetric_properties():
                doers = others = doers | others
            covered.update((one, other) for one in doers for other in others)
        for one, other in sorted(pairs - covered):
            message = (
                f"{_short(shortcut)} stands without an actual event between the two that the article asserts."
            )
            yield _violation(data, name, one, message, shortcut, other)


def _kind_violations(data: Graph, name: str) -> Iterator[Violation]:
    """Nothing is of two kinds that exclude each other."""
    for one, other in disjoint_classes():
        for node in _members(data, one) & _members(data, other):
            message = f"Nothing is both {_short(one)} and {_short(other)}."
            yield _violation(data, name, node, message, RDF.type)


def _members(data: Graph, cls: URIRef) -> set[Node]:
    return {node for below in subclasses(cls) for node in data.subjects(RDF.type, below)}
