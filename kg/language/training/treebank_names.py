"""Names in treebanks: GUM's entity marks, and what a tree alone says of names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.language.training.names import PLACE, Named, build
from kg.language.training.treebank import Sentence

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
        if i not in inside
        and (upos[i] == "PROPN" or (word[:1].isupper() and i > 0 and upos[i] in {"ADJ", "NOUN"}))
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


def _name_extent(
    sentence: Sentence, start: int, end: int, minimal: list[int], *, connect: bool
) -> tuple[int, int]:
    """Widest run of proper words around the minimal span; *connect* lets it cross "of", "the", "'s" …"""
    words, upos = sentence.words, sentence.upos

    def proper(i: int) -> bool:
        return start <= i < end and (
            upos[i] == "PROPN"
            or (words[i][:1].isupper() and upos[i] in {"ADJ", "NOUN", "NUM"} and (i > 0 or connect))
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
        elif (words[right] in {"-", "–", "&"} and proper(right + 1)) or (
            words[right] in links
            and (proper(right + 1) or (words[right + 1 : right + 2] == ["the"] and proper(right + 2)))
        ):
            right += 2
        else:
            break
    return left, min(right, end)


def from_ewt(sentence: Sentence) -> Named:
    """What an EWT tree alone says of names: which words cannot be one."""
    words, upos = sentence.words, sentence.upos
    near = {j for i, tag in enumerate(upos) if tag == "PROPN" for j in (i - 1, i, i + 1)}
    unsure = [
        i
        for i, word in enumerate(words)
        if i in near or (word[:1].isupper() and upos[i] in {"ADJ", "NOUN", "X"})
    ]
    return build(words, sentence.spacing, [], frozenset(), unsure)
