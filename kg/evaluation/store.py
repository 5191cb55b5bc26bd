"""How fast a store loads, answers and serves: ``python -m kg.evaluation.store --articles 1620``.

1,620 invented articles are about a million quads, not counting the union that the store keeps of them.
"""

import argparse
import multiprocessing
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox

from kg.evaluation.synthetic import synthetic_reports
from kg.rdf.mapping import quads
from kg.rdf.names import article_iri
from kg.rdf.ontology import ontology_quads
from kg.store.local import LocalStore
from kg.store.saved import SavedQuery, saved_queries

_LEFT_OUT = {"more-from-wikidata"}
_ADDED = 20


def write_file(path: Path, articles: int, *, ontology: bool = False) -> int:
    """Write what invented articles say as N-Quads, shared facts once; returns how many quads there are.

    ``ontology`` is for engines that do not bring it along.
    """
    shared: set[ox.Quad] = set()
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for quad in ontology_quads() if ontology else ():
            file.write(f"{quad} .\n")
            count += 1
        for article, report in synthetic_reports(articles):
            for quad in quads(report, article, run="synthetic"):
                if quad.graph_name != article_iri(article.id):
                    if quad in shared:
                        continue
                    shared.add(quad)
                file.write(f"{quad} .\n")
                count += 1
    return count


def _load(
    path: Path, folder: Path, native: bool, answers: "multiprocessing.Queue[tuple[float, float]]"
) -> None:
    started = time.perf_counter()
    if native:
        store = ox.Store(str(folder))
        store.bulk_load(path=path)
        store.flush()
    else:
        with LocalStore(folder) as ours:
            ours.load(path)
    seconds = time.perf_counter() - started
    answers.put((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))


def load(path: Path, folder: Path, *, native: bool) -> tuple[float, float]:
    """Seconds and peak memory in bytes of loading a file in a process of its own."""
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[tuple[float, float]] = context.Queue()
    process = context.Process(target=_load, args=(path, folder, native, answers))
    process.start()
    found = answers.get()
    process.join()
    return found


def given(store: LocalStore) -> dict[str, str]:
    """A value for each parameter that saved questions have, such as an actor of middling fame."""
    ranked = "SELECT ?name { ?e kg:%s/rdfs:label ?name } GROUP BY ?name ORDER BY DESC(COUNT(*)) LIMIT 12"
    actors = [str(row["name"]) for row in store.query(ranked % "actor")]
    places = [str(row["name"]) for row in store.query(ranked % "location")]
    values = dict.fromkeys(
        ("actor", "speaker", "party", "entity", "one", "source", "body", "organization"), actors[-1]
    )
    values |= dict.fromkeys(("recipient", "addressee", "other"), actors[3])
    leagues = "SELECT ?name { ?x kg:memberOf/rdfs:label ?name } GROUP BY ?name ORDER BY DESC(COUNT(*)) ?name"
    values["organization"] = str(store.query(leagues)[0]["name"])
    return values | {"place": places[-1], "article": store.articles()[0].id}


def timed(make: Callable[[], object], repeat: int = 3) -> float:
    """The best of several times, in milliseconds: warm, and little disturbed by others on the machine."""
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        make()
        times.append(time.perf_counter() - started)
    return min(times) * 1000


def answer_times(store: LocalStore) -> Iterator[tuple[str, str, float, int]]:
    """Yield question, what it is asked about, milliseconds and rows."""
    values = given(store)
    for name, saved in saved_queries().items():
        if name in _LEFT_OUT:
            continue
        required = {p.name: values[p.name] for p in saved.parameters if p.required}
        asked = [required] + [
            required | {p.name: values[p.name]}
            for p in saved.parameters
            if not p.required and p.name in values
        ]
        for params in asked:
            rows = len(store.query(name, **params))
            milliseconds = timed(lambda name=name, params=params: store.query(name, **params))  # type: ignore[misc]
            yield name, ", ".join(params) or "everything", milliseconds, rows


def adding(store: LocalStore, articles: int) -> float:
    """Median milliseconds to store one more article, its reading and mapping not counted."""
    times = []
    for article, report in synthetic_reports(_ADDED, first=articles):
        found = quads(report, article, run="synthetic")
        started = time.perf_counter()
        store.put(article_iri(article.id), found)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def serving(folder: Path, requests: int, clients: int) -> dict[str, float]:
    """Ask a server the questions about one thing, all clients at once; milliseconds, failures, megabytes.

    Each query bears a number, so that none was answered before; ``again`` is without, as pages ask.
    """
    with LocalStore(folder, read_only=True) as store:
        values = given(store)
        asked = [
            store.bound(saved, **params)
            for saved in saved_queries().values()
            if saved.name not in _LEFT_OUT and (params := _about(saved, values))
        ]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--store", str(folder)]
    with subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}/sparql"
        while True:
            try:
                httpx.post(address, data={"query": asked[0]}, timeout=60)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        _ask_all(address, asked, requests // 10, clients, new=True)
        before, worked = _memory(server.pid), _processor(server.pid)
        times, failures = _ask_all(address, asked, requests, clients, new=True)
        after, worked = _memory(server.pid), _processor(server.pid) - worked
        again, failures_again = _ask_all(address, asked, requests // 10, clients, new=False)
        server.terminate()
    return {
        "median_ms": statistics.median(times),
        "p99_ms": _percentile(times, 0.99),
        "median_again_ms": statistics.median(again),
        "p99_again_ms": _percentile(again, 0.99),
        "processor_ms": worked * 1000 / requests,
        "failures": failures + failures_again,
        "memory_before_mb": before,
        "memory_after_mb": after,
    }


def _percentile(values: list[float], part: float) -> float:
    return sorted(values)[max(0, int(len(values) * part) - 1)]


def _ask_all(
    address: str, asked: list[str], requests: int, clients: int, *, new: bool
) -> tuple[list[float], int]:
    """Milliseconds of each request, and how many failed; ``new`` keeps the server from knowing the answer."""
    times: list[float] = []
    failures: list[str] = []

    def ask(first: int) -> None:
        with httpx.Client(timeout=60) as client:
            for number in range(first, requests, clients):
                query = asked[number % len(asked)] + (f"\n# {number}/{requests}" if new else "")
                started = time.perf_counter()
                try:
                    answer = client.post(address, data={"query": query})
                    if answer.status_code != httpx.codes.OK:
                        failures.append(f"{answer.status_code}: {answer.text}")
                except httpx.HTTPError as error:
                    failures.append(repr(error))
                times.append((time.perf_counter() - started) * 1000)

    threads = [threading.Thread(target=ask, args=(first,)) for first in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for failure in sorted(set(failures)):
        print(failure, file=sys.stderr)
    return times, len(failures)


def _about(saved: SavedQuery, values: dict[str, str]) -> dict[str, str]:
    names = [p.name for p in saved.parameters if p.required] or [p.name for p in saved.parameters]
    known = {name: values[name] for name in names if name in values}
    return known if any(p.required for p in saved.parameters) else dict(list(known.items())[:1])


def _family(process: int) -> Iterator[int]:
    """A process and its children (Linux)."""
    yield process
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))


def _memory(process: int) -> float:
    """Megabytes that a process and its children hold."""
    page = os.sysconf("SC_PAGE_SIZE")
    held = (Path(f"/proc/{one}/statm").read_text().split()[1] for one in _family(process))
    return sum(int(pages) * page / 1e6 for pages in held)


def _processor(process: int) -> float:
    """Seconds that a process and its children have worked."""
    ticks = os.sysconf("SC_CLK_TCK")
    stats = (Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in _family(process))
    return sum((int(stat[11]) + int(stat[12])) / ticks for stat in stats)


def upkeep(folder: Path, command: str) -> float:
    """Seconds that ``kg check`` or ``kg reason`` takes for a store, as a whole process."""
    started = time.perf_counter()
    program = "from kg.cli import main; main()"
    subprocess.run(
        [sys.executable, "-c", program, command, "--store", str(folder)], check=True, capture_output=True
    )
    return time.perf_counter() - started


def main() -> None:
    """Print the figures, one a line."""
    parser = argparse.ArgumentParser(description="Time a store of invented articles.")
    parser.add_argument("--articles", type=int, default=1620)
    parser.add_argument("--requests", type=int, default=0, help="HTTP requests from 16 clients; 0 for none.")
    parser.add_argument("--upkeep", action="store_true", help="Time kg check and kg reason as well.")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        file, folder = Path(name) / "facts.nq", Path(name) / "store"
        count = write_file(file, arguments.articles)
        native, native_memory = load(file, Path(name) / "native", native=True)
        seconds, memory = load(file, folder, native=False)
        print(f"quads                  {count:,}")
        print(f"native load            {native:.1f} s, {native_memory / count:.0f} bytes a quad")
        print(f"load with the union    {seconds:.1f} s, {memory / count:.0f} bytes a quad")
        print(f"rate of native, counting the union's quads  {2 * native / seconds:.2f}", flush=True)
        with LocalStore(folder) as store:
            for question, about, milliseconds, rows in answer_times(store):
                print(f"{milliseconds:8.0f} ms  {rows:6} rows  {question}: {about}", flush=True)
            print(f"adding one article     {adding(store, arguments.articles):.0f} ms")
        for command in ("check", "reason") if arguments.upkeep else ():
            print(f"{f'kg {command}':22} {upkeep(folder, command):.0f} s", flush=True)
        if arguments.requests:
            for what, figure in serving(folder, arguments.requests, 16).items():
                print(f"{what:22} {figure:.0f}")


if __name__ == "__main__":
    main()
