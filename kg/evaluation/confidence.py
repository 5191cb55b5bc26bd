"""Fitting how sure events are: ``python -m kg.evaluation.confidence --data DIR --write``.

A logistic regression with an L2 penalty over the events found in texts of all kinds: those of the own corpus
(``dev``; right where the annotation has one of their type there), and those that a reader judged in news,
business and sport (MEANTIME, ECB+, PETRARCH-1's sentences), in reports of terrorism (MUC-4, ``train``) and in
texts of all kinds (UD English GUM, ``train`` and ``dev``, and EWT, ``train``). What the encoder was taught
events with is no part of it, for there the encoder knows best. The judgements are in ``judged_events.tsv``;
the texts are in the folder. Written is ``kg/extraction/data/confidence.toml``; printed is how often events of
each degree of confidence are right, each text scored with weights that were fitted without it. To be run
whenever the encoder's weights change.
"""

import argparse
import datetime as dt
import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
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
from kg.extraction.report import Event
from kg.extraction.rereading import reread
from kg.extraction.time import TimeResolver

JUDGED = {
    "MEANTIME": "meantime.jsonl",
    "ECB+": "ecbplus_train.jsonl",
    "GUM train": "gum/train.conllu",
    "GUM dev": "gum/dev.conllu",
    "EWT train": "ewt/train.conllu",
    "PETRARCH-1": "events_petrarch1.jsonl",
    "MUC-4": "muc4_train.jsonl",
}
"""Files of the judged texts, by the names that ``judged_events.tsv`` gives them."""
_WEIGHTS = Path(__file__).parents[1] / "extraction" / "data" / "confidence.toml"
_TITLE = "# Written by python -m kg.evaluation.confidence: logistic regression on events found and judged."
_KNOWN = 0.3
"""Weight of the own corpus: the lexicon was written with its sentences in sight, and is better there."""
_SELECTED = frozenset({"PETRARCH-1", "MUC-4"})
_OF_SELECTED = 0.3
"""Weight of events judged in texts that were collected because they tell of events: nearly all that is found
there is right, which it is not elsewhere; at full weight they would make the chances worse in other texts."""
_PENALTY = 3.0
_STEPS = 60
_FOLDS = 10

Matrix = NDArray[np.float64]
Found = tuple[Event, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Example:
    """One event that was found: its text, its signs, and whether it is right."""

    text: str
    signs: dict[str, float]
    right: bool
    weight: float = 1.0


def in_corpus(nlp: Language) -> Iterator[Example]:
    """The events found in the own corpus's ``dev``."""
    for record in read_corpus("dev"):
        for event, signs in _found(record, nlp):
            place = (event.trigger.start, event.trigger.end)
            right = any(
                gold["type"] == event.type and overlaps(place, gold["trigger"], record["text"])
                for gold in record["events"]
            )
            yield Example(record["id"], signs, right, _KNOWN)


def in_judged(folder: Path, nlp: Language) -> Iterator[Example]:
    """The events found in the judged texts in ``folder``, as far as they are known."""
    judged = _judgements()
    for suite, name in JUDGED.items():
        path = _path(folder, name)
        records = read_quiet(path, news=True) if path.suffix == ".conllu" else read_lines(path)
        weight = _OF_SELECTED if suite in _SELECTED else 1.0
        for record in records:
            text = record.get("id") or record["doc"]
            if known := judged.get((suite, text)):
                yield from _known(text, _found({**record, "id": text}, nlp), known, weight)


def _known(
    text: str, events: Iterable[Found], known: Mapping[tuple[str, int], bool], weight: float
) -> Iterator[Example]:
    for event, signs in events:
        right = known.get((event.type, event.trigger.start))
        if right is not None:
            yield Example(text, signs, right, weight)


@cache
def _judgements() -> dict[tuple[str, str], dict[tuple[str, int], bool]]:
    """What a reader found right, by suite and text, then by type and the place of the trigger."""
    judged: dict[tuple[str, str], dict[tuple[str, int], bool]] = {}
    table = files("kg.evaluation").joinpath("judged_events.tsv").read_text("utf-8")
    for line in table.splitlines()[1:]:
        suite, text, offset, kind, verdict = line.split("\t")
        judged.setdefault((suite, text), {})[kind, int(offset)] = verdict == "right"
    return judged


def _path(folder: Path, name: str) -> Path:
    path = next(iter(sorted(folder.rglob(name))), None)
    if path is None:
        raise SystemExit(f"{folder} holds no {name}")
    return path


def _found(record: Mapping[str, Any], nlp: Language) -> Iterator[Found]:
    """The events of a record, each with its signs."""
    day = dt.date.fromisoformat(record["date"]) if record.get("date") else None
    article = Article(id=record["id"], text=record["text"], date=day)
    doc = reread(nlp(article.text))
    table, times = resolve(doc, find_mentions(doc), article), TimeResolver(doc, day)
    events, signs = find_events_and_signs(doc, table, times, article)
    return ((event, signs[event.trigger]) for event in events)


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
    parser.add_argument("--write", action="store_true", help="put the weights in their places in the package")
    options = parser.parse_args(arguments)
    nlp = load()
    examples = [*in_corpus(nlp), *in_judged(options.data, nlp)]
    if options.write:
        lines = [f'"{name}" = {weight:.2f}' for name, weight in fit(examples).items() if abs(weight) >= 0.005]
        _WEIGHTS.write_text("\n".join((_TITLE, "[weights]", *lines, "")), encoding="utf-8")
    chances = held_out(examples)
    right: Matrix = np.array([float(example.right) for example in examples])
    for low in np.arange(0.0, 1.0, 0.1):
        within = (chances >= low) & (chances < low + 0.1)
        if within.any():
            share = right[within].mean()
            print(f"{low:.1f} to {low + 0.1:.1f}: {within.sum()} events, {share:.2f} right")
    return 0


if __name__ == "__main__":
    sys.exit(main())
