"""From an article's quads back to its report: the way of ``kg.rdf.mapping``, gone in the other direction.

The graph says who filled a role and where each name stands, but not by which of its mentions: the one
nearest to the fact's own words in its evidence is taken. The words of a date are not kept.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from typing import Any, get_args
from urllib.parse import unquote

from pyoxigraph import NamedNode, Quad

from kg.extraction.report import (
    Actor,
    Agreement,
    Argument,
    Count,
    Entity,
    EntityLink,
    Event,
    Instrument,
    Place,
    Precision,
    Report,
    Span,
    Statement,
    StatusChange,
    Term,
    TimeExpression,
)
from kg.rdf.article_graph import ArticleGraph
from kg.rdf.namespaces import ET, KG, NIF, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, WD
from kg.rdf.ontology import superclasses
from kg.rdf.participants import is_instrument, is_place

_ROLES = ("actor", "recipient", "victim", "location", "instrument")
_COUNTS = ("killed", "injured", "detained", "displaced")
_AGREEMENTS = ("signs", "violates", "implements", "negotiates")
_AS_PLACE = " as a place"
"""Ends the id of the place that a node is that also acts: a country, and its state."""


def report_of(article: NamedNode, quads: Iterable[Quad]) -> Report:
    """The report that an article's quads, and what is shared of the things it speaks of, come from.

    Ids are those of the graph: the local names of facts, the IRIs of entities. Raises ``ValueError`` for
    quads that are not of the graph contract.
    """
    return _Recovery(article, quads).report()


class _Recovery(ArticleGraph):
    # Text

    def evidence(self, node: str) -> tuple[Span, ...]:
        """The sentences, that of the fact's own words first."""
        spans = sorted(self.span(span) for span in self.iris(node, PROV("wasDerivedFrom")))
        own = self.mentions.get(node, spans)[:1]
        return tuple(
            sorted(spans, key=lambda s: not (own and s.start <= own[0].start and own[0].end <= s.end))
        )

    # Entities

    def entities(self) -> Iterator[Entity]:
        for node, spans in self.mentions.items():
            classes = self.classes(node)
            if self.is_fact(node):
                continue
            for place in (False, True):
                kinds = [cls for cls in classes if is_place(cls) is place]
                if kinds:
                    both = place and len(kinds) < len(classes)
                    yield self.entity(node, min(kinds, key=_depth), spans, _AS_PLACE if both else "")

    def entity(self, node: str, cls: str, spans: list[Span], ending: str) -> Entity:
        make = Place if is_place(cls) else Instrument if is_instrument(cls) else Actor
        return make(
            id=node + ending,
            name=self.word(node, RDFS("label")) or spans[0].text,
            cls=cls,
            mentions=tuple(spans),
            aliases=tuple(self.words(node, SKOS("altLabel"))),
            named=not node.startswith(self.inside),
            link=self.link(node),
        )

    def link(self, node: str) -> EntityLink | None:
        qid = self.local(node, OWL("sameAs"), WD.iri)
        if qid is None:
            return None
        score, method = 1.0, "unknown"
        for own in self.links.get((node, qid), ()):
            score, method = float(self.word(own, KG("score")) or 1), self.word(own, KG("method")) or method
        return EntityLink(qid=qid, label=self.word(node, RDFS("label")) or qid, score=score, method=method)

    @cached_property
    def links(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for node in list(self.values):
            target = self.local(node, KG("target"), WD.iri)
            for entity in self.iris(node, KG("entity")) if target else ():
                found[entity, target or ""].append(node)
        return found

    # Facts

    def facts(self, cls: str) -> list[str]:
        """The facts of a class in the order of the text, then of their names."""
        nodes = [n for n in self.values if n.startswith(self.inside)]
        found = [n for n in nodes if any(cls in superclasses(kind) for kind in self.classes(n))]
        return sorted(found, key=lambda node: (self.place(node), node))

    def place(self, node: str) -> Span:
        return (self.mentions.get(node) or self.evidence(node) or (Span(0, 0, ""),))[0]

    def fact(self, node: str) -> dict[str, Any]:
        """What facts of every kind have."""
        return {
            "id": unquote(node.removeprefix(self.inside)),
            "cls": min(self.classes(node), key=_depth),
            "evidence": self.evidence(node),
            "confidence": float(self.word(node, KG("confidence")) or 1),
        }

    def told(self, node: str) -> dict[str, Any]:
        """What events and statements have."""
        return {
            **self.fact(node),
            "type": self.local(node, KG("eventType"), ET.iri),
            "date": self.time(node),
            "factuality": self.local(node, KG("factuality"), KG.iri) or "Actual",
            **self.source(node),
            "stated_in": self.others(node, "statedIn"),
        }

    def source(self, node: str) -> dict[str, Any]:
        """By whose word it is told."""
        evidence = self.evidence(node)
        return {
            "attributed_to": self.role(node, "attributedTo"),
            "unnamed_source": tuple(
                self.found(words, evidence) for words in self.words(node, KG("unnamedSource"))
            ),
        }

    def others(self, node: str, name: str) -> tuple[str, ...]:
        """Ids of other facts and things that a fact names."""
        return tuple(
            unquote(iri.removeprefix(self.inside)) if self.is_fact(iri) else iri
            for iri in self.iris(node, KG(name))
        )

    def is_fact(self, node: str) -> bool:
        return any("Fact" in superclasses(cls) for cls in self.classes(node))

    def role(self, node: str, name: str) -> tuple[Argument, ...]:
        near = self.place(node)
        evidence = self.evidence(node)

        def distance(span: Span) -> tuple[bool, int, int]:
            outside = not any(s.start <= span.start and span.end <= s.end for s in evidence)
            return outside, abs(span.start - near.start), span.start

        arguments = []
        for thing in self.iris(node, KG(name)):
            kinds = {is_place(cls) for cls in self.classes(thing)}
            ending = _AS_PLACE if name in ("location", "physicalTarget") and kinds == {True, False} else ""
            if thing in self.mentions:
                arguments.append(Argument(thing + ending, min(self.mentions[thing], key=distance)))
        return tuple(sorted(arguments, key=lambda argument: argument.span))

    def time(self, node: str, name: str = "date") -> TimeExpression | None:
        day = _day(self.word(node, KG(name)))
        start, end = (_day(self.word(node, KG(bound))) for bound in ("startDate", "endDate"))
        if day is not None:
            return TimeExpression(start=day, end=day, precision="day", span=None)
        if name != "date" or start is end is None:
            return None
        said = self.word(node, KG("datePrecision"))
        precision: Precision = next((known for known in get_args(Precision) if known == said), "day")
        return TimeExpression(start=start, end=end, precision=precision, span=None)

    def count(self, node: str, name: str) -> Count | None:
        least, most = (self.word(node, KG(f"{name}{bound}")) for bound in ("Min", "Max"))
        if least is None and most is None:
            return None
        return Count(min=_number(least), max=_number(most), span=self.place(node))

    def event(self, node: str) -> Event:
        kind, mode = (self.local(node, KG(name), ET.iri) for name in ("eventType", "mode"))
        return Event(
            **self.told(node),
            mode=mode.removeprefix(f"{kind}-") if mode else None,
            trigger=self.place(node),
            mentions=tuple(self.mentions.get(node, ())),
            **_each(_ROLES, partial(self.role, node)),
            physical_target=self.role(node, "physicalTarget"),
            **_each(_COUNTS, partial(self.count, node)),
            **_each(_AGREEMENTS, partial(self.others, node)),
        )

    def statement(self, node: str) -> Statement:
        told = self.told(node)
        evidence = told["evidence"]
        content = self.parts(self.word(node, KG("content")) or "", evidence)
        quoted = [self.found(words, evidence) for words in self.words(node, KG("quotation"))]
        medium = self.word(node, KG("medium"))
        length = sum(len(span.text) for span in content)
        return Statement(
            **told,
            cue=self.place(node),
            source=tuple(self.found(words, evidence) for words in self.words(node, KG("source"))),
            speaker=self.role(node, "speaker"),
            on_behalf_of=self.role(node, "onBehalfOf"),
            addressee=self.role(node, "addressee"),
            recipient=self.role(node, "recipient"),
            content=tuple(span for span in content if span.text),
            quotations=tuple(sorted(quoted)),
            direct=length > 0 and 2 * sum(len(span.text) for span in quoted) > length,
            medium=None if medium is None else self.found(medium, evidence),
            about=self.others(node, "about"),
        )

    def agreement(self, node: str) -> Agreement:
        return Agreement(
            **self.fact(node),
            name=self.word(node, RDFS("label")) or "agreement",
            mentions=tuple(self.mentions.get(node, ())),
            **_each(("party", "signatory", "mediator", "location"), partial(self.role, node)),
            signed_on=self.time(node, "signedOn"),
            agreed_on=self.time(node, "agreedOn"),
            status=self.local(node, KG("status"), KG.iri),  # type: ignore[arg-type]
            terms=tuple(self.term(term) for term in sorted(self.iris(node, KG("term")), key=self.place)),
            changes=tuple(self.change(change) for change in sorted(self.iris(node, KG("change")))),
            **self.source(node),
            link=self.link(node),
        )

    def change(self, node: str) -> StatusChange:
        fact = self.fact(node)
        return StatusChange(
            id=fact["id"],
            evidence=fact["evidence"],
            confidence=fact["confidence"],
            to=self.local(node, KG("changedTo"), KG.iri),  # type: ignore[arg-type]
            trigger=self.found(self.word(node, RDFS("label")) or "", fact["evidence"]),
            date=self.time(node),
        )

    def term(self, node: str) -> Term:
        fact = self.fact(node)
        condition, deadline = self.word(node, KG("condition")), self.word(node, KG("deadline"))
        return Term(
            id=fact["id"],
            evidence=fact["evidence"],
            confidence=fact["confidence"],
            content=self.found(self.word(node, KG("content")) or "", fact["evidence"]),
            obligor=self.role(node, "obligor"),
            beneficiary=self.role(node, "beneficiary"),
            condition=None if condition is None else self.found(condition, fact["evidence"]),
            deadline=None if deadline is None else self.found(deadline, fact["evidence"]),
            due_by=_day(self.word(node, KG("dueBy"))),
            prescribes=next(iter(self.others(node, "prescribes")), None),
        )

    def report(self) -> Report:
        spoken = self.facts("Statement")
        sentences = [n for n in self.values if NIF("Sentence") in self.all(n, RDF("type"))]
        return Report(
            article_id=unquote(self.article.value.rpartition("/")[2]),
            text=self.text,
            date=_day(self.word(self.article.value, SCHEMA("datePublished"))),
            sentences=tuple(sorted(self.span(node) for node in sentences)),
            entities=tuple(sorted(self.entities(), key=lambda entity: entity.mentions)),
            events=tuple(self.event(node) for node in self.facts("Event") if node not in spoken),
            statements=tuple(self.statement(node) for node in spoken),
            agreements=tuple(self.agreement(node) for node in self.facts("Agreement")),
        )


def _each(names: Iterable[str], read: Callable[[str], Any]) -> dict[str, Any]:
    return {name: read(name) for name in names}


def _depth(cls: str) -> tuple[int, str]:
    """The most exact class first."""
    return -len(superclasses(cls)), cls


def _day(words: str | None) -> dt.date | None:
    return None if words is None else dt.date.fromisoformat(words)


def _number(words: str | None) -> int | None:
    return None if words is None else int(words)
