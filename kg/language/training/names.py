"""Names from many sources in one scheme, learnt from without taking "not annotated" for "not a name".

Every source yields word lists with, for each word, the *set* of labels that its annotation allows. A source that knows
only ``LOC`` allows GPE, LOC and FAC; a word that a source leaves unmarked may still carry a class that the source does
not annotate. The loss is the negative logarithm of the summed probability of the allowed labels.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from kg.language.labels import BIO_LABELS, NAME_TYPES, begin
from kg.language.training.treebank import Sentence
from kg.language.wordpieces import SPACING_UNKNOWN

NUMERIC = frozenset({"DATE", "TIME", "NUMBER", "MONEY"})
ANYTHING = (1 << len(BIO_LABELS)) - 1
PLACE = frozenset({"GPE", "LOC", "FAC"})
OTHER = frozenset({"NORP", "EVENT", "WEAPON", "VEHICLE", "LAW", "MISC"})


@dataclass(slots=True)
class Named:
    """Words with the set of allowed name labels of each, as a bit mask over :data:`BIO_LABELS`."""

    words: list[str]
    spacing: list[int]
    allowed: list[int] = field(default_factory=list)


def labels_mask(types: Iterable[str], *, first: bool) -> int:
    """Bit mask of the B labels (or, not *first*, the I labels) of *types*."""
    return sum(1 << (begin(t) + (0 if first else 1)) for t in types)


def outside_mask(open_types: Iterable[str]) -> int:
    """Bit mask of O and of every label of *open_types*, the classes that a source does not annotate."""
    return 1 | sum(3 << begin(t) for t in open_types)


@dataclass(frozen=True)
class Lexicon:
    """Word lists that complete partly annotated sources."""

    titles: frozenset[tuple[str, ...]]
    demonyms: frozenset[str]
    countries: dict[str, list[str]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The word lists beside this module."""
    data = tomllib.loads((Path(__file__).parent / "lexicon.toml").read_text(encoding="utf-8"))
    titles = {tuple(t.split()) for line in data["titles"].split("\n") for t in line.split("|") if t.strip()}
    first_line = {(w,) for w in "mr mrs ms miss dr sir dame lord lady prof professor president".split()}
    titles = {t for t in titles if len(t) <= 4} | first_line | {("vice", "president"), ("former", "president")}
    countries: dict[str, list[str]] = {}
    for pair in data["demonyms"]["pairs"].replace("\n", "|").split("|"):
        if pair.strip():
            country, _, demonyms = pair.partition(":")
            countries[country.strip()] = demonyms.split()
    demonyms = {d for ds in countries.values() for d in ds} | set(data["demonyms"]["others"].split())
    return Lexicon(frozenset(titles), frozenset(demonyms), countries)


def _title_length(words: list[str], at: int, end: int) -> int:
    """Length of the longest known title that begins at *at* and ends before *end*."""
    for length in range(min(4, end - at), 0, -1):
        key = tuple(w.lower().rstrip(".") for w in words[at : at + length])
        if key in lexicon().titles:
            return length
        if length == 3 and words[at + 1] == "-" and ("-".join((key[0], key[2])),) in lexicon().titles:
            return length
    return 0


# --- dates, times, numbers and money by pattern --------------------------------------------------------------------

_MONTH = r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)|apr(?:il|\.)|june?|july?|aug(?:ust|\.)|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?|(?-i:May))"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_NUMBER_WORD = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|millions?|billions?)"
)
_DIGITS = r"\d+(?:[.,]\d+)*"
_NUMBER = rf"(?:{_DIGITS}|{_NUMBER_WORD})(?: (?:- )?{_NUMBER_WORD})*"
_UNIT = r"(?:days?|weeks?|months?|years?|decades?|centur(?:y|ies)|weekends?)"
_PATTERNS = [
    (
        "MONEY",
        rf"(?:(?:us|u\.s\.|a|c)? ?[$€£¥] ?{_DIGITS}(?: (?:hundred|thousand|million|billion|trillion|bn|m|k))?|"
        rf"{_NUMBER} (?:us )?(?:dollars?|euros?|pounds|rubles|roubles|yen|yuan|rupees|cents))",
    ),
    (
        "TIME",
        rf"(?:\d\d?[:.]\d\d ?(?:a\.?m\.?|p\.?m\.?|gmt|utc|hours)?(?: gmt| utc| local time)?|\d\d? ?(?:a\.m\.|p\.m\.|am|pm)|"
        rf"{_DAY} (?:morning|afternoon|evening|night)|(?:this|yesterday|tomorrow) (?:morning|afternoon|evening)|"
        rf"{_NUMBER} (?:hours?|minutes?|seconds?)|midnight|tonight)",
    ),
    (
        "DATE",
        rf"(?:{_DAY} ?,? {_MONTH} \d\d?(?:st|nd|rd|th)?(?: ?,? (?:19|20)\d\d)?|{_MONTH} \d\d?(?:st|nd|rd|th)?(?: ?,? (?:19|20)\d\d)?|"
        rf"\d\d?(?:st|nd|rd|th)? (?:of )?{_MONTH}(?: ?,? (?:19|20)\d\d)?|(?:(?:early|late|mid -|mid) )?{_MONTH}(?: ?,? (?:of )?(?:19|20)\d\d)?|"
        rf"(?:last|next|this|past|previous|coming) (?:{_DAY}|{_UNIT}|{_MONTH}|spring|summer|autumn|winter)|"
        rf"{_DAY}|yesterday|today|tomorrow|(?:the )?(?:18|19|20)\d0 ?'?s|\d\d?[/-]\d\d?[/-](?:\d\d)?\d\d|(?:19|20)\d\d ?- ?\d\d ?- ?\d\d|"
        rf"(?:(?:a|one|a few|several|{_NUMBER}) {_UNIT} (?:ago|earlier|later))|(?:{_NUMBER}) (?:- )?{_UNIT}|"
        rf"(?:(?:early|late|mid -) )?(?:1[6-9]|20)\d\d(?! (?:people|[a-z]+s\b)))"
    ),
    ("NUMBER", rf"(?:{_NUMBER}(?: ?%| percent| per cent)?)"),
]
_NUMERIC = re.compile("|".join(rf"(?P<{name}>(?<!\S){pattern}(?!\S))" for name, pattern in _PATTERNS), re.I)


def numeric_spans(words: list[str]) -> list[tuple[int, int, str]]:
    """Dates, times, numbers and sums of money among *words*, as (start, end, class)."""
    offsets, position = {}, 0
    ends = {}
    for i, word in enumerate(words):
        offsets[position] = i
        position += len(word)
        ends[position] = i + 1
        position += 1
    spans = []
    for match in _NUMERIC.finditer(" ".join(words)):
        start, end = offsets.get(match.start()), ends.get(match.end())
        if start is not None and end is not None and match.lastgroup:
            spans.append((start, end, match.lastgroup))
    return spans


def build(
    words: list[str],
    spacing: list[int],
    spans: list[tuple[int, int, frozenset[str]]],
    open_types: frozenset[str],
    unsure: Iterable[int] = (),
    *,
    exhaustive: bool = True,
) -> Named:
    """Allowed labels of *words*.

    *spans* are the source's names with the classes each may be; *open_types* are classes that the source does not
    annotate; words *unsure* may be anything. A source that is not *exhaustive* leaves every unmarked word open, except
    that a lower-case word is no name.
    """
    named = Named(words, spacing)
    outside = outside_mask(open_types | {"TITLE"})
    lower_outside = outside_mask(())
    for word in words:
        if word.islower() and word.isalpha():
            named.allowed.append(lower_outside)
        elif exhaustive:
            named.allowed.append(outside)
        else:
            named.allowed.append(outside_mask(NAME_TYPES) if any(c.isalnum() for c in word) else outside)
    for i in unsure:
        named.allowed[i] = ANYTHING
    taken = [False] * len(words)

    def mark(start: int, end: int, types: Iterable[str]) -> None:
        types = tuple(types)
        for i in range(start, end):
            named.allowed[i] = labels_mask(types, first=i == start)
            taken[i] = True

    for start, end, types in spans:
        if any(taken[start:end]):
            continue
        if "PERSON" in types and _title_length(words, start, end) == end - start:
            mark(start, end, {"TITLE"})
            continue
        if "PERSON" in types and end - start > 1 and (title := _title_length(words, start, end - 1)):
            mark(start, start + title, {"TITLE"})
            start += title
        elif "PERSON" in types:
            for length in range(min(4, start), 0, -1):
                if _title_length(words, start - length, start) == length and not any(taken[start - length : start]):
                    mark(start - length, start, {"TITLE"})
                    break
        if start < end:
            mark(start, end, types)
    for start, end, name in numeric_spans(words):
        if not any(taken[start:end]):
            mark(start, end, {name})
    for i, word in enumerate(words):
        if taken[i]:
            continue
        if word in lexicon().demonyms and ("NORP" in open_types or named.allowed[i] == ANYTHING):
            named.allowed[i] |= labels_mask({"NORP"}, first=True) | outside
            if i + 1 < len(words) and words[i + 1].islower():
                named.allowed[i] = labels_mask({"NORP"}, first=True)
        elif word.casefold() in {"one", "may", "march", "second"}:
            named.allowed[i] |= outside_mask(NUMERIC)
    return named


# --- sources --------------------------------------------------------------------------------------------------------

_BIO_SOURCES: dict[str, tuple[dict[str, frozenset[str]], frozenset[str]]] = {
    "wikigold": (
        {"PER": frozenset({"PERSON"}), "ORG": frozenset({"ORG"}), "LOC": PLACE, "MISC": OTHER},
        frozenset({"TITLE"}),
    ),
    "wnut17": (
        {
            "person": frozenset({"PERSON"}),
            "location": PLACE,
            "corporation": frozenset({"ORG"}),
            "group": frozenset({"ORG", "NORP"}),
            "creative-work": frozenset({"MISC", "LAW"}),
            "product": frozenset({"MISC", "WEAPON", "VEHICLE"}),
        },
        frozenset({"NORP", "EVENT", "LAW", "TITLE", "WEAPON", "VEHICLE"}),
    ),
    "btc": ({"PER": frozenset({"PERSON"}), "ORG": frozenset({"ORG"}), "LOC": PLACE}, OTHER | {"TITLE"}),
    "uner": ({"PER": frozenset({"PERSON"}), "ORG": frozenset({"ORG"}), "LOC": PLACE}, OTHER | {"TITLE"}),
    "crossner": (
        {
            "politician": frozenset({"PERSON"}),
            "person": frozenset({"PERSON"}),
            "organisation": frozenset({"ORG"}),
            "politicalparty": frozenset({"ORG"}),
            "country": frozenset({"GPE"}),
            "location": PLACE,
            "election": frozenset({"EVENT"}),
            "event": frozenset({"EVENT"}),
            "misc": OTHER,
        },
        frozenset({"NORP", "TITLE", "LAW", "WEAPON", "VEHICLE"}),
    ),
}


def read_bio(path: Path) -> Iterator[tuple[list[str], list[tuple[int, int, str]]]]:
    """Yield words and (start, end, class) spans of each block of a token–tag file."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.strip():
            word, _, tag = line.rpartition("\t")
            words.append(word.strip() or "?")
            tags.append(tag.strip())
        elif words:
            spans, start = [], None
            for i, tag in enumerate([*tags, "O"]):
                if start is not None and not (tag.startswith("I-") and tag[2:] == tags[start][2:]):
                    spans.append((start, i, tags[start][2:]))
                    start = None
                if tag != "O" and start is None:
                    start = i
            yield words, spans
            words, tags = [], []


def from_bio(path: Path, scheme: str) -> Iterator[Named]:
    """Names of a token–tag file of one of the known schemes."""
    classes, open_types = _BIO_SOURCES[scheme]
    for words, spans in read_bio(path):
        unsure = [i for i, w in enumerate(words) if w.startswith(("@", "#", "http")) or (i and words[i - 1] in "@#")]
        kept = [(s, e, classes[t]) for s, e, t in spans if not set(range(s, e)) & set(unsure)]
        yield build(words, [SPACING_UNKNOWN] * len(words), kept, open_types, unsure)


_CAPITAL = re.compile(r"[^\W\d_]")


def _proper(words: list[str]) -> bool:
    """Whether a mention reads as a name: its first and last words are capitalised and no other but function words are not."""
    small = {"of", "the", "and", "for", "'s", "’s", "-", "al", "de", "in", "on", "&"}
    letters = [w for w in words if _CAPITAL.search(w)]
    return (
        bool(letters)
        and words[0][:1].isupper()
        and words[-1][:1].isupper()
        and all(w[:1].isupper() or w.casefold() in small for w in words)
        and words[0].casefold() not in {"the", "a", "an", "his", "her", "their", "its", "our", "this", "that", "we", "he", "she", "they", "it", "i", "you", "former"}
    )


_MENTION_SOURCES: dict[str, dict[str, frozenset[str]]] = {
    "re3d": {
        "Organisation": frozenset({"ORG", "GPE"}),
        "Location": PLACE,
        "Person": frozenset({"PERSON"}),
        "Nationality": frozenset({"NORP"}),
        "MilitaryPlatform": frozenset({"VEHICLE", "WEAPON"}),
        "Weapon": frozenset({"WEAPON"}),
        "DocumentReference": frozenset({"LAW", "MISC"}),
    },
    "meantime": {
        "ORGANIZATION": frozenset({"ORG"}),
        "PERSON": frozenset({"PERSON"}),
        "LOCATION": PLACE,
        "PRODUCT": frozenset({"MISC", "VEHICLE", "WEAPON"}),
    },
    "ecb": {
        "HUMAN_PART_PER": frozenset({"PERSON"}),
        "HUMAN_PART_ORG": frozenset({"ORG"}),
        "LOC_FAC": frozenset({"FAC", "ORG", "LOC"}),
        "LOC_GEO": PLACE,
        "HUMAN_PART_GPE": frozenset({"GPE", "NORP"}),
        "HUMAN_PART_VEH": frozenset({"VEHICLE"}),
    },
}
_TOKEN = re.compile(r"\w+(?:[’']\w+)?|[^\w\s]")


def from_mentions(path: Path, scheme: str) -> Iterator[Named]:
    """Proper names among the mentions of a JSON Lines source with character offsets; its annotation is not exhaustive."""
    import spacy

    tokenizer = spacy.blank("en").tokenizer
    classes = _MENTION_SOURCES[scheme]
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if "BBC" in record.get("source", ""):
            continue
        validated = set(record.get("validated_sentences", ()))
        for number, match in enumerate(re.finditer(r"[^\n]+", record["text"])):
            if validated and number not in validated:
                continue
            base, doc = match.start(), tokenizer(match.group())
            if not 4 <= len(doc) <= 110:
                continue
            starts = {base + t.idx: t.i for t in doc}
            ends = {base + t.idx + len(t): t.i + 1 for t in doc}
            words = [t.text for t in doc]
            spans = []
            for mention in record["mentions"]:
                start, end = starts.get(mention["start"]), ends.get(mention["end"])
                types = classes.get(mention["type"])
                if start is None or end is None or types is None:
                    continue
                while start < end and words[start].casefold() in {"the", "in", "at", "on", "from", "to"}:
                    start += 1
                if words[end - 1 : end] in (["'s"], ["’s"]):
                    end -= 1
                if start < end <= start + 8 and _proper(words[start:end]) and "," not in words[start:end]:
                    if types == {"PERSON"} and end - start > 4:
                        continue
                    spans.append((start, end, types))
            spans.sort(key=lambda s: s[0] - s[1])
            if spans:
                blank = [t for t in doc if t.is_space]
                if blank:
                    continue
                spacing = [2 if t.i and not doc[t.i - 1].whitespace_ else 1 for t in doc]
                yield build(words, spacing, spans, OTHER | {"TITLE"}, exhaustive=False)


_GUM_CLASSES = {
    "person": frozenset({"PERSON"}),
    "place": PLACE,
    "organization": frozenset({"ORG"}),
    "event": frozenset({"EVENT"}),
    "object": frozenset({"MISC", "VEHICLE", "WEAPON"}),
    "abstract": frozenset({"MISC", "LAW", "NORP"}),
}


def gum_mentions(sentence: Sentence) -> Iterator[tuple[int, int, str, list[int], str]]:
    """GUM's mentions: (start, end, type, minimal span as word indices, Wikipedia title or '')."""
    open_mentions: dict[str, list[tuple[int, list[str]]]] = {}
    for i, mark in enumerate(sentence.entities):
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", mark):
            body = piece.strip("()")
            fields = body.split("-")
            if piece.startswith("("):
                if piece.endswith(")"):
                    yield _mention(i, i + 1, fields)
                else:
                    open_mentions.setdefault(fields[0], []).append((i, fields))
            elif open_mentions.get(fields[0]):
                start, begun = open_mentions[fields[0]].pop()
                yield _mention(start, i + 1, begun)


def _mention(start: int, end: int, fields: list[str]) -> tuple[int, int, str, list[int], str]:
    etype = fields[1] if len(fields) > 1 else ""
    minimal = [start + int(n) - 1 for n in fields[5].split(",") if n.isdigit()] if len(fields) > 5 else []
    title = "-".join(fields[7:]) if len(fields) > 7 else ""
    return start, end, etype, minimal, title


def from_gum(sentence: Sentence) -> Named:
    """Named mentions of a GUM sentence."""
    words, upos = sentence.words, sentence.upos
    spans: list[tuple[int, int, frozenset[str]]] = []
    inside: set[int] = set()
    for start, end, etype, minimal, title in gum_mentions(sentence):
        types = _GUM_CLASSES.get(etype)
        minimal = [i for i in minimal if start <= i < end]
        if types is None or not minimal or not any(upos[i] == "PROPN" for i in minimal):
            continue
        found = _title_match(words, start, end, title) if title else None
        if found is None:
            found = _name_extent(sentence, start, end, minimal, connect=etype != "person")
        if etype == "person" and sentence.xpos[minimal[-1]] == "NNPS":
            types = frozenset({"NORP", "ORG"})
        spans.append((*found, types))
        inside.update(range(*found))
    spans.sort(key=lambda s: s[0] - s[1])
    unsure = [
        i
        for i, word in enumerate(words)
        if i not in inside and (upos[i] == "PROPN" or (word[:1].isupper() and i > 0 and upos[i] in {"ADJ", "NOUN"}))
    ]
    return build(words, sentence.spacing, spans, frozenset({"NORP", "LAW"}), unsure)


def _title_match(words: list[str], start: int, end: int, title: str) -> tuple[int, int] | None:
    wanted = re.sub(r"\W", "", re.sub(r"\(.*", "", title)).casefold()
    for i in range(start, end):
        joined = ""
        for j in range(i, end):
            joined += re.sub(r"\W", "", words[j]).casefold()
            if joined == wanted and words[i][:1].isupper():
                return i, j + 1
    return None


def _name_extent(sentence: Sentence, start: int, end: int, minimal: list[int], *, connect: bool) -> tuple[int, int]:
    """Widest run of proper words around the minimal span; *connect* lets it cross "of", "for", "the", "'s"."""
    words, upos = sentence.words, sentence.upos

    def proper(i: int) -> bool:
        return start <= i < end and (
            upos[i] == "PROPN" or (words[i][:1].isupper() and upos[i] in {"ADJ", "NOUN", "NUM"} and (i > 0 or connect))
        )

    left, right = minimal[0], minimal[-1] + 1
    while True:
        if proper(left - 1):
            left -= 1
        elif left - 2 >= start and words[left - 1] in {"-", "–", "&"} and proper(left - 2):
            left -= 2
        else:
            break
    links = {"of", "for", "the", "'s", "’s"} if connect else set()
    while right < end:
        if proper(right) or (upos[right] == "NUM" and words[right].isdigit() and connect):
            right += 1
        elif words[right] in {"-", "–", "&"} and proper(right + 1):
            right += 2
        elif words[right] in links and (proper(right + 1) or (words[right + 1 : right + 2] == ["the"] and proper(right + 2))):
            right += 2
        else:
            break
    return left, min(right, end)


def from_ewt(sentence: Sentence) -> Named:
    """What an EWT tree alone says of names: which words cannot be one."""
    words, upos = sentence.words, sentence.upos
    near = {j for i, tag in enumerate(upos) if tag == "PROPN" for j in (i - 1, i, i + 1)}
    unsure = [i for i, word in enumerate(words) if i in near or (word[:1].isupper() and upos[i] in {"ADJ", "NOUN", "X"})]
    return build(words, sentence.spacing, [], frozenset(), unsure)


_MARKUP = re.compile(r"\[([^\[\]]+)\]\(([A-Z]+)\)")


def from_markup(lines: Iterable[str]) -> Iterator[Named]:
    """Sentences fully annotated inline, as in ``[NATO](ORG) [Secretary-General](TITLE) [Jens Stoltenberg](PERSON)``."""
    from kg.language.tokenization import tokenizer

    cut = tokenizer()
    for line in lines:
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        text, spans, last = "", [], 0
        for match in _MARKUP.finditer(line):
            text += line[last : match.start()]
            spans.append((len(text), len(text) + len(match[1]), match[2]))
            text += match[1]
            last = match.end()
        text += line[last:]
        doc = cut(text)
        starts = {t.idx: t.i for t in doc}
        ends = {t.idx + len(t): t.i + 1 for t in doc}
        words = [t.text for t in doc]
        spacing = [2 if t.i and not doc[t.i - 1].whitespace_ else 1 for t in doc]
        named = Named(words, spacing, [1] * len(words))
        for start, end, name in spans:
            if start not in starts or end not in ends:
                raise ValueError(f"name does not fall on words: {text[start:end]!r} in {line!r}")
            for i in range(starts[start], ends[end]):
                named.allowed[i] = labels_mask({name}, first=i == starts[start])
        marked = [a != 1 for a in named.allowed]
        for start, end, name in numeric_spans(words):
            if not any(marked[start:end]):
                for i in range(start, end):
                    named.allowed[i] = labels_mask({name}, first=i == start)
        yield named
