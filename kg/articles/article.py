"""The article: the text that facts are read from, and what is known of it."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article.

    ``text`` is what every offset in the system counts in, in Unicode code points: headline, standfirst and
    body, one paragraph a line. A record that came with a text of its own (JSON Lines) keeps it unchanged.
    """

    id: str
    """Slug, stable over runs and unique in a batch; the last part of the article's IRI."""
    text: str
    headline: str | None = None
    standfirst: str | None = None
    date: dt.date | None = None
    """Day of publication; relative dates in the text are resolved against it."""
    publisher: str | None = None
    url: str | None = None
    language: str = "en"
    agencies: tuple[str, ...] = ()
    """News agencies credited with the copy, by name ("AP", "Reuters")."""
    authors: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    """Picture captions: kept as metadata, never read for facts."""
    subheadings: tuple[str, ...] = ()
    dateline_place: str | None = None
    headline_span: tuple[int, int] | None = None
    """Where the headline stands in ``text``, where it does."""
    skip: tuple[tuple[int, int], ...] = ()
    """Ranges of ``text`` that are boilerplate and yield no facts."""
    source: str = ""
    """The file, address or stream that it was read from."""
    warnings: tuple[str, ...] = ()
