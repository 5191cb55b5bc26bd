"""Spans in the article's own letters, where facts were read in a copy of it: other capitals, no markup."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, cast

from kg.extraction.report import Report, Span


def as_written(report: Report, text: str) -> Report:
    """*report* with the words of every span cut from *text*, which is as long as the copy that was read.

    Names of entities stay as they were read.
    """
    return cast(Report, _recut(report, text))


def _recut(value: Any, text: str) -> Any:
    if isinstance(value, Span):
        return Span(value.start, value.end, text[value.start : value.end])
    if isinstance(value, tuple):
        return tuple(_recut(part, text) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _recut(getattr(value, f.name), text) for f in fields(value)})
    return value
