"""What common nouns mean: "the militant group", "Afghan forces", "a Taliban spokesman", "14 civilians"."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.actor_types import BODIES, RoleNoun, kind_of, words
from kg.extraction.antecedents import Antecedents
from kg.extraction.chains import Chain, Scene, owner_tokens
from kg.extraction.entities import Mention
from kg.extraction.gazetteer import demonym_of
from kg.extraction.mentions import is_doer, role_noun
from kg.extraction.named_nouns import NamedNouns
from kg.extraction.noun_phrases import (
    called,
    described,
    fits,
    gender_of,
    noun_lemma,
    predicated_of,
    same_body,
    tangible,
    with_owner,
)
from kg.extraction.readings import case_of
from kg.extraction.relation_wording import is_origin

_INDEFINITE = frozenset({"a", "an", "some", "any", "no", "every", "another"})
_RECENT_CHAINS = 300


class Nominals:
    """Finds or opens the chain of a common noun.

    ``chain_of`` gives the chain of another mention's head token; ``names`` finds the names beside a noun, and
    ``antecedents`` what was named before.
    """

    def __init__(
        self,
        scene: Scene,
        chain_of: Callable[[Token], Chain | None],
        names: NamedNouns,
        antecedents: Antecedents,
    ) -> None:
        self._scene = scene
        self._chain_of = chain_of
        self._names = names
        self._antecedents = antecedents

    def resolve(self, mention: Mention) -> Chain | None:
        """The chain that a nominal mention belongs to; ``None`` where it means nobody that can be told."""
        token = self._scene.doc[mention.head]
        role = role_noun(token)
        if role is None:
            return None
        lemma = noun_lemma(token)
        gathered = self._gathered(token, mention, lemma)
        if gathered is not None:
            return gathered
        named = self._names.beside(token, mention)
        owner = self._owner(token)
        if named is not None:
            named.roles.add(lemma)
            self._made_up(token, lemma, named)
            if (
                named.cls in ("Organization", "Group")
                and mention.cls in BODIES
                and kind_of(named.cls) == "actor"
            ):
                named.cls = mention.cls
            if role.sort == "person" and role.belongs and named.owner is None:
                employer = owner if owner is not None else self._names.body_before(token)
                named.owner = employer if employer is not named else None
            named.gender = named.gender or gender_of(lemma)
            return named
        if token.dep_ == "nmod:desc" and token.head.i > token.i:
            return None
        if role.sort == "state" and any(c.pos_ == "PROPN" and case_of(c) == "of" for c in token.rights):
            return None  # "the republic of Nakhichevan" is no state spoken of before
        if mention.sort == "place":
            region = self._names.region(token, mention)
            if region is not None:
                return region
        if token.dep_ in ("compound", "amod") and role.sort == "instrument":
            return self._new(mention, token, lemma, None, False)
        if is_doer(token) and owner is None:
            return self._doer(mention, token, role, lemma)
        if token.dep_ in ("compound", "amod") and owner is None:
            return self._antecedents.find(mention, token, role, lemma, None) if role.sort == "body" else None
        subject = predicated_of(token)
        if subject is not None:
            chain = self._chain_of(subject)
            return chain if chain is not None and fits(chain, mention) else None
        lefts = {child.lower_ for child in token.lefts}
        counted = any(child.dep_ == "nummod" for child in token.lefts)
        if owner is not None:
            found = self._owned(mention, token, role, lemma, owner, counted)
            if found is not None:
                return found
        if lefts & {"no", "neither"} or (lemma == "party" and mention.plural and not described(token)):
            return None
        indefinite = bool(lefts & (_INDEFINITE | words("modifiers", "contrast"))) or "no" in lefts
        definite = bool(lefts & {"the", "this", "that", "these", "those"}) or any(
            child.dep_ == "nmod:poss" for child in token.lefts
        )
        if (
            not indefinite
            and (definite or role.sort in ("body", "forces"))
            and not (counted and not definite)
        ):
            found = self._antecedents.find(mention, token, role, lemma, owner)
            if found is not None:
                found.roles.add(lemma)
                return found
        if role.sort == "state" and mention.plural and (counted or described(token)):
            return self._new(
                replace(mention, cls="Group"), token, lemma, None, counted
            )  # "Western countries"
        if role.sort == "state" or (role.sort == "place" and not tangible(mention.cls)):
            return None
        return self._new(mention, token, lemma, owner, counted)

    def _doer(self, mention: Mention, token: Token, role: RoleNoun, lemma: str) -> Chain:
        """Who does the deed of "a rebel ambush": rebels named before, or else rebels of that one mention."""
        found = self._antecedents.find(mention, token, role, lemma, None)
        if found is None:
            found = self._new(mention, token, lemma, None, False)
            if role.sort == "people":
                found.names = Counter({f"{lemma}s": 1})
        found.roles.add(lemma)
        return found

    def _made_up(self, token: Token, lemma: str, named: Chain) -> None:
        """Note of whom a body consists: "CMA, an alliance of Tuareg separatists", who bear arms."""
        if lemma not in words("bodies", "alliances"):
            return
        for part in token.rights:
            role = role_noun(part) if part.dep_ == "nmod" and case_of(part) == "of" else None
            if role is not None and role.cls == "ArmedGroup" and role.sort == "people":
                named.roles.add(noun_lemma(part))
                if named.cls == "Organization":
                    named.cls = "ArmedGroup"

    def of_others(self, mention: Mention, first: Chain) -> tuple[Chain, ...]:
        """The chains of a plural noun's further owners: the Turkish ones of "Russian and Turkish troops"."""
        token = self._scene.doc[mention.head]
        role = role_noun(token)
        if role is None or not mention.plural or first.owner is None or first.owner.cls != "State":
            return ()
        if any(child.dep_ == "nummod" for child in token.lefts):
            return ()  # "two French and German soldiers" are two
        named = [
            c for c in token.lefts if c.dep_ in ("amod", "compound") and self._chain_of(c) is first.owner
        ]
        owners = [self._chain_of(c) for n in named for c in n.children if c.dep_ == "conj"]
        others = [
            self._owned(mention, token, role, noun_lemma(token), owner, False)
            for owner in owners
            if owner is not None and owner.cls == "State"
        ]
        return tuple(other for other in others if other is not None and other is not first)

    def _gathered(self, token: Token, mention: Mention, lemma: str) -> Chain | None:
        """The people whom a noun only gathers: the gunmen of "a group of gunmen"."""
        if mention.plural or lemma not in words("bodies", "gatherings"):
            return None
        for part in token.rights:
            role = role_noun(part) if part.dep_ == "nmod" and case_of(part) == "of" else None
            if role is not None and role.sort in ("people", "forces"):
                return self._chain_of(part)
        return None

    def _owner(self, token: Token) -> Chain | None:
        found: Chain | None = None
        for other in owner_tokens(token):
            chain = self._chain_of(other)
            if chain is None or kind_of(chain.cls) == "instrument" or is_origin(other):
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
        text = called(token, mention.start)
        if role.belongs or kind_of(owner.cls) != "place":
            text = with_owner(text, owner)  # no "Gaza residents" for "residents in Gaza"
        country = owner.country if owner.cls in ("State", "Country", "Government", "Settlement") else None
        group = owner.cls in ("ArmedGroup", "PoliticalParty", "Organization", "ArmedForces", "SecurityForces")
        belongs = role.belongs
        if belongs == "government" and owner.sort == "person":
            # "His government": his country's, where the text tells which that is.
            country = owner.owner.country if owner.owner is not None else None
            if country is None:
                return self._antecedents.find(mention, token, role, lemma, None)
        if belongs == "government":
            return self._keyed(f"government:{country or id(owner)}", "Government", text, country, owner)
        if counted and role.sort in ("people", "forces"):
            chain = self._new(mention, token, lemma, owner, True)
            chain.country = country
            return chain
        if (
            belongs in ("forces", "security", "fighters", "officials")
            and owner.cls in ("ArmedGroup", "PoliticalParty")
            and (mention.plural or role.body_name)
        ):
            return owner
        if belongs == "members" and owner.cls == "ArmedGroup" and owner.named and mention.plural:
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
                    and same_body(chain.owner, owner)
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

    # new chains

    def _new(self, mention: Mention, token: Token, lemma: str, owner: Chain | None, counted: bool) -> Chain:
        role = role_noun(token)
        sort = "person" if role is not None and role.sort == "person" else "body"
        if role is None or not role.belongs or (owner is not None and kind_of(owner.cls) != "actor"):
            owner = None if sort == "person" else owner
        text = called(token, mention.start)
        # "The Saudi-led coalition" is as good as a name.
        named = "-led " in text and text[:1].isupper() and not mention.plural
        chain = self._scene.add(
            Chain(mention.cls, sort, named, plural=mention.plural, counted=counted, owner=owner)
        )
        chain.names[text] += 1
        chain.roles.add(lemma)
        chain.gender = gender_of(lemma)
        if owner is not None and owner.country and owner.cls in ("State", "Government", "Country"):
            chain.country = owner.country
        return chain
