"""Agreements: one node for each, with its parties, signing, status and terms."""

import datetime as dt
from collections.abc import Callable

import pytest
from spacy.language import Language

from kg.articles.article import Article
from kg.extraction.agreements import find_agreements
from kg.extraction.coreference import resolve
from kg.extraction.entities import EntityTable
from kg.extraction.mentions import find_mentions
from kg.extraction.report import Agreement, Argument
from kg.extraction.time import TimeResolver

Read = Callable[[str], tuple[tuple[Agreement, ...], EntityTable]]


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    def _read(text: str) -> tuple[tuple[Agreement, ...], EntityTable]:
        doc = nlp(text)
        article = Article(id="a", text=text, date=dt.date(2024, 5, 8))
        table = resolve(doc, find_mentions(doc), article)
        return find_agreements(doc, table, TimeResolver(doc, article.date)), table

    return _read


def names(table: EntityTable, arguments: tuple[Argument, ...]) -> set[str]:
    return {table.get(argument.entity).name for argument in arguments}


def test_one_agreement_under_many_names(read: Read) -> None:
    text = (
        "Ethiopia and Eritrea signed a peace agreement in Asmara on Sunday. "
        "Under the deal, Ethiopia will withdraw its troops from the border if Eritrea disarms the rebels. "
        "The historic accord was brokered by Qatar. Both sides have kept the agreement so far."
    )
    (peace,), table = read(text)
    assert peace.cls == "PeaceAgreement"
    assert names(table, peace.party) == {"Ethiopia", "Eritrea"}
    assert names(table, peace.mediator) == {"Qatar"}
    assert names(table, peace.location) == {"Asmara"}
    assert peace.signed_on is not None
    assert peace.signed_on.day == dt.date(2024, 5, 5)
    assert peace.status == "signed"
    assert len(peace.mentions) == 4
    (term,) = peace.terms
    assert names(table, term.obligor) == {"Ethiopia"}
    assert term.content.text.startswith("withdraw its troops")
    assert term.condition is not None
    assert term.condition.text == "if Eritrea disarms the rebels"
    for span in (*peace.mentions, *peace.evidence, term.content, term.condition, *term.evidence):
        assert text[span.start : span.end] == span.text


def test_what_two_sides_agree_to_do_is_an_agreement(read: Read) -> None:
    (truce,), table = read("Israel and Hamas have agreed to halt fighting for three days.")
    assert truce.cls == "CeasefireAgreement"
    assert truce.status == "agreed"
    assert names(table, truce.party) == {"Israel", "Hamas"}


@pytest.mark.parametrize(
    "text",
    [
        "Turkey will reopen the border once the treaty is signed.",
        "Armenia refused to leave the group before a treaty is signed.",
        "France called for a ceasefire in Gaza.",
        "Talks between Russia and Ukraine ended without an agreement.",
        "The two companies announced a merger deal worth 3 billion dollars.",
        "Diplomats hope to reach a truce before the holiday.",
        "It cost a great deal of money.",
        "Russia agreed to withdraw its troops.",
    ],
)
def test_hopes_business_and_promises_make_no_agreement(read: Read, text: str) -> None:
    agreements, _ = read(text)
    assert agreements == ()


def test_a_ceasefire_and_a_trade_pact_stay_apart(read: Read) -> None:
    text = (
        "India and Pakistan agreed on a ceasefire along the frontier on Monday. "
        "In March, India and Pakistan had signed a trade agreement in Dubai."
    )
    agreements, _ = read(text)
    assert [(a.cls, a.status) for a in agreements] == [
        ("CeasefireAgreement", "agreed"),
        ("TradeAgreement", "signed"),
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Russia and Ukraine signed a truce on Monday. The truce took effect at midnight.", "inForce"),
        ("Russia and Ukraine signed a truce on Monday. The truce collapsed within hours.", "ended"),
        ("Russia and Ukraine signed a truce on Monday. Ukraine said Russia had broken the truce.", "signed"),
    ],
)
def test_status_is_the_last_that_the_article_itself_asserts(read: Read, text: str, status: str) -> None:
    (truce,), _ = read(text)
    assert truce.status == status


def test_what_is_said_of_it_in_passing_belongs_to_the_agreement(read: Read) -> None:
    text = (
        "Chad and Niger signed a border pact in Agadez on Monday. Algeria's president, Omar Ziani, mediated. "
        "It took effect at midnight. Chad is to withdraw its tanks, and Niger will free 12 prisoners."
    )
    (pact,), table = read(text)
    assert names(table, pact.mediator) == {"Omar Ziani"}
    assert pact.status == "inForce"
    assert [(t.content.text, names(table, t.obligor)) for t in pact.terms] == [
        ("withdraw its tanks", {"Chad"}),
        ("free 12 prisoners", {"Niger"}),
    ]
    assert all(t.content.text in span.text for t in pact.terms for span in t.evidence)


def test_a_proposal_is_an_agreement_that_is_only_proposed(read: Read) -> None:
    (plan,), table = read("Hamas rejected a ceasefire proposal by Qatar on Monday.")
    assert (plan.cls, plan.status) == ("CeasefireAgreement", "proposed")
    assert names(table, plan.party) == {"Hamas"}
    assert names(table, plan.mediator) == {"Qatar"}


@pytest.mark.parametrize(
    "text",
    [
        "Israel's prime minister denied that he had agreed to a truce in Lebanon.",
        "The Supreme Court struck down the earlier agreement.",
        "The party has struck a deal with its youth wing.",
    ],
)
def test_denials_rulings_and_party_politics_make_no_agreement(read: Read, text: str) -> None:
    agreements, _ = read(text)
    assert agreements == ()


def test_what_happens_under_a_deal_shows_that_there_is_one(read: Read) -> None:
    (deal,), table = read("Fighters left Aleppo under an evacuation deal brokered by Turkey and Russia.")
    assert deal.status == "agreed"
    assert names(table, deal.mediator) == {"Turkey", "Russia"}


def test_who_does_something_under_an_agreement_does_not_leave_it(read: Read) -> None:
    (deal,), table = read(
        "Ethiopia and Eritrea reached an agreement on Tuesday under which Eritrea must leave six villages."
    )
    assert deal.status == "agreed"
    (term,) = deal.terms
    assert names(table, term.obligor) == {"Eritrea"}


def test_an_agency_that_reports_it_signs_nothing(read: Read) -> None:
    (truce,), table = read("YEREVAN (Reuters) - Armenia and Azerbaijan signed a ceasefire on Monday.")
    assert names(table, truce.party) == names(table, truce.signatory) == {"Armenia", "Azerbaijan"}


@pytest.mark.parametrize(
    "text",
    [
        "Armenia froze its membership of the Collective Security Treaty Organization.",
        "The Red Cross evacuated civilians with the agreement of both parties.",
        "Intel and Apollo struck a deal for a plant in Ireland, and the shares rose.",
        "What does the treaty oblige the two countries to do?",
    ],
)
def test_words_that_name_no_agreement(read: Read, text: str) -> None:
    assert read(text)[0] == ()


def test_who_breaks_suspends_or_leaves_it_was_a_side(read: Read) -> None:
    (truce,), table = read("Israel shattered the two-month-old truce in Gaza on Tuesday.")
    assert (names(table, truce.party), truce.status) == ({"Israel"}, "violated")
    (treaty,), table = read("Russia suspended its participation in the nuclear treaty.")
    assert (names(table, treaty.party), treaty.status) == ({"Russia"}, "suspended")
    (treaty,), table = read("Lithuania left the convention on cluster munitions.")
    assert names(table, treaty.party) == {"Lithuania"}


def test_what_begins_on_sunday_is_not_in_force_yet(read: Read) -> None:
    text = "Israel and Hamas agreed to a truce in Doha. The truce begins on Sunday if the cabinet approves."
    (truce,), _ = read(text)
    assert truce.status == "agreed"


def test_terms_of_a_list_a_sequel_and_a_prohibition(read: Read) -> None:
    (peace,), _ = read(
        "Colombia and the FARC signed a peace accord in Havana. "
        "It provides for a referendum. The rebels promised to lay down their arms and to free all captives. "
        "No side will move its fighters."
    )
    assert {term.content.text for term in peace.terms} == {
        "referendum",
        "lay down their arms",
        "free all captives",
    }


def test_those_named_mediators_and_those_who_sign_for_a_side(read: Read) -> None:
    (truce,), table = read("Israel and Hamas agreed to a truce, said the mediators Qatar and Egypt.")
    assert names(table, truce.mediator) == {"Qatar", "Egypt"}
    (pact,), table = read(
        "Mali and Niger signed a defence pact, which Algeria together with Chad had brokered."
    )
    assert names(table, pact.mediator) == {"Algeria", "Chad"}


def test_a_junta_is_not_the_government_of_before(read: Read) -> None:
    (peace,), table = read(
        "The junta in Mali blamed France. "
        "In 2015 the government and the Tuareg rebels signed a peace agreement in Algiers."
    )
    assert {table.get(party.entity).name for party in peace.party} & {"government", "Malian government"}


def test_a_peace_treaty_is_the_treaty(read: Read) -> None:
    (peace,), _ = read(
        "The minister spoke about the treaty with Azerbaijan. Armenia agreed to the text of the peace treaty."
    )
    assert peace.cls == "PeaceAgreement"


def test_an_accord_that_ended_a_war_has_not_ended(read: Read) -> None:
    (accords,), table = read(
        "The Dayton accords, which the presidents of Bosnia, Croatia and Serbia signed in Ohio, ended a war."
    )
    assert accords.status == "signed"
    assert names(table, accords.party) == {"Bosnia and Herzegovina", "Croatia", "Serbia"}


def test_deadlines_in_words_and_where_they_name_a_day(read: Read) -> None:
    (deal,), _ = read(
        "Armenia and Azerbaijan signed a deal in Moscow on Monday. "
        "Under the deal, Armenia is to return three districts by 1 December, "
        "and Azerbaijan will free all prisoners within 60 days."
    )
    due = {term.deadline.text: term.due_by for term in deal.terms if term.deadline is not None}
    assert due == {"by 1 December": dt.date(2024, 12, 1), "within 60 days": None}


def test_a_federal_government_is_not_an_interim_administration(read: Read) -> None:
    (peace,), table = read(
        "The interim administration in Tigray promised aid. "
        "The federal government and the TPLF signed a peace agreement in Pretoria in 2022."
    )
    assert "interim administration" not in names(table, peace.party)


def test_extended_called_off_and_due(read: Read) -> None:
    (truce,), _ = read(
        "Israel and Lebanon extended their ceasefire. The deal, which expired on Sunday, was theirs."
    )
    assert truce.status == "inForce"
    (truce,), _ = read("Israel has called off the ceasefire with Hamas.")
    assert truce.status == "ended"
    (truce,), _ = read("Sudan and Chad agreed to a seven-day truce from 14 May.")
    assert truce.agreed_on is None


def test_made_by_those_who_act_after_or_under_it(read: Read) -> None:
    (peace,), table = read(
        "President Filipe Nyusi of Mozambique and Renamo leader Ossufo Momade embraced after signing a peace "
        "accord in Maputo on Tuesday."
    )
    assert peace.status == "signed"
    assert "Renamo" in names(table, peace.party)
    (deal,), table = read("Cuba will free 553 prisoners under an agreement with the Vatican.")
    assert "Cuba" in names(table, deal.party)


def test_what_became_of_an_agreement_and_when(read: Read) -> None:
    (truce,), _ = read(
        "Chad and Niger signed a ceasefire in Paris on 3 March 2024. The truce was renewed in April and "
        "broke down on Monday. Chad suspended its obligations under the ceasefire."
    )
    steps = [(c.to, c.date.start.isoformat() if c.date and c.date.start else None) for c in truce.changes]
    assert steps == [
        ("signed", "2024-03-03"),
        ("extended", "2024-04-01"),
        ("ended", "2024-05-06"),
        ("suspended", None),
    ]
    assert [c.evidence[0].text.split()[0] for c in truce.changes] == ["Chad", "The", "The", "Chad"]


def test_whoever_ends_it_or_ends_a_quarrel_with_it_is_a_side(read: Read) -> None:
    (truce,), table = read("Eritrean troops shelled the border town on Sunday, ending the ceasefire.")
    assert (names(table, truce.party), truce.status) == ({"Eritrean armed forces"}, "ended")
    (deal,), table = read("Ethiopia and Kenya ended a border row with an accord on Monday.")
    assert names(table, deal.party) == {"Ethiopia", "Kenya"}
    assert [c.to for c in deal.changes] == ["agreed"]


def test_terms_under_its_terms_of_all_fighters_and_of_a_list(read: Read) -> None:
    (deal,), _ = read(
        "Ethiopia and Eritrea signed a peace deal on Sunday. Under its terms Ethiopia will leave the town "
        "and release all captives. The deal calls for an inquiry, a new road and the return of prisoners."
    )
    assert {term.content.text for term in deal.terms} >= {
        "leave the town", "release all captives", "inquiry", "road", "return of prisoners",
    }  # fmt: skip


def test_mediation_in_a_phrase(read: Read) -> None:
    (truce,), table = read("Chad and Niger agreed on a truce in Geneva under the mediation of Algeria.")
    assert names(table, truce.mediator) == {"Algeria"}


def test_a_truce_announced_long_before_another_was_signed_is_another(read: Read) -> None:
    found, _ = read(
        "The ceasefire that Chad and Niger signed in Paris in June 2023 ended in March. Chad announced a "
        "truce with Niger on New Year's Eve in 2021."
    )
    assert len(found) == 2


def test_a_term_not_to_do_something_says_so(read: Read) -> None:
    (accord,), _ = read("On Monday Chad and Niger signed an agreement not to use force.")
    assert [term.content.text for term in accord.terms] == ["not to use force"]
