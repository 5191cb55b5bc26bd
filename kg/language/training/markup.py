"""Our own sentences, in which every name is marked inline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.language.tokenization import tokenizer
from kg.language.training.names import Named, labels_mask
from kg.language.training.numeric import numeric_spans
from kg.language.wordpieces import NO_SPACE_BEFORE, SPACE_BEFORE

_MARKUP = re.compile(r"\[([^\[\]]+)\]\(([A-Z]+)\)")


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
