"""The web application: which address answers what, and who may write."""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from kg.errors import KgError, why
from kg.server.graphs import graph_routes
from kg.server.limits import DEFAULT, Limits
from kg.server.network import network_routes
from kg.server.pool import QueryPool
from kg.server.query_page import page_routes
from kg.server.reader import StoreReader
from kg.server.sparql import sparql_routes
from kg.server.writing import Writing
from kg.store.local import LocalStore

_GRACE_SECONDS = 10
"""How long answers on their way may take once the server is told to stop."""


def create_app(
    store: str | Path, limits: Limits = DEFAULT, *, cors: bool = False, token: str | None = None
) -> Starlette:
    """Make the application for the store in a folder; raises ``KgError`` where it cannot be read.

    Pages of other sites may ask where ``cors`` is on. Who sends ``token`` may write; without one, nobody may.
    """
    LocalStore(Path(store), read_only=True).close()
    pool = QueryPool(str(store), limits)
    reader = StoreReader(Path(store), limits)
    writing = Writing(QueryPool(str(store), limits, writes=True), token)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        pool.close()
        writing.pool.close()

    allowed = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "POST", "PUT", "DELETE"],
        allow_headers=["Accept", "Authorization", "Content-Type"],
    )
    return Starlette(
        routes=[
            *page_routes(reader),
            *network_routes(reader),
            *sparql_routes(pool, writing, limits),
            *graph_routes(pool, writing, limits),
        ],
        middleware=[allowed] if cors else [],
        lifespan=lifespan,
    )


def serve(
    store: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 7878,
    limits: Limits = DEFAULT,
    cors: bool = False,
    token: str | None = None,
    announce: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve a store until interrupted; answers on their way are finished first.

    ``announce`` is told the address once it is listened on. Raises ``KgError`` where it cannot be.
    """
    import uvicorn

    config = uvicorn.Config(
        create_app(store, limits, cors=cors, token=token),
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    with _listening(host, port) as opened:
        announce(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        uvicorn.Server(config).run(sockets=[opened])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise KgError(f"Nothing can be served at {host}, port {port}: {why(error)}.") from None
