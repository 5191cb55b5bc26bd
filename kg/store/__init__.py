"""Where the graph is kept and asked: an embedded store, or any SPARQL 1.1 endpoint."""

from pathlib import Path

from kg.rdf.namespaces import DATA
from kg.store.dataset import Store

DEFAULT_LOCATION = "./kg-store"
MEMORY = ":memory:"


def open_store(
    location: str | Path = DEFAULT_LOCATION,
    *,
    read_only: bool = False,
    create: bool = True,
    base: str = DATA,
) -> Store:
    """Open the store in a folder, ``":memory:"``, or behind the address of a SPARQL 1.1 endpoint.

    A folder that does not exist is made, unless ``create`` is off or it is opened for reading only. Raises
    ``KgError`` with one clear sentence where the store is missing, locked, damaged or out of reach.
    """
    if str(location).startswith(("http://", "https://")):
        from kg.store.remote import RemoteStore

        return RemoteStore(str(location), base=base)
    from kg.store.local import LocalStore

    path = None if str(location) == MEMORY else Path(location)
    return LocalStore(path, read_only=read_only, create=create, base=base)


__all__ = ["DEFAULT_LOCATION", "MEMORY", "Store", "open_store"]
