"""What titles say: who heads, speaks for, serves and belongs to what, and in which position."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction.actor_types import BODIES, STATE_BODIES, RoleNoun, misspelt_title, role_of
from kg.extraction.chains import owner_tokens
from kg.extraction.entities import EntityTable
from kg.extraction.mentions import role_noun
from kg.extraction.noun_phrases import noun_lemma
from kg.extraction.readings import case_of
from kg.extraction.relation_wording import (
    NAMED,
    STATED,
    UNDERSTOOD,
    body_behind,
    denied,
    is_origin,
    is_past,
    is_under,
    named,
    offices,
    sentence,
    stated,
    wording,
    words_before,
)
from kg.extraction.report import Entity, Relation
from kg.extraction.syntax import word_at

_PARTS = frozenset({"forces", "security", "branch", "part", "fighters"})
_ORGANS = frozenset({"forces", "security", "branch"})
_LANDS = ("State", "Country", "AdministrativeArea")


def of_title(token: Token, table: EntityTable) -> Iterator[Relation]:
    """Relations of whom a common noun names: the position, and what a person is to the body beside it."""
    role = role_noun(token)
    ids = table.ids(token)
    if role is None or len(ids) != 1 or not role.belongs or denied(token):
        return
    if token.dep_ == "nmod" and case_of(token) == "of" and role_noun(token.head) is not None:
        return  # "envoy of the president, X": X is the envoy
    before = role_noun(token.nbor(-1)) if _is_tail(token) else None
    if before is not None and before.belongs and table.ids(token.nbor(-1)) == ids:
        return  # "General" of "Deputy Secretary General": told at "Secretary"
    subject = table.get(ids[0])
    if role.sort == "person" and subject.named:
        yield Relation(
            predicate="position",
            subject=subject.id,
            object=_title(token, table),
            evidence=sentence(token),
            confidence=0.95,
        )
    if is_past(token):
        return
    body, confidence = _body(token, subject, table)
    if body is None or body.id == subject.id or not (subject.named or body.named):
        return
    if not body.named and any(child.tag_ == "PRP$" for child in token.lefts):
        return  # "its leader", of one whom a pronoun only may mean
    if role.belongs in _PARTS and role.sort != "person":
        if noun_lemma(token) in wording("bodies", "made_of") and word_at(token, 1) == "of":
            return
        undertaken = noun_lemma(token) in wording("bodies", "undertaking") and body.cls not in STATE_BODIES
        bodies = subject.cls in BODIES and body.cls in BODIES and body.cls not in _LANDS
        seceded = any(child.lower_ in wording("bodies", "seceded") for child in token.lefts)
        if subject.named and bodies and not undertaken and not seceded:
            part = role.belongs in _ORGANS or noun_lemma(token) in wording("bodies", "part")
            yield stated("partOf" if part else "memberOf", subject, body, token, confidence)
        return
    if not subject.named and body.cls == "Organization" and body.name.istitle() and " " not in body.name:
        return  # "a Biloxi reporter": as likely of the town
    predicate = _predicate(token, role, subject, body)
    if predicate is not None:
        yield stated(predicate, subject, body, token, confidence)
    if predicate in offices().values() and body.cls in ("State", "Country"):
        # Whoever holds the highest offices of a state is one of its citizens, with the rarest exceptions.
        yield stated("citizenOf", subject, body, token, min(confidence, NAMED))


def _predicate(token: Token, role: RoleNoun, subject: Entity, body: Entity) -> str | None:
    """What a title makes its holder to the body."""
    if role.belongs == "speaks":
        return "speaksFor"
    if body.cls == "Person":
        return None
    if body.cls in _LANDS or body.cls == "Settlement":
        return _service(token, role, subject, body)
    if body.cls not in BODIES or role.belongs not in ("leads", "serves", "works", "member", "officials"):
        return None
    if role.belongs != "leads":
        return "memberOf"
    plain = wording("titles", "plain") | wording("titles", "plain_of_bodies")
    return "memberOf" if is_under(token) or _narrowed(token, body, plain) else "leads"


def _service(token: Token, role: RoleNoun, subject: Entity, land: Entity) -> str | None:
    """What an official is to a state or region."""
    if role.sort != "person" or subject.cls != "Person":
        return "memberOf" if role.belongs in ("officials",) and land.cls == "State" else None
    if role.belongs not in ("leads", "serves"):
        return None
    lemma = noun_lemma(token)
    office = offices().get(lemma)
    before = {child.lower_ for child in token.lefts}
    if lemma == "secretary" and (before & wording("offices", "portfolios") or _of_state(token)):
        office = "ministerOf"
    if _narrowed(token, land, wording("titles", "plain")) or (office and land.cls == "Settlement"):
        return None
    if is_under(token):
        return "agentOf"
    if office is not None:
        # The president of a region heads its government; there is no state to be head of.
        region = office == "headOfStateOf" and land.cls == "AdministrativeArea"
        return "headOfGovernmentOf" if region else office
    return "leads" if lemma in wording("offices", "rulers") and land.cls == "State" else "agentOf"


def _of_state(token: Token) -> bool:
    following = token.doc[token.i + 1 : token.i + 3].text.lower()
    return following == "of state"


def _narrowed(token: Token, body: Entity, plain: frozenset[str]) -> bool:
    """Whether a word beside the title narrows what is led to less than the body: "EU aid chief"."""
    if noun_lemma(token) not in wording("titles", "narrowed"):
        return False
    if any(child.lemma_.lower() in wording("bodies", "delegates") for child in token.rights):
        return True  # "the head of the rebels' delegation"
    own = {word.lower() for name in (body.name, *body.aliases) for word in name.split()}
    return any(
        child.dep_ in ("compound", "amod")
        and child.ent_type_ in ("", "TITLE")
        and child.lower_ not in plain
        and child.lower_ not in own
        for child in token.lefts
    )


def _body(token: Token, subject: Entity, table: EntityTable) -> tuple[Entity | None, float]:
    """The body that a title belongs to, and how sure that is: named beside it, or understood."""
    land: Entity | None = None
    for owner in _owners(token, table):
        entity = named(owner, table)
        if (
            entity is None
            or entity.id == subject.id
            or is_origin(owner)
            or (owner.pos_ == "PRON" and not owner.tag_.endswith("$"))
        ):
            continue
        if entity.cls in (*_LANDS, "Settlement"):
            land = land or named(owner, table, _LANDS) or entity
        elif table.kinds[entity.id] == "actor":
            return entity, STATED
    if land is not None:
        return land, STATED
    understood = table.owners.get(subject.id) if subject.cls == "Person" else None
    if understood is None or table.kinds[understood] != "actor":
        return None, 0.0
    return table.get(understood), UNDERSTOOD


def _owners(token: Token, table: EntityTable) -> Iterator[Token]:
    """Words that may name the body of a title: by the tree, then right before it, then behind the name."""
    if word_at(token, 1) in ("of", "for", "at"):
        behind = body_behind(token.i + 2, token.doc, table)
        if behind is not None:
            yield behind
    yield from owner_tokens(token)
    before = words_before(token.i, token.doc)
    yield from reversed(before)
    first = before[0].i if before else token.i
    if first > 1 and token.doc[first - 1].tag_ == "POS":
        yield token.doc[first - 2]
    name = token.head if token.dep_ in ("nmod:desc", "compound", "flat") and token.head.i > token.i else None
    for child in name.rights if name is not None else ():
        if child.dep_ == "nmod" and case_of(child) == "of":
            yield child


def _title(token: Token, table: EntityTable) -> str:
    """The words of a title without the body's name: "peace envoy", "Secretary of State"."""
    doc, start = token.doc, token.i
    while start > 0 and _belongs_to_title(doc[start - 1], token, table):
        start -= 1
    end = token.i + 1
    if end < len(doc) and _is_tail(doc[end]):
        end += 1
    elif doc[end : end + 2].text.lower() == "of staff":
        end += 2
    for child in token.rights:
        if (
            child.dep_ == "nmod"
            and child.i - token.i == 2
            and child.text[:1].isupper()
            and token.text[:1].isupper()
        ):
            end = child.i + 1 if not table.ids(child) else end
    words_of_title = doc[start:end].text.strip("-\"'“” ")
    meant = misspelt_title(token.lower_) if role_of(token.lower_, plural=False) is None else None
    return words_of_title.replace(token.text, meant) if meant else words_of_title


def _is_tail(token: Token) -> bool:
    """Whether "General" ends a title of two words, and is no rank: "Attorney General"."""
    heads = wording("titles", "of_generals")
    return token.text == "General" and word_at(token, -1) in heads


def _belongs_to_title(word: Token, token: Token, table: EntityTable) -> bool:
    if word.i + 1 == token.i and (_is_tail(token) or word.lower_ in wording("titles", "past")):
        return True
    if word.tag_ == "VBN" and word.i > 1 and word.doc[word.i - 1].text == "-":
        return False  # "installed" of "Kremlin-installed governor"
    if word.text == "-":
        return word.i + 1 < len(word.doc) and not word.whitespace_
    hangs_on_it = word.head.i == token.i or (word.head.head.i == token.i and word.head.i < token.i)
    if not hangs_on_it or word.dep_ not in ("compound", "amod", "advmod", "nmod:desc", "flat"):
        # "Secretary" before the hyphen of "Secretary-General".
        return word.i + 1 < token.i and word.doc[word.i + 1].text == "-" and word.pos_ in ("NOUN", "PROPN")
    mention = table.mention(word)
    return mention is None or mention.kind == "nominal"
