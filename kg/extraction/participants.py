"""Who takes part in an event: actor, recipient, victims and instruments of a trigger."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from kg.extraction.arguments import case, modifiers, obliques, possessors, subjects, surface_subjects
from kg.extraction.entities import EntityTable
from kg.extraction.frames import lexicon
from kg.extraction.logical_objects import indirect_objects, objects
from kg.extraction.report import Argument, EntityKind
from kg.extraction.role_fillers import RoleReader
from kg.extraction.syntax import is_copular
from kg.extraction.trigger import Trigger

ACTOR: tuple[EntityKind, ...] = ("actor",)


class Participants:
    """Fills the roles of triggers from the syntax around them."""

    def __init__(self, table: EntityTable, roles: RoleReader) -> None:
        self._table = table
        self._roles = roles

    def actors(self, trigger: Trigger) -> tuple[Argument, ...]:
        """Who does it, or whose weapon it is that does."""
        return self._role(trigger, trigger.frame.arguments.actor, "actor") or self.wielders(
            self.tokens(trigger, "subj")
        )

    def recipients(self, trigger: Trigger) -> tuple[Argument, ...]:
        """To whom it is done, by the frame's own pattern."""
        return self._role(trigger, trigger.frame.arguments.recipient, "recipient")

    def victims(self, trigger: Trigger) -> tuple[Argument, ...]:
        """Who is killed or hurt."""
        return self._role(trigger, trigger.frame.arguments.victim, "victim")

    def _role(self, trigger: Trigger, functions: Iterable[str], role: str) -> tuple[Argument, ...]:
        active = role == "actor" and not trigger.nominal and bool(subjects(trigger.token))
        if trigger.nominal and role == "actor":
            # The noun's own doer comes first: "Turkey postponed a visit by its president".
            functions = sorted(functions, key=lambda function: function != "by")
        for function in functions:
            if active and function in ("poss", "mod"):
                continue  # whose effort it is that somebody supports
            tokens = self.tokens(trigger, function)
            if not tokens:
                continue
            if function == "mod":
                tokens = self._acting_modifiers(trigger, tokens)
            found = self._roles.fill(tokens, ACTOR)
            if not found and role != "actor":
                found = self._roles.owners(tokens)
            if found:
                return found
        return ()

    def tokens(self, trigger: Trigger, function: str) -> list[Token]:
        """Tokens that stand to the trigger in a function of an argument pattern."""
        token, host, relation = trigger.token, trigger.host, trigger.relation
        verbal = not trigger.nominal
        nouns = trigger.absorbed if verbal else [token]
        match function:
            case "subj":
                if verbal:
                    resolved = trigger.frame.type == "AGREE"  # "is committed to opening up the economy"
                    plain = token.pos_ != "VERB" or resolved
                    return surface_subjects(token) if plain else subjects(token)
                if host is None and is_copular(token):
                    # "France is the largest donor of aid to Mali", but "the town is under attack"
                    return surface_subjects(token) if case(token) != "under" else []
                return subjects(host) if host is not None and relation == "doing" else []
            case "obj":
                if verbal:
                    return [obj for obj in objects(token) if not self._is_part(obj, trigger)]
                if host is not None and relation == "reaching":
                    return objects(host) if not any(o.i == token.i for o in objects(host)) else []
                if host is None and case(token) == "under" and is_copular(token):
                    return surface_subjects(token)
                return surface_subjects(host) if host is not None and relation == "suffering" else []
            case "iobj":
                return indirect_objects(token) if verbal else []
            case "poss":
                return [p for noun in nouns for p in possessors(noun)]
            case "mod":
                return [m for noun in nouns for m in modifiers(noun)]
            case "by":
                return [p for noun in nouns for p in obliques(noun, "by")]
        carriers = [*trigger.carriers, *(c for noun in nouns for c in noun.children if c.dep_ == "acl")]
        found = [phrase for carrier in carriers for phrase in obliques(carrier, function)]
        if function == "between" and len(found) == 1:
            # "talks between the government and the FARC", where the second side hangs on the talks
            found += [c for c in token.children if c.dep_ == "conj" and c.i > found[0].i]
        return [phrase for phrase in found if phrase not in trigger.absorbed and phrase.i != token.i]

    def wielders(self, doers: Sequence[Token]) -> tuple[Argument, ...]:
        """Whose weapon it is that acts: "Russian missiles struck", "missiles fired by Russia struck"."""
        weapons = lexicon().weapon
        tools = [t for t in doers if t.lemma_.lower() in weapons or self._roles.fill([t], ("instrument",))]
        owners = [owner for tool in tools for owner in (*possessors(tool), *modifiers(tool))]
        found = self._roles.fill(owners, ACTOR)
        firing = [clause for tool in tools for clause in tool.children if clause.dep_ == "acl"]
        return found or self._roles.fill([doer for clause in firing for doer in subjects(clause)], ACTOR)

    def _is_part(self, obj: Token, trigger: Trigger) -> bool:
        """Whether an object belongs to the deed rather than suffers it: the missiles of "fired missiles"."""
        words, verb = lexicon(), trigger.token.lemma_.lower()
        hurled = verb in words.light["hurling"] and obj.lemma_.lower() in words.weapon
        return obj in trigger.absorbed or (hurled and trigger.frame.type == "ASSAULT")

    def beneficiaries(self, trigger: Trigger) -> tuple[Argument, ...]:
        """Whom help reaches by what it is for: "$2 million for schools in Haiti", "to help Fiji"."""
        pending, inner = list(trigger.carriers), []
        for token in pending[:]:
            pending += [c for c in token.children if c.dep_ in ("obj", "advcl", "xcomp")]
        for _ in range(3):
            deps = ("nmod", "obl", "obj", "advcl", "acl", "xcomp")
            pending = [c for t in pending for c in t.children if c.dep_ in deps and c.i > trigger.token.i]
            inner += pending
        return self._roles.fill([t for t in inner if t.dep_ != "obl" or t.head.i != trigger.token.i], ACTOR)

    def _acting_modifiers(self, trigger: Trigger, tokens: list[Token]) -> list[Token]:
        """Modifiers that act: "US", "Israeli", "Russia-Ukraine", but not "Yemen" of "Yemen ceasefire"."""
        named = [token for token in tokens if self._table.ids(token)]
        if len(named) > 1:
            return named
        return [
            token
            for token in named
            if token.pos_ == "ADJ"
            or token.text.isupper()
            or "." in token.text
            or not self._roles.is_a(token, frozenset({"State", "Country"}))
        ]

    def instruments(self, trigger: Trigger) -> tuple[Argument, ...]:
        """What it is done with: weapons, aircraft, ships, vehicles."""
        return self._roles.fill(self._tools(trigger), ("instrument",))

    def weapons(self, trigger: Trigger) -> set[str]:
        """Lemmas of what an attack is made with, "drone" of "used a drone to kill" too."""
        return {word for tool in self._tools(trigger) for word in (tool.lemma_.lower(), tool.lower_)}

    def _tools(self, trigger: Trigger) -> list[Token]:
        tokens = [
            t for function in trigger.frame.arguments.instrument for t in self.tokens(trigger, function)
        ]
        if trigger.frame.type == "ASSAULT":
            tokens += self.tokens(trigger, "subj")
            tokens += _used_for(trigger.token if trigger.host is None else trigger.host)
            if trigger.nominal:
                tokens += [trigger.token, *self.tokens(trigger, "mod")]
            elif trigger.token.lemma_.lower() in lexicon().light["hurling"]:
                tokens += objects(trigger.token)
            # "with bursts of mortar fire", "by a bomb explosion"
            firing = [t for t in tokens if t.lemma_.lower() in lexicon().weapon]
            firing += [inner for t in firing for inner in obliques(t, "of")]
            tokens += [m for t in firing for m in modifiers(t)]
        return tokens


def _used_for(deed: Token) -> list[Token]:
    """What is used to do it: the explosives of "used explosives to blow up a bridge" or "in the attack"."""
    serving = deed.dep_ in ("advcl", "xcomp")
    serving = serving or (deed.dep_ == "obl" and case(deed) in ("in", "for", "during"))
    return objects(deed.head) if serving and deed.head.lemma_.lower() == "use" else []
