"""The words that a cue reports: where in the text they begin and end."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extraction.content_slots import goes_on
from kg.extraction.cues import Attribution, Cue, lexicon
from kg.extraction.loose_clauses import opening_of
from kg.extraction.misattached import belongs_to
from kg.extraction.sources import source_of
from kg.extraction.syntax import FINITE, INDICATIVE, SUBJECTS, marker, preposition, word_at

_CONDITIONAL = {"if", "unless", "as", "should"}
_PARENTHETIC = {",", "-", "--", "—", "–"}
_BREAKS = {";", ":", "(", ")", '"', "“", "”", "''"}
_TRIM = " \t\n,;:–—-"


def after_person(verb: Token, cue: Cue, person: Token) -> list[tuple[int, int]]:
    """The "of …" that follows "accused the group", where the tree hangs it elsewhere."""
    first, last = person.right_edge.i + 1, verb.right_edge.i
    if person.i < verb.i or first >= last or verb.doc[first].lower_ not in cue.content:
        return []
    if verb.doc[first].lower_ == "as" and verb.doc[first].dep_ == "mark":
        return []  # "attacked the town as troops withdrew"
    for child in verb.children:
        if child.i > first and child.dep_ == "conj":
            last = min(last, child.left_edge.i - 1)
    while last > first and (
        verb.doc[last].dep_ == "cc" or verb.doc[last].is_punct or verb.doc[last].is_space
    ):
        last -= 1
    return [_range(first + 1, last, verb.doc)] if last > first else []


def after_that(verb: Token) -> list[tuple[int, int]]:
    """The clause that the word "that" opens beside its cue, where the tree hangs it elsewhere."""
    for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 12)]:
        if token.pos_ in ("VERB", "AUX") or token.text in ('"', "“", ";"):
            return []
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.i > token.i:
            return [_range(token.i + 1, max(token.head.i, _true_end(token.head, verb)), verb.doc)]
    return []


def interrupted(verb: Token, source: Token | None, addressee: tuple[Token, ...]) -> list[tuple[int, int]]:
    """The clause that "he said" stands in or after: "The attack, he said, was …"."""
    if verb.dep_ not in ("parataxis", "ccomp", "advcl") or verb.head == verb:
        return []
    scope = verb.head
    while verb.dep_ == "parataxis" and scope.dep_ in SUBJECTS and scope.i < verb.i:
        scope = scope.head  # "The plan, X argued, is …", hung on the plan
    apart = ";" in (verb.left_edge.text, word_at(verb.left_edge, -1))  # "X met Y; the two agreed on a truce"
    own = ("obj", "obl") if apart else ("obj",)
    if any(child.dep_ in own and child not in addressee and child.i > verb.i for child in verb.children):
        return []
    if verb.dep_ == "advcl" and (marker(verb) != "as" or _says_more(verb)):
        return []
    if scope.dep_ == "advcl" and marker(scope):
        return []
    if verb.dep_ == "ccomp" and (verb.head.pos_ == "VERB" and verb.head.lemma_.lower() in lexicon().verbs):
        return []
    if source is None or verb.left_edge.i < scope.left_edge.i or marker(verb) == "that":
        return []
    if verb.i < scope.i and verb.dep_ == "ccomp":
        return []
    end = scope.right_edge.i
    for child in scope.children:
        if (
            child.i > verb.i
            and child.dep_ == "advcl"
            and child.tag_ == "VBG"
            and child.lemma_.lower() in lexicon().verbs
        ):
            end = min(end, child.left_edge.i - 1)  # ", adding that …" is a statement of its own
        elif child.i > verb.i and ";" in (child.left_edge.text, word_at(child.left_edge, -1)):
            end = min(end, child.left_edge.i - 1)
    last = max(verb.right_edge.i, source.right_edge.i) if source.i > verb.i else verb.right_edge.i
    return without(scope.left_edge.i, end, verb.left_edge.i, last, verb.doc)


def _says_more(verb: Token) -> bool:
    """Whether "as X …" has a matter of its own: "as X railed against the court"."""
    ties = lexicon().words["stray_complements"]
    return any(
        (child.dep_.startswith("obl") and preposition(child) in ties)
        or (child.dep_ in ("xcomp", "ccomp") and child.i > verb.i)
        for child in verb.children
    )


def parenthesis(verb: Token, source: Token | None) -> list[tuple[int, int]]:
    """The sentence around ", X said," or before ", X said." whatever the tree makes of it."""
    told = verb.tag_ in INDICATIVE or (verb.tag_ == "VBN" and source is not None and source.head == verb)
    if source is None or not told or any(child.dep_.startswith("aux") for child in verb.children):
        return []
    doc, sentence = verb.doc, verb.sent
    first, last = (source.left_edge.i, verb.i) if source.i < verb.i else (verb.i, source.right_edge.i)
    first += doc[first].is_punct
    last -= doc[last].is_punct
    if any(
        doc[i].dep_ in SUBJECTS and doc[i].head != verb and not source.is_ancestor(doc[i])
        for i in range(first, last)
        if i != source.i
    ):
        return []
    while (
        last + 1 < sentence.end
        and doc[last + 1].dep_ in ("advmod", "obl:unmarked")
        and doc[last + 1].head == verb
    ):
        last += 1
    apart = lexicon().words["media"] | lexicon().words["times"]
    for child in verb.children:
        told_in = child.dep_.startswith("obl") and child.lemma_.lower() in apart
        if told_in and child.left_edge.i == last + 1 and source.i < verb.i:
            last = child.right_edge.i  # "The plan, X said in a letter, was …"
    if first - 1 <= sentence.start or doc[first - 1].text not in _PARENTHETIC:
        return []
    tail = [c for c in verb.children if c.i > last and c.dep_.startswith("obl")] if source.i < verb.i else []
    if tail and tail[0].left_edge.i == last + 1 and tail[-1].right_edge.i + 1 >= sentence.end - 1:
        last = tail[-1].right_edge.i  # "…, X announced in Zagreb."
    if last + 1 >= sentence.end or doc[last + 1].is_sent_end or doc[last + 1].text == "\n":
        return _told_before(verb, sentence.start, first - 1, inverted=source.i > verb.i)
    if doc[last + 1].text not in _PARENTHETIC:
        return []
    begin, end = sentence.start, sentence.end - 1
    for token in doc[sentence.start : first - 1]:
        if token.text in _BREAKS:
            begin = token.i + 1
    for token in reversed(doc[last + 2 : sentence.end]):
        if token.text in _BREAKS:
            end = token.i - 1
    if not any(token.tag_ in FINITE for token in doc[last + 1 : end + 1]):
        return []
    return without(begin, end, first - 1, last + 1, doc)


def _told_before(verb: Token, start: int, comma: int, *, inverted: bool) -> list[tuple[int, int]]:
    """The clause that ", X said." or ", said X." closes; "When it fell, X said." tells none."""
    told = verb.doc[start:comma]
    if not inverted and any(
        child.dep_ == "obj" or (child.dep_ == "advcl" and child.i < comma) for child in verb.children
    ):
        return []
    if any(token.text in _BREAKS for token in told) or not any(token.tag_ in FINITE for token in told):
        return []
    return [_range(start, comma - 1, verb.doc)]


def denies_infinitive(cue: Token) -> bool:
    """ "promised not to attack": the "not" belongs to what is promised, wherever the tree hangs it."""
    return word_at(cue, 1) == "not" and word_at(cue, 2) == "to"


def pieces_of(head: Token, cue: Token, links: tuple[str, ...] = ()) -> list[tuple[int, int]]:
    """Character ranges of a content phrase, without the preposition of ``links`` that ties it to its cue."""
    begin, end = opening_of(head, cue), _true_end(head, cue)
    tied = begin < head.i and head.doc[begin].dep_ in ("case", "mark")
    if tied and (head.doc[begin].lower_ in links or (head.is_ancestor(cue) and cue.dep_ == "acl:relcl")):
        begin += 1  # the plan of "turned to the plan, which X denounced"
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
        return without(begin, end, first, last, cue.doc)
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
            and word_at(token, 2) in lexicon().words["echoes"]
        ):
            return token.i - 1
    for child in head.children:
        if head.i < cue.i < child.i and child.dep_ == "advcl" and goes_on(child):
            return cue.i
    for token in _chain(head):
        if token != head and belongs_to(token, head, cue):
            last = token.left_edge.i - 1
            while last > head.i and (head.doc[last].dep_ in ("cc", "punct") or head.doc[last].is_punct):
                last -= 1
            return last
    return head.right_edge.i


def _chain(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.dep_ == "conj":
            yield from _chain(child)


def before_source(content: list[tuple[int, int]], source: Token | None, cue: Token) -> list[tuple[int, int]]:
    """The content without the source of "…, the ministry said" where the tree counts it as said."""
    if source is None or source.i > cue.i:
        return content
    start, stop = source.left_edge.idx, cue.idx
    clipped = [(a, min(b, start) if a < start < b <= stop + len(cue) else b) for a, b in content]
    return [(a, b) for a, b in clipped if a < b]


def behind_addressee(
    content: list[tuple[int, int]], addressee: tuple[Token, ...], cue: Token
) -> list[tuple[int, int]]:
    """The content without the "Reuters" of "told Reuters the raid failed", where the tree has it there."""
    for person in addressee if cue.i + 1 < len(cue.doc) and cue.nbor().ent_type_ else ():
        named = next((e for e in cue.sent.ents if e.start <= person.i < e.end and e.start == cue.i + 1), None)
        if named is not None:
            start = named.start_char
            content = [(named.end_char if a == start < named.end_char < b else a, b) for a, b in content]
    return content


def extend_condition(attribution: Attribution, heads: list[Token]) -> None:
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


def without(begin: int, end: int, gap_begin: int, gap_end: int, doc: Doc) -> list[tuple[int, int]]:
    """Character ranges of tokens ``begin`` to ``end``, both inclusive, less those of a gap."""
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


def merged(pieces: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Pieces in order and trimmed, joined where only punctuation stands between them."""
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(trimmed(*piece, text) for piece in pieces):
        if begin >= end or not any(sign.isalnum() for sign in text[begin:end]):
            continue
        if text[begin:end].partition(" ")[0].lower() in ("which", "who"):
            continue  # a relative clause that was taken for the words said
        if text[begin:end].lower() in ("and", "but", "or"):
            continue  # "and, in the words of X, …"
        if merged and not any(sign.isalnum() for sign in text[merged[-1][1] : begin]):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return merged
