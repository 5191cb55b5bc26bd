"""Files that are written whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a file beside ``path`` that takes its place once it is written to the end.

    A full disk or a killed process so leaves an older file as it was. What is no file (a device, a pipe) is
    written itself: a file must not take its place. Raises ``OSError`` as writing does.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    path = path.resolve()
    partial = path.with_name(f".{path.name}.partial")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
