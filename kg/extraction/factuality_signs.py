"""Signs of what did not happen or not yet: words and forms that :mod:`kg.extraction.factuality` looks for."""

import tomllib
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from kg.extraction.report import Factuality
from kg.extraction.syntax import NOMINAL_SUBJECTS


def adjective(child: Token, noun: Token) -> Factuality | None:
    """What an adjective or participle beside a noun says of it: "planned", "alleged", "foiled"."""
    words = signs()
    lower, lemma = child.lower_, child.lemma_.lower()
    if child.dep_ == "acl":
        arranged = child.tag_ == "VBN" or child.pos_ == "ADJ"
        return "Planned" if arranged and lemma in words["beside.arranged"] else None
    if lower in words["beside.planned"] and not (lower == "next" and noun.pos_ == "VERB"):
        return "Planned"
    if lower in words["beside.possible"]:
        return "Possible"
    return "Negated" if lower in words["beside.negated"] else None


def denies(word: Token) -> bool:
    """Whether "no", "neither" or "not" before a noun denies its verb: "no hostage has been freed"."""
    negative = word.lower_ in ("no", "neither", "not") and word.dep_ in ("det", "advmod")
    return negative and not is_idle_negation(word)


def content_of(clause: Token) -> Factuality | None:
    """How what a noun holds stands: "rumours that …", "false reports that …", "no evidence that …"."""
    words, noun, opening = signs(), clause.head, {child.lower_ for child in clause.children}
    quoted = {"according", "which"} <= opening
    if not quoted and not any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
        return None
    behind = clause.doc[clause.right_edge.i + 1 : clause.right_edge.i + 4]
    called = {c.lower_ for c in noun.lefts if c.dep_ == "amod"}
    if len(behind) and behind[0].lemma_ == "be":
        called |= {word.lower_ for word in behind}  # "reports that the town had fallen were false"
    turned_down = noun.dep_ in ("obj", "nsubj:pass") and noun.head.lemma_.lower() in words["verbs.negating"]
    if called & words["adjectives.untrue"] or turned_down or noun.head.lower_ == "contrary":
        return "Negated"
    doubted = quoted or noun.lemma_.lower() in words["nouns.doubting"]
    return "Possible" if doubted or any(denies(child) for child in noun.children) else None


def is_going_on(clause: Token, marks: set[str]) -> bool:
    """ "While the town is under fire": what lasts as the words are said, whatever waits for its end."""
    be = (c for c in clause.children if c.dep_ in ("aux", "aux:pass", "cop") and c.lemma_ == "be")
    return bool(marks & {"as", "while"}) and any(c.tag_ in ("VBZ", "VBP") for c in be)


def is_generic(noun: Token) -> bool:
    """Whether a bare plural speaks of its kind: "attacks on clinics may amount to war crimes"."""
    if noun.tag_ != "NNS" or any(c.dep_ in ("det", "nummod", "nmod:poss", "amod") for c in noun.lefts):
        return False
    auxiliaries = {c.lower_ for c in noun.head.children if c.dep_ == "aux"}
    return noun.dep_ in NOMINAL_SUBJECTS and bool(auxiliaries & signs()["auxiliary.possible"])


def is_undone(noun: Token) -> bool:
    """Whether what the noun plans came to nothing: "no intention of …", "the plot to … was foiled"."""
    if any(child.lower_ in ("no", "neither") and child.dep_ == "det" for child in noun.children):
        return True
    verb = noun.head
    if noun.dep_ not in ("obj", "nsubj:pass") or verb.pos_ != "VERB":
        return False
    return verb.lemma_.lower() in signs()["verbs.object_undoing"]


def is_ordinal(word: Token) -> bool:
    """ "the first (ninth, latest) to open a consulate" has opened it."""
    lower = word.lower_
    return lower in signs()["beside.ordinals"] or (
        lower[:-2].isdigit() and lower[-2:] in ("st", "nd", "rd", "th")
    )


def is_concession(mark: Token) -> bool:
    """Whether "if" only concedes: "will not send tanks even if others do"."""
    return mark.i > mark.sent.start and mark.nbor(-1).lower_ == "even"


def is_inverted(clause: Token, aux: Token) -> bool:
    """Whether the auxiliary opens a clause before its subject, in the place of "if"."""
    subject = next((c for c in clause.children if c.dep_ in NOMINAL_SUBJECTS), None)
    return (
        subject is not None and aux.i < subject.i and clause.dep_ == "advcl" and aux.i == clause.left_edge.i
    )


def joint(verb: Token) -> str:
    """The word that joins a gerund to what governs it: "of" of "accused of violating"."""
    return next((c.lower_ for c in verb.children if c.dep_ in ("mark", "case")), "")


def is_infinitive(verb: Token) -> bool:
    """ "to sign", but not "the lead up to signing", however it is tagged."""
    word = verb.lower_
    gerund = word.endswith("ing") and any(letter in "aeiouy" for letter in word[:-3])
    return not gerund and any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)


def is_attempted(verb: Token) -> bool:
    """Whether a verb is what somebody tried: the storming of "tried to storm the base"."""
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in signs()["verbs.trying"]


def is_idle_negation(word: Token) -> bool:
    """ "not only", "no longer than", "no fewer than 14", "no doubt" deny nothing."""
    after = word.nbor().lower_ if word.i + 1 < len(word.doc) else ""
    if word.lower_ == "not" and after in ("only", "just", "least", "long", "far"):
        return True
    return word.lower_ == "no" and after in (
        "fewer",
        "less",
        "more",
        "later",
        "sooner",
        "matter",
        "doubt",
        "small",
    )


def is_past_perfect_modal(node: Token, aux: Token) -> bool:
    """Whether "must have" only infers what has happened."""
    return aux.lower_ == "must" and any(c.lower_ == "have" for c in node.children)


def is_finite_past(verb: Token) -> bool:
    """Whether the verb itself or its auxiliary is in the past tense."""
    return verb.tag_ == "VBD" or any(c.dep_ in ("aux", "aux:pass") and c.tag_ == "VBD" for c in verb.children)


def waits(verb: Token) -> bool:
    """Whether a main clause speaks of what is still to come."""
    words = signs()
    modals = words["auxiliary.planned"] | words["auxiliary.possible"]
    current = verb
    for _ in range(4):
        if any(c.dep_ == "aux" and c.lower_ in modals for c in current.children):
            return True
        bound = current.dep_ == "xcomp" and current.tag_ == "VB" and current.head.pos_ == "VERB"
        if bound and current.head.lemma_.lower() in words["verbs.planning"]:
            return True  # "requires them to tell the monitors before they move"
        if current.dep_ not in ("xcomp", "conj", "ccomp") or current.head.i == current.i:
            return False
        current = current.head
    return False


def is_headline_infinitive(verb: Token) -> bool:
    """ "US to withdraw troops"."""
    return (
        verb.tag_ == "VB"
        and any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)
        and any(c.dep_ in NOMINAL_SUBJECTS for c in verb.children)
    )


def is_asked(token: Token) -> bool:
    """Whether the sentence around the word is a question."""
    sentence = token.sent
    last = sentence[-1]
    for _ in range(3):
        if last.text == "?":
            return last.i >= token.i and not any(t.text in '"“”' for t in token.doc[token.i : last.i])
        if last.is_punct or last.is_space:
            if last.i == sentence.start:
                return False
            last = last.nbor(-1)
        else:
            return False
    return False


@cache
def signs() -> dict[str, frozenset[str]]:
    """The word lists of ``data/factuality.toml``, by table and name ("verbs.planning")."""
    tables = tomllib.loads((files("kg.extraction") / "data" / "factuality.toml").read_text("utf-8"))
    return {
        f"{table}.{name}": frozenset(words)
        for table, lists in tables.items()
        for name, words in lists.items()
    }
