"""Which words stand in which role: logical subjects, prepositional phrases and modifiers of a trigger.

Works on Universal Dependencies. Passives are undone; subjects that a clause lacks are found through
coordination, control ("agreed to withdraw"), participles ("killing 12"), relative clauses and infinitives
of nouns ("a plan to attack").
"""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction.actor_types import role_of
from kg.extraction.cues import lexicon as cues
from kg.extraction.frames import lexicon
from kg.extraction.misattached import cue_beside
from kg.extraction.syntax import antecedent, is_copular, is_passive

_SUBJECT_CONTROL = frozenset(
    {"promise", "vow", "pledge", "threaten", "agree", "use", "need", "take", "make", "hold"}
)
DEPTH = 8
"""How many clauses up a missing subject or object is looked for."""


def is_clause(token: Token) -> bool:
    """Whether the token heads a clause rather than a noun phrase."""
    return token.pos_ in ("VERB", "AUX") or any(
        c.dep_ in ("nsubj", "nsubj:pass", "cop") for c in token.children
    )


def subjects(verb: Token, depth: int = DEPTH) -> list[Token]:
    """Logical subjects: the agent of a passive, or else the subject, stated or understood."""
    if is_passive(verb):
        agents = [
            child
            for child in verb.children
            if child.dep_ in ("obl:agent", "obl") and case(child) == "by" and child.pos_ != "NUM"
        ]
        return agents or _causers(verb, depth)
    return surface_subjects(verb, depth)


def _causers(participle: Token, depth: int) -> list[Token]:
    """Who has it done: the judge of "the judge ordered the men jailed"."""
    verb = participle.head
    if participle.dep_ == "acl" and verb.dep_ == "obj" and all(c.is_punct for c in participle.children):
        verb = verb.head  # where the tree hangs "jailed" on the men
    elif participle.dep_ != "xcomp":
        return []
    if verb.lemma_.lower() not in lexicon().light["causing"] or depth <= 0 or is_passive(verb):
        return []
    if not any(c.dep_ == "obj" for c in verb.children):
        return []
    return subjects(verb, depth - 1)


def surface_subjects(verb: Token, depth: int = DEPTH) -> list[Token]:
    """What stands, or is understood, as grammatical subject."""
    own = [
        child
        for child in verb.children
        if child.dep_ in ("nsubj", "nsubj:pass", "nsubj:outer") and not is_oblique(child)
    ]
    if own:
        inner = [child for child in own if child.dep_ != "nsubj:outer"] or own
        times = lexicon().times
        before = [child for child in inner if child.i < verb.i and child.lemma_.lower() not in times]
        joined = len(before) > 1 and any(
            c.dep_ == "cc" and before[0].i < c.i < before[-1].i for c in verb.children
        )
        meant = [(child, antecedent(child)) for child in (before if joined else (before or inner)[-1:])]
        return [
            doer for child, noun in meant for doer in ([noun] if noun.i == child.i else _authors(noun, depth))
        ]
    if depth == 0 or verb.head.i == verb.i:
        return []
    head = verb.head
    match verb.dep_:
        case "conj" if is_clause(head):
            return surface_subjects(cue_beside(verb) or head, depth - 1)
        case "xcomp":
            return _controllers(head, depth - 1)
        case "ccomp" if any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children):
            return surface_subjects(head, depth - 1)  # "is considering whether to arm the rebels"
        case "advcl" if any(
            c.dep_ in ("mark", "case") and c.lower_ in ("of", "for", "from") for c in verb.children
        ):
            return _controllers(head, depth - 1)
        case "advcl" if (called := _asked(head)) and is_clause(head):
            return called
        case "advcl" if not any(
            c.dep_ == "mark" and c.lower_ not in ("to", "while", "after", "before", "by", "without", "when")
            for c in verb.children
        ):
            return surface_subjects(head, depth - 1)
        case "acl" if not is_passive(verb):
            if any(c.lower_ == "to" and c.dep_ == "mark" for c in verb.children):
                return _holders(head, depth - 1)
            if head.dep_ in ("obj", "nsubj:pass") and _is_accused(head.head):
                return [head]  # "accused the bill of attacking civil society"
            if (doers := _engaged(verb, depth - 1)) is not None:
                return doers
            return _authors(head, depth - 1)
        case "acl" | "amod":
            return [head]
    return []


def _engaged(deed: Token, depth: int) -> list[Token] | None:
    """Whose a noun's participle is: "their role in ending the war", "held him on suspicion of spying"."""
    noun = deed.head
    if deed.tag_ != "VBG" or depth <= 0 or not any(c.dep_ in ("mark", "case") for c in deed.children):
        return None
    if noun.lemma_.lower() in lexicon().resolve["charges"]:
        verb = noun.head
        return _patients(verb) if verb.pos_ == "VERB" and noun.dep_ == "obl" else None
    if noun.lemma_.lower() not in lexicon().resolve["share"]:
        return None
    own = possessors(noun)
    return own or (subjects(noun.head, depth) if noun.dep_ == "obj" and noun.head.pos_ == "VERB" else None)


def _patients(verb: Token) -> list[Token]:
    if not is_passive(verb):
        return [child for child in verb.children if child.dep_ == "obj"]
    return [verb.head] if verb.dep_ == "acl" else surface_subjects(verb)


def _is_accused(verb: Token) -> bool:
    return any(cue.cls == "Accusation" for cue in cues().verbs.get(verb.lemma_.lower(), ()))


def _authors(noun: Token, depth: int) -> list[Token]:
    """Those whose word a document is: "filed a lawsuit accusing the cartel", "a bill that would ban"."""
    if noun.lemma_.lower() not in lexicon().metonyms["documents"] or depth <= 0:
        return [noun]
    own = [*possessors(noun), *obliques(noun, "by"), *obliques(noun, "from")]
    if not own and noun.dep_ in ("obj", "nsubj:pass", "obl") and noun.head.pos_ == "VERB":
        own = [doer for doer in subjects(noun.head, depth - 1) if doer.i != noun.i]
    return own or [noun]


def _controllers(head: Token, depth: int) -> list[Token]:
    """Whose doing an infinitive is: the object's ("ordered troops to leave"), or else the subject's."""
    if not is_clause(head):
        return _holders(head, depth)
    if not is_passive(head) and head.lemma_.lower() not in _SUBJECT_CONTROL:
        found = [child for child in head.children if child.dep_ in ("obj", "iobj")]
        if found and head.pos_ == "VERB":
            return found
        if called := _asked(head):
            return called
    return surface_subjects(head, depth)


def _asked(verb: Token) -> list[Token]:
    """Those who are asked by a preposition: "called on both sides to leave", "pleaded with X to stop"."""
    before = lexicon().asking.get(verb.lemma_.lower(), frozenset())
    called = [c for c in verb.children if c.dep_ == "obl" and case(c) in before]
    things = [c for c in verb.children if c.dep_ == "obj"]
    return called or [doer for noun in things for doer in (_own(noun) or _let(noun) or ())]


def _own(noun: Token) -> list[Token]:
    """Whose right, plan or threat it is to do something: "the right of the troops to fire"."""
    return obliques(noun, "of") if noun.lemma_.lower() in lexicon().resolve["own"] else []


def _let(noun: Token) -> list[Token] | None:
    """Those to whom a leave or an order is given: "gave permission to the troops to fire"; else ``None``."""
    if noun.dep_ != "obj" or noun.lemma_.lower() not in lexicon().resolve["leave"]:
        return None
    given = [c for c in (*noun.children, *noun.head.children) if c.dep_ == "iobj" or case(c) == "to"]
    return given if given or noun.head.lemma_.lower() in lexicon().resolve["giving"] else None


def _holders(noun: Token, depth: int) -> list[Token]:
    """Who is to do what the noun speaks of: "the rebels' promise to leave", "they made a vow to leave"."""
    possessors = [child for child in noun.children if child.dep_ == "nmod:poss"]
    if possessors:
        return possessors
    if own := _own(noun):
        return own
    if between := obliques(noun, "between"):
        return between  # "an agreement between the army and the rebels to free them"
    if (let := _let(noun)) is not None:
        return let
    if noun.dep_ == "xcomp" and noun.head.pos_ == "VERB" and depth > 0:
        return surface_subjects(noun.head, depth - 1)  # "became the first country to recognise"
    if is_copular(noun) and depth > 0:
        return surface_subjects(noun, depth - 1)  # "is the latest state to leave"
    above = noun.head
    if noun.dep_ in ("conj", "nmod") and above.pos_ == "NOUN" and depth > 0 and not _may_act(noun):
        return _holders(above, depth - 1)  # "donated a shipment of generators and other equipment to help"
    if noun.dep_ in ("obj", "obl", "nsubj:pass") and noun.head.pos_ == "VERB" and depth > 0:
        return subjects(noun.head, depth - 1)
    return [noun]


def _may_act(noun: Token) -> bool:
    """Whether a noun may mean somebody: a name, or a word for people, forces or bodies."""
    return noun.pos_ != "NOUN" or role_of(noun.lemma_.lower(), plural=True) is not None


def case(token: Token) -> str:
    """The preposition before a phrase, lower case, its words joined: "out of", "on", or the empty string."""
    words = [word for _, word in _cases(token)]
    if not words:
        # "with former president Hamid Karzai", where the tree hangs "with" on the name behind the title
        for child in token.children:
            if child.dep_ in ("flat", "appos", "nmod:desc", "compound"):
                words = words or [word for at, word in _cases(child) if at < token.i]
    return " ".join(words)


def _cases(token: Token) -> Iterator[tuple[int, str]]:
    """Prepositions of a phrase and where they stand, without the possessive."""
    for child in token.children:
        if child.dep_ == "case" and child.lower_ not in ("'s", "’s", "'", "’"):
            yield child.i, child.lower_
            yield from ((part.i, part.lower_) for part in child.children if part.dep_ == "fixed")


def is_oblique(token: Token) -> bool:
    """Whether a phrase hangs on its head by a preposition, whatever the tree calls it.

    Behind a title the parser takes some for subjects: "rejected a motion by former president Hosni Mubarak".
    """
    if token.dep_.startswith(("obl", "nmod")):
        return token.dep_ != "nmod:poss"
    return token.dep_ in ("nsubj", "obj") and token.i > token.head.i and bool(case(token))


def obliques(token: Token, preposition: str) -> list[Token]:
    """Phrases that hang on ``token`` by ``preposition``, or by its participle ("targeting", "using")."""
    found = []
    for child in token.children:
        if is_oblique(child):
            words = case(child)
            if words == preposition or (words.endswith(f" {preposition}") and words not in lexicon().apart):
                found.append(child)
        elif child.dep_ in ("acl", "advcl") and child.lower_ == preposition:
            found += [c for c in child.children if c.dep_ == "obj"]
    return found


def possessors(noun: Token) -> list[Token]:
    """The noun's possessors: "Israel" of "Israel's strike"."""
    return [child for child in noun.children if child.dep_ == "nmod:poss"]


def modifiers(noun: Token) -> Iterator[Token]:
    """Nouns and adjectives put before a noun, and theirs: "US" and "Taliban" of "US-Taliban talks"."""
    for child in noun.lefts:
        if child.dep_ in ("compound", "amod", "nmod", "nmod:unmarked", "flat", "nmod:desc"):
            if not _lends(child):
                yield child
            yield from modifiers(child)
            yield from (c for c in child.children if c.dep_ == "conj")


def _lends(token: Token) -> bool:
    """Whether a hyphen gives somebody another part than the noun's: "China-brokered", "French-made"."""
    after = [word.lower_ for word in token.doc[token.i + 1 : token.i + 3]]
    return len(after) == 2 and after[0] == "-" and after[1] in lexicon().light["lending"]
