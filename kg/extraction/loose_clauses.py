"""Reported clauses that the tree does not read as clauses.

Parsers take the subject of a long reported clause for a second subject of the cue ("said the claims that the
army had made were false"), and the cue of an inverted report for what an earlier verb reports.
"""

from spacy.tokens import Token

from kg.extraction.cues import lexicon
from kg.extraction.sources import source_of
from kg.extraction.syntax import FINITE, INDICATIVE, SUBJECTS, subject_of, word_at


def loose_clause(verb: Token, source: Token | None) -> list[tuple[int, int]]:
    """The clause behind a cue whose subject the tree makes a second one of the cue itself."""
    if source is None or source.i > verb.i:
        return []
    stray = next((c for c in verb.children if c.dep_ in SUBJECTS and c.left_edge.i == verb.i + 1), None)
    if stray is None or stray == source or stray.pos_ not in ("NOUN", "PROPN", "PRON"):
        return []
    doc, last = verb.doc, verb.sent.end - 1
    for child in verb.children:
        if child.dep_ == "conj" and child.i > stray.i and subject_of(child) is None:
            last = min(last, child.left_edge.i - 1)
    while last > stray.i and (doc[last].is_punct or doc[last].is_space or doc[last].dep_ == "cc"):
        last -= 1
    if not any(token.tag_ in FINITE for token in doc[stray.i : last + 1]):
        return []
    return [(stray.left_edge.idx, doc[last].idx + len(doc[last]))]


def opening_of(head: Token, cue: Token) -> int:
    """Index of the token where a reported clause starts: at the "Claims" of "Claims … are false, X said".

    So with "said claims … were false", too, where the tree hangs the claims on the cue.
    """
    begin = head.left_edge.i
    if head.head != cue or head.dep_ != "ccomp" or subject_of(head) is not None:
        return begin
    near = [c for c in cue.children if c.right_edge.i == begin - 1 and c != source_of(cue)]
    if head.i > cue.i:
        near = [c for c in near if c.left_edge.i == cue.i + 1 and c.dep_ in (*SUBJECTS, "obj")]
        return near[0].left_edge.i if near and head.tag_ in INDICATIVE else begin
    return next((c.left_edge.i for c in near if c.dep_ in SUBJECTS), begin)


def is_inverted_cue(clause: Token) -> bool:
    """Whether what the tree has an earlier verb report is ", said X": a cue that reports the whole."""
    if clause.tag_ not in INDICATIVE or not any(
        cue.speech for cue in lexicon().verbs.get(clause.lemma_.lower(), ())
    ):
        return False
    subject = subject_of(clause)
    return (
        subject is not None
        and subject.left_edge.i == clause.i + 1
        and clause.i > clause.head.i
        and "," in (clause.left_edge.text, word_at(clause.left_edge, -1))
    )
