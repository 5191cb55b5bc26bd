"""What common nouns mean: "the militant group", "Afghan forces", "a Taliban spokesman", "14 civilians"."""

from collections.abc import Callable

from spacy.tokens import Token

from kg.extraction.actor_types import BODIES, RoleNoun, kind_of, role_of, words
from kg.extraction.chains import Chain, Scene, owner_tokens
from kg.extraction.entities import Mention
from kg.extraction.gazetteer import demonym_of
from kg.extraction.mentions import role_noun

_GENERAL = frozenset(
    {"ArmedGroup", "Organization", "PoliticalParty", "CivilSocietyOrganization", "InternationalOrganization"}
)
_STATE_LIKE = frozenset({"State", "Government"})
_COUNTRIES = frozenset({"State", "Country", "Government"})
_INDEFINITE = frozenset({"a", "an", "some", "any", "no", "every", "another"})
_NEAR = 5
"""Sentences back within which "the soldiers" may mean the soldiers just named."""
_FAR = 40
_RECENT_CHAINS = 300


class Nominals:
    """Finds or opens the chain of a common noun.

    ``chain_of`` gives the chain of another mention's head token, ``persons`` the heads of persons' names by
    the tokens that the names begin with.
    """

    def __init__(
        self, scene: Scene, chain_of: Callable[[Token], Chain | None], persons: dict[int, int]
    ) -> None:
        self._scene = scene
        self._chain_of = chain_of
        self._name_starts = persons

    def resolve(self, mention: Mention) -> Chain | None:
        """The chain that a nominal mention belongs to; ``None`` where it means nobody that can be told."""
        token = self._scene.doc[mention.head]
        role = role_noun(token)
        if role is None:
            return None
        lemma = noun_lemma(token)
        named = self._named_beside(token, mention)
        owner = self._owner(token)
        if named is not None:
            named.roles.add(lemma)
            if (
                named.cls in ("Organization", "Group")
                and mention.cls in BODIES
                and kind_of(named.cls) == "actor"
            ):
                named.cls = mention.cls
            if role.sort == "person" and role.belongs and named.owner is None:
                employer = owner if owner is not None else self._body_before(token)
                named.owner = employer if employer is not named else None
            named.gender = named.gender or _gender(lemma)
            return named
        if token.dep_ == "nmod:desc" and token.head.i > token.i:
            return None
        if token.dep_ == "compound" and owner is None:
            return self._antecedent(mention, token, role, lemma, None) if role.sort == "body" else None
        subject = _predicated_of(token)
        if subject is not None:
            chain = self._chain_of(subject)
            return chain if chain is not None and _fits(chain, mention) else None
        lefts = {child.lower_ for child in token.lefts}
        counted = any(child.dep_ == "nummod" for child in token.lefts)
        if owner is not None:
            found = self._owned(mention, token, role, lemma, owner, counted)
            if found is not None:
                return found
        indefinite = bool(lefts & (_INDEFINITE | words("modifiers", "contrast"))) or "no" in lefts
        definite = bool(lefts & {"the", "this", "that", "these", "those"}) or any(
            child.dep_ == "nmod:poss" for child in token.lefts
        )
        if (
            not indefinite
            and (definite or role.sort in ("body", "forces"))
            and not (counted and not definite)
        ):
            found = self._antecedent(mention, token, role, lemma, owner)
            if found is not None:
                found.roles.add(lemma)
                return found
        if role.sort in ("state",) or (role.sort == "place" and not _tangible(mention.cls)):
            return None
        return self._new(mention, token, lemma, owner, counted)

    # names beside the noun

    def _named_beside(self, token: Token, mention: Mention) -> Chain | None:
        """The chain of a name that the noun is a title or an apposition of."""
        beside: list[Token] = []
        if token.dep_ in ("nmod:desc", "flat") or (token.dep_ == "appos" and _close(token)):
            beside.append(token.head)
        beside += [
            child
            for child in token.children
            if child.dep_ in ("appos", "nmod:desc", "flat") and child.i > token.i
        ]
        if token.dep_ == "compound" and token.head.pos_ == "PROPN":
            beside.append(token.head)
        if mention.cls in ("Settlement", "AdministrativeArea"):
            beside += [c for c in token.rights if c.dep_ == "nmod" and any(g.lower_ == "of" for g in c.lefts)]
        follower = self._name_behind(token) if mention.sort == "person" else None
        if follower is not None:
            beside.append(follower)
        for other in beside:
            chain = self._chain_of(other)
            if chain is not None and chain.named and _fits(chain, mention):
                return chain
            if chain is not None and not chain.named and token.dep_ == "appos" and _fits(chain, mention):
                return chain
        return None

    def _body_before(self, token: Token) -> Chain | None:
        """The subject of the clause before, for whom a bare "but spokesman X said" speaks."""
        if noun_lemma(token) != "spokesman" or any(True for _ in token.lefts):
            return None
        start = self._scene.sentence_starts[self._scene.sentence_of[token.i]]
        for other in token.doc[start : token.i]:
            if other.dep_ in ("nsubj", "nsubj:pass"):
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
            if doc[i].lower_ not in titles and doc[i].text not in ("-", ".") and not apart:
                return None
        return None

    def _owner(self, token: Token) -> Chain | None:
        found: Chain | None = None
        for other in owner_tokens(token):
            chain = self._chain_of(other)
            if chain is None or kind_of(chain.cls) == "instrument":
                continue
            if chain.cls != "State":
                # "US military spokesman": the body comes before the country.
                return chain if found is None or chain.owner is found else found
            found = found or chain
        return found

    # nouns with an owner

    def _owned(
        self, mention: Mention, token: Token, role: RoleNoun, lemma: str, owner: Chain, counted: bool
    ) -> Chain | None:
        """The chain of a noun whose owner is named: "Russian troops" are Russia's armed forces."""
        text = _with_owner(self._words(mention, token), owner)
        country = owner.country if owner.cls in ("State", "Country", "Government", "Settlement") else None
        group = owner.cls in ("ArmedGroup", "PoliticalParty", "Organization", "ArmedForces", "SecurityForces")
        belongs = role.belongs
        if belongs == "government":
            return self._keyed(f"government:{country or id(owner)}", "Government", text, country, owner)
        if counted and role.sort in ("people", "forces"):
            chain = self._new(mention, token, lemma, owner, True)
            chain.country = country
            return chain
        if (
            belongs in ("forces", "security", "fighters", "officials")
            and owner.cls in ("ArmedGroup", "PoliticalParty")
            and mention.plural
        ):
            return owner
        if (
            belongs == "forces"
            and (country or owner.cls == "InternationalOrganization")
            and mention.cls != "ArmedGroup"
        ):
            if owner.cls == "ArmedForces":
                return owner
            chain = self._keyed(f"forces:{country or id(owner)}", "ArmedForces", text, country, owner)
            self._name_forces(chain, role, text, country)
            return chain
        if belongs in ("forces",) and owner.cls == "ArmedForces":
            return owner
        if belongs in ("security", "branch") and (
            country or group or owner.cls == "InternationalOrganization"
        ):
            return self._keyed(f"{lemma}:{country or id(owner)}", mention.cls, text, country, owner)
        if mention.plural and role.sort in ("people", "forces", "body"):
            chain = self._keyed(f"{text.lower()}:{country or id(owner)}", mention.cls, text, country, owner)
            chain.named = False
            chain.plural = True
            return chain
        if role.sort == "person":
            return self._person_of(mention, token, lemma, owner)
        return None

    def _person_of(self, mention: Mention, token: Token, lemma: str, owner: Chain) -> Chain | None:
        lefts = {child.lower_ for child in token.lefts}
        if not lefts & _INDEFINITE:
            for chain in reversed(self._scene.chains[-_RECENT_CHAINS:]):
                if (
                    chain.sort == "person"
                    and lemma in chain.roles
                    and chain.owner is not None
                    and _same_body(chain.owner, owner)
                ):
                    return chain
        return self._new(mention, token, lemma, owner, False)

    def _name_forces(self, chain: Chain, role: RoleNoun, text: str, country: str | None) -> None:
        if role.body_name and country:
            chain.fixed_name = chain.fixed_name or text
        elif chain.fixed_name is None and country:
            chain.names[f"{demonym_of().get(country, country)} armed forces"] += 1

    def _keyed(self, key: str, cls: str, text: str, country: str | None, owner: Chain) -> Chain:
        chain = self._scene.by_key.get(key)
        if chain is None:
            chain = self._scene.add(Chain(cls, "body", True, key=key, country=country, owner=owner))
        chain.names[text] += 1
        return chain

    # nouns that stand for something named before

    def _antecedent(
        self, mention: Mention, token: Token, role: RoleNoun, lemma: str, owner: Chain | None
    ) -> Chain | None:
        scene = self._scene

        def same_noun(chain: Chain) -> bool:
            return lemma in chain.roles and chain.plural == mention.plural and _no_conflict(chain, owner)

        if role.sort == "person":
            return scene.last(token, lambda c: c.sort == "person" and same_noun(c), 12)
        if role.sort == "people" and mention.cls == "ArmedGroup":
            found = scene.recent(token, lambda c: c.cls == "ArmedGroup" and _no_conflict(c, owner), _FAR)
            return found[0][1] if found else None
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

    def _state(self, token: Token) -> Chain | None:
        """Which country "the country" is: one spoken of near here, and often, that is not its subject."""
        scene = self._scene
        subjects = [c for c in token.head.children if c.dep_.startswith("nsubj") and c.i != token.i]
        barred = {id(chain) for chain in map(self._chain_of, subjects) if chain is not None}
        for sentences in range(4):
            found = scene.recent(token, lambda c: c.cls in _COUNTRIES and id(c) not in barred, sentences)
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
        if modifiers or not definite:
            return None
        cls = "SecurityForces" if role.cls == "SecurityForces" else "ArmedForces"
        found = scene.recent(
            token, lambda c: c.cls == cls and _no_conflict(c, owner), _NEAR if role.sort == "forces" else _FAR
        )
        if role.sort == "body":
            return found[0][1] if len(found) == 1 or (found and found[0][0] > 2 * found[1][0]) else None
        return found[0][1] if found else None

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
        if mention.cls in ("Settlement", "AdministrativeArea"):
            wanted = {mention.cls, "Place"} if lemma in ("area", "region", "territory") else {mention.cls}
            return self._scene.last(token, lambda c: c.cls in wanted and c.named, 4)
        return self._scene.last(
            token, lambda c: c.cls == mention.cls and (lemma in c.roles or _last_word(c, lemma)), 8
        )

    def _body(
        self, mention: Mention, token: Token, role: RoleNoun, lemma: str, owner: Chain | None
    ) -> Chain | None:
        scene = self._scene
        if mention.plural:
            return scene.last(
                token, lambda c: lemma in c.roles and c.plural and _no_conflict(c, owner), _NEAR
            )
        if role.belongs == "government":
            found = scene.recent(token, lambda c: c.cls == "Government" and _no_conflict(c, owner), _FAR)
            if found and (len({id(c) for _, c in found}) == 1 or found[0][0] > 2 * found[1][0]):
                return found[0][1]
            return None
        by_name = scene.last(token, lambda c: c.named and kind_of(c.cls) == "actor" and c.sort != "person"
                             and _last_word(c, lemma) and _no_conflict(c, owner), _FAR)  # fmt: skip
        if by_name is not None:
            return by_name
        modified = any(child.dep_ in ("amod", "compound") for child in token.lefts)
        if mention.cls == "Organization":
            if modified and not any(c.lower_ in words("modifiers", "armed") for c in token.lefts):
                return scene.last(token, lambda c: lemma in c.roles and _no_conflict(c, owner), _FAR)
            found = scene.recent(token, lambda c: c.cls in _GENERAL and c.named and not c.plural, 6)
            return found[0][1] if found else None
        if mention.cls in ("GovernmentBody", "ArmedForces", "SecurityForces"):
            return scene.last(
                token, lambda c: c.cls == mention.cls and lemma in c.roles and _no_conflict(c, owner), _FAR
            )
        found = scene.recent(
            token, lambda c: c.cls == mention.cls and not c.plural and _no_conflict(c, owner), _FAR
        )
        return found[0][1] if found else None

    # new chains

    def _new(self, mention: Mention, token: Token, lemma: str, owner: Chain | None, counted: bool) -> Chain:
        role = role_noun(token)
        sort = "person" if role is not None and role.sort == "person" else "body"
        if role is None or not role.belongs or (owner is not None and kind_of(owner.cls) != "actor"):
            owner = None if sort == "person" else owner
        chain = self._scene.add(
            Chain(mention.cls, sort, False, plural=mention.plural, counted=counted, owner=owner)
        )
        chain.names[self._words(mention, token)] += 1
        chain.roles.add(lemma)
        chain.gender = _gender(lemma)
        if owner is not None and owner.country and owner.cls in ("State", "Government", "Country"):
            chain.country = owner.country
        return chain

    def _words(self, mention: Mention, token: Token) -> str:
        """The noun with what describes it, without articles and numbers."""
        doc = self._scene.doc
        start = mention.head
        while start > mention.start and _describes(doc[start - 1], mention.head):
            start -= 1
        return doc[start : mention.head + 1].text.lstrip("-'\"“ ").replace("\n", " ")


def noun_lemma(token: Token) -> str:
    """Lemma of a role noun, with the word before it where the two make one ("air force")."""
    plural = token.tag_ in ("NNS", "NNPS")
    lemma = token.lemma_.lower() if plural else token.lower_
    if plural and lemma == token.lower_:
        lemma = lemma.removesuffix("s")
    if token.i and token.nbor(-1).head.i == token.i:
        two = f"{token.nbor(-1).lower_} {lemma}"
        if role_of(two, plural=plural):
            return two
    return {"spokeswoman": "spokesman", "spokesperson": "spokesman"}.get(lemma, lemma)


def _describes(word: Token, head: int) -> bool:
    """Whether a word before the head noun belongs to what the noun is called."""
    if word.pos_ in ("PRON", "NUM"):
        return False
    if word.head.i == head:
        return word.dep_ in ("compound", "amod", "nmod:poss", "punct", "nmod")
    return word.dep_ == "compound"


def _gender(lemma: str) -> str | None:
    if lemma in words("titles", "male"):
        return "male"
    return "female" if lemma in words("titles", "female") else None


def _fits(chain: Chain, mention: Mention) -> bool:
    """Whether a name can be described by the noun: a person by "spokesman", a body by "group"."""
    if mention.sort == "person":
        return chain.sort == "person"
    if mention.sort in ("place",):
        return kind_of(chain.cls) == "place"
    if mention.sort == "instrument":
        return kind_of(chain.cls) == "instrument"
    if mention.sort == "state":
        return chain.cls in ("State", "Country")
    return kind_of(chain.cls) == "actor" and chain.sort != "person" and chain.cls != "State"


def _no_conflict(chain: Chain, owner: Chain | None) -> bool:
    if owner is None:
        return True
    if chain is owner:
        return False
    if owner.country and chain.country:
        return owner.country == chain.country
    return chain.owner is None or _same_body(chain.owner, owner)


def _same_body(one: Chain, other: Chain) -> bool:
    return one is other or (
        one.country is not None
        and one.country == other.country
        and one.cls in _STATE_LIKE | {"Country"}
        and other.cls in _STATE_LIKE | {"Country"}
    )


def _last_word(chain: Chain, lemma: str) -> bool:
    for name in chain.names:
        parts = name.lower().split()
        if parts and (parts[-1] == lemma or (parts[0] == lemma and len(parts) > 1 and parts[1] == "of")):
            return True
    return False


def _with_owner(text: str, owner: Chain) -> str:
    """The noun's words behind the owner's: "Ukrainian military" for "Ukraine's military"."""
    if text[:1].isupper() or any(name in text for name in owner.names):
        return text
    if owner.country and owner.cls in ("State", "Country", "Government"):
        adjective = demonym_of().get(owner.country, owner.country)
        return text if adjective in text or owner.country in text else f"{adjective} {text}"
    if owner.sort == "person":
        return text
    name = owner.fixed_name or (max(owner.names, key=len) if owner.names else "")
    return f"{name} {text}".strip() if owner.named else text


def _close(token: Token) -> bool:
    """Whether an apposition begins right behind the name that it describes."""
    return token.left_edge.i - token.head.i <= 5 and not any(
        between.pos_ in ("VERB", "ADP") and between.dep_ != "flat"
        for between in token.doc[token.head.i + 1 : token.left_edge.i]
    )


def _tangible(cls: str) -> bool:
    return cls in ("Facility", "AdministrativeArea", "Settlement")


def _predicated_of(token: Token) -> Token | None:
    """Subject of a clause whose predicate is the noun ("Hamas is a militant group")."""
    if not any(child.dep_ == "cop" for child in token.children):
        return None
    for child in token.lefts:
        if child.dep_ in ("nsubj", "nsubj:outer"):
            return child
    return None
