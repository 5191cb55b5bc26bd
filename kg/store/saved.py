"""Saved queries: one question a file, with its parameters declared in the header.

A header is the run of comment lines that starts the file::

    # title: Who attacked whom
    # question: Who attacked whom, when, where, and on whose word?
    # param actor: entity; only attacks by this actor
    # param since: date; only from this day on
    # param speaker: entity required; whose words
    # param least: integer = 1; the fewest that count

Each parameter stands in the query as ``VALUES ?given_actor { UNDEF }``, so the file is valid SPARQL as it
is; given values take the place of ``UNDEF`` as terms.
"""

import difflib
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from kg.resources import queries_directory
from kg.store.errors import UnknownQueryError

ParameterType = Literal["entity", "article", "class", "text", "date", "integer", "decimal"]

_HEADER = re.compile(r"^#\s*(title|question):\s*(.+)$")
_PARAMETER = re.compile(r"^#\s*param\s+(\w+):\s*(\w+)(\s+required|\s*=\s*([^;]+?))?\s*;\s*(.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a saved query. Without a value and a default it restricts nothing."""

    name: str
    type: ParameterType
    description: str
    required: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuery:
    """One question that the graph can be asked by name."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    text: str


def parse_saved(name: str, text: str) -> SavedQuery:
    """Read the header of a query, which may have none; raises ``ValueError`` if it cannot be understood."""
    said: dict[str, str] = {}
    parameters: list[Parameter] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if header := _HEADER.match(line):
            said[header[1]] = header[2].strip()
        elif found := _PARAMETER.match(line):
            kind = next((known for known in get_args(ParameterType) if known == found[2]), None)
            if kind is None or placeholder(found[1]).search(text) is None:
                raise ValueError(f"{name}: parameter {found[1]} is not of a known type or not in the query")
            parameters.append(
                Parameter(
                    name=found[1],
                    type=kind,
                    description=found[5].strip(),
                    required=(found[3] or "").strip() == "required",
                    default=found[4],
                )
            )
        elif line.startswith("# param"):
            raise ValueError(f"{name}: cannot read {line!r}")
    return SavedQuery(
        name=name,
        title=said.get("title", name),
        question=said.get("question", ""),
        parameters=tuple(parameters),
        text=text,
    )


def placeholder(parameter: str) -> re.Pattern[str]:
    """Where the values of a parameter go."""
    return re.compile(rf"VALUES\s+\?given_{parameter}\s*\{{\s*UNDEF\s*\}}")


@cache
def saved_queries() -> dict[str, SavedQuery]:
    """All saved queries by name, in alphabetical order."""
    paths = sorted(queries_directory().glob("*.rq"))
    return {path.stem: parse_saved(path.stem, path.read_text("utf-8")) for path in paths}


def saved_query(name: str) -> SavedQuery:
    """Return one saved query; raises :class:`UnknownQueryError`, which names the nearest ones."""
    known = saved_queries()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`kg queries` lists them."
    raise UnknownQueryError(f"There is no saved query {name!r}; {hint}")
