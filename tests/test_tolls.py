"""How many were killed or hurt, and in which event."""

import pytest
from spacy.language import Language

from kg.articles.article import Article
from kg.extraction import extract
from kg.extraction.report import Count, Event


def read(nlp: Language, text: str) -> Event:
    report = extract(nlp(text), Article(id="test", text=text), min_confidence=0.0)
    assert len(report.events) == 1, report.events
    return report.events[0]


def bounds(count: Count | None) -> tuple[int | None, int | None] | None:
    return None if count is None else (count.min, count.max)


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Two soldiers from Chad and one from Togo were killed in the ambush.", (3, 3), None),
        ("The clash left one guard dead and two soldiers wounded.", (1, 1), (2, 2)),
        ("The clash resulted in one dead guerrilla and two wounded soldiers.", (1, 1), (2, 2)),
        ("The offensive claimed 200 dead near Goma.", (200, 200), None),
        ("One person suffered minor injuries in the bomb attack in Lima.", None, (1, 1)),
        ("A guard was injured in the attack on the embassy.", None, (1, 1)),
        ("The mayor was killed along with two of his bodyguards in an ambush near Lima.", (3, 3), None),
        ("The army shelled Goma, and six soldiers died.", (6, 6), None),
        ("Six guerrillas were killed in clashes in the last few hours near Goma.", (6, 6), None),
    ],
)
def test_tolls(
    nlp: Language, text: str, killed: tuple[int, int] | None, injured: tuple[int, int] | None
) -> None:
    event = read(nlp, text)
    assert (bounds(event.killed), bounds(event.injured)) == (killed, injured)


def test_so_many_taken_by_somebody_are_one_event(nlp: Language) -> None:
    text = "About 1,000 villagers were kidnapped by the contras near Jinotega."
    assert bounds(read(nlp, text).detained) == (1000, 1000)


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("The bombing killed 12 people and wounded 30 others.", (12, 12), (30, 30)),
        ("Ten people lost their lives in the shelling of Donetsk.", (10, 10), None),
        ("The attack took the lives of two nurses in Kunduz.", (2, 2), None),
        ("Ahmed Ali, his son and two guards were killed in the clash near Goma.", (4, 4), None),
        ("Rebels killed three soldiers and wounded five civilians.", (3, 3), (5, 5)),
        ("Two Indians and a Pakistani were killed in the attack.", (3, 3), None),
        ("Four Kenyans, two Somalis and an Ethiopian died in the ambush.", (7, 7), None),
    ],
)
def test_tolls_of_joined_phrases_and_of_lives(
    nlp: Language, text: str, killed: tuple[int, int], injured: tuple[int, int] | None
) -> None:
    event = read(nlp, text)
    assert (bounds(event.killed), bounds(event.injured)) == (killed, injured)


def test_one_who_is_described_is_no_list(nlp: Language) -> None:
    text = "Ahmed Ali, a doctor and an activist was killed by rebels near Goma."
    assert bounds(read(nlp, text).killed) is None


def test_those_whom_fighting_drives_out_are_its_own(nlp: Language) -> None:
    text = "Fighting near Goma forced 3,000 people to flee."
    assert bounds(read(nlp, text).displaced) == (3000, 3000)


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Four people were killed and nine were wounded in a rocket attack on Sderot.", (4, 4), (9, 9)),
        ("Four people were killed and nine wounded in a rocket attack on Sderot.", (4, 4), (9, 9)),
        ("Three soldiers were killed and five wounded.", (3, 3), (5, 5)),
        ("A soldier was killed and another wounded in a clash with rebels.", (1, 1), (1, 1)),
        ("Two farmers were killed by rebels and a third was wounded near Goma.", (2, 2), (1, 1)),
        ("Militants killed two soldiers and wounded five.", (2, 2), (5, 5)),
        ("Rebels attacked a bus in Goma. Four people were killed and nine were wounded.", (4, 4), (9, 9)),
    ],
)
def test_dead_and_hurt_told_in_one_breath_are_of_one_event(
    nlp: Language, text: str, killed: tuple[int, int], injured: tuple[int, int]
) -> None:
    event = read(nlp, text)
    assert (bounds(event.killed), bounds(event.injured)) == (killed, injured)


def test_dead_and_hurt_of_two_places_are_of_two_events(nlp: Language) -> None:
    text = "Six protesters were killed in Cairo and three were wounded in Suez."
    report = extract(nlp(text), Article(id="test", text=text), min_confidence=0.0)
    tolls = [(bounds(event.killed), bounds(event.injured)) for event in report.events]
    assert tolls == [((6, 6), None), (None, (3, 3))]


@pytest.mark.parametrize(
    "text",
    [
        "Four people were killed and nine were injured in an earthquake.",
        "Since January, 400 people have been killed and 900 wounded.",
    ],
)
def test_what_is_no_one_attack_is_none_for_the_hurt_either(nlp: Language, text: str) -> None:
    assert not extract(nlp(text), Article(id="test", text=text), min_confidence=0.0).events


def test_the_dead_of_whom_another_source_tells_are_apart(nlp: Language) -> None:
    text = (
        "Jets hit a base near Hodeidah, the Pentagon said. State media reported that two farmers were killed."
    )
    report = extract(nlp(text), Article(id="test", text=text), min_confidence=0.0)
    tolls = {event.trigger.text: bounds(event.killed) for event in report.events}
    assert tolls == {"hit": None, "killed": (2, 2)}


def test_the_dead_of_another_place_are_not_of_the_attack_just_told(nlp: Language) -> None:
    text = "Jets hit a base in Hodeidah. A farmer was killed and eight people were hurt in Taiz."
    report = extract(nlp(text), Article(id="test", text=text), min_confidence=0.0)
    assert [bounds(event.killed) for event in report.events] == [None, (1, 1)]


def test_who_is_hurt_in_a_relative_clause_is_not_of_the_attack_told_before(nlp: Language) -> None:
    text = (
        "Four soldiers were killed near Goma on Tuesday. "
        "The guard said it had answered shooting that wounded a farmer a day earlier."
    )
    report = extract(nlp(text), Article(id="test", text=text), min_confidence=0.0)
    (killed,) = [event for event in report.events if event.killed is not None]
    assert [report.entity(argument.entity).name for argument in killed.victim] == ["soldiers"]
