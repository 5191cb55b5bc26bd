"""Agreements: one node for each, however often and however variously the text names it.

Mentions that may be one agreement are joined by class, parties, proper words and definiteness; in doubt a
bare "the deal" goes to the agreement that the text spoke of last. A mention that says too little is dropped.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.extraction.agreement_kinds import words
from kg.extraction.agreement_mentions import ORDER, AgreementMention, find_agreement_mentions
from kg.extraction.agreement_terms import find_obligations
from kg.extraction.entities import EntityTable
from kg.extraction.report import Agreement, AgreementStatus, Argument, Span, Term, TimeExpression
from kg.extraction.time import TimeResolver

_GENERIC = "Agreement"


@dataclass(slots=True)
class _Cluster:
    mentions: list[AgreementMention] = field(default_factory=list)

    @property
    def cls(self) -> str:
        return next((m.cls for m in self.mentions if m.cls != _GENERIC), _GENERIC)

    @property
    def parties(self) -> set[str]:
        return {party.entity for mention in self.mentions for party in mention.parties}

    @property
    def names(self) -> set[str]:
        return {name for mention in self.mentions for name in mention.names}

    @property
    def heads(self) -> set[str]:
        return {mention.head.lemma_.lower() for mention in self.mentions}


def find_agreements(doc: Doc, table: EntityTable, times: TimeResolver) -> tuple[Agreement, ...]:
    """Return the agreements of an article in order of first mention; ``attributed_to`` is left empty."""
    mentions = find_agreement_mentions(doc, table, times)
    clusters: list[_Cluster] = []
    # What a name or a verb identifies comes first; bare nouns ("the deal") then find their place among it.
    homeless: list[AgreementMention] = []
    for mention in sorted(mentions, key=lambda m: (_is_bare(m), m.head.i)):
        home = _home(mention, clusters)
        if home is not None:
            home.mentions.append(mention)
        elif _introduces(mention):
            clusters.append(_Cluster([mention]))
        else:
            homeless.append(mention)
    for mention in homeless:
        home = _home(mention, clusters)
        if home is not None:
            home.mentions.append(mention)
    clusters = [cluster for cluster in clusters if _is_political(cluster, table) and _is_made(cluster)]
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: m.head.i)
    clusters.sort(key=lambda c: c.mentions[0].head.i)
    return tuple(_agreement(number, cluster, table) for number, cluster in enumerate(clusters, 1))


# --- joining -------------------------------------------------------------------------------------------


def _is_bare(mention: AgreementMention) -> bool:
    """Whether a mention says nothing that could tell one agreement from another."""
    return (
        mention.cls == _GENERIC
        and not mention.parties
        and not mention.names
        and "signed" not in mention.statuses
    )


def _home(mention: AgreementMention, clusters: list[_Cluster]) -> _Cluster | None:
    candidates = [cluster for cluster in clusters if _compatible(mention, cluster)]
    if not candidates:
        return None
    lemma = mention.head.lemma_.lower()

    signed = "signed" in mention.statuses

    def rank(cluster: _Cluster) -> tuple[int, bool, bool, bool, bool, bool, int]:
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


def _compatible(mention: AgreementMention, cluster: _Cluster) -> bool:
    cls, parties = cluster.cls, {party.entity for party in mention.parties}
    if mention.cls != cls and _GENERIC not in (mention.cls, cls):
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
    dates = [m.signed_on for m in cluster.mentions if m.signed_on is not None]
    if (
        mention.signed_on is not None
        and dates
        and not all(_overlap(mention.signed_on, date) for date in dates)
    ):
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


def _overlap(one: TimeExpression, other: TimeExpression) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return True
    return one.start <= other.end and other.start <= one.end


def _introduces(mention: AgreementMention) -> bool:
    """Whether a mention says enough for an agreement of its own."""
    if mention.aside or not (mention.definite or mention.statuses or mention.parties):
        return False
    if mention.doubtful and "proposed" not in mention.statuses:
        return False
    if mention.cls == _GENERIC:
        return bool(mention.parties or mention.signatories) and bool(
            mention.statuses or len(mention.parties) > 1
        )
    return True


def _is_political(cluster: _Cluster, table: EntityTable) -> bool:
    private = words("parties", "private")
    parties = [table.get(identifier) for identifier in cluster.parties]
    if parties and all(party.cls in private or party.cls == "Person" for party in parties):
        return False
    return cluster.cls != _GENERIC or any(party.cls not in private for party in parties)


def _is_made(cluster: _Cluster) -> bool:
    """Whether the text says that the agreement exists or was put forward, and says anything of it."""
    if not any(
        m.parties or m.weak_parties or m.statuses or m.mediators or m.location for m in cluster.mentions
    ):
        return False
    return any(not m.doubtful or "proposed" in m.statuses for m in cluster.mentions)


# --- building ------------------------------------------------------------------------------------------


def _agreement(number: int, cluster: _Cluster, table: EntityTable) -> Agreement:
    identifier = f"a{number}"
    mentions = cluster.mentions
    parties = _first_of_each(party for m in mentions for party in m.parties)
    if len(parties) < 2:
        parties = _first_of_each([*parties, *(party for m in mentions for party in m.weak_parties)])
    parties = _without_parts(parties, table)
    mediators = _first_of_each(broker for m in mentions for broker in m.mediators)
    brokers = {argument.entity for argument in mediators}
    signed = {person.entity for m in mentions for person in m.signatories}
    parties = tuple(
        party
        for party in parties
        if (party.entity not in brokers or party.entity in signed) and table.get(party.entity).cls != "Person"
    )
    signed_on = _narrowest([m.signed_on for m in mentions])
    statuses = {status for m in mentions for status in m.statuses}
    terms = _terms(identifier, cluster, parties, table)
    confidence = 0.9 if len(parties) > 1 else 0.75 if parties else 0.6
    return Agreement(
        id=identifier,
        cls=cluster.cls,
        name=_name(cluster),
        mentions=tuple(m.span for m in mentions if not m.aside),
        evidence=tuple(dict.fromkeys(_sentence(m) for m in mentions)),
        party=parties,
        signatory=_first_of_each(person for m in mentions for person in m.signatories),
        mediator=mediators,
        signed_on=signed_on,
        agreed_on=_narrowest([m.agreed_on for m in mentions if "agreed" in m.statuses]),
        location=_first_of_each(place for m in mentions for place in m.location),
        status=_latest(statuses),
        terms=terms,
        confidence=confidence,
    )


def _name(cluster: _Cluster) -> str:
    """The fullest noun phrase; for what is only made by verb, "agreement to …"."""
    nominal = [m.name for m in cluster.mentions if not m.verbal]
    if nominal:
        return max(nominal, key=lambda text: (len(text.split()), len(text)))
    verb, _, act = cluster.mentions[0].span.text.partition(" ")
    return f"agreement {act}" if verb else act


def _latest(statuses: set[AgreementStatus]) -> AgreementStatus | None:
    return next((status for status in reversed(ORDER) if status in statuses), None)


def _narrowest(dates: list[TimeExpression | None]) -> TimeExpression | None:
    """The most precise of several dates that are meant to be one."""
    known = [date for date in dates if date is not None]

    def width(date: TimeExpression) -> int:
        return (date.end - date.start).days if date.start is not None and date.end is not None else 10**6

    return min(known, key=width, default=None)


def _first_of_each(arguments: Iterable[Argument]) -> tuple[Argument, ...]:
    first: dict[str, Argument] = {}
    for argument in arguments:
        first.setdefault(argument.entity, argument)
    return tuple(first.values())


def _without_parts(parties: tuple[Argument, ...], table: EntityTable) -> tuple[Argument, ...]:
    """Leave out a state's forces or ministry where the state itself is a party."""
    states = [table.get(p.entity) for p in parties if table.get(p.entity).cls == "State"]
    kept = []
    for party in parties:
        entity = table.get(party.entity)
        known = {name.lower() for state in states for name in (state.name, *state.aliases)}
        if entity.cls in ("ArmedForces", "GovernmentBody", "SecurityForces") and any(
            entity.name.lower().startswith(f"{name} ") for name in known
        ):
            continue
        kept.append(party)
    return tuple(kept)


def _terms(
    identifier: str, cluster: _Cluster, parties: tuple[Argument, ...], table: EntityTable
) -> tuple[Term, ...]:
    terms: list[Term] = []
    seen: set[str] = set()
    for mention in cluster.mentions:
        for obligation in find_obligations(mention, table):
            key = obligation.content.text.lower()
            if key in seen or (mention.verbal and terms):
                continue
            seen.add(key)
            terms.append(
                Term(
                    id=f"{identifier}t{len(terms) + 1}",
                    content=obligation.content,
                    evidence=(_sentence(mention),),
                    obligor=parties if obligation.joint else obligation.obligor,
                    condition=obligation.condition,
                    confidence=0.8,
                )
            )
    return tuple(terms)


def _sentence(mention: AgreementMention) -> Span:
    sentence = mention.head.sent
    text = sentence.text.strip()
    start = sentence.start_char + sentence.text.find(text)
    return Span(start, start + len(text), text)
