"""What the clause around an agreement says of it: who made it, when and where, and what became of it."""

from spacy.tokens import Token

from kg.extraction.agreement_kinds import whole_of, words
from kg.extraction.agreement_mention import AgreementMention
from kg.extraction.agreement_sides import actors, beside, sides, talked
from kg.extraction.agreement_standing import (
    actual,
    by_subject,
    cue_behind,
    in_doubt,
    made_on,
    reported,
    status_of,
)
from kg.extraction.entities import EntityTable
from kg.extraction.report import AgreementStatus, Argument
from kg.extraction.syntax import (
    NOMINAL_SUBJECTS,
    agent_of,
    antecedent,
    controller_of,
    is_passive,
    marker,
    preposition,
    subject_of,
)
from kg.extraction.time import TimeResolver

_NOUNS = ("NOUN", "PROPN")
_REACH = 8
_RELATIVE = ("that", "which")


def by_clause(verb: Token, mention: AgreementMention, table: EntityTable, times: TimeResolver) -> None:
    """Read "signed in Doha", "brokered by Qatar", "they signed" beside the noun."""
    relative = subject_of(verb)
    if relative is not None and not is_passive(verb) and antecedent(relative) == mention.head:
        by_subject(verb, mention, times)
        return
    if verb.tag_ == "VBG" or marker(verb) == "to":
        return
    status = status_of(verb)
    passive = is_passive(verb)
    if not passive and any(c.dep_ == "obj" and c.lower_ not in _RELATIVE for c in verb.children):
        return  # "under which soldiers leave the villages": nobody leaves the agreement
    if verb.lemma_.lower() in words("verbs", "announced") and actual(verb):
        mention.becomes("agreed", verb, made_on(verb, times))
        mention.agreed_on = mention.agreed_on or times.of(verb)
        return
    if verb.lemma_.lower() in words("verbs", "brokered"):
        agent = agent_of(verb) if passive else relative
        if agent is not None:
            mention.mediators += [*actors(agent, table), *beside(verb, table)]
        return
    if status is None:
        return
    who = agent_of(verb) if passive else relative
    _made(verb, status, [who] if who is not None else [], mention, table, times)


def by_governor(noun: Token, mention: AgreementMention, table: EntityTable, times: TimeResolver) -> None:
    """Read the verbs whose object or subject the agreement is."""
    whole = whole_of(noun)
    verb, link = whole.head, whole.dep_
    if link == "conj":
        verb, link = verb.head, verb.dep_
    _by_verb(verb, link, noun, mention, table, times)
    if link not in NOMINAL_SUBJECTS:
        return
    for joined in verb.children:
        # "was signed in May and extended in June", "was signed in May but broke down"
        if joined.dep_ == "conj" and joined.pos_ == "VERB" and subject_of(joined) is None:
            passive = is_passive(joined) or (joined.tag_ == "VBN" and link == "nsubj:pass")
            _by_verb(joined, "nsubj:pass" if passive else "nsubj", noun, mention, table, times)


def _by_verb(
    verb: Token,
    link: str,
    noun: Token,
    mention: AgreementMention,
    table: EntityTable,
    times: TimeResolver,
) -> None:
    """Read one verb that the agreement stands to as ``link``."""
    if verb.pos_ not in ("VERB", "AUX", "NOUN") or verb == noun:
        return
    if link == "nsubj" and verb.pos_ != "NOUN":
        by_subject(verb, mention, times)
        _announced(verb, mention, table, times)
        return
    if in_doubt(noun):
        mention.doubtful = True
    if link == "obl" and preposition(noun) == "with" and verb.lemma_.lower() in words("verbs", "settled"):
        subject = subject_of(verb)
        if actual(verb) and subject is not None:
            _made(verb, "agreed", [antecedent(subject)], mention, table, times)
        return
    prepositional = link == "obl" and preposition(noun) in ("on", "to", "upon", "from", "against")
    if link not in ("obj", "nsubj:pass") and not prepositional:
        return
    if verb.lemma_.lower() in words("verbs", "brokered"):
        who = agent_of(verb) if is_passive(verb) else subject_of(verb)
        if who is not None and verb.lemma_ != "negotiate":
            mention.mediators += [*actors(antecedent(who), table), *beside(verb, table)]
        return
    share = whole_of(noun)
    if share.lemma_.lower() in words("transparent", "shares") and share != noun:
        # "suspended Russia's participation in the treaty"
        owners = [c for c in share.children if c.dep_ == "nmod:poss"]
        mention.parties += [a for owner in owners for a in sides(owner, table)[0]]
    if share.lemma_.lower() in words("transparent", "ends"):
        if verb.lemma_.lower() in words("verbs", "ending") and actual(verb):
            mention.becomes("ended", verb, made_on(verb, times))
        return
    if verb.lemma_.lower() in words("verbs", "announced"):
        if actual(verb):
            mention.becomes("agreed", verb, made_on(verb, times))
        return
    named = any(c.dep_ == "obj" and c.lemma_.lower() in ("name", "signature") for c in verb.children)
    if verb.lemma_ == "put" and named and preposition(noun) == "to" and actual(verb):
        subject = subject_of(verb)
        _made(verb, "signed", [antecedent(subject)] if subject is not None else [], mention, table, times)
        return
    if verb.lemma_.lower() in words("verbs", "left") and actual(verb):
        reached = link == "obj" or preposition(noun) in ("from", "of", "out", "to")
        subject = subject_of(verb)
        if reached and subject is not None:
            public = words("parties", "public")
            leavers = sides(antecedent(subject), table)[0]
            mention.parties += [leaver for leaver in leavers if table.get(leaver.entity).cls in public]
        return
    status = status_of(verb)
    if "proposed" in mention.statuses and verb.lemma_.lower() in words("verbs", "answered"):
        # Whoever takes or turns down a proposal is one of those whom it would bind.
        subject = subject_of(verb)
        mention.parties += sides(antecedent(subject), table)[0] if subject is not None else []
        return
    if verb.lemma_.lower() in words("verbs", "answered_by_sides") and actual(verb):
        subject = subject_of(verb)
        mention.answering += sides(antecedent(subject), table)[0] if subject is not None else []
    if preposition(noun) == "against":
        return
    drafted = {c.lower_ for c in noun.lefts} & words("doubt", "drafts")
    if drafted and verb.lemma_.lower() in words("verbs", "published") and actual(verb):
        mention.becomes("proposed", verb, made_on(verb, times))
        return
    if status == "inForce" and not actual(verb):
        mention.parties += _asked_to_extend(verb, table)
        return
    if status is None or (prepositional and status not in ("agreed", "ended")):
        return
    if status == "agreed" and prepositional and verb.lemma_ != "agree":
        return
    denied_by = verb.head.lemma_.lower() if verb.dep_ == "ccomp" else ""
    if not actual(verb) or denied_by in words("verbs", "denied"):
        if status in ("signed", "agreed", "proposed"):
            mention.doubtful = True
        return
    if status in ("signed", "agreed", "proposed"):
        agent = agent_of(verb) if is_passive(verb) else subject_of(verb)
        makers = [antecedent(agent)] if agent is not None else []
        if agent is None and verb.tag_ == "VBG" and status == "signed":
            doer = controller_of(verb)  # "embraced after signing an accord"
            makers = [doer] if doer is not None else []
        if not is_passive(verb):
            makers += [
                child
                for child in verb.children
                if child != agent
                and child.i < verb.i
                and (child.dep_ == "nsubj" or (child.dep_ == "conj" and child.pos_ in _NOUNS))
            ]
        _made(verb, status, makers, mention, table, times)
        if agent is None and is_passive(verb):
            mention.weak_parties += talked(verb, table)
        if agent is None and not is_passive(verb):
            controller = controller_of(verb)
            if controller is not None:
                mention.weak_parties += actors(controller, table)
        return
    who = agent_of(verb) if is_passive(verb) else subject_of(verb)
    if who is None and (verb.dep_ == "conj" or (verb.tag_ == "VBG" and not mention.parties)):
        who = controller_of(verb)  # "traded fire, ending the ceasefire", "let aid in and renewed the pact"
    outsider = verb.lemma_.lower() in words("verbs", "struck")  # a court that strikes it down
    doers = sides(antecedent(who), table)[0] if who is not None and not outsider else []
    partners = [c for c in (*noun.children, *verb.children) if preposition(c) == "with" and c.i > noun.i]
    if len(doers) > 1 or partners:
        # "The junta has ended its pact with the rebels": with them, it was a side.
        mention.parties += [*doers, *(a for partner in partners for a in actors(partner, table))]
    elif status != "inForce" and not any(c.dep_ == "nmod:poss" for c in noun.children):
        # A state or force that breaks, suspends or ends it was a side; a league or a firm need not be,
        # and "its truce" may have been declared by nobody else.
        public = words("parties", "public")
        mention.parties += [
            doer
            for doer in doers
            if table.get(doer.entity).cls in public
            and (table.get(doer.entity).named or status != "violated" or not reported(verb))
        ]
    if not reported(verb) or (status != "violated" and cue_behind(verb)):
        longer = verb.lemma_.lower() in words("verbs", "lengthened")
        if status == "inForce" and not longer:
            mention.statuses.append(status)  # "has respected the truce" is no change
        else:
            mention.becomes("extended" if longer else status, verb, made_on(verb, times))


def _asked_to_extend(verb: Token, table: EntityTable) -> list[Argument]:
    """Who answers whether an agreement is to go on, and so is bound by it: "refused to extend the truce"."""
    above = verb.head
    if verb.lemma_.lower() not in words("verbs", "lengthened") or verb.dep_ not in ("acl", "xcomp", "advcl"):
        return []
    answer = above.head if above.pos_ == "NOUN" else above
    subject = subject_of(answer)
    if subject is None or answer.lemma_.lower() not in words("verbs", "answered"):
        return []
    return sides(antecedent(subject), table)[0]


def _announced(verb: Token, mention: AgreementMention, table: EntityTable, times: TimeResolver) -> None:
    """ "The two governments announced that a ceasefire will start": they agreed on it."""
    above = verb.head
    due = any(c.lemma_.lower() in ("will", "would") for c in verb.children if c.dep_ == "aux")
    if verb.dep_ != "ccomp" or not due or verb.lemma_.lower() not in words("subjects", "inForce"):
        return
    if above.lemma_.lower() not in words("verbs", "announced") or not actual(above):
        return
    mention.becomes("agreed", above, made_on(above, times))
    subject = subject_of(above)
    parties = sides(antecedent(subject), table)[0] if subject is not None else []
    if len(parties) > 1:
        mention.parties += parties


def _made(
    verb: Token,
    status: AgreementStatus,
    makers: list[Token],
    mention: AgreementMention,
    table: EntityTable,
    times: TimeResolver,
) -> None:
    for maker in makers:
        parties, people = sides(maker, table)
        mention.parties += parties
        mention.makers += people
        if status == "signed" and verb.lemma_.lower() != "ratify":
            mention.signatories += people
    for child in verb.children:
        if child.dep_ == "obl" and preposition(child) == "with" and not named_as_mediator(child):
            parties, people = sides(child, table)
            mention.parties += parties
        if child.dep_ == "obl" and child.lemma_.lower() in words("mediation", "auspices"):
            # "agreed under the mediation of the OSCE", "signed under Qatari auspices"
            owners = [c for c in child.children if c.dep_ in ("nmod", "nmod:poss", "amod", "compound")]
            mention.mediators += [a for owner in owners for a in actors(owner, table)]
        if child.dep_ == "obl" and preposition(child) in ("in", "at"):
            mention.location += table.arguments(child, kinds=("place",))
    if status == "signed" and not mention.location:
        mention.location += _towns(verb, table)
    if status == "signed" and verb.lemma_.lower() != "ratify":
        mention.signed_on = made_on(verb, times) or (made_on(verb.head, times) if _when(verb) else None)
    elif status == "agreed":
        mention.agreed_on = made_on(verb, times)
    signed = mention.signed_on if status == "signed" else None
    mention.becomes(status, verb, signed or made_on(verb, times))


def _when(verb: Token) -> bool:
    """Whether the clause tells when its main clause happened: "ended the war on Monday when they signed"."""
    return verb.dep_ == "advcl" and any(c.lower_ == "when" for c in verb.children)


def _towns(verb: Token, table: EntityTable) -> list[Argument]:
    """The town named behind the verb in its own clause, however it is parsed: "signed a deal in Asmara"."""
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if (token.pos_ == "VERB" and not token.tag_.startswith("NNP")) or token.text in (";", '"', "“"):
            return []
        if preposition(token) in ("in", "at"):
            places = table.arguments(token, kinds=("place",))
            towns = [place for place in places if table.get(place.entity).cls == "Settlement"]
            if towns:
                return towns[:1]
    return []


def named_as_mediator(token: Token) -> bool:
    """Whether a phrase goes on to say that its actors mediated: "with Oman and Iraq as mediators"."""
    behind = token.doc[token.i + 1 : min(token.sent.end, token.i + _REACH)]
    return any(
        word.lower_ == "as"
        and any(w.lemma_.lower() in words("mediation", "nouns") for w in behind[i + 1 : i + 4])
        for i, word in enumerate(behind)
    )
