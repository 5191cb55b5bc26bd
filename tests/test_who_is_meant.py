"""Whom nouns and pronouns mean where a wrong guess would put words or deeds on somebody else."""

import pytest
from spacy.language import Language

from kg.articles.article import Article
from kg.extraction import extract
from kg.extraction.report import Report


def read(nlp: Language, text: str) -> Report:
    return extract(nlp(text), Article(id="test", text=text), min_confidence=0.0)


def doers(report: Report) -> dict[str, list[str]]:
    return {
        event.trigger.text: [report.entity(a.entity).name for a in event.actor] for event in report.events
    }


def test_mercenaries_are_no_rebels(nlp: Language) -> None:
    text = "Separatists attacked Wagner Group fighters. The rebels captured ten soldiers."
    assert doers(read(nlp, text))["captured"] != ["Wagner Group"]


def test_it_is_not_who_stands_beside_an_unknown_source(nlp: Language) -> None:
    text = "A website close to Hezbollah reported the raid. It said Israel had bombed two houses."
    (said,) = [s for s in read(nlp, text).statements if s.cue.text == "said"]
    assert said.speaker == ()


def test_they_are_the_body_that_a_spokesman_speaks_for(nlp: Language) -> None:
    text = "A spokesman for the rebels said they had released ten soldiers."
    assert doers(read(nlp, text)) == {"released": ["rebels"]}


@pytest.mark.parametrize("dash", ["-", "–"])
def test_a_dateline_says_nothing(nlp: Language, dash: str) -> None:
    report = read(
        nlp, f"Haiti {dash} Gang leader Omar Saleh, known as Fox, said the army had shelled the port."
    )
    assert [report.entity(a.entity).name for s in report.statements for a in s.speaker] == ["Omar Saleh"]


def test_hopes_of_doing_it_are_no_deed(nlp: Language) -> None:
    (event,) = read(nlp, "The raid dashed the hopes of freeing the hostages.").events[-1:]
    assert event.factuality == "Planned"


def test_which_says_something_is_a_name_and_no_event(nlp: Language) -> None:
    text = "The mission blamed Israel, which said its troops had fired at militants."
    report = read(nlp, text)
    assert [report.entity(a.entity).name for a in report.statements[1].speaker] == ["Israel"]
    assert doers(report) == {"fired": ["Israeli armed forces"]}


def test_who_agrees_behind_a_semicolon_does_not_tell_what_comes_before(nlp: Language) -> None:
    text = "The president phoned Paul Kagame; the two agreed on the need for a ceasefire."
    (event,) = read(nlp, text).events
    assert (event.stated_in, event.unnamed_source) == ((), ())


def test_it_says_of_a_state_what_somebody_else_demands(nlp: Language) -> None:
    report = read(nlp, "Hamas set out its demands. Israel, it says, must withdraw its troops.")
    assert [report.entity(a.entity).name for s in report.statements for a in s.speaker] == ["Hamas"]


def test_the_attacks_of_another_place_are_not_the_raids_just_told(nlp: Language) -> None:
    text = "Police raids took place in Mons. They had no link to the attacks in Nice, which killed 32 people."
    assert doers(read(nlp, text)).get("attacks") == []


@pytest.mark.parametrize(
    "text",
    [
        "Their demands include the release of 30 prisoners.",
        "Hamas set out ten demands, including a withdrawal of Israeli troops.",
    ],
)
def test_what_demands_comprise_is_still_to_come(nlp: Language, text: str) -> None:
    assert {event.factuality for event in read(nlp, text).events} == {"Planned"}


def test_who_is_left_as_something_is_not_left(nlp: Language) -> None:
    assert not read(nlp, "Many donors turned away, leaving Qatar as the sole source of aid.").events


def test_they_whom_the_police_tell_of_are_not_the_police(nlp: Language) -> None:
    text = '"They opened fire on the rangers in Pattani," police Colonel Narin Busaman said.'
    assert "police" not in str(doers(read(nlp, text)))


def test_what_follows_a_semicolon_is_not_said_by_who_spoke_before(nlp: Language) -> None:
    text = "Two medics were shot dead, the Red Crescent said; the army denied having fired at the building."
    said, denied = read(nlp, text).statements
    assert [span.text for span in said.content] == ["Two medics were shot dead"]
    assert (denied.cls, [span.text for span in denied.content]) == (
        "Denial",
        ["having fired at the building"],
    )


def test_what_somebody_says_he_had_done_goes_on_to_the_last_deed(nlp: Language) -> None:
    text = "The army said its troops had killed dozens of gunmen, seized weapons and arrested 100 men."
    report = read(nlp, text)
    assert {event.trigger.text: bool(event.attributed_to) for event in report.events} == {
        "killed": True,
        "seized": True,
        "arrested": True,
    }


def test_a_finite_verb_does_not_go_on_with_what_is_vowed(nlp: Language) -> None:
    report = read(nlp, "The rebels promised to leave the town and freed ten soldiers.")
    standing = {event.trigger.text: (event.factuality, event.stated_in) for event in report.events}
    assert standing["freed"] == ("Actual", ())


def test_who_says_one_thing_has_not_said_what_stands_before(nlp: Language) -> None:
    report = read(nlp, "Niger expels the French envoy, the bloc says force is a last resort.")
    assert {event.trigger.text: event.stated_in for event in report.events}["expels"] == ()


def test_chiefs_of_several_armies_are_not_the_army_just_named(nlp: Language) -> None:
    text = "Niger's army ousted the president. West African army chiefs met in Accra."
    assert "Nigerien army" not in doers(read(nlp, text)).get("met", [])


def test_rulers_of_a_military_are_named_once_by_it(nlp: Language) -> None:
    report = read(nlp, "Niger's military rulers expelled the envoy.")
    assert doers(report) == {"expelled": ["Nigerien military rulers"]}
