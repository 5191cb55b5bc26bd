"""The SPARQL 1.1 Graph Store HTTP Protocol at ``/store``.

A graph is named by ``?graph=IRI``, ``?default`` (the union of all), or its own address under ``/store/``.
"""

import email.parser
import email.policy
import uuid

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.server.exchange import GraphRequest
from kg.server.limits import Limits
from kg.server.pool import QueryPool
from kg.server.requests import BadRequestError, absolute, body, media_type, pairs, response
from kg.server.writing import Writing

_METHODS = ["GET", "PUT", "POST", "DELETE"]


def graph_routes(pool: QueryPool, writing: Writing, limits: Limits) -> list[Route]:
    """Return the routes of the Graph Store Protocol."""

    async def graphs(request: Request) -> Response:
        try:
            if request.method in ("GET", "HEAD"):
                task = GraphRequest("GET", _graph(request), request.headers.get("accept", "*/*"))
                return response(await pool.ask(task))
            if refusal := writing.refuse(request):
                return response(refusal)
            return await _change(request, writing, limits)
        except BadRequestError as error:
            return response(error.answer)

    return [Route("/store", graphs, methods=_METHODS), Route("/store/{path:path}", graphs, methods=_METHODS)]


async def _change(request: Request, writing: Writing, limits: Limits) -> Response:
    headers: dict[str, str] = {}
    if request.method == "POST" and not request.url.query and not request.path_params.get("path"):
        graph: str | None = f"{str(request.url).rstrip('/')}/{uuid.uuid4()}"
        headers["Location"] = str(graph)
    else:
        graph = _graph(request)
    if request.method == "DELETE":
        return response(await writing.do(request, GraphRequest("DELETE", graph)))
    content, kind = await body(request, limits.graph_bytes), media_type(request)
    parts = [(content, kind)]
    if kind == "multipart/form-data":
        parts = _parts(request.headers["content-type"], content)
        if request.method != "POST" or not parts:
            raise BadRequestError(400, "Several graphs can be sent by POST, one a part.")
    answer = None
    for content, kind in parts:
        put = request.method == "PUT"
        task = GraphRequest("PUT" if put else "POST", graph, content=content, media_type=kind)
        done = await writing.do(request, task)
        if done.status >= 400:
            return response(done)
        answer = answer or done
    assert answer is not None
    return response(answer, **(headers if answer.status == 201 else {}))


def _graph(request: Request) -> str | None:
    """The IRI of the graph that a request is about; ``None`` for the default graph."""
    if request.path_params.get("path"):
        return absolute(str(request.url.replace(query="")))
    named = [value for name, value in pairs(request.url.query) if name == "graph"]
    default = [name for name, _ in pairs(request.url.query) if name == "default"]
    if len(named) + len(default) != 1:
        raise BadRequestError(400, "Name one graph: ?graph=IRI, or ?default.")
    return absolute(named[0]) if named else None


def _parts(content_type: str, content: bytes) -> list[tuple[bytes, str]]:
    """Content and media type of each part of a ``multipart/form-data`` body."""
    parser = email.parser.BytesParser(policy=email.policy.HTTP)
    message = parser.parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + content)
    return [
        (part.get_payload(decode=True) or b"", part.get_content_type())  # type: ignore[misc]
        for part in message.iter_parts()
    ]
