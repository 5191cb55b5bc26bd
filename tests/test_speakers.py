"""Whose word a statement is, on whose behalf and to whom, and who says nothing."""

import json

import pytest
from reading_statements import Read, names, reader
from spacy.language import Language

from kg.articles.article import Article
from kg.extraction import extract
from kg.extraction.records import record


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    return reader(nlp)


@pytest.mark.parametrize(
    ("text", "speaker", "addressee", "content"),
    [
        ("The report quoted Ali Hassan as saying that it was over.", "Ali Hassan", None, "it was over"),
        ("Omar Saleh was quoted as saying that it was over.", "Omar Saleh", None, "it was over"),
        ("Omar Saleh told Reuters the raid had failed.", "Omar Saleh", "Reuters", "the raid had failed"),
        (
            "The raid had failed, said Omar Saleh, who asked for help.",
            "Omar Saleh",
            None,
            "The raid had failed",
        ),
        ("Hamas said ten men had died, while Fatah said none had.", "Hamas", None, "ten men had died"),
    ],
)
def test_whose_words_and_to_whom_where_others_stand_beside(
    read: Read, text: str, speaker: str, addressee: str | None, content: str
) -> None:
    statements, table = read(text)
    assert names(table, statements[0].speaker) == {speaker}
    assert names(table, statements[0].addressee) == ({addressee} if addressee else set())
    assert [part.text for part in statements[0].content] == [content]


def test_a_source_is_named_without_the_time(read: Read) -> None:
    statements, _ = read("The rebel army on Monday said it had taken the bridge.")
    assert [s.source[0].text for s in statements] == ["The rebel army"]
    statements, _ = read("Last spring dozens of miners demanded his resignation.")
    assert [s.source[0].text for s in statements] == ["dozens of miners"]
    assert not read("This year has confirmed the importance of the treaty.")[0]


def test_what_is_told_of_in_passing_does_not_speak(read: Read) -> None:
    statements, table = read(
        "The union, from which Chad and Gabon said they would withdraw, met on Friday. "
        "The envoy condemned the raid, in which a woman was killed, and reminded both sides of the truce."
    )
    spoken = {name for s in statements for name in names(table, s.speaker)}
    assert not spoken & {"union", "woman"}


def test_an_envoy_does_not_speak_for_where_he_is_sent(read: Read) -> None:
    statements, table = read("The UN envoy for Libya, Anna Berg, said that talks would resume.")
    assert [names(table, s.on_behalf_of) for s in statements] == [{"United Nations"}]
    statements, table = read("The Envoy of the Secretary-General for Libya, Anna Berg, said so to reporters.")
    assert not any(s.on_behalf_of for s in statements)


def test_who_only_belongs_to_a_body_or_comes_from_a_land_does_not_speak_for_it(read: Read) -> None:
    for text in (
        "A Hezbollah fighter said that the town had fallen.",
        "The German cruise liner Columbus said it would turn back.",
        "Yemen's official news agency said that pirates had captured a boat.",
    ):
        assert [s.on_behalf_of for s in read(text)[0]] == [()]
    statements, table = read("Hezbollah commander Ali Hassan said that the town had fallen.")
    assert [names(table, s.on_behalf_of) for s in statements] == [{"Hezbollah"}]


def test_who_was_accused_denies_and_not_who_accused(read: Read) -> None:
    statements, table = read("Ali Hassan accused Omar Saleh of lying. He denied the charge.")
    assert [(s.cls, names(table, s.speaker)) for s in statements] == [
        ("Accusation", {"Ali Hassan"}),
        ("Denial", {"Omar Saleh"}),
    ]


def test_a_view_inside_somebodys_words_is_theirs_but_another_voice_is_kept(read: Read) -> None:
    statements, table = read("The minister said he believed the talks would fail.")
    assert [s.cue.text for s in statements] == ["said"]
    statements, table = read("Ukraine said that Russia had told Turkey that the port was mined.")
    assert [names(table, s.speaker) for s in statements] == [{"Ukraine"}, {"Russia"}]


def test_a_spokesman_speaks_for_the_body_he_is_named_with(read: Read) -> None:
    text = (
        "In a statement, Taliban spokesman Zabihullah Mujahid told Reuters that the fighters had withdrawn."
    )
    statements, table = read(text)
    (told,) = statements
    assert names(table, told.speaker) == {"Zabihullah Mujahid"}
    assert names(table, told.on_behalf_of) == {"Taliban"}
    assert names(table, told.addressee) == {"Reuters"}
    assert told.medium is not None


def test_a_participle_goes_on_with_its_speaker(read: Read) -> None:
    text = "The rebels had shelled the town, Ukraine said, adding that two soldiers had died."
    statements, table = read(text)
    assert [names(table, s.speaker) for s in statements] == [{"Ukraine"}, {"Ukraine"}]
    assert "adding" not in statements[0].content[0].text


def test_a_participle_after_a_report_goes_on_with_who_reported(read: Read) -> None:
    statements, _ = read("The queen said her father had fed the poor, adding that he paid his men well.")
    assert [(s.cue.text, s.source[0].text) for s in statements] == [
        ("said", "The queen"),
        ("adding", "The queen"),
    ]


def test_a_participle_after_a_comma_is_the_subjects_word_not_the_objects(read: Read) -> None:
    text = "The agency announced plans to admit refugees, acknowledging that its system had failed."
    statements, _ = read(text)
    assert [(s.cue.text, s.source[0].text) for s in statements] == [
        ("announced", "The agency"),
        ("acknowledging", "The agency"),
    ]


def test_our_ministry_is_not_the_one_just_named(read: Read) -> None:
    statements, table = read("Azerbaijan's defence ministry blamed Armenia. Our ministry denied it.")
    assert "Azerbaijani defence ministry" not in names(table, statements[-1].speaker)


def test_what_describes_a_speaker_does_not_speak(read: Read) -> None:
    statements, table = read("Dodik, a nationalist and an ally of Russia, told reporters that he would stay.")
    assert names(table, statements[0].speaker) == {"Dodik"}


def test_who_is_blamed_for_a_refusal_refused(read: Read) -> None:
    statements, _ = read("The court jailed the governor for defying the decisions of the envoy.")
    assert [span.text for s in statements for span in s.source if s.cue.text == "defying"] == ["the governor"]


def test_nobody_promises_what_a_plan_would_commit_others_to(read: Read) -> None:
    statements, _ = read("The envoy urged the sides to accept a plan that would commit them to a truce.")
    assert [s.cls for s in statements] == ["Appeal"]


def test_a_charge_may_be_denied_in_a_relative_clause_without_a_pronoun(read: Read) -> None:
    statements, table = read("Iran armed the rebels, a charge Tehran denies.")
    (denial,) = [s for s in statements if s.cls == "Denial"]
    assert (names(table, denial.speaker), denial.content[0].text) == ({"Iran"}, "Iran armed the rebels")


def test_what_nobody_in_particular_holds_is_a_belief_without_a_source(read: Read) -> None:
    (found,) = read("The rebels are believed to be hiding in the hills.")[0]
    assert (found.cls, found.source, found.speaker) == ("Belief", (), ())
    assert " ".join(part.text for part in found.content) == "The rebels to be hiding in the hills"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Asked whether the army had left, Berg shrugged.", "the army had left"),
        ("Markets were shut amid reports that the army had left.", "the army had left"),
    ],
)
def test_questions_and_reports_may_be_nobodys_word(read: Read, text: str, content: str) -> None:
    (found,) = [s for s in read(text)[0] if s.cls == "Report"]
    assert (found.source, found.speaker) == ((), ())
    assert content in found.content[-1].text


def test_the_authors_own_view_has_no_known_speaker(read: Read) -> None:
    statements, _ = read("I believe that the talks will fail. President Omar Saleh left on Friday.")
    assert [(s.source[0].text, s.speaker) for s in statements] == [("I", ())]


def test_whom_a_clause_tells_of_does_not_hold_what_it_tells(read: Read) -> None:
    statements, table = read("Crowds jeered the police, who they believe are to blame for the death.")
    assert not {name for s in statements for name in names(table, s.speaker)} & {"police"}


def test_a_director_of_a_chapter_does_not_speak_for_the_town(read: Read) -> None:
    statements, table = read(
        "The director of the Oslo chapter of the Red Cross, Anna Berg, said it was over."
    )
    assert not {"Oslo", "Norway"} & {name for s in statements for name in names(table, s.on_behalf_of)}


def test_a_spokesman_for_an_army_does_not_speak_for_its_land(read: Read) -> None:
    statements, table = read(
        "Omar Saleh, spokesman for the Indonesian military, said that the ship had sunk."
    )
    assert [names(table, s.on_behalf_of) for s in statements] == [{"Indonesian military"}]


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("The senator took the step of criticizing the army.", "criticizing", ["The senator"]),
        ("The senator met workers, at one point calling the mayor a liar.", "calling", ["The senator"]),
        (
            "The newspaper published a story detailing four raids.",
            "published a story detailing",
            ["The newspaper"],
        ),
        ("The cost of the war, ministers and generals say, is too high.", "say", ["ministers", "generals"]),
        ("The minister went on to say that the truce was over.", "went on to say", ["The minister"]),
        ("The rebels have begun to deny that they did it.", "have begun to deny", ["The rebels"]),
        ("The raid led officials to say that the truce was over.", "say", ["officials"]),
        ("Voters are more likely to say that the army is to blame.", "more likely to say", ["Voters"]),
    ],
)
def test_who_speaks_is_not_the_occasion_nor_the_paper(
    read: Read, text: str, cue: str, source: list[str]
) -> None:
    statement = read(text)[0][0]
    assert statement.cue.text == cue
    assert [span.text for span in statement.source] == source


def test_who_goes_on_to_say_it_says_it(read: Read) -> None:
    assert read("The minister went on to say that the truce was over.")[0][0].factuality == "Actual"
    assert read("The minister did not go on to say that the truce was over.")[0][0].factuality == "Negated"


def test_who_is_suspected_of_a_view_does_not_give_it_to_the_police(read: Read) -> None:
    assert not read("The army arrested the man on suspicion of supporting the rebels.")[0]


def test_a_record_has_every_source_known_or_not(nlp: Language) -> None:
    text = "Omar Saleh and his defenders argue that the letters were harmless."
    statement = json.loads(json.dumps(record(extract(nlp(text), Article(id="a", text=text)))))["statements"][
        0
    ]
    assert [s["text"] for s in statement["speaker"]] == ["Omar Saleh", "his defenders"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A spokesman for the rebel group, Omar Saleh, denied the report.", "Omar Saleh"),
        ("The commander of the army, General Salim Jadallah, denied the report.", "Salim Jadallah"),
    ],
)
def test_a_name_set_off_behind_an_office_is_who_holds_it(read: Read, text: str, speaker: str) -> None:
    statements, table = read(text)
    assert names(table, statements[0].speaker) == {speaker}


def test_who_is_accused_is_not_who_speaks(read: Read) -> None:
    text = "Ali Hassan denied the report. A spokesman for the junta, Omar Saleh, accused him of spying."
    statements, table = read(text)
    assert names(table, statements[1].addressee) == {"Ali Hassan"}


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("Modi called the attack an insult to India.", set()),
        ("Modi called Pakistan's decision an insult to India.", {"Pakistan"}),
    ],
)
def test_what_a_thing_is_called_accuses_nobody(read: Read, text: str, judged: set[str]) -> None:
    statements, table = read(text)
    assert names(table, statements[0].recipient) == judged


@pytest.mark.parametrize(
    "text",
    [
        "It was a wall that suggested great age.",
        "The police pushed back against the protesters.",
        "The troops shot back at the hill.",
    ],
)
def test_things_and_those_who_fight_say_nothing(read: Read, text: str) -> None:
    assert not read(text)[0]
