"""Which name a common noun describes, as a title or an apposition, or makes up together with it."""

from collections.abc import Callable
from itertools import islice

from spacy.tokens import Token

from kg.extraction.actor_types import BODIES, STATE_BODIES, kind_of, words
from kg.extraction.chains import Chain, Scene
from kg.extraction.entities import Mention
from kg.extraction.mentions import role_noun
from kg.extraction.noun_phrases import close_apposition, fits, noun_lemma
from kg.extraction.readings import case_of
from kg.extraction.syntax import NOMINAL_SUBJECTS, is_copular, word_at

_TITLES = 2
"""Titles that may stand before a name that is set off."""


class NamedNouns:
    """Finds the names that stand with common nouns.

    ``chain_of`` gives the chain of another mention's head token, ``persons`` the heads of persons' names by
    the tokens that the names begin with.
    """

    def __init__(
        self, scene: Scene, chain_of: Callable[[Token], Chain | None], persons: dict[int, int]
    ) -> None:
        self._scene = scene
        self._chain_of = chain_of
        self._name_starts = persons

    def beside(self, token: Token, mention: Mention) -> Chain | None:
        """The chain of a name that the noun is a title or an apposition of."""
        beside: list[Token] = []
        # "Sumisip town, Basilan": the larger place stands behind.
        placed = mention.sort == "place" and any(
            c.dep_ == "compound" and c.pos_ == "PROPN" for c in token.lefts
        )
        if token.dep_ in ("nmod:desc", "flat") or (token.dep_ == "appos" and close_apposition(token)):
            beside.append(token.head)
        beside += [
            child
            for child in token.children
            if child.dep_ in ("appos", "nmod:desc", "flat")
            and child.i > token.i
            and (child.dep_ != "appos" or (_nearest(token, child) == token and not placed))
        ]
        if mention.sort == "body" and word_at(token, 1) == ",":
            above = self._apposed_above(token)
            beside += [above] if above is not None else []
        if mention.sort == "body" and not mention.plural and noun_lemma(token) in words("bodies", "apposed"):
            # "Yonhap news agency", "Wagner group": the noun only says what the name is.
            for child in token.lefts:
                chain = self._chain_of(child) if child.dep_ == "compound" else None
                if (
                    chain is not None
                    and chain.named
                    and chain.sort == "body"
                    and chain.cls not in STATE_BODIES
                ):
                    return chain if chain.cls != "InternationalOrganization" else None
        if token.dep_ == "compound" and token.head.pos_ == "PROPN":
            beside.append(token.head)
        if mention.cls in ("Settlement", "AdministrativeArea"):
            beside += [c for c in token.rights if c.dep_ == "nmod" and any(g.lower_ == "of" for g in c.lefts)]
        follower = self._name_behind(token) if mention.sort == "person" else None
        if follower is None and mention.sort == "person" and not mention.plural:
            follower = self._name_apart(token) or self._name_before(token)
            if token.dep_ == "conj":
                beside += self._also_described(token)
        if follower is not None:
            beside.insert(0, follower)
        for other in beside:
            chain = self._chain_of(other)
            if chain is not None and chain.named and fits(chain, mention):
                return chain
            if chain is not None and not chain.named and token.dep_ == "appos" and fits(chain, mention):
                return chain
        return None

    def region(self, token: Token, mention: Mention) -> Chain | None:
        """The place that a noun and the name before it mean together: "Helmand province", "Odesa port"."""
        for child in token.lefts:
            chain = self._chain_of(child) if child.dep_ in ("compound", "nmod:poss", "amod") else None
            if chain is None or not chain.named or kind_of(chain.cls) != "place" or chain.cls == "Country":
                continue
            if (
                child.dep_ == "compound"
                and mention.cls in ("AdministrativeArea", "Settlement")
                and not chain.known
            ):
                chain.cls = mention.cls
                return chain
            if child.dep_ == "compound" and mention.cls == chain.cls and chain.known:
                return chain
            if noun_lemma(token) not in words("bodies", "landmarks"):
                return None
            name = max(chain.names, key=len)
            key = f"{name} {noun_lemma(token)}"
            region = self._scene.by_key.get(key)
            if region is None and not mention.plural and mention.cls != "NaturalFeature":
                region = self._scene.add(Chain(mention.cls, "place", True, key=key, country=chain.country))
            if region is not None:
                region.names[f"{name} {token.text}"] += 1
                region.roles.add(noun_lemma(token))
            return region
        return None

    def body_before(self, token: Token) -> Chain | None:
        """The subject of the clause before, for whom a bare "but spokesman X said" speaks."""
        if noun_lemma(token) != "spokesman" or any(True for _ in token.lefts):
            return None
        sentence = self._scene.sentence_of[token.i]
        start = self._scene.sentence_starts[sentence]
        if start == token.i and sentence > 0:
            # "Spokeswoman X said …" after a sentence about the ministry.
            start = self._scene.sentence_starts[sentence - 1]
        for other in token.doc[start : token.i]:
            if other.dep_ in NOMINAL_SUBJECTS:
                chain = self._chain_of(other)
                if chain is not None and chain.cls in BODIES and chain.named:
                    return chain
        return None

    def _name_behind(self, token: Token) -> Token | None:
        """Head of the name that the title stands right before, whatever the tree says."""
        doc = self._scene.doc
        titles = words("titles", "rank") | words("titles", "office") | words("titles", "courtesy")
        for i in range(token.i + 1, min(token.i + 6, len(doc))):
            if i in self._name_starts:
                return doc[self._name_starts[i]]
            apart = i == token.i + 1 and doc[i].text == "," and any(c.lower_ == "the" for c in token.lefts)
            if doc[i].lower_ in ("of", "state") and doc[token.i + 1 : token.i + 3].text.lower() == "of state":
                continue
            if doc[i].lower_ not in titles and doc[i].text not in ("-", ".") and not apart:
                return None
        return None

    def _apposed_above(self, token: Token) -> Token | None:
        """The apposition right behind the noun that the tree hangs on a noun before it."""
        for above in islice(token.ancestors, 3):
            for child in above.rights:
                if child.dep_ == "appos" and child.i > token.i and _nearest(above, child) == token:
                    return child
        return None

    def _name_apart(self, token: Token) -> Token | None:
        """Head of the name set off by commas behind the title's body: "the head of the army, X, said"."""
        doc = self._scene.doc
        article = next((child.i for child in token.lefts if child.lower_ in ("the", "a", "an")), None)
        if article is None:
            return None
        if (
            article > 1
            and doc[article - 1].lower_ in ("of", "for")
            and role_noun(doc[article - 2]) is not None
        ):
            return None  # "the envoy of the president, X": X is the envoy
        comma = next((i for i in range(token.i + 1, min(token.i + 12, len(doc))) if doc[i].text == ","), None)
        if comma is None or any(w.pos_ in ("VERB", "AUX", "PRON") for w in doc[token.i + 1 : comma]):
            return None
        titles = words("titles", "rank") | words("titles", "courtesy")
        first = comma + 1
        while first + 1 < len(doc) and doc[first].lower_ in titles and first - comma <= _TITLES:
            first += 1  # "the commander of the army, General X, said"
        head = self._name_starts.get(first)
        if head is None:
            return None
        end = head + 1
        while end < len(doc) and doc[end].ent_type_ == "PERSON":
            end += 1
        listed = end + 1 in self._name_starts or doc[end : end + 2].text.lower().startswith(
            (", and", "and", ", as")
        )
        return doc[head] if end < len(doc) and doc[end].text in (",", ".") and not listed else None

    def _name_before(self, token: Token) -> Token | None:
        """Head of the name that an apposition stands right behind, whatever name the tree hangs it on."""
        doc, comma = self._scene.doc, token.left_edge.i
        if doc[comma].text != ",":
            comma -= 1
        if token.dep_ != "appos" or comma < 1 or doc[comma].text != ",":
            return None
        for start in range(comma - 1, max(-1, comma - 6), -1):
            if doc[start].ent_type_ != "PERSON":
                return None
            if start in self._name_starts:
                return doc[self._name_starts[start]]
        return None

    def _also_described(self, token: Token) -> list[Token]:
        """Whom a second noun describes as well: "X, a judge at the court and head of the panel"."""
        if any(child.dep_ == "det" for child in token.lefts):
            return []
        above = token.head
        if any(child.dep_ == "appos" and above.i < child.i < token.i for child in above.rights):
            return [above]
        for _ in range(4):
            if above.dep_ in ("appos", "nmod:desc"):
                return [above.head]
            if above.dep_ not in ("conj", "nmod"):
                break
            above = above.head
        return []


def _nearest(token: Token, apposed: Token) -> Token:
    """The noun that an apposition describes: the last of "civilians and a militia, the Volunteers"."""
    comma = apposed.left_edge.i - (apposed.left_edge.text != ",")
    before = token.doc[comma - 1]
    inside = token.i < before.i and token.doc[comma].text == "," and token.is_ancestor(before)
    role = role_noun(before) if inside else None
    return before if role is not None and role.sort == "body" else token


def identified(token: Token) -> list[Token]:
    """Names of whom a noun is said to be: "the man was identified as X", "a man identified as X"."""
    above = token.head
    clause = next((c for c in token.rights if c.dep_ == "acl" and c.lemma_.lower() == "identify"), None)
    if clause is not None:
        said = [c for c in clause.children if c.pos_ == "PROPN" and case_of(c) == "as"]
        return [*said, *(c for first in said for c in first.children if c.dep_ == "conj")]
    if not any(child.lower_ == "the" for child in token.lefts):
        return []
    if above.lemma_.lower() == "identify" and token.dep_ in ("nsubj:pass", "obj"):
        said = [c for c in above.children if c.pos_ == "PROPN" and case_of(c) == "as"]
    else:
        copular = token.dep_ == "nsubj" and is_copular(above)
        said = [above] if copular and above.pos_ == "PROPN" and case_of(above) is None else []
    return [*said, *(c for first in said for c in first.children if c.dep_ == "conj")]
