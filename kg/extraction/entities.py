"""The entities of an article and the words that mean them: what later stages ask of coreference."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from kg.extraction.report import Argument, Entity, EntityKind, Span

MentionKind = Literal["name", "nominal", "pronoun", "demonym", "set"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Tokens ``start:end`` of the Doc that refer to somebody or something; ``head`` is their head token."""

    start: int
    end: int
    head: int
    kind: MentionKind
    cls: str
    """Ontology class that the words themselves suggest."""


@dataclass(frozen=True, slots=True)
class EntityTable:
    """Entities in order of first mention, and which of them each mention's head token means.

    ``members`` holds, for a head token, one entity id, or several for a plural set ("the two parties").
    """

    entities: tuple[Entity, ...]
    kinds: dict[str, EntityKind]
    mentions: tuple[Mention, ...]
    members: dict[int, tuple[str, ...]]

    def get(self, identifier: str) -> Entity:
        """Return the entity with this id; raises ``KeyError`` if there is none."""
        return {entity.id: entity for entity in self.entities}[identifier]

    def ids(self, token: Token) -> tuple[str, ...]:
        """Ids of the entities that ``token`` is the head of a mention of; empty if it is none."""
        return self.members.get(token.i, ())

    def arguments(
        self, token: Token, *, kinds: Iterable[EntityKind] = ("actor", "place")
    ) -> tuple[Argument, ...]:
        """Role fillers that the phrase headed by ``token`` names, coordination and plural sets unfolded."""
        wanted = set(kinds)
        found: list[Argument] = []
        for head in _conjuncts(token):
            span = self.mention_span(head)
            found += [
                Argument(identifier, span)
                for identifier in self.ids(head)
                if self.kinds[identifier] in wanted
            ]
        return tuple(dict.fromkeys(found))

    def mention_span(self, head: Token) -> Span:
        """The words of the mention whose head is ``head``, or the token itself."""
        for mention in self.mentions:
            if mention.head == head.i:
                return char_span(head.doc, mention.start, mention.end)
        return char_span(head.doc, head.i, head.i + 1)


def char_span(doc: Doc, start: int, end: int) -> Span:
    """Span of the article's text that tokens ``start:end`` cover, without trailing white space."""
    tokens = doc[start:end]
    return Span(tokens.start_char, tokens.end_char, tokens.text)


def _conjuncts(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ == "conj":
            yield from _conjuncts(child)
