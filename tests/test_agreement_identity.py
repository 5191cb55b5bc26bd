"""Which mentions are one agreement, and which are another's, by year, name and place."""

import datetime as dt

import pytest
from spacy.language import Language

from kg.articles.article import Article
from kg.extraction import extract
from kg.extraction.report import Agreement, Argument, Report


def read(nlp: Language, text: str) -> Report:
    return extract(nlp(text), Article(id="test", text=text, date=dt.date(2024, 5, 8)), min_confidence=0.0)


def names(report: Report, arguments: tuple[Argument, ...]) -> set[str]:
    return {report.entity(argument.entity).name for argument in arguments}


def called(report: Report) -> list[tuple[str, ...]]:
    return [tuple(mention.text for mention in agreement.mentions) for agreement in report.agreements]


def test_the_year_tells_two_agreements_apart(nlp: Language) -> None:
    report = read(
        nlp,
        "Chad and the rebels signed a ceasefire in Havana in June 2023. It was extended in February. "
        "Under the 2016 peace accord, thousands of rebels laid down their arms.",
    )
    assert called(report) == [("ceasefire",), ("2016 peace accord",)]


def test_an_agreement_named_for_a_town_is_not_one_made_elsewhere(nlp: Language) -> None:
    report = read(
        nlp,
        "The government of Chad and the rebels signed a deal in Bern on Monday to release 80 prisoners. "
        "They had first met after the Stockholm Agreement, which they reached in 2018.",
    )
    assert called(report) == [("deal",), ("Stockholm Agreement",)]


def test_a_truce_asked_for_is_not_the_one_that_lapsed(nlp: Language) -> None:
    report = read(
        nlp,
        "The envoy urged the parties to agree on a nationwide ceasefire. "
        "A truce that was brokered by the United Nations ended in October.",
    )
    [truce] = report.agreements
    assert [m.text for m in truce.mentions] == ["truce"]
    assert truce.status == "ended"
    assert names(report, truce.mediator) == {"United Nations"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chad announced the end of the 2015 peace accord with the rebels on Friday.", "ended"),
        ("Chad accused Niger of firing at a village, hours after a truce came into force.", "inForce"),
    ],
)
def test_what_became_of_it(nlp: Language, text: str, status: str) -> None:
    [agreement] = read(nlp, text).agreements
    assert agreement.status == status


def test_sides_that_are_told_apart_from_the_agreement(nlp: Language) -> None:
    text = "The truce was agreed in Moscow on Saturday after ten hours of talks between Chad and Niger."
    report = read(nlp, text)
    [truce] = report.agreements
    assert names(report, truce.party) == {"Chad", "Niger"}
    report = read(nlp, "The two sides, the government and the SPLM, agreed on Tuesday to stop fighting.")
    agreement: Agreement = report.agreements[0]
    assert len(agreement.party) == 2
    assert agreement.agreed_on is not None
    assert agreement.agreed_on.day == dt.date(2024, 5, 7)


def test_what_two_sides_are_to_do_are_two_terms(nlp: Language) -> None:
    report = read(
        nlp,
        "Ethiopia and the rebels signed a deal on Sunday. Under the deal, the rebels will lay down their "
        "arms, while Ethiopia will restore food supplies.",
    )
    [deal] = report.agreements
    assert [term.content.text for term in deal.terms] == ["lay down their arms", "restore food supplies"]


def test_whom_its_terms_oblige_are_its_sides(nlp: Language) -> None:
    report = read(
        nlp,
        "Under the deal, reached in November 2022, the Taliban undertook to disarm within 30 days, while the "
        "government promised to restore services.",
    )
    [deal] = report.agreements
    assert names(report, deal.party) == {"Taliban", "government"}


def test_a_question_after_an_agreement_tells_of_none(nlp: Language) -> None:
    assert not read(nlp, "Is there still an agreement between Chad and Niger?").agreements
