"""``kg remove``: one article out of the store."""

from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, read_store, say


def remove_cli(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="Id, IRI or address of the article.")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Remove an article, and what only it spoke of."""
    from kg.store import open_store

    # A store that is not there must be an error, and not be made for the occasion.
    read_store(store).close()
    with open_store(store) as opened:
        opened.remove(article)
    say(f"{store}: {article} removed.")
