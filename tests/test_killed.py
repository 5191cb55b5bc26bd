"""Killed at any moment, a build leaves each article whole or absent, and a load a whole file or none."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg.evaluation.synthetic import synthetic_reports
from kg.rdf.mapping import quads
from kg.rdf.names import article_iri
from kg.store.change import DEFAULT
from kg.store.errors import StoreError

ARTICLES = 60
TIMES = int(os.environ.get("CONFLICT_KG_KILLS", "2"))
BUILD = """
import sys, kg
from kg.evaluation.synthetic import synthetic_reports
with kg.open_store(sys.argv[1]) as store:
    for article, report in synthetic_reports(int(sys.argv[2])):
        store.add(report, article, run="test")
        print(article.id, flush=True)
"""
LOAD = """
import sys, kg
with kg.open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    store.load(__import__("pathlib").Path(sys.argv[2]))
"""


def test_a_killed_build_leaves_whole_articles(tmp_path: Path) -> None:
    expected = {}
    for article, report in synthetic_reports(ARTICLES):
        graph = article_iri(article.id)
        expected[graph] = {q for q in quads(report, article, run="test") if q.graph_name == graph}
    moments = random.Random(6)
    for _ in range(TIMES):
        command = [sys.executable, "-c", BUILD, str(tmp_path / "store"), str(ARTICLES)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as build:
            assert build.stdout is not None
            first = build.stdout.readline()
            time.sleep(moments.uniform(0, 0.3))
            build.kill()
            confirmed = [line.strip() for line in [first, *build.stdout] if line.endswith("\n")]
        with kg.open_store(tmp_path / "store") as store:
            held = {summary.id for summary in store.articles()}
            assert held >= set(confirmed)
            for graph, wanted in expected.items():
                found = set(store.match(None, None, None, graph))
                assert not found or found == wanted, graph


def test_a_killed_load_leaves_the_whole_file_or_none(tmp_path: Path) -> None:
    file = tmp_path / "facts.nq"
    with kg.open_store(":memory:") as memory:
        for article, report in synthetic_reports(ARTICLES, first=1):
            memory.add(report, article, run="test")
        memory.export(file)
    [(article, report)] = synthetic_reports(1)
    moments = random.Random(6)
    for number in range(TIMES):
        folder = tmp_path / str(number) / "store"
        with kg.open_store(folder) as store:
            store.add(report, article, run="test")
        with subprocess.Popen(
            [sys.executable, "-c", LOAD, str(folder), str(file)], stdout=subprocess.PIPE, text=True
        ) as load:
            assert load.stdout is not None
            assert load.stdout.readline()
            time.sleep(moments.uniform(0, 1.0))
            load.kill()
        with kg.open_store(folder) as store:
            articles = len(store.articles())
            assert articles in (1, ARTICLES + 1)
            store.load(file)
            assert len(store.articles()) == ARTICLES + 1
            named = {q.triple for q in store.match(None, None, None, None) if q.graph_name != DEFAULT}
            assert named == {q.triple for q in store.match(None, None, None, DEFAULT)}
        assert [path.name for path in folder.parent.iterdir()] == ["store"]


def test_a_change_of_place_that_was_broken_off_is_finished(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    kg.open_store(folder).close()
    [(article, report)] = synthetic_reports(1)
    with kg.open_store(tmp_path / ".store.loading") as made:
        made.add(report, article)
    folder.rename(tmp_path / ".store.replaced")
    with kg.open_store(folder, read_only=True) as store:
        assert len(store.articles()) == 1


def test_a_file_that_is_broken_at_its_end_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "facts.nq"
    file.write_text("<http://x/a> <http://x/b> <http://x/c> <http://x/g> .\n<http://x/a> nonsense\n", "utf-8")
    for location in (":memory:", tmp_path / "store"):
        with kg.open_store(location) as store:
            before = {str(quad) for quad in store.match(None, None, None, None)}
            with pytest.raises(StoreError, match=r"not valid N-Quads.*line 2"):
                store.load(file)
            assert {str(quad) for quad in store.match(None, None, None, None)} == before
