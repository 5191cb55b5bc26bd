"""What every reading of relations shares: its word lists, whom a word names, and the sentence as evidence."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Doc, Token

from kg.extraction.actor_types import BODIES, words
from kg.extraction.entities import EntityTable, char_span
from kg.extraction.gazetteer import known_names
from kg.extraction.report import Entity, Relation, Span
from kg.extraction.syntax import word_at

LANDS = ("State", "Country")
"""Classes of a land, as an actor and as a place."""
EMPLOYED = ("of", "from", "at")
"""Prepositions between somebody and the body or place that they are with."""

STATED = 0.9
NAMED = 0.75
"""Confidence where a body's own name says it ("the Kenyan Red Cross"), or a preposition alone."""
UNDERSTOOD = 0.7
"""Confidence where the body is not named beside the title but understood from the clause before."""

_REACH = 8
_NEGATIONS = frozenset({"not", "no", "never", "n't", "neither"})


@cache
def wording(table: str, key: str) -> frozenset[str]:
    """One word list of ``data/relations.toml``."""
    return frozenset(_data()[table][key])


@cache
def offices() -> dict[str, str]:
    """The relation that each office of a state gives."""
    return {
        noun: predicate
        for predicate, nouns in _data()["offices"].items()
        if predicate[-2:] == "Of"
        for noun in nouns
    }


@cache
def _data() -> dict[str, Any]:
    text = files("kg.extraction").joinpath("data/relations.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def stated(
    predicate: str, subject: Entity, other: Entity, token: Token, confidence: float = STATED
) -> Relation:
    """The relation with the sentence of ``token`` as its evidence."""
    return Relation(
        predicate=predicate,
        subject=subject.id,
        object=other.id,
        evidence=sentence(token),
        confidence=confidence,
    )


def named(token: Token, table: EntityTable, classes: Sequence[str] = ()) -> Entity | None:
    """The one entity that a word means, as an actor or a place; of ``classes`` the first that it may have."""
    ids = table.ids(token)
    if len(ids) != 1:
        return None
    readings = [table.get(name) for name in (*ids, *table.alternatives.get(token.i, ()))]
    for cls in classes:
        for entity in readings:
            if entity.cls == cls:
                return entity
    return readings[0] if not classes else None


def is_demonym(token: Token) -> bool:
    """Whether a word says of which nation somebody is: "French", and "US", which has no other adjective."""
    known = known_names().get(token.text)
    return known is not None and (
        known.kind in ("demonym", "people")
        or (known.kind == "state" and token.text.replace(".", "").isupper())
    )


def joined(word: Token) -> bool:
    """Whether a hyphen joins the word to the next: "German-born" says less than "German"."""
    return word.i + 1 < len(word.doc) and word.nbor(1).text == "-"


def is_origin(owner: Token) -> bool:
    """Whether a hyphen makes a name no body of his: "German-born general", "Kremlin-installed governor"."""
    return joined(owner) and word_at(owner, 2) in wording("titles", "origins")


def words_before(index: int, doc: Doc) -> list[Token]:
    """The nouns and adjectives right before a word, in order: "Canadian", "car", "maker" before a name."""
    found: list[Token] = []
    while index > 0 and len(found) < _REACH and not doc[index].is_sent_start:
        word = doc[index - 1]
        joined = "-" in (word.text, doc[index].text) or (word.i > 0 and doc[index - 2].text == "-")
        if "\n" in word.text_with_ws or not (word.pos_ in ("NOUN", "PROPN", "ADJ") or joined):
            break
        found.insert(0, word)
        index -= 1
    return found


def body_behind(index: int, doc: Doc, table: EntityTable) -> Token | None:
    """Head of the body's name that the words from ``index`` on lead to, whatever the tree says.

    "of the opposition Free Party", "of the IG Metall union"; not "of the EU delegation", another body.
    """
    for word in doc[index : index + _REACH]:
        if word.is_punct or word.is_sent_start or word.pos_ in ("VERB", "AUX", "ADP", "PRON"):
            return None
        mention = table.mention(word)
        if mention is None or mention.kind != "name":
            continue
        entity = named(word, table)
        if entity is None or entity.cls not in BODIES or entity.cls in ("State", "Government"):
            return None
        last = mention.end
        while last < len(doc) and doc[last].pos_ in ("NOUN", "ADJ") and not doc[last].is_sent_start:
            last += 1
        owns = last < len(doc) and doc[last].tag_ == "POS"
        noun = doc[last - 1].lemma_.lower()
        kinds = {noun, f"{doc[last - 2].lower_} {noun}"}  # "union", "think tank"
        apposed = last == mention.end or bool(kinds & words("bodies", "apposed"))
        return word if apposed and not owns else None
    return None


def denied(token: Token) -> bool:
    """Whether a word beside it says that it is not so."""
    return any(child.lower_ in _NEGATIONS for child in token.lefts)


def is_past(token: Token) -> bool:
    """Whether a title is one that somebody held before: "former president", "ex-president".

    Before a name the word may hang on that: "ousted president Zviad Gamsakhurdia".
    """
    past, before = wording("titles", "past"), word_at(token, -1)
    beside = before in past and token.nbor(-1).head == token.head
    return beside or bool({c.lower_ for c in token.lefts} & past) or _behind_hyphen(token) in past


def is_under(token: Token) -> bool:
    """Whether a title is that of a deputy, or of one who does not hold it yet."""
    before = {child.lower_ for child in token.lefts}
    return bool(before & wording("titles", "under")) or _behind_hyphen(token) in wording("titles", "under")


def _behind_hyphen(token: Token) -> str:
    """The word that a hyphen joins to the title: "vice" of "vice-president"."""
    doc = token.doc
    return doc[token.i - 2].lower_ if token.i > 1 and doc[token.i - 1].text == "-" else ""


def sentence(token: Token) -> Span:
    """The sentence that a token stands in, without white space at its end."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > 0 and not doc[start].is_sent_start:
        start -= 1
    while end < len(doc) and not doc[end].is_sent_start:
        end += 1
    while end > start + 1 and doc[end - 1].is_space:
        end -= 1
    return char_span(doc, start, end)
