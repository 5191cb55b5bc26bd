"""Where the ontology and the saved queries lie.

In a checkout they are folders beside the package; the wheel carries them inside it.
"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _directory(packaged: str, checkout: str) -> Path:
    candidates = (_PACKAGE / packaged, _PACKAGE.parent / checkout)
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"{checkout}/ is missing: looked in {candidates[0]} and {candidates[1]}")


def ontology_directory() -> Path:
    """The folder of ontology, event types and shapes; raises ``FileNotFoundError`` if it is missing."""
    return _directory("_ontology", "ontology")


def queries_directory() -> Path:
    """The folder of the saved queries; raises ``FileNotFoundError`` if it is missing."""
    return _directory("_queries", "queries")
