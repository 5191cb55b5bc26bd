"""The entities of an article and the words that mean them: what later stages ask of coreference."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
    sort: str = ""
    """For common nouns, what they can stand for: ``person``, ``people``, ``forces``, ``body``, …"""
    name: str = ""
    """The proper name alone, without titles and articles; canonical where it is a known one."""
    plural: bool = False
    country: str | None = None
    """Country that a known name belongs to, or that a demonym means."""


@dataclass(frozen=True, slots=True)
class EntityTable:
    """Entities in order of first mention, and which of them each mention's head token means.

    ``members`` holds, for a head token, one entity id, or several for a plural set ("the two parties").
    ``alternatives`` holds the place beside an actor where a country's name may be read as either.
    ``countries`` holds, by entity id, the country that the text gives the entity ("Afghan troops"), and
    ``owners`` the body or state that a person works for or a body is part of.
    """

    entities: tuple[Entity, ...]
    kinds: dict[str, EntityKind]
    mentions: tuple[Mention, ...]
    members: dict[int, tuple[str, ...]]
    alternatives: dict[int, tuple[str, ...]] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    _by_id: dict[str, Entity] = field(init=False, repr=False, compare=False)
    _by_head: dict[int, Mention] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {entity.id: entity for entity in self.entities})
        object.__setattr__(self, "_by_head", {mention.head: mention for mention in self.mentions})

    def get(self, identifier: str) -> Entity:
        """Return the entity with this id; raises ``KeyError`` if there is none."""
        return self._by_id[identifier]

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
            ids = [name for name in self.ids(head) if self.kinds[name] in wanted]
            ids = ids or [name for name in self.alternatives.get(head.i, ()) if self.kinds[name] in wanted]
            if ids:
                span = self.mention_span(head)
                found += [Argument(name, span) for name in ids]
        return tuple(dict.fromkeys(found))

    def mention(self, head: Token) -> Mention | None:
        """The mention whose head is ``head``, if there is one."""
        return self._by_head.get(head.i)

    def mention_span(self, head: Token) -> Span:
        """The words of the mention whose head is ``head``, or the token itself."""
        mention = self._by_head.get(head.i)
        if mention:
            return char_span(head.doc, mention.start, mention.end)
        return char_span(head.doc, head.i, head.i + 1)


def char_span(doc: Doc, start: int, end: int) -> Span:
    """Span of the article's text that tokens ``start:end`` cover, without trailing white space."""
    tokens = doc[start:end]
    return Span(tokens.start_char, tokens.end_char, tokens.text)


def _conjuncts(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ == "conj" and not _describes(child, token):
            yield from _conjuncts(child)


def _describes(joined: Token, name: Token) -> bool:
    """Whether what "and" joins goes on to say who somebody is: "Dodik, a Serb and an ally of Moscow"."""
    described = any(c.dep_ == "appos" and _is_indefinite(c) and c.i < joined.i for c in name.children)
    return described and joined.pos_ == "NOUN" and _is_indefinite(joined)


def _is_indefinite(noun: Token) -> bool:
    return any(child.lower_ in ("a", "an") for child in noun.lefts)
