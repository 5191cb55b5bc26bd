"""Fitting how sure events are: ``python -m kg.evaluation.confidence --data DIR --write``.

First the head that tells by a word's vector whether it is an event (:mod:`kg.evaluation.senses`), then, with
what it says of the word that names an event as one sign of many, a logistic regression with an L2 penalty
over the events found in texts of all kinds: those of the own corpus (``train`` and ``dev``; right where the
annotation has one of their type there), and those that a reader judged in news, business and sport (MEANTIME,
ECB+, PLOVER's gold standard records, PETRARCH-1's sentences), in reports of terrorism (MUC-4, ``train``) and
in texts of all kinds (UD English GUM, ``train`` and ``dev``, and EWT, ``train``).
The judgements are in ``judged_events.tsv``; the texts are in the folder. Written are
``kg/language/model/senses.npz`` and ``kg/extraction/data/confidence.toml``; printed is how often events of
each degree of confidence are right, each text scored with a head and weights that were fitted without it. To
be run whenever the encoder's weights change.
"""

import argparse
import datetime as dt
import hashlib
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.articles.article import Article
from kg.evaluation.events import overlaps, read_corpus
from kg.evaluation.incidents import confirmed, read_incidents
from kg.evaluation.json_lines import read_lines
from kg.evaluation.quiet_texts import read_quiet
from kg.evaluation.senses import (
    FOLDS,
    Floats,
    Word,
    fit_head,
    fold_of,
    vector_of,
    words_of_annotated,
    words_of_judged,
    words_of_marked,
)
from kg.extraction.as_written import as_written
from kg.extraction.coreference import resolve
from kg.extraction.entities import EntityTable
from kg.extraction.event_confidence import SENSE_SCALE, chance
from kg.extraction.events import find_events_and_signs
from kg.extraction.mentions import find_mentions
from kg.extraction.report import Event, Report
from kg.extraction.time import TimeResolver
from kg.language.encoder import MODEL
from kg.language.reader import Reader
from kg.language.senses import TYPES, event_odds

JUDGED = {
    "MEANTIME": "meantime.jsonl",
    "ECB+": "ecbplus_train.jsonl",
    "GSR": "events_plover_gsr.jsonl",
    "GUM train": "gum/train.conllu",
    "GUM dev": "gum/dev.conllu",
    "EWT train": "ewt/train.conllu",
    "PETRARCH-1": "events_petrarch1.jsonl",
}
"""Files of the judged texts, by the names that ``judged_events.tsv`` gives them."""
_INCIDENTS = "muc4_train.jsonl"
_OF_INCIDENTS = 5
"""One in so many of its articles is learnt from, for their reading takes time."""

_WEIGHTS = Path(__file__).parents[1] / "extraction" / "data" / "confidence.toml"
_TITLE = "# Written by python -m kg.evaluation.confidence: logistic regression on events found and judged."
_KNOWN = 0.3
"""Weight of the own corpus: the lexicon was written with its sentences in sight, and is better there."""
_SELECTED = frozenset({"GSR", "PETRARCH-1", "MUC-4"})
_OF_SELECTED = 0.15
"""Weight of events judged in texts that were collected because they tell of events: nearly all that is found
there is right, which it is not elsewhere, and more made the chances worse in the other texts."""
_PENALTY = 3.0
_STEPS = 60
_FOLDS = 10

Matrix = NDArray[np.float64]
Found = tuple[Event, dict[str, float], Token]


@dataclass(frozen=True, slots=True)
class Example:
    """One event that was found: its text, its signs, and whether it is right."""

    text: str
    signs: dict[str, float]
    right: bool
    weight: float = 1.0
    vector: Floats | None = None
    """The vector of the word that names it."""


@dataclass(slots=True)
class Gathered:
    """What there is to learn from."""

    words: list[Word] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)


def gather_corpus(gathered: Gathered, nlp: Language) -> None:
    """Add the words of the own corpus's ``train`` and ``dev``, and the events found there."""
    for split in ("train", "dev"):
        for record in read_corpus(split):
            doc, events, _ = _found(record, nlp)
            gathered.words += words_of_annotated(record, doc)
            for event, signs, trigger in events:
                place = (event.trigger.start, event.trigger.end)
                right = any(
                    gold["type"] == event.type and overlaps(place, gold["trigger"], record["text"])
                    for gold in record["events"]
                )
                gathered.examples.append(Example(record["id"], signs, right, _KNOWN, vector_of(trigger)))


def gather_judged(gathered: Gathered, folder: Path, nlp: Language) -> None:
    """Add the words and the found events of the judged texts in ``folder``, as far as they are known."""
    judged = _judgements()
    for suite, name in JUDGED.items():
        path = _path(folder, name)
        records = read_quiet(path, news=True) if path.suffix == ".conllu" else read_lines(path)
        for record in records:
            text = record.get("id") or record["doc"]
            known = judged.get((suite, text), {})
            marked = "markup" in record
            if not known and not marked:
                continue
            doc, events, _ = _found({**record, "id": text}, nlp)
            verdicts: dict[int, str | None] = {}
            for event, signs, trigger in events:
                true = known.get((event.type, event.trigger.start))
                verdicts[trigger.i] = None if true is None else event.type if true else ""
                if true is not None:
                    weight = _OF_SELECTED if suite in _SELECTED else 1.0
                    gathered.examples.append(Example(text, signs, true, weight, vector_of(trigger)))
            if marked:
                gathered.words += words_of_marked(record, doc)
            if known:
                gathered.words += words_of_judged(text, doc, verdicts)


def gather_incidents(gathered: Gathered, folder: Path, nlp: Language) -> None:
    """Add what is known of every so manieth report of incidents in ``folder``, and of those that were judged.

    Words are those of the events that were judged, and of those in which one takes part whom the gold names.
    The latter are all right, and so say nothing of how many are.
    """
    judged = _judgements()
    for number, record in enumerate(read_incidents(_path(folder, _INCIDENTS))):
        name = record["id"]
        known = judged.get(("MUC-4", name), {})
        if number % _OF_INCIDENTS and not known:
            continue
        doc, events, table = _found(record, nlp)
        report = Report(
            article_id=name,
            text=doc.text,
            date=None,
            entities=table.entities,
            events=tuple(e for e, _, _ in events),
        )
        sure = confirmed(record, as_written(report, record["text"]))
        verdicts = {(e.type, e.trigger.start): True for e, _, _ in events if e.id in sure} | known
        for event, signs, trigger in events:
            true = verdicts.get(key := (event.type, event.trigger.start))
            if true is not None and (not true or event.type in TYPES):
                word = Word(name, vector_of(trigger), event.type if true else "")
                gathered.words.append(word)
            if key in known:
                gathered.examples.append(Example(name, signs, known[key], _OF_SELECTED, vector_of(trigger)))


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


def _found(record: dict[str, Any], nlp: Language) -> tuple[Doc, list[Found], EntityTable]:
    """The parse of a record, its events with their signs and the words that name them, and its entities."""
    day = dt.date.fromisoformat(record["date"]) if record.get("date") else None
    article = Article(id=record["id"], text=record["text"], date=day)
    doc = nlp(article.text)
    table, times = resolve(doc, find_mentions(doc), article), TimeResolver(doc, day)
    events, signs = find_events_and_signs(doc, table, times, article)
    found = []
    for event in events:
        words = doc.char_span(event.trigger.start, event.trigger.end, alignment_mode="expand")
        assert words is not None
        found.append((event, signs[event.trigger], words.root))
    return doc, found, table


def with_senses(gathered: Gathered) -> list[Example]:
    """The examples with the word of a head that was fitted without their texts as a sign."""
    heads = [fit_head(w for w in gathered.words if fold_of(w.text) != fold) for fold in range(FOLDS)]
    told = []
    for example in gathered.examples:
        assert example.vector is not None
        odds = event_odds(heads[fold_of(example.text)](example.vector[None])[0])
        told.append(replace(example, signs=example.signs | {"sense": odds / SENSE_SCALE}))
    return told


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
    reader = nlp.get_pipe("kg_reader")
    assert isinstance(reader, Reader)
    reader.keeps_meaning = True
    gathered = Gathered()
    gather_corpus(gathered, nlp)
    gather_judged(gathered, options.data, nlp)
    gather_incidents(gathered, options.data, nlp)
    examples = with_senses(gathered)
    if options.write:
        digest = hashlib.sha256((MODEL / "encoder.onnx").read_bytes()).hexdigest()
        replace(fit_head(gathered.words), encoder=digest).save(MODEL)
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
