"""The network page on a live store: it opens with the most involved, and asks for more as the reader goes."""

import asyncio
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import KgError
from kg.network.neighbourhood import around, called, most_involved
from kg.network.page import encoded, known_places, render_data
from kg.server.limits import Limits
from kg.store import Store
from kg.store.local import LocalStore

T = TypeVar("T")

_LONGEST = 2_000
"""Letters of an IRI or a name that may be asked about."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; connect-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def network_routes(location: Path, limits: Limits) -> list[Route]:
    """Return the page at ``/network`` and the pieces that it asks for, read from the store in a folder."""
    where = cache(known_places)
    busy: asyncio.Semaphore | None = None

    async def read(make: Callable[[Store], T]) -> T | Response:
        nonlocal busy
        busy = busy or asyncio.Semaphore(limits.workers)
        try:
            async with asyncio.timeout(limits.seconds), busy:
                return await asyncio.to_thread(_with_store, location, make)
        except TimeoutError:
            return PlainTextResponse(f"This took longer than {limits.seconds:g} seconds.\n", 504)
        except ValueError:
            return PlainTextResponse("Ask about one IRI.\n", 400)
        except KgError as error:
            return PlainTextResponse(f"{error}\n", 503)

    async def page(_: Request) -> Response:
        data = await read(lambda store: most_involved(store, where=where(), title=f"Live: {location.name}"))
        if isinstance(data, Response):
            return data
        text = await asyncio.to_thread(render_data, data, live=True)
        return HTMLResponse(text, headers=_HEADERS)

    async def piece(request: Request) -> Response:
        iri = request.query_params.get("about", "")[:_LONGEST]
        data = await read(lambda store: around(store, iri, where=where()))
        return data if isinstance(data, Response) else _json(encoded(data))

    async def names(request: Request) -> Response:
        part = request.query_params.get("part", "")[:_LONGEST].strip()
        found = await read(lambda store: called(store, part) if len(part) > 1 else [])
        return found if isinstance(found, Response) else _json(encoded({"names": found}))

    return [Route("/network", page), Route("/network/around", piece), Route("/network/names", names)]


def _with_store(location: Path, make: Callable[[Store], T]) -> T:
    with LocalStore(location, read_only=True) as store:
        return make(store)


def _json(text: str) -> Response:
    return Response(text, media_type="application/json", headers=_HEADERS)
