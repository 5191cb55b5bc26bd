"""``kg view``: the graph as an interactive page."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, read_store, say


def view_cli(
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE", help="The page.")] = "network.html",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write one page that shows the network; it needs no network connection."""
    from kg.network import write_page

    with read_store(store) as opened:
        write_page(opened, Path(out))
    say(f"{out} written; open it in a browser.")
