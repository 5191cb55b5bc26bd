"""Our own sentences, in which every name is marked inline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg.language.tokenization import tokenizer
from kg.language.training.names import Named, labels_mask
from kg.language.training.numeric import numeric_spans
from kg.language.wordpieces import NO_SPACE_BEFORE, SPACE_BEFORE

_MARKUP = re.compile(r"\[([^\[\]]+)\]\(([A-Z]+)\)")


def unmarked(line: str, pattern: re.Pattern[str]) -> tuple[str, list[tuple[int, int, re.Match[str]]]]:
    """A line's text without its marks, and where in it the first group of each stands."""
    text, marks, last = "", [], 0
    for match in pattern.finditer(line):
        text += line[last : match.start()]
        marks.append((len(text), len(text) + len(match[1]), match))
        text += match[1]
        last = match.end()
    return text + line[last:], marks


def spacing_of(doc: Doc) -> list[int]:
    """What stands before each word, as :mod:`kg.language.wordpieces` has it."""
    return [NO_SPACE_BEFORE if t.i and not doc[t.i - 1].whitespace_ else SPACE_BEFORE for t in doc]


def from_markup(lines: Iterable[str], *, strict: bool = True) -> Iterator[Named]:
    """Sentences annotated in full, as in ``[NATO](ORG) [envoy](TITLE) [Jens Stoltenberg](PERSON)``.

    A name that does not fall on whole words (the family name "Minn" before a full stop, which is cut as an
    abbreviation) raises ``ValueError``; where not *strict*, its sentence is passed over.
    """
    cut = tokenizer()
    for line in lines:
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        text, marks = unmarked(line, _MARKUP)
        spans = [(start, end, match[2]) for start, end, match in marks]
        doc = cut(text)
        starts = {t.idx: t.i for t in doc}
        ends = {t.idx + len(t): t.i + 1 for t in doc}
        words = [t.text for t in doc]
        named = Named(words, spacing_of(doc), [1] * len(words))
        loose = next((s for s in spans if s[0] not in starts or s[1] not in ends), None)
        if loose is not None and strict:
            raise ValueError(f"name does not fall on words: {text[loose[0] : loose[1]]!r} in {line!r}")
        if loose is not None:
            continue
        for start, end, name in spans:
            for i in range(starts[start], ends[end]):
                named.allowed[i] = labels_mask({name}, first=i == starts[start])
        marked = [a != 1 for a in named.allowed]
        for start, end, name in numeric_spans(words):
            if not any(marked[start:end]):
                for i in range(start, end):
                    named.allowed[i] = labels_mask({name}, first=i == start)
        yield named
