"""Who or what the words in a role mean: the entities behind them.

"Dozens of soldiers" stands for the soldiers, "positions of the rebels" for the rebels, "journalists X and Y"
for the two, and what a campaign or a report does for whoever leads or wrote it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.arguments import modifiers, obliques, possessors
from kg.extraction.entities import EntityTable
from kg.extraction.frames import lexicon
from kg.extraction.quantities import count_of
from kg.extraction.report import Argument, EntityKind
from kg.extraction.syntax import NOMINAL_SUBJECTS, antecedent

_DEPTH = 8


class RoleReader:
    """Turns tokens into role fillers with the help of an article's entity table."""

    def __init__(self, table: EntityTable, partitives: Iterable[str], owned: Iterable[str]) -> None:
        self._table = table
        self._partitives = frozenset(partitives)
        self._owned = frozenset(owned)
        self._classes = {entity.id: entity.cls for entity in table.entities}

    def fill(self, tokens: Sequence[Token], kinds: Iterable[EntityKind]) -> tuple[Argument, ...]:
        """Entities that the phrases headed by ``tokens`` name, of one of ``kinds``."""
        wanted = tuple(kinds)
        found: list[Argument] = []
        for token in tokens:
            found += self._fill(token, wanted, _DEPTH)
        return tuple(dict.fromkeys(found))

    def owners(self, tokens: Sequence[Token]) -> tuple[Argument, ...]:
        """Actors that hold the things which ``tokens`` name: the rebels of "positions of the rebels"."""
        found: list[Argument] = []
        for token in tokens:
            for head in _with_conjuncts(token):
                holders = possessors(head)
                if head.lemma_.lower() in self._owned:
                    holders += [*modifiers(head), *obliques(head, "of"), *obliques(head, "belonging")]
                found += self.fill(holders, ("actor",))
        return tuple(dict.fromkeys(found))

    def _teller(self, pronoun: Token, kinds: tuple[EntityKind, ...], depth: int) -> list[Argument]:
        """Whoever tells of "it" or "they" that nobody else is: the teller, or a person's state or body."""
        teller = _teller_of(pronoun.head) if pronoun.dep_ in NOMINAL_SUBJECTS else None
        if teller is None or teller.i == pronoun.i:
            return []
        found = self._fill(teller, kinds, depth)
        if pronoun.lower_ in ("he", "she"):
            return [a for a in found if self._classes[a.entity] == "Person"]
        bodies = [
            replace(a, entity=self._table.owners.get(a.entity, a.entity))
            for a in found
            if self._classes[a.entity] != "Person" or a.entity in self._table.owners
        ]
        return [a for a in bodies if a.entity in self._classes]

    def _own_country(self, noun: Token) -> list[Argument]:
        """The state of "his country", where the text tells whose man he is."""
        if noun.lemma_.lower() not in ("country", "nation", "homeland"):
            return []
        persons = [name for owner in possessors(noun) for name in self._table.ids(owner)]
        countries = {self._table.countries.get(self._table.owners.get(name, name)) for name in persons} - {
            None
        }
        states = [e for e in self._table.entities if e.cls == "State" and e.name in countries]
        return [Argument(state.id, self._table.mention_span(noun)) for state in states[:1]]

    def is_party(self, token: Token) -> bool:
        """Whether ``token`` names an entity, a number of them, or people and things that one may hold."""
        if token.lemma_.lower() in self._owned or token.lemma_.lower() in self._partitives:
            return True
        if _sides(token) and not self._table.ids(token):
            return False  # "host talks between Baku and Yerevan": the deed, and nobody who takes part in it
        return bool(self._fill(token, ("actor", "place", "instrument", "other"), _DEPTH))

    def is_a(self, token: Token, classes: frozenset[str]) -> bool:
        """Whether ``token`` is an entity of one of ``classes`` or kinds (``actor``, ``place``, ``any``)."""
        if "some" in classes:
            return True
        identifiers = self._table.ids(token)
        if not identifiers:
            return False
        kinds = {self._table.kinds[identifier] for identifier in identifiers}
        if kinds & classes or ("any" in classes and kinds & {"actor", "place"}):
            return True
        return any(self._classes[identifier] in classes for identifier in identifiers)

    def _listed(self, token: Token) -> list[Token]:
        """Heads of the names of those whom a plural noun introduces: "journalists X and Y"."""
        if token.tag_ not in ("NNS", "NNPS"):
            return []
        for child in token.rights:
            if child.dep_ not in ("appos", "flat", "nmod:desc") or not self._is_person(child):
                continue
            named = [name for name in _with_conjuncts(child) if self._is_person(name)]
            count = count_of(token)
            if child.left_edge.i == token.i + 1 or (count is not None and count.min == len(named) > 1):
                return [child]
        return []

    def _other_owners(self, token: Token, found: list[Argument], depth: int) -> list[Argument]:
        """The further bodies that the same people belong to: "fighters of the FARC and the ELN"."""
        owners = obliques(token, "of") if token.tag_ == "NNS" else []
        if not owners or not set(self._table.ids(owners[0])) & {argument.entity for argument in found}:
            return []
        others = [c for c in owners[0].children if c.dep_ == "conj"]
        return [a for other in others for a in self._fill(other, ("actor",), depth - 1)]

    def _is_person(self, token: Token) -> bool:
        return any(self._table.get(i).named and self._classes[i] == "Person" for i in self._table.ids(token))

    def _fill(self, token: Token, kinds: tuple[EntityKind, ...], depth: int) -> list[Argument]:
        persons = self._listed(token) if "actor" in kinds and depth else []
        if persons:
            return [a for person in persons for a in self._table.arguments(person, kinds=kinds)]
        found = list(self._table.arguments(token, kinds=kinds))
        if found and depth and "actor" in kinds:
            found += self._other_owners(token, found, depth)
        if found or depth == 0:
            return found
        meant = antecedent(token)
        if meant.i != token.i:
            return self._fill(meant, kinds, depth - 1)
        if (
            token.lemma_.lower() in self._partitives
            or token.lower_ in self._partitives
            or token.pos_ == "NUM"
        ):
            parts = obliques(token, "of") or obliques(token, "among")
            for part in parts:
                found += self._fill(part, kinds, depth - 1)
            if found:
                return found
        for child in token.children:
            if child.dep_ in ("appos", "flat", "nmod:desc"):
                found += self._fill(child, kinds, depth - 1)
        if not found and "actor" in kinds:
            if token.pos_ == "PRON" and token.lower_ in ("it", "they", "he", "she"):
                return self._teller(token, kinds, depth - 1)
            for maker in _makers(token):
                found += self._fill(maker, kinds, depth - 1)
            found = found or self._own_country(token)
        return found


def _teller_of(clause: Token) -> Token | None:
    """Who tells what ``clause`` says: the ministry of "the ministry said it would …"."""
    for _ in range(3):
        if clause.dep_ == "ccomp":
            told = [c for c in clause.head.children if c.dep_ == "nsubj" and c.i < clause.i]
            return told[-1] if told else None
        if clause.dep_ not in ("conj", "xcomp", "advcl") or clause.head.i == clause.i:
            return None
        clause = clause.head
    return None


def _sides(noun: Token) -> list[Token]:
    """Who takes part in a deed by its noun: "the summit between the EU and Turkey reached a deal"."""
    return obliques(noun, "between") if noun.lemma_.lower() in lexicon().nouns else []


def _makers(noun: Token) -> list[Token]:
    """Who acts through what the noun means: "Trump's campaign", "a report by the committee"."""
    metonyms, lemma = lexicon().metonyms, noun.lemma_.lower()
    if sides := _sides(noun):
        return sides
    if lemma not in metonyms["documents"] and lemma not in metonyms["doings"]:
        return []
    makers = [*possessors(noun), *obliques(noun, "by"), *obliques(noun, "from")]
    named = [m for m in modifiers(noun) if m.pos_ in ("PROPN", "ADJ")]
    return makers or ([*obliques(noun, "of"), *named] if lemma in metonyms["doings"] else named)


def _with_conjuncts(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ == "conj":
            yield from _with_conjuncts(child)
