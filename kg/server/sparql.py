"""The SPARQL 1.1 Protocol at ``/sparql`` and ``/query``: queries, updates and the service description."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.server.description import description
from kg.server.exchange import Answer, Question, Update
from kg.server.limits import Limits
from kg.server.pool import QueryPool
from kg.server.requests import BadRequestError, absolute, body, decoded, media_type, pairs, response
from kg.server.writing import Writing

_KINDS = ("application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded")
_PATHS = ("/sparql", "/query", "/sparql/", "/query/")


def sparql_routes(pool: QueryPool, writing: Writing, limits: Limits) -> list[Route]:
    """Return the routes of the protocol; ``/update`` takes updates alone, as other servers do."""

    async def sparql(request: Request) -> Response:
        try:
            if request.method == "GET" and not request.url.query:
                where = str(request.url.replace(query=""))
                accept = request.headers.get("accept", "*/*")
                return response(description(where, accept, writes=writing.token is not None))
            return response(await _do(await _task(request, limits), request, pool, writing))
        except BadRequestError as error:
            return response(error.answer)

    routes = [Route(path, sparql, methods=["GET", "POST"]) for path in _PATHS]
    return [*routes, Route("/update", sparql, methods=["POST"])]


async def _do(task: Question | Update, request: Request, pool: QueryPool, writing: Writing) -> Answer:
    return await pool.ask(task) if isinstance(task, Question) else await writing.do(request, task)


async def _task(request: Request, limits: Limits) -> Question | Update:
    """What a request asks for, by any of the protocol's ways; raises :class:`BadRequestError`."""
    given = pairs(request.url.query)
    queries = [value for name, value in given if name == "query"]
    updates: list[str] = []
    if request.method == "POST":
        kind = media_type(request)
        if kind not in _KINDS:
            raise BadRequestError(415, f"Send {', '.join(_KINDS[:-1])} or {_KINDS[-1]}.")
        longest = limits.query_bytes if kind == "application/sparql-query" else limits.graph_bytes
        words = decoded(await body(request, longest))
        if kind == "application/sparql-query":
            queries.append(words)
        elif kind == "application/sparql-update":
            updates.append(words)
        else:
            form = pairs(words)
            given += form
            queries += [value for name, value in form if name == "query"]
            updates += [value for name, value in form if name == "update"]
    elif any(name == "update" for name, _ in given):
        raise BadRequestError(400, "Send an update by POST.")
    if len(queries) + len(updates) != 1:
        raise BadRequestError(
            400, f"Send one query or one update; there are {len(queries) + len(updates)} in the request."
        )

    def graphs(parameter: str) -> tuple[str, ...]:
        return tuple(absolute(value) for name, value in given if name == parameter)

    base = str(request.url.replace(query=""))
    if updates:
        return Update(updates[0], base, graphs("using-graph-uri"), graphs("using-named-graph-uri"))
    if len(queries[0].encode("utf-8", "replace")) > limits.query_bytes:
        raise BadRequestError(413, f"A query may be {limits.query_bytes:,} bytes long.")
    accept = request.headers.get("accept", "*/*")
    return Question(queries[0], accept, base, graphs("default-graph-uri"), graphs("named-graph-uri"))
