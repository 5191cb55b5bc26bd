"""What a title or a body without a country means in an article about one country."""

from collections import Counter
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from kg.extraction.actor_types import BODIES
from kg.extraction.entities import EntityTable
from kg.extraction.mentions import role_noun
from kg.extraction.noun_phrases import noun_lemma
from kg.extraction.relation_wording import NAMED, is_past, is_under, offices, stated, wording
from kg.extraction.report import Entity, Relation

HOME = 0.6
"""Confidence where only the article's subject tells which country is meant."""
_PLACED = frozenset({"agencyOf", "ministryOf", "basedIn", "partOf"})
_ORGANS = frozenset({"GovernmentBody", "ArmedForces", "SecurityForces"})
_NOT_ITS_OWN = wording("bodies", "international") | wording("bodies", "lesser")
_ELSEWHERE = frozenset({"State", "Government", "InternationalOrganization"})
_TOWARDS = frozenset({"to", "into", "towards", "toward", "against"})
_SHARE = 0.7
_MENTIONS = 4
_OFFICIAL = frozenset(
    {"headOfStateOf", "headOfGovernmentOf", "ministerOf", "agentOf", "citizenOf", "leads", "memberOf"}
)


def home_country(table: EntityTable) -> Entity | None:
    """The state that the article is about: most of what it says of countries is of this one."""
    counts: Counter[str] = Counter()
    for entity in table.entities:
        country = table.countries.get(entity.id)
        if country:
            counts[country] += len(entity.mentions)
    if not counts:
        return None
    country, count = counts.most_common(1)[0]
    if count < _MENTIONS or count < _SHARE * sum(counts.values()):
        return None
    states = [
        e for e in table.entities if e.cls in ("State", "Country") and table.countries.get(e.id) == country
    ]
    return min(states, key=lambda entity: entity.cls != "State", default=None)


def _elsewhere(token: Token, table: EntityTable, home: Entity) -> bool:
    """Whether the sentence of a word, or the one before, speaks of another country than the article's own."""
    own = table.countries.get(home.id)
    start = token.sent.start
    first = token.doc[start - 1].sent.start if start else 0
    return any(
        table.countries.get(name, own) != own
        for word in token.doc[first : token.sent.end]
        for name in table.ids(word)
    )


def _abroad(doc: Doc, table: EntityTable, person: Entity, home: Entity) -> bool:
    """Whether a sentence has a person deal with the article's country as one does with another's."""
    country = table.countries.get(home.id)
    named = [doc[m.head] for m in table.mentions if person.id in table.ids(doc[m.head])]
    return any(
        word.dep_.startswith(("obl", "nmod"))
        and any(table.countries.get(name) == country for name in table.ids(word))
        and any(c.dep_ == "case" and c.lower_ in _TOWARDS for c in word.lefts)
        for sentence in {token.sent.start: token.sent for token in named}.values()
        for word in sentence
    )


def _organs(doc: Doc, table: EntityTable, placed: set[str], home: Entity | None) -> Iterator[Relation]:
    """Bodies that nothing beside them places: their name means one country's (the Bundestag), or, for an
    organ of state ("the Supreme Court"), the article's own country.
    """
    states = {table.countries.get(e.id): e for e in table.entities if e.cls in ("Country", "State")}
    for mention in table.mentions:
        token = doc[mention.head]
        ids = table.ids(token)
        if mention.kind != "name" or len(ids) != 1 or ids[0] in placed:
            continue
        body = table.get(ids[0])
        country = mention.country
        own = states.get(country) if country else None
        name = {word.lower() for word in body.name.split()}
        numbered = any(sign.isdigit() for sign in body.name)  # "STS-1": a flight, a vessel, a type
        foreign = country or body.cls not in _ORGANS or name & _NOT_ITS_OWN
        if own is None and (home is None or foreign or numbered):
            continue
        state, confidence = (own, NAMED) if own is not None else (home, HOME)
        if own is None and home is not None and _elsewhere(token, table, home):
            continue
        if state is None or body.cls not in BODIES or body.cls in _ELSEWHERE or body.cls == "ArmedGroup":
            continue
        if body.cls in _ORGANS:
            predicate = "ministryOf" if name & wording("bodies", "ministry") else "agencyOf"
            yield stated(predicate, body, state, token, confidence)
        if not name & wording("bodies", "abroad"):
            yield stated("basedIn", body, state, token, confidence)


def understood(doc: Doc, table: EntityTable, known: Iterable[Relation]) -> Iterator[Relation]:
    """Offices of those who have no other, read as offices of the article's own country."""
    known = tuple(known)
    home = home_country(table)
    yield from _organs(doc, table, {r.subject for r in known if r.predicate in _PLACED}, home)
    if home is None:
        return
    settled = {r.subject for r in known if r.predicate in _OFFICIAL}
    for mention in table.mentions:
        token = doc[mention.head]
        ids = table.ids(token)
        if mention.kind != "nominal" or len(ids) != 1 or ids[0] in settled:
            continue
        subject = table.get(ids[0])
        role = role_noun(token)
        if role is None or subject.cls != "Person" or not subject.named or is_past(token) or is_under(token):
            continue
        lemma = noun_lemma(token)
        office = offices().get(lemma)
        narrowed = {c.lower_ for c in token.lefts if c.dep_ in ("compound", "amod")}
        if office == "ministerOf" and not narrowed & wording("offices", "portfolios"):
            continue
        if office in ("headOfStateOf", "headOfGovernmentOf") and narrowed - {"prime", "chief"} - wording(
            "titles", "plain"
        ):
            continue
        if office is not None and not _abroad(doc, table, subject, home):
            yield stated(office, subject, home, token, HOME)
            yield stated("citizenOf", subject, home, token, HOME)
