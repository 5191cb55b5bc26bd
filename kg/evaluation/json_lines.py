"""Reading the files of JSON Lines that annotated texts are kept in."""

import json
from pathlib import Path
from typing import Any


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Records of a file of JSON Lines; raises ``OSError`` or ``ValueError`` for what is none."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
