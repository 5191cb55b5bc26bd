"""A large graph piece by piece: its most involved actors first, then what stands around one of them."""

from collections import defaultdict
from importlib.resources import files
from typing import Any

from kg.network.data import Where, page_data
from kg.network.reading import read_facts, rows
from kg.store import Store

_MOST = 250
"""Facts that one piece holds."""


def most_involved(store: Store, *, where: Where | None = None, title: str | None = None) -> dict[str, Any]:
    """Return the page of the most involved actors and what they did to each other."""
    first = [str(row["thing"]) for row in rows(store, "most-involved")]
    return page_data(read_facts(store, only=_facts_among(store, first)), where=where, title=title)


def around(store: Store, iri: str, *, where: Where | None = None) -> dict[str, Any]:
    """Return a piece of the page with what a thing has a part in; raises ``ValueError`` for no IRI."""
    facts = read_facts(store, only=_facts_among(store, [iri]))
    return page_data(facts, where=where, with_outline=False)


def called(store: Store, part: str) -> list[tuple[str, str]]:
    """Return IRIs and names of things by a part of a name."""
    query = (files("kg.network") / "queries" / "things-called.rq").read_text("utf-8")
    found = store.query(query, part=part.lower())
    return [(str(row["thing"]), str(row["label"])) for row in found]


def _facts_among(store: Store, things: list[str]) -> list[str]:
    """Facts of some things: those that join two of them first, then the latest."""
    parts: dict[str, set[str]] = defaultdict(set)
    days: dict[str, str] = {}
    for row in rows(store, "facts-around", thing=things):
        parts[str(row["fact"])].add(str(row["thing"]))
        days[str(row["fact"])] = str(row["day"] or "")
    latest = sorted(parts, key=lambda fact: (days[fact], fact), reverse=True)
    return sorted(latest, key=lambda fact: len(parts[fact]) < 2)[:_MOST]
