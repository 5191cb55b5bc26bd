"""Reported speech in the syntax: which words say who says what.

An :class:`Attribution` is source, cue and content as tokens, before anybody knows who the source is. The
words that can be cues, and how each expresses its content and addressee, are data (``data/statements.toml``).
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Doc, Token

from kg.extraction.syntax import (
    SUBJECTS,
    agent_of,
    antecedent,
    is_passive,
    marker,
    patient_of,
    preposition,
    subject_of,
    word_at,
)

_CLAUSES = {"ccomp", "xcomp", "advcl", "acl", "csubj", "dep"}
_INSIDE_CLAUSE = {"nmod", "compound", "appos", "nummod", "obj", "amod", "flat", "conj", "nsubj", "obl"}
_PREPOSITIONAL = {"obl", "nmod", "advcl", "acl", "ccomp", "xcomp", "obl:arg"}
_ANYBODY = {"you", "one"}
_SELF = {"i", "we"}
_CONDITIONAL = {"if", "unless", "as", "should"}
_ADVERBIAL = {"after", "before", "while", "as", "because", "since", "although", "though", "until"}
_TRIM = " \t\n,;:–—-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that report alike; the fields are those of the lexicon's entries."""

    cls: str
    type: str | None = None
    content: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    particle: str | None = None
    object: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    not_verb: frozenset[str] = frozenset()
    speech: bool = False
    needs: str | None = None
    bare: bool = False
    confidence: float = 0.9


@dataclass(slots=True, kw_only=True)
class Attribution:
    """One act of reporting: ``content`` is a list of character ranges in text order."""

    cue: Cue
    head: Token
    source: Token | None
    addressee: tuple[Token, ...] = ()
    content: list[tuple[int, int]] = field(default_factory=list)
    medium: Token | None = None

    @property
    def words(self) -> tuple[int, int]:
        """Character range of the cue: the verb with its particle or preposition, or the noun."""
        start, end = self.head.idx, self.head.idx + len(self.head)
        following = [
            child
            for child in self.head.children
            if child.i == self.head.i + 1
            and (child.dep_ in ("compound:prt", "fixed") or child.text.lower() == self.cue.particle)
        ]
        following += [
            case
            for token in self.addressee
            for case in token.children
            if case.i == self.head.i + 1 and case.dep_ == "case"
        ]
        return start, max([end, *(t.idx + len(t) for t in following)])


@cache
def lexicon() -> tuple[dict[str, tuple[Cue, ...]], dict[str, tuple[Cue, ...]], dict[str, frozenset[str]]]:
    """Cues by verb lemma, cues by noun lemma, and the word lists around them."""
    data: dict[str, Any] = tomllib.loads(
        files("kg.extraction").joinpath("data/statements.toml").read_text(encoding="utf-8")
    )
    verbs: dict[str, list[Cue]] = {}
    nouns: dict[str, list[Cue]] = {}
    for entry in data["cue"]:
        cue = Cue(
            cls=entry["class"],
            type=entry.get("type"),
            content=tuple(entry.get("content", ())),
            addressee=tuple(entry.get("addressee", ())),
            particle=entry.get("particle"),
            object=frozenset(entry.get("object", ())),
            not_object=frozenset(entry.get("not_object", ())),
            not_verb=frozenset(entry.get("not_verb", ())),
            speech=entry.get("speech", False),
            needs=entry.get("needs"),
            bare=entry.get("bare", False),
            confidence=entry.get("confidence", 0.9),
        )
        for lemma in entry.get("verbs", ()):
            verbs.setdefault(lemma, []).append(cue)
        for lemma in entry.get("nouns", ()):
            nouns.setdefault(lemma, []).append(cue)
    return (
        {lemma: tuple(cues) for lemma, cues in verbs.items()},
        {lemma: tuple(cues) for lemma, cues in nouns.items()},
        {name: frozenset(words) for name, words in data["words"].items()},
    )


def find_attributions(doc: Doc) -> tuple[list[Attribution], list[Attribution]]:
    """Attributions with their content, and those that lack it but could introduce quoted words."""
    verbs, nouns, _ = lexicon()
    text = doc.text
    complete: list[Attribution] = []
    waiting: list[Attribution] = []
    for token in doc:
        lemma = token.lemma_.lower()
        found: Attribution | None = None
        if token.pos_ == "VERB" or (token.pos_ == "AUX" and lemma in verbs):
            if lemma == "accord":
                found = _according(token)
            elif lemma in verbs:
                found = _verbal(token, verbs[lemma])
        elif token.pos_ == "NOUN" and lemma in nouns:
            found = _nominal(token, nouns[lemma])
        elif lemma == "according":
            found = _according(token)
        if found is not None:
            found.content = _merged(found.content, text)
            (complete if found.content or found.cue.bare else waiting).append(found)
    return complete, waiting


# --- one cue ------------------------------------------------------------------------------------------


def _verbal(verb: Token, cues: tuple[Cue, ...]) -> Attribution | None:
    if verb.dep_ in ("amod", "compound") or _is_wish(verb):
        return None
    passive = is_passive(verb)
    given = passive and any(child.dep_ == "obj" for child in verb.children)  # "were denied visas"
    waiting: Attribution | None = None
    source = source_of(verb)
    if source is not None and source.lower_ in _ANYBODY:
        return None
    patient = patient_of(verb)
    for cue in cues:
        if cue.particle and not any(child.text.lower() == cue.particle for child in verb.children):
            continue
        noun = patient.lemma_.lower() if patient is not None else ""
        if given and "obj" in cue.content:
            continue
        if (cue.object and noun not in cue.object) or noun in cue.not_object:
            continue
        addressee = _addressees(verb, cue)
        if cue.cls == "Report" and source is not None and source.lower_ in _SELF:
            continue  # "I say": part of what is said, no statement about somebody else's word
        if cue.needs == "addressee" and not addressee:
            continue
        heads = _content_heads(verb, cue, addressee)
        if cue.not_verb and any(head.lemma_.lower() in cue.not_verb for head in heads):
            continue
        links = tuple(slot for slot in cue.content if slot != "to") if len(heads) == 1 else ()
        attribution = Attribution(
            cue=cue, head=verb, source=source, addressee=addressee, medium=medium_of(verb)
        )
        attribution.content = [piece for head in heads for piece in _pieces(head, verb, links)]
        if not attribution.content and addressee:
            attribution.content = _after_person(verb, cue, addressee[-1])
        if not attribution.content and "that" in cue.content:
            attribution.content = _after_that(verb)
            heads = []
        if not attribution.content and "that" in cue.content:
            attribution.content = _interrupted(verb, source, addressee)
        if attribution.content or cue.bare:
            attribution.content = _before_source(attribution.content, source, verb)
            _take_medium(attribution)
            _extend_condition(attribution, heads)
            return attribution
        if waiting is None and cue.speech:
            waiting = attribution
    return waiting


def _is_wish(verb: Token) -> bool:
    """Whether the verb is an infinitive that only says what somebody wants done: "asked them to condemn"."""
    if verb.dep_ not in ("xcomp", "ccomp", "acl") or marker(verb) != "to":
        return False
    governor = verb.head.lemma_.lower()
    words = lexicon()[2]
    return governor not in words["carriers"] and governor not in words["planning"]


def _nominal(noun: Token, cues: tuple[Cue, ...]) -> Attribution | None:
    source = _possessor(noun)
    for cue in cues:
        if cue.object and not any(
            child.lemma_.lower() in cue.object for child in noun.children if child.dep_ == "nmod"
        ):
            continue
        heads = [
            child
            for child in noun.children
            if child != source and _fits_any(child, cue.content, nominal=True) and child.i > noun.i
        ]
        if not heads and not cue.bare:
            continue
        addressee = tuple(
            child for child in noun.children if child.dep_ == "nmod" and preposition(child) in cue.addressee
        )
        attribution = Attribution(
            cue=cue,
            head=noun,
            source=source if source is not None else _light_subject(noun),
            addressee=addressee,
            content=[piece for head in heads for piece in _pieces(head, noun, cue.content)],
        )
        if attribution.source is not None:
            return attribution
    return None


_ACCORDING = Cue(cls="Report", content=("that",))


def _according(word: Token) -> Attribution | None:
    """ "According to X": the source is what the words stand before, the content is the clause around it."""
    source = word.head if word.dep_ in ("case", "mark") else None
    if source is None:
        source = next(
            (c for c in word.children if c.dep_ in ("obl", "nmod", "obj") and preposition(c) == "to"), None
        )
        scope = word.head if word.dep_ != "ROOT" else None
    else:
        scope = source.head if source.dep_ != "ROOT" else None
    if source is None or scope is None or scope == word:
        return None
    while scope.dep_ in _INSIDE_CLAUSE and not _clausal(scope):
        scope = scope.head
    first = min(word.left_edge.i, source.left_edge.i) <= word.sent.start + 1
    if first or (
        word_at(word, -1) == ","
        and word_at(word.doc[max(source.right_edge.i, word.i)], 1).strip() in ("", ".", "!")
    ):
        while scope.dep_.split(":")[0] in ("advcl", "acl", "xcomp", "conj") and scope.head != scope:
            scope = scope.head
    outer = word if word.i < source.left_edge.i else source
    begin, end = min(outer.left_edge.i, source.left_edge.i), max(source.right_edge.i, word.i)
    content = _without(scope.left_edge.i, scope.right_edge.i, begin, end, word.doc)
    if not content:
        return None
    return Attribution(cue=_ACCORDING, head=word, source=source, content=content)


def _clausal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or any(c.dep_ in (*SUBJECTS, "cop") for c in token.children)


# --- content ------------------------------------------------------------------------------------------


def _content_heads(verb: Token, cue: Cue, addressee: tuple[Token, ...]) -> list[Token]:
    heads: list[Token] = []
    for child in verb.children:
        if child in addressee:
            continue
        if _fits_any(child, cue.content, passive=is_passive(verb)):
            heads.append(antecedent(child, verb))
    if not heads:
        # "accused the group of …" may be read as "the group of …"
        heads = [
            child
            for person in addressee
            for child in person.children
            if child.i > verb.i
            and _fits_any(child, tuple(s for s in cue.content if s != "obj"), nominal=True)
        ]
    patient = patient_of(verb)
    if not heads and cue.object and patient is not None:
        # "claimed responsibility for …" may be read as "the responsibility for …"
        heads = [child for child in patient.children if _fits_any(child, cue.content, nominal=True)]
    if "obj+" in cue.content:
        predicate = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i), None)
        if patient is None:
            return []
        if predicate is None:
            # "called the charges unfounded" may be read as one noun phrase
            joined = any(c.i > patient.i and c.dep_ in ("amod", "appos", "acl") for c in patient.children)
            return [patient] if joined else []
        heads = [antecedent(patient, verb), predicate]
    if (
        "as" in cue.content
        and "obj" in cue.content
        and heads
        and "that" not in cue.content
        and cue.cls == "Report"
    ):
        heads = heads if any(preposition(head) == "as" for head in heads) else []
    return heads


def _after_person(verb: Token, cue: Cue, person: Token) -> list[tuple[int, int]]:
    """The "of …" that follows "accused the group", where the tree hangs it elsewhere."""
    first, last = person.right_edge.i + 1, verb.right_edge.i
    if person.i < verb.i or first >= last or verb.doc[first].lower_ not in cue.content:
        return []
    for child in verb.children:
        if child.i > first and child.dep_ == "conj":
            last = min(last, child.left_edge.i - 1)
    while last > first and (
        verb.doc[last].dep_ == "cc" or verb.doc[last].is_punct or verb.doc[last].is_space
    ):
        last -= 1
    return [_range(first + 1, last, verb.doc)] if last > first else []


def _after_that(verb: Token) -> list[tuple[int, int]]:
    """The clause that the word "that" opens beside its cue, where the tree hangs it elsewhere."""
    for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 12)]:
        if token.pos_ in ("VERB", "AUX") or token.text in ('"', "“", ";"):
            return []
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.i > token.i:
            return [_range(token.i + 1, max(token.head.i, _true_end(token.head, verb)), verb.doc)]
    return []


def _fits_any(child: Token, slots: tuple[str, ...], *, passive: bool = False, nominal: bool = False) -> bool:
    return any(_fits(child, slot, passive=passive, nominal=nominal) for slot in slots)


def _fits(child: Token, slot: str, *, passive: bool, nominal: bool) -> bool:
    dep = child.dep_.split(":")[0]
    match slot:
        case "that":
            if nominal:
                return dep in ("acl", "ccomp") and marker(child) == "that"
            if dep == "ccomp":
                return marker(child) not in ("to", *_ADVERBIAL) and not _goes_on(child)
            return dep in ("advcl", "dep") and marker(child) == "that"
        case "that!":
            return dep == "ccomp" and marker(child) == "that"
        case "to":
            return dep in _CLAUSES and marker(child) == "to"
        case "unto":
            return dep in _PREPOSITIONAL and preposition(child) == "to" and child.pos_ not in ("VERB", "NUM")
        case "ing":
            return dep in ("xcomp", "ccomp", "advcl") and child.tag_ == "VBG" and not preposition(child)
        case "obj":
            if nominal:
                return False
            return child.dep_ == "obj" or (passive and child.dep_ == "nsubj:pass")
        case "obj2":
            return child.dep_ == "obj" and any(s.dep_ == "iobj" for s in child.head.children)
        case "obj+":
            return False
    return dep in _PREPOSITIONAL and slot in (preposition(child), marker(child))


def _goes_on(clause: Token) -> bool:
    """Whether a participle is ", adding that …" rather than what was said."""
    if clause.tag_ != "VBG" or clause.left_edge.i == 0 or clause.lemma_.lower() not in lexicon()[0]:
        return False
    return "," in (clause.left_edge.text, word_at(clause.left_edge, -1))


def _interrupted(verb: Token, source: Token | None, addressee: tuple[Token, ...]) -> list[tuple[int, int]]:
    """The clause that "he said" stands in or after: "The attack, he said, was …"."""
    if verb.dep_ not in ("parataxis", "ccomp", "advcl") or verb.head == verb:
        return []
    scope = verb.head
    if any(child.dep_ == "obj" and child not in addressee for child in verb.children):
        return []
    if verb.dep_ == "advcl" and marker(verb) != "as":
        return []
    if verb.dep_ == "ccomp" and (verb.head.pos_ == "VERB" and verb.head.lemma_.lower() in lexicon()[0]):
        return []
    if source is None or verb.left_edge.i < scope.left_edge.i:
        return []
    if verb.i < scope.i and verb.dep_ == "ccomp":
        return []
    end = scope.right_edge.i
    for child in scope.children:
        if (
            child.i > verb.i
            and child.dep_ == "advcl"
            and child.tag_ == "VBG"
            and child.lemma_.lower() in lexicon()[0]
        ):
            end = min(end, child.left_edge.i - 1)  # ", adding that …" is a statement of its own
    return _without(scope.left_edge.i, end, verb.left_edge.i, verb.right_edge.i, verb.doc)


def denies_infinitive(cue: Token) -> bool:
    """ "promised not to attack": the "not" belongs to what is promised, wherever the tree hangs it."""
    return word_at(cue, 1) == "not" and word_at(cue, 2) == "to"


def _pieces(head: Token, cue: Token, links: tuple[str, ...] = ()) -> list[tuple[int, int]]:
    """Character ranges of a content phrase, without the preposition of ``links`` that ties it to its cue."""
    begin, end = head.left_edge.i, _true_end(head, cue)
    if begin < head.i and head.doc[begin].dep_ in ("case", "mark") and head.doc[begin].lower_ in links:
        begin += 1
    while begin < end and (
        head.doc[begin].is_punct or (head.doc[begin].lower_ == "that" and head.doc[begin].dep_ == "mark")
    ):
        if head.doc[begin].text in ('"', "“", "‘", "'", "(", "[", "``", "«"):
            break
        begin += 1
    if begin == cue.i + 2 and denies_infinitive(cue):
        begin -= 1
    if begin <= cue.i <= end:
        first, last = cue.left_edge.i, cue.right_edge.i
        source = source_of(cue)
        if cue.is_ancestor(head):
            # "Too often, X said, the debate …": only the cue and its source interrupt
            near = [cue.i, *((source.left_edge.i, source.right_edge.i) if source is not None else ())]
            first, last = min(near), max(near)
        return _without(begin, end, first, last, cue.doc)
    return [_range(begin, end, head.doc)]


def _true_end(head: Token, cue: Token) -> int:
    """Where a reported clause ends: "said they had come under fire, but gave no number" ends at the comma.

    A finite verb without a subject of its own, coordinated with a clause of another tense, goes with the cue.
    """
    for token in head.doc[head.i + 1 : max(head.i + 1, head.right_edge.i)]:
        if token.text == "," and word_at(token, 1) == "according":
            return token.i - 1
    for child in head.children:
        first = child.left_edge
        if (
            child.dep_ in ("parataxis", "conj")
            and first.i > head.i
            and ";" in (first.text, word_at(first, -1))
        ):
            return first.i - 1
    for token in head.doc[head.i + 1 : max(head.i + 1, head.right_edge.i - 1)]:
        if (
            token.text == ","
            and word_at(token, 1) in ("a", "an")
            and word_at(token, 2) in lexicon()[2]["echoes"]
        ):
            return token.i - 1
    for child in head.children:
        if head.i < cue.i < child.i and child.dep_ == "advcl" and _goes_on(child):
            return cue.i
    for token in _chain(head):
        if token != head and belongs_to(token, head, cue):
            last = token.left_edge.i - 1
            while last > head.i and (head.doc[last].dep_ in ("cc", "punct") or head.doc[last].is_punct):
                last -= 1
            return last
    return head.right_edge.i


def belongs_to(verb: Token, clause: Token, cue: Token) -> bool:
    """Whether ``verb``, read as coordinated with the reported ``clause``, rather goes with its ``cue``."""
    if verb.i < cue.i or clause.i < cue.i or verb.tag_ != cue.tag_ or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    if subject_of(verb) is not None or marker(verb) or any(c.dep_.startswith("aux") for c in verb.children):
        return False
    return clause.tag_ != verb.tag_ and any(c.dep_.startswith("aux") for c in clause.children)


def cue_beside(verb: Token) -> Token | None:
    """The cue that ``verb`` goes with where the tree coordinates it with the reported clause."""
    clause = verb
    while clause.dep_ == "conj":
        clause = clause.head
    if clause == verb or clause.dep_ != "ccomp" or not belongs_to(verb, clause, clause.head):
        return None
    return clause.head


def _chain(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.dep_ == "conj":
            yield from _chain(child)


def _before_source(content: list[tuple[int, int]], source: Token | None, cue: Token) -> list[tuple[int, int]]:
    """The content without the source of "…, the ministry said" where the tree counts it as said."""
    if source is None or source.i > cue.i:
        return content
    start, stop = source.left_edge.idx, cue.idx
    clipped = [(a, min(b, start) if a < start < b <= stop + len(cue) else b) for a, b in content]
    return [(a, b) for a, b in clipped if a < b]


def _take_medium(attribution: Attribution) -> None:
    """Read "…, X said in a statement" where the tree counts the statement among the words said."""
    words, doc = lexicon()[2], attribution.head.doc
    last = attribution.content[-1] if len(attribution.content) > 1 else None
    if attribution.medium is not None or last is None or last[0] < attribution.head.idx:
        return
    tail = doc.char_span(*last, alignment_mode="expand")
    if tail is None or len(tail) > 8 or tail[0].lower_ not in words["media_prepositions"]:
        return
    medium = next((token for token in tail if token.lemma_.lower() in words["media"]), None)
    if medium is not None:
        attribution.medium = medium
        attribution.content.pop()


def _extend_condition(attribution: Attribution, heads: list[Token]) -> None:
    """Take in the main clause of "told them that if …, they would …" where the tree left it outside."""
    for head in heads:
        first = head.left_edge
        opening = (
            (word_at(first, -1), first.lower_) if first.lower_ != "that" else ("that", word_at(first, 1))
        )
        if opening[0] == "that" and opening[1] in _CONDITIONAL and attribution.content:
            last = head.sent[-1]
            while last.i > head.right_edge.i and (last.is_space or last.is_punct):
                last = last.nbor(-1)
            begin, end = attribution.content[-1]
            attribution.content[-1] = begin, max(end, last.idx + len(last))


def _without(begin: int, end: int, gap_begin: int, gap_end: int, doc: Doc) -> list[tuple[int, int]]:
    pieces = []
    if begin < gap_begin:
        pieces.append(_range(begin, min(end, gap_begin - 1), doc))
    if gap_end < end:
        pieces.append(_range(max(begin, gap_end + 1), end, doc))
    return pieces


def _range(begin: int, end: int, doc: Doc) -> tuple[int, int]:
    return doc[begin].idx, doc[end].idx + len(doc[end])


def trimmed(begin: int, end: int, text: str) -> tuple[int, int]:
    """The range without white space and clause punctuation at its edges."""
    words = text[begin:end]
    begin += len(words) - len(words.lstrip(_TRIM))
    end -= len(words) - len(words.rstrip(_TRIM))
    if text[begin:end].count(".") == 1 and text[begin:end].endswith("."):
        end -= 1
    return begin, end


def _merged(pieces: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(trimmed(*piece, text) for piece in pieces):
        if begin >= end or not any(sign.isalnum() for sign in text[begin:end]):
            continue
        if text[begin:end].partition(" ")[0].lower() in ("which", "who"):
            continue  # a relative clause that was taken for the words said
        if merged and not any(sign.isalnum() for sign in text[merged[-1][1] : begin]):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return merged


# --- source, addressee, medium --------------------------------------------------------------------------


def source_of(verb: Token) -> Token | None:
    """Who speaks, by the syntax of the cue: subject, agent, controller, or what a participle hangs on."""
    if is_passive(verb):
        return agent_of(verb)
    beside = cue_beside(verb)
    if beside is not None:
        return source_of(beside)
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    own = max((c for c in subjects if c.i < verb.i), key=lambda c: c.i, default=next(iter(subjects), None))
    if own is not None and not (verb.tag_ == "VBG" and own.i > verb.i):
        return antecedent(own, verb)
    stray = _stray_subject(verb) if own is None else None
    if stray is not None:
        return stray
    if verb.tag_ == "VBG" and verb.dep_ == "advcl":
        spoken = _cue_before(verb)
        if spoken is not None:
            return source_of(spoken)
    return _controller(verb)


def _stray_subject(verb: Token) -> Token | None:
    """The subject of "…, the ministry said" where the tree gives it to the clause before."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i < 3:
        return None
    head = verb.nbor(-1)
    while head.head.i < verb.i and head.head.pos_ in ("NOUN", "PROPN") and head.head.i >= verb.sent.start:
        if head.head == head:
            break
        head = head.head
    opening = head.left_edge
    if head.pos_ not in ("NOUN", "PROPN", "PRON") or opening.i == verb.sent.start:
        return None
    apart = {opening.text, word_at(opening, -1)} & {",", '"', "”"}
    return head if apart and head.dep_.startswith("nsubj") else None


def _cue_before(participle: Token) -> Token | None:
    """The "X said" that "…, adding that …" goes on from, where the tree hangs both on the reported clause."""
    governor = participle.head
    outer = governor.head
    if (
        governor.dep_ == "ccomp"
        and outer.lemma_.lower() in lexicon()[0]
        and governor.i < outer.i < participle.i
    ):
        return outer
    if governor.lemma_.lower() in lexicon()[0]:
        inserted = [c for c in governor.children if c.dep_ == "parataxis" and c.i < participle.i]
    else:
        inserted = [c for c in governor.children if c.dep_ in ("parataxis", "ccomp") and c.i < participle.i]
    return next(
        (c for c in reversed(inserted) if c.lemma_.lower() in lexicon()[0] and subject_of(c) is not None),
        None,
    )


def _controller(verb: Token) -> Token | None:
    """Whose participle, infinitive or coordinated verb this is."""
    token = verb
    for _ in range(6):
        if token.head == token:
            return None
        link, token = token.dep_.split(":")[0], token.head
        if link == "acl":
            if token.lemma_.lower() in lexicon()[2]["media"]:
                return _possessor(token) or _light_subject(token) or token
            return token
        if link not in ("conj", "xcomp", "advcl", "parataxis", "ccomp", "dep"):
            return None
        subject = subject_of(token)
        if subject is not None:
            if link in ("ccomp", "parataxis") and token.pos_ not in ("VERB", "AUX"):
                return None
            return antecedent(subject, token)
        if is_passive(token) and agent_of(token) is not None and link == "conj":
            return agent_of(token)
    return None


def _possessor(noun: Token) -> Token | None:
    """Whose word a noun is: "X's claim", "a statement by X", "threats from X", "Taliban threats"."""
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return child
    for child in noun.children:
        if child.dep_.startswith(("nmod", "obl")) and preposition(child) in ("by", "from"):
            return child
    for child in noun.children:
        if child.dep_ in ("compound", "amod") and child.pos_ == "PROPN":
            return child
    return None


def _light_subject(noun: Token) -> Token | None:
    """The subject of "issued a warning", "in a statement" and the like."""
    verb = noun.head
    if noun.dep_ == "obj" and verb.lemma_.lower() in lexicon()[2]["light_verbs"]:
        return source_of(verb)
    return None


def _addressees(verb: Token, cue: Cue) -> tuple[Token, ...]:
    for slot in cue.addressee:
        if slot == "obj":
            if is_passive(verb):
                found = [child for child in verb.children if child.dep_ == "nsubj:pass"]
                found = [antecedent(child, verb) for child in found] or (
                    [verb.head] if verb.dep_ == "acl" else []
                )
            else:
                found = [child for child in verb.children if child.dep_ == "iobj"]
                if not found and (
                    verb.tag_ == "VBG" or any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
                ):
                    # "telling the group that …", the group read as the subject
                    found = [child for child in verb.children if child.dep_ == "nsubj" and child.i > verb.i]
                if not found and (not set(cue.content) & {"obj"}):
                    found = [antecedent(child, verb) for child in verb.children if child.dep_ == "obj"]
                if not found:
                    # "urged both delegations to seize …" may be read as a clause with a subject of its own
                    found = [
                        subject
                        for child in verb.children
                        if child.dep_ in ("ccomp", "xcomp") and marker(child) == "to"
                        for subject in child.children
                        if subject.dep_ == "nsubj"
                    ]
        else:
            found = [
                child
                for child in verb.children
                if child.dep_.startswith("obl") and preposition(child) == slot and child.dep_ != "obl:agent"
            ]
        if found:
            return tuple(found)
    return ()


def medium_of(verb: Token) -> Token | None:
    """The noun that names what carried the words: "in a tweet", "on state television", "told Reuters"."""
    words = lexicon()[2]
    token = verb
    for _ in range(3):
        for child in token.children:
            if (
                child.dep_.startswith("obl")
                and child.lemma_.lower() in words["media"]
                and preposition(child) in words["media_prepositions"]
            ):
                return child
        if token.dep_ not in ("conj", "xcomp", "advcl") or token.head == token:
            return None
        token = token.head
    return None
