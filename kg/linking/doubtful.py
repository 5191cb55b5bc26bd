"""Items that the source tables tell too little of to be linked, where another item has their name."""

from collections.abc import Iterable
from functools import lru_cache

from spacy.lookups import Table, load_lookups

from kg.linking.entries import Entry, is_brand
from kg.linking.names import fold
from kg.linking.tables import Item

_FIRMS = frozenset({"Company", "Organization", "CivilSocietyOrganization"})
_UNSEEN = -20.0
"""The logarithm of a chance below that of every word of the table."""


def drop_doubtful(entries: dict[int, Entry], items: Iterable[Item]) -> None:
    """Drop the entries of brands, branches and bare names that share the name of something better known."""
    items = list(items)
    brands = {item.qid for item in items if is_brand(item)}
    _drop_ambiguous(entries, brands)
    _drop_branches(entries, {item.qid for item in items if item.sources == {"ror_orgs"}}, brands)
    untold = {item.qid for item in items if not (item.descriptions or item.types - {""})}
    _drop_untold(entries, untold, brands)


def _drop_untold(entries: dict[int, Entry], untold: set[int], brands: set[int]) -> None:
    """Drop items of which nothing is told but a name, where a place or body of which more is told is
    called so, brands aside."""
    weak = untold | brands
    told = (entry for entry in entries.values() if entry.qid not in weak)
    taken = {fold(entry.label) for entry in told if entry.cls not in {"Person", "Other"}}
    for qid in untold & entries.keys():
        if fold(entries[qid].label) in taken:
            entries.pop(qid)


def _drop_branches(entries: dict[int, Entry], registered: set[int], brands: set[int]) -> None:
    """Drop companies of one register that are branches of another: "Boeing (Australia)" is labelled Boeing
    too."""
    companies = {entry.qid for entry in entries.values() if entry.cls == "Company"}
    known = {
        fold(name)
        for qid in companies - registered - brands
        for name in (entries[qid].label, *entries[qid].names)
    }
    for qid in companies & registered:
        if fold(entries[qid].label) in known:
            entries.pop(qid)


def _drop_ambiguous(entries: dict[int, Entry], brands: set[int]) -> None:
    """Drop companies that are known as a brand on the map alone, where something else has the name too, or
    where it is an English word."""
    weak = {qid for qid in brands & entries.keys() if entries[qid].cls in _FIRMS}
    taken: set[str] = set()
    for entry in entries.values():
        if entry.qid not in weak:
            taken |= {fold(name) for name in (entry.label, *entry.names)}
            if entry.cls == "Person":
                taken |= {fold(entry.label).split(" ", 1)[0], fold(entry.label).rsplit(" ", 1)[-1]}
    for qid in weak:
        name = fold(entries[qid].label)
        if name in taken or _is_word(name):
            entries.pop(qid)


def _is_word(name: str) -> bool:
    """Tell whether English writes a word in small letters more often than not, by spaCy's table of
    probabilities: "target", the name of a chain of shops, but not "jeep"."""
    chance = _chances()
    return name in chance and chance[name] > chance.get(name.title(), _UNSEEN)


@lru_cache(maxsize=1)
def _chances() -> Table:
    return load_lookups("en", ["lexeme_prob"]).get_table("lexeme_prob")
