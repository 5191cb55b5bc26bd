"""What acts of force hit: buildings, vehicles and installations, and the premises of bodies."""

import pytest
from spacy.language import Language

from kg.articles.article import Article
from kg.extraction import extract
from kg.extraction.records import record
from kg.extraction.report import Report


def read(nlp: Language, text: str) -> Report:
    return extract(nlp(text), Article(id="test", text=text), min_confidence=0.0)


def hit(nlp: Language, text: str) -> list[str]:
    return [argument.span.text for event in read(nlp, text).events for argument in event.physical_target]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("The rebels burned three buses in the capital.", ["three buses"]),
        ("Gunmen attacked the French embassy in Bamako on Monday.", ["the French embassy"]),
        ("Militants blew up a section of the pipeline.", ["the pipeline"]),
        ("A missile struck a cargo ship in the Red Sea.", ["a cargo ship"]),
        ("A bomb exploded at a school in Kabul.", ["a school"]),
        ("The attack on the oil refinery killed two workers.", ["the oil refinery"]),
        ("The rebels attacked the hospital and the police station.", ["the hospital", "the police station"]),
        ("The insurgents set fire to the courthouse.", ["the courthouse"]),
    ],
)
def test_what_an_act_of_force_hits(nlp: Language, text: str, things: list[str]) -> None:
    assert hit(nlp, text) == things


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen ambushed soldiers on the road to Goma.",
        "Rebels in two trucks attacked the village.",
        "A car bomb killed nine people in Mosul.",
        "Rebels attacked two farmers in Cauca department.",
        "Gunmen killed the mayor near his house.",
    ],
)
def test_where_and_with_what_it_is_done_is_not_hit(nlp: Language, text: str) -> None:
    assert read(nlp, text).events
    assert hit(nlp, text) == []


def test_a_vehicle_that_is_hit_is_no_instrument_and_stands_in_the_record(nlp: Language) -> None:
    report = read(nlp, "The rebels bombed a bus with grenades.")
    (event,) = report.events
    assert [a.span.text for a in event.instrument] == ["grenades"]
    (written,) = record(report)["events"]  # type: ignore[misc]
    assert [filler["name"] for filler in written["physical_target"]] == ["bus"]


def test_a_building_that_is_hit_is_also_where_it_happens(nlp: Language) -> None:
    (event,) = read(nlp, "The rebels bombed the hotel.").events
    assert [a.entity for a in event.physical_target] == [a.entity for a in event.location]
