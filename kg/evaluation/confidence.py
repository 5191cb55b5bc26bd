"""Fitting how sure events are: ``python -m kg.evaluation.confidence --data DIR``.

A logistic regression with an L2 penalty over the events found in texts of all kinds: those of the own corpus
(``train`` and ``dev``; right where the annotation has one of their type there), and those that a reader
judged in news, business and sport (MEANTIME, ECB+, PLOVER's gold standard records) and in texts that are no
news (UD English GUM, ``train`` and ``dev``). The judgements are in ``judged_events.tsv``; the texts are in
the folder. Printed are ``kg/extraction/data/confidence.toml`` and, on standard error, how often events of
each degree of confidence are right, each text scored with weights that were fitted without it.
"""

import argparse
import datetime as dt
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from kg.articles.article import Article
from kg.evaluation.events import overlaps, read_corpus
from kg.evaluation.json_lines import read_lines
from kg.evaluation.quiet_texts import read_quiet
from kg.extraction.coreference import resolve
from kg.extraction.event_confidence import chance
from kg.extraction.events import find_events_and_signs
from kg.extraction.mentions import find_mentions
from kg.extraction.time import TimeResolver

JUDGED = {
    "MEANTIME": "meantime.jsonl",
    "ECB+": "ecbplus_train.jsonl",
    "GSR": "events_plover_gsr.jsonl",
    "GUM train": "gum/train.conllu",
    "GUM dev": "gum/dev.conllu",
}
"""Files of the judged texts, by the names that ``judged_events.tsv`` gives them."""

_KNOWN = 0.3
"""Weight of the own corpus: the lexicon was written with its sentences in sight, and is better there."""
_PENALTY = 3.0
_STEPS = 60
_FOLDS = 10

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One event that was found: its text, its signs, and whether it is right."""

    text: str
    signs: dict[str, float]
    right: bool
    weight: float = 1.0


def corpus_examples(nlp: Language) -> Iterator[Example]:
    """Events found in the own corpus's ``train`` and ``dev``."""
    for split in ("train", "dev"):
        for record in read_corpus(split):
            for kind, span, signs in _found(record, nlp):
                right = any(
                    gold["type"] == kind and overlaps(span, gold["trigger"], record["text"])
                    for gold in record["events"]
                )
                yield Example(record["id"], signs, right, _KNOWN)


def judged_examples(folder: Path, nlp: Language) -> Iterator[Example]:
    """Events found in the judged texts that ``folder`` holds, as far as a judgement of them is known."""
    judged: dict[tuple[str, str], dict[tuple[str, int], bool]] = {}
    table = files("kg.evaluation").joinpath("judged_events.tsv").read_text("utf-8")
    for line in table.splitlines()[1:]:
        suite, text, offset, kind, right = line.split("\t")
        judged.setdefault((suite, text), {})[kind, int(offset)] = right == "right"
    for suite, name in JUDGED.items():
        path = next(iter(sorted(folder.rglob(name))), None)
        if path is None:
            continue
        records = read_quiet(path) if path.suffix == ".conllu" else read_lines(path)
        for record in records:
            text = record.get("id") or record["doc"]
            known = judged.get((suite, text), {})
            if not known:
                continue
            for kind, span, signs in _found({**record, "id": text}, nlp):
                if (kind, span[0]) in known:
                    yield Example(f"{suite} {text}", signs, known[kind, span[0]])


def _found(record: dict[str, Any], nlp: Language) -> Iterator[tuple[str, tuple[int, int], dict[str, float]]]:
    """Type, place and signs of the events in a record."""
    day = dt.date.fromisoformat(record["date"]) if record.get("date") else None
    article = Article(id=record["id"], text=record["text"], date=day)
    doc = nlp(article.text)
    table, times = resolve(doc, find_mentions(doc), article), TimeResolver(doc, day)
    events, signs = find_events_and_signs(doc, table, times, article)
    for event in events:
        yield event.type, (event.trigger.start, event.trigger.end), signs[event.trigger]


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights of a penalised logistic regression, by Newton's method."""
    names = sorted({name for example in examples for name in example.signs})
    place = {name: column for column, name in enumerate(names)}
    matrix: Matrix = np.zeros((len(examples), len(names)))
    for line, example in enumerate(examples):
        for name, value in example.signs.items():
            matrix[line, place[name]] = value
    right: Matrix = np.array([float(example.right) for example in examples])
    sample: Matrix = np.array([example.weight for example in examples])
    penalty: Matrix = np.array([0.0 if name == "bias" else _PENALTY for name in names])
    weights: Matrix = np.zeros(len(names))
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (sample * (chance - right)) + penalty * weights
        curvature = (matrix.T * (sample * chance * (1 - chance))) @ matrix + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return dict(zip(names, weights.tolist(), strict=True))


def held_out(examples: Sequence[Example]) -> Matrix:
    """The confidence of each example with weights fitted without the texts of its fold."""
    texts = sorted({example.text for example in examples})
    random.Random(1).shuffle(texts)
    fold = {text: number % _FOLDS for number, text in enumerate(texts)}
    chances: Matrix = np.zeros(len(examples))
    for number in range(_FOLDS):
        weights = fit([example for example in examples if fold[example.text] != number])
        for line, example in enumerate(examples):
            if fold[example.text] == number:
                chances[line] = chance(example.signs, weights)
    return chances


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    from kg.language import load

    parser = argparse.ArgumentParser(
        prog="python -m kg.evaluation.confidence", description="Fit the confidence of events."
    )
    parser.add_argument("--data", type=Path, required=True, help="folder under which the judged texts are")
    options = parser.parse_args(arguments)
    nlp = load()
    examples = [*corpus_examples(nlp), *judged_examples(options.data, nlp)]
    print("# Written by python -m kg.evaluation.confidence: logistic regression on events found and judged.")
    print("[weights]")
    for name, weight in fit(examples).items():
        if abs(weight) >= 0.005:
            print(f'"{name}" = {weight:.2f}')
    chances = held_out(examples)
    right: Matrix = np.array([float(example.right) for example in examples])
    for low in np.arange(0.0, 1.0, 0.1):
        within = (chances >= low) & (chances < low + 0.1)
        if within.any():
            share = right[within].mean()
            print(f"{low:.1f} to {low + 0.1:.1f}: {within.sum()} events, {share:.2f} right", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
