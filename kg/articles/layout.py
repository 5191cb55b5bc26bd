"""How a saved page is laid out: which of its lines are headline, standfirst, body, caption or none of them.

A line's wording says part of it (``kg.articles.lines``); its place among the others says the rest. Where in
doubt, a line stays in the body: a lost sentence is a lost fact.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.articles.datelines import read_dateline
from kg.articles.lines import Line, LineKind, split
from kg.articles.outlets import agencies_in


class Role(StrEnum):
    """The part that a line plays on its page."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BODY = "body"
    SUBHEADING = "subheading"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    DATE = "date"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the page and its role."""

    line: Line
    role: Role
    in_header: bool
    """Whether it stands before the first paragraph of the body."""


_ROLES = {
    LineKind.CAPTION: Role.CAPTION,
    LineKind.CREDIT: Role.CREDIT,
    LineKind.BYLINE: Role.BYLINE,
    LineKind.DATE: Role.DATE,
    LineKind.PROSE: Role.BODY,
}
_UNDER_HEADLINE = {LineKind.DATE, LineKind.BYLINE, LineKind.ADDRESS, LineKind.SHARE, LineKind.CAPTION}
_CREDIT_ONLY = re.compile(
    r"\[?(?:image|photo|photograph|picture|credit|file|photo credit|image credit"
    r"|image source|image copyright|photo by)"
    r"\s*(?:[:,©]|by)\s*(?:©\s*)?[A-Z0-9À-Þ][^.!?]{0,80}\]?"
    r"|[A-ZÀ-Þ][^.!?]{1,60}(?:/| via )(?:Getty Images|AFP|AP|Reuters|EPA|dpa)\.?",
    re.IGNORECASE,
)
_BOXES = {LineKind.RELATED, LineKind.SIGN_UP}
"""What opens a box of links or requests, whose short lines are no headings of the article."""
_LABELLED = re.compile(r"\W*(?:image|photo|picture|credit|file)", re.IGNORECASE)
_CAPTION_LABEL = re.compile(r"(?:image|media|photo|picture) caption\W*", re.IGNORECASE)
_CONTINUES = re.compile(r"(?!(?:['\"“‘][^'\"”’]+['\"”’]$))(?:[a-z(\"“‘'—–•·*▪-]|\d+[.)]\s)")
_LONG_PARAGRAPH = 14
"""Words from which a line is a paragraph even without a full stop: headings and teasers are shorter."""
_LONGEST_HEADING = 8


def lay_out(text: str) -> list[Part]:
    """The lines of ``text`` that are not blank, each with its role."""
    everything = list(split(text))
    lines = [line for line in everything if line.kind is not LineKind.BLANK]
    captions = _captions(lines, everything)
    sentences = [at for at, line in enumerate(lines) if line.is_sentence and at not in captions]
    furniture = sum(line.kind is not LineKind.PROSE for line in lines)
    if not sentences:
        return [Part(line, _own_role(at, line, captions), False) for at, line in enumerate(lines)]
    headline = _headline(lines, sentences[0], captions)
    roles, body_from = _header(lines, headline, captions, page=furniture > 0)
    roles += _body(lines, body_from, captions, page=furniture > 0)
    return [
        Part(line, role, at < body_from) for at, (line, role) in enumerate(zip(lines, roles, strict=True))
    ]


def _own_role(at: int, line: Line, captions: set[int]) -> Role:
    return Role.CAPTION if at in captions else _ROLES.get(line.kind, Role.FURNITURE)


def is_picture_credit(text: str) -> bool:
    """Whether a line only says whose picture it is ("Image: Reuters")."""
    return bool(_CREDIT_ONLY.fullmatch(text))


def _captions(lines: Sequence[Line], everything: Sequence[Line]) -> set[int]:
    """The lines that are captions because of a neighbour: a credit beneath them or a label above them."""
    airy = any(line.kind is LineKind.BLANK for line in everything[1:-1])
    found = set()
    for at, line in enumerate(lines):
        if line.kind is not LineKind.CAPTION:
            continue
        if _CAPTION_LABEL.fullmatch(line.text):
            if at + 1 < len(lines) and lines[at + 1].kind is LineKind.PROSE:
                found.add(at + 1)
        elif is_picture_credit(line.text) and at and lines[at - 1].kind is LineKind.PROSE:
            above = lines[at - 1]
            touching = airy and line.start - above.end <= 3 and _LABELLED.match(line.text)
            titled = any(other.kind is LineKind.PROSE and other.words >= 4 for other in lines[: at - 1])
            short = above.words < _LONG_PARAGRAPH and not above.ends_sentence
            if titled and (short or (touching and above.words <= 45)):
                found.add(at - 1)
    return found


def _headline(lines: Sequence[Line], first_sentence: int, captions: set[int]) -> int | None:
    """The index of the headline among the lines before (or at) the first sentence."""
    opening = [
        at
        for at in range(first_sentence)
        if (lines[at].kind is LineKind.PROSE or _is_live(lines, at))
        and at not in captions
        and 3 <= lines[at].words <= 35
    ]
    candidates = [at for at in opening if lines[at].words >= 4] or opening
    if not candidates:
        sentence = lines[first_sentence]
        followed = first_sentence + 1 < len(lines) and lines[first_sentence + 1].kind in _UNDER_HEADLINE
        return first_sentence if followed and sentence.words <= 20 else None
    slugs = {word for line in lines if line.kind is LineKind.ADDRESS for word in _words(line.text)}

    def score(at: int) -> float:
        line = lines[at]
        below = lines[at + 1 : at + 3]
        words = _words(line.text)
        return (
            3 * any(other.kind in _UNDER_HEADLINE for other in below)
            + (6 <= line.words <= 18)
            + 3 * (len(words & slugs) >= max(3, len(words) // 2))
            + 2 * any(_same_title(line.text, lines[other].text) for other in candidates if other < at)
            + (at == 0 or lines[at - 1].kind is not LineKind.PROSE or lines[at - 1].words < 4)
        )

    return max(candidates, key=lambda at: (score(at), -at))


def _is_live(lines: Sequence[Line], at: int) -> bool:
    """Whether "LIVE: …" opens the page above its date, and is no pointer to another."""
    below = lines[at + 1 : at + 2]
    return (
        at == 0
        and lines[at].kind is LineKind.READ_MORE
        and any(line.kind in _UNDER_HEADLINE for line in below)
    )


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3}


def _same_title(one: str, other: str) -> bool:
    """Whether a line repeats a title that an earlier line gave with the outlet's name after it."""
    return other.casefold().startswith(one.casefold().rstrip(". "))


def _header(
    lines: Sequence[Line], headline: int | None, captions: set[int], *, page: bool
) -> tuple[list[Role], int]:
    """The roles of the lines before the body, and where the body begins."""
    if headline is None:
        start = next((at for at, line in enumerate(lines) if line.is_sentence and at not in captions), 0)
        keep = Role.FURNITURE if page else Role.BODY
        return [
            keep
            if lines[at].kind is LineKind.PROSE and at not in captions
            else _own_role(at, lines[at], captions)
            for at in range(start)
        ], start
    last = _end_of_header(lines, headline, captions)
    roles = []
    for at in range(last + 1):
        line = lines[at]
        role = _own_role(at, line, captions)
        if at == headline:
            role = Role.HEADLINE
        elif role is Role.BODY and at > headline:
            standfirst = (
                line.is_sentence or (at == headline + 1 and line.words >= 6) or line.words >= _LONG_PARAGRAPH
            )
            role = Role.STANDFIRST if standfirst else Role.FURNITURE
            if _pictured(line.text):
                role = Role.CAPTION
        elif role is Role.BODY and page:
            title = _same_title(lines[headline].text, line.text)
            role = Role.STANDFIRST if line.words >= _LONG_PARAGRAPH and not title else Role.FURNITURE
        roles.append(role)
    return roles, last + 1


def _pictured(text: str) -> bool:
    """Whether a sentence in the head of the page ends in an agency's name, as captions do."""
    credit = re.search(r"\(([^()]{2,40})\)$", text)
    return bool(credit and agencies_in(credit[1]))


def _end_of_header(lines: Sequence[Line], headline: int, captions: set[int]) -> int:
    """The index of the last line that still belongs to the head of the article."""
    last, passed = headline, 0
    for at in range(headline + 1, min(len(lines), headline + 25)):
        line = lines[at]
        signed = line.kind in (LineKind.DATE, LineKind.BYLINE)
        if at in captions or signed or (line.kind in _UNDER_HEADLINE and passed <= 1):
            last = at
        elif line.is_sentence:
            passed += 1
            if passed > 2 or read_dateline(line.text):
                break
        elif line.kind is LineKind.PROSE and at == headline + 1 and line.words >= 6:
            last = at
    return last


def _body(lines: Sequence[Line], start: int, captions: set[int], *, page: bool) -> list[Role]:
    """The roles of the lines from ``start`` on."""
    sentences = [at for at in range(start, len(lines)) if lines[at].is_sentence and at not in captions]
    last_sentence = sentences[-1] if sentences else -1
    prose = [line for line in lines[start : last_sentence + 1] if line.kind is LineKind.PROSE]
    punctuated = sum(line.ends_sentence for line in prose) * 3 >= len(prose)
    roles: list[Role] = []
    boxed = over = False
    read, tail_furniture = 0, False
    for at in range(start, len(lines)):
        line = lines[at]
        role = Role.FURNITURE if over else _own_role(at, line, captions)
        if over:
            pass
        elif line.kind is LineKind.END and read >= 3:
            over = True
        elif line.kind in _BOXES or (line.kind is LineKind.READ_MORE and line.text.endswith(":")):
            boxed = True
        elif role is Role.BODY:
            paragraph = line.is_sentence or line.words >= _LONG_PARAGRAPH
            boxed = boxed and (not paragraph or line.text.endswith("?"))
            read += line.is_sentence
            if boxed:
                role = Role.FURNITURE
            elif not paragraph and punctuated:
                role = _role_of_short(line, mid_body=at < last_sentence, furniture=tail_furniture, page=page)
        tail_furniture = tail_furniture or (at > last_sentence and line.kind is not LineKind.PROSE)
        roles.append(role)
    return roles


def _role_of_short(line: Line, *, mid_body: bool, furniture: bool, page: bool) -> Role:
    """A line too short for a paragraph: a heading between paragraphs, the page's furniture below the last."""
    question = line.text.endswith("?")
    if line.ends_sentence and not (question and line.words <= _LONGEST_HEADING):
        return Role.BODY
    if _CONTINUES.match(line.text) or line.text.endswith((":", ",", ";")):
        return Role.BODY
    if mid_body:
        return Role.SUBHEADING if line.words <= _LONGEST_HEADING else Role.BODY
    return Role.FURNITURE if furniture or (page and line.words <= 3) else Role.BODY
