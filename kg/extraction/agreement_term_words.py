"""Which words state a term of an agreement, its condition and its deadline."""

from spacy.tokens import Token

from kg.extraction.agreement_kinds import words
from kg.extraction.entities import char_span
from kg.extraction.report import Span
from kg.extraction.syntax import SUBJECTS, marker, preposition

_OUTSIDE = ("acl:relcl", "punct", "cc", "conj", "parataxis", "mark", "case", "det", "aux")


def content_of(head: Token, *, whole: bool = False) -> Span:
    """The words of a term: from its head on, without conditions, relative clauses and what is coordinated."""
    first, last = head.i, head.i
    # "Is to leave" is a copula to some trees.
    copula = () if marker(head) == "to" else ("cop",)
    wanted = {*copula, *(SUBJECTS if whole else ()), *(("compound", "nummod") if head.pos_ == "NOUN" else ())}
    wanted |= {
        c.dep_ for c in head.children if c.dep_ == "advmod" and c.lower_ == "not"
    }  # "not to use force"
    first = min([first, *(child.left_edge.i for child in head.children if child.dep_ in wanted)])
    for child in sorted(head.children, key=lambda c: c.i):
        if child.i < head.i:
            continue
        if child.dep_ in _OUTSIDE or _is_condition(child):
            if child.dep_ in ("acl:relcl", "conj", "parataxis") or _is_condition(child):
                break
            continue
        if _is_temporal(child):
            break
        last = max(last, _end(child))
    return char_span(head.doc, first, last + 1)


def _end(token: Token) -> int:
    """Last token of a phrase before a relative clause that comments on it."""
    last = token.i
    for child in sorted(token.children, key=lambda c: c.i):
        if child.i < token.i:
            continue
        if (
            child.dep_ == "acl:relcl"
            and child.left_edge.i > token.i
            and child.doc[child.left_edge.i - 1].text == ","
        ):
            break
        if child.dep_ in ("acl:relcl", "advcl:relcl") and any(c.lower_ == "," for c in child.children):
            break
        if _is_temporal(child):
            break
        if child.dep_ == "punct" or child.is_space:
            continue
        last = max(last, _end(child))
    return last


def _is_temporal(child: Token) -> bool:
    if child.dep_ == "advcl" and marker(child) in ("while", "whereas"):
        return True  # "…, while the others are to leave": a term of its own
    if child.dep_.split(":")[0] not in ("obl", "nmod", "advcl"):
        return False
    return bool({child.lemma_.lower(), preposition(child), marker(child)} & words("obliging", "temporal"))


def _is_condition(child: Token) -> bool:
    if child.dep_ == "advcl" and marker(child) in words("obliging", "conditions"):
        return True
    return child.dep_ in ("obl", "nmod") and child.lemma_.lower() in words("obliging", "in_exchange")


def condition_of(head: Token) -> Span | None:
    """What must come true first: an "if" clause, "in exchange for …", or the word "conditional"."""
    for child in head.children:
        if _is_condition(child):
            return char_span(head.doc, child.left_edge.i, child.right_edge.i + 1)
        if child.dep_ == "amod" and child.lower_ in ("conditional", "conditions-based", "condition-based"):
            return char_span(head.doc, child.i, child.i + 1)
    return None


def deadline_of(head: Token) -> Span | None:
    """By when it is to be done: "by 1 December", "within 60 days", "no later than March"."""
    for token in head.subtree:
        if token.lower_ not in words("obliging", "deadlines") or token.dep_ not in ("case", "mark", "advmod"):
            continue
        last = token.head.right_edge.i
        named = token.doc[token.i + 1 : last + 1]
        if any(word.ent_type_ in ("DATE", "TIME") for word in named[:4]):
            stop = next((word.i for word in named if word.text in (",", ";") or word.dep_ == "cc"), last + 1)
            return char_span(head.doc, token.i, stop)
    return None
