"""Proper names that the encoder marked, without what is no part of them: titles, articles, owners, roles."""

from kg.extraction.actor_types import instrument_class, organization_class, place_class, role_of, words
from kg.extraction.gazetteer import known_names
from kg.extraction.name_text import Name, NameText, head_of, titles

_THINGS = frozenset({"WEAPON", "VEHICLE"})
_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "abu",
        "de",
        "van",
        "von",
        "der",
        "da",
        "di",
        "du",
        "la",
        "le",
        "ul",
        "ben",
        "dos",
    }
)
_TITLE_GLUE = frozenset({"-", "–", "of", "for", "and", "the", "state", "affairs", "security", "council"})
_EDGE = frozenset(
    {"the", "a", "an", "'s", "’s", "'", "’", '"', "“", "”", ",", ".", "(", ")", "-", "–", "—", "of", "and"}
)


class MarkedNames:
    """Reads the names in what the encoder marked."""

    def __init__(self, read: NameText) -> None:
        self._read = read

    def names(self, start: int, end: int, label: str) -> list[Name]:
        """Return the names in the tokens ``start:end``, which the encoder marked as ``label``."""
        texts, lower = self._read.texts, self._read.lower
        while start < end and (lower[start] in _EDGE):
            start += 1
        while end > start and (lower[end - 1] in _EDGE and lower[end - 1] != "."):
            end -= 1
        if all(
            word in _TITLE_GLUE or word in titles() or role_of(word, plural=False)
            for word in lower[start:end]
        ):
            return []
        if start >= end or not any(text[:1].isupper() or text[:1].isdigit() for text in texts[start:end]):
            return []
        if label == "PERSON":
            return self._person(start, end)
        if (area := self._area(start, end, label)) is not None:
            return [area]
        while end - start > 1 and texts[end - 1].islower() and label in ("ORG", "GPE"):
            end -= 1
        # "Afghanistan's High Council": the owner is a name of its own.
        for i in range(start + 1, end - 1):
            if lower[i] in ("'s", "’s") and self._read.text(start, i) in known_names():
                return [*self.names(start, i, label), *self.names(i + 1, end, "ORG")]
        role = role_of(lower[end - 1], plural=False) or role_of(lower[end - 1].removesuffix("s"), plural=True)
        if role and end - start > 1:
            if self._read.text(start, end - 1) in known_names():
                # "US military": a country and a common noun, whatever the encoder called it.
                return [] if role.sort != "place" else [self._name(start, end, label)]
            if role.sort in ("person", "people") and not texts[end - 1][0].isupper():
                return self.names(start, end - 1, "ORG")
        elif role and not texts[start][0].isupper():
            return []
        coded = end + 1 < len(lower) and texts[end] == "-" and texts[end + 1][:1].isdigit()
        if (label == "NORP" and head_of(self._read.doc, start, end).pos_ == "ADJ") or (
            coded and label not in _THINGS
        ):
            # "Islamic" describes, "Mi" in "Mi-24" is no organization.
            return []
        return [self._name(start, end, label)]

    def _area(self, start: int, end: int, label: str) -> Name | None:
        """The Texas of "the State of Texas", the Jordan of "the Kingdom of Jordan"; else ``None``."""
        texts, kind = self._read.texts, self._read.lower[start]
        if label not in ("ORG", "GPE") or kind not in words("places", "kinds_of_area") or end - start < 3:
            return None
        name = self._read.text(start + 2, end)
        if self._read.lower[start + 1] != "of" or not all(
            text[:1].isupper() for text in texts[start + 2 : end]
        ):
            return None
        if organization_class(name.split()) != "Organization":
            return None  # "City of London Police"
        town = kind in words("places", "kinds_of_town")
        known = known_names().get(name)
        if name in words("places", "namesakes") or (known is not None and known.kind == "state" and town):
            return Name(
                start, end, "Settlement" if town else "AdministrativeArea", self._read.text(start, end)
            )
        if known is not None:
            return Name(start + 2, end, known.cls, known.name, known)
        return Name(start + 2, end, "Settlement" if town else "AdministrativeArea", name)

    def _person(self, start: int, end: int) -> list[Name]:
        texts, lower, before = self._read.texts, self._read.lower, titles()
        first = start
        while first < end - 1 and texts[first].islower() and lower[first] not in _PARTICLES:
            first += 1
        while first < end and (lower[first] in before or lower[first] in (".", "-")):
            first += 1
        known = known_names()
        # "US President Joe Biden", "Turkish Defence Minister Hulusi Akar": all before the last title goes.
        for i in range(end - 2, start - 1, -1):
            if lower[i] in before and i >= first:
                first = i + 1
                break
        if first < end and texts[first] in known and known[texts[first]].kind == "demonym":
            first += 1
        last = end - 1
        role = role_of(lower[last], plural=False) if last >= first else None
        if first >= end:
            return []
        if role and not texts[last][0].isupper():
            return self.names(first, last, "ORG") if last > first else []
        if role and role.sort not in ("person", "people") and end - first > 1:
            if self._read.text(first, last) in known:
                return []
            return [self._name(first, end, "ORG")]
        return [Name(first, end, "Person", self._read.text(first, end))]

    def _name(self, start: int, end: int, label: str) -> Name:
        text = self._read.text(start, end)
        parts = text.split()
        cls = {
            "ORG": lambda: organization_class(parts),
            "GPE": lambda: place_class(parts, "Settlement"),
            "LOC": lambda: place_class(parts, "Place"),
            "FAC": lambda: place_class(parts, "Facility"),
            "NORP": lambda: organization_class(parts).replace("Organization", "Group"),
            "WEAPON": lambda: instrument_class(parts, "Weapon"),
            "VEHICLE": lambda: instrument_class(parts, "Vehicle"),
        }[label]()
        return Name(start, end, cls, text)
