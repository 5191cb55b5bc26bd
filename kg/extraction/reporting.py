"""Reported speech in the syntax: which words say who says what, before anybody knows who the source is."""

from spacy.tokens import Doc, Token

from kg.extraction.according import according, in_words_of
from kg.extraction.addressees import addressees, medium_of, take_medium
from kg.extraction.attribution_words import carrier_of
from kg.extraction.content_edges import settle_end
from kg.extraction.content_slots import content_heads, fits_any, gap_of
from kg.extraction.cues import Attribution, Cue, lexicon
from kg.extraction.denied_clauses import denials_of, denied_words, outside
from kg.extraction.frames import lexicon as frames
from kg.extraction.loose_clauses import loose_clause
from kg.extraction.misattached import inserted_subject
from kg.extraction.nominal_cues import nominal
from kg.extraction.reported_words import (
    after_person,
    after_that,
    before_source,
    behind_addressee,
    extend_condition,
    interrupted,
    merged,
    parenthesis,
    pieces_of,
)
from kg.extraction.sources import giver_of, listed_before, quoting, source_of
from kg.extraction.syntax import (
    SUBJECTS,
    agent_of,
    antecedent,
    is_passive,
    marker,
    patient_of,
    preposition,
    subject_of,
    word_at,
)

_ANYBODY = {"you", "one"}
_HEARSAY = {"Belief", "Desire"}
"""What nobody in particular is said to hold: "is believed to be hiding", "was expected to resign"."""


def find_attributions(doc: Doc) -> tuple[list[Attribution], list[Attribution]]:
    """Attributions with their content, and those that lack it but could introduce quoted words."""
    text = doc.text
    complete: list[Attribution] = []
    waiting: list[Attribution] = []
    denials = denials_of(doc)
    for token in doc:
        found = _read(token)
        if found is not None:
            found.content = merged(outside(found.content, token, denials), text)
            (complete if found.content or found.cue.bare else waiting).append(found)
    # "issued a condemnation of …" is one act, not the verb's and the noun's
    objects = {patient_of(a.head): a.cue.cls for a in complete if a.cue.object and a.cue.type is not None}
    # … but a rejected call was made.
    twice = [a for a in complete if a.head in objects and objects[a.head] not in ("Refusal", "Denial")]
    return [a for a in complete if a not in twice], waiting


def _read(token: Token) -> Attribution | None:
    verbs, nouns, adjectives, _ = lexicon()
    lemma = token.lemma_.lower()
    if lemma in ("accord", "according"):
        return according(token)
    if lemma == "word" and (quoted := in_words_of(token)) is not None:
        return quoted
    state = lemma if lemma in adjectives else token.lower_ if token.tag_ == "VBN" else ""
    if state in adjectives and _predicative(token):
        found = _adjectival(token, adjectives[state])
        if found is not None:
            return found
    if token.tag_.startswith("VB") and lemma in verbs:
        return _verbal(token, verbs[lemma])
    if token.pos_ == "NOUN" and lemma in nouns:
        return nominal(token, nouns[lemma])
    return None


def _verbal(verb: Token, cues: tuple[Cue, ...]) -> Attribution | None:
    if verb.dep_ in ("amod", "compound") or _is_wish(verb) or marker(verb) == "without":
        return None
    if any(quoting(verb, child) for child in verb.children):
        return None
    subject = source_of(verb)
    if subject is not None and subject.lower_ in _ANYBODY and not any(subject.children):
        return None
    if subject is not None and subject.pos_ == "NOUN" and subject.lemma_.lower() in frames().times:
        return None  # "This year has confirmed …"
    waiting: Attribution | None = None
    patient = patient_of(verb) or gap_of(verb)
    if verb.dep_.startswith("acl") and denied_words(verb) is not None:
        patient = verb.head  # "a claim rejected by Moscow"
    for cue in cues:
        source = subject if cue.giver is None else giver_of(verb, patient, cue.giver)
        if not _suits(verb, cue, source, patient) or (cue.giver and source is None):
            continue
        addressee = addressees(verb, cue) or _told(verb, cue)
        if cue.needs == "addressee" and not addressee:
            continue
        heads = [
            head
            for head in content_heads(verb, cue, addressee)
            if source is None
            or source.is_ancestor(verb)
            or not source.is_ancestor(head)
            or (head.head == source == agent_of(verb) and addressee)
        ]
        heads = [head for head in heads if head != listed_before(verb)]
        if cue.needs in cue.content and not any(preposition(head) == _marks(cue.needs) for head in heads):
            continue
        if cue.not_verb and any(head.lemma_.lower() in cue.not_verb for head in heads):
            continue
        attribution = Attribution(
            cue=cue,
            head=verb,
            source=source,
            addressee=addressee,
            medium=medium_of(verb),
            closing=patient
            if patient is not None and patient.i > verb.i and patient not in heads and cue.object
            else None,
        )
        _fill(attribution, heads, patient)
        if attribution.content or cue.bare:
            return attribution
        if waiting is None and cue.speech:
            waiting = attribution
    return waiting


def _told(verb: Token, cue: Cue) -> tuple[Token, ...]:
    """The name behind "told" that the tree counts among what was told: "told Reuters the raid …"."""
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    if "obj" not in cue.addressee or cue.type is not None or following is None:
        return ()
    if following.ent_type_ not in ("ORG", "PERSON", "GPE"):
        return ()
    name = next(ent for ent in verb.sent.ents if ent.start <= following.i < ent.end)
    behind = verb.doc[name.end] if name.end < len(verb.doc) else None
    opens = behind is not None and behind.pos_ in ("DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM")
    return (name.root,) if opens and "that" in cue.content else ()


def _suits(verb: Token, cue: Cue, source: Token | None, patient: Token | None) -> bool:
    """Whether the cue's entry may mean this verb, by its particle, object and source."""
    passive = is_passive(verb)
    if cue.particle and not any(child.text.lower() == cue.particle for child in verb.children):
        return False
    if passive and "obj" in cue.content and any(child.dep_ == "obj" for child in verb.children):
        return False  # "were denied visas"
    noun = patient.lemma_.lower() if patient is not None else ""
    if (cue.object and noun not in cue.object) or noun in cue.not_object:
        return False
    if cue.no_people and patient is not None and _is_person(patient):
        return False
    if cue.cls == "Condemnation" and any(
        child.dep_.startswith("obl") and child.lemma_.lower() in frames().weapon for child in verb.children
    ):
        return False  # "blasted the port with missiles"
    if cue.predicates and not any(token.lower_ in cue.predicates for token in verb.subtree):
        return False
    if cue.alone and _is_joint(verb, source):
        return False
    if cue.sources and (source is None or not cue.sources & {t.lemma_.lower() for t in _parts(source)}):
        return False
    if source is not None and source.lemma_.lower() in lexicon().words["appellations"]:
        return False  # "known by its Spanish acronym", "as its name suggests"
    purpose = verb.dep_ == "advcl" and marker(verb) == "to" and carrier_of(verb) == verb
    hearsay = passive and (cue.cls in _HEARSAY or cue.unsourced or _is_told_of(verb))
    return cue.type is not None or not (purpose or (source is None and not hearsay))


def _is_joint(verb: Token, source: Token | None) -> bool:
    """Whether it is done with others: "discussed it with X", "both leaders discussed it"."""
    if source is None or source.tag_ in ("NNS", "NNPS") or source.lower_ in ("they", "we", "both", "who"):
        return True
    shared = any(child.dep_ == "conj" for child in source.children)
    return shared or any(c.dep_.startswith("obl") and preposition(c) == "with" for c in verb.children)


def _is_told_of(verb: Token) -> bool:
    """Whether nobody in particular tells it: "It was announced that …"."""
    if verb.lemma_.lower() not in lexicon().words["telling"]:
        return False
    said = any(child.dep_ in ("ccomp", "csubj", "csubj:pass") and child.i > verb.i for child in verb.children)
    behind = verb.dep_ == "parataxis" and is_passive(verb) and word_at(verb.left_edge, -1) == ","
    behind = behind or (verb.dep_ == "parataxis" and verb.left_edge.text == ",")
    return (said or behind) and any(child.lower_ == "it" and child.i < verb.i for child in verb.children)


def _is_person(noun: Token) -> bool:
    personal = noun.pos_ == "PRON" and noun.lower_ not in ("it", "that", "this", "what", "which")
    return personal or noun.ent_type_ == "PERSON" or noun.lemma_.lower() in frames().people


def _parts(source: Token) -> list[Token]:
    """The source, and what it is a part of: "a batch of emails", "several of the documents"."""
    return [source, *(c for c in source.children if c.dep_ == "nmod" and preposition(c) == "of")]


def _fill(attribution: Attribution, heads: list[Token], patient: Token | None) -> None:
    """Find the content, by the phrases that may hold it or else by what stands around the cue."""
    verb, cue = attribution.head, attribution.cue
    if (denied := denied_words(verb)) is not None:
        attribution.content, attribution.echoes = [denied], True
        return
    source, addressee = attribution.source, attribution.addressee
    hearsay = source is None and _is_told_of(verb)
    heads = [head for head in heads if not hearsay or head.lower_ != "it"]
    links = tuple(_marks(slot) or "" for slot in cue.content if slot != "to")
    if "complement" in links:
        links = (*links, *lexicon().words["complements"])
    content = parenthesis(verb, source) if source is not None and source == inserted_subject(verb) else []
    if not content:
        content = [
            piece for head in heads for piece in pieces_of(head, verb, links if head == heads[0] else ())
        ]
    if not content and addressee:
        content = after_person(verb, cue, addressee[-1])
    if not content and "that" in cue.content:
        heads = []
        telling = subject_of(verb) if hearsay else source
        content = (
            after_that(verb)
            or interrupted(verb, telling, addressee)
            or parenthesis(verb, source)
            or loose_clause(verb, source)
        )
    if not content:
        return
    if source is not None and not source.is_ancestor(verb):
        edge = source.left_edge.idx  # "X, whose village was burnt because he served, said …"
        content = [(a, b) for a, b in content if not edge < a < b <= verb.idx or source.i > verb.i]
    attribution.content = behind_addressee(before_source(content, source, verb), addressee, verb)
    settle_end(attribution, heads)
    raised = source is None and is_passive(verb) and heads and patient not in (*heads, *addressee)
    if raised and patient is not None:
        attribution.content = [*pieces_of(patient, verb), *attribution.content]
    take_medium(attribution)
    extend_condition(attribution, heads)


def _marks(slot: str | None) -> str | None:
    return "to" if slot == "unto" else slot


def _predicative(token: Token) -> bool:
    return token.pos_ in ("ADJ", "VERB") and (
        any(child.dep_ in ("cop", "nsubj", "nsubj:pass") for child in token.children)
        or token.dep_ in ("xcomp", "conj")
    )


def _adjectival(state: Token, cues: tuple[Cue, ...]) -> Attribution | None:
    """ "X is confident that …", "X seemed reluctant to …", "X made clear that …"."""
    source = next((antecedent(c) for c in state.children if c.dep_ in SUBJECTS), None) or source_of(state)
    if source is None or source.lower_ in (*_ANYBODY, "it", "there"):
        return None
    for cue in cues:
        heads = [
            child
            for child in state.children
            if child.i > state.i and fits_any(child, cue.content, nominal=False)
        ]
        if not heads and state.dep_ == "xcomp":
            heads = [c for c in state.head.children if c.i > state.i and fits_any(c, cue.content)]
        if heads:
            return Attribution(
                cue=cue,
                head=state,
                source=source,
                content=[piece for head in heads for piece in pieces_of(head, state, cue.content)],
                opening=_copula(state),
            )
    return None


def _copula(state: Token) -> Token | None:
    if state.dep_ == "xcomp" and state.head.i < state.i and state.head.pos_ in ("VERB", "AUX"):
        return state.head
    return next(
        (child for child in state.children if child.dep_ in ("cop", "aux:pass") and child.i < state.i), None
    )


def _is_wish(verb: Token) -> bool:
    """Whether the verb is an infinitive that only says what somebody wants done: "asked them to condemn"."""
    if verb.dep_ not in ("xcomp", "ccomp", "acl") or marker(verb) != "to":
        return False
    governor = verb.head.lemma_.lower()
    words = lexicon().words
    return governor not in words["carriers"] and governor not in words["planning"]
