"""``kg demo``: the sample articles, a question, and the page."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import say
from kg.errors import KgError, why

QUESTION = "who-attacked-whom"
_ACTOR = "Russia"
_WIDTH = 120


def demo_cli(
    folder: Annotated[
        str, typer.Option("--folder", metavar="DIR", help="Where the demonstration goes.")
    ] = "demo",
) -> None:
    """Build the sample articles, ask them something, draw them.

    Writes ./demo/store and ./demo/network.html.
    """
    from kg.cli.build import build_with_progress, summary
    from kg.cli.table import print_table
    from kg.network import write_page
    from kg.store import open_store

    examples = Path(__file__).resolve().parents[2] / "examples"
    if not examples.is_dir():
        raise KgError("The sample articles are not installed; run `kg demo` in a checkout of the project.")
    store, page = Path(folder) / "store", Path(folder) / "network.html"
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KgError(f"{folder} cannot be made: {why(error)}.") from None
    result = build_with_progress([str(examples)], str(store))
    say(summary(result, str(store)))
    with open_store(store, read_only=True) as opened:
        print(f"\n$ kg query {QUESTION} --param actor={_ACTOR} --store {store}\n")
        print_table(opened.query(QUESTION, actor=_ACTOR), width=None if sys.stdout.isatty() else _WIDTH)
        write_page(opened, page)
    print(f"\nOpen {page} in a browser to see the network.")
