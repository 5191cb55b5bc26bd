"""Who did it to whom with what: doers, weapons, things hit, and people who are named later."""

import pytest
from spacy.language import Language

from kg.articles.article import Article
from kg.extraction import extract
from kg.extraction.report import Argument, Event, Report


def read(nlp: Language, text: str) -> Report:
    return extract(nlp(text), Article(id="test", text=text), min_confidence=0.0)


def only(report: Report) -> Event:
    assert len(report.events) == 1, report.events
    return report.events[0]


def names(report: Report, arguments: tuple[Argument, ...]) -> list[str]:
    return [report.entity(argument.entity).name for argument in arguments]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("A group of gunmen attacked the village.", "gunmen"),
        ("Members of Al-Shabaab attacked the village.", "Al-Shabaab"),
        ("Unidentified individuals kidnapped the mayor.", "Unidentified individuals"),
        ("Rebels staged an attack on the barracks.", "Rebels"),
        ("Nine people died in a guerrilla ambush near Tolu.", "guerrillas"),
        ("A police raid on the newspaper drew criticism.", "police"),
    ],
)
def test_the_doers_behind_the_words_for_them(nlp: Language, text: str, doer: str) -> None:
    report = read(nlp, text)
    assert names(report, only(report).actor) == [doer]


@pytest.mark.parametrize(
    ("text", "weapon"),
    [
        ("A dynamite attack killed ten people.", "dynamite"),
        ("Guerrillas attacked the post with mortar fire.", "mortar"),
        ("The rebels used explosives to blow up a bridge.", "explosives"),
        ("A car packed with explosives exploded in Mosul, killing nine people.", "car"),
    ],
)
def test_the_weapon_in_the_words_for_the_deed(nlp: Language, text: str, weapon: str) -> None:
    report = read(nlp, text)
    event = only(report)
    assert names(report, event.instrument) == [weapon]
    assert event.factuality == "Actual"


@pytest.mark.parametrize("thing", ["headquarters", "power line", "offices", "restaurant"])
def test_a_building_that_is_hit_is_where_it_happens(nlp: Language, thing: str) -> None:
    report = read(nlp, f"The rebels bombed the {thing}.")
    assert names(report, only(report).location) == [thing]


def test_a_dead_man_is_whom_he_is_identified_as(nlp: Language) -> None:
    report = read(nlp, "Gunmen killed a driver. The driver was identified as Ahmed Karimi.")
    assert [entity.name for entity in report.entities if entity.cls == "Person"] == ["Ahmed Karimi"]


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        (
            "Russian and Turkish troops attacked the village.",
            ["Russian armed forces", "Turkish armed forces"],
        ),
        (
            "US and British activists staged a protest in Beijing.",
            ["American activists", "British activists"],
        ),
    ],
)
def test_people_of_two_states_are_two_parties(nlp: Language, text: str, doers: list[str]) -> None:
    report = read(nlp, text)
    assert names(report, only(report).actor) == doers


def test_a_number_of_people_of_two_states_is_one_group(nlp: Language) -> None:
    report = read(nlp, "Two French and German soldiers were killed in the attack on the base.")
    assert len(only(report).victim) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The minister defended the right of Russian troops to attack the rebels.",
        "The president gave permission to Russian troops to attack the rebels.",
    ],
)
def test_who_has_the_right_or_the_leave_is_to_do_it(nlp: Language, text: str) -> None:
    (attack,) = [event for event in read(nlp, text).events if event.cls == "Attack"]
    assert [argument.span.text for argument in attack.actor] == ["Russian troops"]


def test_talks_during_a_visit_are_where_the_visit_is(nlp: Language) -> None:
    report = read(nlp, "Angela Merkel held talks with Vladimir Putin during a visit to Moscow.")
    talks = next(event for event in report.events if event.recipient)
    assert names(report, talks.location) == ["Moscow"]


def test_people_of_several_bodies_act_for_each(nlp: Language) -> None:
    report = read(nlp, "Fighters of Hamas and Islamic Jihad attacked a bus in Haifa.")
    assert names(report, only(report).actor) == ["Hamas", "Palestinian Islamic Jihad"]


def test_who_is_said_to_be_responsible_did_it_and_who_may_be_did_not(nlp: Language) -> None:
    report = read(nlp, "The rebels were responsible for the attack on the village.")
    assert names(report, only(report).actor) == ["rebels"]
    report = read(nlp, "The rebels may be responsible for the attack on the village.")
    assert only(report).actor == ()
    assert only(report).factuality == "Actual"


def test_a_possessor_may_be_the_victim_of_a_murder(nlp: Language) -> None:
    report = read(nlp, "Mourners marched after Juan Ortega's murder in Bogota.")
    (murder,) = [event for event in report.events if event.cls == "Attack"]
    assert names(report, murder.victim) == ["Juan Ortega"]


def test_weapons_that_are_used_in_an_attack(nlp: Language) -> None:
    report = read(nlp, "Twenty kilos of explosives were used in the attack on the hotel.")
    assert names(report, only(report).instrument) == ["explosives"]


def test_people_are_those_that_they_are_identified_as(nlp: Language) -> None:
    report = read(nlp, "Gunmen kidnapped the men. The men were identified as Ahmed Karimi and John Smith.")
    assert names(report, only(report).recipient) == ["Ahmed Karimi", "John Smith"]


def test_who_denies_having_part_in_a_deed_does_not_deny_the_deed(nlp: Language) -> None:
    report = read(nlp, "The militia denied any role in the murder of Ahmed Karimi.")
    assert only(report).factuality == "Actual"
    report = read(nlp, "The militia denied the murder of Ahmed Karimi.")
    assert only(report).factuality == "Negated"


def test_somebody_of_a_people_is_a_person_and_no_state(nlp: Language) -> None:
    report = read(nlp, "Gunmen abducted a Frenchman in Mali.")
    (argument,) = only(report).recipient
    assert report.entity(argument.entity).cls == "Person"


def test_a_post_is_no_place_of_what_its_holder_does(nlp: Language) -> None:
    report = read(nlp, "The US commander in Iraq met the president of Turkey.")
    assert not only(report).location


@pytest.mark.parametrize(
    "text",
    [
        "A fire at a factory killed 30 workers in Dhaka.",
        "A boat carrying migrants sank off Libya, killing 30 people.",
        "The plane crashed near Lahore, killing 228 passengers.",
    ],
)
def test_an_accident_is_no_attack(nlp: Language, text: str) -> None:
    assert not read(nlp, text).events


def test_who_is_threatened_is_meant_by_the_condition(nlp: Language) -> None:
    report = read(nlp, "Turkey threatened Greece with war if it did not withdraw its troops.")
    withdrawal = next(event for event in report.events if event.cls == "Withdrawal")
    assert names(report, withdrawal.actor) == ["Greece"]


def test_tags_in_a_text_are_no_part_of_its_names(nlp: Language) -> None:
    report = read(nlp, "<p>The <b>Taliban</b> attacked the base.</p>")
    assert names(report, only(report).actor) == ["Taliban"]
    assert all(report.text[m.start : m.end] == m.text for e in report.entities for m in e.mentions)


def test_those_whose_weapon_kills_act_in_the_attack(nlp: Language) -> None:
    report = read(nlp, "Russian aircraft killed 46 civilians in an attack on a village.")
    assert names(report, only(report).actor) == ["Russia"]
    report = read(nlp, "Two Danish patrol vehicles were blown up by a mine, wounding four soldiers.")
    assert not any("Danish" in argument.span.text for event in report.events for argument in event.actor)


def test_whose_attack_is_repelled_is_who_is_fought(nlp: Language) -> None:
    report = read(nlp, "Soldiers repelled a rebel attack near Goma.")
    event = only(report)
    assert event.cls == "Clash"
    assert (names(report, event.actor), names(report, event.recipient)) == (["Soldiers"], ["rebels"])


def test_what_is_accused_does_it_and_not_the_accuser(nlp: Language) -> None:
    report = read(nlp, "The commission accused the legislation of attacking minorities in Hungary.")
    assert [event.actor for event in report.events if event.cls == "Attack"] == [()]


def test_a_capital_owns_what_its_government_does(nlp: Language) -> None:
    report = read(nlp, "The minister backed Seoul's efforts to rebuild the bridge.")
    assert names(report, report.events[0].recipient) == ["South Korea"]


@pytest.mark.parametrize(
    ("text", "cls", "doer"),
    [
        ("Police arrested a Chinese actor on suspicion of assaulting a guard.", "Attack", "Chinese actor"),
        ("The kingdom thanked Bill Clinton for his role in ending the war.", "Ceasefire", "Bill Clinton"),
        (
            "Russian Prime Minister Vladimir Putin said his country will lift the ban on the European Union.",
            "CooperativeAction",
            "Russia",
        ),
        ("The summit between Turkey and Egypt reached an agreement.", "DiplomaticAction", "Turkey"),
    ],
)
def test_the_doers_behind_what_they_had_or_held(nlp: Language, text: str, cls: str, doer: str) -> None:
    report = read(nlp, text)
    assert [names(report, event.actor) for event in report.events if event.cls == cls] == [[doer]]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The explosion that levelled a building in Mosul killed 20 people.", "Mosul"),
        ("The army beefed up its troop presence along the border with the Gaza Strip.", "Gaza Strip"),
        ("The army sent troops to Palpa.", "Palpa"),
    ],
)
def test_places_further_inside(nlp: Language, text: str, place: str) -> None:
    report = read(nlp, text)
    assert place in [name for event in report.events for name in names(report, event.location)]


def test_who_tells_it_between_commas_is_not_whom_it_is_told_of(nlp: Language) -> None:
    report = read(nlp, "The army tortured prisoners in Goma, a rights group charged.")
    assert names(report, only(report).attributed_to) == ["rights group"]
    assert not [s for s in report.statements if s.recipient]


def test_whom_losses_are_inflicted_on(nlp: Language) -> None:
    report = read(nlp, "The rebels inflicted heavy casualties on the army near Goma.")
    event = only(report)
    assert (names(report, event.actor), names(report, event.recipient)) == (["rebels"], ["army"])


def test_a_deed_done_to_those_before_it_is_not_theirs(nlp: Language) -> None:
    protest = only(read(nlp, "A student protest in Dhaka drew thousands."))
    massacre = read(nlp, "A student massacre near Iguala shocked Mexico.").events
    assert protest.actor
    assert not any(event.actor for event in massacre)


def test_those_killed_in_the_next_deed_do_not_suffer_this_one(nlp: Language) -> None:
    report = read(nlp, "Insurgents stormed a base at Mora, seizing weapons and killing six soldiers.")
    seizing = next(event for event in report.events if event.trigger.text == "seizing")
    assert not seizing.recipient


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Israel and Iran-backed Hezbollah exchanged fire on Monday.", ["Israel", "Hezbollah"]),
        ("The army and US-led coalition forces shelled Raqqa.", ["army", "US-led coalition forces"]),
    ],
)
def test_who_is_joined_to_those_whom_others_back_acts_too(nlp: Language, text: str, sides: list[str]) -> None:
    report = read(nlp, text)
    (event,) = report.events
    assert [report.entity(a.entity).name for a in (*event.actor, *event.recipient)] == sides


def test_people_who_are_turned_back_are_not_withdrawn(nlp: Language) -> None:
    report = read(nlp, "Burundi turned back several hundred people at the border.")
    assert (only(report).cls, names(report, only(report).actor)) == ("CoerciveAction", ["Burundi"])


@pytest.mark.parametrize(
    ("condition", "threatened"),
    [("Kyiv withdraws its troops", ["Ukraine"]), ("the remaining detainees are freed", [])],
)
def test_who_has_to_do_it_is_threatened(nlp: Language, condition: str, threatened: list[str]) -> None:
    report = read(nlp, f"Moscow threatened to act unless {condition}.")
    (threat,) = [s for s in report.statements if s.cls == "Threat"]
    assert names(report, threat.recipient) == threatened
