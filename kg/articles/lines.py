"""The lines of a saved page, and what each is by its own wording."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from kg.articles.dates import read_date_line


class LineKind(StrEnum):
    """What a line is for the reader of the page."""

    PROSE = "prose"
    BLANK = "blank"
    NAVIGATION = "navigation"
    SHARE = "share"
    ADVERT = "advert"
    COOKIES = "cookies"
    SIGN_UP = "sign_up"
    READ_MORE = "read_more"
    RELATED = "related"
    END = "end"
    COPYRIGHT = "copyright"
    CREDIT = "credit"
    BYLINE = "byline"
    CAPTION = "caption"
    DATE = "date"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: its range in code points (without surrounding spaces) and its kind."""

    start: int
    end: int
    text: str
    kind: LineKind

    @property
    def words(self) -> int:
        """How many words stand in the line."""
        return len(self.text.split())

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends as a sentence does, quotation marks and brackets set aside."""
        return bool(_SENTENCE_END.search(self.text))

    @property
    def is_sentence(self) -> bool:
        """Whether the line is prose of the kind that a body is made of."""
        return self.kind is LineKind.PROSE and self.ends_sentence and self.words >= 8


_SENTENCE_END = re.compile(r"""(?<!\b[A-Z])[.!?…]\s?["'`”’»)\]]*$""")
_FULL_STOP = re.compile(r"""[.!…]\s?["'`”’»)\]]*$""")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LISTED = re.compile(r"^(?:\d{1,2}[.)]|[•·*▪►▶‣◦–-])\s+")
_TRAIL = re.compile(r"\S.{0,40}(?:\s[>›»|/•·]\s.{1,60}){1,6}")
_INITIALS = re.compile(
    r"\(?[a-z]{1,4}(?:[,/ ]{1,2}[a-z]{1,4}){0,5}\s*\(.{2,80}\)\.?|[a-z]{1,4}(?:[,/]{1,2}[a-z]{1,4}){1,5}"
)
_NAMES = (
    r"(?-i:[A-Z0-9À-Þ][\w.'’-]*(?:[ ,;&/]+(?:[A-Z0-9À-Þ][\w.'’-]*|and|in|at|for|from|of|the|de|la|du|der"
    r"|van|von|bin|abu|by|with|al-\w+|el-\w+|staff|reporters|additional|reporting|editing|writing|photography|graphics))*\.?)"
)


@dataclass(frozen=True, slots=True)
class _Patterns:
    kind: LineKind
    longest: int
    keeps_sentences: bool
    whole: re.Pattern[str]
    opening: re.Pattern[str]
    inside: re.Pattern[str]

    def match(self, text: str, words: int) -> bool:
        if words > self.longest or (self.keeps_sentences and words >= 5 and _FULL_STOP.search(text)):
            return False
        return bool(self.whole.fullmatch(text) or self.opening.match(text) or self.inside.search(text))


@cache
def _patterns() -> tuple[_Patterns, ...]:
    path = Path(__file__).with_name("boilerplate.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))

    def one(patterns: list[str]) -> re.Pattern[str]:
        alternatives = "|".join(f"(?:{pattern.replace('{NAMES}', _NAMES)})" for pattern in patterns)
        return re.compile(alternatives or r"(?!)", re.IGNORECASE)

    return tuple(
        _Patterns(
            LineKind(kind),
            table["longest"],
            table.get("keeps_sentences", False),
            *(one(table.get(place, [])) for place in ("whole", "opening", "inside")),
        )
        for kind, table in tables.items()
    )


def kind_of(text: str) -> LineKind:
    """What a line is by its wording alone; PROSE where nothing speaks against it.

    >>> kind_of("Read more: What the deal says").value
    'read_more'
    >>> kind_of("Read more and you will see that the army denied the attack.").value
    'prose'
    """
    if not text:
        return LineKind.BLANK
    if _ADDRESS.fullmatch(text):
        return LineKind.ADDRESS
    bare = " ".join(_LISTED.sub("", text, count=1).split())
    words = len(bare.split())
    if words > 90 or len(text) > 1_000:
        return LineKind.PROSE
    date = read_date_line(bare)
    if date is not None:
        return LineKind.BYLINE if date.rest else LineKind.DATE
    if _INITIALS.fullmatch(bare):
        return LineKind.CREDIT
    for patterns in _patterns():
        if patterns.match(bare, words):
            return patterns.kind
    if words <= 14 and not _SENTENCE_END.search(bare) and _TRAIL.fullmatch(bare):
        return LineKind.NAVIGATION
    return LineKind.PROSE


def split(text: str) -> Iterator[Line]:
    """The lines of ``text`` in order, blank ones included, with what each is by its wording."""
    start = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        begin = start + len(raw) - len(raw.lstrip()) if stripped else start
        yield Line(begin, begin + len(stripped), stripped, kind_of(stripped))
        start += len(raw) + 1
