"""The place and agency that open agency copy: ``KABUL (AP) —``, ``GAZA/CAIRO, March 3 (Reuters) -``."""

import datetime as dt
import re
from dataclasses import dataclass

from kg.articles.dates import parse_day
from kg.articles.outlets import agencies_in

_DASH = r"(?:—|–|--|-)"
_PLACE = r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+)*(?:,\s(?:[A-Z][\w.'’-]+)(?:\s[A-Z][\w.'’-]+){0,2}){0,2}"
_DAY = (
    r"(?P<day>[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?"
    r"|\d{1,2}\s[A-Z][a-z]{2,8}\.?(?:,?\s\d{4})?|[A-Z][a-z]+day)"
)
_CREDIT = r"\((?P<credit>[^()]{2,50})\)"
_MIXED_PLACE = r"[A-Z][\w.'’-]+(?:[ /][A-Z][\w.'’-]+){0,3}(?:,\s[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,3}){0,2}"
_CAPITALS = re.compile(rf"({_PLACE})(?:,\s{_DAY})?\s*(?:{_CREDIT}\s*)?{_DASH}+\s*(?=[\w\"'“‘])")
_CREDITED = re.compile(rf"({_MIXED_PLACE})(?:,\s{_DAY})?\s*{_CREDIT}\s*{_DASH}+\s*(?=[\w\"'“‘])")
_CITY_AND_COUNTRY = re.compile(
    r"([A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2},\s[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,3})\s[—–]\s(?=[A-Z\"“])"
)
_DATED = re.compile(
    rf"({_MIXED_PLACE})(?:,|\.)\s(?:[A-Z][a-z]+day,?\s)?"
    r"(?P<day>[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}|\d{1,2}\s[A-Z][a-z]{2,8}\.?,?\s\d{4})"
    rf"(?:\s*{_CREDIT})?\s*(?:\.|:|{_DASH}+)\s*(?=[\w\"'“‘]|$)"
)
_AGENCY_ONLY = re.compile(rf"\(([^()]{{2,50}})\)\s*{_DASH}+\s*(?=[\w\"'“‘])")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: where the copy was filed, who filed it, how many code points it takes, and on what day.

    The day is given only where the dateline names its year too.
    """

    place: str | None
    agencies: tuple[str, ...]
    length: int
    day: dt.date | None = None


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline that opens ``paragraph``, or None.

    >>> read_dateline("KYIV, Ukraine (AP) — Missiles struck the port.").place
    'Kyiv, Ukraine'
    >>> read_dateline("KHARTOUM, March 14, 2025 (Wire) - A drone struck.").day
    datetime.date(2025, 3, 14)
    >>> read_dateline("NATO - which met on Monday - refused.") is None
    True
    """
    if match := _CAPITALS.match(paragraph):
        agencies = agencies_in(match["credit"] or "")
        spaced_hyphen = re.search(r"\s-\s*$", match[0]) is not None
        if agencies or (match["credit"] is None and not spaced_hyphen and paragraph[match.end()].isupper()):
            return Dateline(_cased(match[1]), agencies, match.end(), _day(match))
    if (match := _CREDITED.match(paragraph)) and (agencies := agencies_in(match["credit"])):
        return Dateline(_cased(match[1]), agencies, match.end(), _day(match))
    if (match := _DATED.match(paragraph)) and (day := parse_day(match["day"])):
        return Dateline(_cased(match[1]), agencies_in(match["credit"] or ""), match.end(), day)
    if match := _CITY_AND_COUNTRY.match(paragraph):
        return Dateline(match[1], (), match.end())
    if (match := _AGENCY_ONLY.match(paragraph)) and (agencies := agencies_in(match[1])):
        return Dateline(None, agencies, match.end())
    return None


def _day(match: re.Match[str]) -> dt.date | None:
    return parse_day(match["day"]) if match["day"] else None


def _cased(place: str) -> str:
    """``GAZA/CAIRO`` as ``Gaza/Cairo``; words already in mixed case and short capitals (``U.N.``) stay."""
    return re.sub(r"[A-ZÀ-Þ]{2,}", lambda word: word[0].capitalize(), place)
