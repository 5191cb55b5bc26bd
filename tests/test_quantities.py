"""Numbers keep their bounds."""

import pytest
from spacy.language import Language

from kg.articles.article import Article
from kg.extraction import extract
from kg.extraction.quantities import count_of, parse_number
from kg.extraction.totals import total_of


@pytest.mark.parametrize(
    ("text", "noun", "low", "high"),
    [
        ("The blast killed at least 14 soldiers.", "soldiers", 14, None),
        ("The blast killed 14 soldiers.", "soldiers", 14, 14),
        ("More than 30 people were killed.", "people", 31, None),
        ("Up to twelve fighters were captured.", "fighters", None, 12),
        ("As many as 50 civilians died.", "civilians", None, 50),
        ("Between 10 and 15 policemen were wounded.", "policemen", 10, 15),
        ("Nearly 200 villagers fled.", "villagers", None, 200),
        ("Some 170 inmates were freed.", "inmates", 170, 170),
        ("Two hundred families were displaced.", "families", 200, 200),
        ("The shelling wounded 1,250 people.", "people", 1250, 1250),
        ("Dozens of people were injured.", "people", 24, None),
        ("A policeman was killed.", "policeman", 1, 1),
        ("Three Turkish soldiers were killed.", "soldiers", 3, 3),
        ("Police arrested half a dozen students.", "students", 6, 6),
        ("Police arrested several dozen students.", "students", 24, None),
        ("The shell killed a family of six.", "family", 6, 6),
    ],
)
def test_bounds(nlp: Language, text: str, noun: str, low: int | None, high: int | None) -> None:
    count = count_of(next(token for token in nlp(text) if token.text == noun))
    assert count is not None
    assert (count.min, count.max) == (low, high)


def test_words_of_the_count_are_kept(nlp: Language) -> None:
    doc = nlp("The attack killed at least 14 security guards.")
    count = count_of(next(token for token in doc if token.text == "guards"))
    assert count is not None
    assert count.span.text == "at least 14"
    assert count.of == "security guards"


def test_a_bare_plural_has_no_count(nlp: Language) -> None:
    assert count_of(next(token for token in nlp("Soldiers were killed.") if token.text == "Soldiers")) is None


def test_numbers_in_words() -> None:
    assert parse_number(["twenty-five"]) == (25, 25)
    assert parse_number(["1.5", "million"]) == (1_500_000, 1_500_000)
    assert parse_number(["tens", "of", "thousands"]) == (20_000, None)
    assert parse_number(["prince"]) is None


@pytest.mark.parametrize(
    ("text", "noun", "low", "high"),
    [
        ("Three soldiers and two civilians were killed.", "soldiers", 5, 5),
        ("At least three soldiers and two civilians were killed.", "soldiers", 5, None),
        ("A bomb killed three judges and a dozen guards.", "judges", 15, 15),
    ],
)
def test_those_joined_are_counted_together(
    nlp: Language, text: str, noun: str, low: int, high: int | None
) -> None:
    count = total_of(next(token for token in nlp(text) if token.text == noun))
    assert count is not None
    assert (count.min, count.max) == (low, high)


def test_ages_are_no_numbers_of_people(nlp: Language) -> None:
    text = "Mark Quinn, 23, and Patrick Agar, 21, were shot dead at the barracks."
    events = extract(nlp(text), Article(id="a", text=text), min_confidence=0.0).events
    assert events
    assert all(event.killed is None or event.killed.min == 2 for event in events)
