"""Whether an event happened, was denied, is planned, hangs on a condition, or is merely possible.

The tree is walked from the event's word upwards. Each step asks what stands beside the word (negation,
auxiliaries, adverbs, adjectives) and what governs it (a verb, adjective or noun that plans, doubts, denies or
asserts its complement). The walk ends where the text takes the event for granted: in a relative clause, under
a verb of saying, or as the object of an ordinary verb ("condemned the attack"). The words are in
``data/factuality.toml``.
"""

from spacy.tokens import Token

from kg.extraction.arguments import case, is_clause, is_passive
from kg.extraction.factuality_signs import (
    adjective,
    content_of,
    denies,
    is_asked,
    is_attempted,
    is_concession,
    is_finite_past,
    is_generic,
    is_going_on,
    is_headline_infinitive,
    is_idle_negation,
    is_infinitive,
    is_inverted,
    is_ordinal,
    is_past_perfect_modal,
    is_undone,
    joint,
    signs,
    waits,
)
from kg.extraction.frames import lexicon
from kg.extraction.report import Factuality

_STEPS = 12


def factuality(token: Token) -> Factuality:
    """How the text presents the event that ``token`` (a verb or a noun) names."""
    walk = _Walk()
    node = token
    for _ in range(_STEPS):
        walk.look_beside(node)
        following = walk.look_above(node)
        if following is None:
            break
        node = following
    return "Possible" if is_asked(token) else walk.result()


class _Walk:
    """What has been seen on the way up."""

    def __init__(self) -> None:
        self.modal: list[Factuality] = []
        self.negated = False

    def add(self, seen: Factuality) -> None:
        """Note one sign; an even number of negations cancels out."""
        if seen == "Negated":
            self.negated = not self.negated
        else:
            self.modal.append(seen)

    def result(self) -> Factuality:
        if "Conditional" in self.modal:
            return "Conditional"
        if self.modal and self.modal[0] == "Possible":
            return "Possible"
        if self.negated:
            return "Negated"
        if "Possible" in self.modal:
            return "Possible"
        return "Planned" if self.modal else "Actual"

    # ---- what stands beside ----------------------------------------------------------------------------

    def look_beside(self, node: Token) -> None:
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
                    self.add("Negated")
            elif dep in ("nsubj", "nsubj:pass") and any(denies(c) for c in child.children):
                self.add("Negated")
            elif dep == "obj" and clause and any(c.dep_ == "det" and denies(c) for c in child.children):
                self.add("Negated")  # "stationed no troops"
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
            self.add("Conditional")
        if modal == "Negated":
            self.add("Negated")
        elif modal:
            self.add(modal)

    # ---- what governs ----------------------------------------------------------------------------------

    def look_above(self, node: Token) -> Token | None:
        """Note what the governor says of ``node``; return it if the walk goes on from there."""
        head, dep = node.head, node.dep_
        if head.i == node.i:
            if is_headline_infinitive(node):
                self.add("Planned")
            return None
        if dep == "acl:relcl" and any(
            c.dep_ == "det" and c.lower_ in ("any", "whatever") for c in head.children
        ):
            self.modal.insert(0, "Possible")  # "will not accept any deal that does not end the war"
        if dep.startswith("acl") and (told := content_of(node)) is not None:
            self.add(told)
            return None
        if dep == "acl:relcl" or dep.startswith("parataxis"):
            return None
        if dep in ("conj", "appos", "flat", "list"):
            return self._above_conjunct(node, head)
        if is_clause(node):
            return self._above_clause(node, head, dep)
        return self._above_noun(node, head, dep)

    def _above_conjunct(self, node: Token, head: Token) -> Token | None:
        if node.dep_ == "conj" and is_infinitive(node) and is_clause(head) and head.tag_ != "VB":
            return self._complement(head, head.lemma_.lower())  # "agreed to a truce and to let aid in"
        own = any(child.dep_ in ("aux", "aux:pass", "nsubj", "nsubj:pass", "cop") for child in node.children)
        if any(child.dep_ == "cc" and child.lower_ == "nor" for child in node.children):
            self.add("Negated")
        if node.dep_ != "conj" or (is_clause(head) and not own):
            if is_clause(head):
                self._inherit(head)
                return self.look_above(head)
            return self.look_above(head)
        if own and any(c.dep_ == "aux" for c in node.children):
            return None if head.dep_ in ("ROOT", "root") else self.look_above(head)
        return self.look_above(head)

    def _inherit(self, head: Token) -> None:
        """Auxiliaries of the first of two joined verbs hold for the second."""
        words = signs()
        for child in head.children:
            if child.dep_ != "aux":
                if child.dep_ == "mark" and child.lower_ in words["marks.conditional"]:
                    self.add("Conditional")
                continue
            if child.lower_ in words["auxiliary.planned"]:
                self.add("Planned")
            elif child.lower_ in words["auxiliary.possible"]:
                self.add("Possible")

    def _above_clause(self, node: Token, head: Token, dep: str) -> Token | None:
        words = signs()
        lemma = head.lemma_.lower()
        to = is_infinitive(node)
        if dep == "xcomp" or (dep == "ccomp" and to):
            return self._complement(head, lemma)
        if dep in ("ccomp", "csubj", "csubj:pass"):
            if dep.startswith("csubj"):
                return head
            if lemma in words["verbs.negating"] and lemma not in words["verbs.reporting"]:
                self.add("Negated")
            elif lemma in words["verbs.mandating"] and not is_finite_past(node):
                self.add("Planned")
            elif lemma in words["verbs.doubting"] and lemma not in words["verbs.reporting"]:
                self.add("Possible")
            return None
        if dep == "advcl":
            return self._above_adverbial(node, head, to)
        if dep in ("acl", "amod"):
            if not to:
                if joint(node) in ("of", "for") and lemma in words["nouns.doubting"]:
                    self.add("Possible")
                elif joint(node) == "of" and lemma in words["nouns.empty"]:
                    return head  # "voted to begin the process of joining"
                return None
            if lemma in words["nouns.negating"] or is_undone(head):
                self.add("Negated")
            elif lemma in words["nouns.doubting"]:
                self.add("Possible")
            elif not any(is_ordinal(c) for c in head.children):
                self.add("Planned")
            return None
        return None

    def _complement(self, head: Token, lemma: str) -> Token | None:
        words = signs()
        if not is_clause(head) or head.pos_ in ("ADJ", "NOUN"):
            for name, seen in (("planning", "Planned"), ("doubting", "Possible"), ("negating", "Negated")):
                if lemma in words[f"adjectives.{name}"]:
                    self.add(
                        "Planned" if seen == "Planned" else "Possible" if seen == "Possible" else "Negated"
                    )
                    return head
            return head
        if lemma == "go" and head.tag_ == "VBG":
            self.add("Planned")
        elif lemma in words["verbs.asserting"]:
            return head
        elif lemma in words["verbs.negating"]:
            self.add("Negated")
        elif lemma in words["verbs.doubting"]:
            if not (is_passive(head) and lemma in ("know",)):
                self.add("Possible")
        elif lemma in words["verbs.planning"]:
            self.add("Planned")
        return head

    def _above_adverbial(self, node: Token, head: Token, to: bool) -> Token | None:
        words = signs()
        marks = {c.lower_ for c in node.children if c.dep_ in ("mark", "advmod", "case")}
        if marks & words["marks.conditional"]:
            return None
        if to and head.lemma_.lower() == "use" and is_finite_past(head):
            return head  # "used explosives to breach the wall"
        if to:
            self.add("Planned")
            return None
        before = node.doc[max(node.i - 2, 0) : node.i].text.lower()
        if " " in before and before in words["prepositions.negated"]:
            self.add("Negated")  # "rather than coming to the aid of the South, France …"
            return None
        if "without" in marks or "instead" in marks:
            return None
        if is_going_on(node, marks):
            return None
        if marks & words["marks.waiting"]:
            shifted = any(
                c.lower_ in ("would", "could", "'d", "’d") for c in head.children if c.dep_ == "aux"
            )
            if is_finite_past(node) and not shifted:
                return None  # "will meet after three were arrested": that much has happened
            if waits(head):
                self.add("Conditional" if marks & {"once", "until", "when", "till"} else "Planned")
            return None
        if "against" in marks and node.tag_ == "VBG":
            self.add("Negated")  # "decided against sending"
            return None
        if "from" in marks and node.tag_ == "VBG" and head.lemma_.lower() in words["verbs.negating"]:
            self.add("Negated")  # "refrained from sending", "kept them from leaving"
            return None
        if marks & {"of", "for"} and head.lemma_.lower() in words["verbs.doubting"]:
            self.add("Possible")  # "accused it of violating the truce"
        if not any(c.dep_ in ("mark", "case") for c in node.children) and node.tag_ in ("VBG", "VBN"):
            # "Tried to storm the base, killing three": that they did.
            return head.head if is_attempted(head) and node.left_edge.text == "," else head
        return None

    def _above_noun(self, node: Token, head: Token, dep: str) -> Token | None:
        words = signs()
        lemma = head.lemma_.lower()
        before = case(node)
        if before in words["prepositions.planned"]:
            self.add("Planned")
            return None
        if before in words["prepositions.negated"]:
            self.add("Negated")
            return None
        if before in words["prepositions.conditional"]:
            self.add("Conditional")
            return None
        if is_generic(node):
            self.add("Possible")
            return None
        if is_clause(head) and head.pos_ == "VERB":
            return self._under_verb(node, head, dep, lemma, before)
        if dep.startswith("nmod") and dep != "nmod:poss":
            if lemma in words["nouns.empty"]:
                return head
            if lemma in words["nouns.taking_part"]:
                return None  # "denied any part in the killing": the killing stands
            if lemma in words["nouns.planning"] and before == "of" and is_undone(head):
                self.add("Negated")
                return None
            for name, seen in (("negating", "Negated"), ("planning", "Planned"), ("doubting", "Possible")):
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
                    self.add(
                        "Negated" if seen == "Negated" else "Planned" if seen == "Planned" else "Possible"
                    )
                    return None
        return None

    def _under_verb(self, node: Token, verb: Token, dep: str, lemma: str, before: str) -> Token | None:
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
                self.add("Negated")
                return None
            if dep == "obl" and before == "against":
                return None
            if (
                lemma in light["doing"]
                and dep != "obl"
                and lemma not in ("order", "approve", "authorize", "authorise", "announce", "offer")
            ):
                return verb
            if lemma in words["verbs.object_planning"] and (dep != "obl" or before in ("for", "to", "on")):
                self.add("Planned")
                return verb if lemma in ("set",) else None
            if lemma in words["verbs.object_doubting"] and before in ("", "of", "about"):
                self.add("Possible")
                return None
        if dep in ("obj", "nsubj:pass", "obl") and lemma in light["doing"] | light["suffering"]:
            if dep == "obl" and before not in ("under", "in", "out", "with"):
                return None
            return verb
        if dep == "nsubj" and lemma in words["verbs.occurring"]:
            return verb
        if (
            dep == "nsubj"
            and any(c.dep_ == "xcomp" for c in verb.children)
            and lemma in words["verbs.planning"]
        ):
            self.add("Planned")
        return None
