"""Whom a deed or a word concerns where no role of its own names them.

What is lifted, condemned, refused or promised is mostly a thing, and news names the actor behind it as its
owner ("Netanyahu's policies"), its aim ("tariffs on Chinese goods", "a strike against Iran"), its author ("a
request from the minister") or somebody in the clause that says what is to be done ("agreed to hand the
prisoners over to Kenya"). The search goes outwards from the words themselves; the nearest is meant.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from spacy.tokens import Token

from kg.extraction.arguments import case, is_oblique, modifiers
from kg.extraction.frames import lexicon
from kg.extraction.report import Argument, EntityKind
from kg.extraction.role_fillers import RoleReader
from kg.extraction.syntax import FINITE, NOMINAL_SUBJECTS

_REACH = 60
"""How far from the deed somebody may be named and still be meant; a step costs ten and more."""
_CLAUSES = frozenset({"xcomp", "ccomp", "csubj", "acl", "advcl"})
_PARTS = {"iobj": 0, "nsubj": 1, "nsubj:pass": 1, "obj": 6, "appos": 7, "conj": 8}
_STEP, _MEANS = 10, 16
"""What a step outwards costs, and how far behind means and things ("troops", "a company") stand."""


def concerned(
    roles: RoleReader,
    things: Sequence[Token],
    deeds: Sequence[Token],
    taken: Collection[str],
    kinds: Iterable[EntityKind],
) -> tuple[Argument, ...]:
    """The nearest entities of ``kinds`` that the phrases ``things`` and the words around ``deeds`` name.

    ``taken`` are ids of entities that do the deed themselves and therefore do not suffer it.
    """
    wanted = tuple(kinds)
    best: tuple[int, tuple[Argument, ...]] | None = None
    held = any(child.dep_ == "obj" for deed in deeds for child in deed.children)
    frontier = [*((_behind(thing, held), thing) for thing in things), *((0, deed) for deed in deeds)]
    own, seen = {thing.i for thing in things}, {deed.i for deed in deeds}
    while frontier:
        frontier.sort(key=lambda item: (item[0], item[1].i))
        cost, token = frontier.pop(0)
        if best is not None and cost >= best[0]:
            break
        if token.i in own or token.i not in seen:
            for extra, found in _at(roles, token, taken, wanted):
                if best is None or cost + extra < best[0]:
                    best = cost + extra, found
        if cost < _REACH and not _is_taken(roles, token, taken, wanted):
            for rank, child in _inner(token, outermost=token.i in seen):
                if child.i not in seen and child.i not in own:
                    own.add(child.i)
                    frontier.append((cost + _STEP + rank, child))
    return best[1] if best is not None else ()


def _behind(thing: Token, held: bool) -> int:
    """How far a clause stands behind what the deed is done to: "refused a request from Delhi to cross …"."""
    return 12 if held and thing.dep_ in _CLAUSES else 0


def _is_taken(roles: RoleReader, token: Token, taken: Collection[str], kinds: tuple[EntityKind, ...]) -> bool:
    return any(a.entity in taken for a in roles.fill([token], kinds))


def _at(
    roles: RoleReader, token: Token, taken: Collection[str], kinds: tuple[EntityKind, ...]
) -> Iterator[tuple[int, tuple[Argument, ...]]]:
    """Who the phrase is, or else who owns it or is named by its modifiers, with what that costs."""
    if _is_taken(roles, token, taken, kinds):
        return
    words = lexicon()
    found = roles.fill([token], kinds)
    if found:
        lemma = token.lemma_.lower()
        means = token.pos_ == "NOUN" and (lemma in words.forces or lemma in words.means)
        yield _MEANS if means else 0, found
        return
    owners = [child for child in token.children if child.dep_ == "nmod:poss"]
    clause = token.pos_ == "VERB" and token.dep_ not in ("obj", "nsubj", "obl", "nmod")
    named = [] if clause else [m for m in modifiers(token) if m.pos_ in ("PROPN", "ADJ")]
    for cost, tokens in ((1, owners), (2, named)):
        found = tuple(a for a in roles.fill(tokens, kinds) if a.entity not in taken)
        if found:
            yield cost, found
            return


def _inner(token: Token, *, outermost: bool) -> Iterator[tuple[int, Token]]:
    """What stands inside a phrase or clause, with how little it says about whom it concerns."""
    words = lexicon()
    for child in token.children:
        dep = child.dep_
        if is_oblique(child) and dep not in ("obl:tmod", "nmod:desc"):
            preposition = case(child)
            lemma = child.lemma_.lower()
            if preposition == "with" and lemma in words.helping:
                continue  # those who lend the doer a hand
            if preposition in words.concerning and lemma not in words.times:
                yield words.concerning.index(preposition), child
        elif dep in _PARTS and not (outermost and (dep in NOMINAL_SUBJECTS or _is_next(child))):
            yield _PARTS[dep], child
        elif dep in _CLAUSES and not _is_apart(child):
            yield 2, child


def _is_next(word: Token) -> bool:
    """Whether a coordinated clause tells of a deed of its own: "seized the town, and thousands fled"."""
    if word.dep_ != "conj" or word.pos_ not in ("VERB", "AUX"):
        return False
    own = {"aux", "nsubj", "nsubj:pass"} | ({"obj"} if word.tag_ == "VBG" else set())
    return word.tag_ in FINITE or any(child.dep_ in own for child in word.children)


def _is_apart(clause: Token) -> bool:
    """Whether an adverbial clause tells of something else: when, if or because of what.

    "Unless Baku withdraws" means Baku, but "unless they are freed" nobody that it names.
    """
    if clause.dep_ != "advcl":
        return False
    if any(child.dep_ == "nsubj:pass" for child in clause.children):
        return True
    marks = {c.lower_ for c in clause.children if c.dep_ in ("mark", "case", "advmod")}
    return not marks & {"to", "for", "of", "from", "against", "until", "till", "unless"}
