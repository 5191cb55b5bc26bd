"""The page to ask on: Yasgui with the saved questions beside it, all from this server."""

import re
from collections.abc import Mapping
from pathlib import Path

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import KgError
from kg.rdf.namespaces import declared
from kg.server.reader import StoreReader
from kg.server.requests import SECURITY
from kg.store import Store
from kg.store.saved import SavedQuery, saved_queries

_PAGE = Path(__file__).parent / "page"
_HEADERS = SECURITY | {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; frame-ancestors 'none'; form-action 'self'",
}


_HEADER = re.compile(r"^# (?:title|param \w+|example|answer):.*\n", re.MULTILINE)
_LONGEST = 2_000
"""Letters of all values that a question may be asked with."""


def page_routes(reader: StoreReader) -> list[BaseRoute]:
    """Return the page at ``/``, its files, and at ``/question/NAME`` the SPARQL of a question with values."""
    page = jinja2.Environment(autoescape=True).from_string((_PAGE / "index.html").read_text("utf-8"))
    questions = [(saved, _shown(saved.text)) for saved in saved_queries().values()]

    async def index(_: Request) -> Response:
        return HTMLResponse(page.render(questions=questions), headers=_HEADERS)

    async def question(request: Request) -> Response:
        saved = saved_queries().get(request.path_params["name"])
        if saved is None:
            return PlainTextResponse("There is no such question.\n", 404)
        given = {name: value for name, value in request.query_params.items() if value.strip()}
        if sum(map(len, given.values())) > _LONGEST:
            return PlainTextResponse("These values are too long.\n", 400)
        return await reader.read(lambda store: _bound(store, saved, given))

    return [
        Route("/", index),
        Route("/question/{name}", question),
        Mount("/page", StaticFiles(directory=_PAGE)),
    ]


def _shown(sparql: str) -> str:
    """A question as the editor shows it: with its prefixes, without what the page itself spells out."""
    return declared(_HEADER.sub("", sparql).lstrip())


def _bound(store: Store, saved: SavedQuery, given: Mapping[str, str]) -> Response:
    try:
        return PlainTextResponse(_shown(store.bound(saved, **given)), headers=SECURITY)
    except KgError as error:  # a name that the graph does not know, a day that is none
        return PlainTextResponse(f"{error}\n", 400, headers=SECURITY)
