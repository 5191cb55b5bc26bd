"""Who did what to whom, on whose word: from a parsed article to a :class:`~kg.extraction.report.Report`."""

from kg.extraction.extract import extract

__all__ = ["extract"]
