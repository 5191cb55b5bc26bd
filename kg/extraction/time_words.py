"""Where a text says when: the words that name days, months and years, found by one pattern."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Doc, Span

YEARS = ("iso_year", "month_year", "month_year2", "month_year3", "named_year", "year")
"""Groups of the pattern that hold a year."""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """An expression at tokens ``start:end`` with its value, before tense has been looked at."""

    start: int
    end: int
    root: int
    groups: dict[str, str]
    text: str


def find_time_words(doc: Doc) -> Iterator[TimeWords]:
    """Every expression of a text, in order."""
    for match in _pattern().finditer(doc.text):
        words = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if words is None:
            continue
        groups = {name: value for name, value in match.groupdict().items() if value}
        if groups.get("month3") in ("May", "March") and _is_verbal(doc, words.start):
            continue
        if groups.keys() == {"weekday"} and _is_of_name(words):
            continue
        root = words.root
        if (
            "year" in groups
            and "year_part" not in groups
            and root.dep_ == "nummod"
            and root.head.tag_ == "NNS"
        ):
            continue
        yield TimeWords(words.start, words.end, root.i, groups, words.text)


def _is_of_name(day: Span) -> bool:
    """Whether a weekday begins a name, as of a newspaper: "the Sunday Tribune", but "on Sunday"."""
    word = day[0]
    return word.ent_type_ not in ("", "DATE", "TIME") or (
        word.dep_ in ("compound", "amod") and word.head.ent_type_ in ("ORG", "WORK_OF_ART", "FAC")
    )


def _is_verbal(doc: Doc, index: int) -> bool:
    return doc[index].pos_ in ("VERB", "AUX")


@cache
def _pattern() -> re.Pattern[str]:
    data = time_words()
    full = "|".join(m.title() for m in data["months"])
    short = (
        "|".join(m[:3].title() + r"\." for m in data["months"] if m != "may")
        + r"|Sept?\.?|Aug\.?|Jan|Feb|Nov|Dec|Oct"
    )
    month = rf"{full}|{short}"
    weekday = "|".join(d.title() for d in data["weekdays"])
    steps = "|".join(sorted(data["steps"], key=len, reverse=True)).replace(" ", r"\s+")
    days = "|".join(sorted(data["days"], key=len, reverse=True)).replace(" ", r"\s+")
    named = "|".join(data["named_days"]).replace(" ", r"\s+").replace("'", "['’]")
    vague = "|".join(sorted(data["vague"], key=len, reverse=True)).replace(" ", r"\s+")
    number = r"\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    weekday_prefix = rf"(?:(?P<weekday_step>(?i:{steps}))\s+)?"
    return re.compile(
        rf"""\b(?:
        (?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>[01]\d)-(?P<iso_day>[0-3]\d)
        |(?:(?:{weekday}),?\s+)?(?P<month>{month})\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|[:.,]\d)
            (?:\s*[-–]\s*(?P<last_day>[0-3]?\d)(?!\d))?(?:,?\s+(?:(?P<month_year>(?:19|20)\d\d)|(?P<year_step>last|this|next)\s+year))?
        |(?:(?:{weekday}),?\s+)?(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?:\s*(?:[-–]|and\b|to\b)\s*(?P<last_day2>[0-3]?\d))?\s+(?:of\s+)?
            (?P<month2>{month})(?:,?\s+(?:(?P<month_year2>(?:19|20)\d\d)|(?P<year_step2>last|this|next)\s+year))?
        |(?:(?P<month_part>early|mid-?|late)[\s-]+)?(?P<month3>{full})(?:\s+(?:of\s+)?(?:(?P<month_year3>(?:19|20)\d\d)|(?P<year_step3>last|this|next)\s+year))?
        |(?P<named_day>(?i:{named}))(?:(?:,|\s+in|\s+of)?\s+(?P<named_year>(?:19|20)\d\d))?
        |{weekday_prefix}(?P<weekday>{weekday})
        |(?:(?P<weekend_step>(?i:{steps}|the))\s+)(?P<weekend>weekend)
        |(?P<vague>(?i:{vague}))
        |(?P<day_word>(?i:{days}))
        |(?P<unit_step>(?i:{steps}))\s+(?P<unit>week|month|year)
        |(?P<ago_count>(?i:{number}))\s+(?P<ago_unit>(?i:hour|day|week|month|year)s?)\s+(?:ago|earlier)
        |(?:(?P<year_part>early|mid-?|late)[\s-]+)?(?P<year>(?:19|20)\d\d)(?![\d,.-]*\d)
        )(?!\w)""",
        re.VERBOSE,
    )


@cache
def time_words() -> dict[str, Any]:
    """The word lists of ``data/time.toml``."""
    data: dict[str, Any] = tomllib.loads((files("kg.extraction") / "data" / "time.toml").read_text("utf-8"))
    data["future"] = frozenset(data["future_verbs"])
    data["arranging"] = frozenset(data["arranging_verbs"])
    data["staging"] = frozenset(data["staging_verbs"])
    data["judging"] = frozenset(data["judging_verbs"])
    data["scheduled"] = frozenset(data["scheduled_verbs"])
    data["papers"] = frozenset(data["paper_nouns"])
    return data
