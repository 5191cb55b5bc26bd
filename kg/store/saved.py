"""Saved queries: one question a file, with its parameters declared in the header.

A header is the run of comment lines that starts the file::

    # title: Who attacked whom
    # question: Who attacked whom, when, where, and on whose word?
    # param actor: entity; only attacks by this actor
    # param since: date; only from this day on
    # param speaker: entity required; whose words
    # param least: integer = 1; the fewest that count
    # example: actor=Taliban since=2020-01-01
    # answer: date=2020-03-04 recipient="Afghan army"

The example binds parameters, and each answer gives some cells of one row that comes out then, in a small
graph of an invented conflict; there are as many answers as rows, and a test asks.

Patterns are written so that an engine can start from what is given and go on row by row: what a parameter
restricts stands first, as ``FILTER(!BOUND(?given_x) || EXISTS { … })``, which binding turns into a pattern,
or as ``BIND(?given_x AS ?y)`` before the pattern of ``?y``; then come patterns, BINDs and OPTIONALs. An
OPTIONAL of more than one step is nested (``OPTIONAL { ?event kg:actor ?by OPTIONAL { ?by rdfs:label ?actor }
}``), since Oxigraph may read the whole graph for it. The classes below one are asked for once, in a
sub-select: a path is followed anew for each row.

Each parameter stands in the query as ``VALUES ?given_actor { UNDEF }``, so the file is valid SPARQL as it
is; given values take the place of ``UNDEF`` as terms.
"""

import difflib
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, get_args

from pyoxigraph import QuerySolutions, Store

from kg.rdf.namespaces import PREFIXES
from kg.resources import queries_directory
from kg.store.errors import UnknownQueryError

ParameterType = Literal["entity", "article", "class", "text", "date", "integer", "decimal"]

_HEADER = re.compile(r"^#\s*(title|question):\s*(.+)$")
_EXAMPLE = re.compile(r"^#\s*(example|answer):\s*(.*)$")
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
    example: Mapping[str, str] = field(default_factory=dict)
    """Values of parameters, as they would be given."""
    answers: tuple[Mapping[str, str], ...] = ()
    """For each row that the example brings, some of its cells as text."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The variables of its answer, in order."""
        found = Store().query(self.text, prefixes=PREFIXES)
        variables = found.variables if isinstance(found, QuerySolutions) else ()
        return tuple(variable.value for variable in variables)


def parse_saved(name: str, text: str) -> SavedQuery:
    """Read the header of a query, which may have none; raises ``ValueError`` if it cannot be understood."""
    said: dict[str, str] = {}
    parameters: list[Parameter] = []
    example: dict[str, str] = {}
    answers: list[dict[str, str]] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if header := _HEADER.match(line):
            said[header[1]] = header[2].strip()
        elif shown := _EXAMPLE.match(line):
            cells = _cells(name, shown[2])
            if shown[1] == "example":
                example |= cells
            else:
                answers.append(cells)
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
    if unknown := example.keys() - {parameter.name for parameter in parameters}:
        raise ValueError(f"{name}: the example binds {', '.join(sorted(unknown))}, which is no parameter")
    return SavedQuery(
        name=name,
        title=said.get("title", name),
        question=said.get("question", ""),
        parameters=tuple(parameters),
        text=text,
        example=example,
        answers=tuple(answers),
    )


def _cells(name: str, words: str) -> dict[str, str]:
    """``key=value`` pairs; values with spaces stand in double quotation marks."""
    try:
        pairs = [word.partition("=") for word in shlex.split(words)]
    except ValueError:
        raise ValueError(f"{name}: cannot read {words!r}") from None
    return {key: value for key, _, value in pairs}


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
