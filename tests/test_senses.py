"""What words name in their context, and how the encoder is taught it."""

from importlib.resources import files

import pytest
from spacy.language import Language

from kg.language.labels import EVENT_LABELS
from kg.language.senses import SENSES, event_odds, kind_odds
from kg.language.training.events import ANY_EVENT, NOTHING, from_corpus, from_own_events, mask

OWN = files("kg.language.training").joinpath("own_events.txt")


def read(line: str) -> dict[str, int]:
    (marked,) = from_own_events([line])
    return dict(zip(marked.words, marked.events, strict=True))


def test_marked_words_are_of_their_class_and_all_others_name_nothing() -> None:
    events = read("Jets [bombed](Airstrike) a market after [talks](Negotiation) in Doha.")
    assert events["bombed"] == mask("Airstrike", "ASSAULT")
    assert events["talks"] == mask("Negotiation", "CONSULT")
    assert all(events[word] == NOTHING for word in ("Jets", "a", "market", "after", "in", "Doha", "."))


def test_small_words_of_a_mark_are_left_open() -> None:
    events = read("They [laid down their arms](Disarmament).")
    assert events["laid"] == events["arms"] == mask("Disarmament")
    assert events["down"] == events["their"] == ANY_EVENT


@pytest.mark.parametrize("mark", ["Bombardment", "CoerciveAction", "CoerciveAction/ASSAULT"])
def test_marks_that_name_no_label_are_refused(mark: str) -> None:
    with pytest.raises(ValueError, match="shelled"):
        read(f"Troops [shelled]({mark}) the town.")


def test_all_of_our_own_sentences_can_be_read_and_none_stands_there_twice() -> None:
    lines = [line for line in OWN.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert sum(1 for _ in from_own_events(lines)) == len(lines) == len(set(lines))


def test_the_own_corpus_leaves_open_what_it_does_not_tell() -> None:
    said = mask("Accusation")
    told = [bool(said & events) for marked in from_corpus("train") for events in marked.events]
    assert any(told)
    assert not all(told)


@pytest.mark.parametrize(
    ("text", "event", "kind", "other"),
    [
        ("Soldiers shelled the village on Monday.", "shelled", "ASSAULT", "village"),
        ("The rebels released two hostages.", "released", "RETREAT", "hostages"),
        ("The minister flew to Ankara for talks with his counterpart.", "talks", "CONSULT", "counterpart"),
        ("The union called off its strike on Friday.", "strike", "PROTEST", "Friday"),
        ("Moscow accused Kyiv of spying.", "accused", "ACCUSE", "Moscow"),
    ],
)
def test_words_that_name_events_are_told_from_others(
    nlp: Language, text: str, event: str, kind: str, other: str
) -> None:
    doc = nlp(text)
    senses = {token.text: doc.user_data[SENSES][token.i] for token in doc}
    assert senses[event].shape == (len(EVENT_LABELS),)
    assert event_odds(senses[event]) > 0 > event_odds(senses[other])
    assert kind_odds(senses[event], kind) > 0


@pytest.mark.parametrize(
    "text",
    [
        "The striker fired two shots past the keeper.",
        "A storm struck the coast and forced ferries to stay in port.",
        "She met her husband at university.",
    ],
)
def test_the_same_words_elsewhere_name_nothing(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert all(event_odds(row) < 0 for row in doc.user_data[SENSES])
