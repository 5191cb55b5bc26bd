""" "According to X": whose word it is, and the clause around it that is told on that word."""

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


def _clausal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or any(c.dep_ in (*SUBJECTS, "cop") for c in token.children)
