"""What the words around a name say of it: a title, a place, a team, a longer name, a country."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.linking.candidates import is_title, team_words, without_honorifics
from kg.linking.countries import country_mentions
from kg.linking.disambiguation import Surroundings

_PLACE_CUE = re.compile(
    r"\b(?:in|at|near|from|outside|across|around|inside|into|throughout|toward|towards)\s+(?:\w+ern\s+|the\s+)?$",
    re.I,
)
_NEXT_WORD = re.compile(r"\s*(?:['’]s?\s+)?([\w-]+)")
_NAME_GOES_ON = re.compile(r" (?:['’]s )?([A-Z]\w+)")
_LINKS_IN_NAMES = frozenset({"of", "de", "for"})
_MENTIONS = 5
"""So many mentions of an entity are looked at."""


def surroundings(
    text: str,
    names: Sequence[str],
    spans: Sequence[tuple[int, int]],
    cls: str | None,
    countries: Mapping[int, float],
    words: frozenset[str],
) -> Surroundings:
    """Return what the text around the mentions of an entity says of it; ``countries`` and ``words`` are what
    the rest of the document says."""
    before = [text[max(0, start - 40) : start] for start, _ in spans[:_MENTIONS]]
    after = [text[end : end + 40] for _, end in spans[:_MENTIONS]]
    titled = any(without_honorifics(name) != name for name in names)
    return Surroundings(
        cls=cls,
        person_cue=titled or any(_ends_with_title(words_before) for words_before in before),
        place_cue=any(_PLACE_CUE.search(words_before[-25:]) for words_before in before),
        team_cue=any(_is_team(*sides) for sides in zip(before, after, strict=True)),
        part_cue=any(_is_part(*sides) for sides in zip(before, after, strict=True)),
        countries=countries,
        words=words,
    )


def country_before(before: str) -> int | None:
    """Return the country of "the Afghan" or "South Korea's" right before a name."""
    words = before.split()[-3:] if before[-1:].isspace() else []
    for start in range(len(words)):
        found = list(country_mentions(" ".join(words[start:])))
        if len(found) == 1 and len(found[0][0].split()) == len(words) - start:
            return found[0][1]
    return None


def _is_team(before: str, after: str) -> bool:
    match = _NEXT_WORD.match(after)
    return before.endswith(" beat ") or (match is not None and match.group(1).casefold() in team_words())


def _is_part(before: str, after: str) -> bool:
    goes_on = _NAME_GOES_ON.match(after)
    if goes_on is not None and not is_title(goes_on.group(1)):
        return True
    words = before.split()[-2:] if before.endswith(" ") else []
    if len(words) < 2:
        return False
    word = words[0] if words[1] in _LINKS_IN_NAMES else words[1]
    # A capital after a full stop begins a sentence, not a name.
    begins = word is words[1] and words[0].endswith((".", "!", "?", "'", '"', "”"))
    return word[0].isupper() and word.isalpha() and not begins and not is_title(word)


def _ends_with_title(before: str) -> bool:
    return before[-1:].isspace() and _is_honorific(before.split()[-1] if before.strip() else "")


@lru_cache(maxsize=50_000)
def _is_honorific(word: str) -> bool:
    return word.replace(".", "").isalpha() and without_honorifics(word + " X") == "X"
