"""What is done with words in passives and idioms and by judgement, and what that makes of events in them."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from kg.articles.article import Article
from kg.extraction import extract
from kg.extraction.report import Report

Reader = Callable[[str], Report]


@pytest.fixture(scope="module")
def report(nlp: Language) -> Reader:
    return lambda text: extract(nlp(text), Article(id="a", text=text))


def said(report: Report) -> list[tuple[str, str | None, list[str], list[str]]]:
    """Class and type of each statement, names of its speakers, and its content."""
    return [
        (
            statement.cls,
            statement.type,
            [report.entity(speaker.entity).name for speaker in statement.speaker],
            [span.text for span in statement.content],
        )
        for statement in report.statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Officials were accused by the opposition of stealing aid.",
            ("Accusation", "ACCUSE", ["opposition"], ["stealing aid"]),
        ),
        (
            "The plan was drafted by Mexico and turned down by Brazil.",
            ("Refusal", "REJECT", ["Brazil"], ["The plan"]),
        ),
        (
            "Denied by Minsk for months, the presence of the mercenaries was confirmed on Monday.",
            ("Denial", None, ["Belarus"], ["the presence of the mercenaries"]),
        ),
        (
            "Tokyo protested over the entry of two vessels.",
            ("Condemnation", "ACCUSE", ["Japan"], ["the entry of two vessels"]),
        ),
        (
            '"We deny it," the minister declared.',
            ("Denial", None, ["minister"], ["We deny it"]),
        ),
        (
            "The foreign minister said that there was no intention of closing the embassy.",
            ("Denial", None, ["foreign minister"], ["there was no intention of closing the embassy"]),
        ),
        (
            "The truce is, in the words of the foreign minister, a step towards peace.",
            ("Report", None, ["foreign minister"], ["The truce is", "a step towards peace"]),
        ),
        (
            "The minister vowed that no soldier would be extradited.",
            ("Refusal", "REJECT", ["minister"], ["no soldier would be extradited"]),
        ),
        (
            '"We demand the release of our leader," the students of Hanoi said.',
            ("Demand", "REQUEST", ["students"], ["We demand the release of our leader"]),
        ),
        (
            "The raid drew condemnation from Egypt.",
            ("Condemnation", "ACCUSE", ["Egypt"], ["The raid"]),
        ),
        (
            "The raid was condemned on Monday.",
            ("Condemnation", "ACCUSE", [], ["The raid"]),
        ),
        (
            "Georgia gave its word that no refugee would be sent back.",
            ("Promise", "AGREE", ["Georgia"], ["no refugee would be sent back"]),
        ),
        (
            '"You will pay," the leader of the rebels told the judges.',
            ("Threat", "THREATEN", ["leader"], ["You will pay"]),
        ),
        (
            "Iran said it would close the strait if its ships were attacked again.",
            ("Threat", "THREATEN", ["Iran"], ["it would close the strait if its ships were attacked again"]),
        ),
        (
            "Iran said it would retaliate.",
            ("Threat", "THREATEN", ["Iran"], ["it would retaliate"]),
        ),
        (
            "“If they attack the port again, we will answer with force,” the general said.",
            ("Threat", "THREATEN", ["general"], ["If they attack the port again, we will answer with force"]),
        ),
        (
            "Iran said it would respond to the letter on Monday.",
            ("Report", None, ["Iran"], ["it would respond to the letter on Monday"]),
        ),
        (
            "Villagers were encouraged to leave the valley.",
            ("Appeal", None, [], ["to leave the valley"]),
        ),
        (
            "Iran said it would open the strait if its ships were repaired.",
            ("Report", None, ["Iran"], ["it would open the strait if its ships were repaired"]),
        ),
        (
            "Malawi said it was grateful to Zambia for the maize.",
            ("Praise", "SUPPORT", ["Malawi"], ["it was grateful to Zambia for the maize"]),
        ),
        (
            "There was no massacre in the camp, the minister said.",
            ("Denial", None, ["minister"], ["There was no massacre in the camp"]),
        ),
        (
            '"We will not leave," the president said.',
            ("Refusal", "REJECT", ["president"], ["We will not leave"]),
        ),
        (
            "Residents of the port were ordered to leave by noon.",
            ("Demand", None, [], ["to leave by noon"]),
        ),
        (
            "The truce has held since Monday, said the governor.",
            ("Report", None, ["governor"], ["The truce has held since Monday"]),
        ),
    ],
)
def test_kind_speaker_and_content(
    report: Reader, text: str, expected: tuple[str, str | None, list[str], list[str]]
) -> None:
    assert expected in said(report(text))


@pytest.mark.parametrize(
    "text",
    [
        "The ministry dismissed as lies claims that its troops had shelled the market.",
        "The army called the claim that its troops had shelled the market false.",
        "The army said the report that its troops had shelled the market was false.",
    ],
)
def test_a_claim_called_untrue_tells_of_no_event(report: Reader, text: str) -> None:
    read = report(text)
    assert [statement.cls for statement in read.statements] == ["Denial"]
    assert {event.factuality for event in read.events} <= {"Negated", "Possible"}


def test_one_act_in_light_verb_and_noun_is_one_statement(report: Reader) -> None:
    assert len(report("France and Poland issued a joint condemnation of the raids.").statements) == 1


def test_who_is_charged_is_not_the_lawyer(report: Reader) -> None:
    read = report("The lawyer for the officer, who was charged with murder, said the trial would begin.")
    charge = next(statement for statement in read.statements if statement.cls == "Accusation")
    assert [read.entity(accused.entity).name for accused in charge.addressee] == ["officer"]


def test_verbs_in_a_list_share_their_speaker(report: Reader) -> None:
    text = "The presidents asked for aid, warned that time was short, and thanked Germany for the brigade."
    found = [(cls, speakers) for cls, _, speakers, _ in said(report(text))]
    assert found == [(cls, ["presidents"]) for cls in ("Appeal", "Warning", "Praise")]


def test_whoever_publishes_speaks(report: Reader) -> None:
    text = "The army published a series of tweets saying that the town had fallen."
    assert ("Report", None, ["army"], ["the town had fallen"]) in said(report(text))


@pytest.mark.parametrize(
    "text",
    ["The decision threatens to split the party.", "The envoy is slated to be at the university on Monday."],
)
def test_things_and_schedules_say_nothing(report: Reader, text: str) -> None:
    assert report(text).statements == ()


def test_what_was_not_said_is_nobodys_word(report: Reader) -> None:
    read = report("The spokesman said that the ministry had not threatened the reporters.")
    assert [statement.cls for statement in read.statements] == ["Report"]


def test_who_only_hears_a_threat_is_not_threatened(report: Reader) -> None:
    read = report('"We will strike Oslo if we are attacked," the Iranian president told reporters.')
    (threat,) = [s for s in read.statements if s.cls == "Threat"]
    named = [read.entity(argument.entity).name for argument in threat.recipient]
    assert threat.addressee
    assert "reporters" not in named


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether the army should leave, Omar Saleh shrugged.",
        '"Why should we leave?" the minister asked.',
    ],
)
def test_a_question_demands_nothing(report: Reader, text: str) -> None:
    assert {statement.cls for statement in report(text).statements} == {"Report"}


@pytest.mark.parametrize(
    ("text", "kind", "content"),
    [
        ("The minister floated the idea of a truce.", "Report", "the idea of a truce"),
        ("The judge ordered that the men be freed.", "Demand", "the men be freed"),
        ("He was held over what officials called a hate crime.", "Condemnation", "a hate crime"),
        ("The party distanced itself from the plan.", "Stance", "the plan"),
        ("The minister responded with a call for calm.", "Report", "a call for calm"),
        ("The governor's endorsement of the plan surprised the party.", "Praise", "the plan"),
    ],
)
def test_what_is_done_with_words(report: Reader, text: str, kind: str, content: str) -> None:
    statement = report(text).statements[0]
    assert (statement.cls, [span.text for span in statement.content]) == (kind, [content])


@pytest.mark.parametrize(
    "text",
    [
        "The boat floated past the town.",
        "The army responded with artillery.",
        "The rebels replied with mortar fire.",
        "The troops opened up on the convoy.",
        "The gunman took aim at the guard.",
    ],
)
def test_what_is_done_with_arms_is_not_said(report: Reader, text: str) -> None:
    assert not report(text).statements


def test_a_condition_with_should_demands_nothing(report: Reader) -> None:
    text = "The minister went on to say that should a firm be willing to pay the cost, he did not object."
    assert all(statement.cls != "Demand" for statement in report(text).statements)
