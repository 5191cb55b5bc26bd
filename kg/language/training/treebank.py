"""Reading Universal Dependencies treebanks in CoNLL-U."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.language.wordpieces import NO_SPACE_BEFORE, SPACE_BEFORE


@dataclass(slots=True)
class Sentence:
    """A gold sentence: parallel lists over its syntactic words. ``heads`` are 1-based, 0 is the root."""

    document: str
    starts_paragraph: bool = False
    words: list[str] = field(default_factory=list)
    spacing: list[int] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    """GUM's ``Entity=`` mark of each word, or the empty string."""
    text: str = ""


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file; multi-word tokens are given by their syntactic words."""
    document, new_paragraph = "", True
    sentence: Sentence | None = None
    inside_until, space_after_multi, space = 0, True, True
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line:
            if sentence is not None:
                yield sentence
            sentence = None
            continue
        if line.startswith("#"):
            if line.startswith("# newdoc"):
                document, new_paragraph = line.partition("=")[2].strip(), True
            elif line.startswith("# newpar"):
                new_paragraph = True
            elif line.startswith("# text ="):
                sentence = Sentence(document, new_paragraph, text=line[9:])
                new_paragraph, space, inside_until = False, True, 0
            continue
        columns = line.split("\t")
        number, misc = columns[0], columns[9].split("|")
        if sentence is None:
            sentence = Sentence(document, new_paragraph)
            new_paragraph, space, inside_until = False, True, 0
        if "-" in number:
            inside_until = int(number.split("-")[1])
            space_after_multi = "SpaceAfter=No" not in misc
            continue
        if "." in number:
            continue
        index = int(number)
        sentence.words.append(columns[1])
        sentence.spacing.append(SPACE_BEFORE if space else NO_SPACE_BEFORE)
        sentence.lemmas.append(columns[2])
        sentence.upos.append(columns[3])
        sentence.xpos.append(columns[4])
        sentence.heads.append(int(columns[6]))
        sentence.deprels.append(columns[7])
        sentence.entities.append(next((m[7:] for m in misc if m.startswith("Entity=")), ""))
        if index < inside_until:
            space = False
        elif index == inside_until:
            space = space_after_multi
        else:
            space = "SpaceAfter=No" not in misc
    if sentence is not None:
        yield sentence
