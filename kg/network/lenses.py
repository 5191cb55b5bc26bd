"""Other ways to join the facts: events as nodes, and who speaks about whom."""

from collections.abc import Callable
from itertools import product

from kg.network.facts import Fact, Facts
from kg.network.projection import Joining, Projection, project

Lens = Callable[[Facts], Projection]

_IN = {"recipient": "recipient", "victim": "victim", "location": "location"}


def project_events(facts: Facts) -> Projection:
    """Join each event and agreement, as a node, to those who take part in it and to where it was."""
    joining = Joining(facts)
    for number, fact in enumerate(facts.facts):
        if fact.family == "event":
            for iri in fact.roles.get("actor", ()):
                joining.join(iri, fact.iri, "actor", number)
            for role, kind in _IN.items():
                for iri in fact.roles.get(role, ()):
                    joining.join(fact.iri, iri, kind, number, directed=role != "location")
        elif fact.family == "agreement":
            for role in ("party", "mediator"):
                for iri in fact.roles.get(role, ()):
                    joining.join(iri, fact.iri, role, number, directed=False)
    return joining.projection()


def project_statements(facts: Facts) -> Projection:
    """Join each speaker to those whom a statement addresses or is about.

    A statement about an event is about those who take part in it.
    """
    joining = Joining(facts)
    by_iri = {fact.iri: fact for fact in facts.facts}
    for number, fact in enumerate(facts.facts):
        if fact.family == "statement":
            speakers = fact.roles.get("speaker") or fact.roles.get("actor", ())
            for speaker, other in product(speakers, _meant(fact, by_iri)):
                joining.join(speaker, other, fact.type or fact.cls, number)
    return joining.projection()


def _meant(fact: Fact, by_iri: dict[str, Fact]) -> list[str]:
    found: dict[str, None] = dict.fromkeys(fact.roles.get("addressee", ()))
    found |= dict.fromkeys(fact.roles.get("recipient", ()))
    for iri in fact.roles.get("about", ()):
        about = by_iri.get(iri)
        if about is None or about.family == "agreement":
            found[iri] = None
        else:
            for role in ("actor", "recipient", "victim"):
                found |= dict.fromkeys(about.roles.get(role, ()))
    return list(found)


LENSES: dict[str, Lens] = {"actors": project, "events": project_events, "statements": project_statements}
"""By the name that the page gives each."""
