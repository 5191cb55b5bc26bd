"""Answers kept for those who ask the same again, as long as the store stays as it is."""

import os
import re
from collections import OrderedDict
from pathlib import Path

from kg.server.exchange import Answer, Question

_MOST_BYTES = 32_000_000
"""Size of all answers that are kept."""
_LARGEST = 4_000_000
"""Size of one answer that is kept."""


_EACH_TIME_ANEW = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE|SERVICE)\b", re.IGNORECASE)
"""What a query may say whose answer is another each time, or depends on another server."""


def store_state(path: Path) -> object:
    """Names, sizes and times of a store's files; whatever a writer does changes one of them."""
    try:
        with os.scandir(path) as entries:
            return sorted(
                (entry.name, entry.stat().st_size, entry.stat().st_mtime_ns)
                for entry in entries
                if not entry.name.startswith("LOG")
            )
    except OSError:  # a file has just gone, or the whole folder is being replaced: like no other state
        return object()


class KnownAnswers:
    """The answers given last, by question; all are forgotten when the store changes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.state: object = None
        """The store's state when it was looked at last; :meth:`keep` wants that of when a question came."""
        self._bytes = 0
        self._kept: OrderedDict[Question, Answer] = OrderedDict()

    def find(self, question: Question) -> Answer | None:
        """The answer given before, if the store is still the same."""
        state = store_state(self.path)
        if state != self.state:
            self._kept.clear()
            self.state, self._bytes = state, 0
        found = self._kept.get(question)
        if found is not None:
            self._kept.move_to_end(question)
        return found

    def keep(self, question: Question, answer: Answer, asked: object) -> None:
        """Keep a good answer to a question that came when the store's state was ``asked``.

        Whether the store has changed since then is seen when it is looked for.
        """
        if answer.status != 200 or len(answer.body) > _LARGEST or _EACH_TIME_ANEW.search(question.query):
            return
        if self.state != asked:
            return
        self._bytes += len(answer.body) - len(self._kept[question].body if question in self._kept else b"")
        self._kept[question] = answer
        self._kept.move_to_end(question)
        while self._bytes > _MOST_BYTES:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest.body)
