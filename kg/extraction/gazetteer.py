"""Names known beforehand: countries and peoples, armed groups, organizations, places, first names."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

NameKind = Literal["state", "demonym", "people", "capital", "government", "organization", "place"]


@dataclass(frozen=True, slots=True)
class KnownName:
    """What a known spelling means: the canonical name, the ontology class, and the country it belongs to."""

    name: str
    cls: str
    kind: NameKind
    country: str | None = None
    national: bool = False
    """True for the whole of its country's armed forces."""


def _rows(file: str) -> list[dict[str, str]]:
    text = files("kg.extraction").joinpath("data", file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def _split(cell: str | None) -> list[str]:
    return [part for part in (cell or "").split("|") if part]


@cache
def known_names() -> dict[str, KnownName]:
    """Every known spelling, as it is written in running text, and what it means."""
    names: dict[str, KnownName] = {}
    for row in _rows("countries.tsv"):
        country = row["name"]
        for spelling in (country, *_split(row["aliases"])):
            names[spelling] = KnownName(country, "State", "state", country)
        demonyms = _split(row["demonyms"])
        for spelling in demonyms:
            plural = spelling.endswith(("s", "men")) and spelling.removesuffix("s") in demonyms
            kind: NameKind = "people" if plural or spelling.endswith("men") else "demonym"
            names.setdefault(spelling, KnownName(country, "State", kind, country))
        for spelling in _split(row["capitals"]):
            names.setdefault(spelling, KnownName(spelling, "Settlement", "capital", country))
        for spelling in _split(row["metonyms"]):
            names.setdefault(spelling, KnownName(spelling, "Government", "government", country))
    for row in _rows("organizations.tsv"):
        for spelling in (row["name"], *_split(row["aliases"])):
            national = row["national"] == "forces"
            known = KnownName(row["name"], row["class"], "organization", row["country"] or None, national)
            names.setdefault(spelling.removeprefix("the "), known)
    for row in _rows("places.tsv"):
        for spelling in (row["name"], *_split(row["aliases"])):
            names.setdefault(spelling, KnownName(row["name"], row["class"], "place", row["country"] or None))
    return names


@cache
def longest_from() -> dict[str, int]:
    """Length in characters of the longest known name, by the letters and digits that it begins with."""
    longest: dict[str, int] = {}
    for spelling in known_names():
        for word in _first_words(spelling):
            longest[word] = max(longest.get(word, 0), len(spelling))
    return longest


def _first_words(spelling: str) -> set[str]:
    # A tokenizer may or may not split at hyphens, apostrophes and full stops: all that it may yield counts.
    word = spelling.split()[0]
    cuts = {word, word.rstrip(",")}
    for mark in "-'’.":
        cuts |= {word.split(mark)[0]} if mark in word else set()
    return {cut for cut in cuts if cut}


@cache
def demonym_of() -> dict[str, str]:
    """The adjective for each country that has one ("Afghanistan": "Afghan")."""
    return {row["name"]: _split(row["demonyms"])[0] for row in _rows("countries.tsv") if row["demonyms"]}


@cache
def first_name_gender() -> dict[str, str]:
    """``male`` or ``female`` for common first names."""
    return {name: row["gender"] for row in _rows("first_names.tsv") for name in row["names"].split()}
