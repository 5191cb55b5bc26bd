"""Reading from the store for the pages: a few readers at once, each within the time that a query may take."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from starlette.responses import PlainTextResponse, Response

from kg.errors import KgError
from kg.server.limits import Limits
from kg.store import Store
from kg.store.local import LocalStore

T = TypeVar("T")


class StoreReader:
    """Asks the store in a folder on behalf of a page; what goes wrong becomes a response in words."""

    def __init__(self, location: Path, limits: Limits) -> None:
        self.location = location
        self._limits = limits
        self._busy: asyncio.Semaphore | None = None

    async def read(self, make: Callable[[Store], T]) -> T | Response:
        """What ``make`` gives of the store."""
        self._busy = self._busy or asyncio.Semaphore(self._limits.workers)
        try:
            async with asyncio.timeout(self._limits.seconds), self._busy:
                return await asyncio.to_thread(self._with_store, make)
        except TimeoutError:
            return PlainTextResponse(f"This took longer than {self._limits.seconds:g} seconds.\n", 504)
        except ValueError:
            return PlainTextResponse("Ask about one IRI.\n", 400)
        except KgError as error:
            return PlainTextResponse(f"{error}\n", 503)

    def _with_store(self, make: Callable[[Store], T]) -> T:
        with LocalStore(self.location, read_only=True) as store:
            return make(store)
