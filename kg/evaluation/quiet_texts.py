"""What is found in texts that are not news: every event there asks to be read by a human.

Takes a CoNLL-U file with ``newdoc`` and ``text`` comments, the test part of UD English GUM, and leaves its
news genre out.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.extraction.report import Report

_NEWS = "news"


def read_quiet(path: Path, *, news: bool = False) -> list[dict[str, Any]]:
    """The documents of a treebank that are not news, or with *news* all, each with ``id`` and ``text``."""
    texts: dict[str, list[str]] = {}
    name = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# newdoc id = "):
            name = line.removeprefix("# newdoc id = ").strip()
        elif line.startswith("# text = "):
            texts.setdefault(name, []).append(line.removeprefix("# text = "))
    return [
        {"id": name, "text": "\n".join(lines)}
        for name, lines in texts.items()
        if news or f"_{_NEWS}_" not in name
    ]


def events_found(found: Iterable[Report], min_confidence: float) -> tuple[list[str], int]:
    """A line for each event, with its sentence, and the number of sentences read."""
    lines: list[str] = []
    sentences = 0
    for report in found:
        sentences += len(report.sentences)
        lines += [
            f"{report.article_id}: {event.cls} “{event.trigger.text}” ({event.factuality}, "
            f"{event.confidence}): {event.evidence[0].text}"
            for event in report.events
            if event.confidence >= min_confidence
        ]
    return lines, sentences
