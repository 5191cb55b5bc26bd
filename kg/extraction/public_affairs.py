"""Who takes part in public affairs or in fighting, and how far a sentence and an article are about them.

Words of conflict and diplomacy are used of sport, business, health and private life too. What tells the
senses apart is seldom the word alone: it is who does it to whom, and what the text around it speaks of.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from spacy.tokens import Doc, Span, Token

from kg.extraction.actor_types import PUBLIC
from kg.extraction.entities import EntityTable
from kg.extraction.frames import lexicon
from kg.extraction.report import Argument

Standing = Literal["armed", "public", "open", "private"]

_ARMED = frozenset({"ArmedForces", "ArmedGroup", "SecurityForces"})
_PRIVATE = frozenset({"Company", "MediaOrganization"})
_ORDER: tuple[Standing, ...] = ("armed", "public", "open", "private")
_FEW = 3.0
"""So many sentences of the usual kind are thought of around an article, for the sake of short ones."""
_USUAL = 0.4


@cache
def public_words() -> dict[str, frozenset[str]]:
    """The word lists of ``data/public_affairs.toml``."""
    text = files("kg.extraction").joinpath("data", "public_affairs.toml").read_text("utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


class PublicAffairs:
    """What an article says of its actors' part in public affairs, and where it speaks of them."""

    def __init__(self, doc: Doc, table: EntityTable) -> None:
        self._doc = doc
        self._table = table
        self._classes = {entity.id: entity.cls for entity in table.entities}
        self._standings: dict[str, Standing] = {}
        self._matters: dict[int, int] = {}
        self._share: float | None = None

    def standing(self, arguments: Sequence[Argument]) -> Standing | None:
        """The most public of what the fillers of a role are; ``None`` where there is none."""
        found = {self._standing(argument.entity) for argument in arguments}
        return next((standing for standing in _ORDER if standing in found), None)

    def _standing(self, identifier: str) -> Standing:
        known = self._standings.get(identifier)
        if known is None:
            known = self._standings[identifier] = self._judge(identifier)
        return known

    def _judge(self, identifier: str) -> Standing:
        words, cls = public_words(), self._classes[identifier]
        if cls in _ARMED:
            return "armed"
        own = [m for m in self._table.mentions if identifier in self._table.members.get(m.head, ())]
        tokens = [token for mention in own for token in self._doc[mention.start : mention.end]]
        # "teams from both sides", "members of the militia"
        beside = [c for m in own for c in self._doc[m.head].children if c.dep_.startswith("nmod")]
        named = {word for token in (*tokens, *beside) for word in (token.lemma_.lower(), token.lower_)}
        if named & words["armed"]:
            return "armed"
        known = {self._classes[name] for token in beside for name in self._table.ids(token)}
        public = cls in PUBLIC or identifier in self._table.owners or known & PUBLIC
        if public or named & words["offices"] or (cls == "Person" and named & words["figures"]):
            return "public"
        lone = cls == "Person" and self._table.get(identifier).named
        return "private" if lone or cls in _PRIVATE or named & words["private"] else "open"

    def matter(self, sentence: Span) -> int:
        """How many words and names of the sentence belong to conflict and politics."""
        known = self._matters.get(sentence.start)
        if known is None:
            words = lexicon().fields["conflict"]
            known = sum(
                token.lower_ in words
                or token.lemma_.lower() in words
                or any(self._classes[name] in PUBLIC for name in self._table.ids(token))
                for token in sentence
            )
            self._matters[sentence.start] = known
        return known

    def share(self) -> float:
        """The share of the article's sentences that speak of conflict and politics, between 0 and 1."""
        if self._share is None:
            read = [self.matter(sentence) > 1 for sentence in self._doc.sents]
            self._share = (sum(read) + _FEW * _USUAL) / (len(read) + _FEW)
        return self._share


def is_personal(sentence: Span) -> bool:
    """Whether somebody speaks of himself or to a listener there."""
    words = public_words()["personal"]
    return any(token.pos_ == "PRON" and token.lower_ in words for token in sentence)  # not "the US"


def is_habitual(token: Token) -> bool:
    """Whether a verb stands in the simple present, which tells what is usual, or what a headline tells."""
    if token.tag_ not in ("VBZ", "VBP"):
        return False
    return not any(child.dep_ in ("aux", "aux:pass") for child in token.children)
