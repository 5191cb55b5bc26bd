"""Pronoun speakers whom other statements make known: the "I" of a quotation, the "he" who denies a charge."""

from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.entities import EntityTable
from kg.extraction.report import Argument, Statement

_I = {"i", "me", "my", "myself", "mine"}
_WE = {"we", "us", "our", "ours", "ourselves"}
_THIRD = {"he": True, "she": True, "it": False, "they": False}
"""Whether the pronoun means a person."""
_REACH = 4
_OPENING = 8
"""How far into a quotation, in characters, its "I" or "We" may stand to be what the quotation does."""


def settle(statements: Sequence[Statement], table: EntityTable) -> tuple[Statement, ...]:
    """The statements with such speakers settled, in the same order."""
    settled: list[Statement] = []
    for statement in statements:
        settled.append(_denier(statement, settled, table))
    return _performed([_first_person(statement, settled, table) for statement in settled])


def _performed(statements: list[Statement]) -> tuple[Statement, ...]:
    """What a quotation does with its first words makes the report of it that act: "We demand …," X said."""
    acts: dict[int, Statement] = {}
    inner: set[int] = set()
    for index, act in enumerate(statements):
        if act.type is None or act.factuality != "Actual" or _pronoun(act) not in ("i", "we"):
            continue
        at = act.source[0]
        for outer, holder in enumerate(statements):
            own = any(q.start <= at.start < q.start + _OPENING for q in holder.quotations)
            if holder.cls == "Report" and holder.direct and own and holder is not act:
                acts[outer] = replace(
                    holder,
                    cls=act.cls,
                    type=act.type,
                    recipient=holder.recipient or act.recipient,
                    about=holder.about or act.about,
                    presupposes=act.presupposes,
                )
                inner.add(index)
    return tuple(acts.get(i, statement) for i, statement in enumerate(statements) if i not in inner)


def _pronoun(statement: Statement) -> str:
    return statement.source[0].text.lower() if len(statement.source) == 1 else ""


def _denier(statement: Statement, before: Sequence[Statement], table: EntityTable) -> Statement:
    """Who was accused denies, not who accused: "X accused Y of lying. He denied it."."""
    person = _THIRD.get(_pronoun(statement))
    if statement.cls != "Denial" or person is None:
        return statement
    spoken = {argument.entity for argument in statement.speaker}
    if statement.presupposes and any(
        spoken & {argument.entity for argument in told.speaker} and _overlap(told, statement)
        for told in before[-_REACH:]
    ):
        return replace(statement, speaker=(), on_behalf_of=())  # "X says that Y did it, which it denies"
    for accusation in reversed(before[-_REACH:]):
        if accusation.cls != "Accusation" or not accusation.addressee:
            continue
        if spoken and not spoken & {argument.entity for argument in accusation.speaker}:
            return statement
        fitting = {a.entity for a in accusation.addressee if (table.get(a.entity).cls == "Person") == person}
        accused = tuple(Argument(entity, statement.source[0]) for entity in sorted(fitting))
        return replace(statement, speaker=accused if len(accused) == 1 else (), on_behalf_of=())
    return statement


def _overlap(one: Statement, other: Statement) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.content for b in other.content)


def _first_person(statement: Statement, others: Sequence[Statement], table: EntityTable) -> Statement:
    """Who says "I" in a quotation is who is quoted, and "we" whom he speaks for."""
    word = _pronoun(statement)
    if statement.speaker or word not in _I | _WE:
        return statement
    at = statement.source[0]
    holders = [o for o in others if any(q.start <= at.start and at.end <= q.end for q in o.quotations)]
    holder = min(holders, key=lambda o: sum(q.end - q.start for q in o.quotations), default=None)
    if holder is None or holder is statement:
        return statement
    people = all(table.get(argument.entity).cls == "Person" for argument in holder.speaker)
    who = holder.speaker if word in _I or not people else holder.on_behalf_of
    if word in _I and not people:
        return statement
    return replace(
        statement,
        speaker=tuple(Argument(argument.entity, at) for argument in who),
        on_behalf_of=holder.on_behalf_of if word in _I else (),
    )
