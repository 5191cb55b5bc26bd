"""The first real article: every fact that a careful reader finds in it, right in every part."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from spacy.language import Language

from kg.articles import read
from kg.articles.article import Article
from kg.extraction import extract
from kg.extraction.report import Argument, Event, Report, Statement

WEDNESDAY = dt.date(2020, 3, 4)


@pytest.fixture(scope="module")
def article(shared: Path) -> Article:
    (page,) = sorted((shared / "seed").glob("*.txt"))
    (found,) = read(page)
    assert isinstance(found, Article)
    return found


@pytest.fixture(scope="module")
def report(article: Article, nlp: Language) -> Report:
    return extract(nlp(article.text), article)


def names(report: Report, arguments: Iterable[Argument]) -> set[str]:
    return {report.entity(argument.entity).name for argument in arguments}


def spoken(report: Report, cls: str, speaker: str) -> Sequence[Statement]:
    return [
        s
        for s in report.statements
        if s.cls == cls and any(speaker in n for n in names(report, (*s.speaker, *s.on_behalf_of)))
    ]


def events(report: Report, cls: str) -> Sequence[Event]:
    return [e for e in report.events if e.cls == cls]


def test_metadata(article: Article) -> None:
    assert article.headline == "US conducts first airstrike on Taliban since peace deal"
    assert article.date == WEDNESDAY
    assert article.publisher == "Deutsche Welle"
    assert article.agencies == ("AP", "dpa", "Reuters")
    assert any("F-16C" in caption for caption in article.captions)
    assert "F-16C" not in article.text


def test_airstrike(report: Report) -> None:
    (strike,) = events(report, "Airstrike")
    assert (strike.type, strike.mode) == ("ASSAULT", "aerial")
    assert any("US" in n or "United States" in n for n in names(report, strike.actor))
    assert names(report, strike.recipient) == {"Taliban"}
    assert strike.date is not None
    assert strike.date.day == WEDNESDAY
    assert strike.factuality == "Actual"
    assert names(report, strike.location) <= {"Afghanistan"}


def test_the_spokesman_is_one_person(report: Report) -> None:
    (leggett,) = [e for e in report.entities if "Legget" in e.name]
    assert leggett.cls == "Person"
    assert {"Legget", "Leggett"} <= {m.text.split()[-1] for m in leggett.mentions}
    described = [s for s in report.statements if any("defensive strike" in q.text for q in s.quotations)]
    assert described
    assert names(report, described[0].speaker) == {leggett.name}
    assert any("military" in n or "Armed Forces" in n for n in names(report, described[0].on_behalf_of))
    assert described[0].medium is not None
    assert "tweet" in described[0].medium.text
    (strike,) = events(report, "Airstrike")
    assert strike.id in described[0].about
    for role in ("Accusation", "Demand"):
        (said,) = spoken(report, role, leggett.name) or spoken(report, "Appeal", leggett.name)
        assert names(report, said.addressee) == {"Taliban"}


def test_the_assault_it_countered_is_his_word(report: Report) -> None:
    assaults = [
        e for e in report.events if e.type == "ASSAULT" and e.trigger.text == "assault" and e.attributed_to
    ]
    assert len(assaults) == 1
    assert any("Legget" in n for n in names(report, assaults[0].attributed_to))
    assert names(report, assaults[0].recipient)


def test_peace_agreement(report: Report) -> None:
    (peace,) = [a for a in report.agreements if a.cls == "PeaceAgreement"]
    assert peace.signed_on is not None
    assert peace.signed_on.day == dt.date(2020, 2, 29)
    assert names(report, peace.party) == {"United States", "Taliban"}
    assert any("Khalilzad" in n for n in names(report, peace.signatory))
    assert peace.status == "signed"
    withdrawal = [t for t in peace.terms if "withdrawal of US troops" in t.content.text]
    assert withdrawal
    assert withdrawal[0].condition is not None
    for event in events(report, "Withdrawal"):
        assert event.factuality != "Actual"


def test_reduction_in_violence(report: Report) -> None:
    agreed = [a for a in report.agreements if a.cls != "PeaceAgreement"]
    parties = [names(report, a.party) for a in agreed]
    accords = [e for e in report.events if e.type == "AGREE" and e.date is not None]
    assert [e.date.end for e in accords if e.date] == [dt.date(2020, 2, 28)]
    assert {"United States", "Taliban"} in parties or {"US military", "Taliban"} in parties


def test_talks_are_planned(report: Report) -> None:
    talks = [e for e in events(report, "Negotiation") if e.date and e.date.day == dt.date(2020, 3, 10)]
    assert len(talks) == 1
    assert talks[0].factuality == "Planned"
    involved = names(report, (*talks[0].actor, *talks[0].recipient))
    assert "Taliban" in involved
    assert any("Afghan" in n for n in involved - {"Taliban"})


def test_stoltenberg(report: Report) -> None:
    said = [s for s in report.statements if any("Stoltenberg" in n for n in names(report, s.speaker))]
    (threat,) = [s for s in said if s.cls in ("Threat", "Warning")]
    assert names(report, threat.addressee) == {"Taliban"}
    assert threat.date is not None
    assert threat.date.day == WEDNESDAY
    assert any("NATO" in n for n in names(report, threat.on_behalf_of))
    quoted = " ".join(q.text for s in said for q in s.quotations)
    assert "reduction in violence" in quoted
    assert "only reduce our presence" in quoted


def test_attacks_in_nine_provinces(report: Report) -> None:
    (attack,) = [e for e in report.events if e.killed is not None]
    assert attack.killed is not None
    assert (attack.killed.min, attack.killed.max) == (14, None)
    assert attack.date is not None
    assert attack.date.day == dt.date(2020, 3, 3)
    assert attack.attributed_to
    assert attack.type == "ASSAULT"
    assert len(attack.evidence) == 2


def test_taliban_promise_and_silence(report: Report) -> None:
    promises = spoken(report, "Promise", "Taliban")
    assert promises
    assert any("Legget" in n for p in promises for n in names(report, p.attributed_to))
    (claim,) = [s for s in report.statements if s.cls == "ClaimOfResponsibility"]
    assert claim.factuality == "Negated"
    assert names(report, claim.speaker) == {"Taliban"}


def test_mujahid(report: Report) -> None:
    (said,) = [s for s in report.statements if any("Mujahid" in n for n in names(report, s.speaker))]
    assert names(report, said.on_behalf_of) == {"Taliban"}
    assert names(report, said.addressee) == {"Associated Press"} or (
        said.medium is not None and "Associated Press" in said.medium.text
    )
    assert "ended" in " ".join(part.text for part in said.content)


def test_every_span_slices_back(report: Report) -> None:
    spans = [m for e in report.entities for m in e.mentions]
    spans += [s for e in report.events for s in (e.trigger, *e.evidence)]
    spans += [s for st in report.statements for s in (st.cue, *st.content, *st.quotations)]
    assert spans
    for span in spans:
        assert report.text[span.start : span.end] == span.text


def test_an_envoy_signs_beside_whom_he_acts_for(report: Report) -> None:
    (signing,) = events(report, "Signing")
    assert names(report, signing.actor) == {"United States", "Zalmay Khalilzad"}
    assert names(report, signing.recipient) == {"Taliban"}
