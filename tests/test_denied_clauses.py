"""Denials of what the same sentence has just told: who denies what, and on whose word it stands."""

import pytest
from spacy.language import Language

import kg
from kg.articles.article import Article
from kg.extraction import extract
from kg.extraction.report import Report


def read(nlp: Language, text: str) -> Report:
    return extract(nlp(text), Article(id="test", text=text), min_confidence=0.0)


@pytest.mark.parametrize(
    ("text", "teller", "denier", "content"),
    [
        (
            "Rebels say the army shelled the hospital in Goma, which the army denies.",
            "Rebels",
            "army",
            "the army shelled the hospital in Goma",
        ),
        (
            "The ministry says rebels burned the village, a charge the rebels denied.",
            "ministry",
            "rebels",
            "rebels burned the village",
        ),
        (
            "Kyiv says Russian troops killed ten civilians, an accusation rejected by Moscow.",
            "Ukraine",
            "Russia",
            "Russian troops killed ten civilians",
        ),
        (
            "Washington says Iran armed the rebels, an allegation that Tehran has denied.",
            "United States",
            "Iran",
            "Iran armed the rebels",
        ),
        (
            "Rwanda sent troops into Congo, the UN says, something Kigali denies.",
            "United Nations",
            "Rwanda",
            "Rwanda sent troops into Congo",
        ),
    ],
)
def test_what_one_tells_another_denies(
    nlp: Language, text: str, teller: str, denier: str, content: str
) -> None:
    report = read(nlp, text)
    told, denial = report.statements
    assert [span.text for span in told.content] == [span.text for span in denial.content] == [content]
    assert denial.cls == "Denial"
    assert [report.entity(argument.entity).name for argument in denial.speaker] == [denier]
    (event,) = report.events
    assert event.factuality == "Actual"
    assert [report.entity(argument.entity).name for argument in event.attributed_to] == [teller]
    assert set(event.stated_in) == {told.id, denial.id}


@pytest.mark.parametrize(
    "text",
    [
        "The rebels proposed a truce, which the government rejected.",
        "The deal, which Russia rejects, was signed in Kyiv.",
        "The book, which was denied a prize, sold well.",
    ],
)
def test_what_is_turned_down_is_not_denied(nlp: Language, text: str) -> None:
    assert not [statement for statement in read(nlp, text).statements if statement.cls == "Denial"]


def test_it_that_denies_is_not_who_tells(nlp: Language) -> None:
    _, denial = read(nlp, "Turkey says the group is armed, which it denies.").statements
    assert (denial.cls, denial.speaker) == ("Denial", ())


def test_denials_are_found_as_contradictions(nlp: Language) -> None:
    text = (
        "Rebels say the army shelled a hospital in Goma on Monday, which the army denies. "
        "Ukraine accused Russia of shelling a school, a charge Moscow denies."
    )
    with kg.open_store(":memory:") as store:
        store.add(read(nlp, text), Article(id="test", text=text), run="test")
        rows = [
            tuple(str(row[name]) for name in ("one_says", "one_on_the_word_of", "other_on_the_word_of"))
            for row in store.query("contradictions")
        ]
    assert rows == [("it happened", "Rebels", "army"), ("it may have happened", "Ukraine", "Russia")]
