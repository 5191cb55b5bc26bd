"""The articles of DWIE dev, which are scored for coreference and for relations."""

import argparse
from pathlib import Path
from typing import Any

from kg.evaluation.json_lines import read_lines


def command(description: str) -> argparse.ArgumentParser:
    """A command that is told by ``--data`` which folder holds ``dwie_dev.jsonl``."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds dwie_dev.jsonl")
    return parser


def articles(parser: argparse.ArgumentParser, folder: Path) -> list[dict[str, Any]]:
    """The annotated articles of ``folder``; where the file is missing the command says so and ends."""
    path = folder / "dwie_dev.jsonl"
    if not path.is_file():
        parser.error(f"there is no {path}")
    return read_lines(path)
