"""Which words in quotation marks are whose: each quotation finds its cue and source.

Typography comes first ("…," X said; said X: "…"), because parsers err most around quotation marks; the syntax
decides where typography says nothing.
"""

from bisect import bisect_left

from spacy.tokens import Doc, Token

from kg.extraction.cues import Attribution, Cue, lexicon
from kg.extraction.nesting import around, holding, is_aside, overlap
from kg.extraction.quotations import Quotation, find_quotations
from kg.extraction.reported_words import trimmed
from kg.extraction.reporting import find_attributions
from kg.extraction.sources import medium_of, source_of
from kg.extraction.syntax import FINITE
from kg.extraction.transcripts import labelled_lines

_FRAGMENT_WORDS = 3
_SHORT_WORD = 3
_INNER = " '’"
"""What may follow the last comma of a quotation that ends with another."""
_REACH = 40
"""How many tokens away from its quotation a cue may stand."""
_STOPS = {".", "!", "?", "\n"}
_MARKS = {'"', "“", "”", "``", "''"}
_DASHES = ("―", "—", "–")
_PLAIN = Cue(cls="Report", speech=True)
_NOMINAL = {"NOUN", "PROPN", "PRON"}


def quoted_attributions(doc: Doc) -> tuple[list[Attribution], list[list[Quotation]]]:
    """Attributions of an article in text order, and the quotations that belong to each."""
    complete, waiting = find_attributions(doc)
    quotations = find_quotations(doc.text)
    reader = _Reader(doc, [*complete, *waiting, *labelled_lines(doc)], quotations)
    reader.assign()
    found = [a for a in reader.attributions if a.content or a.cue.bare]
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
        self._starts = [token.idx for token in doc]
        for attribution in attributions:
            self._clip(attribution)

    def assign(self) -> None:
        """Find the owner of every quotation and give it the quoted words as content."""
        for position, quotation in enumerate(self.quotations):
            owner: Attribution | None
            if not self._is_clause(quotation):
                self.owners.append(around(quotation, self.attributions))
                continue
            owner = (
                self._before_cue(quotation, position)
                or self._after_cue(quotation, position)
                or self._signed(quotation)
                or holding(quotation, self.attributions)
            )
            if owner is None and position:
                owner = self._continued(position)
            if owner is not None:
                self._take(owner, quotation)
            self.owners.append(owner)
        for attribution in self.attributions:
            self._free(attribution)

    def _free(self, attribution: Attribution) -> None:
        """Give "“…,” he said, referring to …" to him, where the tree finds its subject inside the marks."""
        head, source = attribution.head, attribution.source
        if head.tag_ != "VBG" or source is None or source.i > head.i:
            return
        for quotation, owner in zip(self.quotations, self.owners, strict=True):
            inside = quotation.start <= source.idx < quotation.end < head.idx
            if inside and owner is not None and owner is not attribution and owner.source is not None:
                attribution.source = owner.source

    def _clip(self, attribution: Attribution) -> None:
        """Keep what is reported inside a quotation inside it."""
        cue = attribution.head.idx
        for quotation in self.quotations:
            if quotation.start <= cue < quotation.end:
                parts = [(max(a, quotation.start), min(b, quotation.end)) for a, b in attribution.content]
                attribution.content = [(a, b) for a, b in parts if a < b]
                return

    def _is_clause(self, quotation: Quotation) -> bool:
        """Whether the words could be somebody's whole utterance rather than a turn of phrase."""
        words = self.text[quotation.start : quotation.end].strip()
        if not quotation.closed:
            return True
        if not words:
            return False
        if len(words.split()) <= _FRAGMENT_WORDS and words[-1] not in ",.!?":
            return False
        index = bisect_left(self._starts, quotation.outer_start)
        if index and self.doc[index - 1].pos_ in ("ADP", "DET", "ADJ"):
            return False  # on "Face the Nation", the "plan"
        if index and self.doc[index - 1].tag_ == "POS" and _is_title(words):
            return False  # the station's "Morning Report"
        before = self.text[: quotation.outer_start].rstrip(" ")[-1:]
        return before in ("", "\n", ",", ":", ".", "!", "?", "”", '"', ";") or words[-1] in ",.!?—"

    # --- "…," X said ---------------------------------------------------------------------------------

    def _before_cue(self, quotation: Quotation, position: int) -> Attribution | None:
        words = self.text[quotation.start : quotation.end].rstrip(_INNER)
        outside = self.text[quotation.outer_end : quotation.outer_end + 2].strip()[:1]
        if not words or (words[-1] not in ",?!—-…" and outside not in (",", "—", "―")):
            return None
        stop = self._next_start(position)
        first = bisect_left(self._starts, quotation.outer_end)
        for token in self.doc[first : first + _REACH]:
            if token.idx >= stop or token.text in _STOPS or "\n" in token.text:
                return None
            if self._speaks(token):
                cue = self._cue(
                    token, self._source(token, first, inverted=not _nominals(self.doc, first, token.i))
                )
                if cue is not None:
                    cue.content = [part for part in cue.content if part[1] <= token.idx]
                return cue
            if token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ", "VBP"):
                # whatever verb follows a whole clause, its comma and a subject: "…," he smiled
                sure = words[-1] == "," and len(words.split()) > _FRAGMENT_WORDS
                source = self._source(token, first, inverted=False) if sure else None
                return (
                    self._cue(token, source) if source is not None and source.idx >= quotation.end else None
                )
        return None

    def _signed(self, quotation: Quotation) -> Attribution | None:
        """A quotation with its speaker after a dash: "…" — Name."""
        line_end = self.text.find("\n", quotation.outer_end)
        rest = self.text[quotation.outer_end : line_end if line_end >= 0 else len(self.text)]
        if rest.strip()[:1] not in _DASHES or not 2 < len(rest.strip()) < 80:
            return None
        first = bisect_left(self._starts, quotation.outer_end)
        dash = next((t for t in self.doc[first : first + 3] if t.text[:1] in _DASHES), None)
        last = bisect_left(self._starts, quotation.outer_end + len(rest))
        if dash is None or any(token.pos_ in ("VERB", "AUX") for token in self.doc[dash.i + 1 : last]):
            return None
        source = _phrase_head(self.doc, dash.i + 1, last)
        return self._made(_PLAIN, dash, source) if source is not None else None

    # --- X said: "…" -----------------------------------------------------------------------------------

    def _after_cue(self, quotation: Quotation, position: int) -> Attribution | None:
        last = bisect_left(self._starts, quotation.outer_start) - 1
        floor = self.quotations[position - 1].outer_end if position else 0
        near = self.text[: quotation.outer_start].rstrip()[-1:]
        reach = _REACH if near == ":" else 12 if near == "," else 3
        passed = 0
        for index in range(last, max(-1, last - reach), -1):
            token = self.doc[index]
            if token.idx < floor or (
                (token.text in _STOPS or "\n" in token.text) and (passed or near != ":")
            ):
                return None
            passed += token.is_alpha
            if self._speaks(token):
                start = self._sentence_start(index, floor)
                cue = self._cue(token, self._source(token, start, inverted=False))
                if cue is not None and cue not in self.owners:
                    cue.content = [part for part in cue.content if part[0] >= token.idx]
                return cue
        return None

    def _speaks(self, token: Token) -> bool:
        return token.pos_ == "VERB" and any(
            cue.speech for cue in lexicon().verbs.get(token.lemma_.lower(), ())
        )

    def _next_start(self, position: int) -> int:
        for following in self.quotations[position + 1 :]:
            if self._is_clause(following):
                return following.outer_start
        return len(self.text)

    def _sentence_start(self, index: int, floor: int) -> int:
        while index > 0:
            before = self.doc[index - 1]
            if before.text in _STOPS or "\n" in before.text or before.idx < floor:
                break
            index -= 1
        return index

    def _source(self, verb: Token, first: int, *, inverted: bool) -> Token | None:
        """Whose words they are: by the syntax if it stays near the cue, else the noun phrase beside it."""
        known = source_of(verb)
        if known is not None and (
            (inverted and known.i > verb.i)
            or (not inverted and first <= known.i < verb.i)
            or verb.dep_ in ("conj", "advcl", "xcomp")
        ):
            return known
        if inverted:
            return _phrase_head(self.doc, verb.i + 1, min(len(self.doc), verb.i + 6))
        return _phrase_head(self.doc, first, verb.i) or known

    def _cue(self, verb: Token, source: Token | None) -> Attribution | None:
        if source is None:
            return None
        for attribution in self.attributions:
            if attribution.head.i == verb.i:
                attribution.source = source
                return attribution
        cues = lexicon().verbs.get(verb.lemma_.lower(), ())
        return self._made(next((cue for cue in cues if cue.speech), _PLAIN), verb, source)

    def _made(self, cue: Cue, head: Token, source: Token) -> Attribution:
        made = Attribution(cue=cue, head=head, source=source, medium=medium_of(head))
        self.attributions.append(made)
        return made

    # --- quotations without a cue of their own ------------------------------------------------------------

    def _continued(self, position: int) -> Attribution | None:
        """The owner of the utterance before, past a turn of phrase or a title, where this one goes on."""
        quotation = self.quotations[position]
        for before, owner in zip(
            reversed(self.quotations[:position]), reversed(self.owners[:position]), strict=True
        ):
            if owner is not None and self._goes_on(before, quotation, owner):
                return owner
            if self._is_clause(before):
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
            bisect_left(self._starts, before.outer_end),
            bisect_left(self._starts, quotation.outer_start),
        )
        if (
            "\n" in gap
            or last - first > _REACH
            or not before.outer_end <= owner.head.idx < quotation.outer_start
        ):
            return False
        return sum(token.text in _STOPS for token in self.doc[first:last]) <= 1

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
        first = bisect_left(self._starts, quotation.outer_start)
        known = owner.head.lemma_.lower() in lexicon().verbs
        if not self.text[begin].islower() or owner.head.idx < quotation.end or not first or not known:
            return begin
        start = self._sentence_start(first, 0)
        before = self.doc[start:first]
        heads = {attribution.head.i for attribution in self.attributions}
        if not before or any(token.i in heads or token.text in _MARKS for token in before):
            return begin
        return before[0].idx if any(token.tag_ in FINITE for token in before) else begin


def _is_title(words: str) -> bool:
    long = [word for word in words.split() if len(word) > _SHORT_WORD]
    return bool(long) and all(word[:1].isupper() for word in long)


def _nominals(doc: Doc, first: int, last: int) -> list[Token]:
    return [token for token in doc[first:last] if token.pos_ in _NOMINAL]


def _phrase_head(doc: Doc, first: int, last: int) -> Token | None:
    """Head of the first noun phrase among tokens ``first:last``."""
    for token in _nominals(doc, first, last):
        head = token
        while head.head != head and first <= head.head.i < last:
            if head.head.pos_ not in _NOMINAL and head.head.dep_ != "amod":
                break  # past the "based" of "the Geneva-based group"
            head = head.head
        return head
    return None
