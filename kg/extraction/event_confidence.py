"""How sure an event is: the chance that a reader of the text would find it there.

A logistic model over signs of the trigger, of those who take part, and of what the text around it is about.
Its weights are in ``data/confidence.toml``, fitted by ``python -m kg.evaluation.confidence``.
"""

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kg.extraction.event_drafts import Draft
from kg.extraction.frames import lexicon
from kg.extraction.public_affairs import PublicAffairs, is_habitual, is_personal, public_words
from kg.extraction.surroundings import words_of
from kg.extraction.trigger import Trigger
from kg.language.senses import event_odds, kind_odds, senses_of

LIKELY = 0.5
"""Events below it are likelier wrong than right."""

SENSE_SCALE = 4.0
"""Log odds of this size count as a sign of size 1."""

_SUREST = 0.99
_DOUBT = -1.0
"""Below it another type or class is no less likely: some deeds are of two types, as readers see them."""


def signs_of(draft: Draft, affairs: PublicAffairs) -> dict[str, float]:
    """Return the signs for and against a draft, by the names under which their weights are kept."""
    trigger = draft.trigger
    frame, token, sentence = trigger.frame, trigger.token, trigger.token.sent
    own = {token.i, *(t.i for t in trigger.absorbed)}
    words = words_of(sentence, own)
    fields = lexicon().fields
    signs: dict[str, float] = {
        "bias": 1.0,
        "sure": 10 * (frame.sure - 0.8),
        f"type {frame.type}": 1.0,
        f"class {frame.cls}": 1.0,
        "matter": math.log1p(affairs.matter(sentence)),
        "around": affairs.share() - 0.4,
        "personal": float(is_personal(sentence)),
        "habitual": float(is_habitual(trigger.host or token)),
        "crime": float(bool(words & public_words()["crime"])),
        "elsewhere": float(
            bool(words & (fields["sport"] | fields["screen"] | fields["business"] | fields["science"]))
        ),
        "asks": min(trigger.asks, 4) / 2,
        "lone": float(frame.needs == "pair" and draft.arguments < 2),
        "noun": float(trigger.nominal),
        "carried": float(trigger.host is not None),
        "place": float(bool(draft.location)),
        "date": float(draft.date is not None),
        "count": float(bool(draft.counts)),
        "instrument": float(bool(draft.instrument)),
        "sensed": float(trigger.sensed),
        **_senses(trigger),
    }
    forceful = frame.type in ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT")
    for role, arguments in (("actor", draft.actor), ("done", (*draft.recipient, *draft.victim))):
        standing = affairs.standing(arguments) or "nobody"
        if standing == "armed" and not forceful:
            standing = "public"  # where they talk, sign or help they are as good as any
        signs[f"{role} {standing}"] = 1.0
        signs[f"{role} {standing} {'force' if forceful else 'word'}"] = 1.0
    return signs


def _senses(trigger: Trigger) -> dict[str, float]:
    """How likely the encoder takes a word of the trigger for an event, and for one of the type and class."""
    frame = trigger.frame
    told = [senses for t in (trigger.token, *trigger.absorbed) if (senses := senses_of(t)) is not None]
    if not told:
        return {}
    best = max(told, key=event_odds)
    return {
        "sense": event_odds(best) / SENSE_SCALE,
        "sense type": max(kind_odds(best, frame.type) / SENSE_SCALE, _DOUBT),
        "sense class": max(kind_odds(best, frame.type, frame.cls) / SENSE_SCALE, _DOUBT),
    }


def confidence(signs: dict[str, float]) -> float:
    """The probability that a draft with these signs is right, to two digits; nothing is quite certain."""
    return min(round(chance(signs, _weights()), 2), _SUREST)


def chance(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic of the weighted sum of signs; those without a weight do not count."""
    total = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return 1 / (1 + math.exp(-max(min(total, 20.0), -20.0)))


@cache
def _weights() -> dict[str, float]:
    text = files("kg.extraction").joinpath("data", "confidence.toml").read_text("utf-8")
    weights: dict[str, float] = tomllib.loads(text)["weights"]
    return weights
