"""Who tells it, set between commas, where the parser takes that for a description of somebody else.

"The army, a rights group charged, shelled the camp" is what the group says of the army, and not a group that
was charged. A noun behind a comma with a bare participle of saying, and nothing else before the next comma or
the end of the sentence, is read as a clause of its own beside what it tells.
"""

from spacy.tokens import Doc, Token

from kg.extraction.cues import lexicon as cues
from kg.extraction.trees import Arc, Reading, with_trees

_CLOSING = frozenset({",", ".", "!", "?", "”", '"'})


def read_asides(doc: Doc) -> Doc:
    """Return ``doc``, or a copy in which such nouns are the subjects of their participles."""
    arcs: dict[int, Arc] = {}
    readings: dict[int, Reading] = {}
    for verb in doc:
        clause = _told(verb)
        if clause is None:
            continue
        arcs[verb.head.i] = verb.i, "nsubj"
        arcs[verb.i] = clause.i, "parataxis"
        readings[verb.i] = "VBD", "VERB", verb.lemma_
    return with_trees(doc, arcs, readings) if arcs else doc


def _told(verb: Token) -> Token | None:
    """The head of the clause that somebody's bare participle of saying tells, if ``verb`` is one."""
    noun = verb.head
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or noun.dep_ != "appos" or noun.i > verb.i:
        return None
    if not any(cue.speech or cue.type for cue in cues().verbs.get(verb.lemma_.lower(), ())):
        return None
    when = [child for child in verb.children if not child.is_punct]
    if any(child.ent_type_ not in ("DATE", "TIME") for child in when):
        return None
    end = max((child.right_edge.i for child in when), default=verb.i) + 1
    start = noun.left_edge.i
    opened = start > verb.sent.start and "," in (verb.doc[start].text, verb.doc[start - 1].text)
    if not opened or end >= len(verb.doc) or verb.doc[end].text not in _CLOSING:
        return None
    clause = noun.head
    while clause.pos_ not in ("VERB", "AUX") and clause.head.i != clause.i:
        clause = clause.head
    return clause if clause.pos_ in ("VERB", "AUX") else None
