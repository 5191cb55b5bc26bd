"""Scoring of linking on gold mentions: ``python -m kg.evaluation.link --data DIR``.

Reads ``dwie_dev.jsonl`` (clusters with Wikipedia titles), ``reuters128.jsonl`` and ``rss500.jsonl`` (mentions
with QIDs); a file that is absent is passed over.
"""

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.evaluation.link_gold import GoldDocument, read_suite
from kg.linking.candidates import candidates_of
from kg.linking.index import Index, open_index
from kg.linking.linker import link_mentions
from kg.linking.mentions import Mention
from kg.linking.pins import Pins

SUITES = ("dwie_dev", "reuters128", "rss500")


@dataclass(frozen=True, slots=True)
class LinkScore:
    """Counts over the mentions of a suite, and the rates that the report names."""

    suite: str
    linked: int
    """Gold mentions with a link."""
    held: int
    """Those of them whose item the index holds."""
    right: int
    made: int
    unlinked: int
    left_alone: int

    @property
    def accuracy(self) -> float:
        """Share of gold mentions with a link that got the right one."""
        return self.right / max(1, self.linked)

    @property
    def held_accuracy(self) -> float:
        """The same, of the mentions whose item the index holds."""
        return self.right / max(1, self.held)

    @property
    def precision(self) -> float:
        """Share of the links made that are right."""
        return self.right / max(1, self.made)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and accuracy."""
        return 2 * self.right / max(1, self.made + self.linked)

    @property
    def all_mentions(self) -> float:
        """Share of all mentions treated right: the right link, or none where there is none."""
        return (self.right + self.left_alone) / max(1, self.linked + self.unlinked)

    @property
    def alone(self) -> float:
        """Share of gold mentions without a link that were left without one."""
        return self.left_alone / max(1, self.unlinked)


def score(suite: str, documents: Sequence[GoldDocument], index: Index, *, classes: bool = False) -> LinkScore:
    """Link the gold mentions of every document and count; with ``classes``, tell the linker each mention's
    class."""
    linked = held = right = made = unlinked = alone = 0
    for document in documents:
        links = link_mentions(document.text, _mentions(document, classes=classes), index, Pins())
        for gold, link in zip(document.mentions, links, strict=True):
            made += link is not None
            if gold.linked:
                linked += 1
                held += bool(gold.qids)
                right += link is not None and link.qid in gold.qids
            else:
                unlinked += 1
                alone += link is None
    return LinkScore(suite, linked, held, right, made, unlinked, alone)


def score_raw(suite: str, documents: Sequence[GoldDocument], index: Index) -> LinkScore:
    """Find the names in each text by the language pipeline, link them, and count.

    A link is right if it overlaps a gold mention of the same item, each of which counts once; names outside
    the part of the text that was annotated are passed over. ``unlinked`` and ``left_alone`` stay 0.
    """
    from kg.linking.records import found_mentions

    linked = held = right = made = 0
    for document in documents:
        first, last = document.span
        mentions = [
            mention
            for mention in found_mentions(document.text, index=index)
            if first <= mention.start and mention.end <= last
        ]
        links = link_mentions(document.text, mentions, index, Pins())
        gold = [mention for mention in document.mentions if mention.linked]
        linked += len(gold)
        held += sum(bool(mention.qids) for mention in gold)
        for mention, link in zip(mentions, links, strict=True):
            if link is None:
                continue
            made += 1
            for known in gold:
                span = known.mention
                if link.qid in known.qids and mention.start < span.end and span.start < mention.end:
                    gold.remove(known)
                    right += 1
                    break
    return LinkScore(suite, linked, held, right, made, 0, 0)


def speed(documents: Sequence[GoldDocument], index: Index, least: int = 100_000) -> tuple[float, float]:
    """Repeat the mentions until ``least`` are done; return look-ups and whole linkings a second of
    processor time."""
    texts = [gold.text for document in documents for gold in document.mentions]
    start = time.process_time()
    for number in range(least):
        candidates_of([texts[number % len(texts)]], index)
    looked_up = least / (time.process_time() - start)
    done, start = 0, time.process_time()
    while done < least:
        for document in documents:
            link_mentions(document.text, _mentions(document, classes=False), index, Pins())
            done += len(document.mentions)
    return looked_up, done / (time.process_time() - start)


def _mentions(document: GoldDocument, *, classes: bool) -> list[Mention]:
    spans = [gold.mention for gold in document.mentions]
    return spans if classes else [Mention(span.start, span.end) for span in spans]


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.evaluation.link", description="Score linking on gold mentions."
    )
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with dwie_dev, reuters128 and rss500 (.jsonl)"
    )
    parser.add_argument("--index", type=Path, help="index to use instead of the shipped one")
    parser.add_argument(
        "--classes", action="store_true", help="tell the linker the gold class of each mention"
    )
    parser.add_argument(
        "--raw", action="store_true", help="find the names too, rather than take the gold ones"
    )
    parser.add_argument("--speed", action="store_true", help="also time 100,000 look-ups")
    options = parser.parse_args(arguments)
    index = open_index(options.index)
    found = [suite for suite in SUITES if (options.data / f"{suite}.jsonl").is_file()]
    if not found:
        print(f"error: none of {', '.join(SUITES)} in {options.data}", file=sys.stderr)
        return 1
    print("suite\tlinked\theld\taccuracy\tof held\tprecision\tF1\tleft alone\tall mentions")
    for suite in found:
        documents = read_suite(options.data / f"{suite}.jsonl", index)
        if options.raw:
            result = score_raw(suite, documents, index)
        else:
            result = score(suite, documents, index, classes=options.classes)
        rates = (
            result.accuracy,
            result.held_accuracy,
            result.precision,
            result.f1,
            result.alone,
            result.all_mentions,
        )
        print(
            "\t".join([suite, str(result.linked), str(result.held), *(f"{100 * rate:.1f}" for rate in rates)])
        )
    if options.speed:
        documents = read_suite(options.data / f"{found[0]}.jsonl", index)
        looked_up, linked = speed(documents, index)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{looked_up:.0f} look-ups and {linked:.0f} mentions linked a second, {memory:.0f} MB at most")
    return 0


if __name__ == "__main__":
    sys.exit(main())
