"""Role fillers of terrorist incidents: perpetrators, targets, victims and weapons of an article (MUC-4).

Who and what takes part in an article's acts of violence is mapped to the suite's slots by their definitions:
an incident is violence outside a battle, so that a fight of armed bodies is none, done, tried or threatened;
who is arrested for it, accused of it or claims it counts among the perpetrators; a victim is somebody with
a name; individuals are given by the words that mean them ("guerrillas of the ELN"), and the organization
behind them by its name. A found entity is right if one of its strings, articles and hedges aside, is one of
a gold entity's of its role; each gold entity counts once (CEAF over role fillers, with a found entity similar
to a gold one if it is part of it). What belongs to armies and to the police is no target, for attacks on
them are battle in the suite. Found entities of one role that share a string are one, as in the gold. The
text is lower case; what an article tells of violence that its gold leaves out counts against precision.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.evaluation.counts import Counts
from kg.evaluation.json_lines import read_lines
from kg.extraction.actor_types import words
from kg.extraction.report import Argument, Event, Report, Statement

_BATTLES = frozenset({"Clash", "GroundAssault", "Airstrike"})
_STATE_FORCES = frozenset({"ArmedForces", "SecurityForces", "State", "Government"})
_ARMED = frozenset({"ArmedForces", "ArmedGroup"})
_FORCES = _ARMED | {"SecurityForces"}
_MILITARY = re.compile(
    r"\b(?:police|military|army|navy|air force|national guard|barracks|garrison|brigade|battalion|base)\b"
)
_BODIES = frozenset({"ArmedGroup", "Organization", "PoliticalParty", "ArmedForces", "SecurityForces"})
_PEOPLE = frozenset({"Person", "Group", "SecurityForces", "ArmedForces"})
_BEFORE = ("the ", "a ", "an ", "some ", "his ", "their ", "its ", "alleged ", "suspected ", "presumed ")
_NUMBER = re.compile(
    r"^(?:at least |some |about )?"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|many|dozens of) "
)
_COMPLEMENT = re.compile(
    r" (?:of|from|wearing|belonging to) (?:the |a |an )?(?:\w+ ){0,5}?\w+"
    r"(?= (?:and|but|in|on|at|to|for|by|with|during|after|when|while|who|which|that|was|were|had|has|have)\b"
    r"| ?[.,;()-])"
)
"""What follows the head of a phrase in the gold's strings, and is no part of a mention."""


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
            gold = _gold(entities)
            read = fillers.get(role, [])
            counts = table.setdefault(role, Counts())
            counts.gold += len(gold)
            counts.found += len(read)
            left = list(gold)
            for strings in read:
                match = next((entity for entity in left if strings & entity), None)
                if match is not None:
                    left.remove(match)
                    counts.right += 1
            if left or len(read) != len(gold):
                named = [sorted(strings)[0] for strings in read]
                mistakes.append(f"{article['id']} {role}: {named} instead of {entities}")
    return table, mistakes


def _gold(entities: Iterable[Any]) -> list[set[str]]:
    """The strings of each gold entity."""
    return [{_bare(words) for words, _ in entity} for entity in entities]


def _fillers(report: Report) -> dict[str, list[set[str]]]:
    """Strings of each entity that fills a role in the article's incidents."""
    roles: dict[str, list[set[str]]] = {}
    incidents = [event for event in report.events if _is_incident(report, event)]
    found = [filler for event in incidents for filler in _roles(report, event)]
    for event in report.events:
        found += [p for a in _arrested(event, incidents) for p in _perpetrator(report, a)]
    for statement in report.statements:
        found += [p for a in _charged(statement, incidents) for p in _perpetrator(report, a)]
    for role, strings in found:
        _add(roles.setdefault(role, []), strings)
    return roles


def _arrested(event: Event, incidents: Iterable[Event]) -> tuple[Argument, ...]:
    """Whom an arrest takes for an incident that the same sentence names behind it."""
    if event.cls != "Arrest" or event.factuality != "Actual":
        return ()
    told = event.evidence[0]
    named = (m for incident in incidents for m in incident.mentions)
    return event.recipient if any(event.trigger.end <= m.start < told.end for m in named) else ()


def _charged(statement: Statement, incidents: Iterable[Event]) -> tuple[Argument, ...]:
    """Whom a statement makes the doer of an incident: who claims it, or is accused of it."""
    if statement.factuality == "Negated" or statement.cls not in ("ClaimOfResponsibility", "Accusation"):
        return ()
    own = statement.cls == "ClaimOfResponsibility"
    told = any(event.id in statement.about and not event.actor for event in incidents)
    return (statement.speaker if own else statement.recipient) if own or told else ()


def _add(fillers: list[set[str]], strings: set[str]) -> None:
    """Add a filler, joined to those that share a string with it."""
    same = [known for known in fillers if known & strings]
    for known in same:
        fillers.remove(known)
    fillers.append(strings.union(*same))


def _is_incident(report: Report, event: Event) -> bool:
    if event.type != "ASSAULT" or event.factuality in ("Negated", "Conditional"):
        return False
    if event.cls in _BATTLES:
        return False
    harmed = {report.entity(a.entity).cls for a in (*event.recipient, *event.victim)}
    hit = [_of_forces(a.span.text) for a in event.physical_target]
    if hit and all(hit) and harmed <= _FORCES:
        return False
    doers = {report.entity(a.entity).cls for a in event.actor}
    if harmed and harmed <= _ARMED:
        return False
    return not (doers and doers <= _STATE_FORCES and not harmed - _ARMED)


def _roles(report: Report, event: Event) -> Iterator[tuple[str, set[str]]]:
    for argument in event.actor:
        yield from _perpetrator(report, argument)
    for argument in event.physical_target:
        if not _of_forces(argument.span.text):
            yield "Target", _strings(report, argument)
    for argument in (*event.victim, *event.recipient):
        entity = report.entity(argument.entity)
        if entity.cls == "Person" and entity.named:
            yield "Victim", _strings(report, argument)
    for argument in event.instrument:
        yield "Weapon", _strings(report, argument)


def _of_forces(words: str) -> bool:
    """Whether a thing's name says that it is the army's or the police's, which the suite leaves to battle."""
    return bool(_MILITARY.search(words))


def _perpetrator(report: Report, argument: Argument) -> Iterator[tuple[str, set[str]]]:
    entity = report.entity(argument.entity)
    if entity.named and entity.cls in _BODIES:
        names = {_bare(name) for name in (entity.name, *entity.aliases)}
        strings = _strings(report, argument)
        individuals = {words for words in strings - names if words.endswith("s")}
        yield "PerpOrg", names | (strings - individuals)
        if individuals:
            yield "PerpInd", individuals
    elif entity.cls in _PEOPLE or not entity.named:
        yield "PerpInd", _strings(report, argument)


def _strings(report: Report, argument: Argument) -> set[str]:
    """What an entity is called, without its pronouns, also with the complement that follows."""
    spans = {argument.span, *report.entity(argument.entity).mentions}
    found = set()
    for span in spans:
        bare = _bare(span.text)
        if bare in _pronouns():
            continue
        found |= {bare, _NUMBER.sub("", bare)}
        after = _COMPLEMENT.match(report.text, span.end)
        if after:
            found.add(bare + after[0])
    return found or {_bare(argument.span.text)}


def _pronouns() -> frozenset[str]:
    return frozenset().union(
        *(words("pronouns", key) for key in ("relative", "person_male", "person_female", "thing", "plural"))
    )


def _bare(words: str) -> str:
    text = words.lower().strip()
    for word in _BEFORE:
        text = text.removeprefix(word)
    return text
