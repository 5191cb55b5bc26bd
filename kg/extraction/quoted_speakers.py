"""Who "I" and "we" are inside a quotation, and who "he" and "they" are not: its speaker."""

from bisect import bisect_right
from collections.abc import Callable, Iterable

from spacy.tokens import Token

from kg.extraction.actor_types import kind_of, words
from kg.extraction.chains import Chain, Scene
from kg.extraction.quotations import Quotation

_BEHIND = 3
"""Characters between a quotation and the "he said" that belongs to it."""


class QuotedSpeakers:
    """Finds the speakers of an article's quotations among the chains of a scene."""

    def __init__(
        self,
        scene: Scene,
        chains_of: Callable[[Token], tuple[Chain, ...]],
        quotations: Iterable[Quotation],
    ) -> None:
        self._scene = scene
        self._chains_of = chains_of
        self._quotations = sorted(quotations, key=lambda quotation: quotation.outer_start)
        self._quote_starts = [quotation.outer_start for quotation in self._quotations]

    def barred(self, token: Token) -> set[int]:
        """Inside a quotation, who speaks and for whom: these would be "I" and "we" there."""
        quotation = self._quotation_at(token.idx)
        found = self._speaking(token, quotation) if quotation is not None else None
        if found is None:
            return set()
        noun, speaker = found
        # "Police Colonel X": the police are his own
        own = [word for word in noun.subtree if word.i < noun.i and word.dep_ in ("compound", "nmod:desc")]
        barred = {id(chain) for word in own for chain in self._chains_of(word)}
        return barred | {id(chain) for chain in (speaker, speaker.owner) if chain is not None}

    def spoken_of(self, token: Token) -> set[int]:
        """Whom a quotation speaks of that the pronoun behind it, who says it, therefore is not."""
        if token.dep_ != "nsubj" or token.head.lemma_.lower() not in words("syntax", "speech_verbs"):
            return set()
        i = bisect_right(self._quote_starts, token.idx) - 1
        if i < 0 or not 0 <= token.idx - self._quotations[i].outer_end <= _BEHIND:
            return set()
        last = self._quotations[i]
        while i and not self._quotations[i - 1].closed and self._adjoin(i - 1):
            i -= 1  # quoted words may go on over lines
        inside = self._scene.doc.char_span(self._quotations[i].start, last.end, alignment_mode="expand")
        named = (t for t in inside or () if t.dep_ in ("nsubj", "nsubj:pass", "obj") and t.pos_ != "PRON")
        return {id(chain) for noun in named for chain in self._chains_of(noun)}

    def _adjoin(self, i: int) -> bool:
        """Whether nothing stands between a quotation and the next."""
        return not self._scene.text[
            self._quotations[i].outer_end : self._quotations[i + 1].outer_start
        ].strip()

    def speaker(self, token: Token, sort: str) -> tuple[Chain, ...]:
        """What "I" (``sort`` "i") and "we" mean: the speaker, or the body spoken for."""
        quotation = self._quotation_at(token.idx)
        if quotation is None:
            return ()
        speaker = self._speaker_of(token, quotation)
        if speaker is None:
            return ()
        if sort == "i":
            return (speaker,) if speaker.sort == "person" else ()
        if speaker.sort != "person":
            return (speaker,)
        owner = speaker.owner
        return (owner,) if owner is not None and kind_of(owner.cls) == "actor" else ()

    def _quotation_at(self, offset: int) -> Quotation | None:
        i = bisect_right(self._quote_starts, offset) - 1
        if i >= 0 and self._quotations[i].outer_start <= offset < self._quotations[i].outer_end:
            return self._quotations[i]
        return None

    def _speaker_of(self, token: Token, quotation: Quotation) -> Chain | None:
        found = self._speaking(token, quotation)
        return None if found is None else found[1]

    def _speaking(self, token: Token, quotation: Quotation) -> tuple[Token, Chain] | None:
        """The word for whoever speaks a quotation, outside it, and who that is."""
        scene, doc, text = self._scene, self._scene.doc, self._scene.text
        here = scene.sentence_of[token.i]
        paragraph = text.rfind("\n", 0, quotation.outer_start) + 1
        for sentence in (here, here - 1, here - 2, here + 1):
            if not 0 <= sentence < len(scene.sentence_starts):
                continue
            start = scene.sentence_starts[sentence]
            stop = (
                scene.sentence_starts[sentence + 1] if sentence + 1 < len(scene.sentence_starts) else len(doc)
            )
            if doc[start].idx < paragraph or "\n" in text[quotation.outer_end : doc[start].idx]:
                continue
            for verb in doc[start:stop]:
                if verb.lemma_.lower() not in words("syntax", "speech_verbs") or self._quotation_at(verb.idx):
                    continue
                for child in verb.children:
                    if child.dep_ in ("nsubj", "obl", "obl:agent") and not self._quotation_at(child.idx):
                        if child.dep_ == "obl" and verb.lower_ != "according":
                            continue
                        chains = self._chains_of(child)
                        if len(chains) == 1 and kind_of(chains[0].cls) == "actor":
                            return child, chains[0]
        return None
