"""How many people are meant where several are joined: "three soldiers and two civilians" are five."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.extraction.entities import char_span
from kg.extraction.quantities import count_of, is_collective
from kg.extraction.report import Count, Span

_NOMINAL = frozenset({"NOUN", "NUM", "PROPN"})


def total_of(token: Token) -> Count | None:
    """Like :func:`count_of`, of all that is joined: "three soldiers and two civilians" are five.

    A person beside them counts for one. Where some of those joined are not counted ("three soldiers and
    civilians"), there is no upper bound.
    """
    first = count_of(token)
    others = [c for c in token.children if c.dep_ == "conj" and (c.pos_ in _NOMINAL or _of_a_people(c))]
    others = [other for other in others if not _is_age(other)]
    if first is None and token.pos_ == "PRON":
        return next((count for count in map(count_of, others) if count), None)
    counts = [first or one_of(token), *(count_of(other) or one_of(other) for other in others)]
    known = [count for count in counts if count is not None]
    if counts[0] is None or not any(map(count_of, (token, *others))):
        return None
    uncounted = any(
        count is None and other.tag_ in ("NNS", "NNPS")
        for count, other in zip(counts[1:], others, strict=True)
    )
    return sum_of(known, token.doc, open_ended=uncounted)


def _is_age(number: Token) -> bool:
    """Whether a number set off by a comma tells how old somebody was: "Mark Quinn, 23, and Pat Agar, 21"."""
    if number.pos_ != "NUM" or number.i < 2 or number.nbor(-1).text != ",":
        return False
    return number.nbor(-2).ent_type_ == "PERSON" or number.nbor(-2).pos_ == "PROPN"


def _of_a_people(token: Token, *articles: str) -> bool:
    """Whether people are meant by where they are from: "a Pakistani", "two Chinese"; with these articles."""
    capital = token.pos_ in ("PROPN", "ADJ") and token.text[:1].isupper()
    return capital and any(
        c.lower_ in articles if articles else c.dep_ in ("det", "nummod") for c in token.lefts
    )


def one_of(token: Token) -> Count | None:
    """One, where a phrase means one person: a name, "the driver", "his son", "a Pakistani"; else ``None``."""
    named = token.tag_ == "NNP" and token.ent_type_ == "PERSON"
    definite = token.tag_ == "NN" and any(c.dep_ in ("det", "nmod:poss") for c in token.lefts)
    group = is_collective(token)
    if not named and not _of_a_people(token, "a", "an") and (group or not definite):
        return None
    return Count(min=1, max=1, span=char_span(token.doc, token.i, token.i + 1))


def sum_of(counts: Sequence[Count], doc: Doc, *, open_ended: bool = False) -> Count:
    """The counts taken together; ``open_ended`` where further people are not counted."""
    lows = [count.min for count in counts if count.min is not None]
    highs = [count.max for count in counts if count.max is not None]
    start, end = min(c.span.start for c in counts), max(c.span.end for c in counts)
    return Count(
        min=sum(lows) if lows else None,
        max=None if open_ended or len(highs) < len(counts) else sum(highs),
        span=Span(start, end, doc.text[start:end]),
        of=counts[0].of,
    )
