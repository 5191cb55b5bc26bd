"""Validating every article of a store, several beside each other."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from kg.reasoning.validation import Violation, graph_of, validate
from kg.store import Store, open_store
from kg.store.dataset import ArticleSummary

_AHEAD = 4
"""Articles a process that may wait, asked for or answered, so that memory stays bounded."""
_FEW = 20
"""Articles that are checked sooner than processes start."""

_opened: Store


def check_article(store: Store, article: str) -> list[Violation]:
    """All that is wrong with an article (its id, IRI or address), sorted; raises ``UnknownArticleError``."""
    return validate(graph_of(store.facts_of(article)), name=article)


def check_store(store: Store, *, jobs: int = 1) -> Iterator[tuple[ArticleSummary, list[Violation]]]:
    """Yield every article in order with what is wrong with it; ``jobs`` processes share the work."""
    articles = store.articles()
    if jobs == 1 or len(articles) <= _FEW:
        for article in articles:
            yield article, check_article(store, article.iri)
        return
    waiting: list[tuple[ArticleSummary, Future[list[Violation]]]] = []
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _open, (store.location, store.base)) as pool:
        left = iter(articles)
        try:
            while True:
                more = islice(left, _AHEAD * jobs - len(waiting))
                waiting += [(article, pool.submit(_check, article.iri)) for article in more]
                if not waiting:
                    return
                article, found = waiting.pop(0)
                yield article, found.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _open(location: str, base: str) -> None:
    global _opened
    _opened = open_store(location, read_only=True, base=base)


def _check(article: str) -> list[Violation]:
    return check_article(_opened, article)
