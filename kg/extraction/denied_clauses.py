"""Denials of what the same sentence has just told: ", which the army denies", ", a charge Moscow rejects".

"Which" and the noun stand for the clause before the comma, where the parser mostly hangs them on its last
noun or makes them its subject. They are hung on the clause itself, and the denial's content is that clause.
The clause is still told by whoever tells it: the denial only speaks of it.
"""

from spacy.tokens import Doc, Token

from kg.extraction.cues import lexicon
from kg.extraction.syntax import NOMINAL_SUBJECTS, is_copular, is_passive, marker, preposition, word_at
from kg.extraction.trees import Arc, Reading, with_trees

_STEPS = 6
"""How many clauses up the one that is denied is looked for."""
_JUDGING = ("Condemnation", "Praise")
_DASHES = frozenset({"-", "--", "–", "—"})


def read_denied(doc: Doc) -> Doc:
    """Return ``doc``, or a copy in which such denials hang on the clauses that they deny."""
    arcs: dict[int, Arc] = {}
    readings: dict[int, Reading] = {}
    for verb in doc:
        if not _may_deny(verb):
            continue
        claim, lost = verb.head, _lost_noun(verb)
        if lost is not None:
            arcs |= {verb.i: (lost.i, "acl:relcl")}
            word: Token | None = lost
        elif _claims_as_verb(claim, verb):
            readings[claim.i] = "NNS", "NOUN", claim.lower_.removesuffix("s")
            arcs |= {verb.i: (claim.i, "acl:relcl")}
            arcs |= {c.i: (verb.i, "obj") for c in verb.children if c.lower_ == "that" and c.dep_ == "mark"}
            word = claim
        else:
            word = _word_for_clause(verb)
        clause = _clause_before(word) if word is not None else None
        if word is not None and clause is not None:
            top = verb if word.lower_ == "which" else word
            arcs[top.i] = clause.i, "parataxis"
    return with_trees(doc, arcs, readings) if arcs else doc


def denied_clause(verb: Token) -> tuple[Token, int] | None:
    """The clause that a denial behind a comma denies, and the index of the comma; else ``None``."""
    word = _word_for_clause(verb) if _may_deny(verb) else None
    if word is None:
        return None
    top = verb if word.lower_ == "which" else word
    clause = top.head
    if top.dep_ != "parataxis" or not _is_clause(clause) or clause.i > top.i:
        return None
    end, teller = _opening(word), clause.head
    said = [c for c in clause.children if c.i > clause.i and _only_tells(c) and c.right_edge.i == end - 1]
    if clause.dep_ == "ccomp" and clause.i < teller.i < end:
        said += [c for c in teller.children if c.dep_ in NOMINAL_SUBJECTS and clause.i < c.i < end]
    if said:  # "…, the UN says, something …"
        inserted = said[0].left_edge
        end = inserted.i if inserted.text == "," else inserted.i - 1
    return clause, end


def denied_words(verb: Token) -> tuple[int, int] | None:
    """Character range of the clause that a denial denies, without the words that tie it to others."""
    found = denied_clause(verb)
    if found is None:
        return None
    (clause, comma), doc = found, verb.doc
    first = clause.left_edge
    for token in doc[first.i : clause.i]:
        if token.text in (".", "!", "?", ";"):
            first = token.nbor()  # where two sentences were not told apart
    while first.i < clause.i and (first.dep_ in ("mark", "cc") or first.is_punct or first.is_space):
        first = first.nbor()
    return first.idx, doc[comma - 1].idx + len(doc[comma - 1])


def denials_of(doc: Doc) -> list[tuple[int, int]]:
    """Character ranges of the denials, with the comma before them: nobody else is told to say these words."""
    found = []
    for verb in doc:
        word = _word_for_clause(verb) if denied_clause(verb) is not None else None
        if word is not None:
            last = (verb if word.lower_ == "which" else word).right_edge
            found.append((doc[_opening(word)].idx, last.idx + len(last)))
    return found


def outside(
    content: list[tuple[int, int]], head: Token, denials: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """What somebody says in a word outside ``denials``, without them."""
    for start, stop in denials:
        if start <= head.idx < stop:
            continue
        parts = [part for a, b in content for part in ((a, min(b, start)), (max(a, stop), b))]
        content = [(a, b) for a, b in parts if a < b]
    return content


def _may_deny(verb: Token) -> bool:
    return verb.pos_ == "VERB" and verb.lemma_.lower() in lexicon().words["contradicting"]


def _word_for_clause(verb: Token) -> Token | None:
    """The "which", or the noun, that stands for what the verb denies, right behind a comma or a dash."""
    pronoun = next((c for c in verb.children if c.lower_ == "which" and c.i < verb.i), None)
    if pronoun is not None:
        denied = pronoun.dep_ == "obj" or (pronoun.dep_ == "nsubj:pass" and is_passive(verb))
        told = pronoun.dep_ == "nsubj:pass" or any(c.dep_ == "nsubj" for c in verb.children)
        plain = verb.lemma_.lower() in lexicon().words["denying_facts"] and not _names_claim(verb)
        return pronoun if denied and told and plain and _is_apart(pronoun) else None
    noun = verb.head
    if verb.dep_ not in ("acl", "acl:relcl") or noun.i > verb.i:
        return None
    facts = noun.lower_ != "something" or verb.lemma_.lower() in lexicon().words["denying_facts"]
    facts = facts or any(preposition(c) == "as" for c in verb.children)  # "something X rejected as a lie"
    if noun.lemma_.lower() not in lexicon().words["deniable"] or not facts:
        return None
    if any(c.dep_ == "obj" and c.lower_ not in ("that", "which") for c in verb.children):
        return None
    said = is_passive(verb) or any(c.dep_ == "nsubj" and c.lower_ != "that" for c in verb.children)
    indefinite = not any(c.lower_ in ("the", "this", "that") or c.dep_ == "nmod:poss" for c in noun.lefts)
    return noun if said and indefinite and _is_apart(noun) else None


def _names_claim(verb: Token) -> bool:
    """Whether "which" rather is a claim named before: "made claims of torture, which the police deny"."""
    echoes, noun = lexicon().words["echoes"], verb.head
    while noun.pos_ == "NOUN" and noun.dep_ == "nmod" and noun.lemma_.lower() not in echoes:
        noun = noun.head
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in echoes


def _opening(word: Token) -> int:
    """The index of the comma or dash before a phrase."""
    first = word.left_edge
    return first.i if first.text == "," or first.text in _DASHES else first.i - 1


def _is_apart(word: Token) -> bool:
    at = _opening(word)
    return at > word.sent.start and (word.doc[at].text == "," or word.doc[at].text in _DASHES)


def _lost_noun(verb: Token) -> Token | None:
    """The "allegation" of ", an allegation Tehran disputes", where the tree hangs it on the verb."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    before = (c for c in verb.children if subject is not None and c.i < subject.i and c.pos_ == "NOUN")
    noun = next((c for c in before if c.lemma_.lower() in lexicon().words["deniable"]), None)
    if noun is None or any(c.dep_ == "obj" for c in verb.children):
        return None
    return noun if _is_apart(noun) and not any(c.lower_ == "the" for c in noun.lefts) else None


def _claims_as_verb(claim: Token, verb: Token) -> bool:
    """Whether "claims" in ", claims that the group denied" is a noun: what is denied is not said again."""
    noun = claim.lower_.removesuffix("s")
    if claim.tag_ != "VBZ" or noun not in lexicon().words["deniable"] or verb.dep_ != "ccomp":
        return False
    if any(c.dep_ in NOMINAL_SUBJECTS for c in claim.children) or word_at(claim, -1) != ",":
        return False
    return marker(verb) == "that" and not any(c.dep_ in ("obj", "ccomp", "xcomp") for c in verb.children)


def _is_clause(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or is_copular(token)


def _clause_before(word: Token) -> Token | None:
    """The clause that a word behind a comma stands for: what is told last, without whose word it is."""
    at = _opening(word)
    above = [token for token in word.ancestors if token.i < at and _is_clause(token)]
    for clause in above[:_STEPS]:
        if _only_tells(clause):
            continue
        if clause.dep_ in ("advcl", "xcomp", "acl") and not _is_reported(clause) and clause.head.i < at:
            continue  # "backs rebels to seize land, which Kigali denies": that it backs them
        return _told(clause, at)
    return None


def _told(clause: Token, end: int) -> Token | None:
    """What a clause reports before ``end``, or the clause itself: "Israel said Hamas used it, a claim …"."""
    cues = lexicon().verbs.get(clause.lemma_.lower(), ())
    inner = (c for c in clause.children if c.dep_ == "ccomp" or _is_reported(c))
    told = next((c for c in inner if c.i < end), None) if cues else None
    if told is None and any(cue.cls in _JUDGING for cue in cues):
        return None  # "condemned a bombing, which the army denied"
    return told or clause


def _only_tells(clause: Token) -> bool:
    """Whether it is the "X said" set into what is told."""
    return clause.dep_ == "parataxis" and clause.lemma_.lower() in lexicon().verbs


def _is_reported(clause: Token) -> bool:
    """Whether it is the content of a word of saying: "accused Russia of shelling it"."""
    told = marker(clause) in ("of", "for", "that") or preposition(clause) in ("of", "for")
    return told and clause.head.lemma_.lower() in lexicon().verbs
