"""Words that say how many people were killed, wounded or driven from home, and the people they say it of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extraction.arguments import case, obliques, subjects
from kg.extraction.frames import lexicon
from kg.extraction.logical_objects import objects
from kg.extraction.quantities import count_of, is_number, is_one_more
from kg.extraction.report import Count
from kg.extraction.syntax import NOMINAL_SUBJECTS, is_passive
from kg.extraction.totals import total_of

_POPULACE = 100
"""So many who flee are people of the place, whatever they are called."""


@dataclass(frozen=True, slots=True)
class Toll:
    """People harmed, and the word that says so."""

    kind: str
    """``killed``, ``injured`` or ``displaced``."""
    people: Token
    source: Token
    """The verb or noun that tells it."""
    joint: bool = True
    """Whether what is joined to the people shares their lot, unlike "one dead guard and two wounded"."""
    beside: bool = False
    """Whether they come on top of others of whom the same is told: "together with 15 bodyguards"."""

    @property
    def count(self) -> Count | None:
        """How many they are, where the text says so."""
        return total_of(self.people) if self.joint else count_of(self.people)


def tolls_told_by(token: Token) -> list[Toll]:
    """The people whom ``token`` says to be dead, hurt or driven out, each phrase of them once."""
    words = lexicon().casualties
    lemma = token.lemma_.lower()
    beside = _gapped(token)
    if beside is not None:
        return [beside]
    if token.pos_ in ("NOUN", "PROPN"):
        return []
    if token.pos_ == "ADJ":
        # "where a guard was slightly injured"
        stated = any(child.dep_ in ("cop", "aux:pass") for child in token.children)
        return _states(token, ()) if stated else []
    if left_by(token) is not None:
        return _states(token, [token.head])
    if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
        for kind in ("killed", "injured", "displaced"):
            if lemma in words[kind]:
                return [*(Toll(kind, person, token) for person in objects(token)), *_company(kind, token)]
        if lemma == "die":
            return [
                *(Toll("killed", person, token) for person in subjects(token)),
                *_company("killed", token),
            ]
        if lemma == "lose" and any(thing.lemma_.lower() in words["lives"] for thing in objects(token)):
            return [Toll("killed", person, token) for person in subjects(token)]
        if lemma in words["bearing"]:
            hurt = any(thing.lemma_.lower() in words["injuries"] for thing in objects(token))
            return [Toll("injured", person, token) for person in subjects(token)] if hurt else []
        if lemma == "leave":
            return _left_dead(token) + _left_in_hospital(token)
        if lemma in words["costing"] | words["taking"]:
            return _deaths(token)
        if lemma in words["climbing"]:
            return _climbing(token)
        if lemma in words["fleeing"]:
            return [Toll("displaced", person, token) for person in subjects(token) if _is_populace(person)]
        if lemma in ("drive", "force") and obliques(token, "from"):
            return [Toll("displaced", person, token) for person in objects(token) if _is_populace(person)]
        if lemma not in words["sentencing"]:
            return [Toll("killed", person, token) for person in objects(token) if _to_death(token, person)]
    return []


def _gapped(state: Token) -> Toll | None:
    """The number right before a participle that shares its verb with another: "killed and nineteen injured".

    It is read from the order of the words, for parsers seldom make out such a gap. "; five dead" is one too.
    """
    words = lexicon().casualties
    kind = _state_of(state)
    if not kind or state.i < state.sent.start + 2:
        return None
    number = state.nbor(-1)
    if number.lower_ in words["company"]:
        number = number.nbor(-1)
    counts = is_number(number) or is_one_more(number)
    count = count_of(number) if counts and number.i > state.sent.start else None
    stated = state.doc.char_span(count.span.start, count.span.end) if count is not None else None
    if stated is None or stated.start <= state.sent.start:
        return None
    before = state.doc[stated.start - 1]
    joined = before.lower_ == "and" or before.is_punct
    return Toll(kind, number, state) if joined else None


def _left_in_hospital(verb: Token) -> list[Toll]:
    """ "leaving eleven in hospital"."""
    hurt = any(
        obl.lemma_.lower() == "hospital" for thing in (verb, *objects(verb)) for obl in obliques(thing, "in")
    )
    return [Toll("injured", person, verb) for person in objects(verb)] if hurt else []


def _to_death(verb: Token, person: Token) -> bool:
    """Whether it is done to ``person`` until he is dead: "shot dead four policemen", "burnt to death"."""
    dead = lexicon().casualties["dead"]
    following = verb.doc[verb.i + 1 : verb.i + 2]
    return any(token.lower_ in dead for token in following) or any(
        child.lower_ in dead or (child.lower_ == "death" and case(child) == "to")
        for parent in (verb, person)
        for child in parent.children
        if child.dep_ in ("xcomp", "amod", "advmod", "obl", "advcl")
    )


def _climbing(verb: Token) -> list[Toll]:
    """ "the death toll from the bombing rose to 53"."""
    told = any(
        noun.lemma_.lower() == "toll" and any(c.lower_ == "death" for c in noun.children)
        for noun in subjects(verb)
    )
    if not told:
        return []
    return [
        Toll("killed", n, verb)
        for n in (*obliques(verb, "to"), *obliques(verb, "at"), *objects(verb))
        if is_number(n)
    ]


def _is_populace(people: Token) -> bool:
    """Whether many people, or people who live there, are meant, and not the gunmen who fled the scene."""
    count = count_of(people)
    many = count is not None and (count.min or count.max or 0) >= _POPULACE
    return many or (count is not None and people.lemma_.lower() in lexicon().casualties["populace"])


def _left_dead(verb: Token) -> list[Toll]:
    """ "left three dead and 20 wounded"."""
    words = lexicon().casualties
    found: list[Toll] = []
    people = objects(verb)
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "advcl", "obj", "acl", "amod"):
            found += _states(child, people)
    for person in people:
        for child in person.children:
            if (
                child.dep_ in ("amod", "acl", "xcomp", "conj")
                and child.lower_ in words["dead"] | words["hurt"]
            ):
                found += _states(child, [person])
    return found


def _described(people: Token) -> list[Toll]:
    """ "one dead guerrilla and two wounded soldiers", "five soldiers dead and seven wounded"."""
    joined = [told for c in people.children if c.dep_ == "conj" for told in _described(c)]
    own = [] if _state_of(people) else [c for c in people.children if c.dep_ in ("amod", "acl", "xcomp")]
    found = [told for child in own for told in _states(child, [people])]
    if _state_of(people):
        found = _states(people, [people] if count_of(people) else [])  # "yielded 2,000 dead"
    return [replace(told, joint=not joined) if told.people.i == people.i else told for told in found] + joined


def _state_of(word: Token) -> str:
    """``killed`` or ``injured`` for a word that says so of people, else nothing."""
    words = lexicon().casualties
    return "killed" if word.lower_ in words["dead"] else "injured" if word.lower_ in words["hurt"] else ""


def _states(state: Token, people: Iterable[Token]) -> list[Toll]:
    kind = _state_of(state)
    if not kind:
        return []
    own = [child for child in state.children if child.dep_ in ("nsubj", "nsubj:pass", "nummod")]
    found = [Toll(kind, person, state.head) for person in (own or people)]
    for child in state.children:
        if child.dep_ == "conj":
            found += _states(child, ())
    return found


def _deaths(verb: Token) -> list[Toll]:
    """ "resulted in the death of at least 14 members", "claimed the lives of 14 soldiers"."""
    words = lexicon().casualties
    bare = [c for c in verb.children if c.dep_ == "obl" and c.i > verb.i and not case(c)]
    nouns = [*objects(verb), *obliques(verb, "in"), *obliques(verb, "to"), *bare]
    states = [c for c in verb.children if c.dep_ == "xcomp"]
    found = [told for state in states for told in _states(state, objects(verb))]
    for noun in nouns:
        if verb.lemma_.lower() in words["costing"]:
            found += _described(noun)
        lemma = noun.lemma_.lower()
        if lemma in words["deaths"] | words["lives"]:
            people = obliques(noun, "of") or ([noun] if lemma in words["deaths"] or count_of(noun) else [])
            found += [Toll("killed", person, verb) for person in people]
        elif lemma in words["injuries"]:
            people = obliques(noun, "to") or obliques(noun, "of") or ([noun] if count_of(noun) else [])
            found += [Toll("injured", person, verb) for person in people]
    return found


def left_by(state: Token) -> Token | None:
    """The "left" that a state hangs on beside another: "left a guard dead and two soldiers wounded"."""
    subject = any(child.dep_ in NOMINAL_SUBJECTS for child in state.children)
    if not _state_of(state) or any(child.dep_ in ("aux", "aux:pass") for child in state.children):
        return None
    joined = state if state.dep_ == "conj" and subject else state.head if state.dep_ == "acl" else None
    shared = joined is not None and joined.dep_ == "conj" and joined.head.lemma_.lower() == "leave"
    return joined.head if joined is not None and shared else None


def _company(kind: str, verb: Token) -> list[Toll]:
    """Those of whom the same is told: "was killed along with two of his bodyguards"."""
    together = [*obliques(verb, "along with"), *obliques(verb, "together with")]
    return [Toll(kind, person, verb, beside=True) for person in together]


def told_with(verb: Token) -> Token | None:
    """The verb whose toll this one goes on telling: "four were killed and nine (were) wounded in the raid".

    What either is told to have happened in, or by, is true of both; where each has its own, they are apart.
    """
    first = verb.head
    if verb.dep_ != "conj" or not (is_passive(first) or first.lemma_.lower() == "die"):
        return None
    if any(child.dep_ == "obj" for child in verb.children) or not tolls_told_by(first):
        return None
    return None if circumstances(first) & circumstances(verb) else first


def circumstances(verb: Token) -> set[str]:
    """Whether it is said of a verb who did it, and where, when or in what it was done."""
    told = [child for child in verb.children if child.dep_.startswith(("obl", "advcl"))]
    told = [child for child in told if not any(c.lower_ == "this" for c in child.lefts)]  # "in this action"
    return {"by" if case(child) == "by" else "in" for child in told}
