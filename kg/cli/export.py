"""``kg export``: the graph as a file."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, read_store, say
from kg.errors import UsageError


def export_cli(
    out: Annotated[
        str,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="FILE.nq, .trig, .ttl, .nt, .rdf, .jsonld, .jsonl, .graphml, .gexf, .csv.",
        ),
    ],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="If the ending does not tell; nanopub for one a fact, pyvis for a page of vis.js.",
        ),
    ] = None,
    annotate: Annotated[
        bool, typer.Option("--annotate", help="Say in RDF 1.2 which triple each fact is about.")
    ] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write the whole graph to a file.

    Its triples, its event records, or its network for graph tools.
    """
    from kg.store.export import formats

    if out == "-":
        raise UsageError("An export is a file: give --out FILE, or /dev/stdout with --format.")
    path = Path(out)
    form = (format or path.suffix.removeprefix(".")).lower()
    with read_store(store) as opened:
        if form in formats():
            opened.export(path, form, annotate=annotate)
            return
        from kg.network import NETWORK_FORMATS, export_network

        if form not in NETWORK_FORMATS:
            known = ", ".join((*formats(), *NETWORK_FORMATS))
            raise UsageError(f"{form or path.name!r} is no known format; known are {known}.")
        if annotate:
            raise UsageError("Annotations of RDF 1.2 are for RDF, not for networks.")
        written = export_network(opened, path, form)
        if len(written) > 1:
            say(f"Written: {', '.join(map(str, written))}.")
