"""Words that the parser hangs where their own form or their neighbours rule it out.

- "Accused it of squandering the chance and called for calm": a finite verb goes on with a finite verb.
- "Handed over 21 men": "over" belongs to the verb, and says nothing of the number.
- "Signed in Doha": before a place, "in" is a preposition and no part of the verb, and the place no object.
- "Denied any role in the murder": what somebody has a part in belongs to the part.
- "Kyiv and Moscow swap prisoners; Zelensky in Vilnius": a description follows what it describes, before the
  next semicolon.
- "Blamed Israel, which said …": what happens says nothing, but a state does.
- "Accused Baku of violating it", "found two men dead": a clause without a subject is the object's, and no
  words that are said.
- "An allegation that Tehran has denied": what lacks an object has the noun before it for one.
- "Two died, X said; the army denied it": what X says ends with his name.
- "Vowed to fight and sent jets": a finite verb goes on with no infinitive.
- "Haiti - Gang leader X said": a place before a dash says where it is told.
- "Attorney General Garland": the words of a title hang on the name, each by itself.
"""

from spacy.tokens import Doc, Token

from kg.extraction.arguments import case
from kg.extraction.cues import lexicon as cues
from kg.extraction.factuality_signs import signs
from kg.extraction.syntax import INDICATIVE, NOMINAL_SUBJECTS
from kg.extraction.trees import Arc, with_trees

_PAST = frozenset({"VBD", "VBN"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_GIVING = frozenset({"hand", "turn", "sign"})
_MARKS = frozenset({"of", "from", "for"})
_DENYING = frozenset({"deny", "dispute", "reject", "dismiss", "refute"})
_OF_PLACE = frozenset({"in", "at", "near", "across", "outside", "inside"})


def read_stray(doc: Doc) -> Doc:
    """Return ``doc``, or a copy in which such words hang where they belong."""
    arcs: dict[int, Arc] = {}
    for token in doc:
        if token.dep_ == "conj" and token.tag_ in _PAST and token.head.tag_ == "VB":
            arcs |= _beside_infinitive(token)
        elif token.is_sent_start and token.dep_ == "nsubj" and token.ent_type_ in _PLACES:
            arcs |= _dateline(token)
        elif token.dep_ == "conj" and token.tag_ in INDICATIVE:
            arcs |= _of_the_clause(token)
        elif token.dep_ == "ccomp":
            arcs |= _of_the_object(token) or _behind_semicolon(token)
        elif token.dep_ == "acl" and token.lemma_.lower() in _DENYING:
            arcs |= _denied(token)
        elif token.dep_ == "advcl:relcl":
            arcs |= _of_who_speaks(token)
        elif token.lower_ == "over" and token.head.pos_ == "NUM" and token.i:
            arcs |= _handed_over(token)
        elif token.dep_ == "compound:prt" and token.lower_ in _OF_PLACE:
            arcs |= _before_a_place(token)
        elif token.dep_ == "obj" and token.ent_type_ in _PLACES and case(token) in _OF_PLACE:
            arcs[token.i] = (token.head.i, "obl")
        elif token.dep_ == "obl":
            arcs |= _of_the_part(token)
        elif token.dep_ == "appos":
            arcs |= _no_description(token)
        elif token.head.dep_ == "nmod:desc" and token.head.i == token.i - 1 and token.text.istitle():
            name = token.head.head
            arcs |= {token.i: (name.i, "nmod:desc")} if name.i > token.i and name.pos_ == "PROPN" else {}
    return with_trees(doc, arcs, {}) if arcs else doc


def _handed_over(over: Token) -> dict[int, Arc]:
    """The arc of "handed over 21 men", who are no more than 21."""
    verb = over.nbor(-1)
    return {over.i: (verb.i, "compound:prt")} if verb.lemma_.lower() in _GIVING else {}


def _dateline(place: Token) -> dict[int, Arc]:
    """The arcs of "Haiti - Gang leader X said …", where the tree has the place speak."""
    dash = place.nbor() if place.i + 1 < place.sent.end else place
    if dash.text not in ("-", "–", "—", "--") or not place.whitespace_:
        return {}
    named = next((c for c in place.children if c.dep_ == "appos" and c.left_edge.i <= place.i + 2), None)
    if named is None or named.i < dash.i:
        return {}
    return {named.i: (place.head.i, "nsubj"), place.i: (place.head.i, "parataxis")}


def _of_who_speaks(verb: Token) -> dict[int, Arc]:
    """The arc of "blamed Israel, which said …" to the name: what happens says nothing."""
    which = next((c for c in verb.children if c.lower_ == "which" and c.dep_ == "nsubj"), None)
    if which is None or not any(cue.speech for cue in cues().verbs.get(verb.lemma_.lower(), ())):
        return {}
    names = (c for c in verb.head.children if c.dep_ in ("obj", "obl") and c.pos_ == "PROPN")
    named = next((c for c in names if c.right_edge.i in (which.i - 1, which.i - 2)), None)
    return {verb.i: (named.i, "acl:relcl")} if named is not None else {}


def _of_the_object(clause: Token) -> dict[int, Arc]:
    """The arc of "accused Baku of violating it", "found two men dead": those before it do it, or are so."""
    verb = clause.head
    between = any(c.dep_ == "obj" and verb.i < c.i < clause.left_edge.i for c in verb.children)
    if not between or any(c.dep_ in NOMINAL_SUBJECTS for c in clause.children):
        return {}
    if clause.tag_ == "VBG" and any(c.dep_ == "mark" and c.lower_ in _MARKS for c in clause.children):
        return {clause.i: (verb.i, "advcl")}
    bare = clause.pos_ == "ADJ" and not any(c.dep_ in ("mark", "cop") for c in clause.children)
    return {clause.i: (verb.i, "xcomp")} if bare else {}


def _denied(verb: Token) -> dict[int, Arc]:
    """The arcs of "an allegation that Tehran has denied": the allegation is not that Tehran has."""
    that = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "that"), None)
    said = any(c.dep_ in ("obj", "ccomp", "xcomp") for c in verb.children)
    if that is None or said or verb.tag_ == "VBG":
        return {}
    return {verb.i: (verb.head.i, "acl:relcl"), that.i: (verb.i, "obj")}


def _behind_semicolon(clause: Token) -> dict[int, Arc]:
    """The arc of "Two died, X said; the army denied it": X has said what he says."""
    cue, first = clause.head, clause.left_edge
    opened = first.text == ";" or (first.i > cue.i and first.nbor(-1).text == ";")
    before = next((c for c in cue.children if c.dep_ == "ccomp" and c.i < cue.i), None)
    if before is None or clause.i < cue.i:
        return {}
    if opened:
        return {clause.i: (cue.i, "parataxis")}
    told = first.i == cue.i + 1 and any(c.dep_ in NOMINAL_SUBJECTS for c in clause.children)
    return {before.i: (cue.i, "parataxis")} if told else {}  # "A expels B, X says C is …": X says the latter


def _beside_infinitive(verb: Token) -> dict[int, Arc]:
    """The arc of "vowed to treat it as war and sent jets", to the verb that is of its own form."""
    infinitive = verb.head
    above = infinitive.head
    own = any(c.dep_ in (*NOMINAL_SUBJECTS, "aux", "aux:pass", "mark") for c in verb.children)
    marked = any(c.lower_ == "to" and c.dep_ == "mark" for c in infinitive.children)
    fits = infinitive.dep_ in ("xcomp", "advcl") and above.tag_ in INDICATIVE | _PAST
    fits = fits and above.i < infinitive.i
    return {verb.i: (above.i, "conj")} if marked and fits and not own else {}


def _of_the_clause(verb: Token) -> dict[int, Arc]:
    """The arc of a finite verb that hangs on a participle before it, to the finite verb above that."""
    joined = verb.head
    if joined.tag_ != "VBG" or any(child.dep_ in ("aux", "nsubj") for child in joined.children):
        return {}
    if any(child.dep_ in ("nsubj", "nsubj:pass", "aux") for child in verb.children):
        return {}
    above = joined.head
    fits = (
        joined.dep_ in ("advcl", "xcomp", "ccomp", "acl") and above.tag_ in INDICATIVE and above.i < joined.i
    )
    return {verb.i: (above.i, "conj")} if fits else {}


def _before_a_place(particle: Token) -> dict[int, Arc]:
    """The arcs of what looks like a particle and an object, where a place follows at once."""
    verb = particle.head
    place = next((c for c in verb.children if c.dep_ == "obj" and c.left_edge.i == particle.i + 1), None)
    if place is None or place.ent_type_ not in _PLACES:
        return {}
    return {particle.i: (place.i, "case"), place.i: (verb.i, "obl")}


def _of_the_part(noun: Token) -> dict[int, Arc]:
    """The arc of what somebody has a part in, where it hangs on the verb."""
    part = next((c for c in noun.head.children if c.dep_ == "obj" and c.i < noun.i), None)
    if part is None or part.lemma_.lower() not in signs()["nouns.taking_part"]:
        return {}
    tied = noun.doc[noun.left_edge.i].lower_ == "in" and part.right_edge.i + 1 == noun.left_edge.i
    return {noun.i: (part.i, "nmod")} if tied else {}


def _no_description(noun: Token) -> dict[int, Arc]:
    """The arc of what cannot describe its head: it stands before it and a verb, or behind a semicolon."""
    head = noun.head
    if noun.i < head.i:
        verb = head.head
        between = noun.i < verb.i < head.i and verb.pos_ == "VERB"
        free = between and not any(child.dep_.startswith("nsubj") for child in verb.children)
        return {noun.i: (verb.i, "nsubj")} if free else {}
    if any(token.text == ";" for token in noun.doc[head.i + 1 : noun.left_edge.i + 1]):
        return {noun.i: (noun.sent.root.i, "parataxis")}
    return {}
