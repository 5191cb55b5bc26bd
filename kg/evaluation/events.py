"""Scores of events: on the project's own annotated sentences, and on others' gold data.

Own sentences (``corpus/*.jsonl``, format in the README beside them): a found event is right if its class,
or for the score by type its PLOVER type, is that of a gold event of the sentence and the triggers overlap;
precision, recall and F1, the share of right factualities and of right numbers (both bounds, where the
annotation gives some) among the events found, precision and recall of actors, recipients and places, and the
false events in the sentences that hold none.

Others' data: PLOVER roots of marked spans (:mod:`kg.evaluation.plover`), triples of country codes
(:mod:`kg.evaluation.dyads`), role fillers of terrorist incidents (:mod:`kg.evaluation.incidents`), and what
is found in texts that are not news (:mod:`kg.evaluation.quiet_texts`).

Run it as ``python -m kg.evaluation.events corpus [--split train|dev|test]`` or ``… plover --data FILE``, and
likewise ``dyads``, ``incidents`` and ``quiet``.
"""

import argparse
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from spacy.language import Language

from kg.articles.article import Article
from kg.evaluation.counts import Counts, table_lines, total_line
from kg.evaluation.dyads import read_coded, score_dyads
from kg.evaluation.incidents import read_incidents, score_incidents
from kg.evaluation.plover import macro_f1, read_marked, score_plover
from kg.evaluation.quiet_texts import events_found, read_quiet
from kg.evaluation.verbal_acts import score_verbal_acts
from kg.extraction import extract
from kg.extraction.report import Argument, Event, Report

SPLITS = ("train", "dev", "test")
"""Parts of the own corpus: to learn from, to tune on, and to score on without having looked at it."""

_NUMBERS = frozenset({"killed", "injured", "detained", "displaced"})


@dataclass(slots=True)
class CorpusScore:
    """Scores on annotated sentences."""

    classes: dict[str, Counts] = field(default_factory=dict)
    types: dict[str, Counts] = field(default_factory=dict)
    factuality: Counts = field(default_factory=Counts)
    roles: dict[str, Counts] = field(default_factory=dict)
    numbers: Counts = field(default_factory=Counts)
    """Numbers of people that the gold events give, among the events found."""
    empty: int = 0
    """Sentences without a gold event."""
    false: int = 0
    """Events found in them."""
    mistakes: list[str] = field(default_factory=list)


def read_corpus(split: str | None = None) -> Iterator[dict[str, Any]]:
    """Sentences of a split (one of ``SPLITS``), or all, whose events are annotated, file after file."""
    folder = files("kg.evaluation") / "corpus"
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".jsonl")), key=lambda f: f.name):
        for line in file.read_text("utf-8").splitlines():
            record = json.loads(line)
            if "events" in record and (split is None or record["split"] == split):
                yield record


def reports(
    records: Sequence[dict[str, Any]], nlp: Language, min_confidence: float | None = None
) -> Iterator[Report]:
    """What is read in the text of each record."""
    for record, doc in zip(records, nlp.pipe(r["text"] for r in records), strict=True):
        day = dt.date.fromisoformat(record["date"]) if record.get("date") else None
        article = Article(id=record["id"], text=record["text"], date=day)
        yield extract(doc, article, min_confidence=min_confidence)


def score_corpus(
    records: Sequence[dict[str, Any]], found: Iterable[Report], min_confidence: float
) -> CorpusScore:
    """Score reports of annotated sentences; events below ``min_confidence`` do not count."""
    score = CorpusScore()
    for record, report in zip(records, found, strict=True):
        events = [event for event in report.events if event.confidence >= min_confidence]
        if not record["events"]:
            score.empty += 1
            score.false += len(events)
            score.mistakes += [f"{record['text']} — false {e.cls} “{e.trigger.text}”" for e in events]
        _match(score, record, report, events)
    return score


def _match(score: CorpusScore, record: dict[str, Any], report: Report, events: Sequence[Event]) -> None:
    left = list(events)
    for event in events:
        score.classes.setdefault(event.cls, Counts()).found += 1
        score.types.setdefault(event.type, Counts()).found += 1
    for gold in record["events"]:
        score.classes.setdefault(gold["class"], Counts()).gold += 1
        score.types.setdefault(gold["type"], Counts()).gold += 1
        hits = [event for event in left if _overlaps(event, gold["trigger"], record["text"])]
        hit = next(
            (e for e in hits if e.cls == gold["class"]),
            next((e for e in hits if e.type == gold["type"]), None),
        )
        if hit is None:
            others = ", ".join(f"{e.cls} “{e.trigger.text}”" for e in events)
            score.mistakes.append(
                f"{record['text']} — missed {gold['class']} “{gold['trigger']}” (found: {others})"
            )
            continue
        left.remove(hit)
        score.types[gold["type"]].right += hit.type == gold["type"]
        score.classes[gold["class"]].right += hit.cls == gold["class"]
        if hit.cls != gold["class"]:
            score.mistakes.append(
                f"{record['text']} — {hit.cls} instead of {gold['class']} “{gold['trigger']}”"
            )
        score.factuality.gold += 1
        score.factuality.found += 1
        score.factuality.right += hit.factuality == gold["factuality"]
        if hit.factuality != gold["factuality"]:
            score.mistakes.append(
                f"{record['text']} — {hit.factuality} instead of {gold['factuality']} “{gold['trigger']}”"
            )
        _score_roles(score, report, gold, hit)
        _score_numbers(score, report, gold, hit)


def _score_roles(score: CorpusScore, report: Report, gold: dict[str, Any], hit: Event) -> None:
    text = report.text
    parts: dict[str, Sequence[Argument]] = {
        "actor": hit.actor,
        "recipient": (*hit.recipient, *hit.victim),
        "location": hit.location,
    }
    for role, arguments in parts.items():
        counts = score.roles.setdefault(role, Counts())
        wanted = [range(at := text.index(words), at + len(words)) for words in gold[role]]
        counts.gold += len(wanted)
        counts.found += len({a.entity for a in arguments})
        right = [w for w in wanted if any(_names(report, a, w, text) for a in arguments)]
        counts.right += len(right)
        if len(right) < len(wanted) or (arguments and not wanted):
            named = [a.span.text for a in arguments]
            score.mistakes.append(f"{text} — {role} {named} instead of {gold[role]}")


def _score_numbers(score: CorpusScore, report: Report, gold: dict[str, Any], hit: Event) -> None:
    for key in sorted(_NUMBERS & gold.keys()):
        count = getattr(hit, key)
        found = None if count is None else [count.min, count.max]
        score.numbers.gold += 1
        score.numbers.found += found is not None
        score.numbers.right += found == gold[key]
        if found != gold[key]:
            score.mistakes.append(f"{report.text} — {key} {found} instead of {gold[key]}")


def _names(report: Report, argument: Argument, wanted: range, text: str) -> bool:
    """Whether a filler is the wanted one, by its words or by its entity's name ("the town" of Humera)."""
    if argument.span.start < wanted.stop and wanted.start < argument.span.end:
        return True
    return text[wanted.start : wanted.stop] in report.entity(argument.entity).name


def _overlaps(event: Event, trigger: str, text: str) -> bool:
    return any(overlaps((m.start, m.end), trigger, text) for m in event.mentions or (event.trigger,))


def overlaps(span: tuple[int, int], trigger: str, text: str) -> bool:
    """Whether a stretch of the text shares characters with the first occurrence of an annotated trigger."""
    start = text.index(trigger)
    return span[0] < start + len(trigger) and start < span[1]


# ---- command -----------------------------------------------------------------------------------------------


def main() -> None:
    """Print the scores."""
    from kg.language import load

    parser = argparse.ArgumentParser(description="Score events on annotated sentences and articles.")
    parser.add_argument("suite", choices=("corpus", "plover", "dyads", "incidents", "quiet"))
    parser.add_argument("--split", choices=SPLITS, default=None, help="part of the own corpus")
    parser.add_argument("--data", type=Path, help="the suite's file of gold data")
    parser.add_argument("--step", type=int, default=1, help="read only every so manieth record")
    parser.add_argument("--min-confidence", type=float, help="corpus and quiet: 0.5; else as in use")
    parser.add_argument("--hints", action="store_true", help="plover: take the marked spans as given")
    parser.add_argument("--mistakes", action="store_true", help="list what went wrong")
    options = parser.parse_args()
    if options.suite != "corpus" and options.data is None:
        parser.error(f"{options.suite} needs --data FILE")
    nlp = load()
    least, shown = options.min_confidence, 0.5 if options.min_confidence is None else options.min_confidence
    match options.suite:
        case "corpus":
            records = list(read_corpus(options.split))[:: options.step]
            found = list(reports(records, nlp))
            score = score_corpus(records, found, shown)
            _print_corpus(score)
            said = score_verbal_acts(records, found, shown)
            if said.sentences:
                print(*said.lines(), sep="\n")
            mistakes = score.mistakes + said.mistakes
        case "plover":
            records = read_marked(options.data)[:: options.step]
            least = 0.0 if options.hints else least  # that there is an event is given with its spans
            found = list(reports(records, nlp, least))
            table, mistakes = score_plover(records, found, hints=options.hints)
            by_map, _ = score_plover(records, found, hints=options.hints, mapped=True)
            print(*table_lines(table), sep="\n")
            print(f"macro-F1 {100 * macro_f1(table):.1f} of {len(records)} sentences")
            print(f"by the codebook's map from CAMEO: macro-F1 {100 * macro_f1(by_map):.1f}")
        case "dyads":
            records = read_coded(options.data)[:: options.step]
            table, mistakes = score_dyads(records, reports(records, nlp, least))
            print(*table_lines(table), total_line("triples", table), sep="\n")
        case "incidents":
            records = read_incidents(options.data)[:: options.step]
            table, mistakes = score_incidents(records, reports(records, nlp, least))
            print(*table_lines(table), total_line("entities", table), sep="\n")
        case _:
            records = read_quiet(options.data)[:: options.step]
            found_lines, sentences = events_found(reports(records, nlp), shown)
            print(f"events: {len(found_lines)} in {sentences} sentences of {len(records)} texts")
            mistakes = found_lines
    if options.mistakes:
        print(*mistakes, sep="\n")


def _print_corpus(score: CorpusScore) -> None:
    print(*table_lines(score.classes), sep="\n")
    for name, table in (("class", score.classes), ("PLOVER type", score.types)):
        print(total_line(f"events by {name}", table))
    print(f"factuality of found events: {score.factuality.precision:.3f} of {score.factuality.gold}")
    print(f"numbers of found events: {score.numbers.recall:.3f} of {score.numbers.gold}")
    for role, counts in score.roles.items():
        print(f"{role}: P {counts.precision:.3f}  R {counts.recall:.3f} of {counts.gold}")
    print(f"false events: {score.false} in {score.empty} sentences without one")


if __name__ == "__main__":
    main()
