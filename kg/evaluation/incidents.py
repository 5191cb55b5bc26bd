"""Role fillers of terrorist incidents: perpetrators, targets, victims and weapons of an article (MUC-4).

A found entity is right if one of the strings of a gold entity of its role is its own, articles aside; each
gold entity counts once (CEAF over role fillers, with a found entity similar to a gold one if it is part of
it). The text is lower case; what an article tells of fighting that is no incident counts against precision.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.evaluation.counts import Counts
from kg.evaluation.plover import read_lines
from kg.extraction.report import Argument, Event, Report

_BODIES = frozenset({"ArmedGroup", "Organization", "PoliticalParty", "ArmedForces", "SecurityForces"})
_PEOPLE = frozenset({"Person", "Group", "SecurityForces", "ArmedForces"})
_THINGS = frozenset({"Facility", "Vehicle", "Company", "GovernmentBody"})
_ARTICLES = ("the ", "a ", "an ", "some ", "his ", "their ", "its ")


def read_incidents(path: Path) -> list[dict[str, Any]]:
    """Articles, each with an ``id`` and the gold strings of each role."""
    return [{**line, "id": line["doc"]} for line in read_lines(path)]


def score_incidents(
    records: Sequence[dict[str, Any]], found: Iterable[Report]
) -> tuple[dict[str, Counts], list[str]]:
    """Counts by role, and a line for each article that is not read as the gold has it."""
    table: dict[str, Counts] = {}
    mistakes: list[str] = []
    for article, report in zip(records, found, strict=True):
        fillers = _fillers(report)
        for role, entities in article["roles"].items():
            gold = [{_bare(words) for words, _ in entity} for entity in entities]
            read = fillers.get(role, {})
            counts = table.setdefault(role, Counts())
            counts.gold += len(gold)
            counts.found += len(read)
            left = list(gold)
            for strings in read.values():
                match = next((entity for entity in left if strings & entity), None)
                if match is not None:
                    left.remove(match)
                    counts.right += 1
            if left or len(read) != len(gold):
                named = [sorted(strings)[0] for strings in read.values()]
                mistakes.append(f"{article['id']} {role}: {named} instead of {entities}")
    return table, mistakes


def _fillers(report: Report) -> dict[str, dict[str, set[str]]]:
    """Strings of the entities that fill each role in the article's acts of violence."""
    roles: dict[str, dict[str, set[str]]] = {}
    for event in report.events:
        if event.type != "ASSAULT" or event.factuality in ("Negated", "Planned", "Conditional"):
            continue
        for role, arguments in _roles(report, event):
            for argument in arguments:
                entity = report.entity(argument.entity)
                strings = {_bare(m.text) for m in entity.mentions} | {_bare(argument.span.text)}
                roles.setdefault(role, {}).setdefault(argument.entity, set()).update(strings)
    return roles


def _roles(report: Report, event: Event) -> Iterator[tuple[str, list[Argument]]]:
    def of(arguments: Iterable[Argument], classes: frozenset[str]) -> list[Argument]:
        return [a for a in arguments if report.entity(a.entity).cls in classes]

    yield (
        "PerpInd",
        [
            a
            for a in event.actor
            if report.entity(a.entity).cls in _PEOPLE or not report.entity(a.entity).named
        ],
    )
    yield "PerpOrg", [a for a in of(event.actor, _BODIES) if report.entity(a.entity).named]
    yield "Target", of((*event.recipient, *event.location), _THINGS)
    yield "Victim", of((*event.victim, *event.recipient), _PEOPLE)
    yield "Weapon", list(event.instrument)


def _bare(words: str) -> str:
    text = words.lower().strip()
    for article in _ARTICLES:
        text = text.removeprefix(article)
    return text
