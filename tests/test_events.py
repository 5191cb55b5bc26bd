"""Who did what to whom: the frame lexicon, and events read from sentences and short articles."""

import datetime as dt
import re

import pytest
from spacy.language import Language

from kg.articles.article import Article
from kg.extraction.coreference import resolve
from kg.extraction.events import find_events
from kg.extraction.frames import lexicon
from kg.extraction.mentions import find_mentions
from kg.extraction.report import Event
from kg.extraction.rereading import reread
from kg.extraction.time import TimeResolver
from kg.resources import ontology_directory

TODAY = dt.date(2021, 6, 17)  # a Thursday


def read(nlp: Language, text: str, headline: tuple[int, int] | None = None) -> list[Event]:
    article = Article(id="test", text=text, date=TODAY, headline_span=headline)
    doc = reread(nlp(text))
    table = resolve(doc, find_mentions(doc), article)
    return list(find_events(doc, table, TimeResolver(doc, article.date), article))


def one(nlp: Language, text: str, cls: str) -> Event:
    found = [event for event in read(nlp, text) if event.cls == cls]
    assert len(found) == 1, found
    return found[0]


def words(arguments: object) -> list[str]:
    return [argument.span.text for argument in arguments]  # type: ignore[attr-defined]


def test_every_frame_names_terms_of_the_ontology_and_the_scheme() -> None:
    ontology = (ontology_directory() / "conflict-kg.ttl").read_text("utf-8")
    scheme = (ontology_directory() / "event-types.ttl").read_text("utf-8")
    classes = set(re.findall(r"^kg:(\w+) a owl:Class", ontology, re.MULTILINE))
    concepts = set(re.findall(r"^et:([\w-]+) a skos:Concept", scheme, re.MULTILINE))
    for patterns in (*lexicon().verbs.values(), *lexicon().nouns.values()):
        for pattern in patterns:
            frame = pattern.frame
            assert frame.cls in classes
            assert frame.type in concepts
            assert frame.mode is None or f"{frame.type}-{frame.mode}" in concepts, frame


def test_passive_attack_with_its_toll(nlp: Language) -> None:
    event = one(
        nlp,
        "Two policemen were killed in a rocket attack on a police station in Basra on Monday.",
        "MissileStrike",
    )
    assert event.killed is not None
    assert (event.killed.min, event.killed.max) == (2, 2)
    assert words(event.victim) == ["Two policemen"]
    assert event.date is not None
    assert event.date.day == dt.date(2021, 6, 14)


def test_toll_of_a_participle_belongs_to_the_attack(nlp: Language) -> None:
    events = read(
        nlp,
        "Militants attacked an army base in Gao on Tuesday, killing at least 12 soldiers and wounding 30.",
    )
    assert [event.cls for event in events] == ["Attack"]
    assert events[0].killed is not None
    assert (events[0].killed.min, events[0].killed.max) == (12, None)
    assert events[0].injured is not None
    assert events[0].injured.min == 30


def test_toll_in_the_next_sentence_belongs_to_the_attack_before_it(nlp: Language) -> None:
    events = read(
        nlp,
        "Several attacks were carried out against Afghan forces on Tuesday. "
        "This resulted in the death of at least 14 soldiers.",
    )
    assert len(events) == 1
    assert events[0].killed is not None
    assert events[0].killed.min == 14
    assert len(events[0].evidence) == 2


def test_whom_a_participle_is_about_suffers_it(nlp: Language) -> None:
    for text in (
        "The minister spoke of Karim Haddad, a journalist kidnapped in 2015.",
        "The general met the widows of soldiers killed in the fighting.",
    ):
        assert not any(event.actor for event in read(nlp, text) if event.cls in ("Abduction", "Attack"))


def test_words_and_marchers_make_no_attack(nlp: Language) -> None:
    assert not read(nlp, "Foreign Minister Jane Doe hit out at the Kremlin.")
    (march,) = read(nlp, "Tens of thousands of protesters marched on Yerevan.")
    assert march.cls == "Protest"


def test_a_neighbouring_clause_names_no_recipient(nlp: Language) -> None:
    event = one(nlp, "Russian troops captured the town, and thousands of Kurds fled.", "TerritorialSeizure")
    assert not event.recipient


def test_a_day_of_confirming_is_not_the_day_of_the_deed(nlp: Language) -> None:
    text = "The army confirmed the attack on the base in a statement on Wednesday."
    assert all(event.date is None for event in read(nlp, text))


def test_what_is_refrained_from_or_only_warranted_has_not_happened(nlp: Language) -> None:
    assert one(nlp, "Both armies refrained from deploying troops.", "Deployment").factuality == "Negated"
    assert (
        one(nlp, "A court issued a warrant for the arrest of General Haftar.", "Arrest").factuality
        == "Planned"
    )


def test_running_total_and_accident_are_no_events(nlp: Language) -> None:
    assert read(nlp, "The war has killed more than 4,000 people since the spring.") == []
    text = "Rebels killed nine people on Monday in the worst violence since the end of the rainy season."
    assert [event.killed.min for event in read(nlp, text) if event.killed] == [9]
    assert read(nlp, "At least 20 people were killed in a bus crash.") == []


def test_light_verb_lends_its_subject(nlp: Language) -> None:
    event = one(nlp, "Israel carried out an airstrike on Hamas positions in Gaza.", "Airstrike")
    assert words(event.actor) == ["Israel"]
    assert event.mode == "aerial"


@pytest.mark.parametrize(
    ("text", "cls", "actor", "recipient"),
    [
        (
            "The Karsan parliament lifted its ban on Tarnovian newspapers.",
            "CooperativeAction",
            "The Karsan parliament",
            "Tarnovian",
        ),
        ("Kenya has received 50,000 tonnes of wheat from Ukraine.", "Aid", "Ukraine", "Kenya"),
        (
            "The ministry said it would expel four Russian diplomats.",
            "DiplomaticExpulsion",
            "it",
            "diplomats",
        ),
        ("Mali handed over 700 kg of medicine to Niger.", "Aid", "Mali", "Niger"),
        ("The judge ordered two journalists jailed.", "Arrest", "The judge", "journalists"),
        ("Chad halted mediation efforts with Sudan.", "CoerciveAction", "Chad", "Sudan"),
    ],
)
def test_whom_a_deed_concerns(nlp: Language, text: str, cls: str, actor: str, recipient: str) -> None:
    event = one(nlp, text, cls)
    assert actor in words(event.actor)
    assert any(recipient in filler for filler in words(event.recipient))


def test_toll_hung_elsewhere_belongs_to_the_act_of_its_sentence(nlp: Language) -> None:
    text = "The navy fired on a boat that had strayed into its waters, killing 12 migrants, he said."
    event = one(nlp, text, "Shooting")
    assert event.killed is not None
    assert event.killed.min == 12
    assert not [other for other in read(nlp, text) if other.cls == "Attack"]


def test_what_a_film_tells_is_no_event(nlp: Language) -> None:
    assert read(nlp, "The film tells how rebels attack an army base near the capital.") == []


def test_a_cancelled_visit_is_a_visit_that_did_not_happen(nlp: Language) -> None:
    event = one(nlp, "President Boric cancelled a planned visit to China on Tuesday.", "Visit")
    assert words(event.actor) == ["Boric"]
    assert words(event.recipient) == ["China"]
    assert event.factuality == "Negated"


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("The minister is due in Khartoum next week for talks with the rebels.", "Planned"),
        ("The minister will travel to Khartoum for talks with the rebels.", "Planned"),
        ("The minister flew to Khartoum for talks with the rebels.", "Actual"),
    ],
)
def test_who_comes_for_talks_holds_them(nlp: Language, text: str, factuality: str) -> None:
    talks = next(e for e in read(nlp, text) if e.trigger.text == "talks")
    assert (words(talks.actor), words(talks.recipient)) == (["The minister"], ["the rebels"])
    assert talks.factuality == factuality


def test_a_promise_to_withdraw_is_no_withdrawal(nlp: Language) -> None:
    event = one(nlp, "Russia promised to withdraw its troops from Syria.", "Withdrawal")
    assert event.factuality == "Planned"


@pytest.mark.parametrize(
    "text",
    [
        "Arsenal attacked from the first whistle but the striker missed twice.",
        "The company launched an aggressive campaign to win customers in Asia.",
        "Typhoon Mangkhut struck Luzon, killing 60 people.",
        "He suffered a heart attack while jogging.",
        "Lawmakers clashed over the budget on Tuesday.",
        "The parliament killed the bill on second reading.",
    ],
)
def test_wording_of_other_fields_is_no_event(nlp: Language, text: str) -> None:
    assert read(nlp, text) == []


def test_headline_and_body_tell_one_event(nlp: Language) -> None:
    headline = "US conducts airstrike on Taliban"
    body = "The US military on Wednesday conducted an airstrike against Taliban forces."
    text = f"{headline}\n{body} It was the first US strike on the Taliban in 11 days."
    strikes = [event for event in read(nlp, text, (0, len(headline))) if event.type == "ASSAULT"]
    assert len(strikes) == 1
    assert strikes[0].cls == "Airstrike"
    assert len(strikes[0].mentions) == 3
    assert len(strikes[0].evidence) == 3


def test_different_numbers_of_people_are_different_events(nlp: Language) -> None:
    headline = "Rebels release 40 prisoners"
    text = f"{headline}\nIn October 2020 more than 900 prisoners were released."
    assert len(read(nlp, text, (0, len(headline)))) == 2
    headline = "Ambush kills 17 soldiers"
    text = f"{headline}\nGunmen ambushed a convoy on Monday, killing at least 17 soldiers."
    (ambush,) = read(nlp, text, (0, len(headline)))
    assert ambush.killed is not None
    assert (ambush.killed.min, ambush.killed.max) == (17, None)


def test_strikes_of_different_days_stay_apart(nlp: Language) -> None:
    text = "Israel bombed Gaza on Monday. Israel bombed Gaza on Tuesday."
    assert len(read(nlp, text)) == 2


def test_offsets_slice_back(nlp: Language) -> None:
    text = "Turkey shelled Kurdish positions near Kobani. “Peace talks” with Moscow will open on Monday."
    for event in read(nlp, text):
        for span in (event.trigger, *event.evidence, *event.mentions, *(a.span for a in event.actor)):
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Two soldiers were killed and six hurt in an ambush near Concepcion.", (2, 2), (6, 6)),
        ("Russia rains missiles on Lviv; five dead", (5, 5), None),
        ("The death toll from the bombing in Kabul rose to 53.", (53, 53), None),
        ("At least 17 people died when a drone crashed into a block of flats in Odesa.", (17, None), None),
        ("Militants shot dead four policemen in Srinagar.", (4, 4), None),
    ],
)
def test_tolls_in_few_words_are_counted(
    nlp: Language, text: str, killed: tuple[int, int | None], injured: tuple[int, int | None] | None
) -> None:
    (event,) = read(nlp, text)
    assert event.killed is not None
    assert (event.killed.min, event.killed.max) == killed
    assert (event.injured and (event.injured.min, event.injured.max)) == injured


def test_people_who_fled_belong_to_what_they_fled_from(nlp: Language) -> None:
    (event,) = read(nlp, "More than 2,000 people have fled since insurgents attacked Palma a year ago.")
    assert event.displaced is not None
    assert (event.displaced.min, event.displaced.max) == (2001, None)
    (attack,) = read(nlp, "Two gunmen fled after insurgents attacked Palma.")
    assert attack.displaced is None


def test_what_happens_again_and_again_is_no_event(nlp: Language) -> None:
    assert read(nlp, "The Turkish president and the emir of Qatar met every Friday.") == []


def test_the_first_sentence_tells_the_headlines_news_in_other_words(nlp: Language) -> None:
    headline = "Gunmen kill prison officers"
    text = f"{headline}\nArmed men ambushed a van on Monday, killing two prison guards."
    (ambush,) = read(nlp, text, (0, len(headline)))
    assert ambush.date is not None
    assert ambush.date.day is not None
    headline = "Soldiers kill nine rebels"
    text = f"{headline}\nRebels ambushed a convoy on Monday, killing six soldiers."
    assert len([event for event in read(nlp, text, (0, len(headline))) if event.actor]) == 2


def test_an_attack_that_things_are_under_is_not_the_one_told_before(nlp: Language) -> None:
    text = "The navy launched an offensive on Monday. It also rescued two ships that were under attack."
    offensive = read(nlp, text)[0]
    assert offensive.trigger.text.endswith("offensive")
    assert not offensive.physical_target


def test_what_is_shot_down_is_not_the_strike_of_the_headline(nlp: Language) -> None:
    headline = "Drone strike on Sirte market kills 19"
    text = f"{headline}\nThe army shot down two other drones over Sirte."
    strike, *others = read(nlp, text, (0, len(headline)))
    assert (strike.cls, strike.actor) == ("DroneStrike", ())
    assert all(words(event.actor) == ["The army"] for event in others)


def test_a_second_story_of_the_headline_lends_no_place(nlp: Language) -> None:
    events = read(nlp, "Ukraine war live: Kyiv and Moscow swap 206 prisoners; Zelensky in Vilnius")
    assert [event.location for event in events] == [()]


@pytest.mark.parametrize(
    ("text", "cls", "actor"),
    [
        ("The mayor pleaded with the rebels to release the hostages.", "PrisonerRelease", ["the rebels"]),
        ("Turkey has postponed a visit by President Erdogan to Egypt.", "Visit", ["Erdogan"]),
        ("France and Egypt called on Hamas to release the hostages.", "PrisonerRelease", ["Hamas"]),
    ],
)
def test_who_is_asked_or_named_by_the_noun_is_the_doer(
    nlp: Language, text: str, cls: str, actor: list[str]
) -> None:
    event = one(nlp, text, cls)
    assert [name.split()[-1] for name in words(event.actor)] == [name.split()[-1] for name in actor]


def test_both_sides_are_not_those_who_call_on_them(nlp: Language) -> None:
    events = read(
        nlp, "Qatar and Egypt, which brokered truces in 2023, called on both sides to return to talks."
    )
    assert [event.actor for event in events if event.cls == "Negotiation"] in ([], [()])


def test_russians_are_people(nlp: Language) -> None:
    event = one(nlp, "The freed Russians were captured near Kursk.", "Arrest")
    assert words(event.recipient) == ["Russians"]


def test_the_dead_of_an_attack_in_which_they_died_are_its_own(nlp: Language) -> None:
    attack = one(
        nlp,
        "The council condemned an attack by the Houthis on a ship in which four sailors were killed.",
        "Attack",
    )
    assert words(attack.actor) == ["Houthis"]
    assert attack.killed is not None
    assert attack.killed.min == 4


def test_who_only_brokered_a_truce_does_not_cease_fire(nlp: Language) -> None:
    assert all(
        event.actor == () for event in read(nlp, "The raid ended the China-brokered truce of January.")
    )


def test_a_states_aircraft_act_for_it(nlp: Language) -> None:
    event = one(
        nlp, "United States aircraft bombed a fuel terminal in Hodeidah, killing 14 workers.", "Airstrike"
    )
    assert words(event.actor) == ["United States"]


def test_who_made_a_jet_is_not_hit_with_it(nlp: Language) -> None:
    events = read(nlp, "Pakistan said that its fighters shot down three French-made jets.")
    assert all("French" not in word for event in events for word in words(event.recipient))
