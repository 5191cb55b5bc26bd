"""``kg query``: SPARQL text, a file, or a saved query by name."""

import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.answers import Format, write_answer
from kg.cli.options import DEFAULT_STORE, Params, StoreOption, parameters, read_store, say
from kg.errors import KgError, UsageError, why

if TYPE_CHECKING:
    from kg.store import Store
    from kg.store.saved import SavedQuery


def query_cli(
    context: typer.Context,
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUERY|NAME|FILE]", help="SPARQL, a saved query's name, FILE.rq; else standard input."
        ),
    ] = None,
    param: Params = None,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="Default: a table, or Turtle for a graph.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="Write so many rows or triples at most.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the query as asked and what it joins; do not answer.")
    ] = False,
    timed: Annotated[bool, typer.Option("--time", help="Say how long the answer took.")] = False,
    store: StoreOption = DEFAULT_STORE,
    wants_help: Annotated[
        bool, typer.Option("--help", "-h", help="Show this, or with NAME what that query takes.")
    ] = False,
) -> None:
    """Ask the graph a question: SPARQL, a file or a saved one by name.

    `kg queries` lists the saved ones, `kg query NAME --help` shows one.
    """
    if wants_help:
        print(_help(context, query))
        return
    text = _asked(query)
    started = time.perf_counter()
    with read_store(store) as opened:
        ready = time.perf_counter()
        bound = bound_query(opened, text, parameters(param))
        if explain:
            from kg.store.explain import explain as explained

            print(explained(opened, bound))
            return
        write_answer(opened.run(bound), format, limit)
        sys.stdout.flush()
        done = time.perf_counter()
    if timed:
        say(f"Answered in {done - ready:.3f} s, after {ready - started:.3f} s to open the store.")


def _asked(query: str | None) -> str:
    if query is None and sys.stdin.isatty():
        raise UsageError("Give a query, the name of a saved one (`kg queries` lists them), or FILE.rq.")
    if query is None or query == "-":
        try:
            query = sys.stdin.buffer.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise KgError("Standard input is not text in UTF-8.") from None
    if not query.strip():
        raise UsageError("The query is empty.")
    return query


def bound_query(store: "Store", query: str, params: dict[str, str]) -> str:
    """The SPARQL of a query given as text, as a name or as a file, with its parameters bound."""
    if query.endswith(".rq") or (re.search(r"\s", query) is None and Path(query).is_file()):
        from kg.store.saved import parse_saved

        try:
            text = Path(query).read_text("utf-8-sig")
            saved = parse_saved(Path(query).name, text)
        except OSError as error:
            raise KgError(f"The file {query} cannot be read: {why(error)}.") from None
        except UnicodeDecodeError:
            raise KgError(f"The file {query} is not text in UTF-8.") from None
        except ValueError as error:
            raise KgError(f"{error}.") from None
        return store.bound(saved if saved.parameters else text, **params)
    return store.bound(query, **params)


def _help(context: typer.Context, name: str | None) -> str:
    from kg.store.saved import saved_queries

    known = saved_queries().get(name or "")
    return context.get_help() if known is None else described(known)


def described(query: "SavedQuery") -> str:
    """What a saved query asks, takes and answers, for people."""
    lines = [f"Usage: kg query {query.name} [--param NAME=VALUE]... [OPTIONS]", "", f"  {query.question}"]
    if query.parameters:
        lines += ["", "Parameters:"]
        width = max(len(f"{p.name}={p.type.upper()}") for p in query.parameters)
        for p in query.parameters:
            note = " (required)" if p.required else f" (default {p.default})" if p.default else ""
            lines.append(f"  {p.name + '=' + p.type.upper():<{width}}  {p.description}{note}")
    lines += ["", "Columns:", f"  {', '.join(query.columns)}"]
    if query.answers:
        given = "".join(f" --param {_pair(item)}" for item in query.example.items())
        lines += ["", "Example, from a graph of an invented conflict:", f"  $ kg query {query.name}{given}"]
        lines += ["  " + ", ".join(_pair(cell) for cell in row.items()) for row in query.answers]
    return "\n".join(lines)


def _pair(item: tuple[str, str]) -> str:
    key, value = item
    return f'{key}="{value}"' if " " in value or not value else f"{key}={value}"
