"""Names spelt differently: the items whose names sound like a name, or start like it, and are nearly it."""

from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from kg.linking.index import EntityFacts, Index
from kg.linking.name_words import without_honorifics
from kg.linking.names import fold, is_acronym, sound

FUZZY_RATIO = 88.0
"""Least likeness, of 100, of a name and a label that is written differently."""

PERSON_RATIO = 85.0
"""The same for people, whose names are transliterated in more ways and share all consonants."""

_TYPO_RATIO = 92.0
_WORD_RATIO = 65.0


def alike(surface: str, index: Index) -> Iterator[tuple[EntityFacts, float]]:
    """Yield items whose names sound alike or start alike and are spelt nearly the same; how alike, 0 to 1."""
    key = fold(without_honorifics(surface))
    if len(key) < 6 or is_acronym(surface):
        return
    code = sound(key)
    same_sound = {qid for qid, _ in index.named("~" + code)} if code else set()
    same_start: set[int] = set()
    if not same_sound and len(key.split()) > 1:
        near = index.starting_with(key[: max(6, key.index(" ") + 2)])
        # "Simonko" is no "Simonov": one letter is a slip, two are another name.
        same_start = {
            qid
            for name, qid, _ in near
            if fuzz.ratio(name, key) >= _TYPO_RATIO and Levenshtein.distance(name, key, score_cutoff=1) <= 1
        }
    for qid in sorted(same_sound | same_start):
        facts = index.facts(qid)
        if facts is None or (qid in same_start and facts.cls != "Person"):
            continue
        names = {fold(facts.label), fold(facts.title)}
        if facts.cls == "Person":
            names = {name for name in names if not _is_another_name(name, key, index)}
        ratio = max((_likeness(name, key) for name in names), default=0.0)
        if ratio >= (FUZZY_RATIO if facts.cls != "Person" else PERSON_RATIO):
            yield facts, ratio / 100


def _is_another_name(name: str, key: str, index: Index) -> bool:
    """Tell whether a difference makes another name, not another spelling: a woman's for a man's ("Petra",
    "Peter"), or one common surname for another ("Curry", "Cherry")."""
    one, other = name.split(), key.split()
    if {one[0][-1] == "a", other[0][-1] == "a"} == {True, False} and not {one[0][-1], other[0][-1]} & set(
        "eiouy"
    ):
        return True
    return one[-1] != other[-1] and min(index.namesakes(one[-1]), index.namesakes(other[-1])) > 0


def _likeness(name: str, key: str) -> float:
    """Return how alike two names are, 0 to 100; 0 unless each word has its like, with the same first
    letter."""
    pairs = list(zip(name.split(), key.split(), strict=False))
    if len(name.split()) != len(key.split()):
        return 0.0
    if any(one[0] != other[0] or fuzz.ratio(one, other) < _WORD_RATIO for one, other in pairs):
        return 0.0
    return fuzz.ratio(name, key)
