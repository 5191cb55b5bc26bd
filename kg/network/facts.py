"""Facts as plain values: what the network page, its exports and its timeline are made of."""

from dataclasses import dataclass, field

ROLES = ("actor", "recipient", "victim", "physicalTarget", "location", "instrument", "attributedTo",
         "speaker", "onBehalfOf", "addressee", "party", "signatory", "mediator", "obligor", "beneficiary",
         "about")  # fmt: skip
"""What an actor, place, instrument or other fact may be to a fact, by the properties' names."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An actor, place or instrument."""

    iri: str
    label: str
    classes: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    item: str | None = None
    """Address of its Wikidata item."""

    @property
    def unnamed(self) -> bool:
        """Whether one article speaks of it without a name: a spokeswoman, about 1,200 people."""
        return "#" in self.iri


@dataclass(frozen=True, slots=True)
class Text:
    """An article, with the text that evidence is cut from."""

    iri: str
    headline: str
    date: str | None
    publisher: str | None
    url: str | None
    text: str


@dataclass(slots=True)
class Fact:
    """An event, statement, agreement, term or standing relation."""

    iri: str
    family: str
    """``event``, ``statement``, ``agreement``, ``term``, ``relation``, or ``answer`` of a query."""
    cls: str
    label: str
    article: str
    type: str | None = None
    mode: str | None = None
    score: float = 0.0
    """-10 (conflict) to 10 (cooperation)."""
    factuality: str = "Actual"
    confidence: float = 1.0
    start: str | None = None
    end: str | None = None
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """IRIs by role."""
    counts: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    """Content, condition, medium, status, position, …"""
    quotations: tuple[str, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def status(self) -> str:
        """``asserted`` by the article, ``claimed`` by a source, ``denied``, ``planned``, ``unconfirmed``."""
        match self.factuality:
            case "Negated":
                return "denied"
            case "Planned":
                return "planned"
            case "Conditional" | "Possible":
                return "unconfirmed"
        told = self.roles.get("attributedTo") or self.words.get("unnamedSource")
        return "claimed" if told else "asserted"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a page shows; mappings are by IRI, in a fixed order."""

    things: dict[str, Thing]
    texts: dict[str, Text]
    facts: tuple[Fact, ...]
    marks: dict[str, tuple[tuple[str, int, int], ...]]
    """For each entity, where its name stands: article, begin, end."""
