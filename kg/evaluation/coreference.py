"""Scoring of coreference on news: ``python -m kg.evaluation.coreference --data DIR``.

Reads ``dwie_dev.jsonl``: articles with clusters of names (persons, organizations, places and the like). It
marks no pronouns and no common nouns, and keeps demonyms apart: these are left out on both sides. Prints
MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998) and CEAFe (Luo 2005), with the gold mentions and their
coarse types given, and with our own.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
from spacy.language import Language
from spacy.tokens import Doc

from kg.articles.article import Article
from kg.evaluation.dwie import articles, command
from kg.extraction.coreference import resolve
from kg.extraction.entities import Mention
from kg.extraction.gazetteer import known_names
from kg.extraction.mentions import find_mentions, name_mention
from kg.extraction.name_text import Name
from kg.language import load

Key = tuple[int, int]
Clusters = list[frozenset[Key]]

_SCORED = frozenset({"person", "organization", "location", "event", "misc"})
_CLASSES = {"person": "Person", "organization": "Organization", "location": "Settlement"}


@dataclass(frozen=True, slots=True)
class Score:
    """Recall and precision as sums over documents: numerator and denominator of each."""

    recall: tuple[float, float] = (0.0, 0.0)
    precision: tuple[float, float] = (0.0, 0.0)

    def __add__(self, other: "Score") -> "Score":
        return Score(
            (self.recall[0] + other.recall[0], self.recall[1] + other.recall[1]),
            (self.precision[0] + other.precision[0], self.precision[1] + other.precision[1]),
        )

    @property
    def rates(self) -> tuple[float, float, float]:
        """Precision, recall and F1 in per cent."""
        r = 100 * self.recall[0] / self.recall[1] if self.recall[1] else 0.0
        p = 100 * self.precision[0] / self.precision[1] if self.precision[1] else 0.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


def muc(gold: Clusters, found: Clusters) -> Score:
    """Links that one side needs and the other has."""

    def one_way(key: Clusters, response: Clusters) -> tuple[float, float]:
        where = {mention: i for i, cluster in enumerate(response) for mention in cluster}
        hit = total = 0
        for cluster in key:
            parts = {where[m] for m in cluster if m in where}
            alone = sum(m not in where for m in cluster)
            hit += len(cluster) - len(parts) - alone
            total += len(cluster) - 1
        return hit, total

    return Score(one_way(gold, found), one_way(found, gold))


def b_cubed(gold: Clusters, found: Clusters) -> Score:
    """For each mention, how much of its cluster the other side's cluster shares."""

    def one_way(key: Clusters, response: Clusters) -> tuple[float, float]:
        where = {mention: cluster for cluster in response for mention in cluster}
        total = sum(len(cluster) for cluster in key)
        hit = sum(
            len(cluster & where[mention]) / len(cluster)
            for cluster in key
            for mention in cluster
            if mention in where
        )
        return hit, total

    return Score(one_way(gold, found), one_way(found, gold))


def ceaf_e(gold: Clusters, found: Clusters) -> Score:
    """The best one-to-one match of clusters, each pair worth twice what they share over what they hold."""
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    where: dict[Key, int] = {mention: i for i, cluster in enumerate(found) for mention in cluster}
    for i, cluster in enumerate(gold):
        for j, shared in Counter(where[m] for m in cluster if m in where).items():
            graph.add_edge(("g", i), ("f", j), weight=2 * shared / (len(cluster) + len(found[j])))
    matched = nx.max_weight_matching(graph)
    worth = sum(graph.edges[pair]["weight"] for pair in matched)
    return Score((worth, len(gold)), (worth, len(found)))


METRICS = {"MUC": muc, "B3": b_cubed, "CEAFe": ceaf_e}


def gold_clusters(record: dict[str, object], text: str) -> tuple[Clusters, dict[Key, str]]:
    """Clusters of names of one record, and the type of each mention; demonyms and values left out."""
    clusters: Clusters = []
    types: dict[Key, str] = {}
    for cluster in record["clusters"]:  # type: ignore[attr-defined]
        if cluster["type"] not in _SCORED or any(name.endswith("-x") for name in cluster["types"]):
            continue
        keys = {(m["start"], m["end"]) for m in cluster["mentions"] if m["start"] is not None} - set(types)
        if keys:
            clusters.append(frozenset(keys))
            types |= dict.fromkeys(keys, cluster["type"])
    return clusters, types


def own_clusters(doc: Doc, mentions: Sequence[Mention], article: Article, spans: dict[int, Key]) -> Clusters:
    """Clusters of names that we find; ``spans`` gives the characters that count for a head token."""
    table = resolve(doc, tuple(mentions), article)
    grouped: dict[str, set[Key]] = {}
    for mention in mentions:
        ids = table.members.get(mention.head, ())
        if len(ids) == 1 and mention.head in spans:
            # A country as an actor and as a place is one thing to the annotators.
            entity = table.get(ids[0])
            name = entity.name if entity.cls in ("State", "Country") else ids[0]
            grouped.setdefault(name, set()).add(spans[mention.head])
    return [frozenset(keys) for keys in grouped.values()]


def with_gold_mentions(doc: Doc, types: dict[Key, str], article: Article) -> Clusters:
    """Clusters that we make of the gold mentions alone."""
    own = {(m.start, m.end): m for m in find_mentions(doc) if m.kind == "name"}
    mentions: dict[int, Mention] = {}
    spans: dict[int, Key] = {}
    for key, kind in sorted(types.items()):
        span = doc.char_span(*key, alignment_mode="expand")
        if span is None:
            continue
        text = doc.text[key[0] : key[1]].removeprefix("the ").removeprefix("The ")
        known = known_names().get(text)
        cls = known.cls if known else _CLASSES.get(kind, "Organization")
        mention = own.get((span.start, span.end)) or name_mention(
            doc, Name(span.start, span.end, cls, text, known)
        )
        if mention.head not in mentions:
            mentions[mention.head] = mention
            spans[mention.head] = key
    missing = [frozenset({key}) for key in types if key not in set(spans.values())]
    return own_clusters(doc, tuple(mentions.values()), article, spans) + missing


def with_own_mentions(doc: Doc, article: Article) -> Clusters:
    """Clusters of the names that we find ourselves."""
    mentions = find_mentions(doc)
    spans = {
        m.head: (doc[m.start].idx, doc[m.end - 1].idx + len(doc[m.end - 1]))
        for m in mentions
        if m.kind == "name"
    }
    return own_clusters(doc, mentions, article, spans)


def evaluate(records: Iterable[dict[str, object]], docs: Iterable[Doc]) -> dict[str, dict[str, Score]]:
    """Scores by metric, for gold and for own mentions, summed over documents."""
    scores = {mode: {metric: Score() for metric in METRICS} for mode in ("gold mentions", "own mentions")}
    for record, doc in zip(records, docs, strict=True):
        article = Article(id=str(record["id"]), text=doc.text)
        gold, types = gold_clusters(record, doc.text)
        runs = {
            "gold mentions": with_gold_mentions(doc, types, article),
            "own mentions": with_own_mentions(doc, article),
        }
        for mode, found in runs.items():
            for metric, score in METRICS.items():
                scores[mode][metric] = scores[mode][metric] + score(gold, found)
    return scores


def measure(pipeline: Language, records: Sequence[dict[str, Any]]) -> dict[str, dict[str, Score]]:
    """Score the pipeline on articles of DWIE, with gold and with own mentions."""
    return evaluate(records, pipeline.pipe(str(record["text"]) for record in records))


def mean_f1(metrics: dict[str, Score]) -> float:
    """The mean of the metrics' F1, in per cent."""
    return sum(score.rates[2] for score in metrics.values()) / len(metrics)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table of scores; returns the exit status."""
    parser = command("Score coreference of names on news.")
    parser.add_argument("--limit", type=int, default=None, help="read only so many articles")
    options = parser.parse_args(arguments)
    records = articles(parser, options.data)[: options.limit]
    for mode, metrics in measure(load(), records).items():
        for metric, score in metrics.items():
            p, r, f = score.rates
            print(f"{mode:14} {metric:6} P {p:5.1f}  R {r:5.1f}  F1 {f:5.1f}")
        print(f"{mode:14} mean of F1    {mean_f1(metrics):21.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
