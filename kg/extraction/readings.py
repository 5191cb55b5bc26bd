"""Whether the name of a country or a capital stands for an actor or for a place, by its syntax."""

from typing import Literal

from spacy.tokens import Token

from kg.extraction.actor_types import role_of, words
from kg.extraction.cues import lexicon as cues
from kg.extraction.frames import lexicon
from kg.extraction.gazetteer import known_names

Reading = Literal["actor", "place", "actor or place", "place or actor"]


def country_reading(token: Token) -> Reading:
    """How a country's name is meant; the first of two is the likelier.

    "in Ukraine" is a place and "Ukraine said" an actor; "invaded Ukraine" may be asked for either.
    """
    token = _first_conjunct(token)
    dep = token.dep_
    if dep in ("nsubj", "nsubj:pass", "obl:agent", "iobj", "csubj", "vocative", "nsubj:outer"):
        return "actor or place" if dep == "nsubj:pass" else "actor"
    if dep in ("appos", "nmod:unmarked", "list", "obl:unmarked") and _follows_place(token):
        above = known_names().get(token.head.text)
        # "Qatar, Egypt and …" is a list of countries; "Kabul, Afghanistan" is a town and its country.
        return country_reading(token.head) if above is not None and above.kind == "state" else "place"
    preposition = case_of(token)
    if not preposition:
        return "actor" if dep in ("compound", "amod") else "actor or place"
    if preposition in words("syntax", "place_prepositions"):
        return "place"
    if preposition in words("syntax", "actor_prepositions"):
        return "actor"
    head = token.head.lemma_.lower()
    if preposition in words("syntax", "motion_prepositions"):
        return "actor or place" if head in words("syntax", "transfer") else "place or actor"
    if preposition == "of":
        return "place or actor" if head in words("syntax", "place_heads") else "actor or place"
    return "actor or place"


def capital_acts(token: Token) -> bool:
    """Whether a capital's name stands for the government there: "Kabul rejected", "talks with Moscow"."""
    first = _first_conjunct(token)
    dep, head = first.dep_, first.head
    lemma = head.lemma_.lower()
    if dep == "nsubj":
        clause = any(child.dep_ in ("ccomp", "xcomp") for child in head.children)
        passive = any(child.dep_ == "aux:pass" for child in head.children)
        acts = (
            lemma in words("syntax", "acting_verbs")
            or (lemma in lexicon().verbs and lemma not in words("syntax", "happening_verbs"))
            or any(cue.speech or cue.type for cue in cues().verbs.get(lemma, ()))
        )
        return not passive and head.pos_ == "VERB" and (clause or acts)
    if dep in ("obl:agent",):
        return True
    if dep in ("obj", "iobj", "nsubj:pass"):
        return lemma in words("syntax", "addressed_verbs")
    preposition = case_of(first)
    if preposition in ("with", "between", "by"):
        return preposition == "by" or head.pos_ == "VERB" or lemma in words("syntax", "relation_nouns")
    if preposition == "against":
        return True
    if preposition in ("for", "on") and lemma in (
        "sign",
        "speak",
        "negotiate",
        "pressure",
        "act",
        "sanction",
        "impose",
    ):
        return True
    if preposition in ("to", "from"):
        return lemma in words("syntax", "transfer")
    if dep == "nmod:poss" and lemma in words("syntax", "state_offices"):
        return True
    if dep == "nmod:poss" and (lemma in lexicon().metonyms["documents"] or lemma in lexicon().resolve["own"]):
        return True  # "Seoul's efforts", "Moscow's proposal"
    if dep in ("compound", "nmod:poss"):
        return role_of(lemma, plural=False) is None and lemma in words("syntax", "relation_nouns")
    return False


def case_of(token: Token) -> str | None:
    """The preposition that a noun hangs on; the whole of a fixed one ("on behalf of" → "behalf")."""
    for child in token.lefts:
        if child.dep_ == "case" and child.lower_ not in ("'s", "’s", "'"):
            return child.lower_
    return None


def _first_conjunct(token: Token) -> Token:
    for _ in range(8):
        if token.dep_ != "conj" or token.head.pos_ not in ("PROPN", "NOUN", "PRON") or case_of(token):
            return token
        token = token.head
    return token


def _follows_place(token: Token) -> bool:
    """Whether the word before the comma is the place that lies in this one ("KYIV, Ukraine")."""
    before = token.i - 1
    while before >= 0 and token.doc[before].is_punct:
        before -= 1
    return before >= 0 and token.i - before <= 2 and token.doc[before].pos_ == "PROPN"
