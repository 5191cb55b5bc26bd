"""Which ontology class an item of the source tables belongs to, weighed from everything they say of it."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

CLASSES = (
    "Other", "Person", "Country", "AdministrativeArea", "Settlement", "Facility", "NaturalFeature", "Place",
    "Organization", "Government", "GovernmentBody", "ArmedForces", "ArmedGroup", "SecurityForces",
    "InternationalOrganization", "PoliticalParty", "MediaOrganization", "CivilSocietyOrganization", "Company",
    "Group", "Event", "Agreement", "Weapon",
)  # fmt: skip
"""Classes of indexed items, in the order of their numbers in the index."""

PLACES = frozenset({"Country", "AdministrativeArea", "Settlement", "Facility", "NaturalFeature", "Place"})
ORGANIZATIONS = frozenset(CLASSES[8:19])

UNWANTED = "-"
_HEAD_WEIGHT, _PHRASE_WEIGHT, _LABEL_WEIGHT = 5, 7, 3
_HEAD_END = re.compile(
    r"\b(?:in|of|from|by|for|on|at|to|who|which|that|about|with|between|located|based|near|and|born)\b"
    r"|[,;(]|(?<![. ]\w)\.(?=\s|$)"
)


def class_of(label: str, descriptions: Iterable[str], types: Iterable[str]) -> str | None:
    """Return the class that the evidence favours, :data:`UNWANTED`, or ``None`` where there is no evidence.

    ``types`` are the type cells of the source tables, which are partly wrong; descriptions outweigh the
    weak ones.
    """
    by_label = _by_phrase("label", label)
    if by_label == UNWANTED:
        return UNWANTED
    votes: Counter[str] = Counter()
    for kind in set(types):
        for pattern, name, weight in _source_types():
            if pattern.fullmatch(kind):
                votes[name] += weight
                break
    for description in set(descriptions):
        words = _HEAD_END.split(description.casefold(), maxsplit=1)[0].split()
        head = _heads().get(words[-1]) if words else None
        # "university professor" and "film actor" are people: the head noun of a person is never a trap.
        by_phrase = head if head == "Person" else _by_phrase("description", description)
        if by_phrase is not None:
            votes[by_phrase] += _PHRASE_WEIGHT
        elif head is not None:
            votes[head] += _HEAD_WEIGHT
    if by_label is not None:
        votes[by_label] += _LABEL_WEIGHT
    return max(votes, key=lambda vote: (votes[vote], vote)) if votes else None


def _by_phrase(field: str, text: str) -> str | None:
    for kind, pattern, name in _phrases():
        if kind == field and pattern.search(text):
            return name
    return None


@lru_cache(maxsize=1)
def _source_types() -> tuple[tuple[re.Pattern[str], str, int], ...]:
    return tuple(
        (re.compile(row["pattern"]), row["class"], int(row["weight"])) for row in _rows("source_types")
    )


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(
        (row["field"], re.compile(row["pattern"], re.IGNORECASE), row["class"])
        for row in _rows("class_phrases")
    )


@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    heads: dict[str, str] = {}
    for row in _rows("class_heads"):
        for head in row["heads"].split():
            heads.setdefault(head, row["class"])
    return heads


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (files("kg.linking") / "data" / f"{name}.tsv").open("r", encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
