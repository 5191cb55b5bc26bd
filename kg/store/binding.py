"""Values for the parameters of a query, always as escaped terms and never as text."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from kg.rdf.namespaces import KG, XSD
from kg.rdf.ontology import is_class
from kg.store.errors import ParameterError
from kg.store.saved import Parameter, SavedQuery

UNDECLARED = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}")
"""Where a value goes in SPARQL text without a header."""

Resolver = Callable[[str], Sequence[NamedNode]]
"""From a name, IRI or QID to the nodes that it means; raises ``KgError`` if there is none."""

_PLACE = re.compile(r"VALUES\s+\?given_(\w+)\s*\{\s*UNDEF\s*\}")
_RESTRICTION = re.compile(r"FILTER\(!BOUND\(\?given_(\w+)\) \|\| EXISTS \{([^{}]*)\}\)")
"""What a parameter asks of the graph, where it has a value."""

_LEFT_BLANK = re.compile(r"^[ \t]+\n", re.MULTILINE)
_CLASS = re.compile(r"(?:kg:)?([A-Z][A-Za-z]*)")


def bind(query: SavedQuery, values: Mapping[str, object], entity: Resolver, article: Resolver) -> str:
    """Return the query's text with its parameters bound; raises :class:`ParameterError`.

    ``FILTER(!BOUND(?given_x) || EXISTS { … })`` becomes the pattern itself where ``x`` has a value, so that
    an engine can start from it, and nothing where it has none.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            takes = ", ".join(known) or "none"
            raise ParameterError(
                f"The query {query.name!r} has no parameter {name!r}; its parameters: {takes}."
            )
    clauses: dict[str, str] = {}
    for parameter in query.parameters:
        given = values.get(parameter.name, parameter.default)
        if given is not None and given != "":
            terms = " ".join(map(str, _terms(parameter, given, entity, article)))
            clauses[parameter.name] = f"VALUES ?given_{parameter.name} {{ {terms} }}"
        elif parameter.required:
            raise ParameterError(
                f"The query {query.name!r} needs --param {parameter.name}=…: {parameter.description}."
            )
    text = _RESTRICTION.sub(lambda found: f"{found[2]}." if found[1] in clauses else "", query.text)
    # One pass over the text, so that no value is ever read for a place of another.
    text = _PLACE.sub(lambda found: clauses.get(found[1], "") if found[1] in known else found[0], text)
    return _LEFT_BLANK.sub("", text)


def bind_text(sparql: str, values: Mapping[str, object]) -> str:
    """Put values where SPARQL text has ``VALUES ?name { UNDEF }``; raises :class:`ParameterError`.

    Terms, numbers and dates keep their type; text is a string, or an IRI where it stands in ``<`` and ``>``.
    """
    places = set(UNDECLARED.findall(sparql))
    for name in values:
        if name not in places:
            raise ParameterError(
                f"The query takes no {name!r}: write VALUES ?{name} {{ UNDEF }} where it goes."
            )

    def clause(found: re.Match[str]) -> str:
        if found[1] not in values:
            return found[0]
        return f"VALUES ?{found[1]} {{ {_term(found[1], values[found[1]])} }}"

    return UNDECLARED.sub(clause, sparql)


def _term(name: str, value: object) -> NamedNode | Literal:
    match value:
        case NamedNode() | Literal():
            return value
        case bool() | int() | float():
            return Literal(value)
        case dt.date():
            return Literal(value.isoformat(), datatype=XSD("date"))
    words = str(value)
    if words.startswith("<") and words.endswith(">"):
        try:
            return NamedNode(words[1:-1])
        except ValueError:
            raise ParameterError(f"The parameter {name!r} is no valid IRI: {words}.") from None
    return Literal(words)


def _terms(
    parameter: Parameter, given: object, entity: Resolver, article: Resolver
) -> Sequence[NamedNode | Literal]:
    words = given.isoformat() if isinstance(given, dt.date) else str(given).strip()
    try:
        match parameter.type:
            case "entity":
                return entity(words)
            case "article":
                return article(words)
            case "class":
                found = _CLASS.fullmatch(words)
                if found is None or not is_class(found[1]):
                    raise ValueError
                return [KG(found[1])]
            case "text":
                return [Literal(words)]
            case "date":
                return [Literal(dt.date.fromisoformat(words).isoformat(), datatype=XSD("date"))]
            case "integer":
                return [Literal(str(int(words)), datatype=XSD("integer"))]
            case "decimal":
                number = Decimal(words)
                if not number.is_finite():
                    raise ValueError
                return [Literal(f"{number:f}", datatype=XSD("decimal"))]
    except (ValueError, InvalidOperation):
        wants = {
            "date": "a date like 2020-03-04",
            "class": "a class like Airstrike",
            "integer": "a whole number",
            "decimal": "a number",
        }[parameter.type]
        raise ParameterError(
            f"The parameter {parameter.name!r} takes {wants}, and {words!r} is not one."
        ) from None
