"""``kg load``: a whole RDF file into a store."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, say


def load_cli(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="FILE.nq or .trig, as exported.")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Load files that `kg export` wrote, however large.

    Each comes whole or not at all, beside what is there. An endpoint takes a file in batches, and keeps
    those that came before a fault.
    """
    from kg.store import open_store
    from kg.store.loading import form_of

    for file in files:
        form_of(Path(file))  # what cannot be read is said before a store is made for it
    with open_store(store) as opened:
        for file in files:
            opened.load(Path(file))
            say(f"{store}: {file} loaded.")
