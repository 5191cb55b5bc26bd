"""From a report to quads: what an article says in its own graph, what articles share in the shared ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from kg.rdf import literals
from kg.rdf.background import Knowledge, background_quads
from kg.rdf.metadata import metadata
from kg.rdf.names import Names
from kg.rdf.namespaces import DATA, ET, KG, RDF, RDFS
from kg.rdf.ontology import shortcut
from kg.rdf.participants import Participants, is_instrument, is_place
from kg.rdf.text_spans import TextSpans

if TYPE_CHECKING:
    from kg.articles.article import Article
    from kg.extraction.report import (
        Agreement,
        Count,
        Event,
        Relation,
        Report,
        Statement,
        StatusChange,
        Term,
        TimeExpression,
    )

_COUNTS = ("killed", "injured", "detained", "displaced")
_AGREEMENT_LINKS = ("signs", "violates", "implements", "negotiates")


def quads(
    report: Report,
    article: Article,
    *,
    run: str = "unknown",
    base: str = DATA,
    background: Knowledge | None = None,
) -> list[Quad]:
    """Map one report by the graph contract; the same report always gives the same quads in the same order.

    ``run`` names the version of program and model that read the article; ``base`` is where data IRIs live;
    ``background`` is asked for what is known of linked entities.
    Flat shortcuts stand only beside events that the article itself presents as having happened: not for
    those that are negated, planned, conditional or possible, nor for those that are only somebody's word.
    """
    mapping = _Mapping(report, article, run, base)
    found = mapping.quads()
    if background is not None:
        found += background_quads(report, mapping.names, mapping.nodes, background)
    return list(dict.fromkeys(found))


class _Mapping:
    def __init__(self, report: Report, article: Article, run: str, base: str) -> None:
        self.report = report
        self.article = article
        self.run = run
        self.names = Names(article.id, base)
        self.spans = TextSpans(report, article, self.names)
        self.put = self.spans.put
        self.parts = Participants(report, self.spans, base)
        self.nodes = self.parts.nodes
        self.facts = {
            fact.id for facts in (report.events, report.statements, report.agreements) for fact in facts
        }

    def quads(self) -> list[Quad]:
        for quad in metadata(self.article, self.report, self.names, self.nodes, self.run):
            self.spans.found[quad] = None
        for sentence in self.report.sentences:
            self.spans.sentence(sentence)
        for entity in self.report.entities:
            self.parts.entity(entity)
        for event in self.report.events:
            self.event(event)
        for statement in self.report.statements:
            self.statement(statement)
        for agreement in self.report.agreements:
            self.agreement(agreement)
        for number, relation in enumerate(self.report.relations, start=1):
            self.relation(relation, number)
        self.parts.candidates()
        return list(self.spans.found)

    def fact(self, fact: Event | Statement | Agreement | Term | StatusChange, label: str) -> NamedNode:
        node = self.names.local(fact.id)
        self.put(node, RDFS("label"), literals.text(label))
        self.put(node, KG("confidence"), literals.decimal(fact.confidence))
        self.spans.evidence(node, fact.evidence)
        return node

    def typed(self, node: NamedNode, cls: str, event_type: str | None, mode: str | None) -> None:
        self.put(node, RDF("type"), KG(cls))
        if event_type:
            self.put(node, KG("eventType"), ET(event_type))
            if mode:
                self.put(node, KG("mode"), ET(f"{event_type}-{mode}"))

    def time(self, node: NamedNode, time: TimeExpression | None) -> None:
        if time is None:
            return
        if time.day is not None:
            self.put(node, KG("date"), literals.day(time.day))
        else:
            if time.start is not None:
                self.put(node, KG("startDate"), literals.day(time.start))
            if time.end is not None:
                self.put(node, KG("endDate"), literals.day(time.end))
        if time.start is not None or time.end is not None:
            self.put(node, KG("datePrecision"), literals.text(time.precision))

    def count(self, node: NamedNode, name: str, count: Count | None) -> None:
        if count is not None:
            if count.min is not None:
                self.put(node, KG(f"{name}Min"), literals.integer(count.min))
            if count.max is not None:
                self.put(node, KG(f"{name}Max"), literals.integer(count.max))

    def source(self, node: NamedNode, fact: Event | Statement | Agreement) -> None:
        """By whose word it is told: an actor's, or words for nobody known."""
        self.parts.role(node, "attributedTo", fact.attributed_to)
        for span in fact.unnamed_source:
            self.put(node, KG("unnamedSource"), literals.text(span.text))

    def told(self, node: NamedNode, fact: Event | Statement) -> None:
        """Whether it happened, by whose word, and inside which statement."""
        self.put(node, KG("factuality"), KG(fact.factuality))
        self.source(node, fact)
        for statement in fact.stated_in:
            if statement in self.facts:
                self.put(node, KG("statedIn"), self.names.local(statement))

    def event(self, event: Event) -> None:
        node = self.fact(event, event.trigger.text)
        self.spans.mention(event.trigger, node)
        self.typed(node, event.cls, event.type, event.mode)
        actors = self.parts.role(node, "actor", event.actor)
        recipients = self.parts.role(node, "recipient", event.recipient)
        self.parts.role(node, "victim", event.victim)
        # "An attack on Kabul" happens there: a town is a place and no actor.
        struck = [a for a in event.recipient if self.parts.classes[a.entity] != "Country"]
        self.parts.places(node, [a for a in struck if is_place(self.parts.classes[a.entity])])
        self.parts.places(node, event.location)
        for argument in event.physical_target:
            self.parts.thing(node, "physicalTarget", argument)
        for argument in event.instrument:
            if is_instrument(self.parts.classes[argument.entity]):
                self.parts.thing(node, "instrument", argument)
        self.time(node, event.date)
        for name in _COUNTS:
            self.count(node, name, getattr(event, name))
        for name in _AGREEMENT_LINKS:
            for agreement in getattr(event, name):
                if agreement in self.facts:
                    self.put(node, KG(name), self.names.local(agreement))
        self.told(node, event)
        self.shortcuts(event, actors, recipients)

    def statement(self, statement: Statement) -> None:
        node = self.fact(statement, statement.cue.text)
        self.spans.mention(statement.cue, node)
        self.typed(node, statement.cls, statement.type, None)
        speakers = self.parts.role(node, "speaker", statement.speaker)
        bodies = self.parts.role(node, "onBehalfOf", statement.on_behalf_of)
        addressees = self.parts.role(node, "addressee", statement.addressee)
        for actor in speakers or bodies:
            self.put(node, KG("actor"), actor)
        recipients = dict.fromkeys((*statement.addressee, *statement.recipient))
        self.parts.role(node, "recipient", tuple(recipients))
        for span in statement.source:
            self.put(node, KG("source"), literals.text(span.text))
        if statement.content:
            # Content that its attribution splits is given in order, with the gap shown.
            words = " … ".join(span.text for span in statement.content)
            self.put(node, KG("content"), literals.text(words))
        for quotation in statement.quotations:
            self.put(node, KG("quotation"), literals.text(quotation.text))
        if statement.medium is not None:
            self.put(node, KG("medium"), literals.text(statement.medium.text))
        for about in statement.about:
            if about in self.facts:
                self.put(node, KG("about"), self.names.local(about))
            elif about in self.nodes:
                self.put(node, KG("about"), self.nodes[about])
        self.time(node, statement.date)
        self.told(node, statement)
        self.shortcuts(statement, speakers or bodies, addressees)

    def shortcuts(
        self,
        fact: Event | Statement,
        actors: Sequence[NamedNode],
        recipients: Sequence[NamedNode],
    ) -> None:
        flat = shortcut(fact.cls)
        claimed = fact.attributed_to or fact.unnamed_source
        if flat is None or fact.factuality != "Actual" or claimed:
            return
        pairs = [(actor, recipient) for actor in actors for recipient in recipients]
        if flat.symmetric:
            together = [*actors, *recipients]
            pairs = [(one, other) for one in together for other in together]
        for one, other in pairs:
            if one != other:
                self.put(one, flat.predicate, other)

    def agreement(self, agreement: Agreement) -> None:
        node = self.fact(agreement, agreement.name)
        self.put(node, RDF("type"), KG(agreement.cls))
        for span in agreement.mentions:
            self.spans.mention(span, node)
        self.parts.role(node, "party", agreement.party)
        self.parts.role(node, "signatory", agreement.signatory)
        self.parts.role(node, "mediator", agreement.mediator)
        self.source(node, agreement)
        self.parts.places(node, agreement.location)
        for name, time in (("signedOn", agreement.signed_on), ("agreedOn", agreement.agreed_on)):
            if time is not None and time.day is not None:
                self.put(node, KG(name), literals.day(time.day))
        if agreement.status is not None:
            self.put(node, KG("status"), KG(agreement.status))
        if agreement.link is not None:
            self.parts.link(node, agreement.link)
        for term in agreement.terms:
            self.put(node, KG("term"), self.term(term))
        for change in agreement.changes:
            self.put(node, KG("change"), self.change(change))

    def term(self, term: Term) -> NamedNode:
        node = self.fact(term, term.content.text)
        self.put(node, RDF("type"), KG("Term"))
        self.put(node, KG("content"), literals.text(term.content.text))
        self.parts.role(node, "obligor", term.obligor)
        self.parts.role(node, "beneficiary", term.beneficiary)
        if term.condition is not None:
            self.put(node, KG("condition"), literals.text(term.condition.text))
        if term.deadline is not None:
            self.put(node, KG("deadline"), literals.text(term.deadline.text))
        if term.due_by is not None:
            self.put(node, KG("dueBy"), literals.day(term.due_by))
        if term.prescribes in self.facts:
            self.put(node, KG("prescribes"), self.names.local(term.prescribes))
        return node

    def change(self, change: StatusChange) -> NamedNode:
        node = self.fact(change, change.trigger.text)
        self.put(node, RDF("type"), KG("StatusChange"))
        self.put(node, KG("changedTo"), KG(change.to))
        self.time(node, change.date)
        return node

    def relation(self, relation: Relation, number: int) -> None:
        """The flat triple, and beside it a node that holds its evidence."""
        node = self.names.local(f"r-{number}")
        subject = self.nodes[relation.subject]
        predicate = KG(relation.predicate)
        self.put(node, RDF("type"), KG("Relation"))
        self.put(node, KG("subject"), subject)
        self.put(node, KG("predicate"), predicate)
        if relation.object in self.nodes:
            self.put(node, KG("object"), self.nodes[relation.object])
            self.put(subject, predicate, self.nodes[relation.object])
        else:
            self.put(node, KG("value"), literals.text(relation.object))
            self.put(subject, predicate, literals.text(relation.object))
        self.put(node, KG("confidence"), literals.decimal(relation.confidence))
        self.spans.evidence(node, (relation.evidence,))
