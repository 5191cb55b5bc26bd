"""An event while its parts are gathered, whether they make one, and how sure it is."""

from dataclasses import dataclass, field

from kg.extraction.arguments import subjects, surface_subjects
from kg.extraction.casualties import MANY
from kg.extraction.report import Argument, Count, Factuality, TimeExpression
from kg.extraction.trigger import Trigger

_TELLING = 5
"""A pattern that asks for so much (an object and a preposition, say) decides the sense by itself."""


@dataclass(slots=True)
class Draft:
    """An event while its parts are gathered."""

    trigger: Trigger
    actor: tuple[Argument, ...] = ()
    recipient: tuple[Argument, ...] = ()
    victim: tuple[Argument, ...] = ()
    physical_target: tuple[Argument, ...] = ()
    instrument: tuple[Argument, ...] = ()
    location: tuple[Argument, ...] = ()
    date: TimeExpression | None = None
    counts: dict[str, Count] = field(default_factory=dict)
    factuality: Factuality = "Actual"
    sentences: list[int] = field(default_factory=list)

    @property
    def type(self) -> str:
        """PLOVER type: the frame's, but what forces of two sides rehearse together is cooperation."""
        frame = self.trigger.frame
        joint = frame.cls == "MilitaryExercise" and bool(self.actor and self.recipient)
        return "COOPERATE" if joint else frame.type

    @property
    def arguments(self) -> int:
        """How many of the roles that make an event one are filled."""
        done_to = {a.span for a in (*self.recipient, *self.victim, *self.physical_target)}
        place = {a.span for a in self.location} - done_to
        return sum(map(bool, (self.actor, done_to, place, self.instrument)))


def is_event(draft: Draft) -> bool:
    """Whether enough is known: a bare noun names nothing that anybody could ask for."""
    trigger, people = draft.trigger, bool(draft.actor or draft.recipient or draft.victim)
    unsaid = not draft.actor and not draft.date and (trigger.nominal or not subjects(trigger.token))
    harmed = [count for kind, count in draft.counts.items() if kind != "displaced"]
    if unsaid and any((count.min or 0) >= MANY for count in harmed):
        return False  # the sum of many events
    weak = trigger.frame.sure < 0.8 and trigger.asks < _TELLING
    match trigger.frame.needs:
        case "trigger":
            return people or bool(draft.location or draft.date or draft.counts or draft.instrument)
        case "host":
            return bool(draft.actor or draft.location) or (trigger.host is not None and bool(draft.date))
        case "impact":
            return trigger.relation in ("reaching", "happening")
        case "casualty":
            return bool(draft.counts or draft.victim) or (
                bool(people or draft.instrument) and bool(draft.location)
            )
        case "pair":
            return draft.arguments >= 1
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
