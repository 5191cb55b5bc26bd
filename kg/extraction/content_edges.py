"""Where reported words end: what goes on with them, and what the article adds in its own voice.

"said that A and that B" reports both; "endorsed X, who trails in the polls" endorses X alone. Parsers hang
such clauses now on the report, now on its content, so the words between count as much as the tree.
"""

from spacy.tokens import Token

from kg.extraction.content_slots import goes_on
from kg.extraction.cues import Attribution, lexicon
from kg.extraction.syntax import marker, preposition, subject_of, word_at

_REASONS = {"because", "if", "unless", "while", "until", "when", "after", "since", "as", "so", "before"}
_RELATIVES = {"which", "who", "whose", "whom", "where"}
_TIES = {"for", "about", "over", "of", "to", "against", "in", "on"}
_MODIFIERS = {"obl", "advcl", "nmod", "acl", "xcomp", "ccomp"}
_CONTRASTS = {"with", "while", "whereas", "although", "though"}
_UNNAMED = "on the condition of anonymity"
_HIMSELF = {"he", "she", "they", "it"}
_DASHES = {"—", "–", "--", "-"}
_CLOSING = {'"', "”", "''", "’"}
_EXAMPLES = {"including", "saying", "according", "depending", "based"}


def settle_end(attribution: Attribution, heads: list[Token]) -> None:
    """Move the end of the content to where the reported words end."""
    if not attribution.content or not heads:
        return
    begin, end = attribution.content[-1]
    last = heads[-1]
    if not begin <= last.idx < end or last.i < attribution.head.i:
        return
    further = _further(attribution.head, last)
    if further is not None:
        edge = further.right_edge
        attribution.content[-1] = begin, max(end, edge.idx + len(edge))
        return
    stop = _aside(last, end)
    if stop is not None:
        attribution.content[-1] = begin, stop


def _further(cue: Token, content: Token) -> Token | None:
    """The last clause that goes on with what is reported, where the tree hangs it on the cue."""
    goes_on = _goes_on_clause if _is_clause(content) else _goes_on_phrase
    following = (c for c in cue.children if c.i > content.i and c.left_edge.i > content.i)
    return next((child for child in reversed(list(following)) if goes_on(child, content)), None)


def _is_clause(content: Token) -> bool:
    return content.pos_ in ("VERB", "AUX") or subject_of(content) is not None


def _goes_on_clause(child: Token, content: Token) -> bool:
    first = child.left_edge
    if child.dep_ == "conj" and marker(child) == "that":
        return True
    if word_at(first, -1) == ",":
        return False
    if child.dep_ == "advcl":
        opening = next((c for c in child.children if c.dep_ == "mark"), child)
        return marker(child) in _REASONS and not _contrasts(opening)
    subject = subject_of(child)
    if child.dep_ != "conj" or first.dep_ != "cc" or subject is None:
        return False
    return marker(content) == "that" or subject.lower_ in _HIMSELF


def _goes_on_phrase(child: Token, content: Token) -> bool:
    if word_at(child.left_edge, -1) == ",":
        return False
    words = lexicon().words
    if child.lemma_.lower() in words["times"] or child.lemma_.lower() in words["media"]:
        return False
    if child.dep_.split(":")[0] in _MODIFIERS and (preposition(child) or marker(child)) in _TIES:
        return True
    return (child.dep_ in ("ccomp", "acl") and marker(child) == "that") or preposition(child) == "as"


def _aside(content: Token, end: int) -> int | None:
    """Offset at which the article starts to comment on what a noun phrase names, or on a clause reported."""
    comments = _comments_on_clause if _is_clause(content) else _comments_on_phrase
    for token in content.doc[content.i + 1 : content.sent.end - 1]:
        if token.idx >= end:
            return None
        if token.lower_ == "on" and token.doc[token.i : token.i + 5].text.lower() == _UNNAMED:
            return token.idx
        if token.text == "," or token.text in _DASHES:
            after = token.nbor()
            if after.text in _CLOSING and after.i + 1 < len(after.doc):
                after = after.nbor()
            if comments(after, content) or _contrasts(after):
                return token.idx
    return None


def _comments_on_clause(first: Token, content: Token) -> bool:
    verb = first.head if first.dep_ == "advmod" else first
    governor = verb.head
    while governor.dep_ == "conj" and governor != content:
        governor = governor.head
    if verb.dep_ != "advcl" or governor != content:
        return False
    return _is_participle(verb) or (goes_on(verb) and not marker(verb))


def _contrasts(first: Token) -> bool:
    """Whether somebody else's word is set beside it: ", while others said", ", with X saying"."""
    said = first.head
    if first.lower_ == "with" and first.dep_ in ("case", "mark"):
        said = next((c for c in said.children if c.dep_ == "acl" and c.tag_ == "VBG"), said)
    elif first.lower_ not in _CONTRASTS or first.dep_ != "mark" or subject_of(said) is None:
        return False
    return any(cue.speech for cue in lexicon().verbs.get(said.lemma_.lower(), ()))


def _comments_on_phrase(first: Token, content: Token) -> bool:
    verb = first.head if first.dep_ == "advmod" and first.head.i > first.i else first
    return (
        first.lower_ in _RELATIVES
        or (first.pos_ == "ADP" and word_at(first, 1) in _RELATIVES)
        or (_is_participle(verb) and verb.dep_ in ("advcl", "acl"))
        or (goes_on(verb) and verb.dep_ == "advcl")
        or _is_apposition(first)
    )


def _is_participle(first: Token) -> bool:
    return first.tag_ == "VBG" and first.lower_ not in _EXAMPLES


def _is_apposition(first: Token) -> bool:
    noun = first.head
    opens = not any(child.i < first.i and not child.is_punct for child in noun.children)
    return first.dep_ == "det" and noun.dep_ == "appos" and opens
