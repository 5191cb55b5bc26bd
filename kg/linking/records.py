"""What ``kg link`` reads and writes: documents with or without marked mentions, one object a line."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.extraction.report import EntityLink
from kg.linking.index import Index, open_index
from kg.linking.linker import link_mentions, link_or_candidates
from kg.linking.mentions import Mention
from kg.linking.name_words import is_linkable
from kg.linking.names import fold
from kg.linking.pins import Pins
from kg.linking.spans import settled

if TYPE_CHECKING:
    from spacy.language import Language


def name_record(
    name: str, context: str | None, cls: str | None, pins: Pins, index: Index | None = None
) -> dict[str, object]:
    """Return the record of one name, read in ``context`` if there is any, with its candidates though none be
    sure."""
    found, ranked = link_or_candidates(name, context, index, cls=cls, pins=pins)
    record = _link(found)
    if found is None:
        record["candidates"] = [
            {
                "qid": scored.candidate.facts.qid,
                "label": scored.candidate.facts.label,
                "description": scored.candidate.facts.description,
                "score": round(scored.score, 3),
            }
            for scored in ranked
        ]
    return {"mentions": [{"text": name, **record}]}


def link_lines(
    lines: Iterable[str], pins: Pins, index: Index | None = None, *, pipeline: str | None = None
) -> Iterator[dict[str, object]]:
    """Yield a record for each line ``{"id", "text", "mentions"?: [{"start", "end"}]}``, in order.

    Without ``mentions`` the names are found first. A line that is not such an object yields ``{"error": …}``.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
            text = document["text"]
            marked = document.get("mentions")
            given = None if marked is None else [_mention(mention, len(text)) for mention in marked]
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            yield {"error": f"line {number} is not a document with a text: {error}"}
            continue
        yield {
            "id": document.get("id"),
            **_linked(text, found_mentions(text, pipeline, index) if given is None else given, pins, index),
        }


def link_texts(
    inputs: Sequence[str], pins: Pins, index: Index | None = None, *, pipeline: str | None = None
) -> Iterator[dict[str, object]]:
    """Yield a record for each article of the inputs (files, folders, addresses), its names found first."""
    from kg.articles import ArticleError, read

    for source in inputs:
        for article in read(source):
            if isinstance(article, ArticleError):
                yield {"error": str(article)}
            else:
                yield {
                    "id": article.id,
                    **_linked(article.text, found_mentions(article.text, pipeline, index), pins, index),
                }


def _linked(text: str, mentions: list[Mention], pins: Pins, index: Index | None) -> dict[str, object]:
    links = link_mentions(text, mentions, index, pins)
    return {
        "mentions": [
            {
                "start": mention.start,
                "end": mention.end,
                "text": text[mention.start : mention.end],
                **_link(found),
            }
            for mention, found in zip(mentions, links, strict=True)
        ]
    }


def _link(found: EntityLink | None) -> dict[str, object]:
    if found is None:
        return {"qid": None, "label": None, "score": 0.0, "method": None, "candidates": []}
    others = ((found.qid, found.score), *found.alternatives)
    return {
        "qid": found.qid,
        "label": found.label,
        "score": found.score,
        "method": found.method,
        "candidates": [{"qid": qid, "score": score} for qid, score in others],
    }


def _mention(marked: dict[str, Any], length: int) -> Mention:
    start, end = int(marked["start"]), int(marked["end"])
    if not 0 <= start < end <= length:
        raise ValueError(f"a mention at {start} to {end} is outside the text")
    return Mention(start, end, marked.get("class"))


_ENTITY_CLASSES = {
    "PERSON": "Person", "PER": "Person", "LOC": "Place", "GPE": "Place", "FAC": "Facility",
    "ORG": "Organization", "EVENT": "Event", "WEAPON": "Weapon", "VEHICLE": "Weapon",
}  # fmt: skip


def found_mentions(text: str, pipeline: str | None = None, index: Index | None = None) -> list[Mention]:
    """Return the names that the language pipeline finds in a text, with the boundaries that suit the names of
    the index, each with the class that fits its kind."""
    entities = [entity for entity in _language(pipeline)(text).ents if is_linkable(entity.text)]
    # One name is of one kind in a text, of the kind that it is read as most often.
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entity in entities:
        kinds[fold(entity.text)][entity.label_] += 1
    mentions = [
        Mention(
            entity.start_char,
            entity.end_char,
            _ENTITY_CLASSES.get(kinds[fold(entity.text)].most_common(1)[0][0]),
        )
        for entity in entities
    ]
    return settled(text, mentions, index or open_index())


@cache
def _language(pipeline: str | None) -> "Language":
    from kg.language import load

    return load(pipeline=pipeline)
