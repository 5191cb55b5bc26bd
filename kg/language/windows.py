"""Cutting a document's words into the windows that the encoder reads."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

MAX_WORDS = 110
"""Words of a window; longer paragraphs are cut, after a full stop where there is one."""

_ENDS = frozenset({".", "!", "?", "...", "…"})
_CLOSERS = frozenset({'"', "”", "''", ")", "'", "’", "]"})


def windows(doc: Doc) -> Iterator[list[int]]:
    """Yield the positions of the words of each window: those of one line, or of a part of a long line.

    White space is in no window, and no window crosses the end of a line.
    """
    line: list[int] = []
    for token in doc:
        if not token.is_space:
            line.append(token.i)
        elif "\n" in token.text or "\r" in token.text:
            yield from _parts(doc, line)
            line = []
    yield from _parts(doc, line)


def _parts(doc: Doc, line: list[int]) -> Iterator[list[int]]:
    while len(line) > MAX_WORDS:
        cut = MAX_WORDS
        for at in range(MAX_WORDS, MAX_WORDS // 3, -1):
            if _sentence_may_start(doc, line, at):
                cut = at
                break
        yield line[:cut]
        line = line[cut:]
    if line:
        yield line


def _sentence_may_start(doc: Doc, line: list[int], at: int) -> bool:
    before = at - 1
    while before > 0 and doc[line[before]].text in _CLOSERS:
        before -= 1
    word = doc[line[at]].text
    return doc[line[before]].text in _ENDS and word not in _CLOSERS and not word[:1].islower()
