"""``kg export``: the graph as a file."""

from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, read_store


def export_cli(
    out: Annotated[
        str,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="FILE.nq, .trig, .ttl, .nt, .rdf, .jsonld, .graphml, .gexf, .csv.",
        ),
    ],
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="Where the file's ending does not tell it.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write the whole graph to a file."""
    with read_store(store) as opened:
        opened.export(out, format)
