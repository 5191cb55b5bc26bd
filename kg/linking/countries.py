"""Countries: their codes, names, demonyms, and the capitals and palaces that stand for their governments."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kg.linking.names import fold

_WORD = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]+)*\.?")


@dataclass(frozen=True, slots=True)
class CountryNames:
    """What a country is called: ``metonyms`` are capitals and seats that stand for its government."""

    qid: int
    iso2: str
    iso3: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]


@lru_cache(maxsize=1)
def countries() -> tuple[CountryNames, ...]:
    """Return the countries of ``data/countries.tsv``."""
    with (files("kg.linking") / "data" / "countries.tsv").open("r", encoding="utf-8") as lines:
        return tuple(
            CountryNames(
                qid=int(row["qid"].removeprefix("Q")),
                iso2=row["iso2"],
                iso3=row["iso3"],
                names=_split(row["names"]),
                demonyms=_split(row["demonyms"]),
                capitals=_split(row["capitals"]),
                metonyms=_split(row["metonyms"]),
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        )


def country_of_code(code: str) -> int | None:
    """Return the QID number for an ISO code of two or three letters, a QID, or a slug such as
    ``norway-cabinet``."""
    return _by_code().get(code.casefold()) or _by_code().get(code.casefold().rsplit("-", 1)[0])


def country_in(description: str) -> int | None:
    """Return the QID number of the one country that a description names or implies by demonym.

    The last-named country wins in "city in Georgia, United States"; ``None`` if there is none.
    """
    found = [country for _, country in country_mentions(description)]
    return found[-1] if found else None


def country_mentions(text: str) -> Iterator[tuple[str, int]]:
    """Yield each name, demonym or capital of a country in ``text``, and the country's QID number.

    Names count as they are written: "US" is a country and "us" is not.
    """
    known, longest = _evidence()
    words = [_plain(word) if word[-1] in "s." else word for word in _WORD.findall(text)]
    read = 0
    for place, word in enumerate(words):
        if place < read or word not in longest:
            continue
        for size in range(longest[word], 0, -1):
            name = " ".join(words[place : place + size])
            if name in known:
                yield name, known[name]
                read = place + size
                break


@lru_cache(maxsize=1)
def demonyms() -> dict[str, int]:
    """Map each folded demonym to its country's QID number."""
    return {fold(word): country.qid for country in countries() for word in country.demonyms}


@lru_cache(maxsize=1)
def _by_code() -> dict[str, int]:
    codes: dict[str, int] = {
        "fx": 142,
        "psg": 219060,
        "us": 30,
        "uk": 145,
        "uae": 878,
        "saudi": 851,
        "congo-kinshasa": 974,
    }
    for country in countries():
        for code in (country.iso2, country.iso3, f"q{country.qid}", *country.names):
            codes.setdefault(code.casefold().replace(" ", "-"), country.qid)
    return codes


@lru_cache(maxsize=1)
def _evidence() -> tuple[dict[str, int], dict[str, int]]:
    """Return the country of each name, and for each first word the most words that a name with it has."""
    known: dict[str, int] = {}
    longest: dict[str, int] = {}
    for country in countries():
        for name in (*country.metonyms, *country.capitals, *country.demonyms, *country.names):
            words = [_plain(match.group()) for match in _WORD.finditer(name)]
            known[" ".join(words)] = country.qid
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return known, longest


def _plain(word: str) -> str:
    """Return a word without a possessive, and without the full stop of a sentence."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if word.endswith(".") and word.count(".") == 1 else word


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
