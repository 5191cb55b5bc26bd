"""RSS and Atom feeds: one article an entry, from what the feed itself carries of it."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from dateutil import parser
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kg.articles.article import Article
from kg.articles.dates import parse_day
from kg.articles.decoding import normalise
from kg.articles.errors import ArticleError, BadMarkupError, EmptyArticleError, NoArticleError
from kg.articles.naming import from_address, from_content
from kg.articles.outlets import outlet_at
from kg.articles.saved_page import Known, read_saved_page
from kg.articles.web_page import paragraphs_of

_ENTRIES = ("item", "entry")
_CONTENT = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "issued", "updated")


def read_feed(data: bytes, source: str) -> Iterator[Article | ArticleError]:
    """The entries of a feed, each as an article; what is wrong with one is yielded in its place.

    Entities and documents from outside are refused, not resolved.
    """
    try:
        root = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        yield BadMarkupError(source, "its XML defines entities, which is not safe to read")
        return
    except (ParseError, ValueError, LookupError) as error:
        yield BadMarkupError(source, f"its XML is broken ({error})")
        return
    if _local(root) not in ("rss", "feed", "RDF"):
        yield NoArticleError(source, f"this XML is no feed (its root element is <{_local(root)}>)")
        return
    title = _text(_channel(root), "title")
    entries = [element for element in root.iter() if _local(element) in _ENTRIES]
    if not entries:
        yield NoArticleError(source, "there is no entry in this feed")
    for number, entry in enumerate(entries, start=1):
        try:
            yield _article(entry, title, f"{source}, entry {number}")
        except ArticleError as error:
            yield error


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _channel(root: Element) -> Element:
    return next((child for child in root if _local(child) == "channel"), root)


def _text(element: Element, *names: str) -> str:
    """The text of the first of the children ``names`` that has any."""
    for name in names:
        for child in element:
            if _local(child) == name and (text := "".join(child.itertext()).strip()):
                return text
    return ""


def _link(entry: Element) -> str | None:
    for child in entry:
        if _local(child) == "link" and child.get("rel", "alternate") == "alternate":
            address = (child.get("href") or child.text or "").strip()
            if address.startswith(("http://", "https://")):
                return address
    return None


def _article(entry: Element, channel: str, here: str) -> Article:
    title = " ".join(normalise(_text(entry, "title")).split())
    content = _text(entry, *_CONTENT)
    body = paragraphs_of(content) if "<" in content else normalise(content)
    if not body.strip():
        raise EmptyArticleError(here, "this entry carries no text")
    url = _link(entry)
    outlet = outlet_at(url) if url else None
    known = Known(
        headline=title or None,
        date=next((day for name in _DATES if (day := parse_day(_iso(_text(entry, name))))), None),
        publisher=outlet.name if outlet else " ".join(normalise(channel).split()) or None,
        url=url,
    )
    text = f"{title}\n\n{body}" if title else body
    name = from_address(url) if url else from_content(title, body.encode())
    return read_saved_page(text, id=name, source=here, known=known)


def _iso(date: str) -> str:
    """The date formats of feeds (RFC 822 and RFC 3339) as year, month and day."""
    try:
        return parser.parse(date).date().isoformat() if date else ""
    except (ValueError, OverflowError):
        return ""
