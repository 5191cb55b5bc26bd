"""Which mentions are one agreement, and which of what comes out is one of ours."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from kg.extraction.agreement_kinds import head_nouns, words
from kg.extraction.agreement_mention import AgreementMention
from kg.extraction.entities import EntityTable
from kg.extraction.factuality_signs import is_asked
from kg.extraction.frames import lexicon
from kg.extraction.report import TimeExpression

_GENERIC, _TREATY = "Agreement", "Treaty"
_TALKS = dt.timedelta(days=120)
"""How long after two sides agree they may sign what they agreed on."""


@dataclass(slots=True)
class Cluster:
    """Mentions of one agreement, and what they say of it together."""

    mentions: list[AgreementMention] = field(default_factory=list)

    @property
    def cls(self) -> str:
        """Class of the first mention that tells more than its plain noun does: "peace treaty", "treaty"."""
        told = [m.cls for m in self.mentions if m.cls != _GENERIC]
        return next((cls for cls in told if cls != _TREATY), told[0] if told else _GENERIC)

    @property
    def parties(self) -> set[str]:
        """Ids of the parties."""
        return {party.entity for mention in self.mentions for party in mention.parties}

    @property
    def names(self) -> set[str]:
        """Proper words beside its nouns."""
        return {name for mention in self.mentions for name in mention.names}

    @property
    def heads(self) -> set[str]:
        """Lemmas of its head nouns."""
        return {mention.head.lemma_.lower() for mention in self.mentions}


def is_bare(mention: AgreementMention) -> bool:
    """Whether a mention says nothing that could tell one agreement from another."""
    return (
        mention.cls == _GENERIC
        and not mention.parties
        and not mention.names
        and "signed" not in mention.statuses
    )


def home_of(mention: AgreementMention, clusters: list[Cluster]) -> Cluster | None:
    """The agreement known so far that a mention most likely means, if it may be any of them."""
    candidates = [cluster for cluster in clusters if _compatible(mention, cluster)]
    if not candidates:
        return None
    lemma = mention.head.lemma_.lower()

    signed = "signed" in mention.statuses

    def rank(cluster: Cluster) -> tuple[int, bool, bool, bool, bool, bool, int]:
        before = [m.head.i for m in cluster.mentions if m.head.i < mention.head.i]
        return (
            max(before, default=-1) if mention.pointing else 0,
            cluster.cls == mention.cls and mention.cls != _GENERIC,
            signed and any("signed" in m.statuses for m in cluster.mentions),
            len(cluster.parties & {p.entity for p in mention.parties}) > 0,
            lemma in cluster.heads
            or (mention.cls == _GENERIC and bool(cluster.heads & words("nouns", _GENERIC))),
            any(not m.verbal for m in cluster.mentions),
            max(before, default=-1),
        )

    return max(candidates, key=rank)


def _compatible(mention: AgreementMention, cluster: Cluster) -> bool:
    cls, parties = cluster.cls, {party.entity for party in mention.parties}
    # "The treaty" is whatever treaty was spoken of, one on arms perhaps.
    plain = head_nouns().get(mention.head.lemma_.lower()) == mention.cls
    both = plain or cls == _TREATY
    repeated = both and mention.definite and mention.head.lemma_.lower() in cluster.heads
    if mention.cls != cls and _GENERIC not in (mention.cls, cls) and not repeated:
        return False
    if mention.names and cluster.names and not mention.names & cluster.names:
        return False
    if mention.distinct and not mention.definite:
        return False
    apart = any(m.distinct for m in cluster.mentions)
    if apart and not mention.pointing and mention.distinct != all(m.distinct for m in cluster.mentions):
        return False
    if parties and cluster.parties and not parties & cluster.parties:
        return False
    if not all(_may_be_one(mention, other) for other in cluster.mentions):
        return False
    if _elsewhere(mention, cluster.mentions):
        return False
    if not mention.definite and any(_elsewhere(m, [mention]) for m in cluster.mentions):
        return False
    if mention.doubtful and mention.indefinite and not all(m.doubtful for m in cluster.mentions):
        return False  # a "nationwide ceasefire" that somebody asks for is not the one there was
    if not mention.definite and not _may_follow(mention, cluster):
        return False
    if mention.definite or mention.verbal or mention.headline_style:
        return True
    # An indefinite noun is new unless it repeats what is known: the kind, a party, or that it was signed.
    if mention.cls == cls and cls != _GENERIC:
        return True
    signed = "signed" in mention.statuses and any("signed" in m.statuses for m in cluster.mentions)
    if parties and cluster.parties:
        return bool(parties & cluster.parties) and (signed or not mention.statuses)
    return signed


def _may_be_one(one: AgreementMention, other: AgreementMention) -> bool:
    """Whether the days of two mentions allow them to be one: what is agreed is signed within months."""
    if one.signed_on is not None and other.signed_on is not None:
        return overlap(one.signed_on, other.signed_on)
    for told, dated in ((one, other), (other, one)):
        years = {dated.year} if dated.year else _years(dated)
        if told.year and years and not any(abs(told.year - year) < 2 for year in years):
            return False  # "the 2016 accord", and what was signed in 2023
    for first in _made_on(one):
        for second in _made_on(other):
            if not (first.start and first.end and second.start and second.end):
                continue
            if first.end + _TALKS < second.start or second.end + _TALKS < first.start:
                return False
    return True


def _made_on(mention: AgreementMention) -> list[TimeExpression]:
    """When a mention says that it was signed or agreed."""
    agreed = mention.agreed_on if "agreed" in mention.statuses else None
    return [day for day in (mention.signed_on, agreed) if day is not None]


def _years(mention: AgreementMention) -> set[int]:
    """The years in which a mention says that it was made."""
    return {day.year for made in _made_on(mention) for day in (made.start, made.end) if day is not None}


def _elsewhere(named: AgreementMention, others: Sequence[AgreementMention]) -> bool:
    """Whether one bears the name of a place of which nothing is said where the others are named.

    "The Stockholm Agreement" is not the agreement that was reached in Bern, nor one made nobody knows where.
    """
    if not named.named_for:
        return False
    around = {word.lower_ for other in others for word in _around(other.head)}
    return not around & named.named_for


def _around(head: Token) -> Span:
    """The sentence of a word, and the one behind it."""
    sent = head.sent
    end = head.doc[sent.end].sent.end if sent.end < len(head.doc) else sent.end
    return head.doc[sent.start : end]


def _may_follow(mention: AgreementMention, cluster: Cluster) -> bool:
    """Whether what is agreed on one day may be what was signed on another: within months after it."""
    pairs = [(day, other.signed_on) for other in cluster.mentions for day in _agreed(mention)]
    pairs += [(day, mention.signed_on) for other in cluster.mentions for day in _agreed(other)]
    for agreed, signed in pairs:
        if signed is None or not (agreed.start and agreed.end and signed.start and signed.end):
            continue
        if agreed.start > signed.end or agreed.end + _TALKS < signed.start:
            return False
    return True


def _agreed(mention: AgreementMention) -> list[TimeExpression]:
    return [c.date for c in mention.changes if c.to == "agreed" and c.date is not None]


def overlap(one: TimeExpression, other: TimeExpression) -> bool:
    """Whether two dates may be one."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return True
    return one.start <= other.end and other.start <= one.end


def introduces(mention: AgreementMention) -> bool:
    """Whether a mention says enough for an agreement of its own."""
    if (
        mention.aside
        or is_asked(mention.head)
        or not (mention.definite or mention.statuses or mention.parties)
    ):
        return False
    if mention.doubtful and "proposed" not in mention.statuses:
        return False
    if mention.cls == _GENERIC:
        if mention.names and mention.head.is_title:
            return True  # "the Good Friday Agreement": by its name alone
        if mention.mediators and (mention.definite or mention.statuses):
            return True
        if mention.definite and mention.bound and {"signed", "agreed"} & set(mention.statuses):
            return True  # "under that deal, reached in November, the rebels undertook to …"
        return bool(mention.parties or mention.signatories) and bool(
            mention.statuses or len(mention.parties) > 1
        )
    return True


def is_political(cluster: Cluster, table: EntityTable) -> bool:
    """Whether an agreement is between states, forces and bodies rather than between firms or persons."""
    private = words("parties", "private")
    if cluster.cls == _GENERIC:
        private = words("parties", "partisan")
    parties = [table.get(identifier) for identifier in cluster.parties]
    if parties and all(party.cls in private or party.cls == "Person" for party in parties):
        return False
    if cluster.cls != _GENERIC or (cluster.names and any(m.signatories for m in cluster.mentions)):
        return True
    brokers = [table.get(a.entity) for m in cluster.mentions for a in m.mediators]
    bound = [table.get(a.entity) for m in cluster.mentions for a in m.bound]
    actors = [a for a in (*(parties or bound), *brokers) if a.named or a.cls != "Organization"]
    if any(actor.cls in words("parties", "public") for actor in actors):
        return True
    said = {token.lower_ for m in cluster.mentions for token in m.head.sent}
    if cluster.heads <= words("signed_nouns", "words"):
        return False
    return any(a.cls not in private for a in actors) and not said & lexicon().fields["business"]


def is_made(cluster: Cluster, *, obliges: bool = False) -> bool:
    """Whether the text says that the agreement exists or was put forward, and says anything of it.

    ``obliges`` tells that it says whom it obliges.
    """
    said = (m.parties or m.weak_parties or m.statuses or m.mediators or m.location for m in cluster.mentions)
    if not obliges and not any(said):
        return False
    return any(not m.doubtful or "proposed" in m.statuses for m in cluster.mentions)
