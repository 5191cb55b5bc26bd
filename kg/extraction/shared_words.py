"""Names that share a word with the last of their list: "North and South Kivu", "Idlib and Hama provinces"."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.actor_types import words
from kg.extraction.gazetteer import known_names
from kg.extraction.name_text import Name, NameText

_JOINED = frozenset({"and", "or", ",", "&"})
_TOWNS = frozenset({"Settlement", "Place"})


def completed(names: list[Name], read: NameText) -> list[Name]:
    """Return the names in order of their first token, each with the word that it shares."""
    names = [part for name in names for part in _apart(name, read)]
    found = {name.start: name for name in names}
    for name in names:
        for half in _halves(name, read):
            if found.get(half.start, half).end == half.end:
                found[half.start] = half
    for name in _in_areas(sorted(found.values(), key=lambda name: name.start), read):
        found[name.start] = replace(name, cls="AdministrativeArea")
    return sorted(found.values(), key=lambda name: name.start)


def _apart(name: Name, read: NameText) -> Iterator[Name]:
    """Yield "South Korea" of "North and South Korea", which was read as one name."""
    sides, second = words("places", "sides"), name.start + 2
    lower = read.lower[name.start : name.end]
    if name.known is None and len(lower) > 3 and lower[1] in _JOINED and {lower[0], lower[2]} <= sides:
        name = _named(second, name.end, read.text(second, name.end), name.cls)
    yield name


def _halves(name: Name, read: NameText) -> Iterator[Name]:
    """Yield "North Kivu" where "North and" stands before "South Kivu"."""
    sides, side = words("places", "sides"), name.start - 2
    first, _, rest = read.text(name.start, name.end).partition(" ")
    if not rest or side < 0 or read.lower[side + 1] not in _JOINED:
        return
    if {first.lower(), read.lower[side]} <= sides and read.texts[side][:1].isupper():
        yield _named(side, side + 1, f"{read.texts[side]} {rest}", name.cls)


def _named(start: int, end: int, text: str, cls: str) -> Name:
    known = known_names().get(text)
    return Name(start, end, known.cls, known.name, known) if known else Name(start, end, cls, text)


def _in_areas(names: list[Name], read: NameText) -> Iterator[Name]:
    """Yield the places of a list that a noun in the plural makes areas of."""
    areas = words("places", "areas")
    for place, last in enumerate(names):
        if last.end >= len(read.lower) or read.lower[last.end] not in areas:
            continue
        listed = [last]
        for before in reversed(names[:place]):
            between = set(read.lower[before.end : listed[-1].start])
            if not between or not between <= _JOINED:
                break
            listed.append(before)
        if len(listed) > 1 and all(name.cls != "State" for name in listed):
            yield from (name for name in listed if name.cls in _TOWNS)
