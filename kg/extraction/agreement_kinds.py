"""Which kind of agreement a noun or an act names, and which nouns name none: the wording as data."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Token

from kg.extraction.entities import char_span
from kg.extraction.gazetteer import known_names
from kg.extraction.report import Span
from kg.extraction.syntax import marker, preposition, word_at


@cache
def words(table: str, key: str) -> frozenset[str]:
    """One word list of ``data/agreements.toml``."""
    return frozenset(_data()[table].get(key, ()))


@cache
def _data() -> dict[str, Any]:
    text = files("kg.extraction").joinpath("data/agreements.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def head_nouns() -> dict[str, str]:
    """The class that each head noun gives when no other word says more."""
    return {noun: cls for cls, nouns in _data()["nouns"].items() for noun in nouns}


def class_of(lemma: str, noun: Token, near: set[str]) -> str:
    """Class of the agreement that a noun names, by the words beside it and what it is for."""
    cls = head_nouns()[lemma]
    if cls == "CeasefireAgreement":
        return cls
    taken = set(near)
    for child in noun.children:
        if child.dep_.startswith("nmod") and preposition(child) in ("of", "on", "for"):
            taken |= {child.lemma_.lower()}
        if child.dep_ == "acl:relcl" and any(
            c.dep_ == "nsubj" and c.lower_ in ("that", "which") for c in child.lefts
        ):
            act = act_class(child)
            if act is not None:
                return act
        if child.dep_ == "acl" and marker(child) == "to":
            act = act_class(child)
            if act is not None:
                return act
            aim = {token.lemma_.lower() for token in child.subtree}
            return next((c for c in ("TradeAgreement", "ArmsAgreement") if aim & words("words", c)), cls)
    act = act_class(_infinitive_after(noun))
    if act is not None:
        return act
    for candidate, keys in _data()["words"].items():
        if taken & set(keys):
            return str(candidate)
    return cls


def _infinitive_after(noun: Token) -> Token | None:
    """The verb of "an agreement to end …", wherever the tree hangs it."""
    following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    return (
        following.head
        if following is not None and following.lower_ == "to" and following.dep_ == "mark"
        else None
    )


def act_class(verb: Token | None) -> str | None:
    """Class of an agreement by what the sides agree to do: an act and what it is done to."""
    if verb is None:
        return None
    for cls in ("CeasefireAgreement", "PrisonerExchangeAgreement"):
        if verb.lemma_.lower() not in words("acts", cls):
            continue
        near = verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 7)]
        done = {form for t in near if verb.is_ancestor(t) for form in (t.lemma_.lower(), t.lower_)}
        if done & words("acts", f"{cls}_of"):
            return cls
    return None


def whole_of(noun: Token) -> Token:
    """The noun, or what it is the whole of: "phase" in "the first phase of an agreement".

    One's share in it stands for it too: "its participation in New START, the last treaty of its kind".
    """
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN":
        noun = noun.head
    above = noun.head
    lemma, before = above.lemma_.lower(), preposition(noun)
    parts = words("transparent", "nouns") | words("transparent", "ends")
    part = noun.dep_ == "nmod" and before in ("of", "in") and lemma in parts
    share = noun.dep_ == "nmod" and before != "by" and lemma in words("transparent", "shares")
    if noun.dep_ == "obl" and before in ("in", "under", "to"):
        # … where the tree hangs the agreement on the verb: "suspended its obligations under the treaty".
        shares = (c for c in above.children if c.dep_ in ("obj", "nsubj:pass"))
        return next((c for c in shares if c.lemma_.lower() in words("transparent", "shares")), noun)
    return above if part or share else noun


def name_span(noun: Token, *, bare: bool = False) -> Span:
    """The noun with what stands before it, without the article; ``bare``: without passing adjectives too."""
    first = noun.i
    for child in noun.lefts:
        compound = "-" in child.doc[child.left_edge.i : child.i].text and child.lower_ != "signed"
        if bare and child.dep_ == "amod" and not (child.is_title or compound):
            continue
        if child.dep_ in ("compound", "amod") or (child.dep_ == "nmod:poss" and child.pos_ == "PROPN"):
            first = min(first, child.left_edge.i)
    return char_span(noun.doc, first, noun.i + 1)


def is_title(noun: Token, child: Token, cls: str) -> bool:
    """Whether a name only names the noun, rather than a party to it: "the Luanda truce"."""
    if word_at(child, 1) == "-" or word_at(child, -1) == "-":
        return False
    known = known_names().get(child.text)
    if cls == "InternationalOrganization" or (known is not None and known.kind == "capital"):
        return True
    return noun.is_title and child.dep_ == "amod" and child.is_title


def brokers_of(child: Token) -> bool:
    """ "Russian-brokered": the word before the hyphen is who brokered it."""
    after = [token.lower_ for token in child.doc[child.i + 1 : child.i + 3]]
    return bool(after) and after[-1 if after[0] == "-" else 0] in (
        "brokered",
        "mediated",
        "sponsored",
        "backed",
    )


def is_past(noun: Token, determiners: set[str]) -> bool:
    """ "after a five-month truce": an agreement that is over."""
    return noun.dep_ == "obl" and preposition(noun) == "after" and bool(determiners & {"a", "an"})


def is_one(noun: Token, lemma: str) -> bool:
    """Whether a noun that names many things, or stands in a body's name, names an agreement here."""
    if noun.dep_ == "compound" and noun.head.pos_ == "PROPN" and noun.head.lemma_.lower() not in head_nouns():
        return False  # "the Collective Security Treaty Organization"
    clauses = [child.lemma_.lower() for child in noun.children if child.dep_.startswith("acl")]
    if lemma in words("signed_nouns", "words"):
        return bool(
            {noun.head.lemma_.lower(), *clauses} & (words("verbs", "signed") | words("verbs", "left"))
        )
    beside = words("beside_nouns", lemma)
    near = {child.lemma_.lower() for child in noun.children} | {noun.head.lemma_.lower(), *clauses}
    return not beside or bool(near & beside)


def is_idiom(noun: Token) -> bool:
    """ "in agreement", "by agreement", "with the agreement of": no agreement at all."""
    if preposition(noun) in ("with", "without") and any(
        preposition(c) in ("of", "from") for c in noun.children
    ):
        return noun.lemma_.lower() == "agreement"
    case = [c.lower_ for c in noun.children if c.dep_ == "case"]
    bare = not any(c.dep_ in ("det", "amod", "compound", "nmod:poss") for c in noun.children)
    return bare and bool(set(case) & words("elsewhere", "prepositions")) and noun.tag_ == "NN"
