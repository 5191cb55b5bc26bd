"""``kg remove``: one article out of the store."""

from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, say, write_store


def remove_cli(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="Id, IRI or address of the article.")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Remove an article, and what only it spoke of."""
    with write_store(store) as opened:
        opened.remove(article)
    say(f"{store}: {article} removed.")
