"""Dates are resolved against the article's date and the tense, and belong to the event they stand with."""

import datetime as dt

import pytest
from spacy.language import Language
from spacy.tokens import Token

from kg.extraction.time import TimeResolver

PUBLISHED = dt.date(2022, 11, 9)  # a Wednesday


def resolve(nlp: Language, text: str, trigger: str) -> tuple[dt.date | None, dt.date | None, str] | None:
    doc = nlp(text)
    token: Token = next(t for t in doc if t.text == trigger)
    found = TimeResolver(doc, PUBLISHED).of(token)
    return (found.start, found.end, found.precision) if found else None


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Rebels attacked the town on Monday.", "attacked", dt.date(2022, 11, 7)),
        ("On Tuesday, several attacks were carried out against the army.", "attacks", dt.date(2022, 11, 8)),
        ("The army shelled the village on Wednesday.", "shelled", dt.date(2022, 11, 9)),
        ("The two sides will meet on Friday.", "meet", dt.date(2022, 11, 11)),
        ("Peace talks are scheduled for November 21.", "talks", dt.date(2022, 11, 21)),
        ("The ministers signed the deal on 2 November 2022.", "signed", dt.date(2022, 11, 2)),
        ("Gunmen killed a judge two days ago.", "killed", dt.date(2022, 11, 7)),
        ("The president vowed on Monday to hit back.", "vowed", dt.date(2022, 11, 7)),
        ("Rebels attacked the town on New Year's Eve in 2020.", "attacked", dt.date(2020, 12, 31)),
        ("Troops entered the city yesterday and seized the airport.", "entered", dt.date(2022, 11, 8)),
    ],
)
def test_one_day(nlp: Language, text: str, trigger: str, day: dt.date) -> None:
    assert resolve(nlp, text, trigger) == (day, day, "day")


def test_a_joined_verb_shares_the_time_before_both(nlp: Language) -> None:
    day = dt.date(2022, 11, 7)
    text = "On Monday, fighters attacked the base and killed three soldiers."
    assert resolve(nlp, text, "killed") == (day, day, "day")


def test_weekend_month_and_year_are_not_days(nlp: Language) -> None:
    weekend = resolve(nlp, "The parties signed the accord this past weekend.", "signed")
    assert weekend == (dt.date(2022, 11, 5), dt.date(2022, 11, 6), "week")
    month = resolve(nlp, "The ceasefire collapsed in August.", "collapsed")
    assert month == (dt.date(2022, 8, 1), dt.date(2022, 8, 31), "month")
    past = resolve(nlp, "The truce collapsed in December.", "collapsed")
    assert past == (dt.date(2021, 12, 1), dt.date(2021, 12, 31), "month")
    ahead = resolve(nlp, "The parties will meet in December.", "meet")
    assert ahead == (dt.date(2022, 12, 1), dt.date(2022, 12, 31), "month")
    year = resolve(nlp, "War broke out in 2014.", "broke")
    assert year == (dt.date(2014, 1, 1), dt.date(2014, 12, 31), "year")


def test_since_leaves_the_end_open(nlp: Language) -> None:
    found = resolve(nlp, "Fighting has continued since March 2021.", "continued")
    assert found == (dt.date(2021, 3, 1), None, "month")


def test_the_time_of_speaking_is_not_that_of_the_deed(nlp: Language) -> None:
    assert resolve(nlp, "The army said on Tuesday that rebels had attacked a convoy.", "attacked") is None


def test_durations_and_counts_are_no_dates(nlp: Language) -> None:
    assert resolve(nlp, "It was the first strike in 11 days.", "strike") is None
    assert resolve(nlp, "The attack killed 2019 people.", "attack") is None


def test_without_a_date_of_the_article_only_full_dates_count(nlp: Language) -> None:
    doc = nlp("Rebels attacked the town on Monday. The army retook it on March 3, 2021.")
    times = TimeResolver(doc, None)
    found = {token.text: times.of(token) for token in doc if token.text in ("attacked", "retook")}
    assert found["attacked"] is None
    assert found["retook"] is not None
    assert found["retook"].day == dt.date(2021, 3, 3)


def test_the_year_of_a_paper_dates_nothing_done_under_it(nlp: Language) -> None:
    assert resolve(nlp, "The rebels disarmed under the 2016 peace accord.", "disarmed") is None
    assert resolve(nlp, "The rebels were killed in the 2016 attack.", "killed") is not None


def test_when_tells_of_the_day_before_it(nlp: Language) -> None:
    text = "Many have died since Monday, when India launched strikes over a killing on 22 October."
    assert resolve(nlp, text, "launched") == (dt.date(2022, 11, 7), dt.date(2022, 11, 7), "day")


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("He was freed the following year.", "freed"),
        ("The truce expired in October of that year.", "expired"),
        ("The rebels fled two weeks earlier.", "fled"),
        ("On Tuesday the army accused the rebels of shelling the town.", "shelling"),
    ],
)
def test_what_counts_from_a_day_in_the_story_is_left_open(nlp: Language, text: str, trigger: str) -> None:
    assert resolve(nlp, text, trigger) is None


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Rebels tried to seize the airport on Monday.", "seize", dt.date(2022, 11, 7)),
        ("Rebels agreed to leave the airport on Monday.", "leave", dt.date(2022, 11, 14)),
        ("The envoy arrives in Sarajevo on Monday.", "arrives", dt.date(2022, 11, 14)),
        ("On Sunday the envoy called on them to leave the town.", "leave", None),
    ],
)
def test_infinitives_and_the_programme(nlp: Language, text: str, trigger: str, day: dt.date | None) -> None:
    assert resolve(nlp, text, trigger) == (None if day is None else (day, day, "day"))


def test_a_month_of_last_year(nlp: Language) -> None:
    found = resolve(nlp, "Clashes broke out in December last year.", "broke")
    assert found == (dt.date(2021, 12, 1), dt.date(2021, 12, 31), "month")


def test_two_days_are_a_span(nlp: Language) -> None:
    found = resolve(nlp, "The camp was shelled on 6 and 7 November.", "shelled")
    assert found == (dt.date(2022, 11, 6), dt.date(2022, 11, 7), "week")


def test_a_day_that_closes_what_was_said_is_the_saying(nlp: Language) -> None:
    text = "The rebels will return to the talks next week, mediators said on Sunday."
    assert resolve(nlp, text, "return") == (dt.date(2022, 11, 14), dt.date(2022, 11, 20), "week")


def test_the_talks_that_a_truce_came_of_were_before_it(nlp: Language) -> None:
    text = "The truce was agreed on Saturday after ten hours of talks."
    saturday = dt.date(2022, 11, 5)
    assert resolve(nlp, text, "talks") == (saturday, saturday, "day")


def test_what_was_to_happen_on_a_weekday_is_on_the_nearest(nlp: Language) -> None:
    tuesday, friday = dt.date(2022, 11, 8), dt.date(2022, 11, 11)
    assert resolve(nlp, "The leaders were to meet on Tuesday.", "meet") == (tuesday, tuesday, "day")
    assert resolve(nlp, "The leaders were to meet on Friday.", "meet") == (friday, friday, "day")


def test_a_day_in_a_year_long_past_is_not_of_this_one(nlp: Language) -> None:
    text = "In 1997 the army seized the mine. The president stepped down on 26 March."
    assert resolve(nlp, text, "stepped") is None


def test_what_explosives_were_used_for_happened_then(nlp: Language) -> None:
    text = "Troops on Tuesday used explosives to destroy the road."
    assert resolve(nlp, text, "destroy") == (dt.date(2022, 11, 8), dt.date(2022, 11, 8), "day")
