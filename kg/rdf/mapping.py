"""From a report to quads: what an article says in its own graph, what articles share in the shared ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.rdf import literals
from kg.rdf.background import Knowledge, background_quads
from kg.rdf.metadata import metadata
from kg.rdf.names import Names, is_identity
from kg.rdf.namespaces import DATA, ET, KG, NIF, OWL, PROV, RDF, RDFS, SKOS, WD, shared_graph
from kg.rdf.ontology import shortcut, superclasses

if TYPE_CHECKING:
    from kg.articles.article import Article
    from kg.extraction.report import (
        Agreement,
        Argument,
        Count,
        Entity,
        EntityLink,
        Event,
        Relation,
        Report,
        Span,
        Statement,
        StatusChange,
        Term,
        TimeExpression,
    )

Node = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal

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


def is_place(cls: str) -> bool:
    """Whether an ontology class is a kind of place."""
    return "Place" in superclasses(cls)


class _Mapping:
    def __init__(self, report: Report, article: Article, run: str, base: str) -> None:
        self.report = report
        self.article = article
        self.run = run
        self.names = Names(article.id, base)
        self.nodes = self.names.entities(report.entities)
        self.classes = {entity.id: entity.cls for entity in report.entities}
        self.facts = {
            fact.id for facts in (report.events, report.statements, report.agreements) for fact in facts
        }
        self.graph = self.names.article
        self.shared = shared_graph("entities", base)
        self.links = shared_graph("links", base)
        self.starts = [sentence.start for sentence in report.sentences]
        self.sentences = set(report.sentences)
        self.scores: dict[tuple[NamedNode, str], tuple[float, str]] = {}
        self.found: dict[Quad, None] = {}

    def quads(self) -> list[Quad]:
        for quad in metadata(self.article, self.report, self.names, self.nodes, self.run):
            self.found[quad] = None
        for sentence in self.report.sentences:
            self.sentence(sentence)
        for entity in self.report.entities:
            self.entity(entity)
        for event in self.report.events:
            self.event(event)
        for statement in self.report.statements:
            self.statement(statement)
        for agreement in self.report.agreements:
            self.agreement(agreement)
        for number, relation in enumerate(self.report.relations, start=1):
            self.relation(relation, number)
        for (node, qid), (score, method) in self.scores.items():
            self.candidate(node, qid, score, method)
        return list(self.found)

    def put(self, subject: Node, predicate: NamedNode, value: Value, graph: NamedNode | None = None) -> None:
        self.found[Quad(subject, predicate, value, graph or self.graph)] = None

    # Text

    def string(self, span: Span) -> NamedNode:
        node = self.names.span(span)
        self.put(node, RDF("type"), NIF("OffsetBasedString"))
        self.put(node, NIF("referenceContext"), self.names.article)
        self.put(node, NIF("beginIndex"), literals.integer(span.start))
        self.put(node, NIF("endIndex"), literals.integer(span.end))
        self.put(node, NIF("anchorOf"), literals.text(span.text))
        return node

    def sentence(self, span: Span) -> NamedNode:
        node = self.string(span)
        self.put(node, RDF("type"), NIF("Sentence") if span in self.sentences else NIF("Phrase"))
        if self.article.headline_span == (span.start, span.end):
            self.put(node, RDF("type"), NIF("Title"))
        return node

    def mention(self, span: Span, of: Node) -> None:
        node = self.string(span)
        self.put(node, RDF("type"), KG("Mention"))
        self.put(node, RDF("type"), NIF("Phrase"))
        self.put(node, KG("refersTo"), of)
        position = bisect_right(self.starts, span.start) - 1
        if position >= 0:
            around = self.report.sentences[position]
            if span.end <= around.end and around != span:
                self.put(node, PROV("wasDerivedFrom"), self.names.span(around))

    def evidence(self, fact: Node, spans: Iterable[Span]) -> None:
        for span in spans:
            self.put(fact, PROV("wasDerivedFrom"), self.sentence(span))

    # Entities

    def entity(self, entity: Entity) -> None:
        node = self.nodes[entity.id]
        link = entity.link if is_identity(entity) else None
        shared = entity.named or link is not None
        graph = self.shared if shared else self.graph
        label = link.label if link is not None else entity.name
        self.put(node, RDF("type"), KG(entity.cls), graph)
        self.put(node, RDFS("label"), literals.text(label), graph)
        for alias in sorted({entity.name, *entity.aliases} - {label}):
            # "the army" refers to it in this article, as its mentions show, but is no name to find it by.
            if not shared or any(c.isupper() for c in alias):
                self.put(node, SKOS("altLabel"), literals.text(alias), graph)
        if link is not None:
            self.link(node, link)
        for span in entity.mentions:
            self.mention(span, node)

    def link(self, node: NamedNode, link: EntityLink) -> None:
        """``owl:sameAs`` is shared; how sure this article's reading of the name is stays with the article."""
        self.put(node, OWL("sameAs"), WD(link.qid), self.links)
        choices = [(link.qid, link.score, link.method)]
        choices += [(qid, score, "alternative") for qid, score in link.alternatives if qid != link.qid]
        for qid, score, method in choices:
            # One node may stand for two readings in an article, a state that acts and a country: the surer
            # of their links is kept.
            if score > self.scores.get((node, qid), (-1.0, ""))[0]:
                self.scores[node, qid] = (score, method)

    def candidate(self, node: NamedNode, qid: str, score: float, method: str) -> None:
        own = self.names.local(f"link-{node.value.rpartition('/')[2].rpartition('#')[2]}-{qid}")
        self.put(own, RDF("type"), KG("EntityLink"))
        self.put(own, KG("entity"), node)
        self.put(own, KG("target"), WD(qid))
        self.put(own, KG("score"), literals.decimal(score))
        self.put(own, KG("method"), literals.text(method))

    def actors(self, arguments: Sequence[Argument]) -> list[NamedNode]:
        """Nodes of the fillers that can act; a country in such a role acts as a state."""
        nodes = []
        for argument in arguments:
            cls = self.classes[argument.entity]
            if cls == "Country":
                self.put(self.nodes[argument.entity], RDF("type"), KG("State"), self.shared)
            elif is_place(cls) or "Instrument" in superclasses(cls):
                continue
            nodes.append(self.nodes[argument.entity])
        return nodes

    def role(self, fact: Node, name: str, arguments: Sequence[Argument]) -> list[NamedNode]:
        nodes = self.actors(arguments)
        for node in nodes:
            self.put(fact, KG(name), node)
        for argument in arguments:
            self.mention(argument.span, self.nodes[argument.entity])
        return nodes

    def places(self, fact: Node, arguments: Sequence[Argument]) -> None:
        for argument in arguments:
            cls = self.classes[argument.entity]
            if cls == "State":
                self.put(self.nodes[argument.entity], RDF("type"), KG("Country"), self.shared)
            elif not is_place(cls):
                continue
            self.put(fact, KG("location"), self.nodes[argument.entity])
            self.mention(argument.span, self.nodes[argument.entity])

    # Facts

    def fact(self, fact: Event | Statement | Agreement | Term | StatusChange, label: str) -> NamedNode:
        node = self.names.local(fact.id)
        self.put(node, RDFS("label"), literals.text(label))
        self.put(node, KG("confidence"), literals.decimal(fact.confidence))
        self.evidence(node, fact.evidence)
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

    def told(self, node: NamedNode, fact: Event | Statement) -> None:
        """Whether it happened, by whose word, and inside which statement."""
        self.put(node, KG("factuality"), KG(fact.factuality))
        self.role(node, "attributedTo", fact.attributed_to)
        for statement in fact.stated_in:
            if statement in self.facts:
                self.put(node, KG("statedIn"), self.names.local(statement))

    def event(self, event: Event) -> None:
        node = self.fact(event, event.trigger.text)
        self.mention(event.trigger, node)
        self.typed(node, event.cls, event.type, event.mode)
        actors = self.role(node, "actor", event.actor)
        recipients = self.role(node, "recipient", event.recipient)
        self.role(node, "victim", event.victim)
        # "An attack on Kabul" happens there: a town is a place and no actor.
        struck = [a for a in event.recipient if self.classes[a.entity] != "Country"]
        self.places(node, [a for a in struck if is_place(self.classes[a.entity])])
        self.places(node, event.location)
        for argument in event.physical_target:
            self.put(node, KG("physicalTarget"), self.nodes[argument.entity])
            self.mention(argument.span, self.nodes[argument.entity])
        for argument in event.instrument:
            if "Instrument" in superclasses(self.classes[argument.entity]):
                self.put(node, KG("instrument"), self.nodes[argument.entity])
                self.mention(argument.span, self.nodes[argument.entity])
        self.time(node, event.date)
        for name in _COUNTS:
            self.count(node, name, getattr(event, name))
        for name in _AGREEMENT_LINKS:
            for agreement in getattr(event, name):
                if agreement in self.facts:
                    self.put(node, KG(name), self.names.local(agreement))
        self.told(node, event)
        self.shortcuts(event, actors, recipients, event.mentions or (event.trigger,))

    def statement(self, statement: Statement) -> None:
        node = self.fact(statement, statement.cue.text)
        self.mention(statement.cue, node)
        self.typed(node, statement.cls, statement.type, None)
        speakers = self.role(node, "speaker", statement.speaker)
        bodies = self.role(node, "onBehalfOf", statement.on_behalf_of)
        addressees = self.role(node, "addressee", statement.addressee)
        for actor in speakers or bodies:
            self.put(node, KG("actor"), actor)
        recipients = dict.fromkeys((*statement.addressee, *statement.recipient))
        self.role(node, "recipient", tuple(recipients))
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
        self.shortcuts(statement, speakers or bodies, addressees, (statement.cue,))

    def shortcuts(
        self,
        fact: Event | Statement,
        actors: Sequence[NamedNode],
        recipients: Sequence[NamedNode],
        mentions: Sequence[Span],
    ) -> None:
        flat = shortcut(fact.cls)
        if (
            flat is None
            or fact.factuality != "Actual"
            or fact.attributed_to
            or self.unsourced(fact, mentions)
        ):
            return
        pairs = [(actor, recipient) for actor in actors for recipient in recipients]
        if flat.symmetric:
            together = [*actors, *recipients]
            pairs = [(one, other) for one in together for other in together]
        for one, other in pairs:
            if one != other:
                self.put(one, flat.predicate, other)

    def unsourced(self, fact: Event | Statement, mentions: Sequence[Span]) -> bool:
        """Whether it stands only in the words of somebody who is not known."""
        tellers = [
            statement
            for statement in self.report.statements
            if statement.id in fact.stated_in and not statement.presupposes
            if not statement.speaker and not statement.on_behalf_of
        ]
        return bool(tellers) and all(
            any(part.start <= span.start and span.end <= part.end for s in tellers for part in s.content)
            for span in mentions
        )

    def agreement(self, agreement: Agreement) -> None:
        node = self.fact(agreement, agreement.name)
        self.put(node, RDF("type"), KG(agreement.cls))
        for span in agreement.mentions:
            self.mention(span, node)
        self.role(node, "party", agreement.party)
        self.role(node, "signatory", agreement.signatory)
        self.role(node, "mediator", agreement.mediator)
        self.role(node, "attributedTo", agreement.attributed_to)
        self.places(node, agreement.location)
        for name, time in (("signedOn", agreement.signed_on), ("agreedOn", agreement.agreed_on)):
            if time is not None and time.day is not None:
                self.put(node, KG(name), literals.day(time.day))
        if agreement.status is not None:
            self.put(node, KG("status"), KG(agreement.status))
        if agreement.link is not None:
            self.link(node, agreement.link)
        for term in agreement.terms:
            self.put(node, KG("term"), self.term(term))
        for change in agreement.changes:
            self.put(node, KG("change"), self.change(change))

    def term(self, term: Term) -> NamedNode:
        node = self.fact(term, term.content.text)
        self.put(node, RDF("type"), KG("Term"))
        self.put(node, KG("content"), literals.text(term.content.text))
        self.role(node, "obligor", term.obligor)
        self.role(node, "beneficiary", term.beneficiary)
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
        self.evidence(node, (relation.evidence,))
