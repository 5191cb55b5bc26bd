"""Rows as a table that people read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.rdf.namespaces import PREFIXES
from kg.store.solutions import Rows, Term, value

if TYPE_CHECKING:
    from rich.console import Console

_LONG = 40
"""Characters above which the cells of a column, on average, are sentences rather than names."""


def print_table(rows: Rows, limit: int | None = None, *, width: int | None = None) -> None:
    """Print rows for people: fitted to the terminal, or to ``width`` columns.

    Sentences then stand below their row, and addresses of facts are left out. Where the output is no terminal
    and no ``width`` is given, every column is printed in full, one line a row.
    """
    fitted = width is not None or sys.stdout.isatty()
    shown = rows.terms[:limit]
    cells = [[cell(term) for term in row] for row in shown]
    columns = list(range(len(rows.variables)))
    if not fitted:
        _print_lines(rows, cells)
        return
    from rich.console import Console

    console = Console(width=width, highlight=False)
    columns = [c for c in columns if not shown or _worth_showing([row[c] for row in shown])] or columns
    below = [c for c in columns if _mean_length([row[c] for row in cells]) > _LONG]
    beside = [c for c in columns if c not in below]
    if not beside:
        beside, below = below, []
    _print_rows(console, rows, cells, beside, below)
    more = f" of {len(rows)}" if len(shown) < len(rows) else ""
    console.print(f"{len(shown)}{more} row{'' if len(rows) == 1 else 's'}", style="dim")


def _print_lines(rows: Rows, cells: list[list[str]]) -> None:
    """One line a row, its cells below each other, for other programs and for files."""
    from rich.cells import cell_len

    lines = [[name.replace("_", " ") for name in rows.variables], *cells]
    widths = [max(cell_len(line[column]) for line in lines) for column in range(len(rows.variables))]
    for line in lines:
        padded = (word + " " * (width - cell_len(word)) for word, width in zip(line, widths, strict=True))
        print("  ".join(padded).rstrip())


def _print_rows(
    console: Console, rows: Rows, cells: list[list[str]], beside: list[int], below: list[int]
) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    names = [name.replace("_", " ") for name in rows.variables]
    widths = _fit([[names[c], *(row[c] for row in cells)] for c in beside], console.width)

    def line(words: list[str], style: str) -> None:
        grid = Table.grid(padding=(0, 2, 0, 0))
        for width in widths:
            grid.add_column(width=width, overflow="fold")
        grid.add_row(*(Text(word, style=style) for word in words))
        console.print(grid)

    line([names[c] for c in beside], "bold")
    for row in cells:
        line([row[c] for c in beside], "")
        for c in below:
            if row[c]:
                label = f"{names[c]}: " if len(below) > 1 else ""
                console.print(Padding(Text(label + row[c], style="dim"), (0, 0, 0, 4)))


def _fit(columns: list[list[str]], room: int) -> list[int]:
    """Widths of columns: what they need, the widest made narrower until all fit."""
    from rich.cells import cell_len

    widths = [max(1, *(cell_len(word) for word in words)) for words in columns]
    while sum(widths) + 2 * len(widths) > room and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    return widths


def _mean_length(words: list[str]) -> float:
    lengths = [len(word) for word in words if word]
    return sum(lengths) / len(lengths) if lengths else 0.0


def _worth_showing(terms: Sequence[Term | None]) -> bool:
    """Whether a column tells a reader something: it has values, and they are not all addresses of facts."""
    given = [term for term in terms if term is not None]
    return any(not (isinstance(term, NamedNode) and "#" in term.value) for term in given)


def cell(term: Term | None) -> str:
    """A term as a person reads it: IRIs by their prefix, one line each, no control characters."""
    words = "" if term is None else str(value(term))
    if isinstance(term, NamedNode):
        for prefix, iri in PREFIXES.items():
            if words.startswith(iri):
                return f"{prefix}:{words.removeprefix(iri)}"
    return "".join(c if c.isprintable() else " " for c in words)
