"""Names as they are looked up: a list of places that was read as one name taken apart, and a longer name that
the index knows put together."""

import re
from collections.abc import Iterator, Sequence

from kg.linking.classes import ORGANIZATIONS, PLACES
from kg.linking.index import Index, NameKind
from kg.linking.mentions import Mention
from kg.linking.name_words import is_linkable
from kg.linking.names import COMPANY_SUFFIXES, fold

_BETWEEN = re.compile(r",\s*|\s+and\s+")
_LEAD = re.compile(r"(?:[a-z]+ of |the )")
_FIRM_OF = re.compile(rf"(?i:\b(?:{'|'.join(COMPANY_SUFFIXES)}|spa)\.?)(?= of [A-Z])")
_GOES_ON = re.compile(r"(?: (?:of|the|and|for|&))* [A-Z][\w.'’&-]*")
_MOST_WORDS = 6


def settled(text: str, mentions: Sequence[Mention], index: Index) -> list[Mention]:
    """Return the mentions of a text with the boundaries that the names in the index suggest."""
    parts = [part for mention in mentions for part in _apart(text, mention, index)]
    joined: list[Mention] = []
    for place, mention in enumerate(parts):
        if joined and mention.start < joined[-1].end:
            continue
        longer = _joined(text, mention, index)
        # A known name that stops within another one is no name here.
        cuts = any(other.start < longer.end < other.end for other in parts[place + 1 :])
        joined.append(mention if cuts else longer)
    return joined


def _apart(text: str, mention: Mention, index: Index) -> Iterator[Mention]:
    """Yield the names of a list ("Herat and Farah"), the place of "Herat, Iran" and that of a firm ("Acme
    Corp of Manila") by themselves, where the whole is no known name."""
    name = text[mention.start : mention.end]
    firm = _FIRM_OF.search(name)
    if firm is not None:
        place = mention.start + firm.end() + len(" of ")
        yield Mention(mention.start, mention.start + firm.end(), mention.cls)
        yield Mention(place, mention.end, "Place")
        return
    if mention.cls in {"Place", None} and _BETWEEN.search(name) and not index.named(fold(name)):
        spans, start = [], 0
        for gap in [*_BETWEEN.finditer(name), None]:
            lead = _LEAD.match(name, start)
            first, end = lead.end() if lead else start, gap.start() if gap else len(name)
            spans.append((first, end))
            start = gap.end() if gap else end
        if all(_is_place(name[first:end], index) for first, end in spans):
            yield from (Mention(mention.start + first, mention.start + end, "Place") for first, end in spans)
            return
    yield mention


def _is_place(name: str, index: Index) -> bool:
    found = (index.facts(qid) for qid, kind in index.named(fold(name)) if kind <= NameKind.ACRONYM)
    return is_linkable(name) and any(facts is not None and facts.cls in PLACES for facts in found)


def _joined(text: str, mention: Mention, index: Index) -> Mention:
    """Return a mention that reaches as far as the longest known name of a body or place that begins with it:
    "Colorado House" of "Colorado House of Representatives"."""
    end, longest = mention.end, mention
    for _ in range(_MOST_WORDS):
        more = _GOES_ON.match(text, end)
        if more is None:
            break
        end = more.end()
        name = text[mention.start : end].rstrip(".,")
        found = [index.facts(qid) for qid, kind in index.named(fold(name)) if kind <= NameKind.ALIAS]
        classes = {facts.cls for facts in found if facts is not None}
        if classes and classes <= ORGANIZATIONS | PLACES:
            cls = "Organization" if classes <= ORGANIZATIONS else "Place" if classes <= PLACES else None
            longest = Mention(mention.start, mention.start + len(name), cls)
    return longest
