"""``kg backup``: a copy of a store."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, say
from kg.errors import UsageError


def backup_cli(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="A folder that does not exist yet.")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Copy a store as it is now to another folder.

    The copy is a store too; nobody need stop reading.
    """
    from kg.store.local import LocalStore

    if store.startswith(("http://", "https://")):
        raise UsageError("An endpoint is copied by its own means, or with `kg export`.")
    with LocalStore(Path(store), create=False) as opened:
        opened.backup(Path(folder))
    say(f"{store}: copied to {folder}.")
