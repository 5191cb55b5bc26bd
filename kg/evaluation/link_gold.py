"""Gold texts for linking: what is marked in them, and which items of the index count as right."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from kg.linking.index import Index, NameKind
from kg.linking.mentions import Mention
from kg.linking.names import fold

if TYPE_CHECKING:
    from kg.language.training.treebank import Sentence

_CLASSES = {
    "person": "Person", "location": "Place", "organization": "Organization", "event": "Event",
    "PER": "Person", "LOC": "Place", "ORG": "Organization", "EVENT": "Event",
    "PERSON": "Person", "LOCATION": "Place", "ORGANIZATION": "Organization", "place": "Place",
}  # fmt: skip
"""The classes that a reader of the text would give for the suites' types of mention."""

_NAME = re.compile(r"(?:the )?[A-Z0-9]\S*(?: (?:[A-Z0-9]\S*|of|the|and|for|de|in|on|'s|’s|&))*(?<! of)")
_NAME_TAGS = frozenset({"PROPN", "ADP", "DET", "CCONJ", "PART", "NUM", "ADJ", "NOUN"})
_MARK = re.compile(r"(\()?(\d+)((?:-[^()]+)?)(\))?")
"""One of GUM's marks: opened, its number, the rest of what is said of it, closed."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A marked mention with the QIDs that count as right: none where it has no link, or one unknown to the
    index."""

    mention: Mention
    text: str
    linked: bool
    qids: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One text of a suite."""

    text: str
    mentions: tuple[GoldMention, ...]
    span: tuple[int, int]
    """The part of the text whose mentions are marked."""


def read_suite(path: Path, index: Index) -> list[GoldDocument]:
    """Read the documents of a gold file with all their mentions, clusters taken apart."""
    with path.open(encoding="utf-8") as lines:
        return [_document(json.loads(line), index) for line in lines if line.strip()]


def read_meantime(folder: Path, index: Index) -> list[GoldDocument]:
    """Read ``meantime.jsonl`` with the links of ``meantime_entities.jsonl``, without descriptions such as
    "the first plane"."""
    with (folder / "meantime_entities.jsonl").open(encoding="utf-8") as lines:
        pages = {row["instance"]: row["ext_link"] for row in map(json.loads, lines)}
    documents = []
    with (folder / "meantime.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            text = record["text"]
            marked = [
                _titled(text, mention["start"], mention["end"], mention["type"], title, index)
                for mention in record["mentions"]
                if mention["kind"] == "entity" and _NAME.fullmatch(mention["text"])
                for title in [pages.get(mention["instance"], "").rsplit("/", 1)[-1]]
            ]
            documents.append(GoldDocument(text, _in_order(marked), (0, len(text))))
    return documents


def read_gum(path: Path, index: Index) -> list[GoldDocument]:
    """Read a CoNLL-U file of GUM: its marked names, and the Wikipedia titles of those that have one."""
    from kg.language.training.treebank import read_conllu

    documents: defaultdict[str, list[Sentence]] = defaultdict(list)
    for sentence in read_conllu(path):
        documents[sentence.document].append(sentence)
    return [_of_sentences(sentences, index) for sentences in documents.values()]


def _of_sentences(sentences: list["Sentence"], index: Index) -> GoldDocument:
    text, marked = "", []
    for sentence in sentences:
        text += "\n" if sentence.starts_paragraph and text else " " if text else ""
        begins = len(text)
        text += sentence.text
        marked += [
            _titled(text, begins + start, begins + end, kind, title, index)
            for start, end, kind, title in _outermost(_marked_names(sentence))
        ]
    return GoldDocument(text, _in_order(marked), (0, len(text)))


def _marked_names(sentence: "Sentence") -> Iterator[tuple[int, int, str, str]]:
    """Yield the start, end, type and title of each mark in a sentence that covers a name and nothing else."""
    places, read = [], 0
    for word in sentence.words:
        start = sentence.text.find(word, read)
        if start < 0:
            return
        places.append((start, start + len(word)))
        read = start + len(word)
    opened: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for number, marks in enumerate(sentence.entities):
        for opening, key, rest, closing in _MARK.findall(marks):
            if opening:
                cells = rest[1:].split("-", 6)
                opened[key].append((number, cells[0], cells[6] if len(cells) > 6 else ""))
            if closing and opened[key]:
                first, kind, title = opened[key].pop()
                first += sentence.words[first].casefold() == "the" and first < number
                start, end = places[first][0], places[number][1]
                proper = {sentence.upos[place] for place in range(first, number + 1)}
                if "PROPN" in proper and proper <= _NAME_TAGS and _NAME.fullmatch(sentence.text[start:end]):
                    yield start, end, kind, unquote(title)


def _titled(text: str, start: int, end: int, kind: str, title: str, index: Index) -> GoldMention:
    title = unquote(title).replace("_", " ")
    qids = _of_title(title, index) if title else frozenset()
    return GoldMention(Mention(start, end, _CLASSES.get(kind)), text[start:end], bool(title), qids)


def _outermost(marked: Iterable[tuple[int, int, str, str]]) -> Iterator[tuple[int, int, str, str]]:
    """Yield the marks that are no part of another name: of "University of Texas", not "Texas"."""
    widest = -1
    for start, end, kind, title in sorted(marked, key=lambda mark: (mark[0], -mark[1])):
        if end > widest:
            widest = end
            yield start, end, kind, title


def _in_order(marked: list[GoldMention]) -> tuple[GoldMention, ...]:
    return tuple(sorted(marked, key=lambda known: (known.mention.start, known.mention.end)))


def _document(record: dict[str, Any], index: Index) -> GoldDocument:
    text = str(record["text"])
    first, last = record.get("eval_span") or (0, len(text))
    return GoldDocument(text, _in_order(list(_gold(record, index))), (first, last))


def _gold(record: dict[str, Any], index: Index) -> Iterator[GoldMention]:
    clusters = record.get("clusters")
    if isinstance(clusters, list):
        for cluster in clusters:
            title = cluster["wiki_title"]
            qids = _of_title(title, index) if title else frozenset()
            for mention in cluster["mentions"]:
                span = Mention(mention["start"], mention["end"], _CLASSES.get(cluster["type"]))
                yield GoldMention(span, mention["text"], bool(title), qids)
        return
    mentions = record["mentions"]
    assert isinstance(mentions, list)
    for mention in mentions:
        qid = mention["qid"]
        known = frozenset({qid}) if qid and index.facts(qid) else frozenset()
        span = Mention(mention["start"], mention["end"], _CLASSES.get(mention["type"]))
        yield GoldMention(span, mention["text"], qid is not None, known)


@lru_cache(maxsize=10_000)
def _of_title(title: str, index: Index) -> frozenset[str]:
    """Return the item that an English Wikipedia title (or ``wikidata:Q…``) stands for, empty if the index has
    none."""
    if title.startswith("wikidata:"):
        return frozenset({title[9:]}) if index.facts(title[9:]) else frozenset()
    key = fold(title)
    plain = fold(title.rsplit(" (", 1)[0])
    named = [(index.facts(qid), kind) for form in (key, plain) for qid, kind in index.named(form)]
    exact = [facts for facts, _ in named if facts is not None and facts.title == title]
    near = [facts for facts, kind in named if facts is not None and kind in {NameKind.LABEL, NameKind.ALIAS}]
    # An item without a title in the tables goes by its label here, as several may.
    meant = max(exact or near, key=lambda facts: facts.popularity, default=None)
    return frozenset({meant.qid}) if meant else frozenset()
