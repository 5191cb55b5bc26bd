"""What the encoder tells words apart by: classes of names with their BIO labels, and kinds of events."""

from __future__ import annotations

from functools import cache

NAME_TYPES: tuple[str, ...] = (
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "FAC",
    "NORP",
    "EVENT",
    "WEAPON",
    "VEHICLE",
    "LAW",
    "TITLE",
    "MISC",
    "DATE",
    "TIME",
    "NUMBER",
    "MONEY",
)

BIO_LABELS: tuple[str, ...] = ("O", *(f"{prefix}-{name}" for name in NAME_TYPES for prefix in "BI"))


def begin(name_type: str) -> int:
    """Index in :data:`BIO_LABELS` of the label that begins a name of *name_type*; inside is next."""
    return 1 + 2 * NAME_TYPES.index(name_type)


NO_EVENT = ""

_TYPES_OF_CLASSES = """
ASSAULT: Abduction Airstrike Ambush Assassination Attack Bombing Clash DroneStrike GroundAssault MissileStrike
ASSAULT: Shelling Shooting SuicideBombing
COERCE: Arrest Ban CoerciveAction CyberAttack Deportation Siege TerritorialSeizure
SANCTION: CoerciveAction DiplomaticExpulsion Sanction
MOBILIZE: Deployment MilitaryExercise Mobilization
PROTEST: Protest
RETREAT: Ceasefire CooperativeAction Disarmament PrisonerRelease Withdrawal
CONCEDE: CooperativeAction
CONSULT: Mediation Meeting Negotiation Visit
SUPPORT: DiplomaticAction Praise Recognition Signing
AGREE: DiplomaticAction Promise
COOPERATE: CooperativeAction MilitaryExercise
AID: Aid
ACCUSE: Accusation CoerciveAction Condemnation
REQUEST: Appeal Demand
REJECT: Refusal
THREATEN: Threat Warning
: ClaimOfResponsibility Denial Warning
"""

EVENT_LABELS: tuple[str, ...] = (
    NO_EVENT,
    *(
        f"{cls}/{kind.strip()}"
        for kind, _, classes in (line.partition(":") for line in _TYPES_OF_CLASSES.strip().splitlines())
        for cls in classes.split()
    ),
)
"""What a word may name: nothing, or an event of a class of the ontology, of a PLOVER type if it has one."""

VERBAL_ACTS = frozenset(
    [
        "Accusation",
        "Appeal",
        "ClaimOfResponsibility",
        "Condemnation",
        "Demand",
        "Denial",
        "Praise",
        "Promise",
        "Refusal",
        "Threat",
        "Warning",
    ]
)
"""Classes of those that are statements."""


def type_of(label: str) -> str:
    """The PLOVER type of one of :data:`EVENT_LABELS`, empty where it has none.

    >>> type_of("Sanction/SANCTION"), type_of("Denial/")
    ('SANCTION', '')
    """
    return label.partition("/")[2]


def class_of(label: str) -> str:
    """The class of one of :data:`EVENT_LABELS`.

    >>> class_of("Sanction/SANCTION")
    'Sanction'
    """
    return label.partition("/")[0]


@cache
def labels_of(cls: str = "", kind: str | None = None) -> tuple[int, ...]:
    """Places among :data:`EVENT_LABELS` of the events of a class, of a type, or of both.

    >>> [EVENT_LABELS[place] for place in labels_of("Sanction")]
    ['Sanction/SANCTION']
    """
    return tuple(
        place
        for place, label in enumerate(EVENT_LABELS)
        if label != NO_EVENT
        and (not cls or class_of(label) == cls)
        and (kind is None or type_of(label) == kind)
    )
