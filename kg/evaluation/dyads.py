"""Event triples by country: who did what root to whom, in CAMEO's country codes.

Codes are cut to their first three letters, the country or the kind of international organization; "---" is
an actor of no country. An entity's country is what its name, its words or what follows them says ("Iraqi
troops", "the mayor of Nablus"), that of the body which the text gives a person, or that of the item it is
linked to.

The suite is the PETRARCH-2 validation set (``events_petrarch2.jsonl``), whose roots are CAMEO's. A plan to
use force is a threat, and so is any harm that somebody threatens; help that somebody only says he wants or
is to give is an intent (AGREE); any other plan is coded as what is planned, and not as the promise of it as
well. What others are asked to do is not coded, and all that CAMEO calls to yield is one root. Who comes
forward with another's hostile act ("Israel said that Hamas had fired") accuses him of it. Where an act names
nobody of a country to whom it is done, the place stands for its country; talks, and what several do together,
go both ways.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.evaluation.counts import Counts
from kg.evaluation.json_lines import read_lines
from kg.evaluation.plover import CONFLICT, COOPERATION, plover_root
from kg.extraction.gazetteer import known_names
from kg.extraction.records import record
from kg.extraction.report import Entity, Report
from kg.linking import facts, link

_NOBODY = "---"
_YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_HOSTILE = frozenset({"ASSAULT", "COERCE", "THREATEN"})
_JOINT = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})
_ASKING = frozenset({"Demand", "Appeal"})
_MEANING = frozenset({"Desire", "Announcement", "Report", "Promise", "Belief"})
_COMMITMENTS = frozenset({"AGREE", "THREATEN"})
_BEHIND = re.compile(r" (?:of|in|from) [^,.;]{2,60}")
"""What follows a phrase and says where it belongs."""


def read_coded(path: Path) -> list[dict[str, Any]]:
    """Coded sentences; a date that is none is dropped."""
    dated = re.compile(r"\d{4}-\d\d-\d\d")
    return [
        {**line, "date": line["date"] if dated.fullmatch(line.get("date") or "") else None}
        for line in read_lines(path)
    ]


def score_dyads(
    records: Sequence[dict[str, Any]], found: Iterable[Report]
) -> tuple[dict[str, Counts], list[str]]:
    """Counts of triples by root, and a line for each sentence that is not read as the gold has it."""
    table: dict[str, Counts] = {}
    mistakes: list[str] = []
    for coded, report in zip(records, map(link, found), strict=True):
        gold = {
            (e["source"][:3], _YIELD.get(e["plover"], e["plover"]), e["target"][:3])
            for e in coded["events"]
            if e["plover"] and _NOBODY not in (e["source"][:3], e["target"][:3])
        }
        read = _triples(report)
        for triple in gold:
            table.setdefault(triple[1], Counts()).gold += 1
            table[triple[1]].right += triple in read
        for triple in read:
            table.setdefault(triple[1], Counts()).found += 1
        if gold != read:
            mistakes.append(f"{sorted(gold)} read as {sorted(read)}: {coded['text']}")
    return table, mistakes


def country_code(entity: Entity, report: Report) -> str:
    """Three letters: ISO code of the entity's country, or ``---``.

    ``IGO`` stands for unions of states, ``IMG`` for armed groups that are known to belong to no one country.
    """
    if entity.cls == "InternationalOrganization":
        return "IGO"
    listed = known_names().get(entity.name)
    if entity.cls == "ArmedGroup" and listed is not None and listed.country is None:
        return "IMG"
    words = [entity.name, *entity.aliases, *(mention.text for mention in entity.mentions)]
    words += [behind[0] for m in entity.mentions if (behind := _BEHIND.match(report.text, m.end))]
    for text in words:
        code = _code_in(text)
        if code:
            return code
    for relation in report.relations:
        if relation.subject == entity.id:
            other = next((e for e in report.entities if e.id == relation.object), None)
            code = _code_in(other.name) if other is not None else None
            if code:
                return code
    item = facts(entity.link.qid) if entity.link is not None else None
    return (_by_item().get(item.country) or _NOBODY) if item is not None and item.country else _NOBODY


def _triples(report: Report) -> set[tuple[str, str, str]]:
    written: Any = record(report)
    codes = {entity.name: country_code(entity, report) for entity in report.entities}
    kinds = {statement.id: statement.cls for statement in report.statements}
    told = {event.id: frozenset(kinds[said] for said in event.stated_in) for event in report.events}
    triples: set[tuple[str, str, str]] = set()
    planned = set()
    for event in written["events"]:
        tellers = told.get(event["id"], frozenset())
        if event["factuality"] in ("Planned", "Possible") and tellers & _ASKING:
            continue
        root = _root(event["type"], event["factuality"], tellers)
        pairs = _pairs(event, codes)
        blamers = _blamers(event, codes) if root in _HOSTILE else set()
        if blamers:
            root = "ACCUSE"
            pairs = {(blamer, actor) for blamer in blamers for actor in _all(event["actor"], codes)}
        dyads = {(a, b) for a, b in pairs if _NOBODY not in (a, b)}
        triples |= {(source, root, target) for source, target in dyads}
        if event["factuality"] == "Planned" and root not in _COMMITMENTS:
            planned |= dyads
    return {t for t in triples if t[1] not in _COMMITMENTS or (t[0], t[2]) not in planned}


def _blamers(event: dict[str, Any], codes: dict[str, str]) -> set[str]:
    """Countries that come forward with a hostile act of others: "Israel said that Hamas had fired"."""
    first = [teller for teller in event["attributed_to"] if teller["end"] <= event["trigger"]["start"]]
    return _all(first, codes) - _all(event["actor"], codes) - {_NOBODY}


def _all(fillers: Iterable[dict[str, Any]], codes: dict[str, str]) -> set[str]:
    return {codes[filler["name"]] for filler in fillers if filler["name"] is not None}


def _pairs(event: dict[str, Any], codes: dict[str, str]) -> set[tuple[str, str]]:
    """Who does it to whom by their codes, in both directions where all do it together."""
    actors, done_to = event["actor"], [*event["recipient"], *event["victim"]]
    meets = event["type"] == "CONSULT"
    joint = bool(actors) and all(s["end"] <= event["trigger"]["start"] for s in (*actors, *done_to))
    together = joint and event["type"] in _JOINT
    talks = meets and (event["class"] == "Negotiation" or "talks" in event["trigger"]["text"])
    together = together or talks
    sides = [*actors, *done_to]
    couples = (
        [(a, b) for a in sides for b in sides] if together else [(a, b) for a in actors for b in done_to]
    )
    pairs = {(codes[a["name"]], codes[b["name"]]) for a, b in couples if a["name"] != b["name"]}
    if meets or not _all(done_to, codes) - {_NOBODY}:
        doers, places = _all(sides if joint and meets else actors, codes), _all(event["location"], codes)
        there = {(one, other) for one in doers for other in places if one != other}
        pairs |= there | ({(other, one) for one, other in there} if talks else set())
    return pairs


def _root(kind: str, factuality: str, tellers: frozenset[str] = frozenset()) -> str:
    """CAMEO's root of an event, by PLOVER's name; ``tellers`` are the classes of the statements that tell it.

    >>> _root("CONSULT", "Planned"), _root("ASSAULT", "Planned"), _root("RETREAT", "Actual")
    ('CONSULT', 'THREATEN', 'YIELD')
    >>> _root("AID", "Planned"), _root("AID", "Planned", frozenset({"Desire"}))
    ('AID', 'AGREE')
    """
    ahead = factuality in ("Planned", "Conditional")
    meant = kind in COOPERATION - {"CONSULT"} and bool(tellers & _MEANING)
    threatened = kind in CONFLICT and "Threat" in tellers
    as_done = ahead and kind != "ASSAULT" and not (factuality == "Planned" and (meant or threatened))
    root = plover_root(kind, "Actual" if as_done else factuality)
    return _YIELD.get(root, root)


def _code_in(text: str) -> str | None:
    """The code of the first country, people, union of states or place of a country that the words name."""
    tokens = text.replace("'s", " ").replace("’s", " ").replace("-", " ").split()
    known = known_names()
    for length in (4, 3, 2, 1):
        for start in range(len(tokens) - length + 1):
            words = " ".join(tokens[start : start + length])
            name = known.get(words)
            if name is not None and name.cls == "InternationalOrganization":
                return "IGO"
            code = _codes().get(words) or _codes().get((name.country if name is not None else None) or "")
            if code:
                return code
    return None


@cache
def _by_item() -> dict[str, str]:
    return {row["qid"]: row["iso3"] for row in _rows()}


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in _rows():
        for cell in (row["names"], row["demonyms"], row["capitals"], row["metonyms"]):
            for spelling in (cell or "").split("|"):
                if spelling:
                    codes.setdefault(spelling, row["iso3"])
    return codes


def _rows() -> list[dict[str, str]]:
    text = files("kg.linking").joinpath("data/countries.tsv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
