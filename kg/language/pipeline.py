"""The spaCy pipeline: our own, or another one in its place."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

import kg.language.foreign
import kg.language.lemmas
import kg.language.reader  # noqa: F401  (importing registers the components)
from kg.language.casing import CASE_RESTORED, is_caseless, restore_case
from kg.language.errors import PipelineMissingError, PipelineUnsuitableError
from kg.language.markup import MARKUP_BLANKED, blank_tags
from kg.language.tokenization import tokenizer

_LONG_RUN = 600
_MAX_CHARACTERS = 200_000_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_SAMPLE = "Two soldiers were killed by rebels in Syria, said President Vladimir Putin on Monday."


class Words:
    """Cuts text into words: :func:`kg.language.tokenization.tokenizer`, made safe for any text.

    Lone surrogates become U+FFFD, one for one, so that offsets hold; text without case is given its capitals,
    letter by letter too, and tags of HTML become blanks; a run of hundreds of characters without white space,
    on which rules would take quadratic time, is cut into pieces.
    """

    def __init__(self, rules: Tokenizer) -> None:
        self.rules = rules

    def __call__(self, text: str) -> Doc:
        """The document of *text*'s words."""
        text = _SURROGATE.sub("\ufffd", text)
        plain = blank_tags(text)
        caseless = is_caseless(plain)
        doc = self._words(restore_case(plain) if caseless else plain)
        for key, changed in ((CASE_RESTORED, caseless), (MARKUP_BLANKED, plain != text)):
            if changed:
                doc.user_data[key] = True
        return doc

    def _words(self, text: str) -> Doc:
        if not any(len(run) > _LONG_RUN for run in text.split()):
            doc: Doc = self.rules(text)
            return doc
        words: list[str] = []
        spaces: list[bool] = []
        for piece in re.findall(r"\s+|\S+", text):
            if piece.isspace():
                self._space(piece, words, spaces)
            elif len(piece) > _LONG_RUN:
                chunks = [piece[i : i + 60] for i in range(0, len(piece), 60)]
                words += chunks
                spaces += [False] * len(chunks)
            else:
                for token in self.rules(piece):
                    words.append(token.text)
                    spaces.append(False)
        return Doc(self.rules.vocab, words=words, spaces=spaces)

    @staticmethod
    def _space(piece: str, words: list[str], spaces: list[bool]) -> None:
        """One blank after a word is part of it; everything else is a token of its own."""
        if words and not words[-1].isspace() and piece[0] == " ":
            spaces[-1] = True
            piece = piece[1:]
        if piece:
            words.append(piece)
            spaces.append(False)


def load(threads: int = 1, pipeline: str | None = None, *, model: Path | None = None) -> Language:
    """Load the pipeline.

    *threads* bounds the encoder's threads. *pipeline* names an installed spaCy pipeline, or a folder of one,
    to be used in place of ours; it must yield Universal Dependencies and names. *model* is a folder of other
    files of our own model than those that ship.

    Raises :class:`~kg.language.errors.LanguageError` where model or pipeline is missing or unsuitable.
    """
    if pipeline is not None:
        return _other(pipeline)
    nlp = spacy.blank("en")
    nlp.max_length = _MAX_CHARACTERS
    nlp.tokenizer = Words(tokenizer(nlp.vocab))
    nlp.add_pipe("kg_reader", config={"threads": threads, "model": str(model or "")})
    nlp.add_pipe("kg_lemmatizer")
    nlp.add_pipe("kg_foreign")
    return nlp


def _other(name: str) -> Language:
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise PipelineMissingError(name) from error
    logging.getLogger(__name__).debug("reading with the spaCy pipeline %s", name)
    doc = nlp(_SAMPLE)
    if not doc.has_annotation("DEP") or not {"nsubj:pass", "obl", "obl:agent", "case"} & {
        t.dep_ for t in doc
    }:
        raise PipelineUnsuitableError(name, "Universal Dependencies")
    if not doc.ents:
        raise PipelineUnsuitableError(name, "named entities")
    return nlp
