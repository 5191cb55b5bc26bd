"""Words after their speaker's name and a colon: lines of a transcript, headlines such as "X: We will win"."""

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extraction.cues import Attribution, Cue, lexicon

_LABELLED = Cue(cls="Report", speech=True, confidence=0.7)
_NAME_TOKENS = 6
_LEAST_WORDS = 3
_OPENING = ('"', "“", "''", "``")


def labelled_lines(doc: Doc) -> list[Attribution]:
    """One attribution for each line that opens with a person's or a body's name and a colon.

    "Police: Two killed" is told by the police, "Trump on Clinton: …" by Trump.
    A label that names nobody known must be in capitals beside other labels, or open at least two lines of the
    text: one alone is where a report was written ("MIRAMSHAH: Two soldiers …").
    """
    lines = [(colon, name, last) for colon, name, last in _lines(doc)]
    labels = Counter(name.text for _, name, _ in lines)
    return [
        Attribution(
            cue=_LABELLED,
            head=colon,
            source=name,
            content=[(doc[colon.i + 1].idx, last.idx + len(last))],
        )
        for colon, name, last in lines
        if name.ent_type_ == "PERSON"
        or (name.ent_type_ == "ORG" and (not name.text.isupper() or len(labels) > 1))
        or (name.text.isupper() and len(labels) > 1 and name.ent_type_ != "GPE")
        or labels[name.text] > 1
        or name.lower_ in lexicon().words["labels"]
    ]


def _lines(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Colon, head word of the name, and last word of each line that may be labelled."""
    start = 0
    for token in doc:
        if "\n" in token.text or token.i == len(doc) - 1:
            end = token.i if "\n" in token.text else token.i + 1
            found = _label(doc, start, end)
            if found is not None:
                yield found
            start = token.i + 1


def _label(doc: Doc, start: int, end: int) -> tuple[Token, Token, Token] | None:
    if start < end and doc[start].text in _OPENING:
        start += 1
    colon = next((token for token in doc[start : min(end, start + _NAME_TOKENS)] if token.text == ":"), None)
    if colon is None or colon.i == start or end - colon.i <= _LEAST_WORDS:
        return None
    if not any(token.pos_ in ("VERB", "AUX") for token in doc[colon.i + 1 : end]):
        return None  # "SUDAN: Flash Update No. 7" is a title
    name = doc[start : colon.i]
    tie = next((token.i for token in name if token.pos_ == "ADP"), colon.i)
    if not all(
        token.pos_ in ("PROPN", "ADP") or token.text[:1].isupper() or token.is_punct or token.is_digit
        for token in name
    ):
        return None
    labels = lexicon().words["labels"]
    named = (token for token in reversed(doc[start:tie]) if token.pos_ == "PROPN" or token.lower_ in labels)
    head = next(named, None)
    return None if head is None else (colon, head, doc[end - 1])
