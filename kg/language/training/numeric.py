"""Dates, times, numbers and sums of money by pattern: an annotation that every source of names gets."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    data = tomllib.loads((Path(__file__).parent / "numeric.toml").read_text(encoding="utf-8"))
    parts: dict[str, str] = {}

    def filled(pattern: str) -> str:
        return re.sub(r"\{([a-z]+)\}", lambda slot: parts[slot[1]], pattern)

    for name, pattern in data["parts"].items():
        parts[name] = filled(pattern)
    classes = (
        rf"(?P<{name}>(?<!\S)(?:{'|'.join(map(filled, alternatives))})(?!\S))"
        for name, alternatives in data["patterns"].items()
    )
    return re.compile("|".join(classes), re.IGNORECASE)


def numeric_spans(words: list[str]) -> list[tuple[int, int, str]]:
    """Dates, times, numbers and sums of money among *words*, as (start, end, class)."""
    offsets, position = {}, 0
    ends = {}
    for i, word in enumerate(words):
        offsets[position] = i
        position += len(word)
        ends[position] = i + 1
        position += 1
    spans = []
    for match in _pattern().finditer(" ".join(words)):
        start, end = offsets.get(match.start()), ends.get(match.end())
        if start is not None and end is not None and match.lastgroup:
            spans.append((start, end, match.lastgroup))
    return spans
