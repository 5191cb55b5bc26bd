"""Time expressions, resolved against the article's date and the tense of the verb that they stand with.

A :class:`TimeResolver` finds every expression of an article in one pass over its text, then answers, for an
event's trigger, which of them the syntax attaches to it.
"""

import calendar
import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Doc, Token

from kg.extraction.quantities import parse_number
from kg.extraction.report import Precision, Span, TimeExpression

Interval = tuple[dt.date | None, dt.date | None, Precision]

_NOMINAL = frozenset(
    [
        *(
            "nmod",
            "nmod:poss",
            "nmod:unmarked",
            "nmod:tmod",
            "compound",
            "appos",
            "nummod",
            "amod",
            "flat",
            "det",
        ),
        *("conj", "dep", "list", "fixed", "goeswith", "case", "advmod", "obl:unmarked", "obl:npmod"),
    ]
)
_SLACK = dt.timedelta(days=3)  # time zones, and copy that is dated the day before it runs
_CLAUSE = frozenset({"VERB", "AUX"})
_LINKED = frozenset({"xcomp", "conj"})


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression at tokens ``start:end`` with its value, before tense has been looked at."""

    start: int
    end: int
    root: int
    groups: dict[str, str]
    text: str


class TimeResolver:
    """Dates of one article.

    ``date`` is the article's day of publication; without it only expressions that name a year are resolved.
    """

    def __init__(self, doc: Doc, date: dt.date | None) -> None:
        self._doc = doc
        self._date = date
        self._by_sentence: dict[int, list[_Found]] = {}
        for found in _find(doc):
            self._by_sentence.setdefault(doc[found.root].sent.start, []).append(found)

    def of(self, token: Token) -> TimeExpression | None:
        """When the event triggered by ``token`` happened, by its own words; ``None`` if they do not say."""
        candidates = self._by_sentence.get(token.sent.start)
        if not candidates:
            return None
        if (told := self._when(token, candidates)) is not None:
            return told
        for steps, nodes in enumerate(_carriers(token)):
            attached = [c for c in candidates if self._attaches(c, nodes)]
            if steps and token.pos_ in _CLAUSE:
                # A verb borrows the time of a verb beside it only from words that stand before both.
                attached = [c for c in attached if c.end <= token.i]
            best: TimeExpression | None = None
            for candidate in attached:
                resolved = self._resolve(candidate, token)
                if resolved is not None and (best is None or _width(resolved) < _width(best)):
                    best = resolved
            if best is not None:
                return best
        return None

    def _when(self, token: Token, candidates: Iterable[_Found]) -> TimeExpression | None:
        """The day that a clause tells of: "since Wednesday, when India launched the operation"."""
        clause = token if token.pos_ in _CLAUSE else token.head
        when = next((c for c in clause.children if c.lower_ == "when"), None)
        if when is None or when.i < 2:
            return None
        last = when.i - (2 if self._doc[when.i - 1].text == "," else 1)
        day = next((c for c in candidates if c.end == last + 1), None)
        found = self._resolve(day, token) if day is not None else None
        if found is None or (found.start and found.end):
            return found
        known = found.start or found.end  # of "since Wednesday, when …" the day alone
        return replace(found, start=known, end=known)

    def _attaches(self, found: _Found, nodes: set[int]) -> bool:
        """Whether the expression hangs on one of ``nodes``, straight or through nominals."""
        token = self._doc[found.root]
        if token.head.i not in nodes and _names(found, self._doc):
            return False
        for _ in range(8):
            if token.head.i in nodes:
                return True
            if token.head.i == token.i:
                return False
            token = token.head
            if token.pos_ in _CLAUSE or token.dep_ not in _NOMINAL | {
                "obl",
                "obj",
                "nsubj",
                "nsubj:pass",
                "obl:tmod",
            }:
                return False
        return False

    def _resolve(self, found: _Found, token: Token) -> TimeExpression | None:
        interval = _interval(found.groups, self._date, _is_future(token))
        if interval is None:
            return None
        start, end, precision = _bounded(interval, _preposition(self._doc, found))
        words = self._doc[found.start : found.end]
        return TimeExpression(
            start=start, end=end, precision=precision, span=Span(words.start_char, words.end_char, words.text)
        )


def _names(found: _Found, doc: Doc) -> bool:
    """Whether a year only tells which paper is meant: "under the 2016 accord", "the 1951 convention"."""
    token = doc[found.root]
    paper = token.head.lemma_.lower() in _data()["papers"] and token.i < token.head.i
    return paper and found.end - found.start == 1 and token.text.isdigit()


def _width(time: TimeExpression) -> int:
    if time.start is None or time.end is None:
        return 10**6
    return (time.end - time.start).days


def _carriers(token: Token) -> Iterator[set[int]]:
    """Sets of tokens whose time is the trigger's time, nearest first.

    A noun shares the time of the participle that modifies it ("talks scheduled for March 10") and of the
    verb that it is an argument of ("attacks were carried out on Tuesday"); a verb that of the verb it
    complements or is joined to ("On Tuesday they attacked a post and killed three").
    """
    nodes = {token.i}
    if token.pos_ not in _CLAUSE:
        nodes |= {t.i for t in _participles(token)}
    yield nodes
    current = token
    for _ in range(4):
        head = current.head
        if head.i == current.i:
            return
        if current.pos_ not in _CLAUSE and current.dep_ in ("obj", "nsubj", "nsubj:pass", "obl", "obl:agent"):
            if head.pos_ not in _CLAUSE or not _shares_time(current, head):
                return
        elif not (
            current.dep_ in (*_LINKED, "compound", "acl", "acl:relcl", "appos")
            or (current.dep_ == "nmod" and any(child.lower_ == "of" for child in current.lefts))
            or (current.dep_ == "advcl" and current.tag_ == "VBG")
        ):
            return
        yield {head.i}
        current = head


def _participles(noun: Token) -> Iterator[Token]:
    """Participles that modify a noun, those read as modifying a noun inside its phrase included.

    In "talks between the rebels and the government scheduled for Friday" it is the talks that are scheduled.
    """
    for child in noun.rights:
        if child.dep_ in ("acl", "acl:relcl", "amod") and child.pos_ in _CLAUSE:
            yield child
        elif child.dep_ in ("nmod", "conj"):
            yield from (t for t in _participles(child) if t.lemma_.lower() in _data()["arranging"])


def _shares_time(noun: Token, verb: Token) -> bool:
    """Whether a verb's time is its argument's too: not for verbs of saying, which talk about other times."""
    if any(child.dep_ == "ccomp" for child in verb.children):
        return False
    if verb.lemma_.lower() in _data()["judging"]:
        return False
    return noun.dep_ != "obl" or verb.lemma_.lower() in _data()["staging"]


def _is_future(token: Token) -> bool:
    """Whether ``token`` happens in the time to come, by its clause and by what governs that."""
    if token.pos_ not in _CLAUSE and any(t.lemma_.lower() in _data()["future"] for t in _participles(token)):
        return True
    current = token
    for _ in range(6):
        if current.pos_ in _CLAUSE or current.tag_ == "TO":
            words = {
                child.lower_ for child in current.children if child.dep_ in ("aux", "mark", "aux:pass", "cop")
            }
            if words & {"will", "shall", "'ll", "’ll", "wo", "would", "to"}:
                return True
            if current.i != token.i and current.lemma_.lower() in _data()["future"]:
                return True
            if current.tag_ == "VBD" or words & {"was", "were", "had", "did"}:
                return False
            if current.tag_ in ("VBZ", "VBP") and current.lemma_.lower() in ("be", "have"):
                return False
        if current.head.i == current.i:
            return False
        current = current.head
    return False


def _preposition(doc: Doc, found: _Found) -> str:
    before = doc[found.start - 1].lower_ if found.start else ""
    return before if before in ("since", "until", "till", "by", "before", "after", "from") else ""


def _bounded(interval: Interval, preposition: str) -> Interval:
    start, end, precision = interval
    if preposition in ("since", "after", "from"):
        return start, None, precision
    if preposition in ("until", "till", "by"):
        return None, end, precision
    if preposition == "before":
        return None, start - dt.timedelta(days=1) if start else None, precision
    return interval


def _interval(groups: dict[str, str], today: dt.date | None, future: bool) -> Interval | None:
    """Value of one match as first day, last day and precision."""
    try:
        if year := groups.get("iso_year"):
            return _day(dt.date(int(year), int(groups["iso_month"]), int(groups["iso_day"])))
        if name := groups.get("month") or groups.get("month2") or groups.get("month3"):
            return _calendar(groups, _month_number(name), today, future)
        if year := groups.get("year"):
            return _part_of_year(int(year), groups.get("year_part"))
        if today is None:
            return None
        if word := groups.get("day_word"):
            return _day(today + dt.timedelta(days=_data()["days"][_plain(word)]))
        if phrase := groups.get("vague"):
            back, ahead, precision = _data()["vague"][_plain(phrase)]
            return today - dt.timedelta(days=back), today + dt.timedelta(days=ahead), precision
        if name := groups.get("weekday"):
            return _day(_weekday(name, groups.get("weekday_step"), today, future))
        if groups.get("weekend"):
            return _weekend(groups.get("weekend_step"), today, future)
        if unit := groups.get("unit"):
            return _stepped(unit, groups["unit_step"], today)
        if unit := groups.get("ago_unit"):
            value = parse_number(_plain(groups["ago_count"]).split())
            return _ago(unit, value[0] if value and value[0] else 1, today)
    except (ValueError, OverflowError):
        return None
    return None


def _day(day: dt.date) -> Interval:
    return day, day, "day"


def _calendar(groups: dict[str, str], month: int, today: dt.date | None, future: bool) -> Interval | None:
    day = groups.get("day") or groups.get("day2")
    last_day = groups.get("last_day") or groups.get("last_day2")
    stated = groups.get("month_year") or groups.get("month_year2") or groups.get("month_year3")
    if stated:
        year = int(stated)
    elif today is None:
        return None
    else:
        year = _nearest_year(month, int(day) if day else None, today, future)
    if day is None:
        first = dt.date(year, month, 1)
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
        match groups.get("month_part"):
            case "early":
                last = dt.date(year, month, 10)
            case "mid" | "mid-":
                first, last = dt.date(year, month, 11), dt.date(year, month, 20)
            case "late":
                first = dt.date(year, month, 21)
        return first, last, "month"
    first = dt.date(year, month, int(day))
    return (first, dt.date(year, month, int(last_day)), "week") if last_day else _day(first)


def _nearest_year(month: int, day: int | None, today: dt.date, future: bool) -> int:
    """The year that puts a day, or a whole month, nearest to today on the side that the tense says."""
    years = (today.year - 1, today.year, today.year + 1)
    if future:
        fitting = [year for year in years if _month_day(year, month, day or 31) >= today - _SLACK]
    else:
        fitting = [year for year in years if _month_day(year, month, day or 1) <= today + _SLACK]
    return min(fitting, key=lambda year: abs(_month_day(year, month, day or 15) - today))


def _month_day(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _part_of_year(year: int, part: str | None) -> Interval:
    match (part or "").rstrip("- "):
        case "early":
            return dt.date(year, 1, 1), dt.date(year, 4, 30), "year"
        case "mid":
            return dt.date(year, 5, 1), dt.date(year, 8, 31), "year"
        case "late":
            return dt.date(year, 9, 1), dt.date(year, 12, 31), "year"
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


def _weekday(name: str, step: str | None, today: dt.date, future: bool) -> dt.date:
    """Past tense: the latest such day up to today; future tense: the first one from today on."""
    wanted = _data()["weekdays"].index(name.lower())
    step = _plain(step or "")
    if step in ("next", "coming", "this coming") or (future and step not in ("last", "past", "previous")):
        ahead = (wanted - today.weekday()) % 7
        return today + dt.timedelta(days=ahead or (7 if step == "next" else 0))
    back = (today.weekday() - wanted) % 7
    return today - dt.timedelta(days=back or (7 if step in ("last", "past", "previous") else 0))


def _weekend(step: str | None, today: dt.date, future: bool) -> Interval:
    direction = _data()["steps"].get(_plain(step or ""), 0)
    if direction > 0 or (future and direction == 0):
        saturday = today + dt.timedelta(days=(5 - today.weekday()) % 7)
    else:
        saturday = today - dt.timedelta(days=(today.weekday() - 5) % 7)
    return saturday, saturday + dt.timedelta(days=1), "week"


def _stepped(unit: str, step: str, today: dt.date) -> Interval | None:
    direction = _data()["steps"][_plain(step)]
    match unit.lower():
        case "week":
            monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=direction)
            return monday, monday + dt.timedelta(days=6), "week"
        case "month":
            index = today.year * 12 + today.month - 1 + direction
            first = dt.date(index // 12, index % 12 + 1, 1)
            return first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), "month"
        case "year":
            return _part_of_year(today.year + direction, None)
    return None


def _ago(unit: str, count: int, today: dt.date) -> Interval | None:
    match unit.lower().rstrip("s"):
        case "day":
            return _day(today - dt.timedelta(days=count))
        case "week":
            day = today - dt.timedelta(weeks=count)
            monday = day - dt.timedelta(days=day.weekday())
            return monday, monday + dt.timedelta(days=6), "week"
        case "month":
            index = today.year * 12 + today.month - 1 - count
            first = dt.date(index // 12, index % 12 + 1, 1)
            return first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), "month"
        case "year":
            return _part_of_year(today.year - count, None)
        case "hour":
            return _day(today) if count < 24 else _day(today - dt.timedelta(days=count // 24))
    return None


def _find(doc: Doc) -> Iterator[_Found]:
    for match in _pattern().finditer(doc.text):
        words = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if words is None:
            continue
        groups = {name: value for name, value in match.groupdict().items() if value}
        if groups.get("month3") in ("May", "March") and _is_verbal(doc, words.start):
            continue
        root = words.root
        if (
            "year" in groups
            and "year_part" not in groups
            and root.dep_ == "nummod"
            and root.head.tag_ == "NNS"
        ):
            continue
        yield _Found(words.start, words.end, root.i, groups, words.text)


def _is_verbal(doc: Doc, index: int) -> bool:
    return doc[index].pos_ in ("VERB", "AUX")


def _month_number(name: str) -> int:
    lowered = name.lower().rstrip(".")
    months: list[str] = _data()["months"]
    return next(i for i, month in enumerate(months, 1) if month == lowered or month.startswith(lowered[:3]))


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


@cache
def _pattern() -> re.Pattern[str]:
    data = _data()
    full = "|".join(m.title() for m in data["months"])
    short = (
        "|".join(m[:3].title() + r"\." for m in data["months"] if m != "may")
        + r"|Sept?\.?|Aug\.?|Jan|Feb|Nov|Dec|Oct"
    )
    month = rf"{full}|{short}"
    weekday = "|".join(d.title() for d in data["weekdays"])
    steps = "|".join(sorted(data["steps"], key=len, reverse=True)).replace(" ", r"\s+")
    days = "|".join(sorted(data["days"], key=len, reverse=True)).replace(" ", r"\s+")
    vague = "|".join(sorted(data["vague"], key=len, reverse=True)).replace(" ", r"\s+")
    number = r"\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    weekday_prefix = rf"(?:(?P<weekday_step>(?i:{steps}))\s+)?"
    return re.compile(
        rf"""\b(?:
        (?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>[01]\d)-(?P<iso_day>[0-3]\d)
        |(?:(?:{weekday}),?\s+)?(?P<month>{month})\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|[:.,]\d)
            (?:\s*[-–]\s*(?P<last_day>[0-3]?\d)(?!\d))?(?:,?\s+(?P<month_year>(?:19|20)\d\d))?
        |(?:(?:{weekday}),?\s+)?(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?:\s*[-–]\s*(?P<last_day2>[0-3]?\d))?\s+(?:of\s+)?
            (?P<month2>{month})(?:,?\s+(?P<month_year2>(?:19|20)\d\d))?
        |(?:(?P<month_part>early|mid-?|late)[\s-]+)?(?P<month3>{full})(?:\s+(?P<month_year3>(?:19|20)\d\d))?
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
def _data() -> dict[str, Any]:
    data: dict[str, Any] = tomllib.loads((files("kg.extraction") / "data" / "time.toml").read_text("utf-8"))
    data["future"] = frozenset(data["future_verbs"])
    data["arranging"] = frozenset(data["arranging_verbs"])
    data["staging"] = frozenset(data["staging_verbs"])
    data["judging"] = frozenset(data["judging_verbs"])
    data["papers"] = frozenset(data["paper_nouns"])
    return data
