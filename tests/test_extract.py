"""What the readers of facts found is joined: whose word, which agreement, what a statement is about."""

import datetime as dt

import pytest
from spacy.language import Language

from kg.articles import Article
from kg.extraction import extract
from kg.extraction.report import Report


def read(nlp: Language, text: str, **known: object) -> Report:
    article = Article(id="a", text=text, date=dt.date(2022, 11, 9), **known)  # type: ignore[arg-type]
    return extract(nlp(text), article)


def test_a_claimed_event_is_its_sources_word(nlp: Language) -> None:
    report = read(nlp, "The Syrian army said on Tuesday that rebels had shelled a village near Idlib.")
    [shelling] = [e for e in report.events if e.type == "ASSAULT"]
    assert [report.entity(a.entity).name for a in shelling.attributed_to] == ["Syrian army"]
    assert shelling.factuality == "Actual"
    [said] = report.statements
    assert shelling.id in said.about
    assert shelling.stated_in == (said.id,)


def test_a_denied_event_is_negated(nlp: Language) -> None:
    report = read(nlp, "Ethiopia denied that its forces had bombed the hospital in Mekelle.")
    assert {e.factuality for e in report.events if e.type == "ASSAULT"} == {"Negated"}


def test_the_articles_own_word_outweighs_a_source(nlp: Language) -> None:
    text = "Turkey bombed Kobani on Monday. Officials said that Turkey had bombed Kobani on Monday."
    assert not [e for e in read(nlp, text).events if e.attributed_to and e.factuality != "Actual"]


def test_a_headlines_news_happened_by_the_day_of_publication(nlp: Language) -> None:
    headline = "Israel attacks the airport in Aleppo"
    text = f"{headline}\nThe airport was closed."
    report = read(nlp, text, headline=headline, headline_span=(0, len(headline)))
    [strike] = [e for e in report.events if e.type == "ASSAULT"]
    assert strike.date is not None
    assert (strike.date.start, strike.date.end) == (dt.date(2022, 11, 8), dt.date(2022, 11, 9))
    assert strike.date.day is None


def test_a_broken_truce_is_joined_to_it(nlp: Language) -> None:
    text = (
        "Armenia and Azerbaijan signed a ceasefire in Moscow on Monday. "
        "Armenia accused Azerbaijan of violating the ceasefire on Tuesday."
    )
    report = read(nlp, text)
    [truce] = report.agreements
    broken = [e for e in report.events if truce.id in e.violates]
    assert [report.entity(a.entity).name for e in broken for a in e.actor] == ["Azerbaijan"]
    assert [report.entity(a.entity).name for e in broken for a in e.attributed_to] == ["Armenia"]


def test_boilerplate_yields_no_facts(nlp: Language) -> None:
    text = "Subscribe: rebels attacked the town on Monday. The army retook it."
    report = read(nlp, text, skip=((0, 47),))
    assert all(e.trigger.start >= 47 for e in report.events)


def test_evidence_slices_back_without_line_ends(nlp: Language) -> None:
    text = "Rebels attacked Goma on Monday.\nThe army said it had killed ten of them.\n"
    report = read(nlp, text)
    spans = [*report.sentences, *(s for f in (*report.events, *report.statements) for s in f.evidence)]
    assert spans
    for span in spans:
        assert text[span.start : span.end] == span.text == span.text.strip()


def test_facts_of_text_without_case_have_the_articles_letters(nlp: Language) -> None:
    text = "suspected rebels killed a judge in guatemala city on monday, colonel luis mejia said."
    report = read(nlp, text)
    [killing] = [e for e in report.events if e.type == "ASSAULT"]
    assert {"Guatemala City", "Luis Mejia"} <= {entity.name for entity in report.entities}
    spans = [killing.trigger, *killing.evidence, *(m for e in report.entities for m in e.mentions)]
    assert all(span.text == text[span.start : span.end] for span in spans)


def test_what_a_demand_takes_as_given_has_happened(nlp: Language) -> None:
    text = "The UN called on the Houthis to release 59 workers whom they have detained in Yemen."
    report = extract(nlp(text), Article(id="given", text=text))
    assert [e.factuality for e in report.events if e.cls == "Arrest"] == ["Actual"]


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("The minister dismissed rumours that rebels had seized the town.", "Negated"),
        ("Reports that rebels had seized the airport were false, the army said.", "Negated"),
        ("There is no evidence that rebels attacked the convoy.", "Possible"),
        ("Police had the news that rebels attacked the convoy.", "Actual"),
        ("Attacks on civilians may amount to war crimes.", "Possible"),
    ],
)
def test_what_is_only_rumoured_or_spoken_of_in_general(nlp: Language, text: str, standing: str) -> None:
    report = read(nlp, text)
    assert {e.factuality for e in report.events if e.type in ("ASSAULT", "COERCE")} == {standing}


def test_who_is_under_attack_suffers_it_while_it_lasts(nlp: Language) -> None:
    text = "Tehran says it will not return to talks while it is under attack."
    report = extract(nlp(text), Article(id="a", text=text, date=dt.date(2022, 11, 9)), min_confidence=0)
    [event] = [e for e in report.events if e.type == "ASSAULT"]
    assert (event.actor, event.factuality) == ((), "Actual")
    assert [a.span.text for a in event.recipient] == ["Tehran"]


@pytest.mark.parametrize(
    "text",
    [
        "MIRAMSHAH: Two soldiers were killed in a clash with militants on Monday.",
        "IMPHAL: At least ten militants were killed in a gunfight on Monday.",
        "The row threatens to overshadow talks on a treaty.",
        "Captain Zahid Khan embraced martyrdom in the north.",
    ],
)
def test_datelines_and_things_say_nothing(nlp: Language, text: str) -> None:
    assert not read(nlp, text).statements


def test_what_goes_unmentioned_was_not_said(nlp: Language) -> None:
    [statement] = read(nlp, "The army made no mention of the raids.").statements
    assert statement.factuality == "Negated"


def test_quoted_as_saying_is_one_statement(nlp: Language) -> None:
    [statement] = read(nlp, '"Stop the aggression first," the minister was quoted as saying.').statements
    assert statement.content[0].text == "Stop the aggression first"


def test_what_was_tried_and_what_came_of_it(nlp: Language) -> None:
    report = read(nlp, "Rebels tried to seize the airport, exchanging gunfire with police.")
    assert [e.factuality for e in report.events] == ["Possible", "Actual"]
    report = read(nlp, "The troops' aim was to recapture the town of Bunia from the rebels.")
    assert {e.factuality for e in report.events if e.type == "COERCE"} == {"Planned"}


def test_what_is_turned_down_is_not_on_the_word_of_whoever_does_so(nlp: Language) -> None:
    report = read(nlp, "The court rejected a case in which Niger accused Chad of genocide.")
    [accusation] = [s for s in report.statements if s.cls == "Accusation"]
    assert accusation.attributed_to == ()


def test_who_is_told_does_not_tell(nlp: Language) -> None:
    report = read(nlp, "The governor was arrested at the airport and told that she was accused of fraud.")
    assert not [s for s in report.statements if s.cue.text == "told" and s.speaker]


@pytest.mark.parametrize(
    ("deed", "rules"),
    [
        ("President Okello visited the wounded on Monday.", True),
        ("President Okello offered to send 100 soldiers to Uganda.", False),
    ],
)
def test_an_office_is_the_storys_countrys_unless_its_holder_deals_with_that_from_abroad(
    nlp: Language, deed: str, rules: bool
) -> None:
    text = f"Uganda's army killed ten rebels. Uganda lost two soldiers. Uganda closed its border. {deed}"
    assert ("headOfStateOf" in {r.predicate for r in read(nlp, text).relations}) is rules


def test_what_a_threat_follows_has_happened(nlp: Language) -> None:
    text = "Chad threatened to use force after General Idris Sow ousted President Adam Keita in July."
    [coup] = [e for e in read(nlp, text).events if e.trigger.text == "ousted"]
    assert coup.factuality == "Actual"
    assert not coup.attributed_to


def test_a_name_that_somebody_goes_by_says_nothing(nlp: Language) -> None:
    text = "Chad bombed the National Liberation Army, known by its French acronym ALN, on Monday."
    report = read(nlp, text)
    assert not report.statements
    assert "basedIn" not in {relation.predicate for relation in report.relations}


def test_a_sentence_of_death_is_no_killing(nlp: Language) -> None:
    assert all(e.killed is None for e in read(nlp, "A court sentenced four journalists to death.").events)


def test_whom_an_agreement_between_two_sides_binds(nlp: Language) -> None:
    text = "The envoy welcomed an agreement between Chad and the rebels to release 80 prisoners."
    report = read(nlp, text)
    [release] = [e for e in report.events if e.cls == "PrisonerRelease"]
    assert {report.entity(a.entity).name for a in release.actor} == {"Chad", "rebels"}


def test_an_agreement_that_ended_a_war_is_no_actor(nlp: Language) -> None:
    text = "The accord was signed by the government and the rebels in May. It ended a long war."
    assert all(not e.actor for e in read(nlp, text).events if e.trigger.text.startswith("ended"))


@pytest.mark.parametrize(
    ("text", "noun", "meant"),
    [
        (
            "The Coordination of Azawad Movements, an alliance of separatists, met on Monday. "
            "The Wagner Group seized Kidal. The separatists left the town.",
            "The separatists",
            "Coordination of Azawad Movements",
        ),
        (
            "The Amhara regional government denied it. The federal government bombed Mekelle.",
            "The federal government",
            "federal government",
        ),
    ],
)
def test_whom_a_noun_means_by_what_it_was_told_to_be(nlp: Language, text: str, noun: str, meant: str) -> None:
    report = read(nlp, text)
    [entity] = [e for e in report.entities if noun in {mention.text for mention in e.mentions}]
    assert entity.name == meant


def test_who_leads_a_delegation_or_broke_away_is_said_no_more_of(nlp: Language) -> None:
    text = "The head of the Houthi delegation, Salim Murtada, met the Free Front, a breakaway arm of the ANC."
    told = {relation.predicate for relation in read(nlp, text).relations}
    assert not told & {"leads", "partOf"}
