"""What a definite noun means of what was named before: "the group", "the army", "the country", "the city"."""

from collections.abc import Callable

from spacy.tokens import Token

from kg.extraction.actor_types import STATE_BODIES, RoleNoun, kind_of, words
from kg.extraction.chains import Chain, Scene
from kg.extraction.entities import Mention
from kg.extraction.gazetteer import demonym_of, known_names
from kg.extraction.noun_phrases import named_for, no_conflict

_GENERAL = frozenset(
    {"ArmedGroup", "Organization", "PoliticalParty", "CivilSocietyOrganization", "InternationalOrganization"}
)
_COUNTRIES = STATE_BODIES | {"Country"}
_NEAR = 5
"""Sentences back within which "the soldiers" may mean the soldiers just named."""
_FAR = 40


class Antecedents:
    """Finds what a definite noun stands for; ``chain_of`` gives the chain of another mention's head token."""

    def __init__(self, scene: Scene, chain_of: Callable[[Token], Chain | None]) -> None:
        self._scene = scene
        self._chain_of = chain_of

    def find(
        self, mention: Mention, token: Token, role: RoleNoun, lemma: str, owner: Chain | None
    ) -> Chain | None:
        """The chain that the noun with this lemma and owner means, if one was named before."""
        scene = self._scene
        if any(child.lower_ in ("our", "my") for child in token.lefts):
            return None  # whose it is hangs on who speaks

        def same_noun(chain: Chain) -> bool:
            return lemma in chain.roles and chain.plural == mention.plural and no_conflict(chain, owner)

        if role.sort == "person":
            return scene.last(token, lambda c: c.sort == "person" and same_noun(c), 12)
        if role.sort == "people" and mention.cls == "ArmedGroup":
            barred, risen = self._doers_above(token), words("people", "risen")
            found = scene.recent(
                token,
                lambda c: (
                    c.cls == "ArmedGroup"
                    and (c.named or lemma in c.roles or (lemma in risen and bool(c.roles & risen)))
                    and no_conflict(c, owner)
                    and id(c) not in barred
                ),
                _FAR,
            )
            # "The separatists" are rather the alliance of separatists than whatever group was named last.
            called = [chain for _, chain in found if chain.named and lemma in chain.roles]
            # Mercenaries are none; rather are they whoever was called "separatists" before.
            own = [c for _, c in found if not set(c.names) & words("people", "hired")]
            known = [chain for chain in own if chain.named or lemma in chain.roles]
            return next(iter([*called, *known, *own]), None)
        if role.sort == "people":
            return scene.last(token, lambda c: same_noun(c) and not c.named, _NEAR)
        if role.sort == "forces" or lemma in ("army", "military"):
            return self._forces(token, role, lemma, owner)
        if role.sort == "state":
            return self._state(token)
        if role.sort == "place":
            return self._place(token, mention, lemma)
        if role.sort == "instrument":
            return scene.last(token, lambda c: same_noun(c), 3)
        return self._body(mention, token, role, lemma, owner)

    def _doers_above(self, token: Token) -> set[int]:
        """Those whose deed a relative clause goes on from: X in "X seized the town that the rebels held"."""
        clause = token.head
        if not token.dep_.startswith("nsubj") or clause.dep_ != "acl:relcl":
            return set()
        verb = clause.head.head
        doers = [word for c in verb.children if c.dep_.startswith("nsubj") for word in c.subtree]
        return {id(chain) for chain in map(self._chain_of, doers) if chain is not None}

    def _state(self, token: Token) -> Chain | None:
        """Which country "the country" is: one spoken of near here, and often, that is not its subject."""
        scene = self._scene
        if token.tag_ in ("NNS", "NNPS"):
            return None
        subjects = [c for c in token.head.children if c.dep_.startswith("nsubj") and c.i != token.i]
        barred = {id(chain) for chain in map(self._chain_of, subjects) if chain is not None}
        for sentences in range(4):
            found = scene.recent(
                token,
                lambda c: c.cls in _COUNTRIES and c.country is not None and id(c) not in barred,
                sentences,
            )
            if found:
                _, chain = max(
                    found, key=lambda pair: pair[0] * scene.prominence[pair[1].country or ""] ** 0.5
                )
                return chain if chain.country else None
        return None

    def _forces(self, token: Token, role: RoleNoun, lemma: str, owner: Chain | None) -> Chain | None:
        scene = self._scene
        modifiers = {child.lower_ for child in token.lefts if child.dep_ in ("compound", "amod")}
        if modifiers & words("modifiers", "state") or lemma.startswith("government"):
            governments = scene.recent(token, lambda c: c.cls == "Government" and c.country is not None, _FAR)
            countries = {chain.country for _, chain in governments}
            place = self._located_country(token)
            country = place or (governments[0][1].country if len(countries) == 1 else None)
            if country:
                chain = scene.by_key.get(f"forces:{country}")
                if chain is None:
                    chain = scene.add(
                        Chain("ArmedForces", "body", True, key=f"forces:{country}", country=country)
                    )
                    chain.names[f"{demonym_of().get(country, country)} government forces"] += 1
                return chain
            return None
        definite = any(child.lower_ in ("the", "these", "those") for child in token.lefts)
        if token.dep_ == "compound" and any(
            c.dep_ == "amod" and c.text[:1].isupper() and c.i < token.i for c in token.head.lefts
        ):
            return None  # "West African army chiefs"
        if modifiers or not (definite or token.dep_ in ("compound", "amod")):
            return None
        cls = "SecurityForces" if role.cls == "SecurityForces" else "ArmedForces"
        if role.sort == "body":
            same = scene.last(
                token, lambda c: bool(c.roles & {"army", "military"}) and c.cls == cls and not c.counted, _FAR
            )
            if same is not None:
                return same
        found = scene.recent(
            token,
            # "The military" is more than "two soldiers".
            lambda c: c.cls == cls and no_conflict(c, owner) and not (c.counted and role.sort == "body"),
            _NEAR if role.sort == "forces" else _FAR,
        )
        if role.sort == "body":
            clear = len(found) == 1 or (found and found[0][0] > 2 * found[1][0])
            return found[0][1] if clear and not self._is_abroad(found[0][1]) else None
        return found[0][1] if found else None

    def _is_abroad(self, forces: Chain) -> bool:
        """Whether forces are of another country than the one that the story is mostly about."""
        most = max(self._scene.prominence.values(), default=0)
        return forces.country is not None and 2 * self._scene.prominence[forces.country] <= most

    def _located_country(self, token: Token) -> str | None:
        for child in token.rights:
            if child.dep_ == "nmod":
                chain = self._chain_of(child)
                if chain is not None and chain.cls in ("State", "Country"):
                    return chain.country
        return None

    def _place(self, token: Token, mention: Mention, lemma: str) -> Chain | None:
        if not any(child.lower_ in ("the", "this", "that") for child in token.lefts):
            return None
        if any(child.dep_ in ("nmod", "compound", "amod", "acl", "acl:relcl") for child in token.children):
            return None
        if lemma == "capital":
            return self._scene.last(token, lambda c: "capital" in c.roles or _is_capital(c), 12)
        if mention.cls in ("Settlement", "AdministrativeArea"):
            wanted = {mention.cls, "Place"} if lemma in ("area", "region", "territory") else {mention.cls}
            called = self._scene.last(token, lambda c: c.named and lemma in c.roles, 4)
            if called is not None:
                return called  # "the town" is rather "the town of Mirebalais" than the capital
            small = lemma in ("town", "village", "hamlet")
            return self._scene.last(
                token, lambda c: c.cls in wanted and c.named and not (small and _is_capital(c)), 4
            )
        return self._scene.last(
            token, lambda c: c.cls == mention.cls and (lemma in c.roles or named_for(c, lemma)), 8
        )

    def _body(
        self, mention: Mention, token: Token, role: RoleNoun, lemma: str, owner: Chain | None
    ) -> Chain | None:
        scene = self._scene
        if mention.plural:
            return scene.last(token, lambda c: lemma in c.roles and c.plural and no_conflict(c, owner), _NEAR)
        if role.belongs == "government":
            described = {child.lower_ for child in token.lefts if child.dep_ in ("amod", "compound")}
            if described - words("modifiers", "state"):
                return None
            found = scene.recent(
                token,
                # A junta took the place of a government and is none: "In 2015 the government signed …".
                lambda c: (
                    c.cls == "Government"
                    and not c.plural
                    and ("junta" in c.roles) == (lemma == "junta")
                    and (c.named or c.country is not None or lemma in c.roles)
                    and not _is_narrower(c, described)
                    and no_conflict(c, owner)
                ),
                _FAR,
            )
            if found and (len({id(c) for _, c in found}) == 1 or found[0][0] > 2 * found[1][0]):
                return found[0][1]
            return None
        same = scene.last(
            token,
            lambda c: lemma in c.roles and c.sort != "person" and not c.plural and no_conflict(c, owner),
            _FAR,
        )
        modifiers = {child.lower_ for child in token.lefts if child.dep_ in ("amod", "compound")}
        plain = not modifiers - words("modifiers", "armed")
        if same is not None and (
            plain or modifiers & {part.lower() for n in same.names for part in n.split()}
        ):
            return same
        if not plain or owner is not None:
            return None
        by_name = scene.last(
            token,
            lambda c: c.named and kind_of(c.cls) == "actor" and c.sort != "person" and named_for(c, lemma),
            _FAR,
        )
        if by_name is not None:
            return by_name
        if mention.cls == "Organization":
            if lemma in ("alliance", "bloc"):
                return scene.last(token, lambda c: c.cls == "InternationalOrganization" and c.named, _FAR)
            if lemma not in words("bodies", "general"):
                return None
            found = scene.recent(token, lambda c: c.cls in _GENERAL and c.named and not c.plural, 6)
            return found[0][1] if found else None
        if mention.cls in STATE_BODIES:
            return None
        reach = _FAR if mention.cls in ("ArmedGroup", "InternationalOrganization") else _NEAR
        found = scene.recent(token, lambda c: c.cls == mention.cls and c.named and not c.plural, reach)
        return found[0][1] if found else None


def _is_narrower(chain: Chain, described: set[str]) -> bool:
    """Whether a government is only a region's or an interim one, and the words do not say so."""
    narrowing = words("modifiers", "narrowing")
    # "The Transitional Federal Government" bears the word as its name.
    called = {word for name in chain.names for word in name.split()} & narrowing
    return bool(called - described)


def _is_capital(chain: Chain) -> bool:
    known = known_names()
    return chain.cls == "Settlement" and any(
        name in known and known[name].kind == "capital" for name in chain.names
    )
