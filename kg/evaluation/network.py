"""How fast the network page is, beside plain pyvis on the same graph in the same run.

``python -m kg.evaluation.network`` needs Chromium and Playwright (``pip install playwright``). Frames are
counted while the drawing, all nodes shown, is dragged and zoomed without pause; the first usable view is the
time from opening the file until the network is drawn and the page has answered once, the median of three for
ours; what plain pyvis draws counts as usable when its nodes have come to rest.
"""

import argparse
import json
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx

from kg.errors import KgError
from kg.evaluation.invented import invented_facts
from kg.network.facts import Facts
from kg.network.page import render
from kg.network.projection import project

_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_OPENINGS = 3  # of which the median is told
_PATIENCE = 75.0  # seconds, after which a page counts as never usable


@dataclass(frozen=True, slots=True)
class Measured:
    """One page in a browser; seconds, bytes, frames a second. ``None`` where it was not usable in time."""

    page: str
    nodes: int
    edges: int
    write: float
    size: int
    usable: float | None
    all_shown: float | None
    frames: float | None
    requests: int


@contextmanager
def chromium() -> Iterator[Any]:
    """Start a browser without a window; raises ``KgError`` where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise KgError("Playwright is not installed; pip install playwright.") from None
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise KgError("Chromium is not installed.")
    with sync_playwright() as tools:
        started = tools.chromium.launch(executable_path=path, args=_FLAGS)
        started.new_page().close()  # the first page of a browser bears its start
        yield started
        started.close()


def measure_ours(browser: Any, facts: Facts, folder: Path) -> Measured:
    """Measure our page of some facts."""
    path = folder / "ours.html"
    write = _timed(lambda: path.write_text(render(facts), "utf-8"))
    graph = project(facts).graph(facts)
    times = []
    for _ in range(_OPENINGS - 1):
        with _opened(browser, path) as (_, _, usable):
            times.append(usable)
    with _opened(browser, path) as (view, requests, usable):
        times.append(usable)
        every, frames = None, None
        if usable is not None:
            every = _timed(lambda: view.evaluate("() => { choose({ level: 9 }); return part.nodes.length; }"))
            frames = view.evaluate(_frames(), 4)
        return Measured(
            "ours", len(graph), graph.number_of_edges(), write, path.stat().st_size, _median(times), every,
            frames, len(requests),
        )  # fmt: skip


def measure_pyvis(browser: Any, graph: "nx.MultiDiGraph[str]", folder: Path) -> Measured:
    """Measure what pyvis makes of a graph by itself: its own page, its own layout."""
    from pyvis.network import Network

    path = folder / "pyvis.html"

    def written() -> None:
        drawing = Network(directed=True, cdn_resources="in_line")
        for iri, data in graph.nodes(data=True):
            drawing.add_node(iri, label=data["label"])
        for source, target in graph.edges():
            drawing.add_edge(source, target)
        path.write_text(drawing.generate_html(notebook=False), "utf-8")

    write = _timed(written)
    still = "() => typeof network === 'object' && network.physics.stabilized"
    with _opened(browser, path, ready=still) as (view, requests, usable):
        frames = None
        if usable is not None:
            view.evaluate("() => network.setOptions({ physics: false })")
            frames = view.evaluate(_frames(), 4)
        return Measured(
            "pyvis", len(graph), graph.number_of_edges(), write, path.stat().st_size, usable, usable, frames,
            len(requests),
        )  # fmt: skip


@contextmanager
def _opened(
    browser: Any, path: Path, ready: str = "() => document.documentElement.dataset.ready"
) -> Iterator[tuple[Any, list[str], float | None]]:
    view = browser.new_page(viewport={"width": 1400, "height": 900})
    view.set_default_timeout(_PATIENCE * 1000)
    requests: list[str] = []
    view.on("request", lambda asked: None if _inside(asked.url) else requests.append(asked.url))
    view.route("http*://**/*", lambda route: route.abort())
    started = time.perf_counter()
    usable: float | None = None
    try:
        view.goto(path.as_uri(), wait_until="commit")
        view.wait_for_selector("canvas", state="attached")
        usable = _when(view, ready, started)
    except Exception as error:  # a page that hangs: Playwright's own timeout, of whatever kind
        if "Timeout" not in type(error).__name__:
            raise
    try:
        yield view, requests, usable
    finally:
        view.close(run_before_unload=False)


def _median(times: list[float | None]) -> float | None:
    """The middle of several times, or ``None`` where one was not reached."""
    reached = [time for time in times if time is not None]
    return statistics.median(reached) if len(reached) == len(times) else None


@cache
def _frames() -> str:
    return (files("kg.evaluation") / "frames.js").read_text("utf-8")


def _inside(url: str) -> bool:
    return url.startswith(("file:", "data:", "blob:", "about:"))


def _when(view: Any, ready: str, started: float) -> float | None:
    """Seconds until a script answers with something, and has answered once more."""
    while time.perf_counter() - started < _PATIENCE:
        if view.evaluate(ready):
            view.evaluate("() => new Promise((done) => requestAnimationFrame(() => done(1)))")
            return time.perf_counter() - started
        time.sleep(0.01)
    return None


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def main() -> None:
    """Measure and print a table, or JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("nodes", nargs="*", type=int, default=[1000, 5000, 20000])
    parser.add_argument("--pyvis-up-to", type=int, default=1000, help="larger graphs are left out for pyvis")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for nodes in chosen.nodes:
            facts = invented_facts(nodes)
            found.append(measure_ours(browser, facts, Path(folder)))
            if nodes <= chosen.pyvis_up_to:
                found.append(measure_pyvis(browser, project(facts).graph(facts), Path(folder)))
        version = browser.version
    if chosen.json:
        print("\n".join(json.dumps(asdict(row)) for row in found))
        return
    print(f"Chromium {version}, no GPU, {platform.machine()}; seconds, megabytes, frames a second")
    print(
        f"{'page':6}{'nodes':>7}{'edges':>7}{'write':>8}{'MB':>7}{'usable':>8}{'all':>8}{'frames':>8}{'asked':>7}"
    )
    for row in found:
        shown = [f"{value:.2f}" if value is not None else "never" for value in (row.usable, row.all_shown)]
        frames = f"{row.frames:.0f}" if row.frames is not None else "–"
        print(
            f"{row.page:6}{row.nodes:7}{row.edges:7}{row.write:8.2f}{row.size / 1e6:7.2f}"
            f"{shown[0]:>8}{shown[1]:>8}{frames:>8}{row.requests:7}"
        )


if __name__ == "__main__":
    try:
        main()
    except KgError as error:
        sys.exit(f"{error}")
