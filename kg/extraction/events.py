"""Events of an article: what was done, by whom, to whom, where, when, with what, and whether at all.

Triggers are found by the frame lexicon, their roles are filled from the syntax, tolls go to the events that
caused them, and mentions of one event become one event. Verbal acts (accusing, denying, threatening, …) are
statements and are not read here.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.articles.article import Article
from kg.extraction.actor_types import PUBLIC
from kg.extraction.arguments import modifiers, obliques, possessors, subjects
from kg.extraction.casualties import assign
from kg.extraction.concerned import concerned
from kg.extraction.entities import EntityTable, char_span
from kg.extraction.event_confidence import confidence, signs_of
from kg.extraction.event_dates import dates_what_governs, is_past, suits
from kg.extraction.event_drafts import Draft, is_event
from kg.extraction.event_identity import merge_mentions, points_back_by_subject
from kg.extraction.event_places import Places
from kg.extraction.factuality import factuality
from kg.extraction.frames import lexicon
from kg.extraction.participants import ACTOR, Participants
from kg.extraction.physical_targets import PhysicalTargets
from kg.extraction.public_affairs import PublicAffairs
from kg.extraction.report import Argument, EntityKind, Event, Factuality, Span
from kg.extraction.role_fillers import RoleReader
from kg.extraction.syntax import antecedent
from kg.extraction.time import TimeResolver
from kg.extraction.tolls import Toll
from kg.extraction.totals import one_of, sum_of, total_of
from kg.extraction.trigger import Trigger
from kg.extraction.triggers import TriggerFinder

# What is done to somebody or to something in these is done to what is named, never to whom it belongs.
_SELF_CONTAINED = ("ASSAULT", "CONSULT")
_OF_PEOPLE = ("Withdrawal", "Visit", "Arrest", "Deportation", "PrisonerRelease")


def find_events(doc: Doc, table: EntityTable, times: TimeResolver, article: Article) -> tuple[Event, ...]:
    """Return the events that ``article`` reports, in order of first mention, each once.

    ``doc`` is the parse of ``article.text``, ``table`` its entities, ``times`` its dates. Attribution and
    links to statements and agreements are left to :func:`kg.extraction.extract`.
    """
    return _Reader(doc, table, times, article).read()


def find_events_and_signs(
    doc: Doc, table: EntityTable, times: TimeResolver, article: Article
) -> tuple[tuple[Event, ...], dict[Span, dict[str, float]]]:
    """Like :func:`find_events`, and by trigger the signs from which an event's confidence is reckoned."""
    reader = _Reader(doc, table, times, article)
    return reader.read(), reader.signs


class _Reader:
    """Reads the events of one article."""

    def __init__(self, doc: Doc, table: EntityTable, times: TimeResolver, article: Article) -> None:
        self._doc = doc
        self._table = table
        self._times = times
        self._article = article
        words = lexicon()
        self._roles = RoleReader(table, words.partitives, words.target | words.forces | words.people)
        self._participants = Participants(table, self._roles)
        self._places = Places(doc, table, self._roles, self._participants)
        self._targets = PhysicalTargets(table, self._roles, self._participants)
        self._classes = {entity.id: entity.cls for entity in table.entities}
        self._affairs = PublicAffairs(doc, table)
        self.signs: dict[Span, dict[str, float]] = {}
        self._finder = TriggerFinder(doc, self._roles, article.skip, article.headline_span)

    def read(self) -> tuple[Event, ...]:
        triggers, tolls = assign(self._finder.find(), self._acts)
        drafts = [self._draft(trigger, tolls.get(trigger.token.i, ())) for trigger in triggers]
        events, bare = [], set()
        for number, draft in enumerate(drafts, 1):
            if self._is_private(draft):
                continue
            # "It was a defensive strike" names nothing by itself, but says something of what came before.
            whole = is_event(draft)
            if whole or points_back_by_subject(draft.trigger.token):
                events.append(self._event(draft, number))
                if not whole:
                    bare.add(events[-1].mentions)
        merged = merge_mentions(self._doc, self._table, events, self._article.headline_span)
        kept = [event for event in merged if event.mentions not in bare]
        return tuple(replace(event, id=f"e{number}") for number, event in enumerate(kept, 1))

    def _acts(self, token: Token) -> bool:
        return bool(self._roles.fill([token], ACTOR))

    # ---- roles -----------------------------------------------------------------------------------------

    def _draft(self, trigger: Trigger, tolls: Sequence[Toll]) -> Draft:
        draft = Draft(trigger)
        pattern = trigger.frame.arguments
        draft.actor = self._participants.actors(trigger)
        draft.recipient = self._participants.recipients(trigger)
        draft.victim = self._participants.victims(trigger)
        if pattern.victim:
            draft.recipient = self._people(draft.recipient)
            draft.victim = self._people(draft.victim)
        draft.physical_target = self._targets.of(trigger)
        hit = {a.span for a in draft.physical_target}
        draft.instrument = tuple(a for a in self._participants.instruments(trigger) if a.span not in hit)
        if trigger.frame.cls in ("Aid", "Mediation") and not draft.recipient:
            draft.recipient = self._participants.beneficiaries(trigger)
        if not draft.actor:
            harmed = {trigger.token.i, *(toll.people.i for toll in tolls)}
            doers = [doer for toll in tolls for doer in subjects(toll.source) if doer.i not in harmed]
            killers = [doer for doer in doers if doer.dep_ != "nsubj:pass"]
            draft.actor = self._roles.fill(killers, ACTOR) or self._participants.wielders(killers)
        self._settle(draft, symmetric=pattern.symmetric)
        if not draft.recipient and not draft.victim:
            draft.recipient = self._concerned(draft, ACTOR)
        self._count(draft, tolls)
        taken = {a.span for a in draft.actor}
        if trigger.frame.cls not in ("Withdrawal", "Deployment", "Visit"):
            taken |= {a.span for a in draft.recipient}
        draft.location = self._places.of(trigger, tolls, taken)
        told = trigger.frame.type == "AGREE" or not (draft.recipient or draft.victim)
        if not draft.location and told:
            own = {a.span for a in draft.actor}
            draft.location = tuple(a for a in self._concerned(draft, ("place",)) if a.span not in own)[:1]
        if not draft.location and trigger.frame.type == "AID":
            draft.location = self._places.of_people(draft.recipient)
        carriers = [*trigger.carriers, *(toll.source for toll in tolls)]
        draft.date = next((time for token in carriers if (time := self._times.of(token)) is not None), None)
        if draft.date is not None and dates_what_governs(self._doc, draft.date, carriers):
            draft.date = None
        draft.factuality = self._factuality(draft)
        if draft.date is not None and not suits(draft.date, draft.factuality, self._article.date):
            draft.date = None
        draft.sentences = list(dict.fromkeys(token.sent.start for token in carriers))
        return draft

    def _people(self, arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
        """Those who can be killed: no states ("a Pakistani" is not Pakistan)."""
        return tuple(a for a in arguments if self._classes[a.entity] not in ("State", "Country"))

    def _concerned(self, draft: Draft, kinds: tuple[EntityKind, ...]) -> tuple[Argument, ...]:
        """Whom, or what place, a deed concerns that names no recipient of its own."""
        trigger = draft.trigger
        reaching = trigger.frame.arguments.recipient[:1] != ("on",)  # no "violated the rebels' truce"
        if (trigger.frame.type in _SELF_CONTAINED and reaching) or trigger.frame.cls in _OF_PEOPLE:
            return ()
        carriers = [trigger.token, *([trigger.host] if trigger.relation == "doing" and trigger.host else [])]
        things = self._participants.tokens(trigger, "obj")
        taken = {a.entity for a in draft.actor}
        if trigger.frame.type == "MOBILIZE":
            whence = self._participants.tokens(trigger, "from")
            taken |= {a.entity for a in self._roles.fill([*things, *whence], kinds)}  # they are what is sent
        return concerned(self._roles, [*things, *trigger.absorbed], carriers, taken, kinds)

    def _is_private(self, draft: Draft) -> bool:
        """Whether it is done by people outside public affairs, and to nobody who takes part in them."""
        doers = self._participants.tokens(draft.trigger, "subj")
        if draft.type == "PROTEST" or not any(doer.lemma_.lower() in lexicon().private for doer in doers):
            return False
        sides = (*draft.actor, *draft.recipient, *draft.victim)
        return not any(self._classes[argument.entity] in PUBLIC for argument in sides)

    # ---- the rest --------------------------------------------------------------------------------------

    def _settle(self, draft: Draft, *, symmetric: bool) -> None:
        """Nobody does something to himself; of several who do it to each other, the later are recipients."""
        actors = {argument.entity for argument in draft.actor}
        draft.recipient = tuple(a for a in draft.recipient if a.entity not in actors)
        draft.victim = tuple(a for a in draft.victim if a.entity not in actors)
        if symmetric and not draft.recipient and len(actors) > 1:
            first = draft.actor[0].entity
            draft.recipient = tuple(a for a in draft.actor if a.entity != first)
            draft.actor = tuple(a for a in draft.actor if a.entity == first)
        elif symmetric and not draft.recipient and len(actors) == 1:
            sides = self._sides(draft.actor[0])
            draft.actor, draft.recipient = sides[:1] or draft.actor, sides[1:]

    def _sides(self, actor: Argument) -> tuple[Argument, ...]:
        """Who "UK and EU negotiators" stand for, who do something with each other."""
        words = self._doc.char_span(actor.span.start, actor.span.end)
        if words is None:
            return ()
        named = [*possessors(words.root), *modifiers(words.root), *obliques(words.root, "of")]
        joined = [token for token in named if any(c.dep_ == "conj" for c in token.children)]
        sides = self._roles.fill(joined[:1], ACTOR)
        return sides if len({side.entity for side in sides}) > 1 else ()

    def _count(self, draft: Draft, tolls: Sequence[Toll]) -> None:
        frame = draft.trigger.frame
        if frame.counts:
            done = self._participants.tokens(draft.trigger, "obj") or self._participants.tokens(
                draft.trigger, "of"
            )
            for token in done[:1]:
                count = total_of(antecedent(token))
                if count is not None:
                    draft.counts[frame.counts] = count
        for toll in tolls:
            count = toll.count
            if toll.beside:
                told = draft.counts.get(toll.kind) or next(
                    (one for t in tolls if t.source is toll.source and (one := one_of(t.people))), None
                )
                count = count or one_of(toll.people)
                if told is not None and count is not None:
                    draft.counts[toll.kind] = sum_of([told, count], self._doc)
            elif count is not None:
                draft.counts.setdefault(toll.kind, count)
            people = self._people(self._roles.fill([toll.people], ACTOR))
            actors = {argument.entity for argument in draft.actor}
            draft.victim = tuple(
                dict.fromkeys((*draft.victim, *(p for p in people if p.entity not in actors)))
            )

    def _factuality(self, draft: Draft) -> Factuality:
        token = draft.trigger.token
        seen = factuality(token)
        if (
            seen == "Planned" and draft.trigger.frame.type == "PROTEST" and token.dep_ == "advcl"
        ):  # "took to the streets to protest"
            seen = factuality(token.head)
        host = draft.trigger.host
        if seen == "Actual" and host is not None and token.dep_ in ("obl", "nmod"):
            # "will fly to Doha for talks", "is due in Doha for talks"
            seen = "Planned" if host.lemma_.lower() in lexicon().light["due"] else factuality(host)
        date, today = draft.date, self._article.date
        if (
            seen == "Actual"
            and not is_past(draft.trigger)
            and date is not None
            and date.start is not None
            and today is not None
            and date.start > today
        ):
            return "Planned"
        return seen

    def _event(self, draft: Draft, number: int) -> Event:
        trigger = draft.trigger
        span = self._trigger_span(trigger)
        cls, mode = self._kind(trigger)
        signs = self.signs[span] = signs_of(draft, self._affairs)
        return Event(
            id=f"e{number}",
            cls=cls,
            type=draft.type,
            mode=mode if draft.type == trigger.frame.type else None,
            trigger=span,
            mentions=(span,),
            evidence=tuple(self._sentence(start) for start in draft.sentences),
            actor=draft.actor,
            recipient=draft.recipient,
            victim=draft.victim,
            physical_target=draft.physical_target,
            instrument=draft.instrument,
            location=draft.location,
            date=draft.date,
            killed=draft.counts.get("killed"),
            injured=draft.counts.get("injured"),
            detained=draft.counts.get("detained"),
            displaced=draft.counts.get("displaced"),
            factuality=draft.factuality,
            confidence=confidence(signs),
        )

    def _kind(self, trigger: Trigger) -> tuple[str, str | None]:
        """Class and mode: the frame's, or for an attack that of what it is made with."""
        frame = trigger.frame
        if frame.cls == "Attack" and frame.mode is None:
            tools = self._participants.weapons(trigger)
            for cls, mode, words in lexicon().weapons:
                if tools & words:
                    return cls, mode
        return frame.cls, frame.mode

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
