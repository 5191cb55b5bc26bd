from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.language import load
from kg.language.casing import CASE_RESTORED, is_caseless, restore_case
from kg.language.errors import PipelineMissingError, PipelineUnsuitableError
from kg.language.foreign import LANGUAGE_WARNING
from kg.language.labels import BIO_LABELS, NAME_TYPES, begin
from kg.language.names import best_labels
from kg.language.settling import settle
from kg.language.training.markup import from_markup
from kg.language.training.names import build
from kg.language.training.numeric import numeric_spans
from kg.language.trees import best_tree, is_tree


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def heads(nlp: Language, text: str) -> dict[str, tuple[str, str]]:
    return {t.text: (t.dep_, t.head.text) for t in nlp(text)}


def names(nlp: Language, text: str) -> set[tuple[str, str]]:
    return {(e.text, e.label_) for e in nlp(text).ents}


@given(st.integers(1, 4), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_the_best_tree_is_the_best_of_all_trees_with_one_root(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    scores[np.arange(size), np.arange(1, size + 1)] = -np.inf
    candidates = [np.array(c) for c in product(range(size + 1), repeat=size)]
    trees = [c for c in candidates if np.isfinite(scores[np.arange(size), c]).all() and is_tree(c)]
    best = max(float(scores[np.arange(size), c].sum()) for c in trees)
    found = best_tree(scores)
    assert is_tree(found)
    assert float(scores[np.arange(size), found].sum()) == pytest.approx(best, abs=1e-4)


def test_an_inside_label_continues_a_name_of_its_class() -> None:
    scores = np.zeros((3, len(BIO_LABELS)), dtype=np.float32)
    scores[0, begin("ORG")] = 2
    scores[1, begin("PERSON") + 1] = 2
    scores[1, begin("ORG") + 1] = 1.5
    scores[2, 0] = 3
    assert [BIO_LABELS[i] for i in best_labels(scores, BIO_LABELS)] == ["B-ORG", "I-ORG", "O"]


def test_a_class_that_a_source_does_not_annotate_stays_open() -> None:
    words = ["The", "Louvre", "is", "in", "Paris"]
    named = build(words, [0] * 5, [(4, 5, frozenset({"GPE", "LOC"}))], frozenset({"FAC"}))
    assert named.allowed[1] >> begin("FAC") & 1
    assert not named.allowed[1] >> begin("PERSON") & 1
    assert named.allowed[2] == 1
    assert named.allowed[4] == (1 << begin("GPE")) | (1 << begin("LOC"))


def test_markup_gives_words_and_classes() -> None:
    (named,) = from_markup(
        ["[NATO](ORG) [Secretary-General](TITLE) [Jens Stoltenberg](PERSON) spoke on March 4."]
    )
    labels = [BIO_LABELS[mask.bit_length() - 1] for mask in named.allowed]
    assert named.words[:6] == ["NATO", "Secretary", "-", "General", "Jens", "Stoltenberg"]
    assert labels[:6] == ["B-ORG", "B-TITLE", "I-TITLE", "I-TITLE", "B-PERSON", "I-PERSON"]
    assert labels[8:10] == ["B-DATE", "I-DATE"]


def test_numbers_dates_and_money_are_found_by_pattern() -> None:
    words = [
        "On",
        "29",
        "February",
        "2020",
        "at",
        "least",
        "14",
        "men",
        "paid",
        "$",
        "3",
        "million",
        "in",
        "11",
        "days",
    ]
    assert numeric_spans(words) == [(1, 4, "DATE"), (6, 7, "NUMBER"), (9, 12, "MONEY"), (13, 15, "DATE")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The government's troops didn't fire.", "The government 's troops did n't fire ."),
        ("a freshly-signed, non-violent deal", "a freshly - signed , non-violent deal"),
        ("U.S. Gen. Scott Miller said (on Fox):", "U.S. Gen. Scott Miller said ( on Fox ) :"),
        ("“We can’t stay,” he said.", "“ We ca n’t stay , ” he said ."),
        ("killed 1,200 in 2019–20.", "killed 1,200 in 2019 – 20 ."),
    ],
)
def test_words_follow_the_treebanks(nlp: Language, text: str, words: str) -> None:
    assert [t.text for t in nlp.tokenizer(text)] == words.split()


def test_who_did_what_to_whom(nlp: Language) -> None:
    tree = heads(nlp, "Rebels attacked an army convoy near Kidal, and three soldiers were killed.")
    assert tree["Rebels"] == ("nsubj", "attacked")
    assert tree["convoy"] == ("obj", "attacked")
    assert tree["killed"] == ("conj", "attacked")
    assert tree["soldiers"] == ("nsubj:pass", "killed")
    assert tree["attacked"] == ("ROOT", "attacked")


def test_lemmas_tags_and_features(nlp: Language) -> None:
    doc = nlp("They had been shelling the cities, but he didn't leave.")
    got = {t.text: (t.lemma_, t.pos_) for t in doc}
    assert got["been"] == ("be", "AUX")
    assert got["shelling"] == ("shell", "VERB")
    assert got["cities"] == ("city", "NOUN")
    assert got["n't"] == ("not", "PART")
    assert doc[0].morph.get("Number") == ["Plur"]


def test_titles_are_no_part_of_names(nlp: Language) -> None:
    found = names(
        nlp, "NATO Secretary-General Jens Stoltenberg and Afghan President Ashraf Ghani met in Kabul."
    )
    assert {
        ("NATO", "ORG"),
        ("Jens Stoltenberg", "PERSON"),
        ("Ashraf Ghani", "PERSON"),
        ("Kabul", "GPE"),
    } <= found
    assert ("Afghan", "NORP") in found


def test_a_ministry_is_no_person(nlp: Language) -> None:
    found = names(
        nlp, "On Tuesday, a Ministry of Defense spokesperson said that nine people were killed in Ghazni."
    )
    assert ("Ministry of Defense", "ORG") in found
    assert not [name for name, label in found if label == "PERSON"]


def test_sentences_never_cross_the_end_of_a_line(nlp: Language) -> None:
    text = "Ceasefire holds in Tripoli\n\nFighting stopped at noon. Both sides agreed.\nRead more"
    assert [s.text.strip() for s in nlp(text).sents] == [
        "Ceasefire holds in Tripoli",
        "Fighting stopped at noon.",
        "Both sides agreed.",
        "Read more",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n\t ",
        "\x00\x01 shells \x1b[31m fell",
        "bad \ud800 surrogate",
        "🚀 hit 🏥 in 🇺🇦",
        "x" * 60_000,
        "word " * 10_000,
        "(" * 5_000,
    ],
    ids=["empty", "blank", "control", "surrogate", "emoji", "no space", "no full stop", "brackets"],
)
def test_any_text_passes_and_keeps_its_offsets(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert len(doc.text) == len(text)
    assert all(text[t.idx : t.idx + len(t)].lower() == t.lower_ for t in doc if "\ufffd" not in t.text)
    assert sum(len(list(s)) for s in doc.sents) == len(doc) if len(doc) else not doc.ents


def test_reading_does_not_depend_on_what_is_read_beside_it(nlp: Language) -> None:
    texts = [
        "Israel and Hamas traded fire. Talks failed.",
        "The UN condemned the strike on Odesa.",
        "Calm returned.",
    ]
    together = [[(t.dep_, t.head.i, t.ent_type_) for t in doc] for doc in nlp.pipe(texts)]
    assert together == [[(t.dep_, t.head.i, t.ent_type_) for t in nlp(text)] for text in texts]


def test_text_that_is_not_english_is_marked(nlp: Language) -> None:
    german = (
        "Die Regierung hat am Mittwoch erklärt, dass die Truppen das Land bis Ende März verlassen werden. "
    )
    assert LANGUAGE_WARNING in nlp(german * 3).user_data
    assert (
        LANGUAGE_WARNING
        not in nlp("The troops will leave the country by the end of the year, they said. " * 3).user_data
    )


def test_another_pipeline_must_exist_and_yield_universal_dependencies(tmp_path: object) -> None:
    with pytest.raises(PipelineMissingError, match="no_such_pipeline"):
        load(pipeline="no_such_pipeline")
    spacy.blank("en").to_disk(str(tmp_path))
    with pytest.raises(PipelineUnsuitableError, match="Universal Dependencies"):
        load(pipeline=str(tmp_path))


def test_a_document_settles_its_names() -> None:
    text = "US Secretary of State Antony Blinken of France met Blinken . See https://x.example/a"
    words = text.split()
    upos = [
        "PROPN",
        "PROPN",
        "ADP",
        "PROPN",
        "PROPN",
        "PROPN",
        "ADP",
        "PROPN",
        "VERB",
        "PROPN",
        "PUNCT",
        "VERB",
        "X",
    ]
    chances = np.full((len(words), len(NAME_TYPES)), 0.01, dtype=np.float32)
    for position, name in {0: "GPE", 4: "PERSON", 5: "PERSON", 7: "GPE", 9: "ORG"}.items():
        chances[position, NAME_TYPES.index(name)] = 0.8
    chances[9, NAME_TYPES.index("PERSON")] = 0.1
    spans = [(0, 1, "TITLE"), (1, 4, "TITLE"), (4, 8, "PERSON"), (9, 10, "ORG"), (12, 13, "NORP")]
    assert settle(spans, words, upos, chances) == [
        (0, 1, "GPE"),
        (1, 4, "TITLE"),
        (4, 6, "PERSON"),
        (7, 8, "GPE"),
        (9, 10, "PERSON"),
    ]


def test_spacy_finds_the_installed_pipeline() -> None:
    nlp = spacy.load("conflict_kg", exclude=["kg_foreign"])
    assert nlp.pipe_names == ["kg_reader", "kg_lemmatizer"]


CASED = (
    "Guerrillas of the Revolutionary Front of the North (FRN) attacked a barracks near Bogota on Monday. "
    "President Alfonso Mejia, who was in El Salvador, said that three soldiers had died. "
    "The FRN may march on in May 1990."
)


@pytest.mark.parametrize("written", [str.lower, str.upper])
def test_text_without_case_is_given_its_capitals(nlp: Language, written: Callable[[str], str]) -> None:
    assert not is_caseless(CASED)
    assert restore_case(written(CASED)) == CASED
    doc = nlp(written(CASED))
    assert doc.user_data[CASE_RESTORED]
    assert {(e.start_char, e.end_char) for e in doc.ents} == {
        (e.start_char, e.end_char) for e in nlp(CASED).ents
    }


@given(st.text(max_size=80))
def test_restoring_case_changes_no_letter_but_its_case(text: str) -> None:
    restored = restore_case(text)
    assert len(restored) == len(text)
    assert all(a == b or a.lower() == b.lower() for a, b in zip(text, restored, strict=True))


def test_text_with_case_is_left_alone(nlp: Language) -> None:
    text = "in Kabul, the taliban denied it, and nobody in the government of Afghanistan would comment."
    assert nlp(text).text == text
