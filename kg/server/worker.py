"""Doing one task after another in a process of its own, which can be stopped when one takes too long."""

import time
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import KgError
from kg.server.answering import answer
from kg.server.answers import store_state
from kg.server.exchange import Task, text
from kg.store.errors import StoreDamagedError
from kg.store.local import LocalStore

_TRIES = 5
"""A writer beside us may tidy away a file between our reading of its name and our opening of it."""


def work(
    connection: Connection, location: str, answer_bytes: int, services: frozenset[str], writes: bool
) -> None:
    """Do tasks from the connection until it closes; each sees the store as it is then."""
    view = _View(Path(location), writes)
    while True:
        try:
            task: Task = connection.recv()
        except (EOFError, KeyboardInterrupt):
            view.close()
            return
        try:
            reply = answer(view.store(), task, answer_bytes, services)
        except KgError as error:
            reply = text(503, str(error))
        except Exception as error:  # a fault of ours in one task must not cost the others their worker
            reply = text(500, f"The server failed at this request: {error!r}.")
        connection.send(reply)


class _View:
    """The store as it is now: opened for writing once, or for reading again whenever its files changed."""

    def __init__(self, path: Path, writes: bool) -> None:
        self.path = path
        self.writes = writes
        self.opened: LocalStore | None = None
        self.seen: object = None

    def store(self) -> LocalStore:
        now = None if self.writes else store_state(self.path)
        if self.opened is None or now != self.seen:
            self.close()
            self.opened = self.open()
            self.seen = now
        return self.opened

    def open(self) -> LocalStore:
        for tried in range(_TRIES):
            try:
                return LocalStore(self.path, read_only=not self.writes)
            except StoreDamagedError:
                if tried == _TRIES - 1:
                    raise
                time.sleep(0.05 * (tried + 1))
        raise AssertionError

    def close(self) -> None:
        if self.opened is not None:
            self.opened.close()
            self.opened = None
