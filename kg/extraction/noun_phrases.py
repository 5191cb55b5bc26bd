"""What a noun phrase says of itself: its lemma, what it is called, and what it can describe."""

from spacy.tokens import Token

from kg.extraction.actor_types import kind_of, role_of, words
from kg.extraction.chains import Chain
from kg.extraction.entities import Mention
from kg.extraction.gazetteer import demonym_of
from kg.extraction.syntax import is_copular

_STATE_LIKE = frozenset({"State", "Government", "Country"})


def noun_lemma(token: Token) -> str:
    """Lemma of a role noun, with the word before it where the two make one ("air force")."""
    plural = token.tag_ in ("NNS", "NNPS")
    lemma = token.lemma_.lower() if plural else token.lower_
    if plural and role_of(lemma, plural=True) is None and role_of(token.lower_, plural=True) is not None:
        lemma = token.lower_  # "headquarters"
    elif plural and lemma == token.lower_:
        lemma = lemma.removesuffix("s")
    if token.i and token.nbor(-1).head.i == token.i:
        two = f"{token.nbor(-1).lower_} {lemma}"
        if role_of(two, plural=plural):
            return two
    return {"spokeswoman": "spokesman", "spokesperson": "spokesman"}.get(lemma, lemma)


def called(token: Token, first: int) -> str:
    """The noun with what describes it, from token ``first`` on, without articles and numbers."""
    doc, start = token.doc, token.i
    while start > first and _describes(doc[start - 1], token.i):
        start -= 1
    # "Saudi-led": what a hyphen joins stays together.
    while start > first and (doc[start - 1].text == "-" or doc[start].text == "-"):
        start -= 1
    return doc[start : token.i + 1].text.lstrip("-'\"“ ").replace("\n", " ")


def _describes(word: Token, head: int) -> bool:
    """Whether a word before the head noun belongs to what the noun is called."""
    if word.pos_ in ("PRON", "NUM"):
        return False
    if word.head.i == head:
        return word.dep_ in ("compound", "amod", "nmod:poss", "punct", "nmod")
    return word.dep_ in ("compound", "flat") or (word.dep_ == "amod" and word.head.i < head)


def described(token: Token) -> bool:
    """Whether an adjective or a noun stands before the noun."""
    return any(child.dep_ in ("amod", "compound") for child in token.lefts)


def gender_of(lemma: str) -> str | None:
    """``male`` or ``female`` for nouns such as "spokeswoman"."""
    if lemma in words("titles", "male"):
        return "male"
    return "female" if lemma in words("titles", "female") else None


def fits(chain: Chain, mention: Mention) -> bool:
    """Whether a name can be described by the noun: a person by "spokesman", a body by "group"."""
    if mention.sort == "person":
        return chain.sort == "person"
    if mention.sort in ("place",):
        return kind_of(chain.cls) == "place"
    if mention.sort == "instrument":
        return kind_of(chain.cls) == "instrument"
    if mention.sort == "state":
        return chain.cls in ("State", "Country")
    if mention.plural and mention.cls == "ArmedGroup":
        # "Said the police, the militants attacked …", but "the Brigade, the armed wing of …"
        bodies = ("ArmedForces", "GovernmentBody", "SecurityForces", "State")
        return kind_of(chain.cls) == "actor" and chain.sort != "person" and chain.cls not in bodies
    return kind_of(chain.cls) == "actor" and chain.sort != "person" and chain.cls != "State"


def no_conflict(chain: Chain, owner: Chain | None) -> bool:
    """Whether a chain may be what a noun with this owner means."""
    if owner is None:
        return True
    if chain is owner:
        return False
    if owner.sort == "person":
        return chain.owner is owner
    if owner.country and chain.country:
        return owner.country == chain.country
    return chain.owner is None or same_body(chain.owner, owner)


def same_body(one: Chain, other: Chain) -> bool:
    """Whether two chains are one owner: a state and its government are."""
    return one is other or (
        one.country is not None
        and one.country == other.country
        and one.cls in _STATE_LIKE
        and other.cls in _STATE_LIKE
    )


def named_for(chain: Chain, lemma: str) -> bool:
    """Whether a chain's name ends in the noun, or begins with it before "of" ("Council of Ministers")."""
    for name in chain.names:
        parts = name.lower().split()
        if parts and (parts[-1] == lemma or (parts[0] == lemma and len(parts) > 1 and parts[1] == "of")):
            return True
    return False


def with_owner(text: str, owner: Chain) -> str:
    """The noun's words behind the owner's: "Ukrainian military" for "Ukraine's military"."""
    if text[:1].isupper() or any(name in text for name in owner.names):
        return text
    if owner.country and owner.cls in ("State", "Country", "Government"):
        adjective = demonym_of().get(owner.country, owner.country)
        return text if adjective in text or owner.country in text else f"{adjective} {text}"
    if owner.sort == "person":
        return text
    name = owner.fixed_name or (max(owner.names, key=len) if owner.names else "")
    if name.split()[-1:] == text.split()[:1]:
        text = text.partition(" ")[2]  # "Niger's military rulers" are rulers of its military
    return f"{name} {text}".strip() if owner.named else text


def close_apposition(token: Token) -> bool:
    """Whether an apposition begins right behind the name that it describes, and its letters in brackets."""
    doc, begins, last = token.doc, token.left_edge.i, token.head.i
    if token.head.ent_type_:
        while last + 1 < begins and doc[last + 1].ent_iob_ == "I":
            last += 1
        if last > token.head.i and doc[last + 1].text == "(":
            last = next((i for i in range(last + 2, min(begins, last + 5)) if doc[i].text == ")"), last)
    return begins - last <= 5 and not any(
        between.pos_ in ("VERB", "ADP") and between.dep_ != "flat" for between in doc[last + 1 : begins]
    )


def tangible(cls: str) -> bool:
    """Whether an unnamed place of this class is worth keeping."""
    return cls in ("Facility", "AdministrativeArea", "Settlement")


def predicated_of(token: Token) -> Token | None:
    """Subject of a clause whose predicate is the noun ("Hamas is a militant group")."""
    if not is_copular(token):
        return None
    for child in token.lefts:
        if child.dep_ in ("nsubj", "nsubj:outer"):
            return child
    return None
