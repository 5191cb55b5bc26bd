"""Pronouns that mean somebody or something, and what relative ones stand for."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extraction.actor_types import words
from kg.extraction.entities import Mention


def pronoun_mentions(doc: Doc) -> Iterator[Mention]:
    """Mentions of persons, things and groups by pronouns; expletives and determiners are left out."""
    tables = {
        "relative": words("pronouns", "relative"),
        "male": words("pronouns", "person_male"),
        "female": words("pronouns", "person_female"),
        "thing": words("pronouns", "thing"),
        "plural": words("pronouns", "plural"),
        "we": words("pronouns", "first_plural"),
        "i": words("pronouns", "first_singular"),
    }
    for token in doc:
        if token.pos_ not in ("PRON", "DET") or token.dep_ in ("expl", "mark", "det"):
            continue
        lower = token.lower_
        for sort, table in tables.items():
            if lower in table:
                if sort == "relative" and not _relative(token):
                    break
                plural = sort in ("plural", "we")
                cls = "Person" if sort in ("male", "female", "i") else "Actor"
                yield Mention(
                    start=token.i,
                    end=token.i + 1,
                    head=token.i,
                    kind="pronoun",
                    cls=cls,
                    sort=sort,
                    plural=plural,
                )
                break


def _relative(token: Token) -> bool:
    """Whether "who", "which" or "that" stands in a relative clause behind what it means."""
    return relative_antecedent(token) is not None


def relative_antecedent(token: Token) -> Token | None:
    """Head of the noun that a relative pronoun's clause describes."""
    clause = token
    for _ in range(6):
        if clause.dep_ in ("acl:relcl", "acl"):
            return clause.head if clause.head.i < token.i else None
        if clause.head.i == clause.i or clause.dep_ in ("ccomp", "advcl", "ROOT"):
            return None
        clause = clause.head
    return None
