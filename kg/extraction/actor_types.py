"""What kind of actor, place or instrument a name or a common noun means."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from rapidfuzz.distance import OSA

from kg.extraction.report import EntityKind

Sort = Literal["person", "people", "forces", "body", "state", "place", "instrument"]

PLACES = frozenset({"Place", "Country", "AdministrativeArea", "Settlement", "Facility", "NaturalFeature"})
INSTRUMENTS = frozenset({"Instrument", "Weapon", "Aircraft", "Vehicle"})
STATE_BODIES = frozenset({"State", "Government", "GovernmentBody", "ArmedForces", "SecurityForces"})
PUBLIC = STATE_BODIES | {"ArmedGroup", "PoliticalParty", "InternationalOrganization"}
"""Classes of actors in public affairs."""
BODIES = STATE_BODIES | {
    "Organization",
    "ArmedGroup",
    "InternationalOrganization",
    "PoliticalParty",
    "MediaOrganization",
    "CivilSocietyOrganization",
    "Company",
}


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """How a common noun stands for somebody or something."""

    sort: Sort
    cls: str
    belongs: str
    """What it is to the owner named beside it: ``government``, ``forces``, ``speaks``, …; may be empty."""
    body_name: bool = False
    """True where country and noun together are a name ("US military")."""


def kind_of(cls: str) -> EntityKind:
    """Whether entities of an ontology class are actors, places or instruments."""
    if cls in PLACES:
        return "place"
    return "instrument" if cls in INSTRUMENTS else "actor"


@cache
def _data(file: str) -> dict[str, Any]:
    text = files("kg.extraction").joinpath("data", file).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(table: str, key: str) -> frozenset[str]:
    """One word list of ``role_nouns.toml``."""
    return frozenset(_data("role_nouns.toml")[table][key])


@cache
def _roles() -> dict[str, tuple[RoleNoun, ...]]:
    roles: dict[str, list[RoleNoun]] = {}
    for row in _data("role_nouns.toml")["role"]:
        role = RoleNoun(row["sort"], row["class"], row.get("belongs", ""), row.get("body_name", False))
        for noun in row["nouns"]:
            roles.setdefault(noun, []).append(role)
    return {noun: tuple(found) for noun, found in roles.items()}


def role_of(noun: str, *, plural: bool) -> RoleNoun | None:
    """The role of a lemma (or two words) in the singular or plural; ``None`` if it is no role noun.

    >>> role_of("spokesman", plural=False).belongs
    'speaks'
    >>> role_of("official", plural=True).sort, role_of("official", plural=False).sort
    ('people', 'person')
    """
    found = _roles().get(noun)
    if not found:
        return None
    for role in found:
        if (role.sort == "person" and not plural) or (role.sort == "people" and plural):
            return role
    for role in found:
        if role.sort not in ("person", "people"):
            return role
    # "Spokesmen", "presidents": several persons; "people" has no other singular.
    role = found[0]
    return RoleNoun("people", "Group", role.belongs) if role.sort == "person" else role


@cache
def misspelt_title(word: str) -> str | None:
    """The title that a word before a name is a slip of: one letter wrong, missing, doubled or two exchanged.

    >>> misspelt_title("enovy")
    'envoy'
    """
    if len(word) < 5 or not word.islower():
        return None
    titles = sorted(title for title in words("titles", "office") if title[0] == word[0] and len(title) > 4)
    near = [title for title in titles if OSA.distance(word, title, score_cutoff=1) == 1]
    return near[0] if len(near) == 1 else None


def organization_class(name: Sequence[str]) -> str:
    """Ontology class of an organization by the words of its name; ``Organization`` where they do not tell."""
    return _class_by_words("organization", name) or "Organization"


def all_forces(name: str) -> bool:
    """Whether an organization's name means all of a country's armed forces ("Kenya Defence Forces")."""
    return name.lower().endswith(tuple(_data("name_words.toml")["national"]["forces"]))


def place_class(name: Sequence[str], default: str) -> str:
    """Ontology class of a place by the words of its name."""
    return _class_by_words("place", name) or default


def instrument_class(name: Sequence[str], default: str) -> str:
    """Ontology class of a weapon or vehicle by the words of its name."""
    return _class_by_words("instrument", name) or default


def _class_by_words(table: str, name: Sequence[str]) -> str | None:
    lower = [word.lower() for word in name]
    if not lower:
        return None
    whole = " ".join(lower)
    for rule in _data("name_words.toml")[table]:
        if (
            _any_in(lower, rule.get("any", ()))
            or lower[-1] in rule.get("last", ())
            or any(phrase in whole for phrase in rule.get("phrases", ()))
        ):
            return str(rule["class"])
    return None


def _any_in(name: Iterable[str], listed: Iterable[str]) -> bool:
    wanted = set(listed)
    return any(word in wanted for word in name)
