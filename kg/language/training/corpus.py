"""The training corpus: treebanks, sources of names and our own sentences, as the configuration names them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.language.training.batches import (
    Vocabularies,
    Window,
    event_windows,
    name_windows,
    tree_windows,
    vocabularies,
)
from kg.language.training.events import Marked, from_corpus, from_gold_standard_records, from_own_events
from kg.language.training.markup import from_markup
from kg.language.training.names import Named
from kg.language.training.sources import from_bio, from_mentions
from kg.language.training.templates import sentences
from kg.language.training.treebank import Sentence, read_conllu
from kg.language.training.treebank_names import from_ewt, from_gum


@dataclass
class Corpus:
    """Everything that training reads, kept in memory."""

    train: list[Sentence]
    train_names: list[list[int]]
    dev: dict[str, list[Sentence]]
    named: list[tuple[float, list[Named]]]
    marked: list[tuple[int, list[Marked]]]
    dev_marked: list[Marked]
    vocabulary: Vocabularies

    def windows(self, rng: random.Random) -> Iterator[Window]:
        """The windows of one epoch, cut and sampled anew."""
        yield from tree_windows(self.train, self.train_names, self.vocabulary, rng)
        for share, names in self.named:
            times, rest = int(share), share - int(share)
            chosen = names * times
            if rest:
                width = max(1, int(len(names) * rest))
                start = rng.randrange(len(names))
                chosen = chosen + (names + names)[start : start + width]
            yield from name_windows(chosen, rng)
        for repeat, items in self.marked:
            for _ in range(repeat):
                yield from event_windows(items, rng)


def read_corpus(data: Path, config: dict[str, Any]) -> Corpus:
    """Read the sources that *config* names below *data*."""
    train, train_names = [], []
    for name in config["treebanks"]["train"]:
        for sentence in read_conllu(data / name):
            train.append(sentence)
            train_names.append((from_gum if "gum" in name else from_ewt)(sentence).allowed)
    dev = {name: list(read_conllu(data / name)) for name in config["treebanks"]["dev"]}
    named = []
    for name, source in config["names"].items():
        reader = from_bio if name.endswith(".bio") else from_mentions
        named.append((float(source["share"]), list(reader(data / name, source["scheme"]))))
    own = config["own"]
    lines = (Path(__file__).parent / own["sentences"]).read_text(encoding="utf-8").splitlines()
    named.append((float(own["repeat"]), list(from_markup(lines))))
    made = sentences(data / own["wikidata"], own["generated"], config["seed"])
    named.append((own["generated_share"], list(from_markup(made, strict=False))))
    events = config["events"]
    lines = (Path(__file__).parent / events["sentences"]).read_text(encoding="utf-8").splitlines()
    marked = [
        (events["repeat"], list(from_own_events(lines))),
        (events["repeat"], list(from_corpus("train"))),
        (1, list(from_gold_standard_records(data / events["records"]))),
    ]
    dev_marked = list(from_corpus("dev"))
    return Corpus(train, train_names, dev, named, marked, dev_marked, vocabularies(train))
