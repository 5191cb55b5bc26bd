""" "According to X", "in the words of X": whose word it is, and the clause around it that is told on it."""

from spacy.tokens import Token

from kg.extraction.cues import Attribution, Cue
from kg.extraction.reported_words import without
from kg.extraction.syntax import SUBJECTS, preposition, word_at

_INSIDE_CLAUSE = {"nmod", "compound", "appos", "nummod", "obj", "amod", "flat", "conj", "nsubj", "obl"}
_ACCORDING = Cue(cls="Report", content=("that",))


def according(word: Token) -> Attribution | None:
    """ "According to X": the source is what the words stand before, the content is the clause around it."""
    source = word.head if word.dep_ in ("case", "mark") else None
    while source is not None and source.dep_ in ("nmod:desc", "compound") and source.head.i > source.i:
        source = source.head  # the name in "according to campaign manager Ali Hassan"
    if source is None:
        source = next(
            (c for c in word.children if c.dep_ in ("obl", "nmod", "obj") and preposition(c) == "to"), None
        )
        scope = word.head if word.dep_ != "ROOT" else None
    else:
        scope = source.head if source.dep_ != "ROOT" else None
    if source is None or scope is None or scope == word:
        return None
    while scope.dep_.split(":")[0] in _INSIDE_CLAUSE and not _clausal(scope):
        scope = scope.head
    first = min(word.left_edge.i, source.left_edge.i) <= word.sent.start + 1
    if first or (
        word_at(word, -1) == ","
        and word_at(word.doc[max(source.right_edge.i, word.i)], 1).strip() in ("", ".", "!")
    ):
        while scope.dep_ not in ("ROOT", "ccomp", "parataxis"):
            scope = scope.head
    outer = word if word.i < source.left_edge.i else source
    begin, end = min(outer.left_edge.i, source.left_edge.i), max(source.right_edge.i, word.i)
    content = without(scope.left_edge.i, scope.right_edge.i, begin, end, word.doc)
    if not content:
        return None
    return Attribution(cue=_ACCORDING, head=word, source=source, content=content)


def in_words_of(noun: Token) -> Attribution | None:
    """ "In the words of X, …", "in X's words": the clause around it, on the word of X."""
    if noun.lower_ != "words" or preposition(noun) != "in" or noun.head == noun:
        return None
    owned = next((c for c in noun.children if c.dep_ == "nmod:poss"), None)
    source = owned or next((c for c in noun.children if c.dep_ == "nmod" and preposition(c) == "of"), None)
    scope = noun.head
    while not _clausal(scope) and scope.dep_.split(":")[0] in _INSIDE_CLAUSE:
        scope = scope.head
    if source is None or source.lower_ in ("other", "few", "your"):
        return None
    content = without(scope.left_edge.i, scope.right_edge.i, noun.left_edge.i, noun.right_edge.i, noun.doc)
    opening = noun.left_edge if owned is None else None
    return Attribution(cue=_ACCORDING, head=noun, source=source, content=content, opening=opening)


def _clausal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or any(c.dep_ in (*SUBJECTS, "cop") for c in token.children)
