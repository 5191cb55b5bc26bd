"""The web application: the protocol at ``/sparql`` and ``/query``, and the page at ``/``."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qsl

import jinja2
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.rdf.namespaces import PREFIXES
from kg.server.limits import DEFAULT, Limits
from kg.server.network import network_routes
from kg.server.pool import QueryPool
from kg.server.worker import Answer, Question, text
from kg.store.local import LocalStore
from kg.store.saved import saved_queries

_PAGE = Path(__file__).parent / "page"
_SECURITY = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def create_app(store: str | Path, limits: Limits = DEFAULT, *, cors: bool = False) -> Starlette:
    """Make the application for the store in a folder; raises ``KgError`` where it cannot be read."""
    LocalStore(Path(store), read_only=True).close()
    pool = QueryPool(str(store), limits)
    page = jinja2.Environment(autoescape=True).from_string((_PAGE / "index.html").read_text("utf-8"))

    async def sparql(request: Request) -> Response:
        found = await _question(request, limits)
        reply = await pool.ask(found) if isinstance(found, Question) else found
        return Response(reply.body, reply.status, media_type=reply.media_type, headers=_SECURITY)

    async def index(_: Request) -> Response:
        prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
        return HTMLResponse(
            page.render(queries=list(saved_queries().values()), prefixes=prefixes), headers=_SECURITY
        )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        pool.close()

    return Starlette(
        routes=[
            *network_routes(Path(store), limits),
            Route("/", index),
            Route("/sparql", sparql, methods=["GET", "POST"]),
            Route("/query", sparql, methods=["GET", "POST"]),
            Mount("/page", StaticFiles(directory=_PAGE)),
        ],
        middleware=[Middleware(CORSMiddleware, allow_origins=["*"])] if cors else [],
        lifespan=lifespan,
    )


async def _question(request: Request, limits: Limits) -> Question | Answer:
    """The query of a request by any of the protocol's three ways, or the answer that says what is wrong."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    query: str | None = None
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > limits.query_bytes:
                return text(413, f"A query may be {limits.query_bytes:,} bytes long.")
        try:
            words = body.decode("utf-8")
        except UnicodeDecodeError:
            return text(400, "The request is not text in UTF-8.")
        if kind == "application/sparql-query":
            query = words
        elif kind == "application/x-www-form-urlencoded":
            pairs += parse_qsl(words, keep_blank_values=True)
        elif kind == "application/sparql-update":
            return text(403, "This server is read-only.")
        else:
            return text(415, "Send application/sparql-query or application/x-www-form-urlencoded.")
    if any(name == "update" for name, _ in pairs):
        return text(403, "This server is read-only.")
    queries = [value for name, value in pairs if name == "query"] + ([query] if query is not None else [])
    if len(queries) != 1:
        return text(400, f"Send one query; there are {len(queries)} in the request.")
    if len(queries[0].encode("utf-8", "replace")) > limits.query_bytes:
        return text(413, f"A query may be {limits.query_bytes:,} bytes long.")
    return Question(
        query=queries[0],
        accept=request.headers.get("accept", "*/*"),
        default_graphs=tuple(value for name, value in pairs if name == "default-graph-uri"),
        named_graphs=tuple(value for name, value in pairs if name == "named-graph-uri"),
    )


def serve(
    store: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 7878,
    limits: Limits = DEFAULT,
    cors: bool = False,
) -> None:
    """Serve a store until interrupted."""
    import uvicorn

    uvicorn.run(create_app(store, limits, cors=cors), host=host, port=port, log_level="warning")
