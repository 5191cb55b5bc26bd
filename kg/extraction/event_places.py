"""Where an event happens: the place nearest to its own words that fills no other role."""

from collections.abc import Collection, Sequence

from spacy.tokens import Doc, Token

from kg.extraction.actor_types import words
from kg.extraction.arguments import case, modifiers, obliques, possessors
from kg.extraction.entities import EntityTable
from kg.extraction.frames import lexicon
from kg.extraction.logical_objects import objects
from kg.extraction.mentions import role_noun
from kg.extraction.participants import Participants
from kg.extraction.report import Argument, Span
from kg.extraction.role_fillers import RoleReader
from kg.extraction.tolls import Toll
from kg.extraction.trigger import Trigger

_PLACE_PREPOSITIONS = (
    "in",
    "at",
    "near",
    "on",
    "outside",
    "inside",
    "around",
    "across",
    "along",
    "off",
    "over",
    "throughout",
    "within",
    "north of",
    "south of",
    "east of",
    "west of",
    "outskirts of",
    "between",
    "through",
)
_ORIGIN = {"Withdrawal": ("from", "out of"), "Deportation": ("from",), "DiplomaticExpulsion": ("from",)}
_GOAL = {
    "Visit": ("to", "into"),
    "Deployment": ("to", "into", "toward"),
    "Aid": ("to", "into"),
    "CooperativeAction": ("to",),
    "CoerciveAction": ("to",),
    "GroundAssault": ("into",),
}

_APART = frozenset({"parataxis", "list", "discourse"})
"""How a second story hangs on the first: "Kyiv and Moscow swap prisoners; Zelensky in Vilnius"."""


class Places:
    """Finds the places of triggers."""

    def __init__(self, doc: Doc, table: EntityTable, roles: RoleReader, participants: Participants) -> None:
        self._doc = doc
        self._roles = roles
        self._participants = participants
        self._named = {entity.id for entity in table.entities if entity.named}

    def of(self, trigger: Trigger, tolls: Sequence[Toll], taken: Collection[Span]) -> tuple[Argument, ...]:
        """Where it happens: the place nearest to the trigger's own words that fills no other role."""
        cls = trigger.frame.cls
        prepositions = (*_ORIGIN.get(cls, ()), *_GOAL.get(cls, ()), *_PLACE_PREPOSITIONS)
        carriers = [*trigger.carriers, *(toll.source for toll in tolls), *_means(trigger)]
        reached = [*self._participants.tokens(trigger, "obj"), *(toll.people for toll in tolls)]
        if trigger.nominal:
            reached += obliques(trigger.token, "of")
        for function in trigger.frame.arguments.recipient:
            if function not in ("obj", "in", "near", "along"):
                reached += self._participants.tokens(trigger, function)
        found = (
            self._roles.fill(reached, ("place",))
            if trigger.frame.type in ("ASSAULT", "COERCE", "RETREAT", "CONSULT", "MOBILIZE")
            else ()
        )
        aside = [
            p
            for t in reached
            if t.lemma_.lower() in words("syntax", "place_heads")
            for p in obliques(t, "of")
        ]
        found += self._places(aside)  # "against a target southwest of Baghdad"
        if trigger.frame.cls in ("Meeting", "Negotiation"):
            found += self._places(_visited(carriers))
        for tokens in (carriers, reached):
            if tokens is reached and any(self._is_named(argument) for argument in found):
                break
            phrases = [
                p
                for token in tokens
                for name in prepositions
                for p in obliques(token, name)
                if not _in_next(token, p)
            ]
            found = tuple(dict.fromkeys((*found, *self._places(phrases))))
        if not found and trigger.nominal:
            found = self._roles.fill([*possessors(trigger.token), *modifiers(trigger.token)], ("place",))
        if not found:
            doers = [*self._participants.tokens(trigger, "subj"), *self._participants.tokens(trigger, "by")]
            found = self._places(
                [
                    p
                    for doer in doers
                    for name in ("in", "near", "at")
                    for p in obliques(doer, name)
                    if not self._has_post(doer)
                ]
            )
        if not found and trigger.nominal:
            # "the blast that levelled a house in Mosul"
            told = [clause for clause in trigger.token.children if clause.dep_ == "acl:relcl"]
            found = self._places([p for clause in told for n in prepositions for p in obliques(clause, n)])
        if not found:
            found = self._places_of_clause(trigger)[:1]
        if not found:
            found = self._places_of_main_clause(trigger, prepositions)
        return tuple(argument for argument in found if argument.span not in taken)

    def _places_of_clause(self, trigger: Trigger) -> tuple[Argument, ...]:
        """Places named in the trigger's own clause: "declared a truce effective from Sunday in Somalia"."""
        verb = trigger.host if trigger.nominal else trigger.token
        if verb is None:
            return ()
        phrases = []
        for token in verb.subtree:
            if token.i < verb.i or token.pos_ != "PROPN" or case(token) not in ("in", "near", "outside"):
                continue
            clause, apart = token.head, token.dep_ in _APART
            while clause.pos_ not in ("VERB", "AUX") and clause.head.i != clause.i:
                other = clause.lemma_.lower() in lexicon().nouns and clause not in trigger.carriers
                apart = apart or other or clause.dep_ in _APART
                clause = clause.head
            if clause.i == verb.i and not apart and not _in_next(verb, token):
                phrases.append(token)
        return self._roles.fill(phrases, ("place",))

    def _places_of_main_clause(self, trigger: Trigger, prepositions: Sequence[str]) -> tuple[Argument, ...]:
        """Where that happened of which the trigger is part: "overran a base in Ghazni, killing 17"."""
        verb = trigger.token
        if trigger.nominal or verb.dep_ != "advcl" or verb.tag_ != "VBG" or verb.head.pos_ != "VERB":
            return ()
        if any(c.dep_ in ("mark", "nsubj", "case") for c in verb.children):
            return ()
        main = [verb.head, *objects(verb.head)]
        return self._places([p for token in main for name in prepositions for p in obliques(token, name)])

    def of_people(self, arguments: Sequence[Argument]) -> tuple[Argument, ...]:
        """Where those live or are to whom it is done: "help to people in Somalia"."""
        doc = self._doc
        phrases = [doc.char_span(a.span.start, a.span.end, alignment_mode="expand") for a in arguments]
        return self._places([p for words in phrases if words is not None for p in obliques(words.root, "in")])

    def _has_post(self, doer: Token) -> bool:
        """Whether "in Iraq" behind somebody tells of his post: "the US commander in Iraq held talks"."""
        role = role_noun(doer)
        return role is not None and role.sort == "person" and role.belongs != "works"

    def _is_named(self, argument: Argument) -> bool:
        return argument.entity in self._named

    def _places(self, phrases: list[Token]) -> tuple[Argument, ...]:
        found: list[Argument] = []
        for phrase in phrases:
            places = self._roles.fill([phrase], ("place",))
            if not any(self._is_named(place) for place in places):
                inner = [p for name in ("of", "in", "on", "near") for p in obliques(phrase, name)]
                if phrase.lemma_.lower() in words("syntax", "edges"):
                    inner += [p for name in ("with", "between") for p in obliques(phrase, name)]
                if phrase.lemma_.lower() in lexicon().target:
                    inner += [*possessors(phrase), *modifiers(phrase)]
                places += self._roles.fill(inner, ("place",))
            found += places
        return tuple(dict.fromkeys(found))


def _means(trigger: Trigger) -> list[Token]:
    """What says how it is done: "violated the truce by shelling farms in Poonch"."""
    if trigger.nominal:
        return []
    return [
        clause
        for clause in trigger.token.children
        if clause.dep_ == "advcl"
        and clause.tag_ == "VBG"
        and any(c.dep_ in ("mark", "case") and c.lower_ == "by" for c in clause.children)
    ]


def _visited(carriers: Sequence[Token]) -> list[Token]:
    """Where people are on a visit during which they meet: "held talks during a visit to Beirut"."""
    visits = [v for token in carriers for name in ("during", "on") for v in obliques(token, name)]
    return [p for v in visits if v.lemma_.lower() in lexicon().light["travels"] for p in obliques(v, "to")]


def _in_next(word: Token, phrase: Token) -> bool:
    """Whether a semicolon parts the phrase from the word, behind which another story begins."""
    return any(token.text == ";" for token in word.doc[word.i : phrase.i])
