"""How fast articles are read, on one thread: ``python -m kg.evaluation.speed examples --repeat 6``.

``python -m kg.evaluation.speed --treebank gum/test.conllu --genre news --words 200000`` times the pipeline
alone, the encoder in it and extraction, over a treebank's documents of a genre, repeated to that many words.
"""

import argparse
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

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


def treebank_texts(path: Path, genre: str) -> Iterator[str]:
    """The texts of a CoNLL-U file's documents whose name holds *genre*, a line for each sentence."""
    for document in path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        name, _, rest = document.partition("\n")
        if genre in name:
            yield "\n".join(line[9:] for line in rest.splitlines() if line.startswith("# text = "))


def measure_pipeline(texts: Sequence[str], words: int) -> dict[str, float]:
    """Read *texts* over and over, up to about *words* words.

    Returns words a second through the pipeline; the encoder's share of the time: what its runs alone took, on
    the same batches in the same run; and what extraction adds, as a multiple of the encoder's time.
    """
    nlp = load()
    reader: Any = nlp.get_pipe("kg_reader")
    encoder = reader.encoder
    session, spent = encoder._session, 0.0

    class Timed:
        """The encoder's session, with a stop watch."""

        @staticmethod
        def run(*arguments: Any) -> Any:
            """Run the network."""
            nonlocal spent
            started = time.perf_counter()
            result = session.run(*arguments)
            spent += time.perf_counter() - started
            return result

    articles = [Article(id=f"text-{number}", text=text) for number, text in enumerate(texts)]
    size = sum(len(doc) for doc in nlp.pipe(texts))
    encoder._session = Timed
    read, seconds, extracting = 0, 0.0, 0.0
    while read < words:
        started = time.perf_counter()
        docs = list(nlp.pipe(texts))
        parsed = time.perf_counter()
        for doc, article in zip(docs, articles, strict=True):
            extract(doc, article)
        seconds, extracting = seconds + parsed - started, extracting + time.perf_counter() - parsed
        read += sum(map(len, docs))
    return {
        "words": read,
        "words_of_texts": size,
        "words_per_second": read / seconds,
        "encoder_share": spent / seconds,
        "extraction_by_encoder": extracting / spent,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Print one line a figure."""
    parser = argparse.ArgumentParser(description="Time the reading of articles on one thread.")
    parser.add_argument("inputs", nargs="*", metavar="INPUT")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--treebank", type=Path, help="time the pipeline on texts of this CoNLL-U file")
    parser.add_argument("--genre", default="", help="part of the names of the documents to take")
    parser.add_argument("--words", type=int, default=200_000)
    arguments = parser.parse_args()
    if arguments.treebank is not None:
        texts = list(treebank_texts(arguments.treebank, arguments.genre))
        if not texts:
            parser.error(f"{arguments.treebank} holds no document of genre {arguments.genre!r}")
        figures = measure_pipeline(texts, arguments.words)
    elif arguments.inputs:
        figures = measure(arguments.inputs, arguments.repeat)
    else:
        parser.error("give articles, or --treebank")
    for name, value in figures.items():
        print(f"{name:21} {value:.2f}")


if __name__ == "__main__":
    main()
