"""Nouns that stand for several actors named before: "both sides", "the two countries", "the pair", "both"."""

from spacy.tokens import Token

from kg.extraction.actor_types import words


def set_of(token: Token, lemma: str, plural: bool) -> str | None:
    """Which kind of actors a noun such as "parties" or "countries" groups together, if it does."""
    lefts = {child.lower_ for child in token.lefts}
    if lemma in words("sets", "pairs"):
        alone = not any(child.dep_ in ("nmod", "amod", "compound", "nmod:poss") for child in token.children)
        return "any" if alone and "the" in lefts else None
    kinds = [key for key in ("actors", "states", "bodies", "persons") if lemma in words("sets", key)]
    if not kinds:
        return None
    if lemma in ("side", "party") and not plural:
        return "actors" if lefts & {"each", "either", "neither"} else None
    if not plural:
        return None
    definite = bool(lefts & {"the", "both", "these", "those"})
    owned = any(child.dep_ in ("nmod:poss", "compound", "nmod") for child in token.children)
    counted = bool(lefts & {"two", "both", "three"})
    warring = bool(lefts & words("sets", "warring"))
    if owned or lefts & words("modifiers", "contrast"):
        return None
    if definite and (counted or warring):
        return kinds[0]
    if "both" in lefts or warring:
        return kinds[0]
    return "actors" if lemma in ("side", "party", "foe", "belligerent") and definite else None


def bare_set(token: Token) -> bool:
    """Whether "both" or "the two" stands alone for two actors."""
    if token.dep_ not in ("nsubj", "nsubj:pass", "obj", "obl", "nmod", "nmod:poss"):
        return False
    if token.lower_ == "both":
        return not any(child.dep_ in ("nmod", "conj") for child in token.children)
    has_the = any(child.lower_ == "the" for child in token.lefts)
    return (
        token.lower_ == "two"
        and has_the
        and not any(child.dep_ in ("nmod", "conj") for child in token.children)
    )
