"""The interactive page: one HTML file that works without a network connection.

``template/page.html`` with its styles and scripts is set into the one file together with the data. Article
text reaches the page as JSON only, and the scripts write it as text, never as markup.

The page draws on a canvas by scripts of its own. vis-network, which pyvis brings, was measured first: it
needs 4 seconds to show 5,000 nodes and draws 3 frames a second of them. What pyvis makes is an export beside
it (:mod:`kg.network.export`).
"""

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2

from kg.network.answer import answer_data
from kg.network.data import Where, page_data
from kg.network.facts import Facts
from kg.network.reading import read_facts
from kg.store import Store
from kg.store.dataset import Result

SCRIPTS = (
    "text", "data", "choice", "parts",  # what there is, what is chosen, and what of it is shown
    "pen", "drawing", "labels", "camera", "forces", "network",  # the network on its canvas
    "evidence", "panel", "legend", "timebar", "timeline", "map", "reading",  # what stands beside it
    "search", "save", "address", "main",
)  # fmt: skip
"""Scripts of the page by name, in the order in which they build on each other."""

LIVE_SCRIPTS = (*SCRIPTS, "live")
"""Scripts of the page on a live store."""

_STYLES = ("page", "views")


def write_page(store: Store, path: Path, *, limit: int = 80, title: str | None = None) -> None:
    """Write the network of ``store`` to an HTML file; raises ``OSError`` where it cannot be written."""
    path.write_text(page_of(store, limit=limit, title=title), encoding="utf-8")


def page_of(store: Store, *, article: str | None = None, limit: int = 80, title: str | None = None) -> str:
    """Return the page of a store, or of one of its articles.

    The ``limit`` most involved nodes are shown at first; the rest is a click away. Raises ``KgError`` for an
    unknown article.
    """
    return render(read_facts(store, article=article), limit=limit, title=title)


def page_of_answer(store: Store, result: Result, *, limit: int = 80, title: str) -> str:
    """Return the page of a query's answer; raises ``KgError`` where that makes no network."""
    return render_data(answer_data(store, result, where=known_places(), limit=limit, title=title))


def render(facts: Facts, *, limit: int = 80, title: str | None = None, where: Where | None = None) -> str:
    """Return the page as HTML; ``where`` gives the places of Wikidata items, by default the index's."""
    return render_data(page_data(facts, limit=limit, title=title, where=where or known_places()))


def render_data(data: dict[str, Any], *, live: bool = False) -> str:
    """Return the page of what ``page_data`` makes; ``live`` where a server is asked for more."""
    scripts = [_file(f"{name}.js") for name in (LIVE_SCRIPTS if live else SCRIPTS)]
    return _template().render(
        title=data["title"],
        connect="'self'" if live else "'none'",
        live=live,
        styles=[_file(f"{name}.css") for name in _STYLES],
        scripts=scripts,
        trusted=" ".join(map(_fingerprint, scripts)),
        data=encoded(data),
    )


def encoded(data: dict[str, Any]) -> str:
    """JSON in which "<" never stands as such, so that no text can end the element that holds it."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def known_places() -> Where:
    """Coordinates by QID out of the offline index; of nothing, where the index is missing."""
    from kg.linking.index import IndexUnusable, open_index

    try:
        index = open_index()
    except IndexUnusable:
        return lambda qid: None

    def where(qid: str) -> tuple[float, float] | None:
        facts = index.facts(qid)
        return None if facts is None or facts.lat is None or facts.lon is None else (facts.lat, facts.lon)

    return where


def _fingerprint(script: str) -> str:
    """What a content security policy knows a script by: no other one runs."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _file(name: str) -> str:
    return (files("kg.network") / "template" / name).read_text("utf-8")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kg.network", "template"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("page.html")
