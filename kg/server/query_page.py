"""The page to ask on: Yasgui with the saved questions beside it, all from this server."""

from pathlib import Path

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.rdf.namespaces import declared
from kg.server.requests import SECURITY
from kg.store.saved import saved_queries

_PAGE = Path(__file__).parent / "page"
_HEADERS = SECURITY | {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; frame-ancestors 'none'; form-action 'self'",
}


def page_routes() -> list[BaseRoute]:
    """Return the page at ``/`` and its files."""
    page = jinja2.Environment(autoescape=True).from_string((_PAGE / "index.html").read_text("utf-8"))
    questions = [(saved, declared(saved.text)) for saved in saved_queries().values()]

    async def index(_: Request) -> Response:
        return HTMLResponse(page.render(questions=questions), headers=_HEADERS)

    return [Route("/", index), Mount("/page", StaticFiles(directory=_PAGE))]
