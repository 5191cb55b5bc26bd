"""Readers of other people's sources of names: token–tag files and mentions with character offsets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import spacy

from kg.language.training.markup import spacing_of
from kg.language.training.names import OTHER, PLACE, Named, build
from kg.language.wordpieces import SPACING_UNKNOWN

_BIO_SOURCES: dict[str, tuple[dict[str, frozenset[str]], frozenset[str]]] = {
    "wikigold": (
        {"PER": frozenset({"PERSON"}), "ORG": frozenset({"ORG"}), "LOC": PLACE, "MISC": OTHER},
        frozenset({"TITLE"}),
    ),
    "wnut17": (
        {
            "person": frozenset({"PERSON"}),
            "location": PLACE,
            "corporation": frozenset({"ORG"}),
            "group": frozenset({"ORG", "NORP"}),
            "creative-work": frozenset({"MISC", "LAW"}),
            "product": frozenset({"MISC", "WEAPON", "VEHICLE"}),
        },
        frozenset({"NORP", "EVENT", "LAW", "TITLE", "WEAPON", "VEHICLE"}),
    ),
    "btc": ({"PER": frozenset({"PERSON"}), "ORG": frozenset({"ORG"}), "LOC": PLACE}, OTHER | {"TITLE"}),
    "uner": ({"PER": frozenset({"PERSON"}), "ORG": frozenset({"ORG"}), "LOC": PLACE}, OTHER | {"TITLE"}),
    "crossner": (
        {
            "politician": frozenset({"PERSON"}),
            "person": frozenset({"PERSON"}),
            "organisation": frozenset({"ORG"}),
            "politicalparty": frozenset({"ORG"}),
            "country": frozenset({"GPE"}),
            "location": PLACE,
            "election": frozenset({"EVENT"}),
            "event": frozenset({"EVENT"}),
            "misc": OTHER,
        },
        frozenset({"NORP", "TITLE", "LAW", "WEAPON", "VEHICLE"}),
    ),
}


def read_bio(path: Path) -> Iterator[tuple[list[str], list[tuple[int, int, str]]]]:
    """Yield words and (start, end, class) spans of each block of a token–tag file."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.strip():
            word, _, tag = line.rpartition("\t")
            words.append(word.strip() or "?")
            tags.append(tag.strip())
        elif words:
            spans, start = [], None
            for i, tag in enumerate([*tags, "O"]):
                if start is not None and not (tag.startswith("I-") and tag[2:] == tags[start][2:]):
                    spans.append((start, i, tags[start][2:]))
                    start = None
                if tag != "O" and start is None:
                    start = i
            yield words, spans
            words, tags = [], []


def from_bio(path: Path, scheme: str) -> Iterator[Named]:
    """Names of a token–tag file of one of the known schemes."""
    classes, open_types = _BIO_SOURCES[scheme]
    for words, spans in read_bio(path):
        unsure = [
            i for i, w in enumerate(words) if w.startswith(("@", "#", "http")) or (i and words[i - 1] in "@#")
        ]
        kept = [(s, e, classes[t]) for s, e, t in spans if not set(range(s, e)) & set(unsure)]
        yield build(words, [SPACING_UNKNOWN] * len(words), kept, open_types, unsure)


_CAPITAL = re.compile(r"[^\W\d_]")


def _proper(words: list[str]) -> bool:
    """Whether a mention reads as a name: all its words are capitalised but inner function words."""
    small = {"of", "the", "and", "for", "'s", "’s", "-", "al", "de", "in", "on", "&"}
    letters = [w for w in words if _CAPITAL.search(w)]
    return (
        bool(letters)
        and words[0][:1].isupper()
        and words[-1][:1].isupper()
        and all(w[:1].isupper() or w.casefold() in small for w in words)
        and words[0].casefold()
        not in {
            "the",
            "a",
            "an",
            "his",
            "her",
            "their",
            "its",
            "our",
            "this",
            "that",
            "we",
            "he",
            "she",
            "they",
            "it",
            "i",
            "you",
            "former",
        }
    )


_MENTION_SOURCES: dict[str, dict[str, frozenset[str]]] = {
    "re3d": {
        "Organisation": frozenset({"ORG", "GPE"}),
        "Location": PLACE,
        "Person": frozenset({"PERSON"}),
        "Nationality": frozenset({"NORP"}),
        "MilitaryPlatform": frozenset({"VEHICLE", "WEAPON"}),
        "Weapon": frozenset({"WEAPON"}),
        "DocumentReference": frozenset({"LAW", "MISC"}),
    },
    "meantime": {
        "ORGANIZATION": frozenset({"ORG"}),
        "PERSON": frozenset({"PERSON"}),
        "LOCATION": PLACE,
        "PRODUCT": frozenset({"MISC", "VEHICLE", "WEAPON"}),
    },
    "ecb": {
        "HUMAN_PART_PER": frozenset({"PERSON"}),
        "HUMAN_PART_ORG": frozenset({"ORG"}),
        "LOC_FAC": frozenset({"FAC", "ORG", "LOC"}),
        "LOC_GEO": PLACE,
        "HUMAN_PART_GPE": frozenset({"GPE", "NORP"}),
        "HUMAN_PART_VEH": frozenset({"VEHICLE"}),
    },
}
_TOKEN = re.compile(r"\w+(?:[’']\w+)?|[^\w\s]")


def from_mentions(path: Path, scheme: str) -> Iterator[Named]:
    """Proper names among the mentions of a JSON Lines source, whose annotation is not exhaustive."""
    tokenizer = spacy.blank("en").tokenizer
    classes = _MENTION_SOURCES[scheme]
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if "BBC" in record.get("source", ""):
            continue
        validated = set(record.get("validated_sentences", ()))
        for number, match in enumerate(re.finditer(r"[^\n]+", record["text"])):
            if validated and number not in validated:
                continue
            base, doc = match.start(), tokenizer(match.group())
            if not 4 <= len(doc) <= 110:
                continue
            starts = {base + t.idx: t.i for t in doc}
            ends = {base + t.idx + len(t): t.i + 1 for t in doc}
            words = [t.text for t in doc]
            spans = []
            for mention in record["mentions"]:
                start, end = starts.get(mention["start"]), ends.get(mention["end"])
                types = classes.get(mention["type"])
                if start is None or end is None or types is None:
                    continue
                while start < end and words[start].casefold() in {"the", "in", "at", "on", "from", "to"}:
                    start += 1
                if words[end - 1 : end] in (["'s"], ["’s"]):
                    end -= 1
                if start < end <= start + 8 and _proper(words[start:end]) and "," not in words[start:end]:
                    if types == {"PERSON"} and end - start > 4:
                        continue
                    spans.append((start, end, types))
            spans.sort(key=lambda s: s[0] - s[1])
            if spans:
                blank = [t for t in doc if t.is_space]
                if blank:
                    continue
                spacing = spacing_of(doc)
                yield build(words, spacing, spans, OTHER | {"TITLE"}, exhaustive=False)
