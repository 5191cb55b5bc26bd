"""What stands beside the name of a body or a place: its country, its seat and the larger place."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extraction.actor_types import STATE_BODIES, all_forces
from kg.extraction.entities import EntityTable, Mention
from kg.extraction.gazetteer import known_names
from kg.extraction.mentions import role_noun
from kg.extraction.readings import case_of
from kg.extraction.relation_wording import (
    EMPLOYED,
    LANDS,
    NAMED,
    STATED,
    is_demonym,
    joined,
    named,
    stated,
    wording,
    words_before,
)
from kg.extraction.report import Entity, Relation
from kg.extraction.syntax import word_at

_SEATS = ("Settlement", "AdministrativeArea", "Country", "State")
_SEATED = frozenset({"Organization", "CivilSocietyOrganization", "MediaOrganization", "GovernmentBody"})
_HOMES = ("Country", "State", "Settlement", "AdministrativeArea")


def of_body(mention: Mention, token: Token, subject: Entity, table: EntityTable) -> Iterator[Relation]:
    """Country and seat of a named body, and of which state it is an organ."""
    words = [token, *(c for c in token.lefts if c.dep_ in ("compound", "nmod:desc", "flat"))]
    words += [c for c in token.rights if c.dep_ == "appos" and c.pos_ in ("NOUN", "PROPN")]
    role = role_noun(token.head)
    if token.head.pos_ == "NOUN" and (
        token.dep_ in ("appos", "nmod:desc", "flat")
        or (token.dep_ == "compound" and role and role.sort == "body")
    ):
        words.append(token.head)
    before = words_before(mention.start, token.doc)
    spelt = bool(before) and before[-1].lemma_.lower() in wording("bodies", "spelling")
    if before and before[-1].tag_ not in ("NNS", "NNPS") and not spelt:
        for child in before:
            if is_demonym(child) and not joined(child):
                yield from _at_home(subject, named(child, table, ("Country", "State")), token, STATED)
            yield from _seat_before_hyphen(child, subject, table)
    for word in words:
        if word.lemma_.lower() in wording("bodies", "spelling"):
            continue
        for child in word.lefts:
            # "The US-Taliban deal" joins two, and says of neither where it is at home.
            national = is_demonym(child) and not joined(child)
            if child.dep_ in ("amod", "compound", "nmod:poss", "nmod") and (
                national or child.dep_ == "nmod:poss"
            ):
                yield from _at_home(subject, named(child, table, _HOMES), token, STATED)
            owner = named(child, table, ("Person",)) if child.dep_ == "nmod:poss" and word == token else None
            if owner is not None and owner.named:
                # "Haftar's Libyan National Army": his, but perhaps not his alone.
                yield stated("memberOf", owner, subject, token, NAMED)
            yield from _seat_before_hyphen(child, subject, table)
        for child in word.rights:
            if child.dep_ in ("nmod", "nmod:unmarked"):
                yield from _at_home(subject, _seat_behind(child, subject, table), token, NAMED)
            if child.dep_ in ("acl", "acl:relcl") and child.lemma_.lower() in wording("verbs", "seated"):
                for below in child.rights:
                    seat = named(below, table, _SEATS) if below.dep_ == "obl" else None
                    if seat is not None:
                        yield stated("basedIn", subject, seat, token)
    yield from _seat_of_employer(mention, token, subject, table)
    home = _home_apposed(mention, token.doc)
    if home is not None:
        yield from _at_home(subject, named(home, table, LANDS), token, STATED)
    yield from _by_name(mention, token, subject, table)


def _home_apposed(mention: Mention, doc: Doc) -> Token | None:
    """The country of "Sberbank, Russia's largest lender", whatever the tree says."""
    end = mention.end
    if end + 2 >= len(doc) or doc[end].text != ",":
        return None
    for home in doc[end + 1 : end + 3]:
        if home.i + 1 < len(doc) and home.nbor(1).tag_ == "POS" and home.ent_type_ == "GPE":
            return home
    return None


def _seat_of_employer(
    mention: Mention, token: Token, subject: Entity, table: EntityTable
) -> Iterator[Relation]:
    """ "An economist at the Institute in Munich", whatever the tree hangs on what."""
    doc, end = token.doc, mention.end
    if not mention.start or word_at(token, end - token.i) != "in" or subject.cls not in _SEATED:
        return
    first = doc[mention.start - 1]
    if first.pos_ == "DET" and first.i:
        first = first.nbor(-1)
    seat = next((word for word in doc[end + 1 : end + 4] if table.mention(word) is not None), None)
    if first.lower_ in EMPLOYED and seat is not None and not (first.i and _is_occasion(first.nbor(-1))):
        yield from _at_home(subject, named(seat, table, ("Settlement",)), token, NAMED)


def _seat_behind(child: Token, subject: Entity, table: EntityTable) -> Entity | None:
    """The town that a body is in, or the country that it is of.

    A body that is in a country may only be at work there ("the Red Cross in Yemen"), and fighters are
    wherever they fight.
    """
    case = case_of(child)
    body = child.head
    if body.dep_ == "nmod" and _is_occasion(body.head):
        return None
    if case == "of":
        return named(child, table, ("Country", "State", "AdministrativeArea"))
    if case in wording("bodies", "place_prepositions") and subject.cls in _SEATED:
        return named(child, table, ("Settlement",))
    return None


def _is_occasion(noun: Token) -> bool:
    """ "A meeting of the committee in Muscat" says where they meet."""
    return noun.lemma_.lower() in wording("bodies", "occasions")


def _seat_before_hyphen(child: Token, subject: Entity, table: EntityTable) -> Iterator[Relation]:
    """ "Geneva-based": the town before the hyphen."""
    if child.lower_ != "based":
        return
    seat = named(child.nbor(-2), table, _SEATS) if child.i > 1 and child.nbor(-1).text == "-" else None
    if seat is not None:
        yield stated("basedIn", subject, seat, child)


def _at_home(subject: Entity, seat: Entity | None, token: Token, confidence: float) -> Iterator[Relation]:
    """The country or place of a body, and for an organ of a state what it is to it."""
    if seat is None or seat.id == subject.id:
        return
    name = {word.lower() for word in subject.name.split()}
    if subject.cls in STATE_BODIES and seat.cls in (*LANDS, "AdministrativeArea"):
        ministry = bool(name & wording("bodies", "ministry"))
        yield stated("ministryOf" if ministry else "agencyOf", subject, seat, token, confidence)
    if not name & wording("bodies", "abroad"):
        yield stated("basedIn", subject, seat, token, confidence)


def _by_name(mention: Mention, token: Token, subject: Entity, table: EntityTable) -> Iterator[Relation]:
    """What a body's own name says: "Kenyan Red Cross", "University of Passau"."""
    doc = token.doc
    for word in doc[mention.start : mention.end]:
        known = known_names().get(word.text)
        first = word.i == mention.start or (
            doc[mention.start].lower_ == "the" and word.i == mention.start + 1
        )
        last = word.i == mention.end - 1 and word.i > mention.start and doc[word.i - 1].lower_ in ("of", "in")
        if not (first and mention.end - mention.start > 1) and not last:
            continue
        if known is not None and known.kind in ("state", "demonym"):
            place = _entity_named(known.name, table, ("Country", "State"))
        else:
            place = _entity_named(word.text, table, ("Settlement", "AdministrativeArea"))
        if place is None or place.id == subject.id:
            continue
        if place.cls == "Settlement" and doc[mention.end - 1].lower_ in wording("bodies", "partisans"):
            continue
        if subject.cls in ("ArmedForces", "SecurityForces") and not all_forces(subject.name):
            # "Myanmar National Alliance Army": an army by name alone.
            yield stated("basedIn", subject, place, token, NAMED)
        else:
            yield from _at_home(subject, place, token, NAMED)


def _entity_named(name: str, table: EntityTable, classes: tuple[str, ...]) -> Entity | None:
    for cls in classes:
        for entity in table.entities:
            if entity.cls == cls and entity.named and name in (entity.name, *entity.aliases):
                return entity
    return None


def of_place(token: Token, subject: Entity, table: EntityTable) -> Iterator[Relation]:
    """ "Goma, Congo", "the Congolese city of Goma", "Goma in eastern Congo": a place and the larger one."""
    larger: list[Token] = []
    for word in (token, *(c for c in token.lefts if c.dep_ in ("compound", "nmod:desc", "flat"))):
        larger += [
            c
            for c in word.lefts
            if c.dep_ in ("amod", "compound", "nmod:poss") and (is_demonym(c) or c.dep_ == "nmod:poss")
        ]
    noun = token.head
    role = role_noun(noun) if token.dep_ in ("nmod", "appos", "nmod:desc", "flat") else None
    if role is not None and role.sort == "place" and (token.dep_ != "nmod" or case_of(token) == "of"):
        larger += [
            c
            for c in noun.lefts
            if c.dep_ in ("amod", "compound", "nmod:poss") and (is_demonym(c) or c.dep_ == "nmod:poss")
        ]
    for child in token.rights:
        apart = child.dep_ in ("appos", "nmod:unmarked", "list") and child.left_edge.i - token.i <= 2
        if apart or (child.dep_ == "nmod" and case_of(child) == "in"):
            larger.append(child)
    for word in larger:
        place = named(word, table, ("Country", "State", "AdministrativeArea"))
        if place is not None and place.id != subject.id and place.cls != subject.cls:
            yield stated("locatedIn", subject, place, token)
