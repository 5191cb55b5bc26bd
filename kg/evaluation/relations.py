"""Scores of relations between actors on news: ``python -m kg.evaluation.relations --data DIR``.

Reads ``dwie_dev.jsonl`` (Zaporojets et al. 2021): articles whose entities are joined by relations at the
level of the document. The annotated names and their coarse types are given; what they have to do with each
other is read by :func:`kg.extraction.relations.find_relations`, and what the ontology entails of that counts
as well. A country and its adjective ("French") are one entity, as they are to us; relations with a suffix
``-x``, which only say so twice, fall together with those without.

The annotators also wrote down what they knew of the world, so that recall is bounded: of the relations scored
here, about two in three are between entities that share a sentence anywhere in the article.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode, Triple
from spacy.tokens import Doc

from kg.articles.article import Article
from kg.evaluation.dwie import articles, command
from kg.extraction.coreference import resolve
from kg.extraction.entities import EntityTable, Mention
from kg.extraction.gazetteer import known_names
from kg.extraction.mentions import find_mentions, name_mention
from kg.extraction.name_text import Name
from kg.extraction.relations import find_relations
from kg.language import load
from kg.rdf.namespaces import KG
from kg.reasoning import infer

Fact = tuple[str, int, int]
"""Predicate, and the clusters of subject and object."""

PREDICATES = {
    "member_of": "memberOf", "head_of": "leads", "spokesperson_of": "speaksFor", "agency_of": "agencyOf",
    "ministry_of": "ministryOf", "based_in0": "basedIn", "based_in1": "basedIn", "based_in2": "basedIn",
    "citizen_of": "citizenOf", "head_of_state": "headOfStateOf", "head_of_gov": "headOfGovernmentOf",
    "minister_of": "ministerOf",
}  # fmt: skip
"""The annotators' relations that the total counts, and ours."""

BESIDE = {
    "agent_of": "agentOf", "part_of": "partOf", "institution_of": "partOf", "in0": "locatedIn",
    "in1": "locatedIn", "in2": "locatedIn",
}  # fmt: skip
"""Relations that are scored beside the total."""

_SAME = ("gpe0", "gpe1", "gpe2")
"""From an adjective to its place."""

_CLASSES = (
    ("gpe0", "State"), ("gpe1", "AdministrativeArea"), ("gpe2", "Settlement"), ("person", "Person"),
    ("party", "PoliticalParty"), ("media", "MediaOrganization"), ("company", "Company"),
    ("igo", "InternationalOrganization"), ("armed_movement", "ArmedGroup"),
    ("ngo", "CivilSocietyOrganization"), ("governmental_organisation", "GovernmentBody"),
    ("organization", "Organization"),
    ("facility", "Facility"), ("location", "Settlement"),
)  # fmt: skip
"""The class that a given entity has for us, by the first of its fine types found here."""


@dataclass(slots=True)
class Score:
    """Counts over documents, by predicate."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def rates(self, predicates: Iterable[str]) -> tuple[float, float, float, int]:
        """Precision, recall and F1 in per cent over some predicates, and the number of gold relations."""
        names = list(predicates)
        gold, found, right = (sum(c[n] for n in names) for c in (self.gold, self.found, self.right))
        p, r = 100 * right / max(1, found), 100 * right / max(1, gold)
        return p, r, 2 * p * r / (p + r) if p + r else 0.0, gold


def gold_facts(record: dict[str, Any], same: dict[int, int]) -> set[Fact]:
    """The annotated relations in our terms, each once."""
    facts = set()
    for relation in record["relations"]:
        kind = relation["type"].removesuffix("-x")
        predicate = PREDICATES.get(kind) or BESIDE.get(kind)
        if predicate is not None:
            head, tail = relation["head"], relation["tail"]
            facts.add((predicate, same.get(head, head), same.get(tail, tail)))
    return facts


def same_places(record: dict[str, Any]) -> dict[int, int]:
    """The cluster of a country or town for the cluster of its adjective."""
    return {r["head"]: r["tail"] for r in record["relations"] if r["type"] in _SAME}


def given_mentions(
    doc: Doc, record: dict[str, Any], same: dict[int, int]
) -> tuple[list[Mention], dict[int, int]]:
    """The annotated names as mentions, and the cluster of each by its head token."""
    mentions: dict[int, Mention] = {}
    cluster_of: dict[int, int] = {}
    for number, cluster in enumerate(record["clusters"]):
        adjective = any(name.endswith("-x") for name in cluster["types"])
        cls = next((ours for theirs, ours in _CLASSES if theirs in cluster["types"]), None)
        if cls is None and not adjective:
            continue
        for given in cluster["mentions"]:
            if given.get("start") is None:
                continue
            span = doc.char_span(given["start"], given["end"], alignment_mode="expand")
            if span is None:
                continue
            text = span.text.removeprefix("the ").removeprefix("The ")
            known = known_names().get(text)
            if adjective and (known is None or known.kind not in ("demonym", "people")):
                continue
            if known is not None and not adjective and cls == "Person":
                known = None
            name = Name(span.start, span.end, known.cls if known else cls or "State", text, known)
            mention = name_mention(doc, name)
            if mention.head not in mentions:
                mentions[mention.head] = mention
                cluster_of[mention.head] = same.get(number, number)
    return list(mentions.values()), cluster_of


def read_given(doc: Doc, record: dict[str, Any], same: dict[int, int]) -> tuple[EntityTable, dict[str, int]]:
    """Entities with the annotated names in place of ours, and the cluster that most names of each are in."""
    given, cluster_of = given_mentions(doc, record, same)
    covered = {i for mention in given for i in range(mention.start, mention.end)} | set(cluster_of)
    others = [m for m in find_mentions(doc) if m.kind not in ("name", "demonym") and not covered & {m.head}]
    mentions = tuple(sorted((*given, *others), key=lambda m: (m.start, m.head)))
    table = resolve(doc, mentions, Article(id=str(record["id"]), text=doc.text))
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for head, cluster in cluster_of.items():
        for identifier in (*table.members.get(head, ()), *table.alternatives.get(head, ())):
            votes[identifier][cluster] += 1
    return table, {identifier: count.most_common(1)[0][0] for identifier, count in votes.items()}


def found_facts(doc: Doc, record: dict[str, Any], same: dict[int, int]) -> set[Fact]:
    """What we read and what the ontology entails, between annotated clusters."""
    table, clusters = read_given(doc, record, same)
    stated = [
        Triple(_node(clusters[r.subject]), KG(r.predicate), _node(clusters[r.object]))
        for r in find_relations(doc, table)
        if r.subject in clusters and r.object in clusters
    ]
    scored = {*PREDICATES.values(), *BESIDE.values()}
    facts = set()
    for triple in (*stated, *infer(stated)):
        predicate = str(triple.predicate.value).removeprefix(KG.iri)
        if predicate not in scored or not isinstance(triple.object, NamedNode):
            continue
        fact = predicate, _cluster(triple.subject), _cluster(triple.object)
        # To the annotators nobody is a member or the head of a country or a town: they have other words.
        land = any(name.startswith("gpe") for name in record["clusters"][fact[2]]["types"])
        if predicate in ("memberOf", "leads") and land:
            continue
        if fact[1] != fact[2]:
            facts.add(fact)
    return facts


def _node(cluster: int) -> NamedNode:
    return NamedNode(f"urn:cluster:{cluster}")


def _cluster(node: object) -> int:
    return int(str(getattr(node, "value", node)).rpartition(":")[2])


def evaluate(records: Iterable[dict[str, Any]], docs: Iterable[Doc]) -> Score:
    """Counts of right, found and gold relations over all documents."""
    score = Score()
    for record, doc in zip(records, docs, strict=True):
        same = same_places(record)
        gold, found = gold_facts(record, same), found_facts(doc, record, same)
        for facts, counts in ((gold, score.gold), (found, score.found), (gold & found, score.right)):
            counts.update(predicate for predicate, _, _ in facts)
    return score


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table of scores; returns the exit status."""
    parser = command("Score relations between actors on news.")
    records = articles(parser, parser.parse_args(arguments).data)
    score = evaluate(records, load().pipe(str(record["text"]) for record in records))
    counted = dict.fromkeys(PREDICATES.values())
    rows = [*((name, [name]) for name in counted), ("together", list(counted))]
    rows += [(f"({name})", [name]) for name in dict.fromkeys(BESIDE.values())]
    for label, names in rows:
        p, r, f, gold = score.rates(names)
        print(f"{label:20} P {p:5.1f}  R {r:5.1f}  F1 {f:5.1f}  ({gold} annotated)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
