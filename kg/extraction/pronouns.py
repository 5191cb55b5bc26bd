"""What pronouns and plural sets mean: "it", "they", "who", "we" inside a quotation, "the two parties"."""

from collections.abc import Callable
from itertools import islice

from spacy.tokens import Token

from kg.extraction.actor_types import BODIES, kind_of, words
from kg.extraction.agreement_kinds import head_nouns
from kg.extraction.arguments import surface_subjects
from kg.extraction.chains import Chain, Scene, weight
from kg.extraction.cues import lexicon as cues
from kg.extraction.entities import Mention
from kg.extraction.pronoun_mentions import relative_antecedent
from kg.extraction.quoted_speakers import QuotedSpeakers
from kg.extraction.readings import case_of
from kg.extraction.syntax import NOMINAL_SUBJECTS, is_copular, word_at

_CHANNELS = frozenset({"MediaOrganization", "Company"})  # through whom "they" speak
_MARGIN = 1.25  # times as salient as the next the best antecedent must be
_COLLECTIVE = BODIES - {"State", "Government", "InternationalOrganization", "MediaOrganization"} | {"Group"}


class Pronouns:
    """Finds what pronouns and plural sets mean among the chains of a scene."""

    def __init__(
        self,
        scene: Scene,
        chains_of: Callable[[Token], tuple[Chain, ...]],
        quoted: QuotedSpeakers,
    ) -> None:
        self._scene = scene
        self._chains_of = chains_of
        self._quoted = quoted

    def resolve(self, mention: Mention) -> tuple[Chain, ...]:
        """The chains that a pronoun means; empty where that cannot be told."""
        token = self._scene.doc[mention.head]
        if mention.sort == "relative":
            antecedent = relative_antecedent(token)
            return self._described(antecedent, token) if antecedent is not None else ()
        if token.lower_ in words("pronouns", "reflexive"):
            return self._subject_chains(token)
        if mention.sort in ("we", "i"):
            return self._quoted.speaker(token, mention.sort)
        return self._third_person(token, mention)

    # third person

    def _third_person(self, token: Token, mention: Mention) -> tuple[Chain, ...]:
        sort = mention.sort
        if sort == "thing" and (not self._may_act(token) or self._is_paper(token) or self._goes_on(token)):
            return ()
        barred = self._barred(token)

        several = sort == "plural" and case_of(token) in ("among", "of")

        def accept(chain: Chain) -> bool:
            return id(chain) not in barred and _agrees(chain, sort) and (chain.plural or not several)

        if token.dep_ == "nmod:poss":
            own = self._own_subject(token, lambda c: accept(c) or (sort == "plural" and c.cls in BODIES))
            if own is not None:
                return (own,)
        near = 1 if sort in ("thing", "plural") else 3
        found = self._scene.recent(token, accept, near)
        if sort == "plural":
            found = [(score, chain) for score, chain in found if chain.plural or chain.cls not in _CHANNELS]
            pair = self._coordinated_before(token, barred)
            # "The government and the rebels met when they …": both, and not the latter alone.
            if pair and (not found or found[0][0] < 3.0 or found[0][1] in pair):
                return pair
        preferred = self._threatened(token, accept) or self._matrix_subject(token, accept)
        if preferred is not None:
            return (preferred,)
        if not found:
            return ()
        if sort == "plural":
            # "They" is rather several than one body.
            found = [(score if chain.plural else 0.7 * score, chain) for score, chain in found]
            found.sort(key=lambda pair: -pair[0])
        if self._decoy(token, sort) > found[0][0]:
            return ()
        if len(found) > 1 and found[0][0] < found[1][0] * _MARGIN:
            return ()
        return (found[0][1],)

    def _own_subject(self, token: Token, accept: Callable[[Chain], bool]) -> Chain | None:
        """Subject of the clause that a possessive stands in, where it stands before it and fits."""
        verb = token.head
        for _ in range(5):
            if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
                break
            verb = verb.head
        # Understood ones too: "expected the Taliban to reduce their attacks", "called on X to lay down their"
        for subject in surface_subjects(verb):
            chains = self._chains_of(subject) if subject.i < token.i else ()
            if len(chains) == 1 and accept(chains[0]):
                return chains[0]
        return None

    def _may_act(self, token: Token) -> bool:
        """Whether "it" or "its" stands where an actor would, not as the subject of "is" and the like."""
        head, lemma = token.head, token.head.lemma_.lower()
        if token.dep_ == "nmod:poss":
            return True
        if token.dep_ in ("nmod", "obl", "conj", "obl:agent"):
            return case_of(token) not in words("syntax", "place_prepositions")
        if head.pos_ != "VERB" or is_copular(head):
            return False
        if token.dep_ == "nsubj":
            return True
        if lemma in words("syntax", "naming_verbs") and token.dep_ == "obj":
            return False  # "called it shameful": what was said or done
        done_to = words("syntax", "addressed_verbs") | words("syntax", "joint")
        return token.dep_ in ("obj", "iobj", "nsubj:pass") and lemma in done_to

    def _told_before(self, token: Token) -> Token | None:
        """The head of the sentence before, where a subject opens its own."""
        scene = self._scene
        here = scene.sentence_of[token.i]
        if token.dep_ != "nsubj" or not here or token.i != scene.sentence_starts[here]:
            return None
        return scene.doc[scene.sentence_starts[here - 1]].sent.root

    def _is_paper(self, token: Token) -> bool:
        """Whether "it" goes on about an agreement: "The accord was signed in May. It ended …"."""
        root = self._told_before(token)
        if root is None:
            return False
        subjects = [c for c in root.children if c.dep_ in NOMINAL_SUBJECTS]
        return any(c.lemma_.lower() in head_nouns() and not self._chains_of(c) for c in subjects)

    def _goes_on(self, token: Token) -> bool:
        """Whether "it" is whoever spoke before, unknown: "A website close to X told of it. It said …"."""
        root = self._told_before(token)
        if root is None:
            return False
        tells = all(
            any(cue.speech for cue in cues().verbs.get(verb.lemma_.lower(), ()))
            for verb in (root, token.head)
        )
        subjects = [c for c in root.children if c.dep_ == "nsubj" and c.tag_ == "NN" and c.i < root.i]
        return tells and any(not self._chains_of(c) for c in subjects)

    def _threatened(self, token: Token, accept: Callable[[Chain], bool]) -> Chain | None:
        """Whom a threat is made to that hangs on what he does: "threatened Greece with war if it …"."""
        clause = token.head
        marks = {child.lower_ for child in clause.children if child.dep_ == "mark"}
        if token.dep_ != "nsubj" or not marks & {"if", "unless"}:
            return None
        for verb in islice(clause.ancestors, 3):
            if verb.lemma_.lower() in words("syntax", "threatening_verbs"):
                addressed = [c for c in verb.children if c.dep_ in ("obj", "iobj") and c.i < token.i]
                chains = self._chains_of(addressed[0]) if addressed else ()
                return chains[0] if len(chains) == 1 and accept(chains[0]) else None
        return None

    def _matrix_subject(self, token: Token, accept: Callable[[Chain], bool]) -> Chain | None:
        """Subject of the verb that the pronoun's clause depends on ("X said it had …")."""
        clause = token.head if token.dep_ != "nmod:poss" else token.head.head
        for _ in range(4):
            if clause.dep_ in ("ccomp", "xcomp", "advcl", "conj") and clause.head.i != clause.i:
                verb = clause.head
                for child in verb.children:
                    if child.dep_ in NOMINAL_SUBJECTS and child.i < token.i:
                        chains = self._chains_of(child)
                        if len(chains) == 1 and accept(chains[0]):
                            return chains[0]
                        # "A spokesman for the rebels said they …"
                        behind = [c for c in child.children if case_of(c) in ("for", "of") and c.i > child.i]
                        bodies = [chain for c in behind for chain in self._chains_of(c)]
                        if chains and len(bodies) == 1 and bodies[0].plural and accept(bodies[0]):
                            return bodies[0]
                clause = verb
            elif clause.dep_ in ("nsubj", "obj", "obl", "nmod", "acl") and clause.head.i != clause.i:
                clause = clause.head
            else:
                return None
        return None

    def _barred(self, token: Token) -> set[int]:
        """Chains that the pronoun cannot mean: its verb's other arguments, and what "and" joins it to."""
        barred = self._quoted.barred(token) | self._quoted.spoken_of(token)
        if token.dep_ == "nmod:poss":
            # What is owned is another thing than its owner, but it may not be known yet.
            return barred | self._acting_upon(token)
        others, governor = list[Token](), token.head
        if token.dep_ in ("nsubj", "nsubj:pass", "obj", "obl", "iobj", "obl:agent"):
            others = [
                c
                for c in governor.children
                if c.dep_ in ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent")
            ]
        if token.dep_ in ("obj", "iobj") and governor.tag_ == "VBG":
            others += surface_subjects(governor)  # "severed ties, accusing it of …"
        others += [child for child in token.children if child.dep_ == "conj"]
        if token.dep_ == "conj":
            others.append(governor)
        if token.dep_ == "nsubj" and word_at(token, -1) == word_at(governor, 1) == ",":
            others.append(token.nbor(-2))  # "Israel, it says, must …": somebody else says so
        return barred | {
            id(chain) for other in others if other.i != token.i for chain in self._chains_of(other)
        }

    def _acting_upon(self, token: Token) -> set[int]:
        """Subjects of a deed on what is owned: who puts "sanctions on its leaders", "demands his arrest"."""
        owned = token.head
        against = False
        for _ in range(5):
            if owned.pos_ in ("VERB", "AUX") or owned.head.i == owned.i:
                break
            asked = owned.lemma_.lower() in words("syntax", "undergone")
            against = against or (asked and owned.head.lemma_.lower() in words("syntax", "demanding_verbs"))
            against = against or case_of(owned) in ("on", "against", "upon", "at")
            owned = owned.head
        if not against:
            return set()
        subjects = [c for c in owned.children if c.dep_ in ("nsubj", "nsubj:pass", "obl:agent")]
        return {id(chain) for subject in subjects for chain in self._chains_of(subject)}

    def _decoy(self, token: Token, sort: str) -> float:
        """Salience of the foremost thing before the pronoun in its sentence that fits but is no actor."""
        doc = self._scene.doc
        start = self._scene.sentence_starts[self._scene.sentence_of[token.i]]
        if token.dep_ == "nsubj" and token.head.lemma_.lower() in words("syntax", "acting_verbs"):
            return 0.0
        best = 0.0
        for other in doc[start : token.i]:
            if (
                other.pos_ == "NOUN"
                and other.dep_ in ("nsubj", "nsubj:pass", "obj")
                and not self._chains_of(other)
            ):
                plural = other.tag_ == "NNS"
                if plural == (sort == "plural") and sort in ("thing", "plural"):
                    best = max(best, weight(other))
        return best

    def _coordinated_before(self, token: Token, barred: set[int]) -> tuple[Chain, ...]:
        """Two actors joined by "and" as subject of this sentence or the one before."""
        doc, scene = self._scene.doc, self._scene
        here = scene.sentence_of[token.i]
        for sentence in (here, here - 1):
            if sentence < 0:
                break
            start = scene.sentence_starts[sentence]
            stop = token.i if sentence == here else scene.sentence_starts[here]
            for other in doc[start:stop]:
                if other.dep_ in NOMINAL_SUBJECTS:
                    chains = self._conjoined(other)
                    actors = [chain for chain in chains if kind_of(chain.cls) == "actor"]
                    if len(actors) >= 2 and not any(id(chain) in barred for chain in actors):
                        return tuple(actors)
        return ()

    def _subject_chains(self, token: Token) -> tuple[Chain, ...]:
        verb = token.head
        for _ in range(3):
            for child in verb.children:
                if child.dep_ in NOMINAL_SUBJECTS and child.i < token.i:
                    return self._conjoined(child)
            if verb.head.i == verb.i:
                break
            verb = verb.head
        return ()

    def _described(self, antecedent: Token, token: Token) -> tuple[Chain, ...]:
        """What a relative clause describes: of several nouns the last, where its verb is singular."""
        if token.head.tag_ == "VBZ" or any(child.tag_ in ("VBZ",) for child in token.head.lefts):
            for child in reversed(list(antecedent.rights)):
                if child.dep_ == "conj" and child.i < token.i:
                    return self._chains_of(child)
            return self._chains_of(antecedent)
        return tuple(
            chain
            for other in (antecedent, *(c for c in antecedent.rights if c.dep_ == "conj" and c.i < token.i))
            for chain in self._chains_of(other)
        )

    def _conjoined(self, token: Token) -> tuple[Chain, ...]:
        found = list(self._chains_of(token))
        for child in token.children:
            if child.dep_ == "conj":
                found += self._conjoined(child)
        return tuple(dict.fromkeys(found))


def _agrees(chain: Chain, sort: str) -> bool:
    if sort in ("male", "female"):
        return chain.sort == "person" and not chain.plural and chain.gender in (None, sort)
    if sort == "thing":
        return (
            chain.sort != "person"
            and not chain.plural
            and kind_of(chain.cls) == "actor"
            and chain.cls != "Group"
        )
    return (
        ((chain.plural and chain.cls != "MediaOrganization") or chain.cls in _COLLECTIVE)
        and chain.sort != "person"
        and kind_of(chain.cls) == "actor"
    )
