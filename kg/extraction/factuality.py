"""Whether an event happened, was denied, is planned, hangs on a condition, or is merely possible.

The tree is walked from the event's word upwards. Each step asks what stands beside the word (negation,
auxiliaries, adverbs, adjectives) and what governs it (:mod:`kg.extraction.factuality_governors`: a verb,
adjective or noun that plans, doubts, denies or asserts its complement). The walk ends where the text takes
the event for granted: in a relative clause, under a verb of saying, or as the object of an ordinary verb
("condemned the attack"). The words are in ``data/factuality.toml``.
"""

from spacy.tokens import Token

from kg.extraction.arguments import is_clause
from kg.extraction.factuality_evidence import Evidence
from kg.extraction.factuality_governors import look_above
from kg.extraction.factuality_signs import (
    adjective,
    denies,
    is_asked,
    is_concession,
    is_idle_negation,
    is_infinitive,
    is_inverted,
    is_past_perfect_modal,
    signs,
    waits,
)
from kg.extraction.report import Factuality
from kg.extraction.syntax import NOMINAL_SUBJECTS

_STEPS = 12


def factuality(token: Token) -> Factuality:
    """How the text presents the event that ``token`` (a verb or a noun) names."""
    evidence = Evidence()
    node = token
    for _ in range(_STEPS):
        _look_beside(node, evidence)
        following = look_above(node, evidence)
        if following is None:
            break
        node = following
    return "Possible" if is_asked(token) else evidence.result()


def _look_beside(node: Token, evidence: Evidence) -> None:
    """Note what the words beside ``node`` say of it."""
    words = signs()
    clause = is_clause(node)
    modal: Factuality | None = None
    conditional = False
    for child in node.children:
        lower = child.lower_
        dep = child.dep_
        if lower in words["beside.negators"] and dep in (
            "advmod",
            "det",
            "nsubj",
            "nsubj:pass",
            "cc:preconj",
            "case",
            "mark",
            "obl",
        ):
            if not is_idle_negation(child):
                evidence.add("Negated")
        elif dep in NOMINAL_SUBJECTS and any(denies(c) for c in child.children):
            evidence.add("Negated")
        elif dep == "obj" and clause and any(c.dep_ == "det" and denies(c) for c in child.children):
            evidence.add("Negated")  # "stationed no troops"
        elif dep == "aux" and clause:
            if lower in words["auxiliary.inverted"] and is_inverted(node, child):
                conditional = True  # "Should the rebels march, …"
            elif lower in words["auxiliary.planned"] and not is_past_perfect_modal(node, child):
                modal = "Planned"
            elif lower in words["auxiliary.possible"]:
                modal = "Possible"
        elif dep == "cop" and is_infinitive(node) and node.dep_ not in ("xcomp", "advcl"):
            modal = modal or "Planned"  # "the goal was to capture the airport"
        elif dep == "mark" and clause:
            if lower in words["marks.conditional"]:
                conditional = True
            elif lower in words["marks.possible"]:
                modal = "Possible"
        elif dep == "advmod" and lower in words["beside.doubts"]:
            modal = modal or "Possible"
        elif dep == "advcl" and any(
            c.dep_ == "mark" and c.lower_ in words["marks.conditional"] and not is_concession(c)
            for c in child.children
        ):
            conditional = conditional or (clause and waits(node))
        elif dep in ("amod", "acl", "compound") and not clause:
            modal = modal or adjective(child, node)
    if conditional:
        evidence.add("Conditional")
    if modal == "Negated":
        evidence.add("Negated")
    elif modal:
        evidence.add(modal)
