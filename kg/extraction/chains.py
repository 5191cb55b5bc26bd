"""Chains of mentions that mean one thing, and what a reader has in mind at a point of the text."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from spacy.tokens import Doc, Token

from kg.extraction.actor_types import words
from kg.extraction.entities import Mention
from kg.extraction.readings import case_of

_DECAY = 0.5
_WEIGHTS = {
    "nsubj": 3.0, "nsubj:pass": 3.0, "obl:agent": 2.5, "obj": 2.5, "iobj": 2.5, "obl": 2.0, "nmod": 1.2,
    "nmod:poss": 1.2, "compound": 0.8, "amod": 0.8, "nmod:desc": 0.8, "ROOT": 2.5,
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Chain:
    """One entity in the making."""

    cls: str
    sort: str
    named: bool
    key: str = ""
    country: str | None = None
    gender: str | None = None
    plural: bool = False
    counted: bool = False
    owner: "Chain | None" = None
    """The body that a person speaks or works for, or that a body is part of."""
    fixed_name: str | None = None
    known: bool = False
    names: Counter[str] = field(default_factory=Counter)
    roles: set[str] = field(default_factory=set)
    """Lemmas of the common nouns that named it."""
    mentions: list[Mention] = field(default_factory=list)
    alternative_mentions: list[Mention] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sighting:
    chain: Chain
    head: int
    sentence: int
    weight: float


class Scene:
    """The chains so far and where each was seen, so that later words can find what they mean."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.sentence_of: list[int] = []
        self.sentence_starts: list[int] = []
        for token in doc:
            if token.i == 0 or token.is_sent_start:
                self.sentence_starts.append(token.i)
            self.sentence_of.append(len(self.sentence_starts) - 1)
        self.chains: list[Chain] = []
        self.by_key: dict[str, Chain] = {}
        self.prominence: Counter[str] = Counter()
        """How often the article names each country, its people or its government."""
        self._sightings: list[_Sighting] = []

    def add(self, chain: Chain) -> Chain:
        """Take in a new chain."""
        self.chains.append(chain)
        if chain.key:
            self.by_key[chain.key] = chain
        return chain

    def see(self, chain: Chain, token: Token) -> None:
        """Note that ``chain`` was mentioned by the phrase that ``token`` heads."""
        self._sightings.append(_Sighting(chain, token.i, self.sentence_of[token.i], weight(token)))

    def recent(
        self, token: Token, accept: Callable[[Chain], bool], sentences: int
    ) -> list[tuple[float, Chain]]:
        """Chains seen before ``token`` in this sentence and some before it, most salient first."""
        here = self.sentence_of[token.i]
        scores: dict[int, float] = {}
        chains: dict[int, Chain] = {}
        for sighting in reversed(self._sightings):
            distance = here - sighting.sentence
            if distance > sentences:
                break
            if sighting.head >= token.i or not accept(sighting.chain):
                continue
            # Of two in the same place the later one is the nearer.
            score = sighting.weight * _DECAY**distance + sighting.head * 1e-6
            name = id(sighting.chain)
            chains[name] = sighting.chain
            known = scores.get(name)
            scores[name] = score if known is None else max(known, score) + 0.15
        return sorted(((scores[name], chains[name]) for name in scores), key=lambda pair: -pair[0])

    def last(self, token: Token, accept: Callable[[Chain], bool], sentences: int) -> Chain | None:
        """The chain that was seen last before ``token``, whatever its role there."""
        here = self.sentence_of[token.i]
        for sighting in reversed(self._sightings):
            if here - sighting.sentence > sentences:
                return None
            if sighting.head < token.i and accept(sighting.chain):
                return sighting.chain
        return None

    def in_sentences(self, first: int, last: int) -> Iterator[tuple[int, Chain]]:
        """Head and chain of every mention seen so far in a range of sentences, both ends included."""
        found = []
        for sighting in reversed(self._sightings):
            if sighting.sentence < first - 2:
                break
            if first <= sighting.sentence <= last:
                found.append((sighting.head, sighting.chain))
        yield from sorted(found, key=lambda pair: pair[0])


def weight(token: Token) -> float:
    """How much the syntax puts a mention in the foreground: subjects before objects before the rest."""
    for _ in range(6):
        if token.dep_ not in ("conj", "appos", "flat", "nmod:desc"):
            break
        token = token.head
    found = _WEIGHTS.get(token.dep_, 1.0)
    if token.dep_.startswith("nsubj"):
        return found + (1.0 if token.head.dep_ == "ROOT" else 0.0)
    return found


def owner_tokens(token: Token) -> Iterator[Token]:
    """Words beside a role noun that may name whom it belongs to: "US envoy", "head of the army"."""
    for child in token.lefts:
        if child.dep_ in ("nmod:poss", "compound", "amod", "nmod", "flat"):
            yield child
            if child.dep_ == "compound":
                # "US peace envoy", read as an envoy for US peace.
                yield from (below for below in child.lefts if below.dep_ in ("compound", "amod"))
    if token.dep_ in ("compound", "amod"):
        # "US military spokesman": the country may hang on the spokesman.
        for child in token.head.lefts:
            if child.i < token.i and child.dep_ in ("nmod:poss", "compound", "amod"):
                yield child
    # "Ministry of Defense spokesperson Jo Smith": the body may hang on the name instead of on the role.
    if token.dep_ in ("nmod:desc", "compound", "flat") and token.head.i > token.i:
        for child in token.head.lefts:
            if child.i < token.i and child.dep_ in ("nmod:poss", "compound", "amod", "nmod:desc"):
                yield child
    for child in token.rights:
        if child.dep_ in ("nmod", "nmod:unmarked") and (
            case_of(child) in ("of", "for", "from", "in", "with", "at", "to") and not is_destination(child)
        ):
            yield child


def is_destination(phrase: Token) -> bool:
    """Whether a phrase tells where somebody is sent rather than by whom: "envoy for Yemen"."""
    roles = {above.lemma_.lower() for above in islice(phrase.ancestors, 3)}
    return case_of(phrase) in ("for", "to", "in") and bool(roles & words("modifiers", "sent"))
