"""conflict-kg reads news about conflict into an RDF knowledge graph with provenance.

>>> from kg import build, open_store  # doctest: +SKIP
>>> build(["examples"], store="kg-store")  # doctest: +SKIP
>>> with open_store("kg-store") as store:  # doctest: +SKIP
...     for row in store.query("who-attacked-whom", actor="Taliban"):
...         print(row["date"], row["recipient"])
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.pipeline import build
    from kg.store import open_store

__all__ = ["KgError", "build", "open_store"]

_WHERE = {"KgError": "kg.errors", "build": "kg.pipeline", "open_store": "kg.store"}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that ``import kg`` costs nothing."""
    if name not in _WHERE:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_WHERE[name]), name)
