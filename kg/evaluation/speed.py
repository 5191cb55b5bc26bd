"""How fast articles are read, on one thread: ``python -m kg.evaluation.speed examples --repeat 6``."""

import argparse
import resource
import time
from collections.abc import Sequence

from kg.articles import Article, read
from kg.extraction import extract
from kg.language import load


def measure(sources: Sequence[str], repeat: int = 1) -> dict[str, float]:
    """Read every article ``repeat`` times.

    Returns seconds to load the pipeline, words, words a second through the pipeline and through the pipeline
    and extraction together, and the process's peak memory in MB (Linux).
    """
    started = time.perf_counter()
    nlp = load()
    loaded = time.perf_counter() - started
    articles = [article for article in read(*sources) if isinstance(article, Article)] * repeat
    words, parsing, extracting = 0, 0.0, 0.0
    for article in articles:
        started = time.perf_counter()
        doc = nlp(article.text)
        parsed = time.perf_counter()
        extract(doc, article)
        parsing, extracting = parsing + parsed - started, extracting + time.perf_counter() - parsed
        words += len(doc)
    return {
        "load_seconds": loaded,
        "words": words,
        "parsed_per_second": words / parsing if words else 0.0,
        "read_per_second": words / (parsing + extracting) if words else 0.0,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Print one line a figure."""
    parser = argparse.ArgumentParser(description="Time the reading of articles on one thread.")
    parser.add_argument("inputs", nargs="+", metavar="INPUT")
    parser.add_argument("--repeat", type=int, default=1)
    arguments = parser.parse_args()
    for name, value in measure(arguments.inputs, arguments.repeat).items():
        print(f"{name:18} {value:.1f}")


if __name__ == "__main__":
    main()
