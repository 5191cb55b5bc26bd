"""Where the index of Wikidata items is, and where this user's own ones are kept."""

import os
import sys
from importlib.resources import files
from pathlib import Path


def shipped_index() -> Path:
    """Return the index that comes with the package."""
    return Path(str(files("kg.linking") / "index.sqlite"))


def built_index() -> Path:
    """Return where ``kg wikidata build`` puts the user's own index."""
    return cache_folder() / "wikidata.sqlite"


def chosen_index() -> Path:
    """Return the index that names are looked up in: the one ``KG_INDEX`` names, else the user's own, else the
    shipped one."""
    named = os.environ.get("KG_INDEX")
    if named:
        return Path(named)
    return built_index() if built_index().is_file() else shipped_index()


def cache_folder() -> Path:
    """Return the folder of this user's caches: ``KG_CACHE``, or the system's own place for such."""
    named = os.environ.get("KG_CACHE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "conflict-kg"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "conflict-kg"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "conflict-kg"
