"""Words in quotation marks: pairing the marks over a whole text, whatever style of marks it uses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_OPENING = {"“": "”", "„": "“”", "«": "»", "``": "''", "''": "''", "‘": "’", "‹": "›"}
_MARK = re.compile(r"``|''|[“”„«»‹›\"‘’']")
_ELISION = re.compile(r"['’](?:\d\ds?\b|em\b|til\b|cause\b|n\b|tis\b|twas\b)", re.IGNORECASE)
_LINES = 8
"""How many further lines a quotation may go on over without a mark of its own on each."""
_DOUBLE = {'"', "“", "”", "„", "«", "»", "``", "''", "‹", "›"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words at ``start:end`` of the text; the marks reach from ``outer_start`` to ``outer_end``."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    """False where the paragraph ends before the mark that would close it: the next one goes on with it."""


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Outermost quotations of ``text`` in order; offsets count Unicode code points.

    A quotation never runs past its paragraph (a line of the text): one that does, as in texts with a sentence
    a line, is found once for each line. Apostrophes and stray marks are none.
    """
    found: list[Quotation] = []
    lines = list(_lines(text))
    skip = 0
    for number, (begin, end) in enumerate(lines):
        if skip:
            skip -= 1
            continue
        found += _in_paragraph(text, begin, end)
        if found and not found[-1].closed and found[-1].end <= end:
            opening = text[found[-1].outer_start : found[-1].start]
            skip, rest = _further_lines(text, opening, lines[number + 1 : number + 1 + _LINES])
            found += rest
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    offset = 0
    for line in text.split("\n"):
        yield offset, offset + len(line)
        offset += len(line) + 1


def _further_lines(text: str, opening: str, lines: Sequence[tuple[int, int]]) -> tuple[int, list[Quotation]]:
    """The further lines of a quotation, as far as the mark that closes it, and their number."""
    found: list[Quotation] = []
    for begin, end in lines:
        mark = next((m for m in _MARK.finditer(text, begin, end) if m.group() in _DOUBLE), None)
        if mark is None:
            if not text[begin:end].strip():
                break
            found.append(Quotation(begin, end, begin, end, False))
            continue
        closes = _can_close(mark, text, begin, end) and not _can_open(mark, text, begin, end)
        if not closes or not _matches(opening, mark.group()) or mark.start() == begin:
            break
        found.append(Quotation(begin, mark.start(), begin, mark.end(), True))
        return len(found), [*found, *_in_paragraph(text, mark.end(), end)]
    return 0, []


def _in_paragraph(text: str, begin: int, end: int) -> list[Quotation]:
    marks = list(_MARK.finditer(text, begin, end))
    doubles = _pair([m for m in marks if m.group() in _DOUBLE], text, begin, end, double=True)
    inside = [(q.outer_start, q.outer_end) for q in doubles]
    singles = [
        m for m in marks if m.group() not in _DOUBLE and not any(a <= m.start() < b for a, b in inside)
    ]
    outermost: list[Quotation] = []
    for quotation in sorted(
        [*doubles, *_pair(singles, text, begin, end, double=False)], key=lambda q: q.start
    ):
        if not outermost or quotation.outer_start >= outermost[-1].outer_end:
            outermost.append(quotation)
    return outermost


def _pair(marks: list[re.Match[str]], text: str, begin: int, end: int, *, double: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in marks:
        opens, closes = _can_open(mark, text, begin, end), _can_close(mark, text, begin, end)
        if opened is None:
            opened = mark if opens else None
        elif closes and _matches(opened.group(), mark.group()):
            found.append(Quotation(opened.end(), mark.start(), opened.start(), mark.end(), True))
            opened = None
        elif opens and not closes and double:
            opened = mark  # the mark before it had no partner
    if opened is not None and double and text[opened.end() : end].strip():
        stop = begin + len(text[begin:end].rstrip())
        found.append(Quotation(opened.end(), stop, opened.start(), stop, False))
    return found


def _can_open(mark: re.Match[str], text: str, begin: int, end: int) -> bool:
    sign = mark.group()
    before = text[mark.start() - 1] if mark.start() > begin else " "
    after = text[mark.end()] if mark.end() < end else " "
    if sign in ("”", "’", "»", "›"):
        return False
    if sign == "''":
        return before.isspace() and not after.isspace()
    if sign in _OPENING and sign not in ("‘", "''"):
        return True
    if sign in ("'", "‘") and _ELISION.match(text, mark.start()):
        return False
    return not after.isspace() and (
        before.isspace() or before in "([{—–-/…" or (sign == '"' and not before.isalnum())
    )


def _can_close(mark: re.Match[str], text: str, begin: int, end: int) -> bool:
    sign = mark.group()
    if sign in ("„", "«", "‹", "``", "‘"):
        return False
    if sign in ("”", "»", "›"):
        return True
    after = text[mark.end()] if mark.end() < end else " "
    before = text[mark.start() - 1] if mark.start() > begin else " "
    if sign == "“":
        return not before.isspace() and (after.isspace() or not after.isalnum())
    if sign == '"' and text[max(begin, mark.start() - 2) : mark.start()] in ("' ", "’ "):
        return not after.isalnum()  # "He said 'no,' " she recalled
    return not before.isspace() and not after.isalnum()


def _matches(opening: str, closing: str) -> bool:
    if opening in ('"', "'"):
        return closing == opening or closing in {'"': "”“''", "'": "’"}[opening]
    return closing in _OPENING[opening] or (opening in ("“", "``") and closing in ('"', "''", "”"))
