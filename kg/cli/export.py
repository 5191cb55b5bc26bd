"""``kg export``: the graph as a file."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, read_store
from kg.errors import UsageError


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
        str | None,
        typer.Option(
            "--format", "-f", help="Where the file's ending does not tell it; pyvis for a page of vis.js."
        ),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write the whole graph to a file: its triples, or the network of actors for graph tools."""
    from kg.store.export import formats

    path = Path(out)
    form = (format or path.suffix.removeprefix(".")).lower()
    with read_store(store) as opened:
        if form in formats():
            opened.export(path, form)
            return
        from kg.network import NETWORK_FORMATS, export_network

        if form not in NETWORK_FORMATS:
            known = ", ".join((*formats(), *NETWORK_FORMATS))
            raise UsageError(f"{form or path.name!r} is no known format; known are {known}.")
        export_network(opened, path, form)
