"""A build that is killed at any moment: the store opens, and each article is in it whole or not at all."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import kg
from kg.evaluation.synthetic import synthetic_reports
from kg.rdf.mapping import quads
from kg.rdf.names import article_iri

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
