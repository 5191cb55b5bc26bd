"""Rows as a table that people read."""

import sys

from kg.rdf.namespaces import PREFIXES
from kg.store.solutions import Rows, Term, value


def print_table(rows: Rows, limit: int | None = None) -> None:
    """Print rows: fitted to a terminal, or unshortened where the output is not one."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = rows.terms[:limit]
    cells = [[cell(term) for term in row] for row in shown]
    used = [
        column
        for column, name in enumerate(rows.variables)
        if not sys.stdout.isatty() or any(row[column] for row in cells) or not cells
    ]
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in used:
        table.add_column(Text(rows.variables[column].replace("_", " ")), overflow="fold")
    for row in cells:
        table.add_row(*(Text(row[column]) for column in used))
    width = None if sys.stdout.isatty() else _width(rows.variables, cells)
    console = Console(width=width, highlight=False)
    console.print(table)
    if sys.stdout.isatty():
        more = f" of {len(rows)}" if len(shown) < len(rows) else ""
        console.print(f"[dim]{len(shown)}{more} row{'' if len(rows) == 1 else 's'}[/dim]")


def cell(term: Term | None) -> str:
    """A term as a person reads it: IRIs by their prefix, one line each, no control characters."""
    from pyoxigraph import NamedNode

    words = "" if term is None else str(value(term))
    if isinstance(term, NamedNode):
        for prefix, iri in PREFIXES.items():
            if words.startswith(iri):
                return f"{prefix}:{words.removeprefix(iri)}"
    return "".join(c if c.isprintable() else " " for c in words)


def _width(variables: tuple[str, ...], cells: list[list[str]]) -> int:
    from rich.cells import cell_len

    widths = [
        max(cell_len(name), *(cell_len(row[column]) for row in cells), 1)
        for column, name in enumerate(variables)
    ]
    return sum(widths) + 2 * len(widths) + 1
