"""What plural sets mean: "the two parties", "both countries", "each side"."""

from collections.abc import Iterable

from spacy.tokens import Token

from kg.extraction.actor_types import BODIES, STATE_BODIES, words
from kg.extraction.chains import Chain, Scene
from kg.extraction.entities import Mention
from kg.extraction.mentions import role_noun
from kg.extraction.syntax import preposition

_COLLECTIVE = BODIES - {"State", "Government", "InternationalOrganization"} | {"Group"}
_BYSTANDERS = frozenset({"MediaOrganization", "Company", "CivilSocietyOrganization"})
_RANKS = {"Government": 0, "State": 1}
_LOOK_BACK = 30
"""Sentences back in which the actors may have been named."""
_PERSONS_BACK = 4
"""The same for persons, of whom many come and go."""
_MARGIN = 1.2
"""How many times as good as the next the best pair must be."""


class PluralSets:
    """Finds the actors that "the two parties" or "both countries" mean: those last named together."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def resolve(self, mention: Mention) -> tuple[Chain, ...]:
        """The two (or more) chains of a set; empty where no clear pair was named before."""
        scene = self._scene
        token = scene.doc[mention.head]
        wanted = 3 if any(child.lower_ == "three" for child in token.lefts) else 2
        here = scene.sentence_of[token.i]
        scores: dict[tuple[str, ...], float] = {}
        actors_of: dict[tuple[str, ...], dict[str, Chain]] = {}
        for sentence in range(here, max(-1, here - self._reach(token, mention.sort) - 1), -1):
            for actors in self._groups_of(sentence, token, mention.sort):
                if len(actors) == wanted:
                    name = tuple(sorted(actors))
                    scores[name] = scores.get(name, 0.0) + 0.75 ** (here - sentence)
                    known = actors_of.setdefault(name, actors)
                    for own, chain in actors.items():
                        if _RANKS.get(chain.cls, 2) < _RANKS.get(known[own].cls, 2):
                            known[own] = chain
        ranked = sorted(scores, key=lambda name: -scores[name])
        if not ranked or (len(ranked) > 1 and scores[ranked[0]] < _MARGIN * scores[ranked[1]]):
            return ()
        return tuple(actors_of[ranked[0]].values())

    def _reach(self, token: Token, sort: str) -> int:
        """Sentences back in which to look: for persons no further than others are spoken of together."""
        if sort not in ("persons", "any"):
            return _LOOK_BACK
        here = self._scene.sentence_of[token.i]
        for back in range(_PERSONS_BACK):
            heads = self._scene.in_sentences(here - back, here - back)
            named = {id(c) for head, c in heads if head < token.i and _in_set(c, "persons")}
            if len(named) > 1:
                return back
        return _LOOK_BACK if sort == "any" else _PERSONS_BACK

    def _groups_of(self, sentence: int, token: Token, sort: str) -> list[dict[str, Chain]]:
        """Groups of the kind that is meant; "the two" may be persons, or else states and bodies."""
        if sort != "any":
            return self._groups(sentence, token, sort)
        return self._groups(sentence, token, "persons") or self._groups(sentence, token, "actors")

    def _groups(self, sentence: int, token: Token, sort: str) -> list[dict[str, Chain]]:
        """The actors of each clause of a sentence that tells what some do to or with each other."""
        doc = self._scene.doc
        clauses: dict[int, list[tuple[int, Chain]]] = {}
        barred = self._doers_beside(token)
        for head, chain in self._scene.in_sentences(sentence, sentence):
            if (
                head < token.i
                and id(chain) not in barred
                and _in_set(chain, sort)
                and not _modifies_actor(doc[head])
            ):
                verb = _clause(doc[head])
                if verb is not None and not _stands_between(doc[head], doc[verb]):
                    clauses.setdefault(verb, []).append((head, chain))
        groups: list[dict[str, Chain]] = []
        for verb, members in clauses.items():
            joint = _joint(doc[verb])
            if not joint and sort != "persons":
                continue
            together: dict[int, list[Chain]] = {}
            for head, chain in members:
                together.setdefault(_first_of(doc[head]), []).append(chain)
            if joint:
                groups.append(_distinct(chain for _, chain in members))
            smaller = len(members) if joint else len(members) + 1
            groups += [_distinct(chains) for chains in together.values() if 1 < len(chains) < smaller]
        return [group for group in groups if len(group) > 1]

    def _doers_beside(self, token: Token) -> set[int]:
        """The subjects of a set's own clause, whom it does not mean: "Qatar and Egypt urged both sides".

        Those who make a deal "between the two countries" are its parties all the same.
        """
        doc, own = self._scene.doc, _clause(token)
        shared = token.dep_ == "nmod" and preposition(token) == "between" and own is not None
        if token.dep_.startswith("nsubj") or (
            shared and doc[own or 0].lemma_.lower() in words("sets", "making")
        ):
            return set()
        here = self._scene.sentence_of[token.i]
        return {
            id(chain)
            for head, chain in self._scene.in_sentences(here, here)
            if own is not None
            and own == _clause(doc[head])
            and doc[_first_of(doc[head])].dep_.startswith("nsubj")
        }


def _in_set(chain: Chain, sort: str) -> bool:
    if sort == "persons":
        return chain.sort == "person" and chain.named
    if sort == "states":
        return chain.cls in ("State", "Country", "Government") and chain.country is not None
    if sort == "bodies":
        return chain.cls in _COLLECTIVE and chain.named
    one_body = chain.named or (chain.sort == "body" and not chain.plural)
    return chain.cls in BODIES and one_body and not chain.counted and chain.cls not in _BYSTANDERS


def _distinct(chains: Iterable[Chain]) -> dict[str, Chain]:
    """Chains by whom they count for: a state's bodies for their country, armed groups for themselves."""
    found: dict[str, Chain] = {}
    every = list(chains)
    states = any(chain.cls == "State" for chain in every)
    for chain in every:
        if states and not chain.named and chain.cls in STATE_BODIES and chain.country is None:
            continue  # "the military" beside a country is most likely its own
        own = chain.country if chain.country and chain.cls in STATE_BODIES else None
        found.setdefault(own or str(id(chain)), chain)
    return found


def _first_of(token: Token) -> int:
    """The first of the nouns that a noun is coordinated with."""
    for _ in range(6):
        if token.dep_ != "conj":
            break
        token = token.head
    return token.i


def _modifies_actor(token: Token) -> bool:
    """Whether the word only says whose people another word means ("Syrian" in "Syrian fighters")."""
    return token.dep_ in ("compound", "amod", "nmod:poss", "nmod:desc") and role_noun(token.head) is not None


def _stands_between(token: Token, verb: Token) -> bool:
    """Whether it is who mediates, hosts or only speaks of what others do to or with each other."""
    subject = token.doc[_first_of(token)]
    if subject.head.i != verb.i or subject.dep_ != "nsubj":
        return False
    if verb.lemma_.lower() in words("sets", "siding"):
        return True  # "Egypt has backed Somalia in the dispute"
    joint = words("syntax", "joint") | words("syntax", "relation_nouns")
    done = (child for child in verb.children if child.dep_ == "obj")
    return verb.lemma_.lower() in words("sets", "between_sides") and any(
        noun.lemma_.lower() in joint for noun in done
    )


def _joint(verb: Token) -> bool:
    """Whether a clause tells of a fight, a talk or a deal."""
    joint = words("syntax", "joint")
    return verb.lemma_.lower() in joint or any(
        child.lemma_.lower() in joint or any(below.lemma_.lower() in joint for below in child.children)
        for child in verb.children
        if child.dep_ not in ("ccomp", "advcl", "parataxis", "conj")
    )


def _clause(token: Token) -> int | None:
    """The verb or noun of the deed that a phrase takes part in, through nouns of joint deeds alone.

    "The first US strike on the Taliban" has one; "a group in the alliance" takes part in nothing by itself.
    """
    joint = words("syntax", "joint")
    for _ in range(12):
        above = token.head
        if above.i == token.i or above.pos_ in ("VERB", "AUX"):
            return above.i
        if token.dep_ not in ("conj", "appos", "flat") and above.lemma_.lower() not in joint:
            return None
        if above.dep_ == "ROOT":
            return above.i
        token = above
    return None
