"""Words in quotation marks: where they begin and end, and whose they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_statements import Read, names, reader
from spacy.language import Language

from kg.extraction.quotations import find_quotations


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    return reader(nlp)


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


def test_who_says_i_in_a_quotation_is_who_is_quoted(read: Read) -> None:
    statements, table = read('President Omar Saleh was calm. "I condemn the raid," he said.')
    assert {s.cls: names(table, s.speaker) for s in statements}["Condemnation"] == {"Omar Saleh"}


def test_a_quotation_may_go_on_over_lines_and_stand_before_its_cue_on_the_next(read: Read) -> None:
    statements, table = read("``We tried.\nWe have failed.''\nsaid Anna Berg, the mayor of Tartu.")
    assert [names(table, s.speaker) for s in statements] == [{"Anna Berg"}]
    assert [q.text for q in statements[0].quotations] == ["We tried.", "We have failed."]


def test_a_speaker_who_is_not_known_is_given_in_the_texts_words(read: Read) -> None:
    statements, _ = read('"We will not leave," he said.')
    assert [(s.speaker, [w.text for w in s.source]) for s in statements] == [((), ["he"])]


def test_a_transcript_gives_each_line_to_its_speaker(read: Read) -> None:
    statements, _ = read("KOVAC: Why did the convoy turn back?\nHASAN: The bridge had been blown up.")
    assert [(s.source[0].text, s.content[0].text) for s in statements] == [
        ("KOVAC", "Why did the convoy turn back?"),
        ("HASAN", "The bridge had been blown up."),
    ]


def test_a_quotation_goes_on_past_the_title_of_a_programme(read: Read) -> None:
    text = '"It is over," Berg said on the station\'s "Morning Report." "We are going home."'
    (said,) = read(text)[0]
    assert [part.text for part in said.content] == ["It is over", "We are going home."]


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


def test_a_title_with_a_colon_is_nobodys_word(read: Read) -> None:
    statements, _ = read(
        "MYANMAR: Rakhine and Northern Shan - Flash Update No. 7\nFighting goes on in Sittwe."
    )
    assert statements == ()


def test_a_quotation_after_somebody_else_cut_in_is_not_the_first_speakers(read: Read) -> None:
    (said,) = read('"It is over," Berg said, and her deputy cut in. "It is not over yet."')[0]
    assert [q.text for q in said.quotations] == ["It is over"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Police: Two men were killed in the raid\nThe raid began at dawn.", "Police"),
        ("Berg On Kovac: He has lost the war\nThe mayor spoke on Friday.", "Berg"),
    ],
)
def test_a_headline_with_a_colon_is_told_by_whom_it_names_first(read: Read, text: str, source: str) -> None:
    (told,) = read(text)[0]
    assert told.source[0].text.split()[0] == source


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        (
            'The minister issued the following statement:\n\n"We stand by the truce."',
            "issued the following statement",
            "The minister",
        ),
        ('The minister\'s response was: "We will not leave the town."', "response was", "The minister's"),
        ('"Not now," the minister shot back.', "shot back", "the minister"),
        ('"It is over," the minister answered.', "answered", "the minister"),
        (
            '"The plan needs money and a date," Omar Saleh, who founded the party, wrote on Monday.',
            "wrote",
            "Omar Saleh, who founded the party",
        ),
        ('The vote is about "people telling the old leaders to go," Omar Saleh said.', "said", "Omar Saleh"),
    ],
)
def test_words_in_marks_are_theirs_who_are_said_to_speak_them(
    read: Read, text: str, cue: str, source: str
) -> None:
    found = [s for s in read(text)[0] if s.cue.text == cue]
    assert [span.text for statement in found for span in statement.source] == [source]
    assert found[0].quotations


def test_a_place_where_words_are_quoted_does_not_speak(read: Read) -> None:
    assert not read('The minister appeared on "The Late Night News With Omar," and left the town.')[0]
