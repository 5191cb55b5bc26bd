"""Who did what to whom, on whose word: from a parsed article to a :class:`~kg.extraction.report.Report`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extraction.assembly import extract

__all__ = ["extract"]


def __getattr__(name: str) -> object:
    """Import ``extract``, and spaCy with it, when it is first asked for: reports alone need neither."""
    if name == "extract":
        from kg.extraction.assembly import extract

        return extract
    raise AttributeError(f"module 'kg.extraction' has no attribute {name!r}")
