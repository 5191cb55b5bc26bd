"""Words of conflict used of other things, and how sure a reading is."""

import datetime as dt

import pytest
from spacy.language import Language

from kg.articles.article import Article
from kg.extraction import extract
from kg.extraction.event_confidence import LIKELY
from kg.extraction.report import Event


def read(nlp: Language, text: str, min_confidence: float | None = None) -> tuple[Event, ...]:
    article = Article(id="test", text=text, date=dt.date(2024, 5, 22))
    return extract(nlp(text), article, min_confidence=min_confidence).events


@pytest.mark.parametrize(
    ("public", "private"),
    [
        (
            "The rebels met government envoys in Doha on Monday.",
            "The singer met her agent in Doha on Monday.",
        ),
        ("Soldiers shot two villagers near the border.", "My brother shot two pictures near the lake."),
        ("The minister resigned over the war.", "The designer resigned from her company in August."),
        ("Turkey signed a treaty with Egypt.", "The pianist signed a contract with his publisher."),
    ],
)
def test_who_takes_part_tells_public_affairs_from_private_ones(
    nlp: Language, public: str, private: str
) -> None:
    sure = [event.confidence for event in read(nlp, public)]
    unsure = [event.confidence for event in read(nlp, private, 0.0)]
    assert sure
    assert min(sure) >= 0.6
    assert all(confidence < min(sure) for confidence in unsure)
    assert not read(nlp, private)


def test_a_country_is_no_pronoun(nlp: Language) -> None:
    (us,) = read(nlp, "US troops shelled Raqqa on Monday.")
    (russian,) = read(nlp, "Russian troops shelled Raqqa on Monday.")
    assert us.confidence == russian.confidence


def test_events_likelier_wrong_than_right_are_read_where_they_are_asked_for(nlp: Language) -> None:
    text = "On August 24, Jobs resigned from his post."
    assert [event.confidence < LIKELY for event in read(nlp, text, 0.0)] == [True]
    assert not read(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "The law allows the president to mobilise reservists.",
        "A cold snap invaded the Balkans on Friday.",
        "The region has seen nine coups since 2020.",
        "Any attack on an ally is an attack on all.",
        "The sergeant bombarded the ministry with letters.",
        "A blast at a fireworks factory killed nineteen workers.",
        "The minister launched an assault on costs.",
        "The remarks of the minister came under fire.",
        "Under the statute a curfew may be ordered only by a magistrate.",
    ],
)
def test_laws_storms_accidents_and_letters_do_no_harm(nlp: Language, text: str) -> None:
    assert not read(nlp, text, 0.0)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("The rebels stopped shelling the town of Orsk.", [("Ceasefire", "Actual")]),
        ("The president urged Russia to stop bombing Ukraine.", [("Ceasefire", "Planned")]),
        ("The general ordered an end to the shelling of Goma.", [("Ceasefire", "Planned")]),
        ("Israel would not stop attacking Gaza.", [("Ceasefire", "Negated")]),
        ("The rebels will stop kidnapping tourists.", [("Abduction", "Actual")]),
        ("Police stopped an attack on the embassy.", [("Attack", "Negated")]),
        ("The rebels refrained from attacks on the port of Orsk.", [("Attack", "Negated")]),
    ],
)
def test_what_is_stopped_is_no_plan_to_do_it(
    nlp: Language, text: str, read_as: list[tuple[str, str]]
) -> None:
    assert [(event.cls, event.factuality) for event in read(nlp, text, 0.0)] == read_as


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("The army shelled the city, sending columns of smoke into the air.", ["Shelling"]),
        ("The government deployed an army of lawyers to Washington.", []),
        ("The hospital sent units of blood to Kharkiv.", []),
        ("The navy sent a rocket into orbit.", []),
        ("Russia sent a column of tanks to the border.", ["Deployment"]),
        ("Ukraine moved units of the 92nd brigade to Bakhmut.", ["Deployment"]),
        ("Egypt sent a contingent of soldiers to Somalia.", ["Deployment"]),
    ],
)
def test_words_for_forces_may_tell_the_shape_of_other_things(
    nlp: Language, text: str, classes: list[str]
) -> None:
    assert [event.cls for event in read(nlp, text, 0.0)] == classes


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("The general trained his men in the marshes.", []),
        ("The army trained 2,000 new recruits for winter war.", []),
        ("Germany trained Malian recruits in Koulikoro.", ["Aid"]),
        ("The junta removed eleven senior officers from their posts.", ["CoerciveAction"]),
        ("The prime minister removed the head of the secret service.", ["CoerciveAction"]),
        ("Belarus removed its troops from the Ukrainian frontier in August.", ["Withdrawal"]),
    ],
)
def test_own_forces_get_no_aid_and_who_loses_a_post_does_not_withdraw(
    nlp: Language, text: str, classes: list[str]
) -> None:
    assert [event.cls for event in read(nlp, text, 0.0)] == classes


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("Russian drones struck an apartment block in Odesa on Monday.", "DroneStrike"),
        ("Israeli warplanes carried out raids on the town of Tyre.", "Airstrike"),
        ("The army used a drone to kill four rebels in Somalia.", "DroneStrike"),
    ],
)
def test_what_an_attack_is_made_with_gives_its_class(nlp: Language, text: str, cls: str) -> None:
    assert [event.cls for event in read(nlp, text)] == [cls]


def test_reaching_an_accord_is_no_promise_to_act(nlp: Language) -> None:
    reached = read(nlp, "Sudan and the rebels reached an agreement in Juba on Monday.")
    agreed = read(nlp, "Sudan agreed on Monday to open the border with Chad.")
    assert [event.type for event in reached] == ["SUPPORT"]
    assert "AGREE" in [event.type for event in agreed]


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("Iceland became the first country to recognise Lithuania.", "SUPPORT", "Iceland", "Lithuania"),
        ("The refugees were granted asylum by Mexico.", "AID", "Mexico", "The refugees"),
        ("The armies of Brazil and Argentina held joint war games.", "COOPERATE", "Brazil", "Argentina"),
    ],
)
def test_who_acts_and_who_gets_it(nlp: Language, text: str, kind: str, actor: str, recipient: str) -> None:
    found = [event for event in read(nlp, text) if event.type == kind]
    assert [[a.span.text for a in event.actor] for event in found] == [[actor]]
    assert [[a.span.text for a in event.recipient] for event in found] == [[recipient]]


def test_two_words_together_may_tell_of_another_field(nlp: Language) -> None:
    assert not read(nlp, "Kane attacked from a free kick on Saturday.", 0.0)
    assert not read(nlp, "They took him for an agent.", 0.0)
