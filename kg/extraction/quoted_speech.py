"""Which words in quotation marks are whose: each quotation finds its cue and source.

Typography comes first ("…," X said; said X: "…"), because parsers err most around quotation marks; the syntax
decides where typography says nothing.
"""

from bisect import bisect_left

from spacy.tokens import Doc, Token

from kg.extraction.cues import Attribution, Cue, lexicon
from kg.extraction.nesting import around, holding, is_aside, overlap
from kg.extraction.quotation_cues import REACH, STOPS, CueFinder
from kg.extraction.quotations import Quotation, find_quotations
from kg.extraction.reported_words import trimmed
from kg.extraction.reporting import find_attributions
from kg.extraction.sources import quoting
from kg.extraction.syntax import FINITE, subject_of
from kg.extraction.transcripts import labelled_lines

_MARKS = {'"', "“", "”", "``", "''"}
_NONE = Cue(cls="Report")


def quoted_attributions(doc: Doc) -> tuple[list[Attribution], list[list[Quotation]]]:
    """Attributions of an article in text order, and the quotations that belong to each."""
    complete, waiting = find_attributions(doc)
    quotations = find_quotations(doc.text)
    reader = _Reader(doc, [*complete, *waiting, *labelled_lines(doc)], quotations)
    reader.assign()
    owned = {owner.head.i for owner in reader.owners if owner is not None}
    found = [
        a
        for a in reader.attributions
        # "“…,” he was quoted as saying" is one act.
        if (a.content or a.cue.bare) and not (a.head.head.i in owned and quoting(a.head.head, a.head))
    ]
    ordered = sorted(
        (a for a in found if not is_aside(a, found, quotations)), key=lambda a: (a.head.i, a.content)
    )
    return ordered, [
        [q for q, owner in zip(quotations, reader.owners, strict=True) if owner is a] for a in ordered
    ]


class _Reader:
    """Assigns the quotations of one article, in order."""

    def __init__(self, doc: Doc, attributions: list[Attribution], quotations: tuple[Quotation, ...]) -> None:
        self.doc = doc
        self.text = doc.text
        self.attributions = attributions
        self.quotations = quotations
        self.owners: list[Attribution | None] = []
        self.cues = CueFinder(doc, attributions, quotations)
        for attribution in attributions:
            self._clip(attribution)

    def assign(self) -> None:
        """Find the owner of every quotation and give it the quoted words as content."""
        for position, quotation in enumerate(self.quotations):
            owner: Attribution | None
            if not self.cues.is_clause(quotation):
                self.owners.append(around(quotation, self.attributions))
                continue
            owner = (
                self.cues.before(quotation, position)
                or self.cues.after(quotation, position, self.owners)
                or self.cues.signed(quotation)
                or self.cues.labelled(quotation)
                or holding(quotation, self.attributions)
            )
            if owner is None and position:
                owner = self._continued(position)
            if owner is not None:
                self._take(owner, quotation)
            self.owners.append(owner)
        for position in range(len(self.quotations) - 2, -1, -1):
            self._join_on(position)
        for attribution in self.attributions:
            self._free(attribution)

    def _join_on(self, position: int) -> None:
        """Give a quotation that goes on over the next line to whoever that line names."""
        quotation, following = self.quotations[position : position + 2]
        owner = self.owners[position + 1]
        gap = self.text[quotation.outer_end : following.outer_start]
        if self.owners[position] is None and owner is not None and not quotation.closed and not gap.strip():
            self._take(owner, quotation)
            self.owners[position] = owner

    def _free(self, attribution: Attribution) -> None:
        """Give "“…,” he said, referring to …" to him, where the tree finds its subject inside the marks."""
        head, source = attribution.head, attribution.source
        if source is None or source.i > head.i:
            return
        for quotation, owner in zip(self.quotations, self.owners, strict=True):
            if not quotation.start <= source.idx < quotation.end < head.idx or not self.cues.is_clause(
                quotation
            ):
                continue
            if owner is not None and owner is not attribution and owner.source is not None:
                attribution.source = owner.source if head.tag_ == "VBG" else attribution.source
            if attribution.source is source and self.text[quotation.end - 1] in ",.!?":
                attribution.content, attribution.cue = [], _NONE

    def _clip(self, attribution: Attribution) -> None:
        """Keep what is reported inside a quotation inside it."""
        cue = attribution.head.idx
        for quotation in self.quotations:
            if quotation.start <= cue < quotation.end:
                parts = [(max(a, quotation.start), min(b, quotation.end)) for a, b in attribution.content]
                attribution.content = [(a, b) for a, b in parts if a < b]
                return

    def _continued(self, position: int) -> Attribution | None:
        """The owner of the utterance before, past a turn of phrase or a title, where this one goes on."""
        quotation = self.quotations[position]
        for before, owner in zip(
            reversed(self.quotations[:position]), reversed(self.owners[:position]), strict=True
        ):
            if owner is not None and self._goes_on(before, quotation, owner):
                return owner
            if self.cues.is_clause(before):
                return None
        return None

    def _goes_on(self, before: Quotation, quotation: Quotation, owner: Attribution) -> bool:
        """Whether nothing but the cue's own sentence or a paragraph's end stands between two quotations."""
        gap = self.text[before.outer_end : quotation.outer_start]
        if not before.closed or not gap.strip():
            if "\n" not in gap:
                return True
            # a paragraph of nothing but quotation: the speaker goes on
            line_end = self.text.find("\n", quotation.outer_end)
            rest = self.text[quotation.outer_end : line_end if line_end >= 0 else len(self.text)]
            return not gap.strip() and (not before.closed or not rest.strip())
        first, last = (
            bisect_left(self.cues.starts, before.outer_end),
            bisect_left(self.cues.starts, quotation.outer_start),
        )
        if (
            "\n" in gap
            or last - first > REACH
            or not before.outer_end <= owner.head.idx < quotation.outer_start
        ):
            return False
        if any(_takes_over(token, owner) for token in self.doc[first:last]):
            return False  # "“…,” X said, and her husband cut in. “…”"
        return sum(token.text in STOPS for token in self.doc[first:last]) <= 1

    def _take(self, owner: Attribution, quotation: Quotation) -> None:
        """Widen the owner's content so that it holds the whole quotation."""
        begin, end = trimmed(quotation.start, quotation.end, self.text)
        begin = self._clause_start(owner, quotation, begin)
        if self.text[quotation.end - 1] in ".!?":
            end = quotation.end
        kept: list[tuple[int, int]] = []
        for part in owner.content:
            if quotation.outer_start <= part[0] and part[1] <= quotation.outer_end:
                continue
            if overlap(part, (quotation.outer_start, quotation.outer_end)):
                begin, end = min(begin, part[0]), max(end, part[1])
            else:
                kept.append(part)
        cue = owner.head.idx
        if begin <= cue < end:
            # words on both sides of the cue: only those on the quotation's side are its content
            begin, end = (begin, quotation.end) if quotation.end <= cue else (quotation.start, end)
        owner.content = sorted([*kept, (begin, end)])

    def _clause_start(self, owner: Attribution, quotation: Quotation, begin: int) -> int:
        """Where the clause starts that a quotation ends: "The plan was "a trap for fools," X said."."""
        first = bisect_left(self.cues.starts, quotation.outer_start)
        known = owner.head.lemma_.lower() in lexicon().verbs
        if not self.text[begin].islower() or owner.head.idx < quotation.end or not first or not known:
            return begin
        start = self.cues.sentence_start(first, 0)
        before = self.doc[start:first]
        heads = {attribution.head.i for attribution in self.attributions}
        if not before or any(token.i in heads or token.text in _MARKS for token in before):
            return begin
        return before[0].idx if any(token.tag_ in FINITE for token in before) else begin


def _takes_over(verb: Token, owner: Attribution) -> bool:
    """Whether somebody else does something in a clause of its own after the cue of ``owner``."""
    if verb.i <= owner.head.i or verb.tag_ not in FINITE or verb.dep_ != "conj" or verb.head != owner.head:
        return False
    subject = subject_of(verb)
    return subject is not None and subject.pos_ in ("NOUN", "PROPN") and subject != owner.source
