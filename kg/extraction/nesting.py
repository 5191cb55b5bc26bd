"""What lies within somebody's words: their quotations, and what they tell at second hand."""

from collections.abc import Iterable

from spacy.tokens import Token

from kg.extraction.attribution_words import carrier_of
from kg.extraction.cues import Attribution, lexicon
from kg.extraction.factuality import factuality
from kg.extraction.misattached import cue_beside
from kg.extraction.quotations import Quotation
from kg.extraction.report import Factuality
from kg.extraction.reported_words import denies_infinitive

_ARGUMENTS = {"nsubj", "obj", "obl", "punct"}
_UTTERANCE = 25
"""Characters that make a quotation more than a turn of phrase."""


def is_aside(attribution: Attribution, found: Iterable[Attribution], quotations: Iterable[Quotation]) -> bool:
    """Whether it only repeats, within somebody's words, their own mind or what nobody in particular says.

    "X said he thought …" is X's word alone; "X said that Y had told Z …" is also Y's, on X's word. What is
    not said yet or not at all, "X wants Y to condemn …", "X said nobody had accused Y", is nobody's.
    """
    cue = attribution.head.idx
    outer = [a for a in found if a is not attribution and any(b <= cue < e for b, e in a.content)]
    quoted = any(q.start <= cue < q.end and q.end - q.start >= _UTTERANCE for q in quotations)
    if not outer and not quoted:
        return False
    if standing(attribution.head) != "Actual":
        return True
    if attribution.cue.type is not None:
        return False
    source = attribution.source
    if source is None or source.pos_ not in ("PROPN", "NOUN") or not attribution.cue.speech:
        return True
    return (quoted and source.pos_ != "PROPN") or any(
        a.source is not None and a.source.lower_ == source.lower_ for a in outer
    )


def standing(cue: Token) -> Factuality:
    """Whether the word was given; what it says is another matter."""
    plain = all(c.dep_.split(":")[0] in _ARGUMENTS for c in cue.children)
    if cue.dep_ in ("advcl", "parataxis") and plain:
        return "Actual"  # "…, X announced" stands apart from the clause that it reports
    carrier = carrier_of(cue)
    if cue.dep_ == "advcl" and carrier != cue:
        return standing(carrier)  # "went on to say" says it
    found = factuality(cue_beside(cue) or cue)
    none = any(
        c.dep_ == "obj"
        and c.lemma_.lower() not in lexicon().words["unsaid"]
        and any(word.lower_ == "no" for word in c.lefts)
        for c in cue.children
    )
    # An offer that is rejected was made.
    turned_down = cue.pos_ == "NOUN" and cue.dep_ in ("obj", "nsubj:pass")
    return "Actual" if found == "Negated" and (none or turned_down or denies_infinitive(cue)) else found


def overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Characters that two ranges share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _size(attribution: Attribution) -> int:
    return sum(end - begin for begin, end in attribution.content)


def around(quotation: Quotation, attributions: Iterable[Attribution]) -> Attribution | None:
    """The innermost attribution whose content holds a quoted turn of phrase."""
    span = quotation.start, quotation.end
    holders = [
        a for a in attributions if any(overlap(span, part) >= (span[1] - span[0]) * 0.9 for part in a.content)
    ]
    return min(holders, key=_size, default=None)


def holding(quotation: Quotation, attributions: Iterable[Attribution]) -> Attribution | None:
    """The attribution with a cue outside the marks whose content the quoted words begin, end or fill."""
    span = quotation.start, quotation.end
    candidates = [
        a
        for a in attributions
        if not span[0] <= a.head.idx < span[1]
        and any(overlap(span, part) > 0.3 * min(span[1] - span[0], part[1] - part[0]) for part in a.content)
    ]
    return min(candidates, key=_size, default=None)
