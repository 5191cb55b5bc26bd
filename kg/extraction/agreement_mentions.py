"""Where an article names or makes an agreement, and what each place says of it."""

import datetime as dt
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.extraction.agreement_kinds import (
    act_class,
    brokers_of,
    class_of,
    head_nouns,
    is_idiom,
    is_past,
    is_title,
    name_span,
    words,
)
from kg.extraction.agreement_sides import actors, sides, subjects
from kg.extraction.cues import lexicon as reporting_lexicon
from kg.extraction.entities import EntityTable, char_span
from kg.extraction.report import AgreementStatus, Argument, Span, TimeExpression
from kg.extraction.syntax import (
    agent_of,
    antecedent,
    controller_of,
    is_passive,
    marker,
    phrase,
    preposition,
    subject_of,
)
from kg.extraction.time import TimeResolver

ORDER: tuple[AgreementStatus, ...] = (
    "proposed", "agreed", "signed", "inForce", "violated", "suspended", "ended",
)  # fmt: skip
_NOUNS = ("NOUN", "PROPN")


@dataclass(slots=True, kw_only=True)
class AgreementMention:
    """One place where an agreement is named ("the deal") or made ("agreed to reduce violence")."""

    head: Token
    cls: str
    verbal: bool = False
    name: str = ""
    aside: bool = False
    """True where the words tell of an agreement without naming it: no mention of its own."""
    span: Span
    definite: bool = False
    pointing: bool = False
    """Named with "that" or "this": the one just spoken of."""
    headline_style: bool = False
    """Named without any article: it may well be known ("since peace deal")."""
    distinct: bool = False
    doubtful: bool = False
    parties: list[Argument] = field(default_factory=list)
    weak_parties: list[Argument] = field(default_factory=list)
    """Read from the controller of a verb far away: used where nothing better is known."""
    signatories: list[Argument] = field(default_factory=list)
    mediators: list[Argument] = field(default_factory=list)
    statuses: list[AgreementStatus] = field(default_factory=list)
    signed_on: TimeExpression | None = None
    agreed_on: TimeExpression | None = None
    location: list[Argument] = field(default_factory=list)
    names: frozenset[str] = frozenset()
    """Places and other proper words beside the noun that tell it from others ("Minsk", "Oslo")."""


def find_agreement_mentions(doc: Doc, table: EntityTable, times: TimeResolver) -> list[AgreementMention]:
    """Mentions in text order; each says only what its own sentence says."""
    found: list[AgreementMention] = []
    for token in doc:
        lemma = token.lemma_.lower()
        if lemma in head_nouns() and token.pos_ in ("NOUN", "PROPN"):
            mention = _nominal(token, lemma, table, times)
        elif lemma == "agree" and token.pos_ == "VERB":
            mention = _verbal(token, table, times)
        elif lemma == "sign" and token.pos_ == "VERB":
            mention = _signing_for(token, table)
        else:
            continue
        if mention is not None:
            found.append(mention)
    return found


def _nominal(noun: Token, lemma: str, table: EntityTable, times: TimeResolver) -> AgreementMention | None:
    if noun.dep_ in ("compound", "nmod:poss", "amod") and noun.head.lemma_.lower() in head_nouns():
        return None  # "ceasefire" of "ceasefire agreement"
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
    if near & words("elsewhere", "words") or is_idiom(noun):
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
        distinct=not plural and (bool(near & words("doubt", "distinct")) or is_past(noun, determiners)),
        doubtful=bool(determiners & words("doubt", "determiners"))
        or bool(near & words("doubt", "adjectives")),
    )
    names = set()
    for child in close:
        for argument in (Argument(i, table.mention_span(child)) for i in table.ids(child)):
            if brokers_of(child):
                mention.mediators.append(argument)
            elif table.kinds[argument.entity] == "place" or is_title(
                noun, child, table.get(argument.entity).cls
            ):
                names.add(child.lower_)
            elif table.kinds[argument.entity] == "actor" and child.dep_ != "nmod:poss":
                mention.parties.append(argument)
        if child.pos_ == "PROPN" and not table.ids(child):
            names.add(child.lower_)
        if child.lower_.endswith("signed") and not child.lower_.startswith("un"):
            mention.statuses.append("signed")
        if child.lemma_.lower() in words("verbs", "brokered") or child.lower_.endswith(
            ("-brokered", "-mediated")
        ):
            mention.mediators += [a for part in child.children for a in actors(part, table)]
    brokers = {argument.entity for argument in mention.mediators}
    mention.parties = [party for party in mention.parties if party.entity not in brokers]
    mention.names = frozenset(names)
    for child in noun.children:
        if child.dep_.startswith("nmod") and preposition(child) in ("between", "with", "among"):
            mention.parties += actors(child, table)
        elif child.dep_.startswith("acl"):
            _by_clause(child, mention, table, times)
    _by_governor(noun, mention, table, times)
    if plural and not (mention.definite or mention.statuses):
        return None  # "trade agreements": no one of them
    if mention.signed_on is None and "signed" not in mention.statuses:
        mention.agreed_on = mention.agreed_on or (times.of(noun) if not beside or mention.definite else None)
    return mention


def _verbal(verb: Token, table: EntityTable, times: TimeResolver) -> AgreementMention | None:
    """ "The two sides agreed to reduce violence": two actors agree on an act of war or peace."""
    act = agreed_act(verb)
    cls = act_class(act)
    if act is None or cls is None or not actual(verb):
        return None
    parties = subjects(verb, table)[0]
    for child in verb.children:
        if child.dep_ == "obl" and preposition(child) == "with":
            parties += actors(child, table)
    if len({party.entity for party in parties}) < 2:
        return None
    last = max([act.i, *(c.right_edge.i for c in act.children if c.dep_ in ("obj", "nmod") and c.i > act.i)])
    return AgreementMention(
        head=verb,
        cls=cls,
        verbal=True,
        span=char_span(verb.doc, verb.i, last + 1),
        parties=parties,
        location=[
            place
            for child in verb.children
            if child.dep_ == "obl" and preposition(child) in ("in", "at")
            for place in table.arguments(child, kinds=("place",))
        ],
        statuses=["agreed"],
        agreed_on=_date(verb, act, times),
    )


def agreed_act(verb: Token) -> Token | None:
    """What "agree" takes as its object: an infinitive, or a noun after "to" or "on"."""
    for child in verb.children:
        infinitive = child.dep_ == "advcl" and marker(child) == "to"
        if child.i < verb.i or (child.dep_ not in ("xcomp", "ccomp", "obl") and not infinitive):
            continue
        if child.dep_ != "obl" or preposition(child) in ("to", "on", "upon"):
            return child
    return None


def _signing_for(verb: Token, table: EntityTable) -> AgreementMention | None:
    """ "X signed for the government and Y for the rebels": who put their names to a deal."""
    if verb.lemma_.lower() != "sign" or not actual(verb) or any(c.dep_ == "obj" for c in verb.children):
        return None
    pairs = [(subject_of(verb), [c for c in verb.children if c.dep_ == "obl"])]
    pairs += [
        (c, [o for o in c.children if o.dep_ in ("orphan", "nmod", "obl")])
        for c in verb.children
        if c.dep_ == "conj"
    ]
    mention = AgreementMention(
        head=verb,
        cls="Agreement",
        verbal=True,
        aside=True,
        span=char_span(verb.doc, verb.i, verb.i + 1),
        definite=True,
    )
    for person, others in pairs:
        side = next((o for o in others if preposition(o) == "for"), None)
        if person is not None and side is not None and actors(side, table):
            mention.signatories += actors(person, table)
            mention.parties += actors(side, table)
    if not mention.parties:
        return None
    mention.statuses.append("signed")
    return mention


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


def _by_clause(verb: Token, mention: AgreementMention, table: EntityTable, times: TimeResolver) -> None:
    """Read "signed in Doha", "brokered by Qatar", "they signed" beside the noun."""
    relative = subject_of(verb)
    if relative is not None and not is_passive(verb) and antecedent(relative, verb) == mention.head:
        _by_subject(verb, mention)
        return
    if verb.tag_ == "VBG" or marker(verb) == "to":
        return
    status = _status(verb)
    passive = is_passive(verb)
    if verb.lemma_.lower() in words("verbs", "brokered"):
        agent = agent_of(verb) if passive else relative
        if agent is not None:
            mention.mediators += actors(agent, table)
        return
    if status is None:
        return
    who = agent_of(verb) if passive else relative
    _made(verb, status, [who] if who is not None else [], mention, table, times)


def _by_governor(noun: Token, mention: AgreementMention, table: EntityTable, times: TimeResolver) -> None:
    """Read the verb whose object or subject the agreement is."""
    verb = noun.head
    link = noun.dep_
    if link == "conj":
        verb, link = noun.head.head, noun.head.dep_
    if verb.pos_ not in ("VERB", "AUX", "NOUN") or verb == noun:
        return
    if link == "nsubj" and verb.pos_ != "NOUN":
        _by_subject(verb, mention)
        return
    if _in_doubt(noun):
        mention.doubtful = True
    prepositional = link == "obl" and preposition(noun) in ("on", "to", "upon", "from")
    if link not in ("obj", "nsubj:pass") and not prepositional:
        return
    if verb.lemma_.lower() in words("verbs", "brokered"):
        who = agent_of(verb) if is_passive(verb) else subject_of(verb)
        if who is not None and verb.lemma_ != "negotiate":
            mention.mediators += actors(antecedent(who, verb), table)
        return
    if verb.lemma_.lower() in words("verbs", "announced"):
        if actual(verb):
            mention.statuses.append("agreed")
        return
    status = _status(verb)
    if status is None or (prepositional and status not in ("agreed", "ended")):
        return
    if status == "agreed" and prepositional and verb.lemma_ != "agree":
        return
    if not actual(verb):
        if status in ("signed", "agreed", "proposed"):
            mention.doubtful = True
        return
    if status in ("signed", "agreed", "proposed"):
        agent = agent_of(verb) if is_passive(verb) else subject_of(verb)
        makers = [antecedent(agent, verb)] if agent is not None else []
        if not is_passive(verb):
            makers += [
                child
                for child in verb.children
                if child != agent
                and child.i < verb.i
                and (child.dep_ == "nsubj" or (child.dep_ == "conj" and child.pos_ in _NOUNS))
            ]
        _made(verb, status, makers, mention, table, times)
        if agent is None and not is_passive(verb):
            controller = controller_of(verb)
            if controller is not None:
                mention.weak_parties += actors(controller, table)
    elif not _reported(verb):
        mention.statuses.append(status)


def _by_subject(verb: Token, mention: AgreementMention) -> None:
    if not actual(verb) or _reported(verb):
        return
    lemma = verb.lemma_.lower()
    objects = {c.lemma_.lower() for c in verb.children if c.dep_ in ("obj", "obl", "compound:prt")}
    if lemma in words("subjects", "effect_verbs") and objects & words("subjects", "effect_nouns"):
        mention.statuses.append("inForce")
    elif lemma in words("subjects", "ended"):
        mention.statuses.append("ended")
    elif lemma in words("subjects", "inForce") and not objects - {"force", "effect"}:
        mention.statuses.append("inForce")


def _made(
    verb: Token,
    status: AgreementStatus,
    makers: list[Token],
    mention: AgreementMention,
    table: EntityTable,
    times: TimeResolver,
) -> None:
    mention.statuses.append(status)
    for maker in makers:
        parties, people = sides(maker, table)
        mention.parties += parties
        if status == "signed":
            mention.signatories += people
    for child in verb.children:
        if child.dep_ == "obl" and preposition(child) == "with":
            parties, people = sides(child, table)
            mention.parties += parties
        if child.dep_ == "obl" and preposition(child) in ("in", "at"):
            mention.location += table.arguments(child, kinds=("place",))
    if status == "signed" and not mention.location:
        mention.location += _towns(mention.head, table)
    if status == "signed":
        mention.signed_on = times.of(verb)
    elif status == "agreed":
        mention.agreed_on = times.of(verb)


def _towns(noun: Token, table: EntityTable) -> list[Argument]:
    """Towns after the noun: where "signed a peace agreement in Asmara" was signed, however it is parsed."""
    phrases = [c for c in noun.children if c.i > noun.i and preposition(c) in ("in", "at")]
    places = [place for phrase in phrases for place in table.arguments(phrase, kinds=("place",))]
    return [place for place in places if table.get(place.entity).cls == "Settlement"]


def _status(verb: Token) -> AgreementStatus | None:
    lemma = verb.lemma_.lower()
    return next((status for status in ORDER if lemma in words("verbs", status)), None)


def actual(verb: Token) -> bool:
    """Whether a verb says that something happened: no negation, modal, condition, aim or hope about it."""
    for child in verb.children:
        if child.lower_ in ("not", "n't", "n’t", "never", "to") and child.dep_ in ("advmod", "mark"):
            return False
        if child.dep_ == "aux" and child.lemma_.lower() in (
            "will", "would", "may", "might", "could", "can", "should", "must", "shall",
        ):  # fmt: skip
            return False
        if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
            return False
        if child.dep_ in ("nsubj", "nsubj:pass") and any(g.lower_ == "no" for g in child.children):
            return False
    return not (
        verb.dep_ in ("xcomp", "advcl", "conj")
        and verb.head != verb
        and _doubts(verb.head)
        and verb.dep_ != "conj"
    )


def _doubts(token: Token) -> bool:
    return token.lemma_.lower() in words("doubt", "words")


def _in_doubt(noun: Token) -> bool:
    """Whether what governs the noun only hopes for it, asks for it or talks about it."""
    return _doubts(noun.head) and not any(
        c.lower_ in ("the", "this") for c in noun.children if c.dep_ == "det"
    )


def _reported(verb: Token) -> bool:
    """Whether the verb stands in somebody's words rather than the article's."""
    verbs = reporting_lexicon()[0]
    token = verb
    while token.head != token:
        inside = token.dep_ == "ccomp" or (token.i > token.head.i and token.dep_ != "conj")
        if inside and token.head.lemma_.lower() in verbs:
            return True
        token = token.head
    return any(c.dep_ == "parataxis" and c.lemma_.lower() in verbs for c in (*token.children, *verb.children))
