"""What governs an event's word says of it: plans, doubts, denies or asserts it.

Each function looks at one kind of governor, notes what it says, and returns the word from which the walk of
:func:`kg.extraction.factuality.factuality` goes on, or ``None`` where the text takes the event for granted.
"""

from spacy.tokens import Token

from kg.extraction.arguments import case, is_clause
from kg.extraction.factuality_evidence import Evidence
from kg.extraction.factuality_signs import (
    content_of,
    is_attempted,
    is_finite_past,
    is_generic,
    is_going_on,
    is_headline_infinitive,
    is_infinitive,
    is_ordinal,
    is_undone,
    joint,
    signs,
    waits,
)
from kg.extraction.frames import lexicon
from kg.extraction.other_senses import thwarts
from kg.extraction.report import Factuality
from kg.extraction.syntax import NOMINAL_SUBJECTS, is_passive

_OF_ADJECTIVES: tuple[tuple[str, Factuality], ...] = (
    ("planning", "Planned"),
    ("doubting", "Possible"),
    ("negating", "Negated"),
)
_OF_NOUNS: tuple[tuple[str, Factuality], ...] = (
    ("negating", "Negated"),
    ("planning", "Planned"),
    ("doubting", "Possible"),
)


def look_above(node: Token, evidence: Evidence) -> Token | None:
    """Note what the governor says of ``node``; return it if the walk goes on from there."""
    head, dep = node.head, node.dep_
    if head.i == node.i:
        if is_headline_infinitive(node):
            evidence.add("Planned")
        return None
    if dep == "acl:relcl" and any(c.dep_ == "det" and c.lower_ in ("any", "whatever") for c in head.children):
        evidence.modal.insert(0, "Possible")  # "will not accept any deal that does not end the war"
    if dep.startswith("acl") and (told := content_of(node)) is not None:
        evidence.add(told)
        return None
    if dep == "acl:relcl" or dep.startswith("parataxis"):
        return None
    if dep in ("conj", "appos", "flat", "list"):
        return _above_conjunct(node, head, evidence)
    if is_clause(node):
        return _above_clause(node, head, dep, evidence)
    return _above_noun(node, head, dep, evidence)


def _above_conjunct(node: Token, head: Token, evidence: Evidence) -> Token | None:
    if node.dep_ == "conj" and is_infinitive(node) and is_clause(head) and head.tag_ != "VB":
        return _complement(node, head, head.lemma_.lower(), evidence)  # "agreed to a truce and to let aid in"
    own = any(child.dep_ in ("aux", "aux:pass", "nsubj", "nsubj:pass", "cop") for child in node.children)
    if any(child.dep_ == "cc" and child.lower_ == "nor" for child in node.children):
        evidence.add("Negated")
    if node.dep_ != "conj" or (is_clause(head) and not own):
        if is_clause(head):
            _inherit(head, evidence)
            return look_above(head, evidence)
        return look_above(head, evidence)
    if own and any(c.dep_ == "aux" for c in node.children):
        return None if head.dep_ in ("ROOT", "root") else look_above(head, evidence)
    return look_above(head, evidence)


def _inherit(head: Token, evidence: Evidence) -> None:
    """Auxiliaries of the first of two joined verbs hold for the second."""
    words = signs()
    for child in head.children:
        if child.dep_ != "aux":
            if child.dep_ == "mark" and child.lower_ in words["marks.conditional"]:
                evidence.add("Conditional")
            continue
        if child.lower_ in words["auxiliary.planned"]:
            evidence.add("Planned")
        elif child.lower_ in words["auxiliary.possible"]:
            evidence.add("Possible")


def _above_clause(node: Token, head: Token, dep: str, evidence: Evidence) -> Token | None:
    words = signs()
    lemma = head.lemma_.lower()
    to = is_infinitive(node)
    if dep == "xcomp" and node.tag_ == "VBG" and lemma in words["verbs.comprising"] and _is_wish(head):
        evidence.add("Planned")  # "their aims involve ending the blockade"
        return None
    if dep == "xcomp" or (dep == "ccomp" and to):
        return _complement(node, head, lemma, evidence)
    if dep in ("ccomp", "csubj", "csubj:pass"):
        if dep.startswith("csubj"):
            return head
        if lemma in words["verbs.negating"] and lemma not in words["verbs.reporting"]:
            evidence.add("Negated")
        elif lemma in words["verbs.mandating"] and not is_finite_past(node):
            evidence.add("Planned")
        elif lemma in words["verbs.doubting"] and lemma not in words["verbs.reporting"]:
            evidence.add("Possible")
        return None
    if dep == "advcl":
        return _above_adverbial(node, head, to, evidence)
    if dep in ("acl", "amod"):
        if not to:
            if joint(node) in ("of", "for") and lemma in words["nouns.doubting"]:
                evidence.add("Possible")
            elif joint(node) == "of" and lemma in words["nouns.hoping"]:
                evidence.add("Planned")  # "dashed their hopes of joining the bloc"
            elif joint(node) == "of" and lemma in words["nouns.empty"]:
                return head  # "voted to begin the process of joining"
            return None
        if lemma in words["nouns.negating"] or is_undone(head):
            evidence.add("Negated")
        elif lemma in words["nouns.doubting"]:
            evidence.add("Possible")
        elif not any(is_ordinal(c) for c in head.children):
            evidence.add("Planned")
        return None
    return None


def _complement(node: Token, head: Token, lemma: str, evidence: Evidence) -> Token | None:
    words = signs()
    if not is_clause(head) or head.pos_ in ("ADJ", "NOUN"):
        for name, seen in _OF_ADJECTIVES:
            if lemma in words[f"adjectives.{name}"]:
                evidence.add(seen)
                return head
        return head
    if lemma in lexicon().light["ending"] and node.tag_ == "VBG":
        return None  # "agreed to stop arresting them": so far that was done
    if lemma == "go" and head.tag_ == "VBG":
        evidence.add("Planned")
    elif lemma in words["verbs.asserting"]:
        return head
    elif lemma in words["verbs.negating"]:
        evidence.add("Negated")
    elif lemma in words["verbs.doubting"]:
        if not (is_passive(head) and lemma in ("know",)):
            evidence.add("Possible")
    elif lemma in words["verbs.planning"]:
        evidence.add("Planned")
    return head


def _above_adverbial(node: Token, head: Token, to: bool, evidence: Evidence) -> Token | None:
    words = signs()
    marks = {c.lower_ for c in node.children if c.dep_ in ("mark", "advmod", "case")}
    if marks & words["marks.conditional"]:
        return None
    if to and head.lemma_.lower() == "use" and is_finite_past(head):
        return head  # "used explosives to breach the wall"
    if to:
        evidence.add("Planned")
        return None
    before = node.doc[max(node.i - 2, 0) : node.i].text.lower()
    if " " in before and before in words["prepositions.negated"]:
        evidence.add("Negated")  # "rather than coming to the aid of the South, France …"
        return None
    if "without" in marks or "instead" in marks:
        return None
    if is_going_on(node, marks):
        return None
    if marks & words["marks.waiting"]:
        shifted = any(c.lower_ in ("would", "could", "'d", "’d") for c in head.children if c.dep_ == "aux")
        if is_finite_past(node) and not shifted:
            return None  # "will meet after three were arrested": that much has happened
        if waits(head):
            evidence.add("Conditional" if marks & {"once", "until", "when", "till"} else "Planned")
        return None
    if "against" in marks and node.tag_ == "VBG":
        evidence.add("Negated")  # "decided against sending"
        return None
    if "from" in marks and node.tag_ == "VBG" and head.lemma_.lower() in words["verbs.negating"]:
        evidence.add("Negated")  # "refrained from sending", "kept them from leaving"
        return None
    if marks & {"of", "for"} and head.lemma_.lower() in words["verbs.doubting"]:
        evidence.add("Possible")  # "accused it of violating the truce"
    if not any(c.dep_ in ("mark", "case") for c in node.children) and node.tag_ in ("VBG", "VBN"):
        # "Tried to storm the base, killing three": that they did.
        return head.head if is_attempted(head) and node.left_edge.text == "," else head
    return None


def _above_noun(node: Token, head: Token, dep: str, evidence: Evidence) -> Token | None:
    words = signs()
    lemma = head.lemma_.lower()
    before = case(node)
    wished = before == "including" and lemma in words["nouns.wishes"]  # "demands including a withdrawal"
    if before in words["prepositions.planned"] or wished:
        evidence.add("Planned")
        return None
    if before in words["prepositions.negated"]:
        evidence.add("Negated")
        return None
    if before in words["prepositions.conditional"]:
        evidence.add("Conditional")
        return None
    if is_generic(node):
        evidence.add("Possible")
        return None
    if is_clause(head) and head.pos_ == "VERB":
        return _under_verb(node, head, dep, lemma, before, evidence)
    if dep.startswith("nmod") and dep != "nmod:poss":
        if lemma in words["nouns.empty"]:
            return head
        if lemma in words["nouns.taking_part"]:
            return None  # "denied any part in the killing": the killing stands
        if lemma in words["nouns.planning"] and before == "of" and is_undone(head):
            evidence.add("Negated")
            return None
        for name, seen in _OF_NOUNS:
            if lemma in words[f"nouns.{name}"] and before in (
                "of",
                "for",
                "on",
                "about",
                "to",
                "over",
                "against",
                "towards",
                "toward",
                "in",
                "by",
            ):
                if before == "by" or (before in ("in", "against") and seen != "Negated"):
                    return None
                evidence.add(seen)
                return None
    return None


def _is_wish(verb: Token) -> bool:
    """Whether what comprises something is a demand, a plan or the like."""
    wishes = signs()["nouns.wishes"]
    return any(c.dep_ in NOMINAL_SUBJECTS and c.lemma_.lower() in wishes for c in verb.children)


def _under_verb(
    node: Token, verb: Token, dep: str, lemma: str, before: str, evidence: Evidence
) -> Token | None:
    words = signs()
    light = lexicon().light
    passive = is_passive(verb)
    patient = (
        dep == "obj"
        or dep == "nsubj:pass"
        or (dep == "obl" and before in ("for", "to", "on", "of", "against", "about", "out", "off"))
    )
    if patient and not (dep == "obl" and passive and before not in ("for",)):
        if lemma in words["verbs.object_negating"]:
            evidence.add("Negated")
            return None
        if dep == "obl" and before == "against":
            return None
        if dep != "obl" and thwarts(verb):
            evidence.add("Negated")
            return None
        if (
            lemma in light["doing"]
            and dep != "obl"
            and lemma not in ("order", "approve", "authorize", "authorise", "announce", "offer")
        ):
            return verb
        if dep == "obj" and lemma in words["verbs.comprising"] and _is_wish(verb):
            evidence.add("Planned")  # "their demands include the release of prisoners"
            return None
        if lemma in words["verbs.object_planning"] and (dep != "obl" or before in ("for", "to", "on")):
            evidence.add("Planned")
            return verb if lemma in ("set",) else None
        if dep == "obl" and before == "for" and lemma in words["verbs.providing"]:
            evidence.add("Planned")
            return None
        if lemma in words["verbs.object_doubting"] and before in ("", "of", "about"):
            evidence.add("Possible")
            return None
    if dep == "obl" and before == "from" and lemma in words["verbs.refraining"]:
        evidence.add("Negated")
        return None
    if dep in ("obj", "nsubj:pass", "obl") and lemma in light["doing"] | light["suffering"]:
        if dep == "obl" and before not in ("under", "in", "out", "with"):
            return None
        return verb
    if dep == "nsubj" and lemma in words["verbs.occurring"]:
        return verb
    if dep == "nsubj" and any(c.dep_ == "xcomp" for c in verb.children) and lemma in words["verbs.planning"]:
        evidence.add("Planned")
    return None
