"""Our own sentences, in which every name is marked inline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.language.tokenization import tokenizer
from kg.language.training.names import Named, labels_mask
from kg.language.training.numeric import numeric_spans
from kg.language.wordpieces import NO_SPACE_BEFORE, SPACE_BEFORE

_MARKUP = re.compile(r"\[([^\[\]]+)\]\(([A-Z]+)\)")


def from_markup(lines: Iterable[str]) -> Iterator[Named]:
    """Sentences annotated in full, as in ``[NATO](ORG) [envoy](TITLE) [Jens Stoltenberg](PERSON)``."""
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
        spacing = [NO_SPACE_BEFORE if t.i and not doc[t.i - 1].whitespace_ else SPACE_BEFORE for t in doc]
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
