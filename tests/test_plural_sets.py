"""Whom "both sides", "the two countries" and "the pair" mean: those who did something together."""

import pytest
from spacy.language import Language

from kg.articles.article import Article
from kg.extraction.coreference import resolve
from kg.extraction.mentions import find_mentions


def means(nlp: Language, text: str, words: str) -> list[str]:
    doc = nlp(text)
    table = resolve(doc, find_mentions(doc), Article(id="test", text=text))
    mention = next(m for m in table.mentions if doc[m.start : m.end].text == words)
    return sorted(table.get(identifier).name for identifier in table.ids(doc[mention.head]))


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        (
            "Israel and Hamas agreed to a truce. Egypt and Qatar mediated the talks. Both sides left.",
            "Both sides",
            ["Hamas", "Israel"],
        ),
        (
            "Serbia and Kosovo accused each other. Kenya and Mali hosted the talks. Both countries met.",
            "Both countries",
            ["Kosovo", "Serbia"],
        ),
        (
            "Vladimir Putin met Xi Jinping. The pair signed a statement.",
            "The pair",
            ["Vladimir Putin", "Xi Jinping"],
        ),
        (
            "Police arrested Ahmed Ali and Omar Karimi in Nairobi. The two men planned a bombing.",
            "The two men",
            ["Ahmed Ali", "Omar Karimi"],
        ),
        (
            "Russia and Ukraine held talks in Istanbul. The pair agreed a truce.",
            "The pair",
            ["Russia", "Ukraine"],
        ),
        (
            "Greece and Turkey signed a pact between the two countries.",
            "the two countries",
            ["Greece", "Turkey"],
        ),
        (
            "Somalia and Ethiopia held talks. Egypt has backed Somalia in the row. Both countries left.",
            "Both countries",
            ["Ethiopia", "Somalia"],
        ),
        ("Qatar and Egypt hosted talks between the two sides.", "the two sides", []),
        (
            "Joe Biden and Emmanuel Macron met in Rome. Ahmed Ali asked Omar Karimi to come. Both men left.",
            "Both men",
            [],
        ),
    ],
)
def test_a_pair_is_who_did_something_together(nlp: Language, text: str, words: str, meant: list[str]) -> None:
    assert means(nlp, text, words) == meant
