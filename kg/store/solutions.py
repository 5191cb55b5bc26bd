"""Answers of a query: rows as mappings, with plain Python values and the RDF terms behind them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from importlib import import_module
from typing import Any, overload

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

from kg.errors import KgError, why
from kg.rdf.namespaces import XSD

Term = NamedNode | BlankNode | Literal | Triple
Value = str | int | float | bool | Decimal | dt.date | dt.datetime | None
Row = dict[str, Value]

_INTEGER, _DECIMAL, _BOOLEAN = XSD("integer"), XSD("decimal"), XSD("boolean")
_DOUBLE, _FLOAT, _DATE, _DATETIME = XSD("double"), XSD("float"), XSD("date"), XSD("dateTime")


def value(term: Term | None) -> Value:
    """The Python value of a term: an IRI as text, numbers and dates as such, unbound as ``None``."""
    if term is None or isinstance(term, NamedNode):
        return None if term is None else term.value
    if not isinstance(term, Literal):
        return str(term)
    try:
        match term.datatype:
            case d if d == _INTEGER:
                return int(term.value)
            case d if d == _DECIMAL:
                return Decimal(term.value)
            case d if d in (_DOUBLE, _FLOAT):
                return float(term.value)
            case d if d == _BOOLEAN:
                return term.value in ("true", "1")
            case d if d == _DATE:
                return dt.date.fromisoformat(term.value[:10])
            case d if d == _DATETIME:
                return dt.datetime.fromisoformat(term.value)
            case _:
                return term.value
    except (ValueError, ArithmeticError):
        return term.value


class Rows(Sequence[Row]):
    """The rows of a SELECT, in order; each a mapping from variable to value.

    ``variables`` names the columns; ``terms`` holds the same rows as RDF terms.
    """

    def __init__(self, variables: Iterable[str], terms: Iterable[tuple[Term | None, ...]]) -> None:
        self.variables = tuple(variables)
        self.terms = list(terms)

    @classmethod
    def of(cls, solutions: QuerySolutions) -> "Rows":
        """Read all solutions of a query; raises ``KgError`` where an endpoint asked does not answer."""
        names = [variable.value for variable in solutions.variables]
        try:
            return cls(names, (tuple(solution[name] for name in names) for solution in solutions))
        except OSError as error:
            raise KgError(
                f"The query cannot be answered; a service that it asks may be out of reach: {why(error)}."
            ) from None

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[Row]:
        return (self._row(terms) for terms in self.terms)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self._row(terms) for terms in self.terms[index]]
        return self._row(self.terms[index])

    def __repr__(self) -> str:
        return f"<Rows {len(self)} × {', '.join(self.variables)}>"

    def _row(self, terms: tuple[Term | None, ...]) -> Row:
        return {name: value(term) for name, term in zip(self.variables, terms, strict=True)}

    def dataframe(self) -> Any:
        """The rows as a pandas table; raises ``KgError`` where pandas is not installed."""
        try:
            pandas = import_module("pandas")
        except ImportError:
            raise KgError("A data frame needs pandas: `pip install pandas`.") from None
        return pandas.DataFrame(list(self), columns=list(self.variables))
