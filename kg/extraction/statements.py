"""Statements: whose word, on whose behalf, to whom, through what, and in which words.

The syntax gives attributions (:mod:`kg.extraction.reporting`), the typography gives quotations
(:mod:`kg.extraction.quotations`); here each quotation finds the attribution it belongs to, and each
attribution whose speaker is known becomes a :class:`~kg.extraction.report.Statement`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extraction.actor_types import PUBLIC
from kg.extraction.attribution_words import cue_words, source_words
from kg.extraction.cues import Attribution, lexicon
from kg.extraction.entities import EntityTable, char_span
from kg.extraction.frames import lexicon as frames
from kg.extraction.nesting import standing
from kg.extraction.pronoun_speakers import settle
from kg.extraction.quotations import Quotation
from kg.extraction.quoted_speech import quoted_attributions
from kg.extraction.report import Argument, Relation, Span, Statement, TimeExpression
from kg.extraction.role_fillers import RoleReader
from kg.extraction.said_acts import denies_content, kind_of_words
from kg.extraction.speakers import speakers
from kg.extraction.syntax import RELATIVE_PRONOUNS, agent_of, is_passive, preposition, subject_of
from kg.extraction.time import TimeResolver
from kg.extraction.verbal_acts import recipients

_STANDING = ("speaksFor", "leads", "headOfGovernmentOf", "headOfStateOf", "ministerOf", "agentOf", "memberOf")
_UNSAID = {"Condemnation", "Praise", "Refusal"}
"""What is told without who did it: "the raid was condemned", "the plan was voted down"."""
_ASKED = {"Demand", "Appeal", "Warning", "Promise", "Threat"}
"""What is told by those to whom it was said: "residents were ordered to leave"."""
_BELONGING = {"agentOf", "memberOf"}
"""Who only belongs to a body speaks for it where he holds an office of it: its commander, not its fighter."""


def find_statements(
    doc: Doc, table: EntityTable, times: TimeResolver, relations: Sequence[Relation] = ()
) -> tuple[Statement, ...]:
    """Return the statements of an article in text order.

    ``relations`` say for whom a speaker speaks where the sentence itself does not.
    ``about`` holds only the places that a verbal act concerns; ``attributed_to`` and ``stated_in`` are empty.
    """
    reader = _Reader(doc, table, times, relations)
    for attribution, quoted in zip(*quoted_attributions(doc), strict=True):
        reader.read(attribution, quoted)
    found = settle(reader.found, table)
    return tuple(replace(s, id=f"s{number}") for number, s in enumerate(found, 1))


class _Reader:
    """Turns the attributions of one article into statements, in order."""

    def __init__(
        self, doc: Doc, table: EntityTable, times: TimeResolver, relations: Sequence[Relation]
    ) -> None:
        self.text = doc.text
        self.table = table
        self.times = times
        words = frames()
        self._roles = RoleReader(table, words.partitives, words.target | words.forces | words.people)
        voices = lexicon().words["voices"]
        officers = {
            r.subject for r in relations if r.predicate == "position" and voices & {*r.object.lower().split()}
        }
        self.bodies = {
            r.subject: r.object
            for name in reversed(_STANDING)
            for r in relations
            if r.predicate == name and (name not in _BELONGING or r.subject in officers)
        }
        self.found: list[Statement] = []
        self._sentences = [sentence.text for sentence in doc.sents]
        self._starts = [sentence.start_char for sentence in doc.sents]

    def read(self, attribution: Attribution, quoted: Sequence[Quotation]) -> None:
        """Add the statement that an attribution makes, if its speaker is known."""
        cue = attribution.cue
        speaker, on_behalf, medium = self._speaker(attribution)
        spoken = {argument.entity for argument in speaker}
        addressee = tuple(
            argument
            for token in attribution.addressee
            for argument in self.table.arguments(token, kinds=("actor",))
            if argument.entity not in spoken
        )
        accused = cue.cls == "Accusation" and bool(addressee)
        source = tuple(self._span(*words) for words in source_words(attribution))
        hearsay = cue.cls in ("Belief", "Desire", "Report", "Announcement") and attribution.source is None
        unsaid = cue.cls in _UNSAID and is_passive(attribution.head) and attribution.source is None
        asked = cue.cls in _ASKED and bool(addressee) and is_passive(attribution.head)
        if not source and not on_behalf and not (accused or hearsay or unsaid or asked):
            return
        if not attribution.content and not addressee and cue.cls != "ClaimOfResponsibility":
            return
        if medium is None and addressee and self.table.get(addressee[0].entity).cls == "MediaOrganization":
            medium = addressee[0].span
        cls, type_ = kind_of_words(attribution, (*speaker, *on_behalf), addressee, self.table)
        told = attribution.addressee if cue.type is None else ()
        hearers = {i for token in told if _only_hears(token) for i in self.table.ids(token)}
        directed = tuple(argument for argument in addressee if argument.entity not in hearers)
        recipient, places = (
            recipients(attribution, self._roles, directed, (*speaker, *on_behalf)) if type_ else ((), ())
        )
        # Who refuses something before reporters refuses it not to them.
        recipient = tuple(
            argument
            for argument in recipient
            if argument.entity not in hearers and self.table.get(argument.entity).cls != "MediaOrganization"
        )
        if cls in ("Demand", "Appeal") and attribution.addressee and not addressee:
            recipient = ()  # "called on member states to fund the mission" asks nothing of the mission
        if type_ and self._is_private(attribution, (*addressee, *recipient)):
            type_, recipient, places = None, (), ()
        if cls == "Threat" and not (speaker or on_behalf) and _is_thing(attribution.source):
            return  # "the decision threatens to split the party"
        if type_ and not speaker and {span.text.lower() for span in source} & {"that", "which"}:
            return  # "a plan that would commit them to a truce" is nobody's promise
        if not (speaker or on_behalf) and _is_mute(attribution, source):
            return
        content = tuple(self._span(*part) for part in attribution.content)
        quotations = tuple(span for q in quoted if (span := self._span(*_bare(q, self.text))).text)
        words = sum(len(span.text) for span in content)
        self.found.append(
            Statement(
                id="",
                cls=cls,
                type=type_,
                cue=self._span(*cue_words(attribution)),
                evidence=self._evidence(attribution),
                source=source,
                speaker=speaker,
                on_behalf_of=on_behalf,
                addressee=addressee,
                recipient=recipient,
                about=tuple(place.entity for place in places),
                content=content,
                quotations=quotations,
                direct=bool(words) and 2 * sum(len(span.text) for span in quotations) > words,
                presupposes=attribution.echoes
                or (cue.presupposes and not quotations and _names_only(attribution)),
                negates=denies_content(attribution, cls) and not attribution.echoes,
                medium=medium,
                date=self._date(attribution),
                factuality=standing(attribution.head),
                confidence=cue.confidence if speaker else cue.confidence - 0.2,
            )
        )
        for person, body in zip(speaker, on_behalf, strict=False):
            self.bodies[person.entity] = body.entity

    def _date(self, attribution: Attribution) -> TimeExpression | None:
        """When it was said; a date among the words that name what is judged is of that."""
        date = self.times.of(attribution.head)
        cue = attribution.cue
        judges = cue.presupposes or (cue.type == "ACCUSE" and not cue.object)
        if date is None or date.span is None or not judges:
            return date
        at = date.span.start
        named = any(begin <= at < end for begin, end in attribution.content)
        return None if named and attribution.head.idx < at else date

    def _is_private(self, attribution: Attribution, done_to: Sequence[Argument]) -> bool:
        """Whether neither who speaks nor who is spoken to takes part in public affairs."""
        source = attribution.source
        unnamed = source is None and attribution.cue.cls in _ASKED
        if not unnamed and (source is None or source.lemma_.lower() not in frames().private):
            return False
        return not any(self.table.get(a.entity).cls in PUBLIC for a in done_to)

    def _speaker(
        self, attribution: Attribution
    ) -> tuple[tuple[Argument, ...], tuple[Argument, ...], Span | None]:
        """Speaker, the body spoken for, and the medium of an attribution."""
        medium = _described(attribution.medium) if attribution.medium is not None else None
        source = attribution.source
        if source is None:
            return (), (), medium
        if source.pos_ == "PRON" and set(self.table.ids(source)) & self._told_of(attribution.head):
            return (), (), medium  # "the police, who they believe are responsible": not the police
        if source.lemma_.lower() not in lexicon().words["media"] or self.table.ids(source):
            return (*speakers(source, self.table, self.bodies), medium)
        # "The statement said": the word of whoever made it
        owner = next((child for child in source.children if _owns(child)), None) or _issuer(source)
        if owner is not None:
            return (*speakers(owner, self.table, self.bodies), _described(source))
        if not any(child.lower_ in ("the", "that", "this") for child in source.children):
            return (), (), None
        last = next(
            (s for s in reversed(self.found[-3:]) if s.medium and s.medium.text.split()[-1] == source.text),
            None,
        )
        return (last.speaker, last.on_behalf_of, _described(source)) if last is not None else ((), (), None)

    def _told_of(self, cue: Token) -> set[str]:
        """Whom a relative clause tells of that has the cue for its verb and a subject of its own."""
        own = subject_of(cue)
        related = cue.dep_ == "acl:relcl" and own is not None and own.lower_ not in RELATIVE_PRONOUNS
        return set(self.table.ids(cue.head)) if related else set()

    def _span(self, begin: int, end: int) -> Span:
        return Span(begin, end, self.text[begin:end])

    def _evidence(self, attribution: Attribution) -> tuple[Span, ...]:
        """Whole sentences, the cue's first."""
        wanted = [bisect_right(self._starts, attribution.head.idx) - 1]
        for begin, end in attribution.content:
            first = bisect_right(self._starts, begin) - 1
            wanted += range(first, bisect_right(self._starts, max(begin, end - 1)))
        return tuple(self._sentence(index) for index in dict.fromkeys(wanted))

    def _sentence(self, index: int) -> Span:
        text = self._sentences[index]
        bare = text.strip()
        begin = self._starts[index] + len(text) - len(text.lstrip())
        return Span(begin, begin + len(bare), bare)


def _only_hears(addressee: Token) -> bool:
    """Whether it names the press or a crowd, to whom things are said that are not meant for them."""
    return addressee.lemma_.lower() in lexicon().words["hearers"]


def _names_only(attribution: Attribution) -> bool:
    """Whether the content is a noun phrase rather than a clause."""
    doc = attribution.head.doc
    parts = [doc.char_span(*part, alignment_mode="expand") for part in attribution.content]
    roots = [part.root for part in parts if part is not None]
    return not any(root.pos_ in ("VERB", "AUX") or subject_of(root) is not None for root in roots)


def _issuer(medium: Token) -> Token | None:
    """Who "a statement signed by X" or "an audio message released by Y" is from."""
    clauses = (child for child in medium.children if child.dep_ == "acl" and child.tag_ == "VBN")
    return next((agent for clause in clauses if (agent := agent_of(clause)) is not None), None)


def _is_thing(source: Token | None) -> bool:
    """Whether a common noun names nobody, and so nobody who could threaten."""
    words = frames()
    return (
        source is not None
        and source.pos_ == "NOUN"
        and source.lemma_.lower() not in words.people | words.forces
    )


def _is_mute(attribution: Attribution, source: Sequence[Span]) -> bool:
    """Whether a thing that carries no words is said, by "that" or "which", to tell or want something."""
    noun = attribution.source
    if noun is None or noun.pos_ != "NOUN" or {s.text.lower() for s in source} - {"that", "which"}:
        return False
    return noun.lemma_.lower() not in lexicon().words["tellers"]


def _owns(child: Token) -> bool:
    return child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and preposition(child) in ("by", "from", "of"))


def _described(token: Token) -> Span:
    """The noun with what describes it before it: "state television", without article or possessor."""
    first = token
    for child in token.lefts:
        if child.dep_ in ("compound", "amod"):
            first = child
            break
    return char_span(token.doc, first.i, token.i + 1)


def _bare(quotation: Quotation, text: str) -> tuple[int, int]:
    """Range of the quoted words without the comma that belongs to the sentence around them."""
    words = text[quotation.start : quotation.end]
    begin = quotation.start + len(words) - len(words.lstrip())
    end = quotation.end - (len(words) - len(words.rstrip(" ,")))
    return begin, max(begin, end)
