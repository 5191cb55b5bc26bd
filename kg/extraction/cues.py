"""The words that report what somebody said: the lexicon of cues, and what is read from one of them.

The entries are data (``data/statements.toml``), which also says what their fields mean.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

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
    not_object: frozenset[str] = frozenset()
    not_verb: frozenset[str] = frozenset()
    speech: bool = False
    needs: str | None = None
    bare: bool = False
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

    @property
    def words(self) -> tuple[int, int]:
        """Character range of the cue: the verb with its particle or preposition, or the noun."""
        start, end = self.head.idx, self.head.idx + len(self.head)
        following = [
            child
            for child in self.head.children
            if child.i == self.head.i + 1
            and (child.dep_ in ("compound:prt", "fixed") or child.text.lower() == self.cue.particle)
        ]
        following += [
            case
            for token in self.addressee
            for case in token.children
            if case.i == self.head.i + 1 and case.dep_ == "case"
        ]
        return start, max([end, *(t.idx + len(t) for t in following)])


@cache
def lexicon() -> tuple[dict[str, tuple[Cue, ...]], dict[str, tuple[Cue, ...]], dict[str, frozenset[str]]]:
    """Cues by verb lemma, cues by noun lemma, and the word lists around them."""
    data: dict[str, Any] = tomllib.loads(
        files("kg.extraction").joinpath("data/statements.toml").read_text(encoding="utf-8")
    )
    verbs: dict[str, list[Cue]] = {}
    nouns: dict[str, list[Cue]] = {}
    for entry in data["cue"]:
        cue = Cue(
            cls=entry["class"],
            type=entry.get("type"),
            content=tuple(entry.get("content", ())),
            addressee=tuple(entry.get("addressee", ())),
            particle=entry.get("particle"),
            object=frozenset(entry.get("object", ())),
            not_object=frozenset(entry.get("not_object", ())),
            not_verb=frozenset(entry.get("not_verb", ())),
            speech=entry.get("speech", False),
            needs=entry.get("needs"),
            bare=entry.get("bare", False),
            confidence=entry.get("confidence", 0.9),
        )
        for lemma in entry.get("verbs", ()):
            verbs.setdefault(lemma, []).append(cue)
        for lemma in entry.get("nouns", ()):
            nouns.setdefault(lemma, []).append(cue)
    return (
        {lemma: tuple(cues) for lemma, cues in verbs.items()},
        {lemma: tuple(cues) for lemma, cues in nouns.items()},
        {name: frozenset(words) for name, words in data["words"].items()},
    )
