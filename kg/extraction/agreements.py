"""Agreements: one node for each, however often and however variously the text names it.

Mentions that may be one agreement are joined by class, parties, proper words and definiteness; in doubt a
bare "the deal" goes to the agreement that the text spoke of last. A mention that says too little is dropped.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.extraction.agreement_changes import find_changes, narrowest
from kg.extraction.agreement_joining import (
    Cluster,
    home_of,
    introduces,
    is_bare,
    is_made,
    is_political,
)
from kg.extraction.agreement_kinds import words
from kg.extraction.agreement_mention import ORDER, AgreementMention
from kg.extraction.agreement_mentions import find_agreement_mentions
from kg.extraction.agreement_sides import actors, bodies_of_persons
from kg.extraction.agreement_terms import Obligation, find_obligations
from kg.extraction.agreement_undertakings import find_sequel, find_undertakings
from kg.extraction.entities import EntityTable
from kg.extraction.relation_wording import sentence
from kg.extraction.report import Agreement, AgreementStatus, Argument, Entity, Relation, Term
from kg.extraction.syntax import preposition
from kg.extraction.time import TimeResolver

_NO_SIDE = frozenset({"Person", "MediaOrganization"})
_CALLED = frozenset({"ArmedGroup", "Government", "Organization", "State"})
"""Classes of "the rebels", "the government", "the group" and "the state"."""
_MADE = frozenset({"agreed", "signed", "inForce"})


def find_agreements(
    doc: Doc, table: EntityTable, times: TimeResolver, relations: Sequence[Relation] = ()
) -> tuple[Agreement, ...]:
    """Return the agreements of an article in order of first mention; ``attributed_to`` is left empty.

    ``relations`` say for whom persons make one where its own sentence does not.
    """
    mentions = find_agreement_mentions(doc, table, times)
    bodies = bodies_of_persons(table, relations)
    for mention in mentions:
        mention.parties += [
            Argument(bodies[maker.entity], maker.span) for maker in mention.makers if maker.entity in bodies
        ]
        mention.bound += [a for o in find_obligations(mention, table) for a in o.obligor]
    clusters: list[Cluster] = []
    # What a name or a verb identifies comes first; bare nouns ("the deal") then find their place among it.
    homeless: list[AgreementMention] = []
    told = [mention for mention in mentions if mention.about is not None]
    for mention in sorted((m for m in mentions if m.about is None), key=lambda m: (is_bare(m), m.head.i)):
        home = home_of(mention, clusters)
        if home is not None:
            home.mentions.append(mention)
        elif introduces(mention):
            clusters.append(Cluster([mention]))
        else:
            homeless.append(mention)
    for mention in homeless:
        home = home_of(mention, clusters)
        if home is not None and not _takes_up(mention, homeless, home):
            home.mentions.append(mention)
    for mention in told:
        for cluster in clusters:
            if any(other is mention.about for other in cluster.mentions):
                cluster.mentions.append(mention)
    clusters = [
        cluster
        for cluster in clusters
        if is_political(cluster, table) and is_made(cluster, obliges=bool(_obliged(cluster, table)))
    ]
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: m.head.i)
    clusters.sort(key=lambda c: c.mentions[0].head.i)
    return tuple(_agreement(number, cluster, table, times) for number, cluster in enumerate(clusters, 1))


def _takes_up(mention: AgreementMention, others: Sequence[AgreementMention], home: Cluster) -> bool:
    """Whether a noun takes up one of which too little is said: "an informal pact … had broken the pact"."""
    lemma = mention.head.lemma_.lower()
    first = max(
        (m.head.i for m in others if m.indefinite and m.head.lemma_.lower() == lemma and m is not mention),
        default=-1,
    )
    same = (m.head.i for m in home.mentions if m.head.lemma_.lower() == lemma)
    return -1 < first < mention.head.i and not any(first < at < mention.head.i for at in same)


def _agreement(number: int, cluster: Cluster, table: EntityTable, times: TimeResolver) -> Agreement:
    identifier = f"a{number}"
    mentions = cluster.mentions
    parties = _first_of_each(party for m in mentions for party in m.parties)
    if len(parties) < 2:
        further = (party for m in mentions for party in (*m.weak_parties, *m.held))
        parties = _first_of_each([*parties, *further])
    if any("proposed" in m.statuses for m in mentions):
        answering = (_for_state(party, table) for m in mentions for party in m.answering)
        parties = _first_of_each([*parties, *answering])
    parties = _without_parts(parties, table)
    mediators = _first_of_each(broker for m in mentions for broker in m.mediators)
    brokers = {argument.entity for argument in mediators}
    signed = {person.entity for m in mentions for person in m.signatories}
    parties = _first_of_each(_for_state(party, table) for party in parties)
    parties = tuple(
        party
        for party in parties
        if (party.entity not in brokers or party.entity in signed)
        and table.get(party.entity).cls not in _NO_SIDE
    )
    if len(parties) < 2:
        # Whom it obliges is a side, where the text says too little of the sides.
        obliged = _obliged(cluster, table)
        sides = (a for a in obliged if _is_side(table.get(a.entity)))
        parties = _without_parts(_first_of_each([*parties, *sides]), table)
    named = [p for p in parties if table.get(p.entity).cls != "Group"]
    if len(named) > 1:
        # "Leaders of both sides" are no third side.
        parties = tuple(named)
    signed_on = narrowest([m.signed_on for m in mentions])
    statuses = {status for m in mentions for status in m.statuses}
    terms = _terms(identifier, cluster, parties, table, times)
    if len(parties) < 2:
        bound = (a for term in terms for a in term.obligor if _is_known_side(table.get(a.entity)))
        parties = _without_parts(_first_of_each([*parties, *bound]), table)
    confidence = 0.9 if len(parties) > 1 else 0.75 if parties else 0.6
    return Agreement(
        id=identifier,
        cls=cluster.cls,
        name=_name(cluster),
        mentions=tuple(m.span for m in mentions if not m.aside),
        evidence=tuple(dict.fromkeys(sentence(m.head) for m in mentions)),
        party=parties,
        signatory=_without_parts(
            _first_of_each(
                signer
                for m in mentions
                for signer in m.signatories
                if table.get(signer.entity).cls != "MediaOrganization"
            ),
            table,
        ),
        mediator=mediators,
        signed_on=signed_on,
        agreed_on=narrowest([m.agreed_on for m in mentions if "agreed" in m.statuses]),
        location=_first_of_each(place for m in mentions for place in m.location),
        status=_latest(statuses - {"ended"} if any(m.renewed for m in mentions) else statuses),
        changes=find_changes(identifier, mentions),
        terms=terms,
        confidence=confidence,
    )


def _for_state(party: Argument, table: EntityTable) -> Argument:
    """The state for which its cabinet or parliament answers."""
    own, name = table.countries.get(party.entity), table.get(party.entity).name.lower()
    if own is None or not any(word in words("parties", "deciding") for word in name.split()):
        return party
    states = (e.id for e in table.entities if e.cls == "State" and table.countries.get(e.id) == own)
    return replace(party, entity=next(states, party.entity))


def _is_side(entity: Entity) -> bool:
    """Whether who is obliged is a side: no person, and no "foreign troops" whom the sides send home."""
    troops = not entity.named and entity.cls in ("ArmedForces", "SecurityForces")
    return entity.cls not in ("Person", "Group") and (not troops or "government" in entity.name.lower())


def _is_known_side(entity: Entity) -> bool:
    """Whether who is to do something is a side by name or by office: "the government"."""
    return _is_side(entity) and (entity.named or entity.cls in ("Government", "State"))


def _obliged(cluster: Cluster, table: EntityTable) -> list[Argument]:
    """Who must do something under an agreement, and with whom."""
    found: list[Argument] = []
    for mention in cluster.mentions:
        obligations = [*find_obligations(mention, table)]
        if not mention.aside:
            obligations += find_sequel(mention, table)
        for obligation in obligations:
            with_whom = [c for c in obligation.head.children if preposition(c) == "with"]
            found += [*obligation.obligor, *(a for c in with_whom for a in actors(c, table))]
    return found


def _name(cluster: Cluster) -> str:
    """The fullest noun phrase; for what is only made by verb, "agreement to …"."""
    nominal = [m.name for m in cluster.mentions if not m.verbal]
    if nominal:
        return max(nominal, key=lambda text: (len(text.split()), len(text)))
    verb, _, act = cluster.mentions[0].span.text.partition(" ")
    return f"agreement {act}" if verb else act


def _latest(statuses: set[AgreementStatus]) -> AgreementStatus | None:
    return next((status for status in reversed(ORDER) if status in statuses), None)


def _first_of_each(arguments: Iterable[Argument]) -> tuple[Argument, ...]:
    first: dict[str, Argument] = {}
    for argument in arguments:
        first.setdefault(argument.entity, argument)
    return tuple(first.values())


def _without_parts(parties: tuple[Argument, ...], table: EntityTable) -> tuple[Argument, ...]:
    """Leave out a state's forces, government or ministry where the state itself is a party."""
    states = [table.get(p.entity) for p in parties if table.get(p.entity).cls == "State"]
    lands = {table.countries.get(state.id) for state in states} - {None}
    kept = []
    for party in parties:
        entity = table.get(party.entity)
        if (
            entity.cls in ("ArmedForces", "SecurityForces", "Government")
            and table.countries.get(entity.id) in lands
        ):
            continue
        known = {name.lower() for state in states for name in (state.name, *state.aliases)}
        if entity.cls in ("ArmedForces", "GovernmentBody", "SecurityForces") and any(
            entity.name.lower().startswith(f"{name} ") for name in known
        ):
            continue
        kept.append(party)
    return tuple(kept)


def _on_side(argument: Argument, parties: tuple[Argument, ...], table: EntityTable) -> bool:
    """Whether an actor is a party, a body of one, or only called what one is: "the group"."""
    entity = table.get(argument.entity)
    if not entity.named and argument.span.text.lower().startswith("the ") and entity.cls in _CALLED:
        return True
    if not entity.named and entity.cls in ("ArmedForces", "ArmedGroup", "SecurityForces"):
        return True  # "all fighters", "foreign troops": whose, the text need not say
    own = table.countries.get(argument.entity)
    return any(
        argument.entity == party.entity or (own is not None and own == table.countries.get(party.entity))
        for party in parties
    )


def _due_by(obligation: Obligation, times: TimeResolver) -> dt.date | None:
    """The last day for it, where its deadline names a date."""
    words = obligation.deadline
    date = times.of(obligation.head) if words is not None else None
    if words is None or date is None or date.span is None:
        return None
    return date.end if words.start <= date.span.start < words.end else None


def _terms(
    identifier: str,
    cluster: Cluster,
    parties: tuple[Argument, ...],
    table: EntityTable,
    times: TimeResolver,
) -> tuple[Term, ...]:
    terms: list[Term] = []
    seen: set[str] = set()
    for mention in cluster.mentions:
        obligations = list(find_obligations(mention, table))
        if not mention.aside:
            obligations += find_sequel(mention, table)
        if _MADE & set(mention.statuses):
            obligations += [
                undertaking
                for undertaking in find_undertakings(mention, table)
                if undertaking.joint
                or (undertaking.obligor and all(_on_side(a, parties, table) for a in undertaking.obligor))
            ]
        for obligation in obligations:
            key = obligation.content.text.lower()
            if key in seen or (mention.verbal and obligation.joint and terms):
                continue
            seen.add(key)
            terms.append(
                Term(
                    id=f"{identifier}t{len(terms) + 1}",
                    content=obligation.content,
                    evidence=(sentence(obligation.head),),
                    obligor=parties if obligation.joint else obligation.obligor,
                    condition=obligation.condition,
                    deadline=obligation.deadline,
                    due_by=_due_by(obligation, times),
                    confidence=0.8,
                )
            )
    return tuple(terms)
