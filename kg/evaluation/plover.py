"""PLOVER roots of marked spans: macro-F1 on sentences with one source and one target.

The root that counts is that of the first record of ``kg events`` in the sentence whose actor overlaps the
source and whose recipient, victim or place overlaps the target; another mention of the same entity may
overlap in its stead. The targets of verbal acts are often things ("condemned the attack"), which no record
has as recipients: without hints, the target may also be where the words that an act reports begin. The suite
is the Zero-Shot-PLOVER data (``events_plover_*.jsonl``).
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kg.evaluation.counts import Counts
from kg.evaluation.json_lines import read_lines
from kg.extraction.records import record
from kg.extraction.report import Report

COOPERATION = frozenset({"CONSULT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "SUPPORT"})
CONFLICT = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})


def read_marked(path: Path) -> list[dict[str, Any]]:
    """Records whose event has both spans marked."""
    return [
        line
        for line in read_lines(path)
        if line["events"] and line["events"][0].get("source_span") and line["events"][0].get("target_span")
    ]


def plover_root(kind: str, factuality: str) -> str:
    """PLOVER root of an event: a plan to cooperate is AGREE, to harm THREATEN, a denial REJECT.

    >>> plover_root("AID", "Planned"), plover_root("ASSAULT", "Actual")
    ('AGREE', 'ASSAULT')
    """
    if factuality == "Negated" and kind in COOPERATION | {"AGREE"}:
        return "REJECT"
    if factuality in ("Planned", "Conditional"):
        if kind in COOPERATION:
            return "AGREE"
        if kind in CONFLICT:
            return "THREATEN"
    return kind


def score_plover(
    records: Sequence[dict[str, Any]], found: Iterable[Report], *, hints: bool = False, mapped: bool = False
) -> tuple[dict[str, Counts], list[str]]:
    """Counts by root, and a line for each mistake; ``YIELD`` is CONCEDE or RETREAT where the gold has it.

    The codebook says two things of economic sanctions and of convictions: by its definitions both are
    SANCTION, by its map from CAMEO (codes 163 and 116), which the suite follows, COERCE and ACCUSE. With
    ``mapped`` the map counts.

    With ``hints`` the marked spans are taken as given: the event counts that has most of them, standing
    between them counting for one, and of several the nearest to both.
    """
    table: dict[str, Counts] = {}
    mistakes: list[str] = []
    merged = any(marked["events"][0]["plover"] == "YIELD" for marked in records)
    for marked, report in zip(records, found, strict=True):
        gold = marked["events"][0]
        root = _root_between(report, gold["source_span"], gold["target_span"], hints=hints, mapped=mapped)
        if merged and root in ("CONCEDE", "RETREAT"):
            root = "YIELD"
        table.setdefault(gold["plover"], Counts()).gold += 1
        if root is not None:
            table.setdefault(root, Counts()).found += 1
        if root == gold["plover"]:
            table[gold["plover"]].right += 1
        else:
            mistakes.append(f"{gold['plover']} read as {root}: {marked['text']}")
    return table, mistakes


def macro_f1(table: dict[str, Counts]) -> float:
    """Mean F1 over the roots that the gold has."""
    scores = [counts.f1 for counts in table.values() if counts.gold]
    return sum(scores) / len(scores) if scores else 0.0


def _root_between(
    report: Report, source: Sequence[Any], target: Sequence[Any], *, hints: bool, mapped: bool
) -> str | None:
    written: Any = record(report)
    mentions = {entity["name"]: entity["mentions"] for entity in written["entities"]}

    def touches(fillers: Sequence[dict[str, Any]], span: Sequence[Any]) -> bool:
        """Whether some filler, or another mention of the same entity, overlaps the marked span."""
        spans = [s for filler in fillers for s in (filler, *mentions.get(filler["name"], ()))]
        return any(s["start"] < span[1] and span[0] < s["end"] for s in spans)

    contents = {said["cue"]["start"]: said["content"] for said in written["statements"] if said["content"]}
    ranked: list[tuple[int, int, str]] = []
    for event in written["events"]:
        kind = _by_map(event) if mapped else event["type"]
        trigger, root = event["trigger"], plover_root(kind, event["factuality"])
        done_to = [*event["recipient"], *event["victim"], *event["location"]]
        words = contents.get(trigger["start"])
        thing = words is not None and target[0] - len("the ") <= words["start"] < target[1]
        acts, suffers = touches(event["actor"], source), touches(done_to, target) or (thing and not hints)
        if acts and suffers and not hints:
            return root
        away = sum(abs(trigger["start"] - span[0]) for span in (source, target))
        between = min(source[1], target[1]) <= trigger["start"] and trigger["end"] <= max(
            source[0], target[0]
        )
        ranked.append((acts + suffers + between, -away, root))
    return max(ranked, key=lambda found: found[:2])[2] if ranked and hints else None


def _by_map(event: dict[str, Any]) -> str:
    """PLOVER type of an event by the codebook's map from CAMEO."""
    if event["class"] == "Sanction":
        return "COERCE"
    return "ACCUSE" if event["mode"] == "convict" else str(event["type"])
