"""Fields of work: what an office or occupation beside a name, or in an item's description, tells of a person;
and whether a text is about sport."""

import csv
import re
from functools import lru_cache
from importlib.resources import files

from kg.linking.names import fold

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TEAM = re.compile(r"\b(?:club|team|franchise)\b", re.IGNORECASE)
_WORDS_A_SPORT_WORD = 60
"""A text of more different words than this needs another word of sport to be about sport."""


@lru_cache(maxsize=50_000)
def fields_of(text: str) -> frozenset[str]:
    """Return the fields of every occupation that ``text`` names.

    >>> sorted(fields_of("English actor and director")), sorted(fields_of("company in Leeds"))
    (['arts', 'business'], [])
    """
    known = _occupations()
    words = (fold(word) for word in _WORD.findall(text))
    return frozenset(field for word in words for field in known.get(word, ()))


def is_team(description: str) -> bool:
    """Tell whether an item is described as a team or club."""
    return _TEAM.search(description) is not None


def sport_share(words: frozenset[str]) -> float:
    """Return how surely a text of these folded words is about sport, 0 to 1."""
    return min(1.0, len(words & _sport_words()) / (1 + len(words) / _WORDS_A_SPORT_WORD))


@lru_cache(maxsize=1)
def _occupations() -> dict[str, frozenset[str]]:
    fields: dict[str, frozenset[str]] = {}
    with (files("kg.linking") / "data" / "occupations.tsv").open("r", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            for word in row["words"].split():
                fields[word] = fields.get(word, frozenset()) | {row["field"]}
    return fields


@lru_cache(maxsize=1)
def _sport_words() -> frozenset[str]:
    text = (files("kg.linking") / "data" / "sport_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
