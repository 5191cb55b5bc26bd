"""Measuring names by exact spans and coarse classes.

``python -m kg.evaluation.names --data DIR`` prints a line for each suite that it finds below DIR.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from kg.evaluation.json_lines import read_lines
from kg.language import load
from kg.language.training.sources import read_bio

Mention = tuple[int, int, str]
"""Start and end in characters, and class."""

OURS: Mapping[str, str] = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
"""Our classes of names as person, organization and location; the others do not count."""

_DWIE = {"person": "PER", "organization": "ORG", "location": "LOC"}
_CROSSNER = {
    "politician": "PER",
    "person": "PER",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "country": "LOC",
    "location": "LOC",
    "election": "EVENT",
    "event": "EVENT",
}
_WNUT = {
    "person": "PER",
    "location": "LOC",
    "corporation": "ORG",
    "group": "ORG",
    "creative-work": "MISC",
    "product": "MISC",
}


@dataclass(frozen=True)
class NameScores:
    """Precision, recall and F1 over exact spans with the right class, in per cent; ``by_class`` gives F1."""

    names: int
    precision: float
    recall: float
    f1: float
    by_class: dict[str, float]


def score_names(
    nlp: Language, texts: Iterable[tuple[str, set[Mention]]], classes: Mapping[str, str] = OURS
) -> NameScores:
    """Score *nlp* on *texts* with their gold mentions; *classes* maps our classes to those of the gold."""
    hit: Counter[str] = Counter()
    said: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for text, mentions in texts:
        found = {(e.start_char, e.end_char, classes[e.label_]) for e in nlp(text).ents if e.label_ in classes}
        hit.update(m[2] for m in found & mentions)
        said.update(m[2] for m in found)
        gold.update(m[2] for m in mentions)
    by_class = {name: 200 * hit[name] / max(1, said[name] + gold[name]) for name in sorted(gold)}
    hits, saids, golds = hit.total(), said.total(), gold.total()
    return NameScores(
        golds,
        100 * hits / max(1, saids),
        100 * hits / max(1, golds),
        200 * hits / max(1, saids + golds),
        by_class,
    )


def dwie(path: Path) -> Iterator[tuple[str, set[Mention]]]:
    """Texts of a DWIE file with the mentions of its persons, organizations and locations."""
    for record in read_lines(path):
        yield (
            record["text"],
            {
                (mention["start"], mention["end"], _DWIE[cluster["type"]])
                for cluster in record["clusters"]
                if cluster["type"] in _DWIE
                for mention in cluster["mentions"]
            },
        )


def bio(path: Path, classes: Mapping[str, str]) -> Iterator[tuple[str, set[Mention]]]:
    """Texts of a token–tag file, its tokens joined by single spaces, with the mentions of *classes*."""
    for words, spans in read_bio(path):
        starts, text = [], ""
        for word in words:
            starts.append(len(text))
            text += word + " "
        yield (
            text.rstrip(),
            {(starts[s], starts[e - 1] + len(words[e - 1]), classes[t]) for s, e, t in spans if t in classes},
        )


def measure(nlp: Language, data: Path) -> Iterator[tuple[str, NameScores]]:
    """Score *nlp* on each suite that is found below *data*."""
    works = dict.fromkeys(("MISC", "VEHICLE", "WEAPON", "LAW"), "MISC")
    suites = {
        "DWIE dev": (data / "gold/dwie_dev.jsonl", dwie, OURS),
        "CrossNER politics test, PER ORG LOC EVENT": (
            data / "ner/crossner_politics_test.bio",
            lambda p: bio(p, _CROSSNER),
            {**OURS, "EVENT": "EVENT"},
        ),
        "WNUT 17 test": (data / "ner/wnut17_test.bio", lambda p: bio(p, _WNUT), {**OURS, **works}),
        "UNER EWT test": (
            data / "ner/uner_ewt_test.bio",
            lambda p: bio(p, {c: c for c in OURS.values()}),
            OURS,
        ),
    }
    for name, (path, reader, classes) in suites.items():
        if path.exists():
            yield name, score_names(nlp, reader(path), classes)


def main() -> None:
    """Parse the command line and print scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds gold/ and ner/")
    parser.add_argument("--pipeline", help="another spaCy pipeline to measure")
    data, pipeline = vars(parser.parse_args()).values()
    for name, scores in measure(load(pipeline=pipeline), data):
        print(name, scores)


if __name__ == "__main__":
    main()
