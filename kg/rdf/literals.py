"""Literals in the one form that stores keep, so that what is written is what is read back."""

import datetime as dt

from pyoxigraph import Literal

from kg.rdf.namespaces import XSD


def text(value: str) -> Literal:
    """A plain string. What RDF cannot carry, NUL and lone surrogates, is replaced one for one."""
    if not value.isascii():
        value = value.encode("utf-8", "replace").decode("utf-8")
    return Literal(value.replace("\x00", "\N{REPLACEMENT CHARACTER}"))


def english(value: str) -> Literal:
    """A string in English."""
    return Literal(text(value).value, language="en")


def day(value: dt.date) -> Literal:
    """An ``xsd:date``."""
    return Literal(value.isoformat(), datatype=XSD("date"))


def integer(value: int) -> Literal:
    """An ``xsd:integer``."""
    return Literal(str(value), datatype=XSD("integer"))


def decimal(value: float) -> Literal:
    """An ``xsd:decimal`` of at most four places, without trailing zeros: 0.93, 1, 0."""
    return Literal(f"{value:.4f}".rstrip("0").rstrip("."), datatype=XSD("decimal"))
