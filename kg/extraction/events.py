"""Events of an article: what was done, by whom, to whom, where, when, with what, and whether at all.

Triggers are found by the frame lexicon, their roles are filled from the syntax, tolls go to the events that
caused them, and mentions of one event become one event. Verbal acts (accusing, denying, threatening, …) are
statements and are not read here.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from kg.articles.article import Article
from kg.extraction.arguments import (
    RoleReader,
    antecedent,
    case,
    indirect_objects,
    modifiers,
    objects,
    obliques,
    possessors,
    subjects,
    surface_subjects,
)
from kg.extraction.casualties import MANY, Toll, assign
from kg.extraction.entities import EntityTable, char_span
from kg.extraction.event_identity import merge_mentions, points_back_by_subject
from kg.extraction.factuality import factuality
from kg.extraction.frames import lexicon
from kg.extraction.quantities import count_of
from kg.extraction.report import Argument, Count, EntityKind, Event, Factuality, Span, TimeExpression
from kg.extraction.time import TimeResolver
from kg.extraction.triggers import Trigger, TriggerFinder

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
_ACTOR: tuple[EntityKind, ...] = ("actor",)


@dataclass(slots=True)
class _Draft:
    """An event while its parts are gathered."""

    trigger: Trigger
    actor: tuple[Argument, ...] = ()
    recipient: tuple[Argument, ...] = ()
    victim: tuple[Argument, ...] = ()
    instrument: tuple[Argument, ...] = ()
    location: tuple[Argument, ...] = ()
    date: TimeExpression | None = None
    counts: dict[str, Count] = field(default_factory=dict)
    factuality: Factuality = "Actual"
    sentences: list[int] = field(default_factory=list)

    @property
    def arguments(self) -> int:
        """How many of the roles that make an event one are filled."""
        done_to = {a.span for a in (*self.recipient, *self.victim)}
        return sum(map(bool, (self.actor, done_to, {a.span for a in self.location} - done_to)))


def find_events(doc: Doc, table: EntityTable, times: TimeResolver, article: Article) -> tuple[Event, ...]:
    """Return the events that ``article`` reports, in order of first mention, each once.

    ``doc`` is the parse of ``article.text``, ``table`` its entities, ``times`` its dates. Attribution and
    links to statements and agreements are left to :func:`kg.extraction.extract`.
    """
    return _Reader(doc, table, times, article).read()


class _Reader:
    """Reads the events of one article."""

    def __init__(self, doc: Doc, table: EntityTable, times: TimeResolver, article: Article) -> None:
        self._doc = doc
        self._table = table
        self._times = times
        self._article = article
        words = lexicon()
        self._roles = RoleReader(table, words.partitives, words.target | words.forces | words.people)
        self._classes = {entity.id: entity.cls for entity in table.entities}
        self._named = {entity.id for entity in table.entities if entity.named}
        self._finder = TriggerFinder(doc, self._roles, article.skip, article.headline_span)

    def read(self) -> tuple[Event, ...]:
        triggers, tolls = assign(self._finder.find(), self._acts)
        drafts = [self._draft(trigger, tolls.get(trigger.token.i, ())) for trigger in triggers]
        self._complete_agreeing(drafts)
        events, bare = [], set()
        for number, draft in enumerate(drafts, 1):
            if _is_event(draft):
                events.append(self._event(draft, number))
            elif points_back_by_subject(draft.trigger.token):
                # "It was a defensive strike" names nothing by itself, but says something of what came before.
                events.append(self._event(draft, number))
                bare.add(events[-1].mentions)
        merged = merge_mentions(self._doc, self._table, events, self._article.headline_span)
        kept = [event for event in merged if event.mentions not in bare]
        return tuple(replace(event, id=f"e{number}") for number, event in enumerate(kept, 1))

    def _acts(self, token: Token) -> bool:
        return bool(self._roles.fill([token], _ACTOR))

    # ---- roles -----------------------------------------------------------------------------------------

    def _draft(self, trigger: Trigger, tolls: Sequence[Toll]) -> _Draft:
        draft = _Draft(trigger)
        pattern = trigger.frame.arguments
        draft.actor = self._role(trigger, pattern.actor, "actor") or self._wielders(trigger)
        draft.recipient = self._role(trigger, pattern.recipient, "recipient")
        draft.victim = self._role(trigger, pattern.victim, "victim")
        if pattern.victim:
            draft.recipient = self._people(draft.recipient)
            draft.victim = self._people(draft.victim)
        draft.instrument = self._instruments(trigger)
        if trigger.frame.cls in ("Aid", "Mediation") and not draft.recipient:
            draft.recipient = self._beneficiaries(trigger)
        if not draft.actor:
            harmed = {trigger.token.i, *(toll.people.i for toll in tolls)}
            killers = [doer for toll in tolls for doer in subjects(toll.source) if doer.i not in harmed]
            draft.actor = self._roles.fill(killers, _ACTOR)
        self._settle(draft, symmetric=pattern.symmetric)
        self._count(draft, tolls)
        taken = {a.span for a in draft.actor}
        if trigger.frame.cls not in ("Withdrawal", "Deployment", "Visit"):
            taken |= {a.span for a in draft.recipient}
        draft.location = self._locations(trigger, tolls, taken)
        carriers = [*trigger.carriers, *(toll.source for toll in tolls)]
        draft.date = next((time for token in carriers if (time := self._times.of(token)) is not None), None)
        if draft.date is not None and self._dates_what_governs(draft.date, carriers):
            draft.date = None
        draft.factuality = self._factuality(draft)
        if draft.date is not None and not self._suits(draft.date, draft.factuality):
            draft.date = None
        draft.sentences = list(dict.fromkeys(token.sent.start for token in carriers))
        return draft

    def _role(self, trigger: Trigger, functions: Iterable[str], role: str) -> tuple[Argument, ...]:
        for function in functions:
            tokens = self._tokens(trigger, function)
            if not tokens:
                continue
            if function == "mod":
                tokens = self._acting_modifiers(trigger, tokens)
            found = self._roles.fill(tokens, _ACTOR)
            if not found and role != "actor":
                found = self._roles.owners(tokens)
            if found:
                return found
        return ()

    def _tokens(self, trigger: Trigger, function: str) -> list[Token]:
        """Tokens that stand to the trigger in a function of an argument pattern."""
        token, host, relation = trigger.token, trigger.host, trigger.relation
        verbal = not trigger.nominal
        nouns = trigger.absorbed if verbal else [token]
        match function:
            case "subj":
                if verbal:
                    return subjects(token) if token.pos_ == "VERB" else surface_subjects(token)
                return subjects(host) if host is not None and relation == "doing" else []
            case "obj":
                if verbal:
                    return [obj for obj in objects(token) if not self._is_part(obj, trigger)]
                if host is not None and relation == "reaching":
                    return objects(host) if not any(o.i == token.i for o in objects(host)) else []
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

    def _wielders(self, trigger: Trigger) -> tuple[Argument, ...]:
        """Whose weapon it is that acts: "Russian missiles struck", "missiles fired by Russia struck"."""
        weapons = lexicon().weapon
        tools = [
            t
            for t in self._tokens(trigger, "subj")
            if t.lemma_.lower() in weapons or self._roles.fill([t], ("instrument",))
        ]
        owners = [owner for tool in tools for owner in (*possessors(tool), *modifiers(tool))]
        found = self._roles.fill(self._acting_modifiers(trigger, owners), _ACTOR)
        firing = [clause for tool in tools for clause in tool.children if clause.dep_ == "acl"]
        return found or self._roles.fill([doer for clause in firing for doer in subjects(clause)], _ACTOR)

    def _is_part(self, obj: Token, trigger: Trigger) -> bool:
        """Whether an object belongs to the deed rather than suffers it: the missiles of "fired missiles"."""
        words, verb = lexicon(), trigger.token.lemma_.lower()
        hurled = verb in words.light["hurling"] and obj.lemma_.lower() in words.weapon
        return obj in trigger.absorbed or (hurled and trigger.frame.type == "ASSAULT")

    def _beneficiaries(self, trigger: Trigger) -> tuple[Argument, ...]:
        """Whom help reaches by what it is for: "$2 million for schools in Haiti", "to help Fiji"."""
        pending, inner = list(trigger.carriers), []
        for token in pending[:]:
            pending += [c for c in token.children if c.dep_ in ("obj", "advcl", "xcomp")]
        for _ in range(3):
            deps = ("nmod", "obl", "obj", "advcl", "acl", "xcomp")
            pending = [c for t in pending for c in t.children if c.dep_ in deps and c.i > trigger.token.i]
            inner += pending
        return self._roles.fill([t for t in inner if t.dep_ != "obl" or t.head.i != trigger.token.i], _ACTOR)

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

    def _instruments(self, trigger: Trigger) -> tuple[Argument, ...]:
        tokens = [
            t for function in trigger.frame.arguments.instrument for t in self._tokens(trigger, function)
        ]
        if trigger.frame.type == "ASSAULT":
            tokens += self._tokens(trigger, "subj")
            if trigger.nominal:
                tokens += self._tokens(trigger, "mod")
            elif trigger.token.lemma_.lower() in lexicon().light["hurling"]:
                tokens += objects(trigger.token)
        return self._roles.fill(tokens, ("instrument",))

    def _locations(
        self, trigger: Trigger, tolls: Sequence[Toll], taken: Collection[Span]
    ) -> tuple[Argument, ...]:
        """Where it happens: the place nearest to the trigger's own words that fills no other role."""
        cls = trigger.frame.cls
        prepositions = (*_ORIGIN.get(cls, ()), *_GOAL.get(cls, ()), *_PLACE_PREPOSITIONS)
        carriers = [*trigger.carriers, *(toll.source for toll in tolls)]
        reached = [*self._tokens(trigger, "obj"), *(toll.people for toll in tolls)]
        if trigger.nominal:
            reached += obliques(trigger.token, "of")
        for function in trigger.frame.arguments.recipient:
            if function not in ("obj", "in", "near", "along"):
                reached += self._tokens(trigger, function)
        found = (
            self._roles.fill(reached, ("place",))
            if trigger.frame.type in ("ASSAULT", "COERCE", "RETREAT", "CONSULT", "MOBILIZE")
            else ()
        )
        for tokens in (carriers, reached):
            if tokens is reached and any(self._is_named(argument) for argument in found):
                break
            phrases = [p for token in tokens for name in prepositions for p in obliques(token, name)]
            found = tuple(dict.fromkeys((*found, *self._places(phrases))))
        if not found and trigger.nominal:
            found = self._roles.fill([*possessors(trigger.token), *modifiers(trigger.token)], ("place",))
        if not found:
            doers = [*self._tokens(trigger, "subj"), *self._tokens(trigger, "by")]
            found = self._places(
                [p for doer in doers for name in ("in", "near", "at") for p in obliques(doer, name)]
            )
        if not found:
            found = self._places_of_clause(trigger)[:1]
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
            clause = token.head
            while clause.pos_ not in ("VERB", "AUX") and clause.head.i != clause.i:
                clause = clause.head
            if clause.i == verb.i:
                phrases.append(token)
        return self._roles.fill(phrases, ("place",))

    def _people(self, arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
        """Those who can be killed: no states ("a Pakistani" is not Pakistan)."""
        return tuple(a for a in arguments if self._classes[a.entity] not in ("State", "Country"))

    def _is_named(self, argument: Argument) -> bool:
        return argument.entity in self._named

    def _places(self, phrases: list[Token]) -> tuple[Argument, ...]:
        found: list[Argument] = []
        for phrase in phrases:
            places = self._roles.fill([phrase], ("place",))
            if not any(self._is_named(place) for place in places):
                inner = [p for name in ("of", "in", "on", "near") for p in obliques(phrase, name)]
                if phrase.lemma_.lower() in lexicon().target:
                    inner += [*possessors(phrase), *modifiers(phrase)]
                places += self._roles.fill(inner, ("place",))
            found += places
        return tuple(dict.fromkeys(found))

    # ---- the rest --------------------------------------------------------------------------------------

    def _settle(self, draft: _Draft, *, symmetric: bool) -> None:
        """Nobody does something to himself; of several who do it to each other, the later are recipients."""
        actors = {argument.entity for argument in draft.actor}
        draft.recipient = tuple(a for a in draft.recipient if a.entity not in actors)
        draft.victim = tuple(a for a in draft.victim if a.entity not in actors)
        if symmetric and not draft.recipient and len(actors) > 1:
            first = draft.actor[0].entity
            draft.recipient = tuple(a for a in draft.actor if a.entity != first)
            draft.actor = tuple(a for a in draft.actor if a.entity == first)

    def _count(self, draft: _Draft, tolls: Sequence[Toll]) -> None:
        frame = draft.trigger.frame
        if frame.counts:
            done = self._tokens(draft.trigger, "obj") or self._tokens(draft.trigger, "of")
            for token in done[:1]:
                count = count_of(antecedent(token))
                if count is not None:
                    draft.counts[frame.counts] = count
        for toll in tolls:
            count = count_of(toll.people)
            if count is not None:
                draft.counts.setdefault(toll.kind, count)
            people = self._people(self._roles.fill([toll.people], _ACTOR))
            actors = {argument.entity for argument in draft.actor}
            draft.victim = tuple(
                dict.fromkeys((*draft.victim, *(p for p in people if p.entity not in actors)))
            )

    def _factuality(self, draft: _Draft) -> Factuality:
        seen = factuality(draft.trigger.token)
        date, today = draft.date, self._article.date
        if (
            seen == "Actual"
            and not _is_past(draft.trigger)
            and date is not None
            and date.start is not None
            and today is not None
            and date.start > today
        ):
            return "Planned"
        return seen

    def _dates_what_governs(self, date: TimeExpression, carriers: Sequence[Token]) -> bool:
        """Whether a date is of a promise rather than of the deed: "vowed on Monday to strike"."""
        words = self._doc.char_span(date.span.start, date.span.end) if date.span is not None else None
        if words is None:
            return False
        head = words.root.head
        while head.pos_ != "VERB" and head.head.i != head.i:
            head = head.head
        if head in carriers or words.start > carriers[0].i:
            return False
        inner = {child.i for child in head.children if child.dep_ == "xcomp" and child.tag_ == "VB"}
        return any(token.i in inner or any(a.i in inner for a in token.ancestors) for token in carriers[:1])

    def _suits(self, date: TimeExpression, seen: Factuality) -> bool:
        """Nothing planned happens "since 2001", and nothing actual "by November 15" of this year to come."""
        today = self._article.date
        if seen != "Actual":
            return date.end is not None
        if today is None:
            return True
        return (date.start or date.end or today) <= today

    def _complete_agreeing(self, drafts: list[_Draft]) -> None:
        """What is agreed concerns whom the agreed act concerns: "agreed to release the prisoners"."""
        by_token = {draft.trigger.token.i: draft for draft in drafts}
        for draft in drafts:
            if draft.trigger.frame.type != "AGREE" or draft.recipient:
                continue
            for child in draft.trigger.token.children:
                inner = by_token.get(child.i)
                if child.dep_ in ("xcomp", "obl", "ccomp") and inner is not None:
                    actors = {argument.entity for argument in draft.actor}
                    draft.recipient = tuple(a for a in inner.recipient if a.entity not in actors)
                    draft.location = draft.location or inner.location

    def _event(self, draft: _Draft, number: int) -> Event:
        trigger = draft.trigger
        span = self._trigger_span(trigger)
        return Event(
            id=f"e{number}",
            cls=trigger.frame.cls,
            type=trigger.frame.type,
            mode=trigger.frame.mode,
            trigger=span,
            mentions=(span,),
            evidence=tuple(self._sentence(start) for start in draft.sentences),
            actor=draft.actor,
            recipient=draft.recipient,
            victim=draft.victim,
            instrument=draft.instrument,
            location=draft.location,
            date=draft.date,
            killed=draft.counts.get("killed"),
            injured=draft.counts.get("injured"),
            detained=draft.counts.get("detained"),
            displaced=draft.counts.get("displaced"),
            factuality=draft.factuality,
            confidence=_confidence(draft),
        )

    def _trigger_span(self, trigger: Trigger) -> Span:
        """The trigger with what belongs to it, where that is close by: "opened fire", "air strike"."""
        token = trigger.token
        if not trigger.nominal:
            near = [t.i for t in trigger.absorbed if 0 < t.i - token.i <= 3]
            return char_span(self._doc, token.i, max([token.i, *near]) + 1)
        start = token.i
        while start > token.sent.start and (
            self._doc[start - 1].dep_ == "compound"
            and self._doc[start - 1].pos_ == "NOUN"
            and self._doc[start - 1].head.i == token.i
            and not (start > 1 and self._doc[start - 2].text in ("-", "–"))
        ):
            start -= 1
        return char_span(self._doc, start, token.i + 1)

    def _sentence(self, start: int) -> Span:
        sentence = self._doc[start].sent
        return char_span(self._doc, sentence.start, sentence.end)


def _is_past(trigger: Trigger) -> bool:
    """Whether the trigger's verb is finite and past, so that a date to come cannot be its own."""
    verb = trigger.host if trigger.nominal else trigger.token
    if verb is None:
        return False
    past = ("VBD", "VBN")
    return verb.tag_ == "VBD" or any(c.dep_ in ("aux", "aux:pass") and c.tag_ in past for c in verb.children)


def _is_event(draft: _Draft) -> bool:
    """Whether enough is known: a bare noun names nothing that anybody could ask for."""
    trigger, people = draft.trigger, bool(draft.actor or draft.recipient or draft.victim)
    if not draft.actor and not draft.date and any((c.min or 0) >= MANY for c in draft.counts.values()):
        return False
    weak = trigger.frame.sure < 0.8
    match trigger.frame.needs:
        case "trigger":
            return people or bool(draft.location or draft.date or draft.counts)
        case "host":
            return bool(draft.actor) or (trigger.host is not None and bool(draft.location or draft.date))
        case "casualty":
            return bool(draft.counts or draft.victim) or (people and bool(draft.location))
        case "pair":
            return draft.arguments >= 2
        case "clash":
            return (
                bool(draft.actor and draft.recipient)
                or (bool(draft.location) and trigger.nominal)
                or (people and bool(draft.date or draft.counts))
            )
        case "talks" if not trigger.nominal and not trigger.absorbed and not draft.recipient:
            several = len(draft.actor) > 1 or any(
                token.tag_ in ("NNS", "NNPS") for token in surface_subjects(trigger.token)
            )
            return several and bool(draft.location or draft.date)
        case "talks":
            return bool(draft.actor and draft.recipient) or (
                people
                and (trigger.host is not None or bool(draft.location or draft.date or trigger.absorbed))
            )
        case "agree":
            return (
                bool(draft.actor)
                and draft.factuality == "Actual"
                and bool(
                    draft.recipient
                    or any(c.dep_ in ("xcomp", "ccomp", "obl") for c in trigger.token.children)
                )
            )
    return people or (bool(draft.location or draft.counts or draft.date) and not weak)


def _confidence(draft: _Draft) -> float:
    """How sure the reading is: the trigger's own certainty, raised by the roles that fit it."""
    filled = 0.8 + 0.08 * bool(draft.actor) + 0.08 * bool(draft.recipient or draft.victim)
    filled += 0.04 * bool(draft.location or draft.date or draft.counts)
    return round(min(draft.trigger.frame.sure * filled + 0.02, 0.98), 2)
