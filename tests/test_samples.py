"""A sample article, read as a careful reader would: each kind of fact, with its parts and its standing."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest
from spacy.language import Language

from kg.articles import Article, read
from kg.extraction import extract
from kg.extraction.report import Argument, Report

PAGE = Path(__file__).resolve().parents[1] / "examples" / "afghanistan-doha-talks.txt"


@pytest.fixture(scope="module")
def report(nlp: Language) -> Report:
    [article] = read(PAGE)
    assert isinstance(article, Article)
    return extract(nlp(article.text), article)


def names(report: Report, arguments: Iterable[Argument]) -> set[str]:
    return {report.entity(argument.entity).name for argument in arguments}


def test_an_attack_on_the_word_of_a_ministry(report: Report) -> None:
    attacks = [e for e in report.events if e.trigger.text == "attacked"]
    assert [names(report, e.actor) for e in attacks] == [{"Taliban"}]
    assert [names(report, e.attributed_to) for e in attacks] == [{"Defense Ministry"}]
    assert [e.factuality for e in attacks] == ["Actual"]


def test_talks_held_and_a_meeting_to_come(report: Report) -> None:
    held = [e for e in report.events if e.cls == "Negotiation" and e.factuality == "Actual"]
    assert {"Afghan government", "Taliban"} in [names(report, (*e.actor, *e.recipient)) for e in held]
    assert dt.date(2020, 9, 12) in [e.date.day for e in held if e.date]
    planned = [e for e in report.events if e.cls == "Meeting"]
    assert [(e.factuality, e.date.day if e.date else None) for e in planned] == [
        ("Planned", dt.date(2020, 9, 13))
    ]


def test_a_signed_agreement_with_its_terms(report: Report) -> None:
    [deal] = [a for a in report.agreements if a.status == "signed"]
    assert names(report, deal.party) == {"United States", "Taliban"}
    assert deal.signed_on is not None
    assert deal.signed_on.day == dt.date(2020, 2, 29)
    terms = {term.content.text: term for term in deal.terms}
    withdrawal = terms["withdraw its troops"]
    assert names(report, withdrawal.obligor) == {"United States"}
    assert withdrawal.condition is not None
    [event] = [e for e in report.events if e.id == withdrawal.prescribes]
    assert event.cls == "Withdrawal"
    assert event.factuality != "Actual"


def test_words_and_whose_they_are(report: Report) -> None:
    said = {(s.cls, s.factuality): s for s in report.statements}
    claim = said["ClaimOfResponsibility", "Negated"]
    assert names(report, claim.speaker) == {"Taliban"}
    denial = said["Denial", "Actual"]
    assert names(report, denial.on_behalf_of) == {"Taliban"}
    accusation = said["Accusation", "Actual"]
    assert names(report, accusation.addressee) == {"Afghan government"}
    quoted = {q.text for s in report.statements for q in s.quotations}
    assert {"Unfortunately, the violence has not gone down."} <= quoted


def test_a_misspelt_name_is_one_person(report: Report) -> None:
    [abdullah] = [e for e in report.entities if e.name == "Abdullah Abdullah"]
    assert "Abdulah" in {mention.text for mention in abdullah.mentions}


def test_a_byname_is_that_of_the_nearer_of_two(nlp: Language) -> None:
    text = "Omar Haddad and Karim Saleh, who is widely known as Abu Nour, seized power together."
    found = extract(nlp(text), Article(id="byname", text=text))
    people = {e.name: {m.text for m in e.mentions} for e in found.entities if e.cls == "Person"}
    assert "Abu Nour" in people["Karim Saleh"]
    assert "Abu Nour" not in people["Omar Haddad"]
