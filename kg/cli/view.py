"""``kg view``: the graph as an interactive page."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, Params, StoreOption, parameters, read_store, say
from kg.cli.query import bound_query
from kg.errors import KgError, UsageError, why
from kg.writing import whole


def view_cli(
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE", help="The page.")] = "network.html",
    article: Annotated[
        str | None, typer.Option("--article", metavar="ARTICLE", help="Show one article only: its id or IRI.")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="How many of the most involved nodes to show at first.")
    ] = 80,
    query: Annotated[
        str | None,
        typer.Option(
            "--query", metavar="NAME", help="Show what a query (a saved one, a file, SPARQL) finds."
        ),
    ] = None,
    param: Params = None,
    title: Annotated[str | None, typer.Option("--title", help="Heading of the page.")] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write one page that shows the network. It needs no network connection."""
    from kg.network import page_of, page_of_answer

    if (article and query) or (param and not query):
        raise UsageError("Give --article or --query, and --param with --query only.")
    with read_store(store) as opened:
        if query:
            result = opened.run(bound_query(opened, query, parameters(param)))
            page = page_of_answer(opened, result, limit=limit, title=title or query)
        else:
            page = page_of(opened, article=article, limit=limit, title=title)
    try:
        with whole(Path(out)) as partial:
            partial.write_text(page, encoding="utf-8")
    except OSError as error:
        raise KgError(f"{out} cannot be written: {why(error)}.") from None
    say(f"{out} written; open it in a browser.")
