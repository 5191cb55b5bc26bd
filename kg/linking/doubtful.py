"""Items that the source tables tell too little of to be linked, where another item has their name."""

from collections.abc import Iterable

from kg.linking.entries import Entry
from kg.linking.names import fold
from kg.linking.tables import Item


def drop_doubtful(entries: dict[int, Entry], items: Iterable[Item]) -> None:
    """Drop the entries of brands, branches and bare names that share the name of something better known."""
    items = list(items)
    _drop_ambiguous(entries, {item.qid for item in items if item.sources == {"nsi_orgs"}})
    _drop_branches(entries, {item.qid for item in items if item.sources == {"ror_orgs"}})
    _drop_untold(entries, {item.qid for item in items if not (item.descriptions or item.types - {""})})


def _drop_untold(entries: dict[int, Entry], untold: set[int]) -> None:
    """Drop items of which nothing is told but a name, where a place or body of which more is told is
    called so."""
    told = (entry for entry in entries.values() if entry.qid not in untold)
    taken = {fold(entry.label) for entry in told if entry.cls not in {"Person", "Other"}}
    for qid in untold & entries.keys():
        if fold(entries[qid].label) in taken:
            entries.pop(qid)


def _drop_branches(entries: dict[int, Entry], registered: set[int]) -> None:
    """Drop companies of one register that are branches of another: "Boeing (Australia)" is labelled Boeing
    too."""
    companies = {entry.qid for entry in entries.values() if entry.cls == "Company"}
    known = {
        fold(name) for qid in companies - registered for name in (entries[qid].label, *entries[qid].names)
    }
    for qid in companies & registered:
        if fold(entries[qid].label) in known:
            entries.pop(qid)


def _drop_ambiguous(entries: dict[int, Entry], brands: set[int]) -> None:
    """Drop companies that are known as a brand on the map alone, where something else has the name too."""
    weak = {qid for qid in brands & entries.keys() if entries[qid].cls == "Company"}
    taken: set[str] = set()
    for entry in entries.values():
        if entry.qid not in weak:
            taken |= {fold(name) for name in (entry.label, *entry.names)}
            if entry.cls == "Person":
                taken.add(fold(entry.label).rsplit(" ", 1)[-1])
    for qid in weak:
        if fold(entries[qid].label) in taken:
            entries.pop(qid)
