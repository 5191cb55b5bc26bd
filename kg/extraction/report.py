"""The vocabulary of the system: what one article reports, as plain frozen values.

Class names, roles and factuality values are those of the ontology (``ontology/conflict-kg.ttl``). All offsets
count Unicode code points of the article's text, end exclusive. Entities, events, statements and
agreements refer to each other by ``id``, which is unique within a report.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

Factuality = Literal["Actual", "Negated", "Planned", "Conditional", "Possible"]
Precision = Literal["day", "week", "month", "year"]
AgreementStatus = Literal["proposed", "agreed", "signed", "inForce", "violated", "suspended", "ended"]
AgreementChange = Literal[AgreementStatus, "extended"]
"""What an agreement comes to; an extended one stays in force."""
EntityKind = Literal["actor", "place", "instrument", "other"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the article's text: ``article.text[start:end] == text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityLink:
    """The Wikidata item that an entity is, and how sure that is."""

    qid: str
    label: str
    score: float
    method: str
    """How the candidate was found: ``exact``, ``alias``, ``acronym``, ``fuzzy``, ``pinned``, …"""
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something that the article speaks of, with every mention of it."""

    id: str
    name: str
    """The fullest proper name in the text, or the head words of an unnamed group."""
    cls: str
    """Local name of the ontology class: ``State``, ``ArmedGroup``, ``Person``, ``Settlement``, …"""
    mentions: tuple[Span, ...]
    aliases: tuple[str, ...] = ()
    named: bool = True
    """False for unnamed people and things ("14 security force members"): they belong to the article alone."""
    link: EntityLink | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Entity):
    """Who acts, suffers, signs or speaks: a person, body, state, force or group of people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Entity):
    """Where something happens. A country that acts is an :class:`Actor` of class ``State``."""

    country: str | None = None
    """Name of the country that the text gives for it, where it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Entity):
    """Weapon, aircraft, ship or vehicle."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One filler of a role: an entity, and the words that name it there (a pronoun, perhaps)."""

    entity: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A resolved date or interval, both ends inclusive."""

    start: dt.date | None
    end: dt.date | None
    precision: Precision
    span: Span | None
    """The words it was read from; ``None`` where it was taken from the article's date alone."""

    @property
    def day(self) -> dt.date | None:
        """The one day that is meant, where one is."""
        return self.start if self.precision == "day" and self.start == self.end else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of people with its bounds: "at least 14" has ``min`` 14 and no ``max``."""

    min: int | None
    max: int | None
    span: Span
    of: str | None = None
    """What is counted, in the text's words ("security force members")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something done, planned, denied or claimed, with who did it to whom."""

    id: str
    cls: str
    type: str
    """PLOVER type, for example ``ASSAULT``."""
    mode: str | None
    trigger: Span
    evidence: tuple[Span, ...]
    """Whole sentences, the trigger's first."""
    mentions: tuple[Span, ...] = ()
    """Every trigger in the article that names this event, ``trigger`` among them."""
    actor: tuple[Argument, ...] = ()
    recipient: tuple[Argument, ...] = ()
    victim: tuple[Argument, ...] = ()
    physical_target: tuple[Argument, ...] = ()
    """Buildings, vehicles, vessels and installations that are hit or aimed at; a body for its premises."""
    instrument: tuple[Argument, ...] = ()
    location: tuple[Argument, ...] = ()
    date: TimeExpression | None = None
    killed: Count | None = None
    injured: Count | None = None
    detained: Count | None = None
    displaced: Count | None = None
    factuality: Factuality = "Actual"
    attributed_to: tuple[Argument, ...] = ()
    """Whose word it is; empty where the article itself asserts it, or nobody known tells it."""
    unnamed_source: tuple[Span, ...] = ()
    """The words for those who tell it, where they mean nobody that is known: "the report", "it is said"."""
    stated_in: tuple[str, ...] = ()
    """Ids of the statements whose content holds it, innermost first."""
    signs: tuple[str, ...] = ()
    violates: tuple[str, ...] = ()
    implements: tuple[str, ...] = ()
    negotiates: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Somebody's word: who says what to whom, through what; or somebody's reported attitude."""

    id: str
    cls: str
    type: str | None
    """PLOVER type of a verbal act (``ACCUSE``, ``REQUEST``, …); ``None`` for a plain report."""
    cue: Span
    evidence: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    """The words that say whose word it is: a noun phrase for each of several sources, a pronoun perhaps."""
    speaker: tuple[Argument, ...] = ()
    """The actors that ``source`` means; empty where it names none that is known."""
    on_behalf_of: tuple[Argument, ...] = ()
    addressee: tuple[Argument, ...] = ()
    recipient: tuple[Argument, ...] = ()
    """To whom a verbal act is done: the addressee, or else whom the words concern ("condemned X's plan")."""
    content: tuple[Span, ...] = ()
    """The reported words, in order; several where the sentence around them splits them."""
    quotations: tuple[Span, ...] = ()
    """Words inside quotation marks, without the marks."""
    direct: bool = False
    presupposes: bool = False
    """Whether it takes for granted what its content names: "condemned the raid" does not tell of a raid."""
    negates: bool = False
    """Whether its content is what it denies ("denied shelling …"), not how ("said that it had not …")."""
    medium: Span | None = None
    date: TimeExpression | None = None
    factuality: Factuality = "Actual"
    about: tuple[str, ...] = ()
    """Ids of the events, agreements and entities that it speaks of."""
    attributed_to: tuple[Argument, ...] = ()
    unnamed_source: tuple[Span, ...] = ()
    stated_in: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What an agreement obliges somebody to do."""

    id: str
    content: Span
    evidence: tuple[Span, ...]
    obligor: tuple[Argument, ...] = ()
    beneficiary: tuple[Argument, ...] = ()
    condition: Span | None = None
    deadline: Span | None = None
    """The words that say by when: "by 1 December", "within 60 days"."""
    due_by: dt.date | None = None
    """The last day, where those words name one."""
    prescribes: str | None = None
    """Id of the event that it calls for, which is not an actual one."""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """A step in the life of an agreement: that it was signed, extended, broken or given up."""

    id: str
    to: AgreementChange
    trigger: Span
    evidence: tuple[Span, ...]
    date: TimeExpression | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One agreement, however often and however variously the text names it."""

    id: str
    cls: str
    name: str
    mentions: tuple[Span, ...]
    evidence: tuple[Span, ...]
    party: tuple[Argument, ...] = ()
    signatory: tuple[Argument, ...] = ()
    mediator: tuple[Argument, ...] = ()
    signed_on: TimeExpression | None = None
    agreed_on: TimeExpression | None = None
    location: tuple[Argument, ...] = ()
    status: AgreementStatus | None = None
    """How it stands by the end of the article."""
    changes: tuple[StatusChange, ...] = ()
    """What became of it, dated changes first in time order, then the others in text order."""
    terms: tuple[Term, ...] = ()
    attributed_to: tuple[Argument, ...] = ()
    unnamed_source: tuple[Span, ...] = ()
    link: EntityLink | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A standing relation between entities that the text states."""

    predicate: str
    """Local name of the ontology property: ``memberOf``, ``headOfStateOf``, ``basedIn``, ``position``, …"""
    subject: str
    object: str
    """An entity's id, or the words themselves for ``position``."""
    evidence: Span
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that was read in one article."""

    article_id: str
    text: str
    date: dt.date | None
    sentences: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    relations: tuple[Relation, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    def entity(self, identifier: str) -> Entity:
        """Return the entity with this id; raises ``KeyError`` if there is none."""
        for entity in self.entities:
            if entity.id == identifier:
                return entity
        raise KeyError(identifier)
