"""The words that report what somebody said: the lexicon of cues, and what is read from one of them.

The entries are data: acts of speech in ``data/statements.toml``, which also says what the fields mean, plain
remarks in ``data/remarks.toml``, states of mind in ``data/attitudes.toml``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from spacy.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that report alike; the fields are those of the lexicon's entries."""

    cls: str
    type: str | None = None
    content: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    particle: str | None = None
    object: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    not_verb: frozenset[str] = frozenset()
    speech: bool = False
    needs: str | None = None
    bare: bool = False
    presupposes: bool = False
    confidence: float = 0.9


@dataclass(slots=True, kw_only=True)
class Attribution:
    """One act of reporting: ``content`` is a list of character ranges in text order."""

    cue: Cue
    head: Token
    source: Token | None
    addressee: tuple[Token, ...] = ()
    content: list[tuple[int, int]] = field(default_factory=list)
    medium: Token | None = None
    opening: Token | None = None
    closing: Token | None = None
    """First and last word of a cue of several words, where the head is not all of it."""


class Lexicon(NamedTuple):
    """Cues by the lemma of their verb, noun or adjective, and the word lists around them."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    adjectives: Mapping[str, tuple[Cue, ...]]
    words: Mapping[str, frozenset[str]]


_FILES = ("statements", "remarks", "attitudes")
_JUDGING = {"Condemnation", "Praise", "Stance"}
_PARTS = ("verbs", "nouns", "adjectives")


@cache
def lexicon() -> Lexicon:
    """The lexicon of cues, read once; entries come in the order of the files and of their lines."""
    parts: dict[str, dict[str, list[Cue]]] = {part: {} for part in _PARTS}
    words: dict[str, frozenset[str]] = {}
    for name in _FILES:
        text = files("kg.extraction").joinpath(f"data/{name}.toml").read_text(encoding="utf-8")
        data: dict[str, Any] = tomllib.loads(text)
        words |= {word: frozenset(listed) for word, listed in data.get("words", {}).items()}
        for entry in data["cue"]:
            cue = _cue(entry)
            for part in _PARTS:
                for lemma in entry.get(part, ()):
                    parts[part].setdefault(lemma, []).append(cue)
    verbs, nouns, adjectives = (
        {lemma: tuple(cues) for lemma, cues in parts[part].items()} for part in _PARTS
    )
    return Lexicon(verbs, nouns, adjectives, words)


def _cue(entry: dict[str, Any]) -> Cue:
    return Cue(
        cls=entry["class"],
        type=entry.get("type"),
        content=tuple(entry.get("content", ())),
        addressee=tuple(entry.get("addressee", ())),
        particle=entry.get("particle"),
        object=frozenset(entry.get("object", ())),
        sources=frozenset(entry.get("sources", ())),
        predicates=frozenset(entry.get("predicates", ())),
        not_object=frozenset(entry.get("not_object", ())),
        not_verb=frozenset(entry.get("not_verb", ())),
        speech=entry.get("speech", False),
        needs=entry.get("needs"),
        bare=entry.get("bare", False),
        presupposes=entry.get("presupposes", entry["class"] in _JUDGING),
        confidence=entry.get("confidence", 0.9),
    )
