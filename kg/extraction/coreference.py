"""Which words of an article mean the same: from mentions to entities."""

from spacy.tokens import Doc, Token

from kg.articles.article import Article
from kg.extraction.actor_types import words
from kg.extraction.antecedents import Antecedents
from kg.extraction.chain_entities import assemble
from kg.extraction.chains import Chain, Scene, owner_tokens
from kg.extraction.entities import EntityTable, Mention
from kg.extraction.name_variants import NameVariants
from kg.extraction.named_nouns import NamedNouns, identified
from kg.extraction.nominals import Nominals
from kg.extraction.noun_phrases import noun_lemma
from kg.extraction.plural_sets import PluralSets
from kg.extraction.pronouns import Pronouns
from kg.extraction.quotations import find_quotations
from kg.extraction.quoted_speakers import QuotedSpeakers
from kg.extraction.readings import capital_acts, case_of, country_reading

_CALLING = frozenset({"know", "call", "nickname", "dub", "name", "alias"})


def resolve(doc: Doc, mentions: tuple[Mention, ...], article: Article) -> EntityTable:
    """Join the mentions of one article into entities.

    Names come first, over the whole text; then common nouns, pronouns and plural sets in reading order, each
    to the most salient thing that fits by class, number, gender and syntax. A pronoun or set that could mean
    more than one thing is left out. Mentions in the article's boilerplate are dropped.
    """
    skipped = [
        any(start <= doc[mention.start].idx < end for start, end in article.skip) for mention in mentions
    ]
    kept = tuple(m for m, skip in zip(mentions, skipped, strict=True) if not skip)
    return _Resolver(doc, kept).table()


class _Resolver:
    def __init__(self, doc: Doc, mentions: tuple[Mention, ...]) -> None:
        self._doc = doc
        self._mentions = mentions
        self._by_head = {mention.head: mention for mention in mentions}
        self._scene = Scene(doc)
        self._variants = NameVariants(self._scene)
        persons = {m.start: m.head for m in mentions if m.kind == "name" and m.cls == "Person"}
        self._nominals = Nominals(
            self._scene,
            self._chain_of,
            NamedNouns(self._scene, self._chain_of, persons),
            Antecedents(self._scene, self._chain_of),
        )
        self._pronouns = Pronouns(
            self._scene,
            self._chains_of,
            QuotedSpeakers(self._scene, self._chains_of, find_quotations(self._scene.text)),
        )
        self._sets = PluralSets(self._scene)
        self._meaning: dict[int, tuple[Chain, ...]] = {}
        self._alternative: dict[int, Chain] = {}
        self._open: set[int] = set()
        self._governments = self._countries_with_government()

    def table(self) -> EntityTable:
        for mention in self._mentions:
            if mention.kind in ("name", "demonym"):
                self._meaning[mention.head] = self._name(mention)
                if mention.country:
                    self._scene.prominence[mention.country] += 1
        self._join_bynames()
        for mention in self._mentions:
            for chain in self._resolved(mention):
                self._scene.see(chain, self._doc[mention.head])
        self._join_identified()
        self._unfold_quantities()
        return assemble(self._doc, self._scene, self._mentions, self._meaning, self._alternative)

    # what a head token means

    def _chains_of(self, token: Token) -> tuple[Chain, ...]:
        mention = self._by_head.get(token.i)
        if mention is None:
            return ()
        if mention.kind == "nominal":
            return self._resolved(mention)
        return self._meaning.get(token.i, ())

    def _chain_of(self, token: Token) -> Chain | None:
        chains = self._chains_of(token)
        return chains[0] if len(chains) == 1 else None

    def _resolved(self, mention: Mention) -> tuple[Chain, ...]:
        head = mention.head
        if head in self._meaning:
            return self._meaning[head]
        if head in self._open:
            return ()
        self._open.add(head)
        if mention.kind == "nominal":
            chain = self._nominals.resolve(mention)
            if chain is not None and mention.sort == "state" and chain.country:
                chain = self._read_country(head, chain.country)
            found: tuple[Chain, ...] = ()
            if chain is not None:
                found = (chain, *self._nominals.of_others(mention, chain))
        elif mention.kind == "set":
            found = self._sets.resolve(mention)
        else:
            found = self._pronouns.resolve(mention)
            if mention.sort in ("male", "female") and len(found) == 1 and found[0].named:
                found[0].gender = found[0].gender or mention.sort  # "she" is no "him" from here on
        self._open.discard(head)
        self._meaning[head] = found
        if mention.kind == "nominal" and found:
            found[0].roles.add(noun_lemma(self._doc[head]))
        return found

    # names

    def _name(self, mention: Mention) -> tuple[Chain, ...]:
        token = self._doc[mention.head]
        if mention.cls == "State":
            if mention.kind == "demonym":
                return self._demonym(mention, token)
            return (self._read_country(mention.head, mention.name),)
        if mention.cls == "Person":
            return (self._variants.person(mention),)
        if (
            mention.cls == "Settlement"
            and mention.country
            and not self._dateline(token)
            and capital_acts(token)
        ):
            country = mention.country
            chain = self._government(country) if country in self._governments else self._state(country)
            chain.names[mention.name] += 0
            return (chain,)
        if mention.cls == "Government" and mention.country:
            chain = self._government(mention.country)
            chain.names[mention.name] += 1
            return (chain,)
        return (self._variants.body(mention, self._country_beside(token)),)

    def _dateline(self, token: Token) -> bool:
        """Whether the name stands in capitals before the text of a report: "KYIV, Ukraine (AP) —"."""
        if not token.is_upper or len(token) < 4:
            return False
        return any(not other.is_upper for other in self._doc[token.i : token.i + 12] if other.is_alpha)

    def _demonym(self, mention: Mention, token: Token) -> tuple[Chain, ...]:
        lefts = {child.lower_ for child in token.lefts}
        counted = any(child.dep_ in ("nummod", "amod") for child in token.lefts)
        if mention.plural and (counted or "the" not in lefts):
            text = self._doc[mention.start : mention.end].text
            chain = self._scene.by_key.get(f"people:{text}") if not counted else None
            if chain is None:
                key = "" if counted else f"people:{text}"
                chain = self._scene.add(
                    Chain(
                        "Group", "body", False, key=key, country=mention.country, plural=True, counted=counted
                    )
                )
                chain.owner = self._state(mention.name)
            chain.names[text] += 1
            return (chain,)
        if lefts & {"a", "an", "one", "another"} and token.dep_ not in ("amod", "compound"):
            # "A Pakistani" is somebody, and no state.
            somebody = self._scene.add(Chain("Person", "person", False, country=mention.country))
            somebody.owner = self._state(mention.name)
            somebody.names[token.text] += 1
            return (somebody,)
        return (self._state(mention.name),)

    def _join_bynames(self) -> None:
        """Join what somebody is "known as" or "called" to his name."""
        for mention in self._mentions:
            token = self._doc[mention.head]
            verb = token.head
            if mention.cls != "Person" or mention.kind != "name" or verb.lemma_.lower() not in _CALLING:
                continue
            named = [child for child in verb.children if child.dep_ == "nsubj:pass" and child.pos_ == "PROPN"]
            if verb.dep_ in ("acl", "acl:relcl"):
                # One person has the byname: of "Burhan and Dagalo, who is known as Hemedti" the nearer.
                pair = [verb.head, *(c for c in verb.head.children if c.dep_ == "conj" and c.i < verb.i)]
                named.append(max(pair, key=lambda name: name.i))
            for other in named:
                chain, byname = self._chain_of(other), self._chain_of(token)
                if chain is None or byname is None or chain is byname or chain.sort != byname.sort:
                    continue
                chain.names.update(byname.names)
                self._join(byname, chain)

    def _join_identified(self) -> None:
        """Join people without a name to whom they are said to be: "the men were identified as X and Y"."""
        for mention in self._mentions:
            if mention.kind != "nominal" or mention.sort not in ("person", "people"):
                continue
            chain = self._chain_of(self._doc[mention.head])
            if chain is None or chain.named:
                continue
            named = [self._chain_of(other) for other in identified(self._doc[mention.head])]
            persons = tuple(
                name for name in named if name is not None and name.named and name.sort == "person"
            )
            if len(persons) == len(named) and (len(persons) > 1) == mention.plural and persons:
                for name in persons:
                    name.roles |= chain.roles
                self._join(chain, *persons)

    def _join(self, old: Chain, *new: Chain) -> None:
        """Let every mention of one chain mean another, or several."""
        for head, found in self._meaning.items():
            if old in found:
                kept = (c for chain in found for c in (new if chain is old else (chain,)))
                self._meaning[head] = tuple(dict.fromkeys(kept))

    def _read_country(self, head: int, country: str) -> Chain:
        """The actor or the place that a country's name or "the country" means; the other is kept in mind."""
        reading = country_reading(self._doc[head])
        actor, place = self._state(country), self._country(country)
        first, second = (actor, place) if reading.startswith("actor") else (place, actor)
        if " or " in reading:
            self._alternative[head] = second
        return first

    def _state(self, country: str) -> Chain:
        return self._keyed(f"state:{country}", "State", "state", country, country)

    def _country(self, country: str) -> Chain:
        return self._keyed(f"country:{country}", "Country", "place", country, country)

    def _government(self, country: str) -> Chain:
        chain = self._scene.by_key.get(f"government:{country}")
        if chain is None:
            chain = self._keyed(f"government:{country}", "Government", "body", country, None)
        return chain

    def _keyed(self, key: str, cls: str, sort: str, country: str, name: str | None) -> Chain:
        chain = self._scene.by_key.get(key)
        if chain is None:
            chain = self._scene.add(Chain(cls, sort, True, key=key, country=country, fixed_name=name))
        return chain

    def _countries_with_government(self) -> set[str]:
        """Countries whose government the article names ("the Afghan government")."""
        found: set[str] = set()
        for mention in self._mentions:
            if mention.kind == "nominal" and mention.cls == "Government":
                for other in owner_tokens(self._doc[mention.head]):
                    owner = self._by_head.get(other.i)
                    if owner is not None and owner.country and owner.cls == "State":
                        found.add(owner.country)
        return found

    def _country_beside(self, token: Token) -> str | None:
        for other in owner_tokens(token):
            mention = self._by_head.get(other.i)
            if mention is not None and mention.country and mention.cls in ("State", "Settlement"):
                return mention.country
        return None

    def _unfold_quantities(self) -> None:
        """Let "dozens" in "dozens of civilians" mean the civilians."""
        quantities = words("bodies", "quantities")
        for token in self._doc:
            if token.i in self._meaning or token.pos_ not in ("NOUN", "NUM", "DET", "PRON", "ADJ"):
                continue
            if token.lemma_.lower() in quantities or token.pos_ == "NUM":
                for child in token.rights:
                    part = child.dep_ == "nmod" and case_of(child) in ("of", "among")
                    if part and child.i in self._meaning:
                        self._meaning[token.i] = self._meaning[child.i]
