"""What a verb's deed is done to, and to whom something is given: its logical objects, passives undone."""

from spacy.tokens import Token

from kg.extraction.arguments import DEPTH, case, is_clause, is_oblique, surface_subjects
from kg.extraction.frames import lexicon
from kg.extraction.syntax import RELATIVE, antecedent, is_passive


def objects(verb: Token, depth: int = DEPTH) -> list[Token]:
    """Logical direct objects."""
    if is_passive(verb):
        given = _given(verb)
        if given:
            return given  # "was granted asylum": the subject is who gets it
        if verb.dep_ in ("acl", "amod") and not any(c.dep_ == "nsubj:pass" for c in verb.children):
            return [verb.head]
        return surface_subjects(verb, depth)
    own = [child for child in verb.children if child.dep_ == "obj"] or _bare_objects(verb)
    own = own or _second_subjects(verb)
    if own:
        return [antecedent(child) for child in own]
    if verb.dep_ == "acl:relcl" and verb.head.i < verb.i and any(c.dep_ == "nsubj" for c in verb.children):
        gap = any(c.dep_ == "nsubj" and c.lower_ in RELATIVE for c in verb.children)
        if not gap and not any(c.dep_ in ("obl", "advmod") and c.lower_ in RELATIVE for c in verb.children):
            return [verb.head]
    if verb.dep_ == "conj" and is_clause(verb.head) and depth > 0:
        return [obj for obj in objects(verb.head, depth - 1) if obj.i > verb.i]
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i == verb.i + 2:
            return [c for c in child.children if c.dep_ == "obj"]
    return []


def _given(verb: Token) -> list[Token]:
    """What is given in a passive whose subject gets it: an object, or what is taken for a predicate."""
    return [
        child
        for child in verb.children
        if child.i > verb.i
        and (child.dep_ == "obj" or (child.dep_ == "xcomp" and child.pos_ == "NOUN" and not case(child)))
    ]


def _second_subjects(verb: Token) -> list[Token]:
    """Objects that a parser takes for one more subject behind the verb: "Cho telephoned Minister Lee"."""
    named = [child for child in verb.children if child.dep_ == "nsubj" and not is_oblique(child)]
    after = [child for child in named if child.i > verb.i]
    return after if len(after) < len(named) and verb.pos_ == "VERB" else []


def _bare_objects(verb: Token) -> list[Token]:
    """Objects that a parser takes for something else: "let free 74 leaders", "stopped work", "gave $5".

    A gerund is what comes to its end, as the noun would be: "stopped shelling the town".
    """
    if verb.lemma_.lower() in lexicon().light["ending"]:
        gerunds = [c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG" and c.i > verb.i]
        if gerunds:
            return gerunds
    result = next((c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "ADJ" and c.i > verb.i), None)
    if result is not None:
        return [child for child in result.children if child.dep_ == "obj"]
    if verb.lemma_.lower() not in lexicon().light["copular"]:
        plain = [
            child
            for child in verb.children
            if child.dep_ == "xcomp"
            and child.tag_ in ("NN", "NNS")
            and child.i > verb.i
            and not case(child)
            and not any(c.dep_ in ("nsubj", "cop", "mark") for c in child.children)
        ]
        if plain:
            return plain
    return [
        child
        for child in verb.children
        if child.dep_ == "obl"
        and child.i > verb.i
        and case(child) in ("", "at")
        and (
            child.ent_type_ == "MONEY"
            or any(
                word.lower_ in ("least", "most") and word.nbor(-1).lower_ == "at" for word in child.subtree
            )
        )
    ]


def indirect_objects(verb: Token) -> list[Token]:
    """Those to whom something is given or told without a preposition, "was given four boats" too."""
    if is_passive(verb) and _given(verb):
        return [verb.head] if verb.dep_ in ("acl", "amod") else surface_subjects(verb)
    return [child for child in verb.children if child.dep_ == "iobj"]
