"""The page in a real browser: what a reader does with it, and what it must never do."""

import csv
import dataclasses
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from browser import Watched, browser
from test_network import HOSTILE, facts, hostile, store

from kg.evaluation.invented import invented_facts
from kg.evaluation.network import measure_ours
from kg.network.facts import Facts
from kg.network.page import render

__all__ = ["facts", "store"]

STRIKE = "article/karsan-bombs-rebel-camp#e-1"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def pages(facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "honest.html").write_text(render(facts, where=lambda qid: (15.5, 32.5)), "utf-8")
    (folder / "hostile.html").write_text(render(hostile(facts), where=lambda qid: None), "utf-8")
    (folder / "many.html").write_text(render(invented_facts(600), where=lambda qid: None), "utf-8")
    return folder


@pytest.fixture
def watched(chromium: Any) -> Iterator[Watched]:
    view = chromium.new_page(viewport={"width": 1300, "height": 850}, accept_downloads=True)
    watched = Watched(view)
    yield watched
    view.close()
    assert watched.noise == []


def at(view: Any, script: str) -> tuple[float, float]:
    """Where on the screen something of the drawing stands."""
    x, y = view.evaluate(
        f"(() => {{ const b = canvas.getBoundingClientRect(), p = {script};"
        " return [b.left + p.x, b.top + p.y]; })()"
    )
    return x, y


def test_find_a_name_and_read_who_says_so(watched: Watched, pages: Path) -> None:
    view = watched.open(pages / "honest.html")
    view.fill("#search", "the rebels")
    view.press("#search", "Enter")
    assert view.text_content("#panel h2") == "Northern Liberation Front"
    view.keyboard.press("Escape")
    edge = "part.edges.find((edge) => edge.kind === 'ASSAULT' && edge.certain && edge.oneway && !edge.at)"
    view.mouse.click(
        *at(
            view,
            f"(() => {{ const c = curveOf({edge}, measures(part, camera, stageBox()).radius, camera,"
            " stageBox()); return c.straight ? { x: (c.x1 + c.x2) / 2, y: (c.y1 + c.y2) / 2 } :"
            " { x: (c.x1 + 2 * c.cx + c.x2) / 4, y: (c.y1 + 2 * c.cy + c.y2) / 4 }; })()",
        )
    )
    assert "bombed a training camp" in view.text_content("#panel blockquote")
    assert view.text_content("#panel blockquote mark") == "bombed"
    assert "Asserted" in view.text_content("#panel .badge")
    view.reload()
    assert view.text_content("#panel blockquote mark") == "bombed", "the address keeps what is chosen"
    node = "onScreen(network().node.get('entity/northern-liberation-front'), camera, stageBox())"
    view.mouse.click(*at(view, node))
    assert view.text_content("#panel h2") == "Northern Liberation Front"
    view.click("#undo")
    assert view.text_content("#panel blockquote mark") == "bombed"


def test_filters_time_and_what_is_left(watched: Watched, pages: Path) -> None:
    view = watched.open(pages / "honest.html")
    view.locator('[data-key="kind:ASSAULT"] .only').click(force=True)
    assert view.text_content("#panel h2") == "4 facts fit the filters"
    view.fill("#from-date", "2021-05-11")
    assert view.text_content("#panel h2") == "1 fact fits the filters"
    assert view.evaluate("part.edges.length") == 1
    shared = view.url
    view.click("text=Show everything")
    before = view.evaluate("part.edges.length")
    view.focus("#until")
    view.keyboard.press("Home")
    view.keyboard.press("ArrowRight")
    assert 0 < view.evaluate("FACTS.filter((fact) => fact.shown).length") < view.evaluate("FACTS.length")
    assert view.evaluate("part.edges.length") < before
    view.goto("about:blank")
    view.goto(shared)
    assert view.text_content("#panel h2") == "1 fact fits the filters"
    view.click("#chips .chip button")
    assert view.text_content("#panel h2") == "4 facts fit the filters"


def test_time_goes_by(watched: Watched, pages: Path) -> None:
    view = watched.open(pages / "honest.html")
    view.click("#play")
    first = view.evaluate("VIEW.until")
    assert first
    view.wait_for_timeout(900)
    assert view.evaluate("VIEW.until") != first
    if view.evaluate("playing !== null"):
        view.click("#play")
    assert view.evaluate("playing") is None


def test_neighbourhood_and_path(watched: Watched, pages: Path) -> None:
    view = watched.open(pages / "many.html")
    start = view.evaluate("part.nodes[0].id")
    view.evaluate(f"select({{ node: {json.dumps(start)} }})")
    view.click("#near")
    one = view.evaluate("part.nodes.length")
    view.click("#chips [aria-label='2 steps away']")
    assert view.evaluate("part.nodes.length") > one
    far = view.evaluate(
        f"[...stepsFrom({json.dumps(start)}, network().edges, 9)].find(([, away]) => away === 3)[0]"
    )
    view.evaluate("choose({ near: null })")
    view.click("#path")
    view.fill("#search", view.evaluate(f"nameOf({json.dumps(far)})"))
    view.press("#search", "Enter")
    assert view.evaluate("VIEW.near") == start
    assert view.evaluate("part.nodes.length") >= 3
    assert view.evaluate("stepsFrom(VIEW.near, part.edges, 9).get(VIEW.to)") <= 3
    view.click("#chips .chip > button")
    view.click("#more")
    view.click("#more")
    assert view.evaluate("part.nodes.length") == 600
    view.mouse.move(600, 400)
    view.mouse.wheel(0, -400)
    view.mouse.down()
    view.mouse.move(700, 480, steps=4)
    view.mouse.up()
    assert view.evaluate("camera.scale > camera.fitted")


def test_files_of_what_is_shown(watched: Watched, pages: Path, tmp_path: Path) -> None:
    view = watched.open(pages / "honest.html")
    found: dict[str, bytes] = {}
    for form in ("png", "svg", "csv", "graphml"):
        with view.expect_download() as waiting:
            view.click("#save summary")
            view.click(f"[data-save={form}]")
        found[form] = Path(waiting.value.path()).read_bytes()
    assert found["png"].startswith(b"\x89PNG")
    assert len(found["png"]) > 5000
    assert "Northern" in found["svg"].decode()
    rows = list(csv.DictReader(io.StringIO(found["csv"].decode("utf-8-sig"))))
    assert len(rows) == view.evaluate("part.edges.length")
    assert any("bombed a training camp" in row["sentences"] for row in rows)
    (tmp_path / "shown.graphml").write_bytes(found["graphml"])
    graph = nx.read_graphml(tmp_path / "shown.graphml")
    assert graph.number_of_nodes() == view.evaluate("part.nodes.length")


def test_other_views_share_the_selection(watched: Watched, pages: Path) -> None:
    view = watched.open(pages / "honest.html", f"#fact={STRIKE.replace('#', '%23')}&view=timeline")
    assert view.locator("#timeline .event.chosen").count() >= 1
    view.click("[data-view=articles]")
    pressed = "(of => getComputedStyle(document.querySelector('[data-view=articles]'))[of])"
    assert view.evaluate(f"{pressed}('background-color') === getComputedStyle(document.body).color"), (
        "legible"
    )
    assert view.text_content("#articles .chosen") == "bombed"
    view.hover("#articles .fact.chosen")
    assert "Airstrike by Karsan Air Force" in view.text_content("#tip")
    view.click("text=Show its network")
    assert view.evaluate("part.nodes.length") > 3
    view.click("[data-view=map]")
    assert re.match(r"\d+ of \d+ events shown", view.text_content("#map-note"))
    site = view.locator("#map-list button").first
    site.focus()
    view.keyboard.press("Enter")
    assert view.text_content("#panel h2") == site.text_content().split(":")[0]
    for lens in ("events", "statements", "actors"):
        view.click("[data-view=network]")
        view.click(f"[data-lens={lens}]")
        assert view.evaluate("part.edges.length") > 0, lens


def test_by_keyboard_alone(watched: Watched, pages: Path) -> None:
    view = watched.open(pages / "honest.html")
    view.focus("#canvas")
    view.keyboard.press("ArrowRight")
    first = view.text_content("#panel h2")
    seen = {first}
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        view.keyboard.press(key)
        seen.add(view.text_content("#panel h2"))
    assert len(seen) > 1
    view.keyboard.press("Escape")
    view.keyboard.press("/")
    assert view.evaluate("document.activeElement.id") == "search"


def test_hostile_text_stays_text(watched: Watched, pages: Path) -> None:
    for name in ("network", "map", "timeline", "articles"):
        view = watched.open(pages / "hostile.html", f"#view={name}&text=x&off=kind:%3Cimg%20src=x%3E")
        view.evaluate("select({ node: network().nodes[0].id })")
        assert view.locator("img, #panel script, a[href^=javascript]").count() == 0
    view = watched.open(pages / "hostile.html", "#view=articles")
    assert HOSTILE.split("\u2028")[0] in view.text_content("#articles")
    drawn = view.evaluate("(() => { choose({ view: 'network' }); return svgText(); })()")
    assert "<img" not in drawn
    assert "<img" not in view.evaluate("graphmlText()")


def test_the_measurement_measures(chromium: Any, tmp_path: Path) -> None:
    found = measure_ours(chromium, invented_facts(60), tmp_path)
    assert (found.nodes, found.requests) == (60, 0)
    assert found.usable is not None
    assert found.frames is not None
    assert found.frames > 2


def test_nothing_to_show_breaks_nothing(watched: Watched, facts: Facts, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text(render(Facts({}, {}, (), {})), "utf-8")
    undated = [
        dataclasses.replace(fact, start=None, end=None, sentences=(), marks=()) for fact in facts.facts
    ]
    bare = dataclasses.replace(facts, facts=tuple(undated), marks={})
    (tmp_path / "bare.html").write_text(render(bare), "utf-8")
    for name in ("empty", "bare"):
        view = watched.open(tmp_path / f"{name}.html")
        for shown in ("map", "timeline", "articles", "network"):
            view.evaluate(f"choose({{ view: '{shown}' }})")
        view.focus("#canvas")
        for key in ("ArrowRight", "+", "0", "Escape"):
            view.keyboard.press(key)
        assert view.is_visible("#nothing") == (name == "empty")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_accessibility(watched: Watched, pages: Path, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    view = watched.page
    view.emulate_media(color_scheme=theme)
    view.goto((pages / "honest.html").as_uri())
    found = []
    for name in ("network", "map", "timeline", "articles"):
        view.evaluate(f"choose({{ view: '{name}', node: null, fact: {json.dumps(STRIKE)} }})")
        for violation in axe.Axe().run(view).response["violations"]:
            if violation["impact"] != "minor":
                found += [(name, violation["id"], node["html"]) for node in violation["nodes"]]
    assert found == []


def test_on_a_phone_nothing_sticks_out(watched: Watched, pages: Path) -> None:
    view = watched.page
    view.set_viewport_size({"width": 390, "height": 800})
    view.goto((pages / "honest.html").as_uri())
    for name in ("network", "map", "timeline", "articles"):
        view.evaluate(f"choose({{ view: '{name}' }})")
        assert view.evaluate("document.documentElement.scrollWidth") <= 390, name
    assert not view.is_visible("#legend")
    view.click("#filters-open")
    assert view.is_visible("#legend")
