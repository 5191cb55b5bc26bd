"""Kinds of statements: what is done with words, and what is no statement."""

import datetime as dt

import pytest
from reading_statements import Read, names, reader
from spacy.language import Language

from kg.articles.article import Article
from kg.extraction import extract


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    return reader(nlp)


@pytest.mark.parametrize(
    ("text", "cls", "speaker", "addressee", "content"),
    [
        (
            "Ukraine accused Russia of shelling a hospital.",
            "Accusation",
            "Ukraine",
            "Russia",
            "shelling a hospital",
        ),
        (
            "Russia was accused by Ukraine of shelling a hospital.",
            "Accusation",
            "Ukraine",
            "Russia",
            "shelling",
        ),
        ("Iran denied that it had armed the rebels.", "Denial", "Iran", None, "it had armed the rebels"),
        ("Turkey threatened to close the border.", "Threat", "Turkey", None, "close the border"),
        ("France called on Israel to stop the strikes.", "Appeal", "France", "Israel", "stop the strikes"),
        ("Egypt promised to open the crossing.", "Promise", "Egypt", None, "open the crossing"),
        ("Germany condemned the attack on the embassy.", "Condemnation", "Germany", None, "the attack"),
        ("Israel rejected the proposal for a truce.", "Refusal", "Israel", None, "the proposal"),
        (
            "Hamas claimed responsibility for the bombing.",
            "ClaimOfResponsibility",
            "Hamas",
            None,
            "the bombing",
        ),
        (
            "The shelling killed three people, according to Ukraine.",
            "Report",
            "Ukraine",
            None,
            "The shelling",
        ),
        ("The raid, Israel said, killed two commanders.", "Report", "Israel", None, "killed two commanders"),
        (
            "NATO told Russia that if it attacked the convoy, its forces would respond.",
            "Threat",
            "NATO",
            "Russia",
            "its forces would respond",
        ),
    ],
)
def test_kinds_of_statement(
    read: Read, text: str, cls: str, speaker: str, addressee: str | None, content: str
) -> None:
    statements, table = read(text)
    (found,) = [s for s in statements if s.cls == cls]
    assert names(table, found.speaker) == {speaker}
    assert names(table, found.addressee) == ({addressee} if addressee else set())
    assert content in " ".join(part.text for part in found.content)
    for part in (found.cue, *found.content, *found.quotations, *found.evidence):
        assert text[part.start : part.end] == part.text


@pytest.mark.parametrize(
    ("text", "cls", "source", "cue", "content"),
    [
        ("Many farmers fear that the dam will burst.", "Belief", "Many farmers", "fear", "the dam"),
        ("The king is confident that the line will hold.", "Belief", "The king", "is confident", "the line"),
        ("Critics see the decree as a trap.", "Belief", "Critics", "see", "the decree as a trap"),
        ("The envoy hopes to return in May.", "Desire", "The envoy", "hopes", "to return in May"),
        ("Analysts expect the fighting to spread.", "Belief", "Analysts", "expect", "the fighting to spread"),
        ("The mayor wants the troops to leave.", "Desire", "The mayor", "wants", "the troops to leave"),
        ("Rebel leaders are reluctant to disarm.", "Desire", "Rebel leaders", "are reluctant", "disarm"),
        ("Both rivals have opposed the new trade deal.", "Refusal", "Both rivals", "have opposed", "the new"),
        ("Most villagers support the truce.", "Stance", "Most villagers", "support", "the truce"),
        ("A poll shows that voters oppose the war.", "Report", "A poll", "shows", "voters oppose the war"),
        ("Aid groups voiced concern about it.", "Report", "Aid groups", "voiced concern about", "it"),
        ("The museum, the guide said, was shelled.", "Report", "the guide", "said", "The museum"),
        ("Officials who left have repeatedly said that it is open.", "Report", "Officials who left",
         "have repeatedly said", "it is open"),
    ],
)  # fmt: skip
def test_whose_word_is_told_in_full_and_a_mind_is_not_a_speech(
    read: Read, text: str, cls: str, source: str, cue: str, content: str
) -> None:
    statements, _ = read(text)
    found = next(s for s in statements if s.cls == cls)
    assert ([s.text for s in found.source], found.cue.text) == ([source], cue)
    assert content in " ".join(part.text for part in found.content)
    assert (found.type is None) == (cls != "Refusal")


@pytest.mark.parametrize(
    ("text", "cls", "type_"),
    [
        ("Armenia said it would not attend the summit.", "Refusal", "REJECT"),
        ("Armenia said it would attend the summit.", "Report", None),
        ("The army said its troops had not fired at the crowd.", "Denial", None),
        ("The army said its commander did not know the man.", "Report", None),
        ("The group said that its fighters had attacked the bridge.", "ClaimOfResponsibility", None),
        ("Israel said that its fighters had attacked the bridge.", "Report", None),
        ("Hamas said that Israel had attacked the bridge.", "Report", None),
        ('The minister called the raid "reckless and illegal".', "Condemnation", "ACCUSE"),
        ("The minister called the report a fabrication.", "Denial", None),
        ("The ministry described the deal as historic.", "Praise", "SUPPORT"),
        ("The ministry described the deal as long.", "Report", None),
        ("Paris complained that Iran had removed the cameras.", "Accusation", "ACCUSE"),
    ],
)
def test_plain_words_are_what_is_done_with_them(read: Read, text: str, cls: str, type_: str | None) -> None:
    assert [(s.cls, s.type) for s in read(text)[0]] == [(cls, type_)]


def test_what_was_denied_is_told_from_how_it_was_denied(nlp: Language) -> None:
    said = "The army said its aircraft had not been flying when rebels attacked the town."
    denied = "The army denied that rebels had attacked the town."
    for text, factuality in ((said, "Actual"), (denied, "Negated")):
        report = extract(nlp(text), Article(id="a", text=text, date=dt.date(2024, 5, 6)))
        assert [e.factuality for e in report.events if e.trigger.text == "attacked"] == [factuality]


@pytest.mark.parametrize(
    "text",
    [
        "Russian troops hit back at the Ukrainian positions.",
        "The militants took 20 villagers as hostages.",
        "The rebels attacked the town as troops withdrew.",
        "Fighting raged over the city on Tuesday.",
        "Rescuers found two soldiers dead in the rubble.",
        "France recalled its ambassador on Friday.",
        "Kosovo was recognised by Japan in March.",
        "Soldiers raped women in the camp.",
        "The army held a ceremony marking the day.",
        "Gunners shot down three drones over the harbour.",
        "Russia blasted the town with rockets.",
    ],
)
def test_deeds_are_no_words(read: Read, text: str) -> None:
    assert not read(text)[0]


def test_a_judgement_takes_for_granted_what_it_names(read: Read) -> None:
    assert [s.presupposes for s in read("Germany condemned the raid on the camp.")[0]] == [True]
    assert [s.presupposes for s in read("Germany said that a raid had killed two men.")[0]] == [False]


def test_a_date_among_the_words_judged_is_not_that_of_the_judgement(read: Read) -> None:
    (condemned,) = read("Norway condemned the shelling of a school in Marib on 3 May.")[0]
    assert condemned.date is None
    (said,) = read("On Friday Norway condemned the shelling of a school.")[0]
    assert said.date is not None


@pytest.mark.parametrize(
    "text",
    [
        "He resigned after it became known that he had left papers at a friend's house.",
        "The group is also known as the Eagles.",
        "The officer was questioned by a magistrate.",
        "The minister said that soldiers must reject the plan.",
    ],
)
def test_nobody_is_made_to_say_what_he_did_not(read: Read, text: str) -> None:
    assert not [s for s in read(text)[0] if s.cue.text != "said"]


def test_a_complaint_to_somebody_accuses_somebody_else(read: Read) -> None:
    statements, table = read("Farmers complained to the United Nations about the raids.")
    (complaint,) = statements
    assert (names(table, complaint.addressee), complaint.recipient) == ({"United Nations"}, ())


def test_loyalty_pledged_is_support_and_quoted_in_full(read: Read) -> None:
    (pledged,) = read("The general pledged the army's loyalty to President Haddad.")[0]
    assert (pledged.cls, pledged.content[0].text[:16]) == ("Praise", "the army's loyal")


def test_what_was_not_claimed_is_negated(read: Read) -> None:
    statements, _ = read("The Taliban have not claimed responsibility for the attack.")
    (claim,) = [s for s in statements if s.cls == "ClaimOfResponsibility"]
    assert claim.factuality == "Negated"


def test_refusing_visas_is_no_denial(read: Read) -> None:
    statements, _ = read("The six athletes were denied visas to enter the United States.")
    assert not [s for s in statements if s.cls == "Denial"]


def test_what_is_asked_of_somebody_unknown_is_asked_of_nobody_else(read: Read) -> None:
    statements, _ = read("The UN called on its member states to send police to the mission led by Kenya.")
    assert [s.recipient for s in statements] == [()]


def test_to_report_none_is_a_report(read: Read) -> None:
    statements, _ = read("The Israeli army reported no casualties.")
    assert [(s.cls, s.factuality) for s in statements] == [("Report", "Actual")]
