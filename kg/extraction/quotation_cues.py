"""Which cue stands beside a quotation, by the typography: "…," X said; said X: "…"; "…" — X."""

import re
from bisect import bisect_left
from collections.abc import Collection

from spacy.tokens import Doc, Token

from kg.extraction.addressees import medium_of
from kg.extraction.cues import Attribution, Cue, lexicon
from kg.extraction.quotations import Quotation
from kg.extraction.sources import possessor, source_of
from kg.extraction.syntax import INDICATIVE, word_at

_FRAGMENT_WORDS = 3
_SHORT_WORD = 3
_TERM_WORDS = 5
_INNER = " '’"
"""What may follow the last comma of a quotation that ends with another."""
REACH = 40
"""How many tokens away from its quotation a cue may stand."""
STOPS = {".", "!", "?", "\n"}
_YEAR = re.compile(r"[12]\d{3}")
_DASHES = ("―", "—", "–")
_PLAIN = Cue(cls="Report", speech=True)
_LABELLED = Cue(cls="Report", speech=True, confidence=0.7)
_NAME_TOKENS = 8
_NOMINAL = {"NOUN", "PROPN", "PRON"}


class CueFinder:
    """Finds the cues of quotations in one article; new ones join ``attributions``."""

    def __init__(self, doc: Doc, attributions: list[Attribution], quotations: tuple[Quotation, ...]) -> None:
        self.doc = doc
        self.text = doc.text
        self.attributions = attributions
        self.quotations = quotations
        self.starts = [token.idx for token in doc]

    def is_clause(self, quotation: Quotation) -> bool:
        """Whether the words could be somebody's whole utterance rather than a turn of phrase."""
        words = self.text[quotation.start : quotation.end].strip()
        if not quotation.closed:
            return True
        if not words:
            return False
        if len(words.split()) <= _FRAGMENT_WORDS and words[-1] not in ",.!?":
            return False
        if self._follows_noun_word(quotation) and not _is_long(words):
            return False  # on "Face the Nation", the "plan"
        index = bisect_left(self.starts, quotation.outer_start)
        if index and self.doc[index - 1].tag_ == "POS" and _is_title(words):
            return False  # the station's "Morning Report"
        before = self.text[: quotation.outer_start].rstrip(" ")[-1:]
        return before in ("", "\n", ",", ":", ".", "!", "?", "”", '"', ";") or words[-1] in ",.!?—"

    def _follows_noun_word(self, quotation: Quotation) -> bool:
        """Whether the word before the marks makes a noun of what they hold."""
        index = bisect_left(self.starts, quotation.outer_start)
        return bool(index) and self.doc[index - 1].pos_ in ("ADP", "DET", "ADJ")

    # --- "…," X said ---------------------------------------------------------------------------------

    def before(self, quotation: Quotation, position: int) -> Attribution | None:
        """The cue that a quotation stands before; ``position`` is the quotation's among all."""
        words = self.text[quotation.start : quotation.end].rstrip(_INNER)
        outside = self.text[quotation.outer_end : quotation.outer_end + 2].strip()[:1]
        first = bisect_left(self.starts, quotation.outer_end)
        if not words or (
            words[-1] not in ",?!—-…" and outside not in (",", "—", "―") and not self._speaks_at(first)
        ):
            return None
        stop = self._next_start(position)
        if self._speaks_at(first):
            first += self.doc[
                first
            ].is_space  # the cue opens the next line, as in texts with a sentence a line
        for token in self.doc[first : first + REACH]:
            if token.idx >= stop or token.text in STOPS or "\n" in token.text:
                return None
            if self._speaks(token):
                cue = self._cue(
                    token, self._source(token, first, inverted=not _nominals(self.doc, first, token.i))
                )
                if cue is not None:
                    cue.content = [part for part in cue.content if part[1] <= token.idx]
                return cue
            if token.pos_ == "VERB" and token.tag_ in INDICATIVE:
                # whatever verb follows a whole clause, its comma and a subject: "…," he smiled
                sure = words[-1] == "," and len(words.split()) > _FRAGMENT_WORDS
                if sure and token.dep_ == "acl:relcl":
                    continue
                sure = sure and not self._follows_noun_word(quotation)
                source = self._source(token, first, inverted=False) if sure else None
                return (
                    self._cue(token, source) if source is not None and source.idx >= quotation.end else None
                )
        return None

    def signed(self, quotation: Quotation) -> Attribution | None:
        """A quotation with its speaker after a dash: "…" — Name."""
        line_end = self.text.find("\n", quotation.outer_end)
        rest = self.text[quotation.outer_end : line_end if line_end >= 0 else len(self.text)]
        if rest.strip()[:1] not in _DASHES or not 2 < len(rest.strip()) < 80:
            return None
        first = bisect_left(self.starts, quotation.outer_end)
        dash = next((t for t in self.doc[first : first + 3] if t.text[:1] in _DASHES), None)
        last = bisect_left(self.starts, quotation.outer_end + len(rest))
        if dash is None or any(
            token.pos_ in ("VERB", "AUX") or _YEAR.fullmatch(token.text)
            for token in self.doc[dash.i + 1 : last]
        ):
            return None  # a dated headline in a list of sources is nobody's quotation
        source = _phrase_head(self.doc, dash.i + 1, last)
        return self._made(_PLAIN, dash, source) if source is not None else None

    def labelled(self, quotation: Quotation) -> Attribution | None:
        """A quotation behind its speaker's name and a colon: Name: "…"."""
        colon = bisect_left(self.starts, quotation.outer_start) - 1
        while colon > 0 and self.doc[colon].is_space:
            colon -= 1
        if colon < 1 or self.doc[colon].text != ":":
            return None
        first = max(self.sentence_start(colon, 0), colon - _NAME_TOKENS)
        first = max((t.i + 1 for t in self.doc[first:colon] if t.text == ":"), default=first)
        name = next((ent for ent in self.doc[first:colon].ents if ent.end == colon), None)
        if name is None or name.label_ not in ("PERSON", "ORG"):
            return None
        before = self.doc[first : name.start]
        if any(token.pos_ not in ("NOUN", "PROPN", "CCONJ") and not token.is_space for token in before):
            return None
        known = next((a for a in self.attributions if a.head.i == colon), None)
        return known or self._made(_LABELLED, self.doc[colon], name.root)

    # --- X said: "…" -----------------------------------------------------------------------------------

    def after(
        self, quotation: Quotation, position: int, taken: Collection[Attribution | None]
    ) -> Attribution | None:
        """The cue that a quotation stands after, which ``taken`` gives to an earlier one perhaps."""
        last = bisect_left(self.starts, quotation.outer_start) - 1
        floor = self.quotations[position - 1].outer_end if position else 0
        near = self.text[: quotation.outer_start].rstrip()[-1:]
        reach = REACH if near == ":" else 12 if near == "," else 3
        passed = 0
        for index in range(last, max(-1, last - reach), -1):
            token = self.doc[index]
            if token.idx < floor or ((token.text in STOPS or "\n" in token.text) and (passed or near != ":")):
                return None
            passed += token.is_alpha
            if near == ":" and (made := self._introduced(token)) is not None:
                return made
            if self._speaks(token):
                start = self.sentence_start(index, floor)
                cue = self._cue(token, self._source(token, start, inverted=False))
                if cue is not None and cue not in taken:
                    cue.content = [part for part in cue.content if part[0] >= token.idx]
                return cue
        return None

    def _speaks_at(self, index: int) -> bool:
        """Whether a cue follows a quotation at once, whatever stop ends that: "“… over.” said X"."""
        following = self.doc[index : index + 2]
        cue = next((token for token in following if not token.is_space), None)
        return cue is not None and cue.is_lower and cue.tag_ == "VBD" and self._speaks(cue)

    def _speaks(self, token: Token) -> bool:
        return token.pos_ == "VERB" and any(
            cue.speech and (cue.particle is None or cue.particle in (t.lower_ for t in token.rights))
            for cue in lexicon().verbs.get(token.lemma_.lower(), ())
        )

    def _introduced(self, noun: Token) -> Attribution | None:
        """The cue of "X issued the following statement: …" or "X's answer was: …"."""
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in lexicon().words["utterances"]:
            return None
        verb = noun.head
        if noun.dep_ == "obj" and verb.lemma_.lower() in lexicon().words["light_verbs"]:
            source, opening, closing = source_of(verb), verb, noun
        elif not noun.dep_.startswith(("nsubj", "ROOT")):
            return None
        else:
            source, opening = possessor(noun), noun
            closing = next((t for t in self.doc[noun.i + 1 : noun.i + 2] if t.lemma_ == "be"), noun)
        if source is None or source.i > noun.i:
            return None
        made = self._made(_PLAIN, noun, source)
        made.opening, made.closing = opening, closing
        return made

    def _next_start(self, position: int) -> int:
        for following in self.quotations[position + 1 :]:
            if self.is_clause(following):
                return following.outer_start
        return len(self.text)

    def sentence_start(self, index: int, floor: int) -> int:
        """Index of the token that opens the sentence of another, none before the character ``floor``."""
        while index > 0:
            before = self.doc[index - 1]
            if before.text in STOPS or "\n" in before.text or before.idx < floor:
                break
            index -= 1
        return index

    def _source(self, verb: Token, first: int, *, inverted: bool) -> Token | None:
        """Whose words they are: by the syntax if it stays near the cue, else the noun phrase beside it."""
        known = source_of(verb)
        if known is not None and (
            (inverted and known.i > verb.i)
            or (not inverted and first <= known.i < verb.i)
            or (verb.dep_ in ("conj", "advcl", "xcomp") and known.i < verb.i)
            or (known.left_edge.i == verb.i + 1 and word_at(verb, -1) == ",")  # "If it fell, said X, "…""
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


def _is_long(words: str) -> bool:
    """Whether it is more than a name or a term, and the sentence goes on behind its comma."""
    return words.rstrip(_INNER)[-1:] == "," and len(words.split()) > _TERM_WORDS and not _is_title(words)


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
