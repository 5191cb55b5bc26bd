"""What words of time mean on the calendar, seen from the article's day."""

import calendar
import datetime as dt

from kg.extraction.quantities import parse_number
from kg.extraction.report import Precision
from kg.extraction.time_words import time_words

Interval = tuple[dt.date | None, dt.date | None, Precision]
"""First day, last day and precision."""
_SLACK = dt.timedelta(days=3)  # time zones, and copy that is dated the day before it runs


def interval_of(groups: dict[str, str], today: dt.date | None, future: bool | None) -> Interval | None:
    """Value of one match as first day, last day and precision."""
    try:
        if year := groups.get("iso_year"):
            return _day(dt.date(int(year), int(groups["iso_month"]), int(groups["iso_day"])))
        if name := groups.get("month") or groups.get("month2") or groups.get("month3"):
            return _calendar(groups, _month_number(name), today, future)
        if name := groups.get("named_day"):
            month, day = time_words()["named_days"][_plain(name).replace("’", "'")]
            if stated := groups.get("named_year"):
                return _day(dt.date(int(stated), month, day))
            return _day(dt.date(_nearest_year(month, day, today, future), month, day)) if today else None
        if year := groups.get("year"):
            return _part_of_year(int(year), groups.get("year_part"))
        if today is None:
            return None
        if word := groups.get("day_word"):
            return _day(today + dt.timedelta(days=time_words()["days"][_plain(word)]))
        if phrase := groups.get("vague"):
            back, ahead, precision = time_words()["vague"][_plain(phrase)]
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


def _calendar(
    groups: dict[str, str], month: int, today: dt.date | None, future: bool | None
) -> Interval | None:
    day = groups.get("day") or groups.get("day2")
    last_day = groups.get("last_day") or groups.get("last_day2")
    stated = groups.get("month_year") or groups.get("month_year2") or groups.get("month_year3")
    step = groups.get("year_step") or groups.get("year_step2") or groups.get("year_step3")
    if stated:
        year = int(stated)
    elif today is None:
        return None
    elif step:
        year = today.year + time_words()["steps"][step]  # "in May last year"
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


def _nearest_year(month: int, day: int | None, today: dt.date, future: bool | None) -> int:
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


def _weekday(name: str, step: str | None, today: dt.date, future: bool | None) -> dt.date:
    """Past tense: the latest such day up to today; future tense: the first from today on; or the nearest."""
    wanted = time_words()["weekdays"].index(name.lower())
    step = _plain(step or "")
    if future is None and not step:
        future = (wanted - today.weekday()) % 7 < 4  # the nearest
    if step in ("next", "coming", "this coming") or (future and step not in ("last", "past", "previous")):
        ahead = (wanted - today.weekday()) % 7
        return today + dt.timedelta(days=ahead or (7 if step == "next" else 0))
    back = (today.weekday() - wanted) % 7
    return today - dt.timedelta(days=back or (7 if step in ("last", "past", "previous") else 0))


def _weekend(step: str | None, today: dt.date, future: bool | None) -> Interval:
    direction = time_words()["steps"].get(_plain(step or ""), 0)
    if direction > 0 or (future and direction == 0):
        saturday = today + dt.timedelta(days=(5 - today.weekday()) % 7)
    else:
        saturday = today - dt.timedelta(days=(today.weekday() - 5) % 7)
    return saturday, saturday + dt.timedelta(days=1), "week"


def _stepped(unit: str, step: str, today: dt.date) -> Interval | None:
    direction = time_words()["steps"][_plain(step)]
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


def _month_number(name: str) -> int:
    lowered = name.lower().rstrip(".")
    months: list[str] = time_words()["months"]
    return next(i for i, month in enumerate(months, 1) if month == lowered or month.startswith(lowered[:3]))


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def bounded(interval: Interval, preposition: str) -> Interval:
    """What "since", "until", "before" and the like leave of an interval."""
    start, end, precision = interval
    if preposition in ("since", "after", "from"):
        return start, None, precision
    if preposition in ("until", "till", "by"):
        return None, end, precision
    if preposition == "before":
        return None, start - dt.timedelta(days=1) if start else None, precision
    return interval
