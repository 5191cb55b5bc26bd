"""Statements: whose word, on whose behalf, to whom, through what, and in which words.

The syntax gives attributions (:mod:`kg.extraction.reporting`), the typography gives quotations
(:mod:`kg.extraction.quotations`); here each quotation finds the attribution it belongs to, and each
attribution whose speaker is known becomes a :class:`~kg.extraction.report.Statement`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extraction.entities import EntityTable, char_span
from kg.extraction.factuality import factuality
from kg.extraction.quotations import Quotation
from kg.extraction.quoted_speech import quoted_attributions
from kg.extraction.report import Argument, Relation, Span, Statement
from kg.extraction.reporting import (
    Attribution,
    Cue,
    lexicon,
)
from kg.extraction.syntax import phrase, preposition
from kg.extraction.time import TimeResolver

_BODIES = {
    "Organization", "State", "Government", "GovernmentBody", "ArmedForces", "ArmedGroup", "SecurityForces",
    "InternationalOrganization", "PoliticalParty", "MediaOrganization", "CivilSocietyOrganization", "Company",
}  # fmt: skip
_STANDING = ("speaksFor", "leads", "memberOf")


def find_statements(
    doc: Doc, table: EntityTable, times: TimeResolver, relations: Sequence[Relation] = ()
) -> tuple[Statement, ...]:
    """Return the statements of an article in text order.

    ``relations`` say for whom a speaker speaks where the sentence itself does not.
    ``about``, ``attributed_to`` and ``stated_in`` are left empty.
    """
    attributions, quotations = quoted_attributions(doc)
    bodies = {r.subject: r.object for name in reversed(_STANDING) for r in relations if r.predicate == name}
    found: list[Statement] = []
    for attribution, quoted in zip(attributions, quotations, strict=True):
        statement = _statement(attribution, quoted, doc, table, times, bodies, found)
        if statement is not None:
            for speaker, body in zip(statement.speaker, statement.on_behalf_of, strict=False):
                bodies.setdefault(speaker.entity, body.entity)
            found.append(statement)
    return tuple(replace(s, id=f"s{number}") for number, s in enumerate(found, 1))


def _statement(
    attribution: Attribution,
    quoted: list[Quotation],
    doc: Doc,
    table: EntityTable,
    times: TimeResolver,
    bodies: dict[str, str],
    earlier: list[Statement],
) -> Statement | None:
    cue = attribution.cue
    speaker, on_behalf, medium = _speaker(attribution, table, bodies, earlier)
    addressee = tuple(
        argument for token in attribution.addressee for argument in table.arguments(token, kinds=("actor",))
    )
    if not speaker and not on_behalf and not (cue.cls == "Accusation" and addressee):
        return None
    addressee = tuple(a for a in addressee if a.entity not in {s.entity for s in speaker})
    if medium is None and addressee and table.get(addressee[0].entity).cls == "MediaOrganization":
        medium = addressee[0].span
    cls, type_ = _class(attribution, addressee, table)
    content = tuple(Span(begin, end, doc.text[begin:end]) for begin, end in attribution.content)
    quotations = tuple(
        Span(*trimmed_quote, doc.text[slice(*trimmed_quote)])
        for q in quoted
        if (trimmed_quote := _bare(q, doc.text))[0] < trimmed_quote[1]
    )
    words = sum(len(span.text) for span in content)
    start, end = attribution.words
    return Statement(
        id="",
        cls=cls,
        type=type_,
        cue=Span(start, end, doc.text[start:end]),
        evidence=_evidence(doc, start, [(s.start, s.end) for s in content]),
        speaker=speaker,
        on_behalf_of=on_behalf,
        addressee=addressee,
        content=content,
        quotations=quotations,
        direct=bool(words) and 2 * sum(len(span.text) for span in quotations) > words,
        medium=medium,
        date=times.of(attribution.head),
        factuality=factuality(attribution.head),
        confidence=cue.confidence if speaker else cue.confidence - 0.2,
    )


def _speaker(
    attribution: Attribution, table: EntityTable, bodies: dict[str, str], earlier: list[Statement]
) -> tuple[tuple[Argument, ...], tuple[Argument, ...], Span | None]:
    """Speaker, the body spoken for, and the medium of an attribution."""
    medium = _span(attribution.medium) if attribution.medium is not None else None
    source = attribution.source
    if source is None:
        return (), (), medium
    if source.lemma_.lower() in lexicon()[2]["media"] and not table.ids(source):
        # "The statement said": the word of whoever made it
        medium = _span(source)
        owner = next(
            (
                child
                for child in source.children
                if child.dep_ == "nmod:poss"
                or (child.dep_ == "nmod" and preposition(child) in ("by", "from", "of"))
            ),
            None,
        )
        if owner is not None:
            return (*_people(owner, table, bodies), medium)
        last = next(
            (s for s in reversed(earlier[-3:]) if s.medium and s.medium.text.split()[-1] == source.text), None
        )
        return (last.speaker, last.on_behalf_of, medium) if last is not None else ((), (), medium)
    return (*_people(source, table, bodies), medium)


def _people(
    source: Token, table: EntityTable, bodies: dict[str, str]
) -> tuple[tuple[Argument, ...], tuple[Argument, ...]]:
    speaker = table.arguments(source, kinds=("actor",))
    spoken = {argument.entity for argument in speaker}
    on_behalf: list[Argument] = []
    words = lexicon()[2]
    members = list(phrase(source))
    if any(token.lemma_.lower() in words["voices"] for token in members):
        for token in members:
            if token is source or token.dep_ == "conj":
                continue
            on_behalf += [
                argument
                for argument in (Argument(i, table.mention_span(token)) for i in table.ids(token))
                if argument.entity not in spoken
                and table.kinds[argument.entity] == "actor"
                and table.get(argument.entity).cls in _BODIES
            ][:1]
            if on_behalf:
                break
    if not on_behalf:
        on_behalf = [
            Argument(bodies[argument.entity], argument.span)
            for argument in speaker
            if bodies.get(argument.entity, argument.entity) not in spoken
            and table.get(argument.entity).cls in ("Person", "Group")
        ]
    return speaker, tuple(dict.fromkeys(on_behalf))


def _class(
    attribution: Attribution, addressee: tuple[Argument, ...], table: EntityTable
) -> tuple[str, str | None]:
    """Class and PLOVER type: the cue's, unless the content makes more of it ("told them that if they …")."""
    cue: Cue = attribution.cue
    words = lexicon()[2]
    if (
        cue.cls in ("Report", "Warning")
        and addressee
        and _is_conditional_threat(attribution, addressee, table)
    ):
        return "Threat", "THREATEN"
    if cue.cls == "Promise" and attribution.content:
        verb = next((c for c in attribution.head.children if c.dep_ in ("xcomp", "ccomp")), None)
        if verb is not None and verb.lemma_.lower() in words["hostile"]:
            return "Threat", "THREATEN"
    return cue.cls, cue.type


def _is_conditional_threat(
    attribution: Attribution, addressee: tuple[Argument, ...], table: EntityTable
) -> bool:
    misdeeds = lexicon()[2]["misdeeds"]
    addressed = {argument.entity for argument in addressee}
    for child in attribution.head.children:
        if child.dep_ not in ("ccomp", "xcomp", "advcl", "parataxis"):
            continue
        for token in child.subtree:
            if token.dep_ != "advcl" or not any(
                c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in token.children
            ):
                continue
            subjects = [c for c in token.children if c.dep_ in ("nsubj", "nsubj:pass")]
            theirs = any(addressed & set(table.ids(s)) or s.lower_ in ("you", "it", "they") for s in subjects)
            unless = any(c.lower_ == "unless" for c in token.children)
            if theirs and (unless or token.lemma_.lower() in misdeeds):
                return True
    return False


def _span(token: Token) -> Span:
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


def _evidence(doc: Doc, cue: int, ranges: list[tuple[int, int]]) -> tuple[Span, ...]:
    """Whole sentences, the cue's first."""
    sentences = list(doc.sents)
    starts = [sentence.start_char for sentence in sentences]
    wanted = [bisect_right(starts, cue) - 1]
    for begin, end in ranges:
        first, last = bisect_right(starts, begin) - 1, bisect_right(starts, max(begin, end - 1)) - 1
        wanted += range(first, last + 1)
    return tuple(_sentence(sentences[index].text, starts[index]) for index in dict.fromkeys(wanted))


def _sentence(text: str, start: int) -> Span:
    bare = text.strip()
    begin = start + text.find(bare) if bare else start
    return Span(begin, begin + len(bare), bare)
