"""Between whom an agreement is, where the words that make it do not say so."""

import pytest
from spacy.language import Language

from kg.articles.article import Article
from kg.extraction import extract


def parties(nlp: Language, text: str) -> list[list[str]]:
    report = extract(nlp(text), Article(id="test", text=text), min_confidence=0.0)
    return [sorted(report.entity(a.entity).name for a in one.party) for one in report.agreements]


@pytest.mark.parametrize(
    ("text", "between"),
    [
        (
            "US President Donald Trump flew to Singapore. North Korean leader Kim Jong Un came later. "
            "Trump and Kim signed a nuclear agreement on Tuesday.",
            ["North Korea", "United States"],
        ),
        ("The governments of Mali and Niger signed a security pact on Friday.", ["Mali", "Niger"]),
        ("Serbia freed two prisoners under the agreement with Kosovo.", ["Kosovo", "Serbia"]),
        ("Iran freed a sailor on Monday in a prisoner swap with Belgium.", ["Belgium", "Iran"]),
        ("Kenya and Somalia restored ties after a deal brokered by Qatar.", ["Kenya", "Somalia"]),
        ("Armenia's parliament ratified the peace treaty with Azerbaijan.", ["Armenia", "Azerbaijan"]),
        ("Militias in Tripoli agreed on Tuesday to stop shooting.", ["Militias"]),
        (
            "Israel freed 30 prisoners as part of the ceasefire deal, and Hamas handed over three men.",
            ["Hamas", "Israel"],
        ),
        (
            "Armenia accused Azerbaijan of violating the November accord, which Russia brokered.",
            ["Armenia", "Azerbaijan"],
        ),
        (
            "Putin suspended Russia's participation in the arms treaty with the United States.",
            ["Russia", "United States"],
        ),
        ("Hamas has accepted the truce proposal. Israel rejected the proposal.", ["Hamas", "Israel"]),
        (
            "Mali's government and the rebels ended the war when they signed a peace agreement.",
            ["Malian government", "rebels"],
        ),
        (
            "Ukraine and Russia-backed separatists ended the ceasefire on Tuesday.",
            ["Russia-backed separatists", "Ukraine"],
        ),
    ],
)
def test_sides_are_read_from_what_they_do_about_it(nlp: Language, text: str, between: list[str]) -> None:
    assert parties(nlp, text) == [between]


def test_a_truce_that_one_side_declared_is_no_agreement(nlp: Language) -> None:
    assert not parties(nlp, "Ukraine accused Russia of breaking the Easter truce that Putin had declared.")


def test_who_welcomes_a_proposal_is_no_side(nlp: Language) -> None:
    assert parties(nlp, "Norway welcomed the ceasefire proposal.") == [[]]
