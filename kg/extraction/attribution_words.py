"""Which words of the text are the cue of an attribution, and which name its source.

The cue is the verb group ("has repeatedly said", "went on to say", "voiced concern about") or the noun; the
source is its whole noun phrase with appositions and relative clauses, less what is only added about it.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction.cues import Attribution, lexicon
from kg.extraction.frames import lexicon as frames
from kg.extraction.syntax import RELATIVE_PRONOUNS, SUBJECTS, antecedent, preposition, word_at

Range = tuple[int, int]

_BEFORE = ("aux", "aux:pass", "advmod", "cop", "expl")
_LOOSE = ("acl:relcl", "acl", "advcl", "parataxis", "dep", "ccomp", "list")
_APART = (",", "—", "–", "-", "―", "(", ";", ":")
_MANNER = {"in", "on", "during", "after", "before", "since", "like", "unlike", "despite"}
_NEAR = 5
_EDGE = ("case", "mark", "cc", "punct", "fixed")


def cue_words(attribution: Attribution) -> Range:
    """Character range of the cue."""
    head, doc = attribution.head, attribution.head.doc
    first = attribution.opening or _issuing(head) or carrier_of(head)
    last = attribution.closing or head
    blocked = [*attribution.content, *source_words(attribution)]
    while first.i > doc[first.i].sent.start:
        before = doc[first.i - 1]
        if _within(before, blocked) or not _goes_with(before, first, head):
            break
        first = before
    after = last.nbor() if last.i + 1 < len(doc) else None
    while after is not None and not _within(after, blocked) and _follows(after, head, attribution):
        last = after
        after = last.nbor() if last.i + 1 < len(doc) else None
    return first.idx, last.idx + len(last)


def carrier_of(head: Token) -> Token:
    """The "went" of "went on to say", the "likely" of "are likely to say"; the cue itself without one."""
    carriers = lexicon().words["carriers"]
    first = head
    while first.dep_ in ("xcomp", "advcl") and first.head.i < first.i:
        between = first.doc[first.head.i + 1 : first.i]
        tied = first.tag_ == "VBG" or any(token.lower_ == "to" for token in between)
        if not tied or first.head.lemma_.lower() not in carriers:
            break
        if any(token.dep_ not in ("mark", "compound:prt", "advmod", "aux") for token in between):
            break
        first = first.head
    return first


def _issuing(participle: Token) -> Token | None:
    """The verb of "released a statement saying …", where the statement is all that it releases."""
    medium = participle.head
    words = lexicon().words
    if participle.dep_ != "acl" or participle.tag_ != "VBG" or medium.lemma_.lower() not in words["media"]:
        return None
    verb = medium.head
    light = medium.dep_ == "obj" and verb.lemma_.lower() in words["light_verbs"]
    return verb if light and participle.i - verb.i <= _NEAR else None


def _goes_with(token: Token, first: Token, head: Token) -> bool:
    """Whether ``token`` belongs to the verb group that ``first`` opens so far."""
    if token.dep_ in _BEFORE and token.head in (first, head) and not any(token.lefts):
        return token.tag_ != "WRB"  # "when asked"
    if token.dep_ in ("amod", "compound") and token.head == head and head.pos_ == "NOUN":
        return True
    if token.lower_ == "to" and token.dep_ == "mark" and token.head == first:
        return first.dep_ == "xcomp" and first.head == token.doc[max(0, token.i - 1)]
    return False


def _follows(token: Token, head: Token, attribution: Attribution) -> bool:
    if token.dep_ == "compound:prt" and token.head == head:
        return True
    if token.lower_ == attribution.cue.particle and token.head == head:
        return True
    if token.dep_ == "advmod" and token.head == head and not any(token.children):
        return True
    if token.pos_ == "ADP" and (token.head in attribution.addressee or head.lower_ == "according"):
        return token.i == head.i + 1
    if token.pos_ == "ADP" and token.dep_ in ("case", "mark", "obl", "advmod"):
        return any(begin - token.idx - len(token) in (0, 1) for begin, _ in attribution.content)
    return False


def source_words(attribution: Attribution) -> list[Range]:
    """Character ranges of the phrases that name the source, one for each of several coordinated ones."""
    source, head = attribution.source, attribution.head
    if source is None:
        return []
    pronoun = _relative(source, head)
    if pronoun is not None:
        return [(pronoun.idx, pronoun.idx + len(pronoun))]
    phrases = [_phrase(name, head) for name in _coordinated(source, head)]
    return [_before_content(name, attribution) for name in phrases]


def _before_content(name: Range, attribution: Attribution) -> Range:
    """The name without the "of theft" of "accused by X of theft", where the tree has it there."""
    begin, end = name
    start = next((b for b, _ in attribution.content if begin < b < end), None)
    words = attribution.head.doc.char_span(begin, start, alignment_mode="contract") if start else None
    if not words or len(words) < 2:
        return name
    last = words[-2] if words[-1].pos_ in ("ADP", "SCONJ") else words[-1]
    return begin, last.idx + len(last)


def _relative(source: Token, head: Token) -> Token | None:
    """The "who" of "the man who said", where the source is the man."""
    verb = head
    while True:
        for child in verb.children:
            if child.dep_ in SUBJECTS and child.lower_ in RELATIVE_PRONOUNS and antecedent(child) == source:
                return child
        if verb.dep_ not in ("conj", "xcomp", "advcl") or verb.head == verb:
            return None
        verb = verb.head


def _coordinated(source: Token, head: Token) -> Iterator[Token]:
    yield source
    for child in source.children:
        if child.dep_ == "conj" and not child.left_edge.i <= head.i <= child.right_edge.i:
            yield from _coordinated(child, head)


def _phrase(name: Token, head: Token) -> Range:
    doc = name.doc
    first, last = name.left_edge.i, name.right_edge.i
    for child in name.children:
        begin, end = child.left_edge.i, child.right_edge.i
        if begin > name.i and (child.dep_ in ("conj", "cc") or _is_aside(child) or _is_circumstance(child)):
            last = min(last, begin - 1)
        elif end < name.i and begin < end and _is_time(child):
            first = max(first, end + 1)  # "Last spring protesters said"
        elif end < name.i and child.dep_ in (*_LOOSE, "obl", "discourse") and doc[end].text in _APART:
            first = max(first, end + 1)
    if name.dep_.startswith("nsubj"):
        # "Opposition leader" and "Ali Hassan" may be read as two subjects of one verb
        beside = (c for c in name.head.children if c.dep_ == name.dep_ and c.right_edge.i == first - 1)
        titles = (c for c in beside if c.pos_ == "NOUN" and not c.ent_type_ and not doc[first - 1].is_punct)
        first = next((c.left_edge.i for c in titles), first)
    if first <= head.i < name.i:
        first = head.i + 1
    before = max((child.i for child in name.children if child.dep_ == "cop" and child.i < name.i), default=-1)
    first = max(first, before + 1)  # "All they get is a message saying …"
    if name.i < head.i <= last:
        last = head.i - 1
    entities = name.sent.ents if name.ent_type_ else ()
    named = next((ent for ent in entities if ent.start <= name.i < ent.end), None)
    if named is not None and not named.start <= head.i < named.end:
        first, last = min(first, named.start), max(last, named.end - 1)
    while first < name.i and (
        doc[first].dep_ in _EDGE
        or (first == before + 1 and doc[first].dep_ == "advmod")
        or doc[first].tag_ == "WRB"
        or doc[first].is_punct
        or doc[first].is_space
    ):
        first += 1
    while last > name.i and (doc[last].dep_ == "cc" or doc[last].is_punct or doc[last].is_space):
        if doc[last].text in ")]" and any(token.text in "([" for token in doc[first:last]):
            break
        last -= 1
    return doc[first].idx, doc[last].idx + len(doc[last])


def _is_aside(clause: Token) -> bool:
    """Whether a clause after the name only adds something: "X, asked about it, said"."""
    first = clause.left_edge
    apart = first.text in _APART or first.nbor(-1).text in _APART
    if clause.dep_ in ("dep", "list", "parataxis") and clause.pos_ in ("NOUN", "PROPN"):
        return False  # "X, director of Y"
    if clause.tag_ == "VBG" and word_at(clause, 1) in lexicon().words["voices"]:
        return False  # "X, managing director of Y"
    return clause.dep_ in _LOOSE and clause.dep_ != "acl:relcl" and apart


def _is_circumstance(child: Token) -> bool:
    """Whether a phrase behind the name only says when, where or how: "X, in a long speech, said"."""
    first = child.left_edge
    apart = first.text == "," or first.nbor(-1).text == ","
    manner = child.dep_.startswith(("nmod", "obl", "advmod")) and preposition(child) in _MANNER and apart
    medium = child.lemma_.lower() in lexicon().words["media"] and preposition(child) in ("in", "on")
    return manner or medium or _is_time(child)


def _is_time(child: Token) -> bool:
    """Whether a phrase behind the name only says when: "the army on Wednesday said"."""
    if child.lemma_.lower() not in frames().times or not child.dep_.startswith(("nmod", "obl", "compound")):
        return False
    return preposition(child) in ("", "on", "in", "at", "during") and child.dep_ != "nmod:poss"


def _within(token: Token, ranges: list[Range]) -> bool:
    return any(begin <= token.idx < end for begin, end in ranges)
