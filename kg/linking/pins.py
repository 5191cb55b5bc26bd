"""Pins: links that a user fixes or forbids, from a small file that always wins."""

import csv
import os
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError
from kg.linking.names import fold

FORBIDDEN = "-"


class PinsError(KgError):
    """The file of pins cannot be read as one."""


@dataclass(frozen=True, slots=True)
class Pins:
    """Fixed links by folded name and class; an empty class stands for any."""

    qids: dict[tuple[str, str], str] = field(default_factory=dict)

    def find(self, names: tuple[str, ...], cls: str | None) -> str | None:
        """Return the QID pinned for one of the names, ``-`` if a link is forbidden, or ``None`` if
        neither."""
        for wanted in (cls or "", ""):
            for name in names:
                found = self.qids.get((fold(name), wanted))
                if found is not None:
                    return found
        return None


def read_pins(path: Path | None = None) -> Pins:
    """Read a file of three tab-separated columns: name, class (may be empty) and QID, or ``-`` to forbid a
    link.

    Without ``path`` the file named by ``KG_PINS`` is read, if any. Empty lines, lines that start with
    ``#`` and a
    header whose first cell is ``name`` are passed over. Raises :class:`PinsError` for any other line.
    """
    named = os.environ.get("KG_PINS")
    if path is None and not named:
        return Pins()
    source = path or Path(str(named))
    try:
        lines = source.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PinsError(f"cannot read the pins in {source}: {error}") from error
    qids: dict[tuple[str, str], str] = {}
    for number, cells in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
        if (
            not cells
            or not cells[0].strip()
            or cells[0].startswith("#")
            or (number == 1 and cells[0] == "name")
        ):
            continue
        if len(cells) != 3 or not _is_target(cells[2].strip()):
            raise PinsError(
                f"{source}, line {number}: expected name, class and QID (or -), separated by tabs"
            )
        qids[fold(cells[0]), cells[1].strip()] = cells[2].strip()
    return Pins(qids)


def _is_target(cell: str) -> bool:
    return cell == FORBIDDEN or (cell[:1] == "Q" and cell[1:].isdecimal())
