"""The card of the shipped language model: what it was trained on, under which licences, what it scores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.language.errors import ModelMissingError

CARD = Path(__file__).parent / "model" / "card.json"


def model_card(path: Path = CARD) -> dict[str, Any]:
    """Read a model card; raises :class:`~kg.language.errors.ModelMissingError` where there is none."""
    if not path.is_file():
        raise ModelMissingError(path.parent)
    card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return card


def summary(card: dict[str, Any]) -> str:
    """The card in a few lines of text: facts, sources with their licences, scores."""
    configuration = card["configuration"]
    lines = [f"{card['name']}, {card['date']}, {card['bytes'] / 1e6:.0f} MB, {card['precision']}"]
    lines += [f"licence: {card['licence']}; base: {card['base']}", f"made by: {card['command']}"]
    lines += [card["note"]] if card.get("note") else []
    lines += ["", "sources"]
    lines += [f"  {licence}" for licence in configuration["treebanks"]["licences"]]
    lines += [f"  {name}: {source['licence']}" for name, source in configuration["names"].items()]
    events = configuration["events"]
    lines += [f"  {events['records']}: {events['licence']}"]
    lines += ["  sentences and templates of our own", "", "scores, per cent"]
    for suite, scores in card["scores"].items():
        figures = [
            f"{name} {value:.1f}"
            for name, value in scores.items()
            if isinstance(value, int | float) and name not in ("words", "names")
        ]
        lines.append(f"  {suite}: {', '.join(figures)}")
    return "\n".join(lines)
