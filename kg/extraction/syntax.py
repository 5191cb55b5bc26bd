"""What the words of a clause are to each other, in Universal Dependencies."""

from collections.abc import Iterator

from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "nsubj:outer")
NOMINAL_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
INDICATIVE = frozenset({"VBD", "VBZ", "VBP"})
FINITE = INDICATIVE | {"MD"}
"""Tags of the words that carry the tense of a clause."""
RELATIVE_PRONOUNS = {"who", "which", "that", "whom"}
RELATIVE = frozenset({*RELATIVE_PRONOUNS, "whose", "where"})
"""Words that begin relative clauses."""


def agent_of(verb: Token) -> Token | None:
    """The "by X" of a passive verb."""
    for child in verb.children:
        if child.dep_ == "obl:agent" or (child.dep_ == "obl" and preposition(child) == "by"):
            return child
    return None


def patient_of(verb: Token) -> Token | None:
    """The object, or the subject of a passive."""
    for child in verb.children:
        if child.dep_ == "obj" or (child.dep_ == "nsubj:pass" and is_passive(verb)):
            return child
    return next((child for child in verb.children if child.dep_ == "iobj"), None)


def subject_of(verb: Token) -> Token | None:
    """The subject that the verb itself has, a relative pronoun perhaps.

    Of two the nearer: "KYIV - The president met …", "Foreign minister Ali Hassan met …".
    """
    found = [child for child in verb.children if child.dep_ in SUBJECTS]
    if len(found) > 1:
        found = [child for child in found if child.ent_type_ != "DATE"] or found  # "X on Tuesday said"
    return max((c for c in found if c.i < verb.i), key=lambda c: c.i, default=next(iter(found), None))


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other token is returned as it is."""
    if token.lower_ not in RELATIVE or token.pos_ not in ("PRON", "DET", "SCONJ", "ADV"):
        return token
    clause, own = token.head, token.dep_ in SUBJECTS
    for _ in range(_CLAUSES):
        if clause.dep_ == "acl:relcl" or (own and clause.dep_ == "acl"):
            return clause.head
        if clause.dep_ not in ("conj", "xcomp", "ccomp", "obl", "obj", "nmod", "advcl", "acl"):
            return token
        own = own and clause.dep_ == "conj"
        clause = clause.head
    return token


_CLAUSES = 8
"""How many clauses up the noun of a relative pronoun is looked for."""

_ADDRESSED = frozenset({"tell", "inform", "notify", "assure"})
"""Verbs that name whom they are said to, unless that is their subject."""

_BARE = frozenset({"acl", "acl:relcl", "amod", "advcl", "ROOT", "root", "parataxis"})
"""Where a participle stands without the verb that makes it passive: "the report released by …"."""


def is_passive(verb: Token) -> bool:
    """Whether its subject, or the noun that it describes, suffers what the verb says."""
    if any(child.dep_ in ("nsubj:pass", "aux:pass", "csubj:pass") for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and verb.lemma_.lower() in _ADDRESSED:
        told = any(child.dep_ in ("nsubj", "obj", "iobj", "aux") for child in verb.children)
        return not told and is_passive(verb.head)  # "was taken away and told that …"
    if any(child.dep_ in (*SUBJECTS, "aux") for child in verb.children):
        return False
    if verb.dep_ == "conj":
        return verb.tag_ == "VBN" and is_passive(verb.head)  # "was made by X and turned down by Y"
    if verb.tag_ == "VBD":
        # "a politician abducted in 2015", "Asked whether …, he said", however they are tagged
        active = any(child.dep_ in ("obj", "mark", "expl") for child in verb.children)
        return verb.dep_ in ("acl", "advcl") and not active
    if verb.dep_ == "xcomp":
        # "ordered them jailed", "were reported killed"; not "became known"
        held = any(child.dep_ in ("obj", "iobj") for child in verb.head.children)
        return verb.tag_ == "VBN" and (held or is_passive(verb.head))
    return verb.tag_ == "VBN" and verb.dep_ in _BARE


def is_copular(predicate: Token) -> bool:
    """Whether a word is what "to be" says of a subject: "target" in "was the target"."""
    return any(child.dep_ == "cop" for child in predicate.children)


def preposition(token: Token) -> str:
    """The preposition of a phrase: the first word that marks it, "for" of "for the group"."""
    for child in token.children:
        if child.dep_ in ("case", "mark") and child.pos_ in ("ADP", "SCONJ", "PART") and child.lower_ != "'s":
            return child.lower_
    return ""


def marker(token: Token) -> str:
    """The conjunction that opens a clause: "that", "if", "to"."""
    for child in token.children:
        if child.dep_ == "mark":
            return child.lower_
    return ""


def phrase(head: Token) -> Iterator[Token]:
    """Tokens of the noun phrase headed by ``head``, without its relative clauses and what is coordinated."""
    yield head
    for child in head.children:
        if child.dep_ not in ("acl:relcl", "acl", "conj", "cc", "punct", "parataxis", "advcl"):
            yield from phrase(child)


def controller_of(verb: Token) -> Token | None:
    """Whose infinitive, participle or coordinated verb this is, where it has no subject of its own."""
    token = verb
    while token.head != token and token.dep_.split(":")[0] in ("conj", "xcomp", "advcl", "acl"):
        if token.dep_.startswith("acl"):
            return token.head
        token = token.head
        own = subject_of(token)
        if own is not None:
            return antecedent(own)
    return None


def blamed_for(verb: Token) -> Token | None:
    """Whose doing a participle is that somebody is blamed for: "barred him for defying the envoy"."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or preposition(verb) != "for":
        return None
    return next((child for child in verb.head.children if child.dep_ == "obj"), None)


def word_at(token: Token, step: int) -> str:
    """The word, in lower case, ``step`` places from a token; empty past the edges of the text."""
    index = token.i + step
    return token.doc[index].lower_ if 0 <= index < len(token.doc) else ""
