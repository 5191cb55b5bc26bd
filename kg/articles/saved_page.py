"""A page saved as text, or plain text: the article in it, cleaned, and what the page says of it."""

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.articles.article import Article
from kg.articles.datelines import Dateline, read_dateline
from kg.articles.dates import PublishedDate, day_in_address, read_date_line
from kg.articles.decoding import normalise
from kg.articles.errors import EmptyArticleError, NoArticleError
from kg.articles.language import spoken_of
from kg.articles.layout import Part, Role, is_picture_credit, lay_out
from kg.articles.lines import Line, LineKind
from kg.articles.outlets import (
    agencies_in,
    agencies_mentioned,
    original_address,
    outlet_at,
    outlet_mentioned,
    outlet_named,
    owner_in,
)
from kg.articles.wrapping import unwrap

_TRAILING_CREDIT = re.compile(
    r"\s*(?:\((?:(?:additional |with )?(?:reporting|writing|editing|compiled|translat(?:ed|ion)) by\b"
    r"[^()]{3,200})\)"
    r"|(?<=[.!?\"”’])\s+[a-z]{1,4}(?:[,/ ]{1,2}[a-z]{1,4}){0,5}\s*\(([^()]{2,80})\)"
    r"|(?<=[.!?\"”’])\s+\(([^()]{2,80})\))\s*$",
    re.IGNORECASE,
)
_CAPTION_LABEL = re.compile(r"^\W*(?:(?:image|media|photo|picture) caption|caption)\s*[:,]\s*", re.IGNORECASE)
_BY = re.compile(
    r"^(?:(?:story|text|words|report|analysis|written|reported|posted) )?by:?\s+|^authors?:\s+", re.IGNORECASE
)
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\||\band\b)\s*", re.IGNORECASE)
_FROM = re.compile(r"\s+(?:in|at|from|for)\s+.*")
_BETWEEN_TITLES = re.compile(r"\s+[|–—-]\s+|\s*\|\s*")
_NAME = re.compile(
    r"(?!.*\b(?:Staff|Desk|Newsroom|Agencies|Reporters?|Correspondents?)$)"
    r"[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:(?:de|la|van|von|der|bin|al|el)\s+)?[A-ZÀ-Þ][\w.'’-]*){1,3}"
)
_FARTHEST_DATELINE = 4
"""In how many paragraphs a dateline is looked for: key points may stand above it."""
_BULLET = re.compile(r"^[•·*▪►▶‣◦–-]\s+(?=\S)")
_LAST_WORDS = re.compile(r"[.!?]\s+([^.!?]{6,40})\.?$")
_LOGO = re.compile(r"\s+(?:logo|home|home ?page)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an article from elsewhere than the lines of its page, and counts for more."""

    headline: str | None = None
    date: dt.date | None = None
    publisher: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    language: str | None = None


def read_saved_page(
    text: str,
    *,
    id: str,
    source: str,
    known: Known = Known(),
    warnings: tuple[str, ...] = (),
) -> Article:
    """The article in the text of a saved page.

    Its ``text`` is the headline, the standfirst and the paragraphs of the body, one a line. Plain text
    without the furniture of a page comes through whole. Raises EmptyArticleError and NoArticleError.
    """
    text = unwrap(normalise(text))
    if not text.strip():
        raise EmptyArticleError(source)
    parts = lay_out(text)
    standfirst = _paragraphs(parts, Role.STANDFIRST)
    headline = _without_outlet(known.headline or next(iter(_texts(parts, Role.HEADLINE)), "")) or None
    paragraphs = _paragraphs(parts, Role.BODY)
    if not paragraphs and not standfirst:
        raise NoArticleError(source, "there is no article in this text, only menus and the like")
    address = known.url or _address(parts)
    dateline = opening_dateline(parts)
    cleaned = "\n".join(piece for piece in (headline, *standfirst, *paragraphs) if piece)
    language, doubts = (known.language, ()) if known.language else spoken_of(cleaned)
    return Article(
        id=id,
        text=cleaned,
        headline=headline,
        standfirst=" ".join(standfirst) or None,
        date=known.date or _date(parts, address),
        publisher=known.publisher or _publisher(parts, address),
        url=original_address(address) if address else None,
        language=language,
        agencies=agencies_of(parts),
        authors=known.authors or _authors(parts),
        captions=known.captions or captions_in(parts),
        subheadings=tuple(_texts(parts, Role.SUBHEADING)),
        dateline_place=dateline[1].place if dateline else None,
        headline_span=(0, len(headline)) if headline else None,
        source=source,
        warnings=warnings + doubts,
    )


def _address(parts: Iterable[Part]) -> str | None:
    addresses = (part.line.text for part in parts if part.line.kind is LineKind.ADDRESS and part.in_header)
    return next(addresses, None)


def _paragraphs(parts: Sequence[Part], role: Role) -> list[str]:
    """The paragraphs that play ``role``, without the dateline that opens and the credits that end them."""
    opening = opening_dateline(parts)
    paragraphs = []
    for part in parts:
        if part.role is not role:
            continue
        paragraph = part.line.text
        if credit := trailing_credit(paragraph):
            paragraph = paragraph[: credit.start()]
        if opening and part.line == opening[0]:
            paragraph = paragraph[opening[1].length :]
        if cleaned := _clean(_BULLET.sub("", paragraph)):
            paragraphs.append(cleaned)
    return paragraphs


def _clean(line: str) -> str:
    return " ".join(line.split())


def _texts(parts: Iterable[Part], role: Role) -> list[str]:
    return [_clean(part.line.text) for part in parts if part.role is role]


def captions_in(parts: Iterable[Part]) -> tuple[str, ...]:
    """The captions of a page's pictures, without the lines that only say whose picture it is."""
    captions = (_CAPTION_LABEL.sub("", caption) for caption in _texts(parts, Role.CAPTION))
    return tuple(caption for caption in captions if caption and not is_picture_credit(caption))


def opening_dateline(parts: Sequence[Part]) -> tuple[Line, Dateline] | None:
    """The dateline that opens the article, and the line that it stands in."""
    above = [part.line for part in parts if part.role is Role.STANDFIRST]
    body = (part.line for part in parts if part.role is Role.BODY)
    for line in (*above, *itertools.islice(body, _FARTHEST_DATELINE)):
        if dateline := read_dateline(line.text):
            return line, dateline
    return None


def agencies_of(parts: Sequence[Part]) -> tuple[str, ...]:
    """The agencies that a page credits: in its dateline, its byline and its credits, in this order."""
    opening = opening_dateline(parts)
    found = [*(opening[1].agencies if opening else ())]
    for part in parts:
        if part.role is Role.CREDIT:
            found += agencies_mentioned(part.line.text)
        elif part.role is Role.BYLINE:
            date = read_date_line(part.line.text)
            signed = _names(part) or _BETWEEN_NAMES.split(date.rest if date else "")
            found += (agency for name in signed for agency in agencies_in(name))
        elif part.role is Role.BODY and (credit := trailing_credit(part.line.text)):
            found += agencies_mentioned(credit[0])
    return tuple(dict.fromkeys(found))


def trailing_credit(paragraph: str) -> re.Match[str] | None:
    """The credit that ends a paragraph: ``kp,es/msh (AP, dpa)``, ``(Writing by …)``, ``(Reuters)``."""
    match = _TRAILING_CREDIT.search(paragraph)
    if match is None:
        return None
    listed = match[1] or match[2]
    return match if listed is None or agencies_in(listed) else None


def _without_outlet(title: str) -> str:
    """A title without the name of the outlet that page titles end in."""
    pieces = _BETWEEN_TITLES.split(title)
    if len(pieces) > 1 and outlet_named(pieces[-1]):
        return title[: title.rindex(pieces[-1])].rstrip(" |–—-")
    return title


def _date(parts: Sequence[Part], address: str | None) -> dt.date | None:
    """The day of publication: in the head of the page, else in its address, else below the article."""

    def dates(header: bool) -> list[PublishedDate]:
        lines = [
            part.line for part in parts if part.in_header is header and part.role in (Role.DATE, Role.BYLINE)
        ]
        found = [read_date_line(line.text) for line in lines]
        return sorted((date for date in found if date), key=lambda date: date.updated)

    above = dates(header=True)
    if above:
        return above[0].day
    if address and (day := day_in_address(address)):
        return day
    below = next((date.day for date in dates(header=False) if date.labelled), None)
    return below or opening_day(parts)


def opening_day(parts: Sequence[Part]) -> dt.date | None:
    """The day that the copy itself opens with: in its dateline, or as the last words of an opening line."""
    if (dateline := opening_dateline(parts)) and dateline[1].day:
        return dateline[1].day
    for part in parts[:_FARTHEST_DATELINE]:
        pieces = part.line.text.split(" | ")
        dates = [date for piece in pieces if (date := read_date_line(piece)) and not date.rest]
        if dates:
            return dates[0].day
    prose = (part.line.text for part in parts if part.role in (Role.STANDFIRST, Role.BODY))
    for text in itertools.islice(prose, _FARTHEST_DATELINE):
        last = _LAST_WORDS.search(text)
        date = read_date_line(last[1]) if last else None
        if date and not date.rest:
            return date.day
    return None


def _publisher(parts: Sequence[Part], address: str | None) -> str | None:
    if address and (outlet := outlet_at(address)):
        return outlet.name
    for part in reversed(parts):
        if part.line.kind is LineKind.COPYRIGHT and (owner := owner_in(part.line.text)):
            return owner
    head = [
        part.line.text for part in parts if part.in_header and part.role in (Role.FURNITURE, Role.HEADLINE)
    ]
    for line in head:
        for piece in _BETWEEN_TITLES.split(line):
            if outlet := outlet_named(_LOGO.sub("", piece)):
                return outlet.name
    asking = (LineKind.NAVIGATION, LineKind.SIGN_UP, LineKind.COOKIES)
    for part in parts:
        if part.line.kind in asking and (outlet := outlet_mentioned(part.line.text)):
            return outlet.name
    return _masthead(parts)


def _masthead(parts: Sequence[Part]) -> str | None:
    """A line of the page's head that its byline, credits or requests to the reader name again."""
    voices = (LineKind.BYLINE, LineKind.CREDIT, LineKind.SIGN_UP, LineKind.COOKIES, LineKind.COPYRIGHT)
    voice = " ".join(part.line.text for part in parts if part.line.kind in voices)
    for part in parts:
        line = part.line
        if (
            part.in_header
            and part.role is Role.FURNITURE
            and line.kind is LineKind.PROSE
            and 2 <= line.words <= 5
        ):
            again = re.search(rf"(?<!\w){re.escape(line.text)}(?!\w)", voice, re.IGNORECASE)
            if again and not line.text.endswith(":"):
                return again[0]
    return None


def _names(part: Part) -> list[str]:
    """The names in a byline, persons and agencies alike."""
    date = read_date_line(part.line.text)
    line = date.rest if date else part.line.text
    by = _BY.match(line)
    if by is None and not line.endswith("agencies"):
        return []
    line = line[by.end() :] if by else line
    return [_FROM.sub("", name).strip(" .") for name in _BETWEEN_NAMES.split(line)]


def _authors(parts: Sequence[Part]) -> tuple[str, ...]:
    names = (name for part in parts if part.role is Role.BYLINE for name in _names(part))
    persons = (name for name in names if _NAME.fullmatch(name) and not outlet_named(name))
    return tuple(dict.fromkeys(name.title() if name.isupper() else name for name in persons))
