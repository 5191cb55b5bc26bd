"""Speakers and cues where a parser errs most: inversions, insertions, verbs that go with the cue before.

Each rule rests on what the words around the cue leave no doubt of, whatever the tree makes of them.
"""

from spacy.tokens import Token

from kg.extraction.cues import lexicon
from kg.extraction.syntax import (
    FINITE,
    INDICATIVE,
    SUBJECTS,
    is_copular,
    is_passive,
    marker,
    subject_of,
    word_at,
)

_NEAR = 9
"""How far behind "said" the head of the phrase that names the speaker may stand."""
_NAMING = ("NOUN", "PROPN", "PRON")
_OBJECT_FORMS = {"him": {"he"}, "her": {"she"}, "them": {"they"}}


def stray_subject(verb: Token) -> Token | None:
    """The subject of a cue that has none in the tree."""
    return _lost(verb) or _inverted(verb) or _before_clause(verb) or _coordinated_as_object(verb)


def inserted_subject(verb: Token) -> Token | None:
    """The X of "The plan, X said, was …" and "The plan, said X, was …", where the tree has the plan speak."""
    if verb.tag_ not in INDICATIVE or "," not in (word_at(verb, -1), word_at(verb, 1)) or not _is_cue(verb):
        return None
    own, doc = subject_of(verb), verb.doc
    if own is not None and own.i > verb.i:
        return None
    if (teller := _behind_clause(verb, own)) is not None:
        return teller
    if any(child.dep_.startswith("aux") for child in verb.children):
        return None
    if word_at(verb, -1) == ",":
        start = own.left_edge.i if own is not None else verb.sent.start
        if any(token.text == "," for token in doc[start : verb.i - 1]):
            return None  # "Ali Hassan, the lawyer, said the videos, long kept, show …"
        following = doc[verb.i + 1 : min(verb.sent.end, verb.i + _NEAR)]
        named = (t for t in following if t.dep_ in (*SUBJECTS, "iobj", "obj") and t.pos_ in _NAMING)
        speaker = next((t for t in named if t.left_edge.i == verb.i + 1 and t.ent_type_ != "DATE"), None)
        if speaker is None or verb.lemma_.lower() == "tell":
            return None
        return speaker if "," in (word_at(speaker.right_edge, 0), word_at(speaker.right_edge, 1)) else None
    if word_at(verb, 1) != "," or own is None:
        return None
    behind = verb.i - 1
    while behind > own.i and doc[behind].pos_ == "ADV":
        behind -= 1  # "a delegate once said"
    before = behind
    while before > own.i and doc[before].text != "," and doc[before].pos_ not in ("VERB", "AUX", "SCONJ"):
        before -= 1
    name = doc[behind]
    if before <= own.i or doc[before].text != "," or before == behind or name.pos_ not in _NAMING:
        return None
    while name.head != name and before < name.head.i < verb.i:
        name = name.head
    return name if name.left_edge.i >= before and name.pos_ in _NAMING else None


def _behind_clause(verb: Token, own: Token | None) -> Token | None:
    """The Y of "X did well in the vote, said Y", where the tree has both X and Y for subjects of "said"."""
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)
    if own is None or clause is None or not own.i < clause.i or subject_of(clause) is not None:
        return None
    behind = (c for c in verb.children if c.dep_ in SUBJECTS and c.left_edge.i == verb.i + 1)
    return next((c for c in behind if c.pos_ in _NAMING), None)


def counted_subject(verb: Token) -> Token | None:
    """The "four in ten" of "about four in ten say …", where the tree does not count it as the subject."""
    counted = (c for c in verb.children if c.pos_ == "NUM" and c.dep_.startswith("obl") and c.i < verb.i)
    return next((c for c in counted if marker(c) == "" and _bare(c) and c.right_edge.i == verb.i - 1), None)


def _bare(phrase: Token) -> bool:
    return not any(child.dep_ == "case" for child in phrase.children)


def _inverted(verb: Token) -> Token | None:
    """The "X" of "…, said X" where the tree makes X a subject of the clause before."""
    if verb.tag_ not in INDICATIVE or word_at(verb, -1) not in (",", '"', "”", "''", "’"):
        return None
    following = verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + _NEAR)]
    return next((t for t in following if t.dep_.startswith("nsubj") and t.left_edge.i == verb.i + 1), None)


def _lost(verb: Token) -> Token | None:
    """The "one" of "one of them, Ali Hassan, said the videos show …", read as a subject of "show" too."""
    for clause in (c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i):
        subjects = [c for c in clause.children if c.dep_ in SUBJECTS]
        before = [c for c in subjects if c.i < verb.i]
        if before and len(before) < len(subjects):
            return before[-1]
    return None


def _coordinated_as_object(verb: Token) -> Token | None:
    """The X of "Y has praised the raid and X has condemned it", where the tree has X praised."""
    first = min(
        (c for c in (verb, *verb.children) if c.dep_.startswith("aux") and c.i < verb.i), default=None
    )
    if first is None or first.tag_ not in FINITE or first.i < 2:
        return None
    name = first.nbor(-1)
    while name.head.i < name.i and name.dep_ in ("flat", "compound") and name.head.pos_ in _NAMING:
        name = name.head
    if name.dep_ != "conj" or name.pos_ not in _NAMING or name.right_edge.i != first.i - 1:
        return None
    return name if name.head.dep_ in ("obj", "obl", "nmod") and name.head.head.i < name.i else None


def _before_clause(verb: Token) -> Token | None:
    """The subject of "…, the ministry said" where the tree gives it to the clause before."""
    first = _opening_of(verb)
    if first.tag_ not in INDICATIVE or first.i < 3:
        return None
    head = first.nbor(-1)
    while head.head.i < first.i and head.head.pos_ in ("NOUN", "PROPN") and head.head.i >= verb.sent.start:
        if head.head == head or any(token.text == "," for token in verb.doc[head.head.i : head.i]):
            break
        head = head.head
    opening = head.left_edge
    if head.pos_ not in _NAMING or opening.i == verb.sent.start:
        return None
    apart = {opening.text, word_at(opening, -1)} & {",", '"', "”"}
    closes = verb.i + 1 >= verb.sent.end or word_at(verb, 1) in (".", "\n", ",")
    return head if apart and (closes or head.dep_.startswith("nsubj")) else None


def _opening_of(verb: Token) -> Token:
    """The first word of a verb group: the "have" of "have since said"."""
    first = verb
    for child in reversed(list(verb.lefts)):
        if child.i != first.i - 1 or not child.dep_.startswith(("aux", "advmod")) or any(child.children):
            break
        first = child
    return first if first.dep_.startswith("aux") else verb


def cue_beside(verb: Token) -> Token | None:
    """The cue that ``verb`` goes with where the tree coordinates it with the reported clause."""
    clause = verb
    while clause.dep_ == "conj":
        clause = clause.head
    if clause == verb or clause.dep_ != "ccomp" or not belongs_to(verb, clause, clause.head):
        return None
    return clause.head


def belongs_to(verb: Token, clause: Token, cue: Token) -> bool:
    """Whether ``verb``, read as coordinated with the reported ``clause``, rather goes with its ``cue``.

    It does where it is of the cue's tense and not of the clause's ("said that they hold it and urged …"),
    repeats the cue ("says it was a lie and says …"), or speaks of the clause's own subject as somebody else
    ("said the minister was a liar and blamed him").
    """
    if verb.i < cue.i or clause.i < cue.i or subject_of(verb) is not None or marker(verb):
        return False
    if verb.tag_ == cue.tag_ == "VBG":
        bare = not any(c.dep_ == "aux" for c in verb.children)
        return (
            clause.tag_ != "VBG"
            and bare
            and _is_cue(verb)
            and any(c.lower_ in ("and", "but") for c in verb.children)
        )
    if (
        verb.tag_ not in INDICATIVE
        or verb.tag_ != _tense(cue)
        or any(c.dep_.startswith("aux") for c in verb.children)
    ):
        return False
    if clause.tag_ == verb.tag_:
        return False
    auxiliary = any(c.dep_.startswith("aux") for c in clause.children)
    if auxiliary and _goes_on(verb, clause):
        return False
    if verb.tag_ != cue.tag_:
        auxiliary = auxiliary and (_tense(clause) != verb.tag_ or is_passive(clause))
    present = verb.tag_ == "VBD" and clause.tag_ in ("VBZ", "VBP") and _is_cue(verb)
    again = verb.lemma_ == cue.lemma_ and verb.tag_ == cue.tag_
    return auxiliary or present or again or (is_copular(clause) and _speaks_of_subject(verb, clause))


def _goes_on(verb: Token, clause: Token) -> bool:
    """Whether a verb whose past and participle are one form shares the auxiliary: "had shot and seized"."""
    perfect = any(c.lemma_ == "have" and c.dep_ == "aux" for c in clause.children)
    one_form = verb.lower_.endswith("ed") and verb.lemma_.lower() not in lexicon().verbs
    contrast = any(c.dep_ == "cc" and c.lower_ == "but" for c in verb.children)
    return perfect and one_form and not contrast and clause.tag_ == "VBN"


def _is_cue(verb: Token) -> bool:
    return any(cue.speech for cue in lexicon().verbs.get(verb.lemma_.lower(), ()))


def _tense(verb: Token) -> str:
    """The tag of the word that carries a verb's tense: "is" of "is telling"; of a participle's governor."""
    carrier = next((c for c in verb.children if c.dep_.startswith("aux") and c.tag_ in FINITE), verb)
    if carrier is verb and verb.tag_ == "VBG" and verb.dep_ in ("acl", "advcl"):
        governors = (token for token in verb.ancestors if token.pos_ == "VERB")
        carrier = next(governors, verb)
    return carrier.tag_


def _speaks_of_subject(verb: Token, clause: Token) -> bool:
    """Whether the verb's object is the clause's subject, which therefore does not do it."""
    subject = subject_of(clause)
    form = next((c.lower_ for c in verb.children if c.dep_ == "obj" and c.lower_ in _OBJECT_FORMS), None)
    if subject is None or form is None:
        return False
    return subject.ent_type_ == "PERSON" or subject.lower_ in _OBJECT_FORMS[form]
