"""Lists of subjects that the parser splits: "On 28 January Mali, Niger and Chad declared …".

Two subjects before one verb, with a comma or "and" between them, are one list. The second is hung on the
first as what is coordinated with it, so that whoever asks for the subject gets all of them.
"""

from spacy.tokens import Doc, Token

from kg.extraction.syntax import NOMINAL_SUBJECTS
from kg.extraction.trees import Arc, with_trees


def join_lists(doc: Doc) -> Doc:
    """Return ``doc``, or a copy in which such lists are whole."""
    moved: dict[int, Arc] = {}
    for verb in doc:
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        subjects = [c for c in verb.lefts if c.dep_ in NOMINAL_SUBJECTS]
        if len(subjects) == 2:
            moved |= _joined(*subjects)
    return with_trees(doc, moved, {}) if moved else doc


def _joined(first: Token, last: Token) -> dict[int, Arc]:
    """New heads for the words of a split list; nothing where two subjects are no list."""
    doc = first.doc
    between = doc[last.left_edge.i - 1]
    adjacent = between.i in (first.right_edge.i, first.right_edge.i + 1)
    goes_on = any(child.dep_ == "conj" for child in last.children)
    names = first.pos_ == last.pos_ == "PROPN"
    if adjacent and (between.lower_ == "and" or (between.text == "," and goes_on and names)):
        return {last.i: (first.i, "conj")}
    # "The army and Russian mercenaries", where "Russian" alone is coordinated with the army.
    edge = first.right_edge
    if edge.i + 1 == last.left_edge.i and edge.dep_ == "conj" and edge.head == first and edge.pos_ == "ADJ":
        and_ = next((child for child in edge.lefts if child.dep_ == "cc"), None)
        if and_ is not None:
            return {last.i: (first.i, "conj"), edge.i: (last.i, "amod"), and_.i: (last.i, "cc")}
    return {}
