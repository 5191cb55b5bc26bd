"""The network page on a live store: it opens with the most involved, and asks for more as the reader goes."""

import asyncio
from functools import cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kg.network.neighbourhood import around, called, most_involved
from kg.network.page import encoded, known_places, render_data
from kg.server.reader import StoreReader

_LONGEST = 2_000
"""Letters of an IRI or a name that may be asked about."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; connect-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def network_routes(reader: StoreReader) -> list[Route]:
    """Return the page at ``/network`` and the pieces that it asks for, read from the store."""
    where = cache(known_places)

    async def page(_: Request) -> Response:
        data = await reader.read(
            lambda store: most_involved(store, where=where(), title=f"Live: {reader.location.name}")
        )
        if isinstance(data, Response):
            return data
        text = await asyncio.to_thread(render_data, data, live=True)
        return HTMLResponse(text, headers=_HEADERS)

    async def piece(request: Request) -> Response:
        iri = request.query_params.get("about", "")[:_LONGEST]
        data = await reader.read(lambda store: around(store, iri, where=where()))
        return data if isinstance(data, Response) else _json(encoded(data))

    async def names(request: Request) -> Response:
        part = request.query_params.get("part", "")[:_LONGEST].strip()
        found = await reader.read(lambda store: called(store, part) if len(part) > 1 else [])
        return found if isinstance(found, Response) else _json(encoded({"names": found}))

    return [Route("/network", page), Route("/network/around", piece), Route("/network/names", names)]


def _json(text: str) -> Response:
    return Response(text, media_type="application/json", headers=_HEADERS)
