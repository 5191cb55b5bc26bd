"""What is told of an agreement without naming it: "Qatar mediated", "it expired", "X signed for Y"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.extraction.agreement_clauses import by_governor
from kg.extraction.agreement_kinds import whole_of, words
from kg.extraction.agreement_mention import AgreementMention
from kg.extraction.agreement_sides import actors
from kg.extraction.agreement_standing import actual, made_on
from kg.extraction.entities import EntityTable, char_span
from kg.extraction.report import Argument
from kg.extraction.syntax import agent_of, antecedent, controller_of, is_passive, preposition, subject_of
from kg.extraction.time import TimeResolver

_BACK = 2
"""Sentences back within which an agreement may be meant that is not named again."""


def find_asides(
    doc: Doc, table: EntityTable, times: TimeResolver, named: Sequence[AgreementMention]
) -> Iterator[AgreementMention]:
    """Asides in text order, each ``about`` the agreement named last in its sentence or the one before."""
    spoken = list(named)  # and the asides, which keep the talk on what is named
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma == "sign":
            signing = _signing_for(token, table, times)
            if signing is not None:
                yield signing
            continue
        if lemma == "signatory" and (people := _called_signatory(token, table)):
            about = _last_named(token, spoken)
            if about is not None:
                aside = _aside(token, about)
                aside.signatories += people
                yield aside
            continue
        if lemma == "signing" and token.pos_ == "NOUN" and any(c.lower_ == "the" for c in token.lefts):
            about = _last_named(token, spoken)
            if about is not None and token.head.tag_ in ("VBD", "VBN") and actual(token.head):
                aside = _aside(token, about)
                aside.becomes("signed", token.head, made_on(token.head, times))
                for child in token.rights:
                    if preposition(child) in ("in", "at"):
                        aside.location += table.arguments(child, kinds=("place",))
                yield aside
            continue
        mediators: list[Argument] = []
        if token.pos_ == "VERB" and lemma in words("mediation", "verbs") | words("mediation", "leading"):
            mediators = _mediating(token, table) or _mediating_talks(token, table)
        elif token.pos_ == "NOUN" and lemma in words("mediation", "nouns"):
            mediators = _called_mediator(token, table)
        if mediators:
            present = [m for m in spoken if not _is_past(m)]  # talks go on, and are not of "a previous truce"
            about = _of_noun(token, named) or _last_named(token, present or spoken)
            if about is not None:
                aside = _aside(token, about)
                aside.mediators += mediators
                spoken.append(aside)
                yield aside
        elif _answers(token):
            about = _last_named(token, spoken, before=True)
            if about is not None and "proposed" in about.statuses:
                aside = _aside(token, about)
                aside.statuses.append("proposed")
                by_governor(token, aside, table, times)
                if aside.parties:
                    yield aside
        elif _stands_for_one(token):
            about = _last_named(token, spoken, before=True)
            if about is not None:
                aside = _aside(token, about)
                by_governor(token, aside, table, times)
                if aside.statuses or aside.mediators:
                    spoken.append(aside)
                    yield aside


def _is_past(mention: AgreementMention) -> bool:
    return any(word.lower_ in words("doubt", "several") for word in mention.head.lefts)


def _answers(token: Token) -> bool:
    """Whether "the proposal" that somebody takes or turns down may be the one just spoken of."""
    definite = any(child.lower_ in ("the", "this", "that") for child in token.lefts)
    proposal = token.lemma_.lower() in words("mediation", "proposals") and token.pos_ == "NOUN"
    return proposal and definite and token.head.lemma_.lower() in words("verbs", "answered")


def _stands_for_one(token: Token) -> bool:
    """Whether a word may mean the agreement just spoken of: "it" that is signed, "the document"."""
    governor = whole_of(token).head
    verb = governor.lemma_.lower()
    if token.lower_ == "it":
        named = any(c.dep_ == "obj" and c.lemma_.lower() in ("name", "signature") for c in governor.children)
        return verb in words("pronouns", "verbs") or (verb == "put" and named)
    definite = any(child.lower_ in ("the", "this") for child in token.lefts)
    document = token.lemma_.lower() in words("pronouns", "documents")
    return document and definite and verb in words("pronouns", "signing")


def _aside(head: Token, about: AgreementMention | None) -> AgreementMention:
    return AgreementMention(
        head=head,
        cls="Agreement",
        verbal=True,
        aside=True,
        about=about,
        span=char_span(head.doc, head.i, head.i + 1),
        definite=True,
    )


def _last_named(
    token: Token, named: Sequence[AgreementMention], *, before: bool = False
) -> AgreementMention | None:
    """The agreement spoken of last before a word, in its sentence or one just before; or else later in it."""
    first = token.sent.start
    for _ in range(1 if before else _BACK):
        first = token.doc[first - 1].sent.start if first else 0
    last = max((m for m in named if m.head.i < token.i), key=lambda m: m.head.i, default=None)
    if last is not None and last.head.i >= first:
        return last.about or last
    if before:
        return None
    return next((m for m in named if token.i < m.head.i < token.sent.end), None)


def _of_noun(token: Token, named: Sequence[AgreementMention]) -> AgreementMention | None:
    """The agreement of "the mediator of the accord"."""
    heads = {mention.head.i: mention for mention in named}
    return next((heads[c.i] for c in token.rights if c.dep_ == "nmod" and c.i in heads), None)


def _mediating(verb: Token, table: EntityTable) -> list[Argument]:
    """Who mediates, where the verb names nothing that is mediated."""
    objects = any(c.dep_ in ("obj", "aux:pass") for c in verb.children) or verb.dep_ == "acl"
    if objects or not actual(verb) or verb.lemma_.lower() not in words("mediation", "verbs"):
        return []
    subject = subject_of(verb)
    if subject is None:
        return []
    head = antecedent(subject)
    name = next((c for c in head.rights if c.dep_ == "appos" and table.ids(c)), head)
    return actors(name, table)


def _mediating_talks(verb: Token, table: EntityTable) -> list[Argument]:
    """Who led the talks that an agreement came of: "brokered the settlement", "talks mediated by Oman"."""
    lemma = verb.lemma_.lower()
    talks = [c for c in verb.children if c.dep_ in ("obj", "nsubj:pass")]
    agent: Token | None = subject_of(verb) or controller_of(verb)
    if verb.dep_ == "acl" and is_passive(verb):
        talks, agent = [verb.head], agent_of(verb)
    elif any(c.dep_ == "aux:pass" for c in verb.children):
        agent = agent_of(verb)
    # "Ten months of talks"
    talks += [below for token in talks for below in token.rights if below.dep_ == "nmod"]
    led = {token.lemma_.lower() for token in talks} & words("mediation", "objects")
    if not led or agent is None or not actual(verb):
        return []
    if lemma not in words("verbs", "brokered") and "mediation" not in led:
        return []  # who hosts talks need not mediate them
    return actors(antecedent(agent), table)


def _called_mediator(noun: Token, table: EntityTable) -> list[Argument]:
    """Whom the noun names, or of whom it is said: "with Oman as mediator", "Oman was the mediator"."""
    subject = next((c for c in noun.lefts if c.dep_ == "nsubj"), None)
    if subject is not None and any(c.dep_ == "cop" for c in noun.lefts):
        return actors(subject, table)
    if preposition(noun) == "as":
        verb = noun.head
        if verb.lemma_.lower() in words("mediation", "acting"):
            agent = subject_of(verb)
            return actors(antecedent(agent), table) if agent is not None else []
        found: list[Argument] = []
        for token in reversed(noun.doc[noun.sent.start : noun.i]):
            if token.lower_ == "with":
                return list(dict.fromkeys(reversed(found)))
            if token.pos_ in ("VERB", "AUX"):
                return []
            found += [
                Argument(i, table.mention_span(token)) for i in table.ids(token) if table.kinds[i] == "actor"
            ]
        return []
    called = [Argument(i, table.mention_span(noun)) for i in table.ids(noun) if table.get(i).named]
    names = [child for child in noun.rights if child.dep_ in ("appos", "flat", "nmod:desc")]
    return called or [actor for name in names for actor in actors(name, table)]


def _called_signatory(noun: Token, table: EntityTable) -> list[Argument]:
    """Who is said to be one: "Hadi Idris, one of the signatories, said"."""
    whole = noun.head if noun.dep_ == "nmod" and noun.head.lower_ == "one" else noun
    return actors(whole.head, table) if whole.dep_ == "appos" else []


def _signing_for(verb: Token, table: EntityTable, times: TimeResolver) -> AgreementMention | None:
    """ "X signed for the government and Y for the rebels": who put their names to a deal."""
    if not actual(verb) or any(c.dep_ == "obj" for c in verb.children):
        return None
    signers = [c for c in verb.children if c.dep_ == "nsubj"]
    places = [c for c in verb.children if c.dep_ == "obl"]
    # Two subjects and two sides of one verb are how parsers see the gap.
    pairs = [(signer, [p for p in places if p.i > signer.i][:1]) for signer in signers]
    pairs += [
        (c, [o for o in c.children if o.dep_ in ("orphan", "nmod", "obl")])
        for c in verb.children
        if c.dep_ == "conj"
    ]
    mention = _aside(verb, None)
    for person, others in pairs:
        side = next((o for o in others if preposition(o) == "for"), None)
        if side is not None and actors(side, table):
            mention.signatories += actors(person, table)
            mention.parties += actors(side, table)
    if not mention.parties:
        return None
    mention.becomes("signed", verb, made_on(verb, times))
    return mention
