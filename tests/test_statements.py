"""Statements: who says what to whom, on whose behalf, and which words are quoted."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from kg.articles.article import Article
from kg.evaluation.statements import Quote, Score, score_document
from kg.extraction import extract
from kg.extraction.coreference import resolve
from kg.extraction.entities import EntityTable
from kg.extraction.mentions import find_mentions
from kg.extraction.quotations import find_quotations
from kg.extraction.relations import find_relations
from kg.extraction.report import Argument, Statement
from kg.extraction.statements import find_statements
from kg.extraction.time import TimeResolver

Read = Callable[[str], tuple[tuple[Statement, ...], EntityTable]]


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    def _read(text: str) -> tuple[tuple[Statement, ...], EntityTable]:
        doc = nlp(text)
        article = Article(id="a", text=text, date=dt.date(2024, 5, 6))
        table = resolve(doc, find_mentions(doc), article)
        times = TimeResolver(doc, article.date)
        return find_statements(doc, table, times, find_relations(doc, table)), table

    return _read


def names(table: EntityTable, arguments: tuple[Argument, ...]) -> set[str]:
    return {table.get(argument.entity).name for argument in arguments}


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"We came," he said. "We saw."', ["We came,", "We saw."]),
        ("He said 'I won't go' and it is the workers' plan.", ["I won't go"]),
        ("“A first.\n“A second,” he said.", ["A first.", "A second,"]),
        ("‘The group’s “plan” is dead,’ she said.", ["The group’s “plan” is dead,"]),
        ("''It is over,'' he said.", ["It is over,"]),
        ("“We tried.\nWe failed.”\nShe left.", ["We tried.", "We failed."]),
        ("The 5'10\" officers' and soldiers' rights in the '90s", []),
    ],
)
def test_quotation_marks_are_paired(text: str, quoted: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotations(text)] == quoted


@given(st.text(alphabet="ab .,\n\"'“”‘’«»`", max_size=60))
def test_quotations_never_overlap_nor_leave_their_paragraph(text: str) -> None:
    end = 0
    for quotation in find_quotations(text):
        assert end <= quotation.outer_start <= quotation.start <= quotation.end <= quotation.outer_end
        assert "\n" not in text[quotation.start : quotation.end]
        end = quotation.outer_end


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


def test_a_charge_may_be_denied_in_a_relative_clause_without_a_pronoun(read: Read) -> None:
    statements, table = read("Iran armed the rebels, a charge Tehran denies.")
    (denial,) = [s for s in statements if s.cls == "Denial"]
    assert (names(table, denial.speaker), denial.content[0].text) == ({"Iran"}, "a charge")


def test_what_goes_on_is_reported_and_what_the_article_adds_is_not(read: Read) -> None:
    statements, _ = read("The minister said that the road was open and that the town was calm.")
    assert statements[0].content[-1].text == "the road was open and that the town was calm"
    statements, _ = read("The party endorsed Anna Berg, who is far behind in the polls.")
    assert statements[0].content[-1].text == "Anna Berg"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("She was referring to Omar Saleh, a retired officer who leads the party.", "Omar Saleh"),
        ("They slammed a deal called a “merger,” in which one firm buys another.", "a deal called a “merger"),
        ("The minister praised the army's conduct in an interview.", "the army's conduct"),
        ("The official confirmed the meeting on the condition of anonymity.", "the meeting"),
        ("Some said the vote had been fair, while others said it had not.", "the vote had been fair"),
        ("The minister raised questions about the raid, falsely suggesting that it failed.", "the raid"),
        ("The minister called Omar Saleh a liar on Friday.", "Omar Saleh a liar"),
        ('The plan was "a trap for fools," the minister said.', 'The plan was "a trap for fools,"'),
        ("Bread is scarce in early May, according to army records.", "Bread is scarce in early May"),
    ],
)
def test_reported_words_end_where_the_article_goes_on(read: Read, text: str, content: str) -> None:
    assert [part.text for part in read(text)[0][0].content] == [content]


def test_what_nobody_in_particular_holds_is_a_belief_without_a_source(read: Read) -> None:
    (found,) = read("The rebels are believed to be hiding in the hills.")[0]
    assert (found.cls, found.source, found.speaker) == ("Belief", (), ())
    assert " ".join(part.text for part in found.content) == "The rebels to be hiding in the hills"


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


def test_a_date_among_the_words_judged_is_not_that_of_the_judgement(read: Read) -> None:
    (condemned,) = read("Norway condemned the shelling of a school in Marib on 3 May.")[0]
    assert condemned.date is None
    (said,) = read("On Friday Norway condemned the shelling of a school.")[0]
    assert said.date is not None


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


def test_who_says_i_in_a_quotation_is_who_is_quoted(read: Read) -> None:
    statements, table = read('President Omar Saleh was calm. "I condemn the raid," he said.')
    assert {s.cls: names(table, s.speaker) for s in statements}["Condemnation"] == {"Omar Saleh"}


def test_a_quotation_may_go_on_over_lines_and_stand_before_its_cue_on_the_next(read: Read) -> None:
    statements, table = read("``We tried.\nWe have failed.''\nsaid Anna Berg, the mayor of Tartu.")
    assert [names(table, s.speaker) for s in statements] == [{"Anna Berg"}]
    assert [q.text for q in statements[0].quotations] == ["We tried.", "We have failed."]


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


def test_a_view_inside_somebodys_words_is_theirs_but_another_voice_is_kept(read: Read) -> None:
    statements, table = read("The minister said he believed the talks would fail.")
    assert [s.cue.text for s in statements] == ["said"]
    statements, table = read("Ukraine said that Russia had told Turkey that the port was mined.")
    assert [names(table, s.speaker) for s in statements] == [{"Ukraine"}, {"Russia"}]


def test_a_speaker_who_is_not_known_is_given_in_the_texts_words(read: Read) -> None:
    statements, _ = read('"We will not leave," he said.')
    assert [(s.speaker, [w.text for w in s.source]) for s in statements] == [((), ["he"])]


def test_a_transcript_gives_each_line_to_its_speaker(read: Read) -> None:
    statements, _ = read("KOVAC: Why did the convoy turn back?\nBERG: The bridge had been blown up.")
    assert [(s.source[0].text, s.content[0].text) for s in statements] == [
        ("KOVAC", "Why did the convoy turn back?"),
        ("BERG", "The bridge had been blown up."),
    ]


def test_a_quotation_goes_on_past_the_title_of_a_programme(read: Read) -> None:
    text = '"It is over," Berg said on the station\'s "Morning Report." "We are going home."'
    (said,) = read(text)[0]
    assert [part.text for part in said.content] == ["It is over", "We are going home."]


def test_what_was_not_claimed_is_negated(read: Read) -> None:
    statements, _ = read("The Taliban have not claimed responsibility for the attack.")
    (claim,) = [s for s in statements if s.cls == "ClaimOfResponsibility"]
    assert claim.factuality == "Negated"


def test_refusing_visas_is_no_denial(read: Read) -> None:
    statements, _ = read("The six athletes were denied visas to enter the United States.")
    assert not [s for s in statements if s.cls == "Denial"]


def test_both_halves_of_a_quotation_are_one_statement(read: Read) -> None:
    text = (
        '"The ceasefire is over," President Volodymyr Zelensky said. "We will defend our cities."\n'
        '"We are not afraid."'
    )
    statements, table = read(text)
    (said,) = [s for s in statements if s.cue.text == "said"]
    assert names(table, said.speaker) == {"Volodymyr Zelensky"}
    assert said.direct
    assert [q.text for q in said.quotations] == [
        "The ceasefire is over",
        "We will defend our cities.",
        "We are not afraid.",
    ]


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


def test_what_follows_in_the_articles_own_voice_is_not_reported(read: Read) -> None:
    statements, _ = read("Israel said that it had hit 50 targets, but gave no details.")
    assert [part.text for part in statements[0].content] == ["it had hit 50 targets"]


def test_a_title_with_a_colon_is_nobodys_word(read: Read) -> None:
    statements, _ = read(
        "MYANMAR: Rakhine and Northern Shan - Flash Update No. 7\nFighting goes on in Sittwe."
    )
    assert statements == ()


def test_our_ministry_is_not_the_one_just_named(read: Read) -> None:
    statements, table = read("Azerbaijan's defence ministry blamed Armenia. Our ministry denied it.")
    assert "Azerbaijani defence ministry" not in names(table, statements[-1].speaker)


def test_what_describes_a_speaker_does_not_speak(read: Read) -> None:
    statements, table = read("Dodik, a nationalist and an ally of Russia, told reporters that he would stay.")
    assert names(table, statements[0].speaker) == {"Dodik"}


def test_who_is_blamed_for_a_refusal_refused(read: Read) -> None:
    statements, _ = read("The court jailed the governor for defying the decisions of the envoy.")
    assert [span.text for s in statements for span in s.source if s.cue.text == "defying"] == ["the governor"]


def test_what_is_asked_of_somebody_unknown_is_asked_of_nobody_else(read: Read) -> None:
    statements, _ = read("The UN called on its member states to send police to the mission led by Kenya.")
    assert [s.recipient for s in statements] == [()]


def test_nobody_promises_what_a_plan_would_commit_others_to(read: Read) -> None:
    statements, _ = read("The envoy urged the sides to accept a plan that would commit them to a truce.")
    assert [s.cls for s in statements] == ["Appeal"]


def test_to_report_none_is_a_report(read: Read) -> None:
    statements, _ = read("The Israeli army reported no casualties.")
    assert [(s.cls, s.factuality) for s in statements] == [("Report", "Actual")]


def test_scores_need_source_cue_and_content() -> None:
    text = '"Go," he said. She left.'
    gold = Quote(source=[(6, 8)], cue=[(9, 13)], content=[(0, 5)])
    right = Quote(source=[(6, 8)], cue=[(9, 13)], content=[(1, 4)], head=6)
    wrong = Quote(source=[(15, 18)], cue=[(9, 13)], content=[(1, 4)], head=15)
    score = Score()
    score_document(score, text, [gold], [right])
    assert (score.f1, score.speakers) == (1.0, 1)
    score = Score()
    score_document(score, text, [gold], [wrong])
    assert (score.f1, score.speakers) == (0.0, 0)


def test_what_is_told_within_anothers_words_is_neither_right_nor_wrong() -> None:
    text = "He said she said so."
    gold = Quote(source=[(0, 2)], cue=[(3, 7)], content=[(8, 19)])
    inner = Quote(source=[(8, 11)], cue=[(12, 16)], content=[(17, 19)])
    score = Score()
    score_document(score, text, [gold], [gold, inner])
    assert (score.nested, score.precision, score.strict_precision) == (1, 1.0, 0.5)
