"""An invented article's words, found by what they say, for reports that are written by hand."""

import datetime as dt
import re

from kg.extraction.report import (
    Argument,
    EntityLink,
    Span,
    TimeExpression,
)


class Text:
    """Finds spans of an article by their words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences = tuple(Span(m.start(), m.end(), m.group()) for m in re.finditer(r"[^\n]+", text))

    def span(self, words: str, nth: int = 0) -> Span:
        start = [m.start() for m in re.finditer(re.escape(words), self.text)][nth]
        return Span(start, start + len(words), words)

    def arg(self, entity: str, words: str, nth: int = 0) -> tuple[Argument, ...]:
        return (Argument(entity, self.span(words, nth)),)

    def sentence(self, words: str) -> tuple[Span, ...]:
        return (next(s for s in self.sentences if words in s.text),)

    def day(self, day: int, words: str) -> TimeExpression:
        date = dt.date(2021, 5, day)
        return TimeExpression(start=date, end=date, precision="day", span=self.span(words))


def link(qid: str, label: str, score: float) -> EntityLink:
    return EntityLink(qid=qid, label=label, score=score, method="exact", alternatives=(("Q9", 0.2),))
