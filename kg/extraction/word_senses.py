"""What the encoder takes a word for where the lexicon does not know it."""

from collections import Counter
from functools import cache

from spacy.tokens import Token

from kg.extraction.frames import Arguments, Frame, lexicon
from kg.language.labels import EVENT_LABELS, NO_EVENT, class_of, type_of
from kg.language.senses import kind_odds, senses_of

_SURE = 1.5
"""Log odds from which the encoder's word alone makes an event."""

_SURENESS = 0.75
"""How far the word decides by itself: so little that somebody must take part."""


def sensed_frame(token: Token) -> Frame | None:
    """The frame of the event that the encoder is sure a word names, with the usual arguments of its class."""
    label = _sure_label(token)
    return _usual_frames().get((class_of(label), type_of(label)))


def _sure_label(token: Token) -> str:
    """The likeliest label if its type is likely enough, else that of no event."""
    senses = senses_of(token)
    if senses is None:
        return NO_EVENT
    label = EVENT_LABELS[int(senses.argmax())]
    return label if kind_odds(senses, type_of(label)) >= _SURE else NO_EVENT


@cache
def _usual_frames() -> dict[tuple[str, str], Frame]:
    """By class and type, a frame that asks for nothing, with the arguments of most verbs of the class."""
    usual: dict[tuple[str, str], Counter[Arguments]] = {}
    for patterns in lexicon().verbs.values():
        for frame in (pattern.frame for pattern in patterns):
            usual.setdefault((frame.cls, frame.type), Counter())[frame.arguments] += 1
    return {
        (cls, kind): Frame(cls=cls, type=kind, arguments=counts.most_common(1)[0][0], sure=_SURENESS)
        for (cls, kind), counts in usual.items()
    }
