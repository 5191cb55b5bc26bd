"""Who speaks, and for which body: "US military spokesman Colonel X", "a ministry official", "X's office"."""

from collections.abc import Mapping

from spacy.tokens import Token

from kg.extraction.chains import is_destination
from kg.extraction.cues import lexicon
from kg.extraction.entities import EntityTable
from kg.extraction.frames import lexicon as frames
from kg.extraction.relation_wording import is_origin
from kg.extraction.report import Argument
from kg.extraction.syntax import phrase, preposition

_BODIES = {
    "Organization", "State", "Government", "GovernmentBody", "ArmedForces", "ArmedGroup", "SecurityForces",
    "InternationalOrganization", "PoliticalParty", "MediaOrganization", "CivilSocietyOrganization", "Company",
}  # fmt: skip
_PEOPLE = ("Person", "Group")


def speakers(
    source: Token, table: EntityTable, bodies: Mapping[str, str]
) -> tuple[tuple[Argument, ...], tuple[Argument, ...]]:
    """Speakers that the phrase headed by ``source`` names, and the bodies that they speak for.

    ``bodies`` gives the body of people whose phrase does not name it, by entity id.
    """
    speaker = _once(table.arguments(source, kinds=("actor",)) or _counted(source, table))
    if not speaker:
        return (), _owners(source, table)
    # "X, director of the study and chairman of the centre, said": one person.
    speaker = tuple({argument.entity: argument for argument in reversed(speaker)}.values())[::-1]
    on_behalf = _named_bodies(source, table, {argument.entity for argument in speaker}) or tuple(
        Argument(bodies[argument.entity], argument.span)
        for argument in speaker
        if argument.entity in bodies and table.get(argument.entity).cls in _PEOPLE
    )
    spoken = {argument.entity for argument in speaker}
    return speaker, tuple(dict.fromkeys(body for body in on_behalf if body.entity not in spoken))


def _once(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """Each actor at its first name: "X, director of Y and chairman of Z" is one."""
    return tuple({argument.entity: argument for argument in reversed(arguments)}.values())[::-1]


def _counted(source: Token, table: EntityTable) -> tuple[Argument, ...]:
    """Who "tens of thousands of students" are."""
    partitives = frames().partitives
    while source.lemma_.lower() in partitives or source.lower_ in partitives or source.pos_ == "NUM":
        part = next((c for c in source.children if c.dep_ == "nmod" and preposition(c) == "of"), None)
        if part is None:
            return ()
        found = table.arguments(part, kinds=("actor",))
        if found:
            return found
        source = part
    return ()


def _named_bodies(source: Token, table: EntityTable, spoken: set[str]) -> tuple[Argument, ...]:
    """The body named nearest to the word for the role, "spokesman" of "US military spokesman"."""
    members = list(phrase(source))
    if any(token.lower_ in lexicon().words["past"] for token in members):
        return ()
    voices = lexicon().words["voices"]
    roles = [t for t in members if t.lemma_.lower() in voices and t.pos_ in ("NOUN", "PROPN")]
    found: list[tuple[int, Argument]] = []
    for token in members:
        if token == source or not roles or is_destination(token) or is_origin(token) or _is_seat(token):
            continue
        if token.dep_ in ("amod", "compound", "nmod:poss") and _is_body(token.head, roles, table):
            continue  # the land of "spokesman for the Indonesian military"
        found += [
            (min(abs(token.i - role.i) for role in roles), Argument(identifier, table.mention_span(token)))
            for identifier in (_forces(token, roles, table) or table.ids(token))
            if identifier not in spoken and table.get(identifier).cls in _BODIES
        ]
    nearest = min((distance for distance, _ in found), default=0)
    return tuple(argument for distance, argument in found if distance == nearest)


def _is_body(noun: Token, roles: list[Token], table: EntityTable) -> bool:
    return noun not in roles and any(table.get(found).cls in _BODIES for found in table.ids(noun))


def _is_seat(token: Token) -> bool:
    """Whether it only says where: the Dallas of "director of the Dallas chapter of the league"."""
    part = token.head
    whole = any(c.dep_ == "nmod" and preposition(c) == "of" for c in part.children)
    return token.dep_ == "compound" and whole and preposition(part) == "of"


def _forces(token: Token, roles: list[Token], table: EntityTable) -> tuple[str, ...]:
    """What a country and the words up to the role name: "US military" of "US military spokesman"."""
    role = next((role for role in roles if role.i > token.i + 1), None)
    if role is None:
        return ()
    words = token.doc[token.i : role.i].text.lower()
    return tuple(
        entity.id
        for entity in table.entities
        if entity.cls in _BODIES
        and words in (entity.name.lower(), *(alias.lower() for alias in entity.aliases))
    )[:1]


def _owners(source: Token, table: EntityTable) -> tuple[Argument, ...]:
    """Whose office, statement or report a thing that "says" is; a "German ship" is not Germany's voice."""
    for child in source.children:
        owned = child.dep_ == "nmod:poss" or (
            child.dep_ == "nmod" and preposition(child) in ("by", "from", "of")
        )
        if owned or child.dep_ in ("compound", "amod"):
            found = table.arguments(child, kinds=("actor",))
            if found and (owned or not any(table.get(owner.entity).cls == "State" for owner in found)):
                return found
    return ()
