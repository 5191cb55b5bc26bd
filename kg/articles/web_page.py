"""An HTML page: the article in it, found by trafilatura, and the page's own metadata."""

import contextlib
import logging
import re

from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.settings import Document

from kg.articles.article import Article
from kg.articles.dates import day_in_address, parse_day
from kg.articles.decoding import normalise
from kg.articles.errors import NoArticleError
from kg.articles.language import language_of
from kg.articles.outlets import original_address, outlet_at, outlet_named
from kg.articles.saved_page import Known, read_saved_page

_FEWEST_WORDS = 25
_NAME = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: [\w.'’-]+){1,4}")
_CAPTIONS = "//figcaption | //*[contains(concat(' ', normalize-space(@class), ' '), ' wp-caption-text ')]"
_PUBLISHED = (
    "//meta[@property='article:published_time']/@content"
    " | //meta[@name='date' or @name='pubdate' or @name='publish-date' or @name='DC.date.issued'"
    " or @itemprop='datePublished']/@content | //time[@itemprop='datePublished' or @pubdate]/@datetime"
)
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_web_page(
    markup: str, *, id: str, source: str, url: str | None = None, warnings: tuple[str, ...] = ()
) -> Article:
    """The article of an HTML page; raises NoArticleError where the page has none."""
    tree = _parse(markup, source)
    captions = _take_captions(tree)
    linked = _LINKED_DATA.search(markup)
    published = [*tree.xpath(_PUBLISHED), *((linked[1],) if linked else ())]
    try:
        found = bare_extraction(
            tree,
            url=url,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "outputformat": "%Y-%m-%d",
            },
        )
    except (RecursionError, ValueError, TypeError, AttributeError, etree.LxmlError) as error:
        raise NoArticleError(source, "this page is too broken to find an article in it") from error
    body = (found.text or "") if isinstance(found, Document) else ""
    if not isinstance(found, Document) or len(body.split()) < _FEWEST_WORDS:
        raise NoArticleError(source)
    address = found.url or url
    title = normalise(found.title or "").strip()
    days = [day for value in (*published, found.date or "") if (day := parse_day(str(value)))]
    known = Known(
        headline=title or None,
        date=next(iter(days), None) or (day_in_address(address) if address else None),
        publisher=_publisher(address, found.sitename),
        url=original_address(address) if address else None,
        authors=_authors(found.author),
        captions=captions,
        language=_language(tree),
    )
    paragraphs = [line.strip() for line in normalise(body).split("\n") if line.strip()]
    if paragraphs and title and paragraphs[0].casefold() != title.casefold():
        paragraphs.insert(0, title)
    return read_saved_page("\n\n".join(paragraphs), id=id, source=source, known=known, warnings=warnings)


def _parse(markup: str, source: str) -> html.HtmlElement:
    """The page as a tree; nothing that it refers to is ever loaded."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    data = re.sub("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]", "", markup).encode()
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise NoArticleError(source) from error
    return tree


def _take_captions(tree: html.HtmlElement) -> tuple[str, ...]:
    """Take the captions of pictures out of the page, so that they are not read as paragraphs."""
    captions = []
    for element in tree.xpath(_CAPTIONS):
        caption = " ".join(normalise(element.text_content()).split())
        with contextlib.suppress(AttributeError, AssertionError):
            element.drop_tree()
        if caption:
            captions.append(caption)
    return tuple(dict.fromkeys(captions))


def _publisher(address: str | None, site_name: str | None) -> str | None:
    if address and (outlet := outlet_at(address)):
        return outlet.name
    name = " ".join(normalise(site_name or "").split())
    if not name or "." in name.strip("."):
        return None
    known = outlet_named(name)
    return known.name if known else name


def _authors(listed: str | None) -> tuple[str, ...]:
    names = (" ".join(name.split()) for name in (listed or "").split(";"))
    return tuple(name for name in names if _NAME.fullmatch(name) and not outlet_named(name))


def _language(tree: html.HtmlElement) -> str | None:
    tag = (tree.get("lang") or "").strip()
    return language_of(tag) if tag else None


def paragraphs_of(fragment: str) -> str:
    """The text of a fragment of HTML, one paragraph a line."""
    tree = _parse(f"<div>{fragment}</div>", "fragment")
    for element in tree.iter("p", "br", "div", "li", "h1", "h2", "h3", "blockquote"):
        element.tail = "\n" + (element.tail or "")
    text = tree.text_content()
    return "\n".join(line for raw in normalise(text).split("\n") if (line := " ".join(raw.split())))
