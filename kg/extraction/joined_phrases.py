"""Phrases that "and" joins, where the parser hangs one of them on the wrong word.

"Killed 12 people and wounded 30 others" has an object for each verb, and "Ahmed Ali, his son and two guards
were killed" is a list: a description would be closed by a comma too. "Four were killed and nine wounded"
are two clauses, the second of which leaves out "were".
"""

from spacy.tokens import Doc, Token

from kg.extraction.quantities import is_number
from kg.extraction.syntax import NOMINAL_SUBJECTS, is_passive
from kg.extraction.trees import Arc, with_trees


def read_joined(doc: Doc) -> Doc:
    """Return ``doc``, or a copy in which such phrases hang where they belong."""
    arcs: dict[int, Arc] = {}
    for token in doc:
        if token.pos_ == "VERB" and token.dep_ == "amod" and token.i and token.nbor(-1).text == "-":
            arcs |= _before_backed(token)
        elif token.pos_ == "VERB":
            arcs |= _gapped(token) or _verb_before_a_number(token) or _object_behind(token)
        elif token.pos_ == "ADJ":
            arcs |= _gapped(token)
        elif token.dep_ == "appos" and _is_listed(token):
            listed = [token, *(child for child in token.children if child.dep_ == "conj")]
            arcs |= {item.i: (token.head.i, "conj") for item in listed}
    return with_trees(doc, arcs, {}) if arcs else doc


def _object_behind(verb: Token) -> dict[int, Arc]:
    """The arcs that give a second verb the phrase right behind it, which hangs on what comes before."""
    first, joint = verb.head, verb.doc[max(verb.i - 1, 0)]
    added = verb.dep_ == "conj" and joint.dep_ == "cc"  # "… and wounded six others"
    listed = verb.dep_ == "acl" and joint.text == ","  # "…, wounded six others and captured four"
    if not added and not listed:
        return {}
    governor = first if first.pos_ == "VERB" else first.head
    done = first if first.dep_ == "obj" else next((c for c in governor.children if c.dep_ == "obj"), None)
    if governor.pos_ != "VERB" or done is None or done.i > verb.i or governor.tag_ == "VBG" != verb.tag_:
        return {}
    if any(child.dep_ in ("obj", "ccomp", "xcomp", "nsubj", "aux", "aux:pass") for child in verb.children):
        return {}
    stray = [c for c in done.children if c.dep_ in ("conj", "appos") and c.i > verb.i]
    stray += [c for c in governor.children if c.dep_ == "obj" and c.i > verb.i]
    behind = next((c for c in stray if min(t.i for t in c.subtree if t.i > verb.i) == verb.i + 1), None)
    if behind is None:
        return {}
    arcs = {behind.i: (verb.i, "obj"), verb.i: (governor.i, "conj")}
    return arcs | {joint.i: (verb.i, joint.dep_)}


def _verb_before_a_number(verb: Token) -> dict[int, Arc]:
    """The arcs of "and wounded five civilians" read as a noun phrase: no adjective precedes a number."""
    noun, joint = verb.head, verb.doc[max(verb.i - 1, 0)]
    number = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    alone = number == noun and noun.pos_ == "NUM"  # "and wounded five"
    if verb.dep_ != "amod" or joint.dep_ != "cc" or not (alone or number.dep_ == "nummod"):
        return {}
    if not alone and number.head != noun:
        return {}
    first = noun.head
    if noun.dep_ != "conj" or first.dep_ != "obj" or first.head.pos_ != "VERB":
        return {}
    return {verb.i: (first.head.i, "conj"), noun.i: (verb.i, "obj"), joint.i: (verb.i, "cc")}


def _gapped(state: Token) -> dict[int, Arc]:
    """The arcs of "were killed and nine wounded" where the tree joins the nine, not what befell them."""
    number = state.head
    first = number.head
    if state.dep_ not in ("amod", "acl", "xcomp") or number.dep_ != "conj" or number.i != state.i - 1:
        return {}
    if first.pos_ != "VERB" or not is_passive(first) or not is_number(number):
        return {}
    arcs = {state.i: (first.i, "conj"), number.i: (state.i, "nsubj:pass")}
    return arcs | {c.i: (state.i, c.dep_) for c in number.children if c.dep_ == "cc" or c.i > state.i}


def _before_backed(participle: Token) -> dict[int, Arc]:
    """The arcs of "Ukraine and Russia-backed rebels", who are two: Russia only backs."""
    doc, noun, at = participle.doc, participle.head, participle.i - 3
    if at <= noun.sent.start or doc[at].dep_ != "cc" or noun.i < participle.i or noun.head.i == noun.i:
        return {}
    first = doc[at - 1]
    while noun.sent.start <= first.head.i < first.i:
        first = first.head
    if first.pos_ not in ("NOUN", "PROPN") or noun.head == first or first.head.i < first.i:
        return {}
    if first.dep_ not in (*NOMINAL_SUBJECTS, "compound") or noun.dep_ not in NOMINAL_SUBJECTS:
        return {}
    arcs = {first.i: (noun.head.i, noun.dep_), noun.i: (first.i, "conj"), at: (noun.i, "cc")}
    arcs |= {c.i: (first.i, c.dep_) for c in noun.lefts if c.i < first.i}
    return arcs | {participle.i - 2: (participle.i, "compound")}


def _is_listed(noun: Token) -> bool:
    """Whether what looks like a description goes on with "and" and is closed by no mark before the verb."""
    name = noun.head
    if (
        name.dep_ not in NOMINAL_SUBJECTS
        or name.i > noun.i
        or not any(c.dep_ == "conj" for c in noun.children)
    ):
        return False
    verb = name.head
    if verb.tag_ == "VBZ" or any(child.lower_ in ("was", "is", "has") for child in verb.children):
        return False  # one person, described
    last = max(noun.right_edge.i, name.right_edge.i)
    return last < verb.i and not noun.doc[last].is_punct and not noun.doc[last + 1].is_punct
