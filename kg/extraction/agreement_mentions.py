"""Where an article names or makes an agreement, and what each place says of it."""

import datetime as dt
import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.extraction.agreement_asides import find_asides
from kg.extraction.agreement_clauses import by_clause, by_governor
from kg.extraction.agreement_kinds import (
    act_class,
    brokers_of,
    class_of,
    head_nouns,
    is_idiom,
    is_one,
    is_past,
    is_title,
    name_span,
    words,
)
from kg.extraction.agreement_mention import AgreementMention
from kg.extraction.agreement_sides import actors, quarrelling, sides, sides_of_deed, subjects
from kg.extraction.agreement_standing import actual
from kg.extraction.entities import EntityTable, char_span
from kg.extraction.report import Argument, TimeExpression
from kg.extraction.syntax import (
    marker,
    phrase,
    preposition,
    subject_of,
    word_at,
)
from kg.extraction.time import TimeResolver


def find_agreement_mentions(doc: Doc, table: EntityTable, times: TimeResolver) -> list[AgreementMention]:
    """Mentions in text order, then what is said in passing; each says only what its own sentence says."""
    found: list[AgreementMention] = []
    for token in doc:
        lemma = token.lemma_.lower()
        if lemma not in head_nouns() and lemma.endswith("s"):
            lemma = lemma.removesuffix("s")  # "the Dayton Accords"
        if lemma in head_nouns() and token.pos_ in ("NOUN", "PROPN") and is_one(token, lemma):
            mention = _nominal(token, lemma, table, times)
        elif lemma == "agree" and token.pos_ == "VERB":
            mention = _verbal(token, table, times)
        else:
            continue
        if mention is not None:
            found.append(mention)
    return [*found, *find_asides(doc, table, times, found)]


def _nominal(noun: Token, lemma: str, table: EntityTable, times: TimeResolver) -> AgreementMention | None:
    if noun.dep_ in ("compound", "nmod:poss", "amod") and noun.head.lemma_.lower() in head_nouns():
        return None  # "ceasefire" of "ceasefire agreement"
    if noun.dep_ == "compound" and noun.head.lemma_.lower() in words("mediation", "proposals"):
        return _proposal(noun, lemma, table, times)
    if noun.dep_ == "compound" and noun.head.lemma_.lower() in (
        "talk",
        "negotiation",
        "effort",
        "proposal",
        "plan",
    ):
        return None
    beside = [child for child in phrase(noun) if child != noun]
    close = [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod:poss", "nummod")]
    close += [grand for c in close for grand in c.children if grand.dep_ in ("compound", "amod", "conj")]
    near = {part for c in close for part in (c.lemma_.lower(), c.lower_)}
    whole = {c.lower_ for c in close if word_at(c, -1) != "-"}  # no "old" of "two-month-old"
    named = {c.lower_ for c in close if c.is_title} if noun.is_title else set()
    if (near - named) & words("elsewhere", "words") or is_idiom(noun):
        return None
    plural = noun.tag_ in ("NNS", "NNPS")
    if plural and (near & words("doubt", "several") or any(c.dep_ == "nummod" for c in close)):
        return None
    cls = class_of(lemma, noun, near)
    determiners = {c.lower_ for c in noun.children if c.dep_ == "det"}
    mention = AgreementMention(
        head=noun,
        cls=cls,
        span=name_span(noun),
        name=name_span(noun, bare=True).text,
        definite=bool(determiners & {"the", "this", "that", "these", "those"})
        or any(c.dep_ == "nmod:poss" for c in noun.children),
        pointing=bool(determiners & {"that", "this", "these", "those"}),
        headline_style=not plural
        and not determiners
        and not any(c.dep_ == "nmod:poss" for c in noun.children),
        distinct=not plural and (bool(whole & words("doubt", "distinct")) or is_past(noun, determiners)),
        indefinite=bool(determiners & {"a", "an"}),
        doubtful=bool(determiners & words("doubt", "determiners")),
    )
    names, towns = set(), set()
    for child in close:
        for argument in (Argument(i, table.mention_span(child)) for i in table.ids(child)):
            if brokers_of(child):
                mention.mediators.append(argument)
            elif table.kinds[argument.entity] == "place" or is_title(
                noun, child, table.get(argument.entity).cls
            ):
                names.add(child.lower_)
                if noun.is_title and child.text[:1].isupper():
                    towns.add(child.lower_)
            elif table.kinds[argument.entity] == "actor" and child.dep_ != "nmod:poss":
                mention.parties.append(argument)
        if re.fullmatch(r"(?:19|20)\d\d", child.text):
            mention.year = int(child.text)
        if child.pos_ == "PROPN" and not table.ids(child) and child.ent_type_ != "DATE":
            names.add(child.lower_)
        if child.lower_.endswith("signed") and not child.lower_.startswith("un"):
            mention.statuses.append("signed")
        if child.lemma_.lower() in words("verbs", "brokered") or child.lower_.endswith(
            ("-brokered", "-mediated")
        ):
            mention.mediators += [a for part in child.children for a in actors(part, table)]
    brokers = {argument.entity for argument in mention.mediators}
    mention.parties = [party for party in mention.parties if party.entity not in brokers]
    mention.names, mention.named_for = frozenset(names), frozenset(towns)
    for child in noun.children:
        if child.dep_.startswith("nmod") and preposition(child) in ("between", "with", "among"):
            between, people = sides(child, table)
            persons = {person.entity for person in people if table.get(person.entity).cls == "Person"}
            mention.parties += between or [a for a in actors(child, table) if a.entity not in persons]
            mention.makers += people
        elif child.dep_.startswith("acl"):
            by_clause(child, mention, table, times)
    by_governor(noun, mention, table, times)
    deed = _done_under(noun)
    if deed is not None and not plural and _stands(deed):
        mention.held += sides_of_deed(deed, noun, table)
        # What happens "under a deal" shows that there is one, as does what two do "after a deal".
        if preposition(noun) not in words("doing", "joint_ties") or (mention.indefinite and mention.held):
            mention.statuses.append("agreed")
    mention.held += quarrelling(noun, table)
    if near & words("doubt", "adjectives") and not {"signed", "agreed"} & set(mention.statuses):
        mention.doubtful = True
    if plural and not (mention.definite or mention.statuses):
        return None  # "trade agreements": no one of them
    if mention.signed_on is None and "signed" not in mention.statuses:
        mention.agreed_on = mention.agreed_on or (times.of(noun) if not beside or mention.definite else None)
    return mention


def _done_under(noun: Token) -> Token | None:
    """The verb of what is done under an agreement, "as part of" it or "in line with" it."""
    tie, whole = preposition(noun), noun
    if noun.dep_ == "nmod" and tie in ("of", "with"):
        whole = noun.head
        tie = f"{preposition(whole)} {whole.lemma_.lower()}"
    verb = whole.head
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words("obliging", "undertaken"):
        verb = verb.head  # "agreed to restore ties under a deal"
    if tie == "in" and noun.lemma_.lower() not in words("doing", "swaps"):
        return None
    return verb if tie in words("doing", "ties") and verb.pos_ == "VERB" else None


def _stands(verb: Token) -> bool:
    """Whether what is done, or will be, shows that there is an agreement: "will free them under a deal"."""
    return actual(verb) or (verb.tag_ == "VB" and any(c.lower_ == "will" for c in verb.children))


def _proposal(noun: Token, lemma: str, table: EntityTable, times: TimeResolver) -> AgreementMention:
    """ "A ceasefire proposal by Qatar": an agreement that is only proposed, by whoever goes between."""
    head = noun.head
    determiners = {c.lower_ for c in head.children if c.dep_ == "det"}
    owners = [c for c in head.children if c.dep_ == "nmod:poss" or preposition(c) in ("by", "from")]
    mention = AgreementMention(
        head=head,
        cls=class_of(lemma, noun, {noun.lower_}),
        span=name_span(head),
        name=name_span(head, bare=True).text,
        definite=bool(determiners & {"the", "this", "that"}),
        doubtful=bool(determiners & words("doubt", "determiners")),
        mediators=[a for c in owners for a in actors(c, table)],
        statuses=["proposed"],
    )
    by_governor(head, mention, table, times)
    return mention


def _verbal(verb: Token, table: EntityTable, times: TimeResolver) -> AgreementMention | None:
    """ "The two sides agreed to reduce violence": two actors agree on an act of war or peace."""
    act = agreed_act(verb)
    cls = act_class(act)
    if act is None or cls is None or not actual(verb):
        return None
    parties, people = subjects(verb, table)
    for child in verb.children:
        if child.dep_ == "obl" and preposition(child) == "with":
            parties += actors(child, table)
    if len({party.entity for party in parties}) < 2 and not _are_many(verb, table, parties):
        return None
    last = max([act.i, *(c.right_edge.i for c in act.children if c.dep_ in ("obj", "nmod") and c.i > act.i)])
    date = _date(verb, act, times)
    mention = AgreementMention(
        head=verb,
        cls=cls,
        verbal=True,
        span=char_span(verb.doc, verb.i, last + 1),
        parties=parties,
        makers=people,
        location=[
            place
            for child in verb.children
            if child.dep_ == "obl" and preposition(child) in ("in", "at")
            for place in table.arguments(child, kinds=("place",))
        ],
        agreed_on=date,
    )
    mention.becomes("agreed", verb, date)
    return mention


def _are_many(verb: Token, table: EntityTable, parties: Sequence[Argument]) -> bool:
    """Whether several sides go by one noun: "militias agreed to stop shooting"."""
    subject = subject_of(verb)
    several = subject is not None and subject.tag_ == "NNS" and len(parties) == 1
    return several and table.get(parties[0].entity).cls in words("parties", "public")


def agreed_act(verb: Token) -> Token | None:
    """What "agree" takes as its object: an infinitive, or a noun after "to" or "on"."""
    for child in verb.children:
        infinitive = child.dep_ == "advcl" and marker(child) == "to"
        if child.i < verb.i or (child.dep_ not in ("xcomp", "ccomp", "obl") and not infinitive):
            continue
        timed = child.ent_type_ in ("DATE", "TIME")  # "agreed on Tuesday to stop"
        if child.dep_ != "obl" or (preposition(child) in ("to", "on", "upon") and not timed):
            return child
    return None


def _date(verb: Token, act: Token, times: TimeResolver) -> TimeExpression | None:
    """When the verb happened.

    Words inside what was agreed on say when that is to be; but "in the lead-up to" tells what came later.
    """
    date = times.of(verb)
    end = act.right_edge.idx + len(act.right_edge)
    if date is not None and (date.span is None or not act.left_edge.idx <= date.span.start < end):
        return date
    for token in verb.doc[act.i : verb.sent.end]:
        if {token.lemma_.lower(), marker(token)} & words("verbs", "leading_up"):
            rest = verb.doc[token.i + 1 : verb.sent.end]
            later = next((time for inner in rest if (time := times.of(inner)) is not None), None)
            if later is not None and later.start is not None:
                day = later.start - dt.timedelta(days=1)
                return TimeExpression(start=None, end=day, precision="day", span=later.span)
    return None
