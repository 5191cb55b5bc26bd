"""One place where an agreement is named or made, and what its own sentence says of it."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extraction.report import AgreementChange, AgreementStatus, Argument, Span, TimeExpression

ORDER: tuple[AgreementStatus, ...] = (
    "proposed", "agreed", "signed", "inForce", "violated", "suspended", "ended",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a word says the agreement came to, and when."""

    to: AgreementChange
    word: Token
    date: TimeExpression | None


@dataclass(slots=True, kw_only=True)
class AgreementMention:
    """One place where an agreement is named ("the deal") or made ("agreed to reduce violence")."""

    head: Token
    cls: str
    verbal: bool = False
    name: str = ""
    aside: bool = False
    """True where the words tell of an agreement without naming it: no mention of its own."""
    about: "AgreementMention | None" = None
    """For an aside, the mention of the agreement that it tells of."""
    span: Span
    definite: bool = False
    pointing: bool = False
    """Named with "that" or "this": the one just spoken of."""
    headline_style: bool = False
    """Named without any article: it may well be known ("since peace deal")."""
    distinct: bool = False
    indefinite: bool = False
    """Named with "a" or "an"."""
    doubtful: bool = False
    parties: list[Argument] = field(default_factory=list)
    weak_parties: list[Argument] = field(default_factory=list)
    """Read from the controller of a verb far away: used where nothing better is known."""
    held: list[Argument] = field(default_factory=list)
    """Who does what it asks for, or is accused of breaking it: sides, of an agreement known otherwise."""
    answering: list[Argument] = field(default_factory=list)
    """Who takes or turns down what it names: sides, if that was only proposed."""
    bound: list[Argument] = field(default_factory=list)
    """Whom its own sentence obliges to something under it."""
    signatories: list[Argument] = field(default_factory=list)
    makers: list[Argument] = field(default_factory=list)
    """Persons who make it, with or without a word of whom they act for."""
    mediators: list[Argument] = field(default_factory=list)
    statuses: list[AgreementStatus] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    renewed: bool = False
    """Said to have been extended: what had expired is in force again."""
    signed_on: TimeExpression | None = None
    agreed_on: TimeExpression | None = None
    location: list[Argument] = field(default_factory=list)
    names: frozenset[str] = frozenset()
    """Places and other proper words beside the noun that tell it from others ("Minsk", "Oslo")."""

    named_for: frozenset[str] = frozenset()
    """The places among them, by which it is known: "the Stockholm Agreement"."""
    year: int | None = None
    """The year that tells it from others: "the 2016 accord"."""

    def becomes(self, to: AgreementChange, word: Token, date: TimeExpression | None) -> None:
        """Note that a word says what became of the agreement: its status, and the change."""
        self.statuses.append("inForce" if to == "extended" else to)
        self.renewed = self.renewed or to == "extended"
        self.changes.append(Change(to=to, word=word, date=date))
