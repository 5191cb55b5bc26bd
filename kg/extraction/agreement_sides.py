"""Who stands on the sides of an agreement: parties, and the people who act for them."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extraction.actor_types import role_of
from kg.extraction.agreement_kinds import words
from kg.extraction.cues import lexicon as reporting_lexicon
from kg.extraction.entities import EntityTable
from kg.extraction.mentions import role_noun
from kg.extraction.report import Argument, Relation
from kg.extraction.syntax import antecedent, controller_of, is_passive, phrase, preposition, subject_of

_NOUNS = ("NOUN", "PROPN")
_OFFICES = ("headOfStateOf", "headOfGovernmentOf", "ministerOf", "leads", "speaksFor", "agentOf")
"""Relations of persons to whom they act for, the closest first."""


def actors(token: Token, table: EntityTable) -> list[Argument]:
    """Actors that a phrase names."""
    return list(table.arguments(token, kinds=("actor",)))


def beside(verb: Token, table: EntityTable) -> list[Argument]:
    """Those together with whom the subject does it: "which together with Qatar had mediated"."""
    found: list[Argument] = []
    for child in verb.children:
        if child.dep_ == "obl" and preposition(child) in ("with", "together", "along", "alongside"):
            first = child.left_edge.i
            opening = {token.lower_ for token in child.doc[max(first - 1, 0) : first + 1]}
            if opening & {"together", "along", "alongside"}:
                found += actors(child, table)
    return found


def subjects(verb: Token, table: EntityTable) -> tuple[list[Argument], list[Argument]]:
    """Parties and people that the subject of a verb names, its own or that of its controller."""
    subject = subject_of(verb)
    if subject is None:
        subject = controller_of(verb)
    if subject is None:
        return [], []
    return sides(antecedent(subject), table)


def sides(token: Token, table: EntityTable) -> tuple[list[Argument], list[Argument]]:
    """Parties that a phrase names, and who acts for them: people stand for the body named with them."""
    parties: list[Argument] = []
    people: list[Argument] = []
    for head in _coordinated(token):
        role = role_noun(head)
        several = _bodies_of_several(head, table) if role is not None and role.sort == "body" else []
        if several:
            parties += several  # "the governments of Mali and Niger"
            people += several
            continue
        own = _named(head, table)
        people += own
        office = head.lemma_.lower() in reporting_lexicon().words["voices"]
        persons = [a for a in own if office or table.get(a.entity).cls in ("Person", "Group")]
        parties += [a for a in own if a not in persons]
        if persons or office:
            bodies = (
                _bodies_of_several(head, table)
                or (_bodies_beside(head, table) or _bodies_before(head, table))[:1]
            )
            # People who stand for no body are a side themselves: "the rebels", "elders of both clans".
            parties += bodies or [a for a in persons if table.get(a.entity).cls == "Group"]
    return list(dict.fromkeys(parties)), list(dict.fromkeys(people))


def bodies_of_persons(table: EntityTable, relations: Sequence[Relation]) -> dict[str, str]:
    """Ids of the states and bodies that persons act for, by what the article says of them anywhere."""
    states = {e.name: e.id for e in table.entities if e.cls == "State"}
    found: dict[str, str] = {}
    for predicate in _OFFICES:
        for relation in relations:
            if relation.predicate != predicate:
                continue
            body = table.get(relation.object)
            actor = body.id if table.kinds[body.id] == "actor" else states.get(body.name)
            if actor is not None and table.get(relation.subject).cls == "Person":
                found.setdefault(relation.subject, actor)
    return found


def sides_of_deed(verb: Token, noun: Token, table: EntityTable) -> list[Argument]:
    """Who does what an agreement asks for, or several who do something together after one."""
    found = _doers(verb, table)
    together = preposition(noun) not in words("doing", "joint_ties") or len({a.entity for a in found}) > 1
    return found if together else []


def _doers(verb: Token, table: EntityTable) -> list[Argument]:
    """States and forces that do something: Serbia of "Serbia freed two men under the deal"."""
    joined = [c for c in verb.children if c.dep_ == "conj" and any(s.dep_ == "nsubj" for s in c.children)]
    found = [a for deed in (verb, *joined) for a in subjects(deed, table)[0]]
    return [a for a in found if table.get(a.entity).cls in words("parties", "bound")]


def quarrelling(noun: Token, table: EntityTable) -> list[Argument]:
    """Who accuses whom of breaking an agreement: each holds the other to it."""
    verb = noun.head
    if noun.dep_ != "obj" or verb.lemma_.lower() not in words("verbs", "violated"):
        return []
    accusing = verb.head
    if verb.dep_ not in ("advcl", "acl", "xcomp") or accusing.lemma_.lower() not in words(
        "verbs", "accusing"
    ):
        accusing = accusing.head if accusing.dep_ == "obj" else accusing
    if accusing.lemma_.lower() not in words("verbs", "accusing") or is_passive(accusing):
        return []
    accused = [c for c in accusing.children if c.dep_ == "obj"]
    found = [*_doers(accusing, table), *(a for c in accused for a in sides(c, table)[0])]
    bound = [a for a in found if table.get(a.entity).cls in words("parties", "bound")]
    return bound if len({a.entity for a in bound}) > 1 else []


def talked(verb: Token, table: EntityTable) -> list[Argument]:
    """Between whom the talks were that it came of: "agreed after ten hours of talks between X and Y"."""
    found: list[Argument] = []
    for when in verb.children:
        if when.dep_ != "obl" or preposition(when) not in ("after", "in", "during", "at", "following"):
            continue
        parts = [c for c in when.children if preposition(c) == "of"]
        for talks in (when, *parts):
            if talks.lemma_.lower() not in words("mediation", "objects"):
                continue
            for side in (c for c in talks.children if preposition(c) == "between"):
                found += sides(side, table)[0]
    return found


def _named(head: Token, table: EntityTable) -> list[Argument]:
    """Actors that a noun means, or the name that it stands beside ("envoy Zalmay Khalilzad")."""
    for token in (head, *_name_beside(head)):
        found = [
            Argument(i, table.mention_span(token)) for i in table.ids(token) if table.kinds[i] == "actor"
        ]
        if found:
            return found
    return []


def _bodies_before(head: Token, table: EntityTable) -> list[Argument]:
    """The body that the words right before a person name: "US peace envoy"."""
    for token in reversed(list(head.doc[max(head.sent.start, head.i - 5) : head.i])):
        if token.pos_ not in (*_NOUNS, "ADJ") and token.text != "-":
            return []
        found = [
            Argument(i, table.mention_span(token))
            for i in table.ids(token)
            if table.kinds[i] == "actor" and table.get(i).cls not in ("Person", "Group")
        ]
        if found and not _is_office(found[0]):
            return found
    return []


def _is_office(argument: Argument) -> bool:
    """Whether what was taken for a body is a title ("Treasury Secretary")."""
    return role_of(argument.span.text.split()[-1].lower(), plural=False) is not None


def _bodies_of_several(head: Token, table: EntityTable) -> list[Argument]:
    """The states of "the presidents of Bosnia, Croatia and Serbia", "their generals"."""
    if head.tag_ not in ("NNS", "NNPS"):
        return []
    found = [a for child in head.rights if preposition(child) == "of" for a in actors(child, table)]
    owners = [a for child in head.lefts if child.dep_ == "nmod:poss" for a in actors(child, table)]
    return max(found, owners, key=len) if max(len(found), len(owners)) > 1 else []


def _bodies_beside(head: Token, table: EntityTable) -> list[Argument]:
    found: list[Argument] = []
    for token in phrase(head):
        if token == head or token.dep_.split(":")[0] not in ("compound", "amod", "nmod", "appos", "flat"):
            continue
        found += [
            Argument(i, table.mention_span(token))
            for i in table.ids(token)
            if table.kinds[i] == "actor" and table.get(i).cls not in ("Person", "Group")
        ]
    return [argument for argument in found if not _is_office(argument)]


def _coordinated(token: Token) -> Iterator[Token]:
    yield token
    for child in (*token.children, *(grand for name in _name_beside(token) for grand in name.children)):
        if child.dep_ == "conj":
            yield from _coordinated(child)


def _name_beside(head: Token) -> list[Token]:
    """The name after the noun for a role: "Otty Patino" of "negotiator Otty Patino"."""
    return [
        child
        for child in head.children
        if child.dep_ in ("flat", "appos", "nmod:desc") or (child.dep_ == "nmod" and not preposition(child))
    ]
