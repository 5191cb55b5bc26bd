"""Reading RDF files into a store, quad by quad."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.store.errors import StoreError


def quads_of(path: Path) -> Iterator[ox.Quad]:
    """Yield the quads of a file that names its graphs; raises ``StoreError`` where it cannot be read."""
    form = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if form is None or not form.supports_datasets:
        raise StoreError(f"{path} cannot be loaded: give N-Quads (.nq) or TriG (.trig).")
    if not path.is_file():
        raise StoreError(f"There is no file {path}.")
    try:
        yield from ox.parse(path=path, format=form)
    except SyntaxError as error:
        raise StoreError(f"{path} is not valid {form.name}: {error}.") from None
    except PermissionError:
        raise StoreError(f"There is no permission to read {path}.") from None
