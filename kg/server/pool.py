"""Worker processes, and the queue before them."""

import asyncio
import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from kg.server.answers import KnownAnswers
from kg.server.exchange import Answer, Question, Task, text
from kg.server.limits import Limits
from kg.server.worker import work

_CONTEXT = multiprocessing.get_context("spawn")


class _Worker:
    def __init__(self, location: str, limits: Limits, writes: bool) -> None:
        self.connection: Connection
        self.connection, theirs = _CONTEXT.Pipe()
        self.process: BaseProcess = _CONTEXT.Process(
            target=work,
            args=(theirs, location, limits.answer_bytes, limits.services, writes),
            daemon=True,
        )
        self.process.start()
        theirs.close()

    def ask(self, task: Task, seconds: float) -> Answer | None:
        """The answer, or ``None`` where there is none in time."""
        self.connection.send(task)
        if not self.connection.poll(seconds):
            return None
        found = self.connection.recv()
        assert isinstance(found, Answer)
        return found

    def stop(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


class QueryPool:
    """Does tasks in worker processes; one that takes too long costs its worker, no more.

    With ``writes`` there is one worker, which holds the store for writing.
    """

    def __init__(self, location: str, limits: Limits, *, writes: bool = False) -> None:
        self.location = location
        self.limits = limits
        self.writes = writes
        self.idle: asyncio.LifoQueue[_Worker | None] = asyncio.LifoQueue()
        self.waiting = 0
        self.known = KnownAnswers(Path(location))
        for _ in range(1 if writes else limits.workers):
            self.idle.put_nowait(None)  # started when first needed

    async def ask(self, task: Task) -> Answer:
        """Do a task within the limits; what was answered since the store last changed is not asked again."""
        if self.writes or not isinstance(task, Question):
            return await self._do(task)
        if known := self.known.find(task):
            return known
        state = self.known.state
        reply = await self._do(task)
        self.known.keep(task, reply, state)
        return reply

    async def _do(self, task: Task) -> Answer:
        if self.waiting >= self.limits.waiting:
            return text(503, "The server is busy; try again in a moment.")
        self.waiting += 1
        try:
            worker = await self.idle.get()
        finally:
            self.waiting -= 1
        try:
            if worker is None:
                worker = await asyncio.to_thread(_Worker, self.location, self.limits, self.writes)
            reply = await asyncio.to_thread(worker.ask, task, self.limits.seconds)
        except (EOFError, OSError):
            reply, worker = text(500, "The query ended its process, perhaps for lack of memory."), None
        if reply is None:
            if worker is not None:
                await asyncio.to_thread(worker.stop)
            reply, worker = text(504, f"The query took longer than {self.limits.seconds:g} seconds."), None
        self.idle.put_nowait(worker)
        return reply

    def close(self) -> None:
        """Stop the workers."""
        while not self.idle.empty():
            worker = self.idle.get_nowait()
            if worker is not None:
                worker.stop()
