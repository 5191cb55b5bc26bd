"""``kg view``: the graph as an interactive page."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, read_store, say
from kg.errors import KgError


def view_cli(
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE", help="The page.")] = "network.html",
    article: Annotated[
        str | None, typer.Option("--article", metavar="ARTICLE", help="Show one article only: its id or IRI.")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="How many of the most involved nodes to show at first.")
    ] = 80,
    title: Annotated[str | None, typer.Option("--title", help="Heading of the page.")] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write one page that shows the network; it needs no network connection."""
    from kg.network import write_page

    with read_store(store) as opened:
        try:
            write_page(opened, Path(out), article=article, limit=limit, title=title)
        except OSError as error:
            raise KgError(f"{out} cannot be written: {(error.strerror or 'error').lower()}.") from None
    say(f"{out} written; open it in a browser.")
