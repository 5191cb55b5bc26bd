"""``kg query``: SPARQL text, a file, or a saved query by name."""

import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_STORE, Params, StoreOption, parameters, read_store
from kg.errors import KgError, UsageError

if TYPE_CHECKING:
    from kg.store import Store
    from kg.store.dataset import Result


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    xml = "xml"
    ttl = "ttl"
    nt = "nt"
    jsonld = "jsonld"


def query_cli(
    query: Annotated[
        str, typer.Argument(metavar="QUERY|NAME|FILE", help="SPARQL, a saved query's name, FILE.rq, or -.")
    ],
    param: Params = None,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="Default: a table, or Turtle for a graph.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="Rows of a table at most.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Ask the graph a question; `kg queries` lists the saved ones."""
    with read_store(store) as opened:
        result = answer(opened, query, parameters(param))
        write_answer(result, format, limit)


def answer(store: "Store", query: str, params: dict[str, str]) -> "Result":
    """Run a query given as text, as a name, as a file, or as ``-``."""
    if query == "-":
        return store.execute(sys.stdin.read(), **params)
    if query.endswith(".rq") or (re.search(r"\s", query) is None and Path(query).is_file()):
        from kg.store.saved import parse_saved

        try:
            text = Path(query).read_text("utf-8")
            saved = parse_saved(Path(query).name, text)
        except OSError:
            raise KgError(f"The file {query} cannot be read.") from None
        except UnicodeDecodeError:
            raise KgError(f"The file {query} is not text in UTF-8.") from None
        except ValueError as error:
            raise KgError(f"{error}.") from None
        return store.execute_saved(saved, **params) if saved.parameters else store.execute(text, **params)
    return store.execute(query, **params)


def write_answer(result: "Result", format: Format | None, limit: int | None) -> None:
    """Write a raw result to standard output."""
    import pyoxigraph as ox

    out = sys.stdout.buffer
    if isinstance(result, ox.QueryTriples):
        _write_graph(result, format or Format.ttl)
        return
    forms = {
        Format.csv: ox.QueryResultsFormat.CSV,
        Format.tsv: ox.QueryResultsFormat.TSV,
        Format.json: ox.QueryResultsFormat.JSON,
        Format.xml: ox.QueryResultsFormat.XML,
    }
    if format in forms and not (isinstance(result, ox.QueryBoolean) and format in (Format.csv, Format.tsv)):
        result.serialize(out, forms[format])
        out.write(b"" if format in (Format.csv, Format.tsv) else b"\n")
    elif format not in (None, Format.table, Format.csv, Format.tsv):
        raise UsageError(
            f"The query makes a table, which {format.value} cannot hold; use csv, tsv, json or xml."
        )
    elif isinstance(result, ox.QueryBoolean):
        print("true" if result else "false")
    else:
        from kg.cli.table import print_table
        from kg.store.solutions import Rows

        print_table(Rows.of(result), limit)


def _write_graph(result: "Result", format: Format) -> None:
    import pyoxigraph as ox

    from kg.rdf.namespaces import PREFIXES

    forms = {
        Format.ttl: ox.RdfFormat.TURTLE,
        Format.nt: ox.RdfFormat.N_TRIPLES,
        Format.xml: ox.RdfFormat.RDF_XML,
        Format.jsonld: ox.RdfFormat.JSON_LD,
    }
    if format not in forms or not isinstance(result, ox.QueryTriples):
        raise UsageError(
            f"The query makes a graph, which {format.value} cannot hold; use ttl, nt, xml or jsonld."
        )
    ox.serialize(result, sys.stdout.buffer, format=forms[format], prefixes=PREFIXES)
