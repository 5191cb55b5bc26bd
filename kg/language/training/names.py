"""Names from many sources in one scheme, learnt from without taking "not annotated" for "not a name".

Every source yields word lists with, for each word, the *set* of labels that its annotation allows. A source
that knows only ``LOC`` allows GPE, LOC and FAC; a word that a source leaves unmarked may carry a class that
the source does not annotate. The loss is the negative logarithm of the allowed labels' summed probability.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from kg.language.labels import BIO_LABELS, NAME_TYPES, begin
from kg.language.training.numeric import numeric_spans

NUMERIC = frozenset({"DATE", "TIME", "NUMBER", "MONEY"})
ANYTHING = (1 << len(BIO_LABELS)) - 1
PLACE = frozenset({"GPE", "LOC", "FAC"})
OTHER = frozenset({"NORP", "EVENT", "WEAPON", "VEHICLE", "LAW", "MISC"})


@dataclass(slots=True)
class Named:
    """Words with the set of allowed name labels of each, as a bit mask over :data:`BIO_LABELS`."""

    words: list[str]
    spacing: list[int]
    allowed: list[int] = field(default_factory=list)


def labels_mask(types: Iterable[str], *, first: bool) -> int:
    """Bit mask of the B labels (or, not *first*, the I labels) of *types*."""
    return sum(1 << (begin(t) + (0 if first else 1)) for t in types)


def outside_mask(open_types: Iterable[str]) -> int:
    """Bit mask of O and of every label of *open_types*, the classes that a source does not annotate."""
    return 1 | sum(3 << begin(t) for t in open_types)


@dataclass(frozen=True)
class Lexicon:
    """Word lists that complete partly annotated sources."""

    titles: frozenset[tuple[str, ...]]
    demonyms: frozenset[str]
    countries: dict[str, list[str]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The word lists beside this module."""
    data = tomllib.loads((Path(__file__).parent / "lexicon.toml").read_text(encoding="utf-8"))
    titles = {tuple(title.split()) for title in data["titles"].replace("\n", "|").split("|") if title.strip()}
    countries: dict[str, list[str]] = {}
    for pair in data["demonyms"]["pairs"].replace("\n", "|").split("|"):
        if pair.strip():
            country, _, demonyms = pair.partition(":")
            countries[country.strip()] = demonyms.split()
    demonyms = {d for ds in countries.values() for d in ds} | set(data["demonyms"]["others"].split())
    return Lexicon(frozenset(titles), frozenset(demonyms), countries)


def _title_length(words: list[str], at: int, end: int) -> int:
    """Length of the longest known title that begins at *at* and ends before *end*."""
    for length in range(min(4, end - at), 0, -1):
        key = tuple(w.lower().rstrip(".") for w in words[at : at + length])
        if key in lexicon().titles:
            return length
        if length == 3 and words[at + 1] == "-" and ("-".join((key[0], key[2])),) in lexicon().titles:
            return length
    return 0


def build(
    words: list[str],
    spacing: list[int],
    spans: list[tuple[int, int, frozenset[str]]],
    open_types: frozenset[str],
    unsure: Iterable[int] = (),
    *,
    exhaustive: bool = True,
) -> Named:
    """Allowed labels of *words*.

    *spans* are the source's names with the classes each may be; *open_types* are classes that the source does
    not annotate; words *unsure* may be anything. A source that is not *exhaustive* leaves every unmarked word
    open, except that a lower-case word is no name.
    """
    named = Named(words, spacing)
    outside = outside_mask(open_types | {"TITLE"})
    lower_outside = outside_mask(())
    for word in words:
        if word.islower() and word.isalpha():
            named.allowed.append(lower_outside)
        elif exhaustive:
            named.allowed.append(outside)
        else:
            named.allowed.append(outside_mask(NAME_TYPES) if any(c.isalnum() for c in word) else outside)
    for i in unsure:
        named.allowed[i] = ANYTHING
    taken = [False] * len(words)

    def mark(start: int, end: int, types: Iterable[str]) -> None:
        types = tuple(types)
        for i in range(start, end):
            named.allowed[i] = labels_mask(types, first=i == start)
            taken[i] = True

    for start, end, types in spans:
        if any(taken[start:end]):
            continue
        if "PERSON" in types and _title_length(words, start, end) == end - start:
            mark(start, end, {"TITLE"})
            continue
        if "PERSON" in types and end - start > 1 and (title := _title_length(words, start, end - 1)):
            mark(start, start + title, {"TITLE"})
            start += title
        elif "PERSON" in types:
            for length in range(min(4, start), 0, -1):
                if _title_length(words, start - length, start) == length and not any(
                    taken[start - length : start]
                ):
                    mark(start - length, start, {"TITLE"})
                    break
        if start < end:
            mark(start, end, types)
    for start, end, name in numeric_spans(words):
        if not any(taken[start:end]):
            mark(start, end, {name})
    for i, word in enumerate(words):
        if taken[i]:
            continue
        if word in lexicon().demonyms and ("NORP" in open_types or named.allowed[i] == ANYTHING):
            named.allowed[i] |= labels_mask({"NORP"}, first=True) | outside
            if i + 1 < len(words) and words[i + 1].islower():
                named.allowed[i] = labels_mask({"NORP"}, first=True)
        elif word.casefold() in {"one", "may", "march", "second"}:
            named.allowed[i] |= outside_mask(NUMERIC)
    return named
