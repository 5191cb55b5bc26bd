"""The frame lexicon: which words trigger which class of event, and how they express its arguments.

The lexicon itself is data (``data/frames*.toml``, whose header explains the notation); here it is read into
indexes by lemma, so that looking a token up costs one dictionary access.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Need = Literal["trigger", "argument", "pair", "casualty", "clash", "talks", "agree", "host", "impact"]

# A bare {…} after one of these is its complement; after a particle ("up", "in", "over") it is the object.
_PREPOSITIONS = frozenset(
    {"of", "from", "on", "to", "with", "into", "against", "at", "for", "by", "behind", "outside"}
)
_CLEAR = 6
_PIECE = re.compile(r"(?:(?P<preposition>[\w' ]+?):)?\{(?P<words>[^}]*)\}|(?P<word>[^\s{}:]+)")


@dataclass(frozen=True, slots=True)
class Restriction:
    """What a word must be: one of some lemmas, or of some kinds or classes of entity."""

    words: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    """Ontology classes, and ``actor``, ``place``, ``any``."""

    def __bool__(self) -> bool:
        return bool(self.words or self.classes)


@dataclass(frozen=True, slots=True)
class Arguments:
    """For each role the functions that may fill it, best first."""

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    victim: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    symmetric: bool = False
    """Whether several actors do it to each other, so that the later ones are recipients."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A class of events with the constraints under which its triggers have that sense."""

    cls: str
    type: str
    mode: str | None = None
    arguments: Arguments
    counts: str | None = None
    """What the number of the object counts: ``killed``, ``injured``, ``detained``, ``displaced``."""
    obj: Restriction = Restriction()
    subj: Restriction = Restriction()
    not_obj: Restriction = Restriction()
    not_subj: Restriction = Restriction()
    mods: Restriction = Restriction()
    not_mods: Restriction = Restriction()
    without: frozenset[str] = frozenset()
    """Relations that no child of the verb may have."""
    needs: Need = "argument"
    sure: float = 0.85


@dataclass(frozen=True, slots=True)
class VerbPattern:
    """A verb with the particles, objects and prepositional phrases that must stand with it."""

    words: tuple[str, ...]
    objects: tuple[Restriction, ...]
    obliques: tuple[tuple[str, Restriction], ...]
    frame: Frame

    @property
    def strictness(self) -> int:
        """How much the pattern asks for; stricter patterns are tried first."""
        return 2 * len(self.words) + 4 * len(self.obliques) + 3 * len(self.objects) + bool(self.frame.subj)


@dataclass(frozen=True, slots=True)
class NounPattern:
    """A noun with the modifiers that must stand before it, in order, or the noun that must follow "of"."""

    modifiers: tuple[str, ...]
    obliques: tuple[tuple[str, Restriction], ...]
    frame: Frame

    @property
    def strictness(self) -> int:
        """How much the pattern asks for; stricter patterns are tried first."""
        return 2 * len(self.modifiers) + 3 * len(self.obliques)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All frames, by the lemma of their triggers, and the word lists that reading them needs."""

    verbs: dict[str, tuple[VerbPattern, ...]]
    nouns: dict[str, tuple[NounPattern, ...]]
    light: dict[str, frozenset[str]]
    casualties: dict[str, frozenset[str]]
    running_phrases: tuple[str, ...]
    partitives: frozenset[str]
    fields: dict[str, frozenset[str]]
    target: frozenset[str]
    forces: frozenset[str]
    people: frozenset[str]
    weapon: frozenset[str]
    nature: frozenset[str]
    times: frozenset[str]
    metonyms: dict[str, frozenset[str]]
    """Words for what somebody makes or has, which act in that one's stead: ``documents``, ``doings``."""
    often: dict[str, frozenset[str]]
    """Determiners of what happens again and again: ``whichever`` of deeds, ``each`` of times."""
    weapons: tuple[tuple[str, str, frozenset[str]], ...]
    """Class and mode of an attack by what it is made with."""
    otherwise: dict[str, frozenset[str]]
    """Words around a trigger that show another sense of it."""
    private: frozenset[str]
    """People who take no part in public affairs."""
    means: frozenset[str]
    """Bodies and things that are set up, sent or used for somebody."""
    apart: frozenset[str]
    """Compound prepositions whose phrase takes no part in the deed ("according to")."""
    helping: frozenset[str]
    """What others lend to a deed that is done "with" it."""
    resolve: dict[str, frozenset[str]]
    """Nouns whose "of" (``own``) or whose receiver (``leave``) is who is to do what their infinitive says."""
    asking: dict[str, frozenset[str]]
    """Prepositions before those who are asked to do something, by the verb of asking ("call on")."""
    concerning: tuple[str, ...]
    """Prepositions of those whom a thing or an act concerns, the closest first."""


@cache
def lexicon() -> Lexicon:
    """Return the frame lexicon, read once."""
    shared = _read("frames.toml")
    sets = {name: frozenset(words) for name, words in shared["sets"].items()}
    patterns = {name: _arguments(table) for name, table in shared["args"].items()}
    verbs: dict[str, list[VerbPattern]] = {}
    nouns: dict[str, list[NounPattern]] = {}
    for name in ("frames_force", "frames_posture", "frames_diplomacy", "frames_material", "frames_protest"):
        for table in _read(f"{name}.toml")["frame"]:
            try:
                frame = _frame(table, patterns, sets)
                for text in table.get("verbs", ()):
                    for lemma, verb in _verb_patterns(text, frame, sets):
                        verbs.setdefault(lemma, []).append(verb)
                for text in table.get("nouns", ()):
                    for lemma, noun in _noun_patterns(text, frame, sets):
                        nouns.setdefault(lemma, []).append(noun)
            except KeyError as unknown:
                raise ValueError(f"{name}.toml has a frame with an unknown key or set: {unknown}") from None
    return Lexicon(
        verbs={lemma: tuple(sorted(found, key=_rank)) for lemma, found in verbs.items()},
        nouns={lemma: tuple(sorted(found, key=_rank)) for lemma, found in nouns.items()},
        light={name: frozenset(words) for name, words in shared["light"].items()},
        casualties={
            name: frozenset(words)
            for name, words in shared["casualties"].items()
            if name != "running_phrases"
        },
        running_phrases=tuple(shared["casualties"]["running_phrases"]),
        partitives=frozenset(shared["partitive"]["words"]),
        fields={name: frozenset(words) for name, words in shared["fields"].items()},
        target=sets["target"],
        forces=sets["forces"],
        people=sets["people"],
        weapon=sets["weapon"],
        nature=sets["nature"],
        times=sets["times"],
        metonyms={name: frozenset(words) for name, words in shared["metonyms"].items()},
        often={name: frozenset(words) for name, words in shared["often"].items()},
        weapons=tuple((row["class"], row["mode"], frozenset(row["words"])) for row in shared["weapon"]),
        otherwise={name: frozenset(words) for name, words in shared["otherwise"].items()},
        private=frozenset(shared["private"]["people"]),
        means=sets["means"],
        apart=frozenset(shared["prepositions"]["apart"]),
        helping=frozenset(shared["helping"]["words"]),
        resolve={name: frozenset(words) for name, words in shared["resolve"].items()},
        asking={verb: frozenset(words) for verb, words in shared["asking"].items()},
        concerning=tuple(shared["prepositions"]["concerning"]),
    )


def _rank(pattern: VerbPattern | NounPattern) -> int:
    """Stricter patterns are tried first, and before them those whose words leave no other sense."""
    return -pattern.strictness - (_CLEAR if pattern.frame.sure >= 0.95 and pattern.strictness else 0)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("kg.extraction") / "data" / name).read_text("utf-8"))


def _arguments(table: dict[str, Any]) -> Arguments:
    roles = {name: tuple(value) for name, value in table.items() if name != "symmetric"}
    return Arguments(**roles, symmetric=table.get("symmetric", False))


def _frame(table: dict[str, Any], patterns: dict[str, Arguments], sets: dict[str, frozenset[str]]) -> Frame:
    return Frame(
        cls=table["class"],
        type=table["type"],
        mode=table.get("mode"),
        arguments=patterns[table["args"]],
        counts=table.get("counts"),
        obj=_restriction(table.get("obj", ()), sets),
        subj=_restriction(table.get("subj", ()), sets),
        not_obj=_restriction(table.get("not_obj", ()), sets),
        not_subj=_restriction(table.get("not_subj", ()), sets),
        mods=_restriction(table.get("mods", ()), sets),
        not_mods=_restriction(table.get("not_mods", ()), sets),
        without=frozenset(table.get("without", ())),
        needs=table.get("needs", "argument"),
        sure=table.get("sure", 0.85),
    )


def _restriction(items: Iterable[str], sets: dict[str, frozenset[str]]) -> Restriction:
    words: set[str] = set()
    classes: set[str] = set()
    for item in items:
        if item.startswith("@"):
            words |= {word for word in sets[item[1:]] if not word.startswith("#")}
            classes |= {word[1:] for word in sets[item[1:]] if word.startswith("#")}
        elif item.startswith("#"):
            classes.add(item[1:])
        else:
            words.add(item)
    return Restriction(frozenset(words), frozenset(classes))


def _pieces(
    text: str, sets: dict[str, frozenset[str]]
) -> tuple[tuple[str, ...], tuple[Restriction, ...], tuple[tuple[str, Restriction], ...]]:
    """Words, object restrictions and prepositional restrictions of a pattern in the notation of the data."""
    words: list[str] = []
    objects: list[Restriction] = []
    obliques: list[tuple[str, Restriction]] = []
    for match in _PIECE.finditer(text):
        if match["word"]:
            words.append(match["word"])
            continue
        restriction = _restriction(match["words"].split("|"), sets)
        if match["preposition"]:
            before, _, preposition = match["preposition"].strip().rpartition(" ")
            words += before.split()
            obliques.append((preposition, restriction))
        elif len(words) > 1 and words[-1] in _PREPOSITIONS and text[match.start() - 1 :].startswith(" {"):
            obliques.append((words.pop(), restriction))
        else:
            objects.append(restriction)
    return tuple(words), tuple(objects), tuple(obliques)


def _verb_patterns(
    text: str, frame: Frame, sets: dict[str, frozenset[str]]
) -> Iterable[tuple[str, VerbPattern]]:
    words, objects, obliques = _pieces(text, sets)
    yield words[0], VerbPattern(words[1:], objects, obliques, frame)
    *prefix, last = words[0].split("-")
    if prefix:
        yield last, VerbPattern((*prefix, *words[1:]), objects, obliques, frame)


def _noun_patterns(
    text: str, frame: Frame, sets: dict[str, frozenset[str]]
) -> Iterable[tuple[str, NounPattern]]:
    words, _, obliques = _pieces(text, sets)
    if obliques:
        yield words[0], NounPattern((), obliques, frame)
        return
    if words[-1] in ("of", "to", "against", "from"):
        anything = Restriction(frozenset(), frozenset({"some"}))
        yield words[-2], NounPattern(words[:-2], ((words[-1], anything),), frame)
        return
    yield words[-1], NounPattern(words[:-1], (), frame)
    parts = tuple(part for word in words for part in word.split("-"))
    if parts != words:
        yield parts[-1], NounPattern(parts[:-1], (), frame)
