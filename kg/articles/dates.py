"""Publication dates as pages write them: "March 4, 2020", "Published On 4 Mar 2020", "04.03.2020"."""

import datetime as dt
import re
from dataclasses import dataclass

from dateutil import parser

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NUMERIC = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_WRITTEN = re.compile(
    rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{4}}/\d{{2}}/\d{{2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]{_MONTH},?[\s-]\d{{4}}"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?<=\d{4})(?=\d{1,2}:\d{2})|(?<=[\da-z])(?=(?:last |Last )?(?:Updated|updated|Published|Modified)\b)"
)
"""Where a page that was saved as text ran two of its parts together."""
_UPDATED = re.compile(r"\b(?:updated?|modified|edited)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:published|posted|issued|released|date|as\sof)\b", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=/|-|$)", re.IGNORECASE)
_EARLIEST = dt.date(1900, 1, 1)

_FURNITURE = re.compile(
    r"""\b(?:published|posted|issued|created|released|first|last|updated?|modified|edited|date|time|on|at|and|as\sof|
        (?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?|
        \d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?|[ap]\.?m\b\.?|hrs?|hours|o'clock|noon|midnight|
        utc|gmt|bst|cet|cest|e[sd]?t|p[sd]t|c[sd]t|ist|msk|eet|eest|local|[+-]\d{2}:?\d{2}|
        (?:gmt|utc)[+-]\d{1,2}|\d{1,2}\s+(?:min(?:ute)?s?)\s+read|\d+\s+(?:minutes?|hours?|days?)\s+ago)\b|\bT\b|\bZ\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SIGNED = re.compile(r"(?i:by)\b.*|(?:[A-ZÀ-Þ][\w.'’-]*[ ,|/]*){1,4}")
_SEPARATORS = re.compile(r"[\s\d.,:;|/()\[\]•·+\-–—TZ]+")


@dataclass(frozen=True, slots=True)
class PublishedDate:
    """A day that a line gives, and whether the line calls it an update."""

    day: dt.date
    updated: bool
    labelled: bool
    """Whether the line says that it is the day of publication or update."""
    rest: str
    """What the line says beside the date: a byline, an agency, a place, nothing."""


def parse_day(text: str) -> dt.date | None:
    """The day that a metadata value names, or None where it names none or could mean two."""
    if match := _WRITTEN.search(text):
        return _day(match[0])
    if match := _NUMERIC.search(text):
        return _numeric_day(match)
    return None


def read_date_line(line: str) -> PublishedDate | None:
    """What a line says of the day of publication, if that is about all it says.

    A sentence that mentions a date is not a date line.

    >>> read_date_line("Published On 4 Mar 2020, 10:15 GMT").day
    datetime.date(2020, 3, 4)
    >>> read_date_line("The deal was signed on March 4, 2020.") is None
    True
    """
    line = _GLUED.sub(" ", line)
    match = _WRITTEN.search(line) or _NUMERIC.search(line)
    if match is None or len(line) > 160:
        return None
    day = _numeric_day(match) if match.re is _NUMERIC else _day(match[0])
    if day is None:
        return None
    others = _NUMERIC.sub(" ", _WRITTEN.sub(" ", line))
    rest = _FURNITURE.sub(" ", others)
    rest = " ".join(rest.split()).strip(" .,:;|/()[]•·+-–—")
    if _SEPARATORS.fullmatch(rest):
        rest = ""
    if rest and not _SIGNED.fullmatch(rest):
        return None
    before = line[: match.start()]
    updated = bool(_UPDATED.search(before))
    return PublishedDate(day, updated, updated or bool(_PUBLISHED.search(before)), rest)


def day_in_address(url: str) -> dt.date | None:
    """The day in a web address such as ``…/2022/07/23/…``."""
    match = _IN_ADDRESS.search(url)
    return _day("-".join(match.groups())) if match else None


def _day(text: str) -> dt.date | None:
    try:
        day = parser.parse(text.replace(" of ", " "), default=dt.datetime(1, 1, 1)).date()
    except (ValueError, OverflowError, TypeError):
        return None
    return day if day >= _EARLIEST else None


def _numeric_day(match: re.Match[str]) -> dt.date | None:
    """Day and month by number: European with dots, else only where one reading is possible."""
    first, second, year = (int(part) for part in match.groups())
    dotted = "." in match[0]
    if not dotted and first <= 12 and second <= 12 and first != second:
        return None
    day, month = (second, first) if second > 12 else (first, second)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
