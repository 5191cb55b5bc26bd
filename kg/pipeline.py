"""The whole path: inputs are read, parsed, read for facts, linked, and stored article by article."""

import hashlib
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from kg.articles import Article, ArticleError, read
from kg.errors import KgError, UsageError
from kg.extraction.report import Report
from kg.store import DEFAULT_LOCATION, Store, open_store
from kg.store.dataset import Outcome

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.linking import Index
    from kg.rdf.background import Knowledge

_PACKAGE = Path(__file__).parent

_AHEAD = 4
"""Articles that wait for each worker, so that none idles and memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that was left out, and why, in one sentence."""

    source: str
    reason: str

    def __str__(self) -> str:
        return self.reason if self.source in self.reason else f"{self.source}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and what it reports."""

    article: Article
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did: how many articles came in new, replaced an older reading, or were there already."""

    added: int
    replaced: int
    unchanged: int
    failures: tuple[Failure, ...]

    @property
    def articles(self) -> int:
        """How many articles were read."""
        return self.added + self.replaced + self.unchanged


def read_reports(
    inputs: Sequence[str | Path],
    *,
    jobs: int = 1,
    link: bool = True,
    online: bool = False,
    min_confidence: float | None = None,
    pipeline: str | None = None,
) -> Iterator[Reading | Failure]:
    """Yield what each article of ``inputs`` reports, in the order that they came in, as they are ready.

    ``jobs`` processes read beside each other. Facts below ``min_confidence`` (0 to 1) are left out, or by
    default events that are likelier wrong than right.
    ``online`` asks Wikidata for names that the index lacks, one question at a time, and so needs one job.
    ``pipeline`` names another spaCy pipeline. An article that cannot be read is yielded as a failure.
    """
    if online and jobs > 1:
        raise UsageError("--online asks Wikidata one question at a time, and goes with --jobs 1 only.")
    settings = _Settings(link, online, min_confidence, pipeline)
    found = read(*inputs)
    if jobs <= 1:
        yield from (_read_one(settings, article) for article in found)
        return
    # A forked child would share the open store's threads and locks; a spawned one starts clean.
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=_quiet) as pool:
            waiting: deque[Future[Reading | Failure]] = deque()
            for article in found:
                waiting.append(pool.submit(_read_one, settings, article))
                if len(waiting) >= jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
    except BrokenProcessPool:
        raise KgError(
            "A reading process died, perhaps for lack of memory; what was stored is kept. Try fewer --jobs."
        ) from None


def build(
    inputs: Sequence[str | Path],
    store: str | Path | Store = DEFAULT_LOCATION,
    *,
    jobs: int = 1,
    link: bool = True,
    online: bool = False,
    min_confidence: float | None = None,
    pipeline: str | None = None,
    out: str | Path | None = None,
    progress: Callable[[Reading | Failure, Outcome | None], None] | None = None,
) -> BuildResult:
    """Read ``inputs`` (files, folders, addresses, ``-``) into a store, each article whole or not at all.

    One bad article never stops the rest: it is among the failures of the result. Building again changes
    nothing. ``out`` writes the whole graph to a file as well. ``progress`` is told each article and whether
    it was added, replaced or unchanged. The other options are those of :func:`read_reports`. Raises
    ``KgError`` where the store cannot be opened or written.
    """
    if isinstance(store, str | Path):
        with open_store(store) as opened:
            return build(
                inputs,
                opened,
                jobs=jobs,
                link=link,
                online=online,
                min_confidence=min_confidence,
                pipeline=pipeline,
                out=out,
                progress=progress,
            )
    counts: dict[Outcome, int] = {"added": 0, "replaced": 0, "unchanged": 0}
    failures: list[Failure] = []
    run = run_name(pipeline)
    background = _background(online) if link else None
    for reading in read_reports(
        inputs, jobs=jobs, link=link, online=online, min_confidence=min_confidence, pipeline=pipeline
    ):
        outcome: Outcome | None = None
        if isinstance(reading, Failure):
            failures.append(reading)
        else:
            outcome = store.add(reading.report, reading.article, run=run, background=background)
            counts[outcome] += 1
        if progress is not None:
            progress(reading, outcome)
    if out is not None:
        store.export(out)
    return BuildResult(**counts, failures=tuple(failures))


@cache
def run_name(pipeline: str | None = None) -> str:
    """Program version and model, which together decide what is read: the same for the same installation."""
    try:
        program = version("conflict-kg")
    except PackageNotFoundError:
        program = "unknown"
    if pipeline is not None:
        return f"conflict-kg {program}, pipeline {pipeline}"
    return f"conflict-kg {program}, model {_digest(sorted((_PACKAGE / 'language' / 'model').iterdir()))}"


def _digest(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class _Settings:
    link: bool
    online: bool
    min_confidence: float | None
    pipeline: str | None


def _read_one(settings: _Settings, article: Article | ArticleError) -> Reading | Failure:
    if isinstance(article, ArticleError):
        return Failure(article.source, str(article))
    from kg.extraction import extract

    nlp = _language(settings.pipeline)
    try:
        report = extract(nlp(article.text), article, min_confidence=settings.min_confidence)
        if settings.link:
            report = _linked(report, settings.online)
    except KgError:
        raise
    except Exception as error:  # a fault of ours in one article must not cost the other thousand
        return Failure(article.source or article.id, f"facts could not be read ({error!r}).")
    return Reading(article, report)


@cache
def _language(pipeline: str | None) -> "Language":
    from kg.language import load
    from kg.language.errors import LanguageError

    try:
        return load(pipeline=pipeline)
    except LanguageError as error:
        raise KgError(f"{error}.") from None


def _linked(report: Report, online: bool) -> Report:
    from kg.linking import link

    return report if why_unlinked() else link(report, _index(online))


def _background(online: bool) -> "Knowledge | None":
    return None if why_unlinked() else _index(online).facts


def _index(online: bool) -> "Index":
    from kg.linking import open_index

    if not online:
        return open_index()
    from kg.linking.online import open_online

    return open_online()


def why_offline() -> str | None:
    """Why Wikidata was not asked any further, in one sentence, or ``None`` where nothing went wrong."""
    from kg.linking.online import open_online

    return None if why_unlinked() else open_online().trouble


@cache
def why_unlinked() -> str | None:
    """Why entities cannot be linked, in one clause, or ``None``: reading goes on without links."""
    from kg.linking import IndexUnusable, open_index

    try:
        open_index()
    except IndexUnusable as error:
        return str(error)
    return None


def _quiet() -> None:
    """Keep one worker from starting as many threads as there are processors."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
