"""What words are in their context, and how the head that tells it is learnt."""

import hashlib

import numpy as np
import pytest
from spacy.language import Language

from kg.articles.article import Article
from kg.evaluation.incidents import confirmed
from kg.evaluation.minimising import minimise
from kg.evaluation.senses import Word, fit_head, words_of_annotated
from kg.extraction import extract
from kg.language.encoder import MODEL
from kg.language.reader import Reader
from kg.language.senses import SENSES, TYPES, SenseHead, event_odds


def test_the_head_was_fitted_to_the_encoder_beside_it() -> None:
    head = SenseHead.load(MODEL)
    assert head is not None
    assert head.encoder == hashlib.sha256((MODEL / "encoder.onnx").read_bytes()).hexdigest()
    assert head.bias.shape == (len(TYPES),)


@pytest.mark.parametrize(
    ("text", "event", "other"),
    [
        ("Soldiers shelled the village on Monday.", "shelled", "village"),
        ("The rebels released two hostages.", "released", "hostages"),
    ],
)
def test_words_that_name_events_are_told_from_others(
    nlp: Language, text: str, event: str, other: str
) -> None:
    doc = nlp(text)
    odds = {token.text: event_odds(doc.user_data[SENSES][token.i]) for token in doc}
    assert odds[event] > 0 > odds[other]


def test_learnt_from_are_heads_of_triggers_and_the_words_beside_them(nlp: Language) -> None:
    reader = nlp.get_pipe("kg_reader")
    assert isinstance(reader, Reader)
    reader.keeps_meaning = True
    text = "Rebels opened fire on a convoy."
    doc = nlp(text)
    reader.keeps_meaning = False
    record = {"id": "a", "text": text, "events": [{"trigger": "opened fire", "type": "ASSAULT"}]}
    assert [word.type for word in words_of_annotated(record, doc)] == ["ASSAULT", "", ""]


def test_confirmed_are_events_in_which_one_takes_part_whom_the_gold_names(nlp: Language) -> None:
    text = "Guerrillas kidnapped two farmers. Hooded men attacked a bus. Police arrested the guerrillas."
    report = extract(nlp(text), Article(id="a", text=text), min_confidence=0)
    known = {event.trigger.text: event.id for event in report.events}
    assert known.keys() >= {"kidnapped", "attacked", "arrested"}
    gold = {"PerpInd": [[["the guerrillas", 0]]], "Target": [], "Victim": [[["hooded men", 0]]]}
    assert confirmed({"roles": gold}, report) == {known["kidnapped"]}


def test_a_head_learns_what_sets_types_apart() -> None:
    random = np.random.default_rng(1)
    kinds = ["", "AID", "ASSAULT"] * 200
    centres = {"": (0.0, 0.0, 0.0), "AID": (3.0, 0.0, 1.0), "ASSAULT": (0.0, 3.0, 1.0)}
    words = [
        Word(str(n), (random.normal(size=3) * 0.5 + centres[kind]).astype(np.float32), kind)
        for n, kind in enumerate(kinds)
    ]
    head = fit_head(words)
    scores = head(np.array(list(centres.values()), dtype=np.float32))
    assert [TYPES[row] for row in scores.argmax(1)] == list(centres)
    assert np.exp(scores).sum(1) == pytest.approx(1, abs=1e-5)
    assert event_odds(scores[0]) < 0 < event_odds(scores[1])


def test_minimising_finds_the_bottom_of_a_narrow_valley() -> None:
    def valley(at: np.ndarray) -> tuple[float, np.ndarray]:
        x, y = at
        value = (1 - x) ** 2 + 100 * (y - x * x) ** 2
        return value, np.array([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])

    assert minimise(valley, np.array([-1.2, 1.0]), 200) == pytest.approx([1, 1], abs=1e-3)
