"""Headlines whose verb the parser takes for a noun: "Israel bombs airport", "Rebels storm town".

Headlines leave articles out, and a verb in the simple present is often a noun too, so that the whole line
reads as one long name. A line without a finite verb and without a full stop, where a name is followed by a
word that the frame lexicon knows as a verb in agreement with it, and that by something to do it to, is read
anew.
"""

from spacy.tokens import Doc, Span, Token

from kg.extraction.frames import lexicon
from kg.extraction.mentions import role_noun
from kg.extraction.syntax import FINITE
from kg.extraction.trees import Arc, Reading, with_trees

_NOMINAL = frozenset({"NOUN", "PROPN"})
_PHRASE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "SYM"})
_LONGEST = 16
"""Words of a line that may still be a headline."""


def read_headlines(doc: Doc) -> Doc:
    """Return ``doc``, or a copy in which lines of that kind have a verb with its subject and object."""
    found = {sent.start: hidden for sent in doc.sents if (hidden := _hidden_verb(sent)) is not None}
    if not found:
        return doc
    arcs: dict[int, Arc] = {}
    readings: dict[int, Reading] = {}
    for sentence in doc.sents:
        if sentence.start not in found:
            continue
        verb, lemma, tag = found[sentence.start]
        arcs |= _tree(sentence, verb)
        readings[verb.i] = tag, "VERB", lemma
    return with_trees(doc, arcs, readings)


def _hidden_verb(sentence: Span) -> tuple[Token, str, str] | None:
    """The verb of a headline that has been read as a noun, its lemma and tag."""
    words = [token for token in sentence if not token.is_space]
    if not 3 <= len(words) <= _LONGEST or words[-1].text in (".", "!", "?", ":"):
        return None
    if any(t.tag_ in FINITE or (t.dep_ == "ROOT" and t.pos_ in ("VERB", "AUX")) for t in words):
        return None
    for before, token, after in zip(words, words[1:], words[2:], strict=False):
        if before.pos_ not in _PHRASE:
            return None  # the subject of a headline is its first phrase
        if token.pos_ not in _NOMINAL or after.pos_ not in _PHRASE or not _is_doer(before):
            continue
        plural = _is_plural(before)
        lemma = _verb_form(token.lower_, plural=plural)
        if lemma:
            return token, lemma, "VBP" if plural else "VBZ"
    return None


def _is_plural(noun: Token) -> bool:
    """Whether a noun takes the verb of many; with a capital it may be tagged as one name ("Rebels")."""
    words = lexicon()
    if noun.lower_.endswith("s") and noun.lower_[:-1] in words.people | words.forces:
        return True
    if noun.ent_type_:
        return False
    return noun.tag_ in ("NNS", "NNPS") or noun.lower_ in words.light["plural"]


def _is_doer(noun: Token) -> bool:
    """Whether a noun names somebody who acts: a country, a body, people, forces."""
    words = lexicon()
    lemma = noun.lemma_.lower().removesuffix("s")
    return noun.pos_ in _NOMINAL and (
        noun.ent_type_ in ("GPE", "ORG", "PERSON", "NORP")
        or lemma in words.people | words.forces
        or noun.lower_ in words.light["plural"]
        or role_noun(noun) is not None
    )


def _verb_form(word: str, *, plural: bool) -> str:
    """Lemma of a verb that the lexicon knows, if ``word`` is its present tense in that number."""
    if plural:
        forms: tuple[str, ...] = (word,)
    elif word.endswith("ies"):
        forms = (f"{word[:-3]}y",)
    else:
        forms = (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],) if word.endswith("s") else ()
    return next((form for form in forms if form in lexicon().verbs), "")


def _tree(sentence: Span, verb: Token) -> dict[int, tuple[int, str]]:
    """Heads and relations of the words of a headline around its verb."""
    subject = verb.i - 1
    end = verb.i + 1
    while end < sentence.end and (sentence.doc[end].pos_ in _PHRASE or sentence.doc[end].tag_ == "POS"):
        end += 1
    thing = max(
        (t.i for t in sentence.doc[verb.i + 1 : end] if t.pos_ in (*_NOMINAL, "NUM")), default=verb.i + 1
    )
    tree = {verb.i: (verb.i, "ROOT"), subject: (verb.i, "nsubj"), thing: (verb.i, "obj")}
    for token in sentence:
        if token.i in tree:
            continue
        head = token.head.i
        if token.i < verb.i:
            if head >= verb.i or head == token.i:
                tree[token.i] = (subject, _before_noun(token))
        elif token.i < end:
            if not verb.i < head < end or head == token.i:
                tree[token.i] = (thing, _before_noun(token))
        elif head <= verb.i or head == token.i:
            tree[token.i] = (
                verb.i,
                "punct" if token.is_punct else "obl" if token.pos_ in _NOMINAL else "dep",
            )
    return tree


def _before_noun(token: Token) -> str:
    """How a word stands to the noun behind it."""
    return {"ADJ": "amod", "NUM": "nummod", "DET": "det", "PUNCT": "punct"}.get(token.pos_, "compound")
