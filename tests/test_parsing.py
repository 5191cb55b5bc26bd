from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.language.encoder import Encoder, Floats, Reading
from kg.language.parsing import parse
from kg.language.punctuation import attach_punctuation
from kg.language.trees import is_tree


def attached(words: str, heads: list[int], *, sure: bool = False) -> list[int]:
    """The heads of *words* after marks were attached; a *sure* encoder holds to those given."""
    text = words.split()
    scores = np.full((len(text), len(text) + 1), -2.0, dtype=np.float32)
    if sure:
        scores[np.arange(len(text)), heads] = 5.0
    marks = np.array([not word[0].isalnum() for word in text])
    return attach_punctuation(np.array(heads), scores, text, marks).tolist()


@pytest.mark.parametrize(
    ("words", "heads", "mark", "head"),
    [
        ("When rebels came , troops left .", [3, 3, 6, 6, 6, 0, 3], 4, 3),  # the clause that it closes
        ("When rebels came , troops left .", [3, 3, 6, 6, 6, 0, 3], 7, 6),  # the whole sentence
        ("Troops left , and rebels came", [2, 0, 2, 6, 6, 2], 3, 6),  # the conjunct that it opens
        ("Guns , shells and mines", [0, 1, 1, 5, 1], 2, 3),
    ],
)
def test_a_mark_belongs_to_the_unit_that_it_sets_apart(
    words: str, heads: list[int], mark: int, head: int
) -> None:
    assert attached(words, heads)[mark - 1] == head


def test_a_mark_stays_where_the_encoder_is_sure_or_knows_better() -> None:
    heads = [3, 3, 6, 6, 6, 0, 3]
    assert attached("When rebels came , troops left .", heads, sure=True) == heads
    quoted = [3, 3, 0, 6, 6, 3, 3]
    assert attached('He had said " we left "', quoted) == quoted


def test_a_mark_that_heads_a_word_is_not_moved() -> None:
    assert attached("Troops left , today", [2, 0, 2, 3]) == [2, 0, 2, 3]


@given(st.integers(1, 7), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_any_scores_give_each_sentence_a_tree_and_its_root_alone_that_label(size: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    labels = SimpleNamespace(deprels=("nsubj", "obj", "root"), upos=("NOUN", "PUNCT"))
    weight = draw.normal(size=(4, 3)).astype(np.float32)

    def label_scores(one: Floats, other: Floats) -> Floats:
        scores: Floats = (one + other) @ weight
        return scores

    encoder = cast(Encoder, SimpleNamespace(labels=labels, label_scores=label_scores))
    values = {
        name: draw.normal(size=shape).astype(np.float32)
        for name, shape in (
            ("arcs", (size, size + 1)),
            ("label_dependent", (size, 4)),
            ("label_head", (size + 1, 4)),
        )
    }
    unused = np.zeros(size, dtype=np.float32)
    reading = Reading(
        draw.integers(0, 2, size), np.zeros(size, dtype=np.int64), unused, unused, *values.values(), unused
    )
    cut = int(draw.integers(0, size))
    bounds = [(start, end) for start, end in ((0, cut), (cut, size)) if start < end]
    found = parse(encoder, reading, ["word"] * size, bounds)
    for start, end in bounds:
        heads = np.where(found.heads[start:end] == 0, 0, found.heads[start:end] - start)
        assert is_tree(heads)
    assert ((found.labels == 2) == (found.heads == 0)).all()
    assert ((found.certainty >= 0) & (found.certainty <= 1)).all()
