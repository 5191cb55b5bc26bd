"""Time expressions, resolved against the article's date and the tense of the verb that they stand with.

A :class:`TimeResolver` finds every expression of an article in one pass over its text, then answers, for an
event's trigger, which of them the syntax attaches to it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extraction.factuality_signs import signs
from kg.extraction.report import Span, TimeExpression
from kg.extraction.syntax import NOMINAL_SUBJECTS
from kg.extraction.time_values import bounded, interval_of
from kg.extraction.time_words import YEARS, TimeWords, find_time_words, time_words

_NOMINAL = frozenset(
    [
        *(
            "nmod",
            "nmod:poss",
            "nmod:unmarked",
            "nmod:tmod",
            "compound",
            "appos",
            "nummod",
            "amod",
            "flat",
            "det",
        ),
        *("conj", "dep", "list", "fixed", "goeswith", "case", "advmod", "obl:unmarked", "obl:npmod"),
    ]
)
_CLAUSE = frozenset({"VERB", "AUX"})
_TELLER = 6
"""How many words name who tells something."""
_LINKED = frozenset({"xcomp", "conj"})


class TimeResolver:
    """Dates of one article.

    ``date`` is the article's day of publication; without it only expressions that name a year are resolved.
    """

    def __init__(self, doc: Doc, date: dt.date | None) -> None:
        self._doc = doc
        self._date = date
        self._by_sentence: dict[int, list[TimeWords]] = {}
        self._long_ago = set[int]()
        before: TimeWords | None = None
        for found in find_time_words(doc):
            if self._is_of_other_year(found, before):
                self._long_ago.add(found.start)
            before = found
            self._by_sentence.setdefault(doc[found.root].sent.start, []).append(found)

    def of(self, token: Token) -> TimeExpression | None:
        """When the event triggered by ``token`` happened, by its own words; ``None`` if they do not say."""
        candidates = self._by_sentence.get(token.sent.start)
        if not candidates:
            return None
        if (told := self._when(token, candidates)) is not None:
            return told
        for steps, nodes in enumerate(_carriers(token)):
            attached = [c for c in candidates if self._attaches(c, nodes)]
            if steps and token.pos_ in _CLAUSE:
                # A verb borrows the time of a verb beside it only from words that stand before both.
                attached = [c for c in attached if c.end <= token.i]
            best: TimeExpression | None = None
            for candidate in attached:
                resolved = self._resolve(candidate, token)
                if resolved is not None and (best is None or _width(resolved) < _width(best)):
                    best = resolved
            if best is not None:
                return best
        return None

    def _when(self, token: Token, candidates: Iterable[TimeWords]) -> TimeExpression | None:
        """The day that a clause tells of: "since Wednesday, when India launched the operation"."""
        clause = token if token.pos_ in _CLAUSE else token.head
        when = next((c for c in clause.children if c.lower_ == "when"), None)
        if when is None or when.i < 2:
            return None
        last = when.i - (2 if self._doc[when.i - 1].text == "," else 1)
        day = next((c for c in candidates if c.end == last + 1), None)
        found = self._resolve(day, token) if day is not None else None
        if found is None or (found.start and found.end):
            return found
        known = found.start or found.end  # of "since Wednesday, when …" the day alone
        return replace(found, start=known, end=known)

    def _attaches(self, found: TimeWords, nodes: set[int]) -> bool:
        """Whether the expression hangs on one of ``nodes``, straight or through nominals."""
        token = self._doc[found.root]
        if token.head.i not in nodes and _names(found, self._doc):
            return False
        if (teller := _told_then(found, self._doc)) is not None:
            return teller in nodes
        for _ in range(8):
            if token.head.i in nodes:
                return True
            if token.head.i == token.i:
                return False
            token = token.head
            if token.lemma_.lower() in time_words()["papers"] and token.dep_ in NOMINAL_SUBJECTS:
                return False  # "the truce of July has been broken"
            if token.pos_ in _CLAUSE or token.dep_ not in _NOMINAL | {
                "obl",
                "obj",
                "nsubj",
                "nsubj:pass",
                "obl:tmod",
            }:
                return False
        return False

    def _is_of_other_year(self, found: TimeWords, before: TimeWords | None) -> bool:
        """Whether a date without a year goes on from one long past: "in 1997 … He resigned on 26 March"."""
        if before is None or self._date is None or "\n" in self._doc[before.end : found.start].text:
            return False
        named = {"month", "month2", "month3"} & found.groups.keys()
        if not named or {*YEARS, "year_step", "year_step2", "year_step3"} & found.groups.keys():
            return False
        if before.start in self._long_ago:
            return True
        year = next((before.groups[name] for name in YEARS if name in before.groups), None)
        told = self._doc[before.root].head.pos_ in _CLAUSE
        return told and year is not None and int(year) < self._date.year - 1

    def _resolve(self, found: TimeWords, token: Token) -> TimeExpression | None:
        if found.start in self._long_ago or _is_told_from_elsewhere(found, self._doc):
            return None
        interval = interval_of(found.groups, self._date, _is_future(token))
        if interval is None:
            return None
        start, end, precision = bounded(interval, _preposition(self._doc, found))
        words = self._doc[found.start : found.end]
        return TimeExpression(
            start=start, end=end, precision=precision, span=Span(words.start_char, words.end_char, words.text)
        )


def _told_then(found: TimeWords, doc: Doc) -> int | None:
    """The verb right before a day that closes what it reports: "…, mediators said on Sunday"."""
    at = found.start - 1
    while at > 0 and doc[at].lower_ in ("on", "late", "early"):
        at -= 1
    verb = doc[at]
    closes = verb.tag_ in ("VBD", "VBZ") and verb.lemma_.lower() in signs()["verbs.reporting"]
    before = doc[max(verb.sent.start, at - _TELLER) : at]
    ends = found.end >= len(doc) or doc[found.end].text in (".", ",", "\n") or doc[found.end].is_space
    return (
        at if closes and ends and "weekday" in found.groups and any(t.text == "," for t in before) else None
    )


def _names(found: TimeWords, doc: Doc) -> bool:
    """Whether a year only tells which paper is meant: "under the 2016 accord", "the 1951 convention"."""
    token = doc[found.root]
    paper = token.head.lemma_.lower() in time_words()["papers"] and token.i < token.head.i
    return paper and found.end - found.start == 1 and token.text.isdigit()


def _is_told_from_elsewhere(found: TimeWords, doc: Doc) -> bool:
    """Whether words count from a day in the story: "the following year", "a day earlier"."""
    step = found.groups.get("unit_step", "").lower()
    if step in time_words()["relative_steps"]:
        return found.start > 0 and doc[found.start - 1].lower_ == "the"
    if {"month", "month2", "month3"} & found.groups.keys() and doc[found.end : found.end + 3].text.endswith(
        "that year"
    ):
        return True  # "the truce of 2022, which expired in October of that year"
    return "ago_unit" in found.groups and doc[found.end - 1].lower_ == "earlier"


def _width(time: TimeExpression) -> int:
    if time.start is None or time.end is None:
        return 10**6
    return (time.end - time.start).days


def _carriers(token: Token) -> Iterator[set[int]]:
    """Sets of tokens whose time is the trigger's time, nearest first.

    A noun shares the time of the participle that modifies it ("talks scheduled for March 10") and of the
    verb that it is an argument of ("attacks were carried out on Tuesday"); a verb that of the verb it
    complements or is joined to ("On Tuesday they attacked a post and killed three").
    """
    nodes = {token.i}
    if token.pos_ not in _CLAUSE:
        nodes |= {t.i for t in _participles(token)}
    yield nodes
    current = token
    for _ in range(4):
        head = current.head
        if head.i == current.i:
            return
        if current.lemma_.lower() in time_words()["papers"] and current.dep_.startswith("nsubj"):
            return  # "a truce that Oman brokered ended in October"
        if current.pos_ not in _CLAUSE and current.dep_ in ("obj", "nsubj", "nsubj:pass", "obl", "obl:agent"):
            if head.pos_ not in _CLAUSE or not _shares_time(current, head):
                return
        elif not (
            current.dep_ in (*_LINKED, "compound", "acl", "acl:relcl", "appos")
            or (current.dep_ == "nmod" and any(child.lower_ == "of" for child in current.lefts))
            or (current.dep_ == "advcl" and current.tag_ == "VBG" and not _is_charged(current))
            or (current.dep_ == "advcl" and head.lemma_ == "use" and _marked_to(current))
        ):
            return
        if _marked_to(current) and _is_intended(current):
            return  # "on Sunday … called on them to leave": that day it was asked for
        yield {head.i}
        current = head


def _participles(noun: Token) -> Iterator[Token]:
    """Participles that modify a noun, those read as modifying a noun inside its phrase included.

    In "talks between the rebels and the government scheduled for Friday" it is the talks that are scheduled.
    """
    for child in noun.rights:
        if child.dep_ in ("acl", "acl:relcl", "amod") and child.pos_ in _CLAUSE:
            yield child
        elif child.dep_ in ("nmod", "conj"):
            yield from (t for t in _participles(child) if t.lemma_.lower() in time_words()["arranging"])


def _shares_time(noun: Token, verb: Token) -> bool:
    """Whether a verb's time is its argument's too: not for verbs of saying, which talk about other times."""
    if any(child.dep_ == "ccomp" for child in verb.children):
        return False
    if verb.lemma_.lower() in time_words()["judging"]:
        return False
    return noun.dep_ != "obl" or verb.lemma_.lower() in time_words()["staging"]


def _is_future(token: Token) -> bool | None:
    """Whether ``token`` happens in the time to come, by its clause and by what governs that.

    ``None`` where it does not say.
    """
    future = time_words()["future"]
    if token.pos_ not in _CLAUSE and any(t.lemma_.lower() in future for t in _participles(token)):
        return True
    current, lemma, behind = token, token.lemma_.lower(), False
    for _ in range(6):
        if current.pos_ in _CLAUSE or current.tag_ == "TO":
            words = {
                child.lower_ for child in current.children if child.dep_ in ("aux", "mark", "aux:pass", "cop")
            }
            if words & {"will", "shall", "'ll", "’ll", "wo", "would"}:
                return True
            if "to" in words and _is_intended(current):
                # "The sides were to stop firing on Saturday": before today, perhaps, or after.
                return None if words & {"was", "were"} else True
            if current.i == token.i and current.tag_ in ("VBZ", "VBP") and lemma in time_words()["scheduled"]:
                return True  # "Rutte arrives in Sarajevo on Monday"
            if current.i != token.i and current.lemma_.lower() in future and not behind:
                return True
            if current.tag_ == "VBD" or words & {"was", "were", "had", "did"}:
                return False
            if current.tag_ in ("VBZ", "VBP") and current.lemma_.lower() in ("be", "have"):
                return False
        if current.head.i == current.i:
            return False
        # "agreed after ten hours of talks": those were over before.
        behind = any(child.dep_ in ("case", "mark") and child.lower_ == "after" for child in current.children)
        current = current.head
    return False


def _is_charged(gerund: Token) -> bool:
    """Whether a gerund is what somebody is accused of, that day or long before: "accused it of shelling"."""
    return any(c.lower_ in ("of", "for") and c.dep_ in ("mark", "case") for c in gerund.children)


def _marked_to(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "mark" for child in verb.children)


def _is_intended(infinitive: Token) -> bool:
    """Whether "to" says what is to come: "agreed to leave", but not "tried to leave", "marched to seize"."""
    head = infinitive.head
    if infinitive.dep_ not in ("xcomp", "advcl", "ccomp") or head.pos_ != "VERB":
        return True
    return head.lemma_.lower() in signs()["verbs.planning"]


def _preposition(doc: Doc, found: TimeWords) -> str:
    before = doc[found.start - 1].lower_ if found.start else ""
    return before if before in ("since", "until", "till", "by", "before", "after", "from") else ""
