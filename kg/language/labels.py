"""The classes of names that the encoder knows, and their BIO labels."""

from __future__ import annotations

NAME_TYPES: tuple[str, ...] = (
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "FAC",
    "NORP",
    "EVENT",
    "WEAPON",
    "VEHICLE",
    "LAW",
    "TITLE",
    "MISC",
    "DATE",
    "TIME",
    "NUMBER",
    "MONEY",
)

BIO_LABELS: tuple[str, ...] = ("O", *(f"{prefix}-{name}" for name in NAME_TYPES for prefix in "BI"))


def begin(name_type: str) -> int:
    """Index in :data:`BIO_LABELS` of the label that begins a name of *name_type*; inside is next."""
    return 1 + 2 * NAME_TYPES.index(name_type)
