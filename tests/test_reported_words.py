"""Which words a statement reports: where they begin and end."""

import pytest
from reading_statements import Read, reader
from spacy.language import Language


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    return reader(nlp)


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
        (
            "The minister's aides had said more than 300 of the letters contained secret material.",
            "more than 300 of the letters contained secret material",
        ),
        (
            "A poll shows Omar Saleh with a narrow lead over the president.",
            "Omar Saleh with a narrow lead over the president",
        ),
        ("The minister discussed the truce on television.", "the truce"),
        ("Attention turned to the plan, which the minister denounced.", "the plan"),
        ("Bread is scarce in early May, according to army records.", "Bread is scarce in early May"),
    ],
)
def test_reported_words_end_where_the_article_goes_on(read: Read, text: str, content: str) -> None:
    assert [part.text for part in read(text)[0][0].content] == [content]


def test_what_follows_in_the_articles_own_voice_is_not_reported(read: Read) -> None:
    statements, _ = read("Israel said that it had hit 50 targets, but gave no details.")
    assert [part.text for part in statements[0].content] == ["it had hit 50 targets"]


def test_what_a_closing_cue_reports_is_not_its_own_report(read: Read) -> None:
    statements, _ = read(
        "The minister warned the general during their meeting in Paris not to move troops, said an official."
    )
    contents = {s.cue.text: s.content[0].text for s in statements}
    assert "official" not in contents.get("warned", "")
    assert contents["said"].startswith("The minister warned the general")


def test_a_parenthesis_with_where_it_was_said_splits_the_words(read: Read) -> None:
    statements, _ = read("The plan, Omar Saleh argued in his letter, is a sham.")
    assert [part.text for part in statements[0].content] == ["The plan", "is a sham"]


def test_what_two_discuss_with_each_other_is_nobodys_word(read: Read) -> None:
    assert not read("The two ministers discussed the truce on Monday.")[0]
    assert not read("The minister discussed the truce with the envoy.")[0]


def test_what_others_call_it_is_not_among_the_words(read: Read) -> None:
    statements, _ = read("The envoys were angry about the plan, with Omar Saleh calling it a trap.")
    assert [[part.text for part in s.content] for s in statements] == [["the plan"], ["it a trap"]]
