"""What stands beside a name: relations of persons, bodies and places by the words around them."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction.actor_types import BODIES
from kg.extraction.entities import EntityTable, Mention
from kg.extraction.relation_persons import of_person
from kg.extraction.relation_seats import of_body, of_place
from kg.extraction.relation_wording import (
    named,
)
from kg.extraction.report import Relation


def of_name(mention: Mention, token: Token, table: EntityTable) -> Iterator[Relation]:
    """Relations of the person, body or place that a name means, by the words around it."""
    subject = named(token, table)
    if subject is None or not subject.named:
        return
    if subject.cls == "Person":
        yield from of_person(mention, token, subject, table)
    elif subject.cls in BODIES and subject.cls not in ("State", "Government", "InternationalOrganization"):
        yield from of_body(mention, token, subject, table)
    elif subject.cls in ("Settlement", "AdministrativeArea", "Facility"):
        yield from of_place(token, subject, table)
