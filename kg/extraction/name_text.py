"""A parsed text as its proper names are read: the words, where they stand, and what a name is."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extraction.actor_types import words
from kg.extraction.gazetteer import KnownName


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens ``start:end`` that are a proper name, with its ontology class."""

    start: int
    end: int
    cls: str
    text: str
    known: KnownName | None = None


class NameText:
    """The words of one Doc, as written and in small letters, with their offsets."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._written = doc.text  # spaCy joins it anew each time that it is asked for
        self.texts = [token.text for token in doc]
        self.lower = [text.lower() for text in self.texts]
        self.starts = [token.idx for token in doc]
        self.ends = [start + len(text) for start, text in zip(self.starts, self.texts, strict=True)]

    def text(self, start: int, end: int) -> str:
        """Return what the tokens ``start:end`` read, on one line."""
        return self._written[self.starts[start] : self.ends[end - 1]].replace("\n", " ")


def head_of(doc: Doc, start: int, end: int) -> Token:
    """The token of ``start:end`` whose head lies outside (``Span.root``, faster)."""
    for token in doc[start:end]:
        if not start <= token.head.i < end or token.head.i == token.i:
            return token
    return doc[start]


def titles() -> frozenset[str]:
    """Return the words that stand before a person's name: courtesies, ranks and offices."""
    return words("titles", "courtesy") | words("titles", "rank") | words("titles", "office")
