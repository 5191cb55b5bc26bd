"""Headlines whose verb a parser may take for a noun."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.articles.article import Article
from kg.extraction import extract
from kg.extraction.headlines import read_headlines
from kg.extraction.split_lists import join_lists

Word = tuple[str, str, str, int, str, str]


def line(*words: Word) -> Doc:
    """A Doc of (text, part of speech, tag, head, relation, entity type)."""
    texts, pos, tags, heads, deps, ents = (list(column) for column in zip(*words, strict=True))
    return Doc(
        spacy.blank("en").vocab,
        words=texts,
        pos=pos,
        tags=tags,
        heads=heads,
        deps=deps,
        ents=[f"B-{name}" if name else "O" for name in ents],
        lemmas=[text.lower() for text in texts],
    )


def test_a_noun_in_the_place_of_a_verb_is_one() -> None:
    doc = line(
        ("Rebels", "NOUN", "NNS", 1, "compound", ""),
        ("storm", "NOUN", "NN", 2, "compound", ""),
        ("town", "NOUN", "NN", 2, "ROOT", ""),
        ("near", "ADP", "IN", 4, "case", ""),
        ("Goma", "PROPN", "NNP", 2, "nmod", "GPE"),
    )
    read = read_headlines(doc)
    assert [(t.dep_, t.head.text) for t in read][:3] == [
        ("nsubj", "storm"),
        ("ROOT", "storm"),
        ("obj", "storm"),
    ]
    assert (read[1].pos_, read[1].tag_, read[1].lemma_) == ("VERB", "VBP", "storm")
    assert [ent.text for ent in read.ents] == ["Goma"]
    assert doc[2].dep_ == "ROOT", "the document itself is left as it was"


def test_names_of_events_and_whole_sentences_stay_as_they_are() -> None:
    strikes = line(
        ("US", "PROPN", "NNP", 2, "compound", "GPE"),
        ("air", "NOUN", "NN", 2, "compound", ""),
        ("strikes", "NOUN", "NNS", 2, "ROOT", ""),
        ("Monday", "PROPN", "NNP", 2, "nmod", "DATE"),
    )
    finite = line(
        ("Rebels", "NOUN", "NNS", 1, "nsubj", ""),
        ("left", "VERB", "VBD", 1, "ROOT", ""),
        ("storm", "NOUN", "NN", 3, "compound", ""),
        ("shelters", "NOUN", "NNS", 1, "obj", ""),
    )
    assert read_headlines(strikes) is strikes
    assert read_headlines(finite) is finite


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Army shells hospital in Homs", "Shelling"),
        ("Rebels storm town", "GroundAssault"),
        ("Burkina Faso jails three French agents", "Arrest"),
        ("Peace talks in Geneva", None),
    ],
)
def test_what_headlines_tell(nlp: Language, text: str, kind: str | None) -> None:
    events = extract(nlp(text), Article(id="test", text=text)).events
    assert [event.cls for event in events] == ([kind] if kind else [])


def test_subjects_that_the_parser_splits_are_one_list() -> None:
    doc = line(
        ("Mali", "PROPN", "NNP", 5, "nsubj", "GPE"),
        (",", "PUNCT", ",", 0, "punct", ""),
        ("Niger", "PROPN", "NNP", 5, "nsubj", "GPE"),
        ("and", "CCONJ", "CC", 4, "cc", ""),
        ("Chad", "PROPN", "NNP", 2, "conj", "GPE"),
        ("left", "VERB", "VBD", 5, "ROOT", ""),
    )
    read = join_lists(doc)
    assert [(t.dep_, t.head.text) for t in read if t.pos_ == "PROPN"] == [
        ("nsubj", "left"),
        ("conj", "Mali"),
        ("conj", "Niger"),
    ]
    assert join_lists(read) is read
