"""The words that report what somebody said: the lexicon of cues, and what is read from one of them.

The entries are data, in ``data/``: acts of speech in ``accusations.toml``, ``threats_and_refusals.toml``,
``demands.toml`` and ``promises.toml``, plain reports in ``reports.toml`` and ``remarks.toml``, states of mind
in ``attitudes.toml``; the words around them in ``reporting_words.toml``.
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
    """Words that report alike: an entry of the lexicon, found by its ``verbs``, ``nouns`` or ``adjectives``.

    The first entry of a word that fits its sentence is taken, so entries that ask for more stand first.
    """

    cls: str
    """Class of the statement in the ontology (``class`` in the data)."""
    type: str | None = None
    """PLOVER type of a verbal act."""
    content: tuple[str, ...] = ()
    """What may express the reported words, all that apply: ``that`` (finite clause, or the clause that "he
    said" interrupts or follows), ``that!`` (the same, with the word "that"), ``to`` (infinitive), ``ing``
    (gerund), ``subj`` (the subject), ``obj`` (noun object), ``obj2`` (the second of two), ``iobj``, ``unto``
    (the preposition "to"), ``obj+to`` (object and infinitive: "wants them to leave"), ``obj+`` (object and
    predicate: "called the strike outrageous"), ``complement`` (what the object is about: "voiced concern
    about the raid"), ``state`` (what is shown of the object: "shows X with a lead"); any other word is the
    preposition that heads it ("of", "for", "against", "as")."""
    addressee: tuple[str, ...] = ()
    """To whom it is said, whom it accuses, asks or threatens: ``obj``, or a preposition."""
    particle: str | None = None
    """A word that must follow the verb ("rule out")."""
    object: frozenset[str] = frozenset()
    """The object must be one of these lemmas ("claimed responsibility"); "" is no object."""
    giver: str | None = None
    """The preposition that names the source, where it is not the subject ("drew criticism from X")."""
    sources: frozenset[str] = frozenset()
    """The source must be one of these lemmas ("the poll shows")."""
    predicates: frozenset[str] = frozenset()
    """One of these must be said of the object ("held it responsible")."""
    not_object: frozenset[str] = frozenset()
    no_people: bool = False
    """Whether the object must not be people ("questioned the officer")."""
    not_verb: frozenset[str] = frozenset()
    """Verbs that the content must not have."""
    alone: bool = False
    """Whether several do it with each other, and so tell nothing ("the ministers discussed the raid")."""
    speech: bool = False
    """Whether it may stand beside words in quotation marks."""
    needs: str | None = None
    """``addressee``, or a slot of ``content``, where the words mean this only with one."""
    bare: bool = False
    """Whether it needs no content ("threatened the government")."""
    unsourced: bool = False
    """Whether it is told though nobody says whose word it is ("was asked whether …", "reports that …")."""
    presupposes: bool = False
    """Whether what a noun phrase in it names is taken for granted ("condemned the raid"): so it is with all
    condemnation, praise and stance."""
    confidence: float = 0.9
    """Lower where the wording often means something else."""


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
    echoes: bool = False
    """Whether the content is what the article has just told: ", which the army denies"."""


class Lexicon(NamedTuple):
    """Cues by the lemma of their verb, noun or adjective, and the word lists around them."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    adjectives: Mapping[str, tuple[Cue, ...]]
    words: Mapping[str, frozenset[str]]


_FILES = (
    "accusations", "threats_and_refusals", "demands", "promises", "reports", "remarks", "attitudes",
    "reporting_words",
)  # fmt: skip
_FIELDS = {
    "verbs", "nouns", "adjectives", "class", "type", "content", "addressee", "particle", "object", "sources",
    "giver", "predicates", "not_object", "no_people", "not_verb", "speech", "needs", "bare", "presupposes",
    "confidence", "unsourced", "alone",
}  # fmt: skip
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
        for entry in data.get("cue", ()):
            cue = _cue(entry)
            for part in _PARTS:
                for lemma in entry.get(part, ()):
                    parts[part].setdefault(lemma, []).append(cue)
    verbs, nouns, adjectives = (
        {lemma: tuple(cues) for lemma, cues in parts[part].items()} for part in _PARTS
    )
    # what carries words and figures: "the letter says", "polls show"
    sources = (cue.sources for listed in verbs.values() for cue in listed)
    words["tellers"] = words["media"].union(*sources)
    return Lexicon(verbs, nouns, adjectives, words)


def _cue(entry: dict[str, Any]) -> Cue:
    if unknown := entry.keys() - _FIELDS:
        raise ValueError(f"unknown fields {sorted(unknown)} in an entry of the lexicon of cues")
    return Cue(
        cls=entry["class"],
        type=entry.get("type"),
        content=tuple(entry.get("content", ())),
        addressee=tuple(entry.get("addressee", ())),
        particle=entry.get("particle"),
        object=frozenset(entry.get("object", ())),
        giver=entry.get("giver"),
        sources=frozenset(entry.get("sources", ())),
        predicates=frozenset(entry.get("predicates", ())),
        not_object=frozenset(entry.get("not_object", ())),
        no_people=entry.get("no_people", False),
        not_verb=frozenset(entry.get("not_verb", ())),
        speech=entry.get("speech", False),
        needs=entry.get("needs"),
        bare=entry.get("bare", False),
        unsourced=entry.get("unsourced", False),
        alone=entry.get("alone", False),
        presupposes=entry.get("presupposes", entry["class"] in _JUDGING),
        confidence=entry.get("confidence", 0.9),
    )
