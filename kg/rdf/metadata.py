"""What is known of the article itself: its text, headline, date, publisher, credits and how it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kg.articles.outlets import outlet_named
from kg.rdf import literals
from kg.rdf.names import Names, slug
from kg.rdf.namespaces import KG, NIF, PROV, RDF, RDFS, SCHEMA, shared_graph

if TYPE_CHECKING:
    from kg.articles.article import Article
    from kg.extraction.report import Report


def metadata(
    article: Article, report: Report, names: Names, nodes: Mapping[str, NamedNode], run: str
) -> Iterator[Quad]:
    """Yield the quads of the article's own node; ``nodes`` are those of the report's entities by id."""
    this, shared = names.article, shared_graph("entities", names.base)

    def own(predicate: NamedNode, value: NamedNode | Literal) -> Quad:
        return Quad(this, predicate, value, this)

    yield own(RDF("type"), SCHEMA("NewsArticle"))
    yield own(RDF("type"), NIF("Context"))
    yield own(NIF("isString"), literals.text(report.text))
    if article.headline:
        yield own(SCHEMA("headline"), literals.text(article.headline))
    if article.standfirst:
        yield own(SCHEMA("abstract"), literals.text(article.standfirst))
    if article.date:
        yield own(SCHEMA("datePublished"), literals.day(article.date))
    yield own(SCHEMA("inLanguage"), literals.text(article.language))
    if article.url:
        yield own(SCHEMA("url"), _address(article.url))
    if article.dateline_place:
        yield own(SCHEMA("dateline"), literals.text(article.dateline_place))
    for author in article.authors:
        yield own(SCHEMA("author"), literals.text(author))

    media = {
        _known_as(entity.name): nodes[entity.id]
        for entity in report.entities
        if entity.cls == "MediaOrganization" and entity.named
    }
    credited = [(SCHEMA("publisher"), article.publisher)] if article.publisher else []
    credited += [(SCHEMA("sourceOrganization"), agency) for agency in article.agencies]
    for predicate, name in credited:
        node = media.get(_known_as(name)) or names.shared(name, "MediaOrganization")
        yield own(predicate, node)
        if _known_as(name) not in media:
            yield Quad(node, RDF("type"), KG("MediaOrganization"), shared)
            yield Quad(node, RDFS("label"), literals.text(name), shared)

    for number, caption in enumerate(article.captions, start=1):
        image = names.local(f"image-{number}")
        yield own(SCHEMA("image"), image)
        yield Quad(image, RDF("type"), SCHEMA("ImageObject"), this)
        yield Quad(image, SCHEMA("caption"), literals.text(caption), this)

    activity = NamedNode(f"{names.base}run/{slug(run)}")
    yield own(PROV("wasGeneratedBy"), activity)
    yield Quad(activity, RDF("type"), PROV("Activity"), shared)
    yield Quad(activity, RDFS("label"), literals.text(run), shared)


def _known_as(name: str) -> str:
    """One spelling for the names of one outlet: "AP", "Associated Press"."""
    outlet = outlet_named(name)
    return slug(outlet.name if outlet else name)


def _address(url: str) -> NamedNode | Literal:
    """The address as a node, or as text where it is no valid IRI."""
    try:
        return NamedNode(url)
    except ValueError:
        return literals.text(url)
