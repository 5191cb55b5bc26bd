"""Who speaks: the source of a cue, by its syntax."""

from spacy.tokens import Token

from kg.extraction.cues import lexicon
from kg.extraction.misattached import counted_subject, cue_beside, inserted_subject, stray_subject
from kg.extraction.syntax import (
    RELATIVE_PRONOUNS,
    agent_of,
    antecedent,
    blamed_for,
    is_copular,
    is_passive,
    marker,
    patient_of,
    preposition,
    subject_of,
    word_at,
)

_DASHES = ("-", "--", "–", "—", "(")


def source_of(verb: Token) -> Token | None:
    """Who speaks, by the syntax of the cue: subject, agent, controller, or what a participle hangs on."""
    if verb.tag_ == "VBG" and quoting(verb.head, verb) and not is_passive(verb.head):
        return patient_of(verb.head)  # "quoted a witness as saying …"
    if is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ == "xcomp"):
        return agent_of(verb)  # "it became known that …" is not his knowledge of whom the sentence tells
    beside = cue_beside(verb)
    if beside is not None:
        return source_of(beside)
    inserted = inserted_subject(verb)
    if inserted is not None:
        return inserted
    own = subject_of(verb) or counted_subject(verb)
    if own is not None and not (verb.tag_ == "VBG" and own.i > verb.i) and not _is_time(own):
        return antecedent(own)
    stray = stray_subject(verb) if own is None else None
    if stray is not None:
        return stray
    if (first := listed_before(verb)) is not None:
        return source_of(first)
    if (blamed := blamed_for(verb)) is not None:
        return blamed
    if verb.tag_ == "VBG" and verb.dep_ == "advcl":
        spoken = _cue_before(verb)
        if spoken is not None:
            return source_of(spoken)
    return _controller(verb)


def quoting(verb: Token, saying: Token) -> bool:
    """Whether the verb only quotes what somebody else is ``saying``: "quoted him as saying"."""
    return verb.lemma_.lower() in ("quote", "cite") and marker(saying) == "as" and saying.tag_ == "VBG"


def giver_of(verb: Token, patient: Token | None, tie: str) -> Token | None:
    """The X of "drew criticism from X", on the verb or on its object."""
    parents = (verb, patient) if patient is not None else (verb,)
    behind = (child for parent in parents for child in parent.children if child.i > verb.i)
    return next((c for c in behind if c.dep_.startswith(("obl", "nmod")) and preposition(c) == tie), None)


def listed_before(verb: Token) -> Token | None:
    """The "asked" of "X asked for aid, warned that …", where the tree takes the first for what is warned."""
    if subject_of(verb) is not None or verb.tag_ not in ("VBD", "VBZ"):
        return None
    before = (c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i and c.tag_ == verb.tag_)
    return next((c for c in before if subject_of(c) and c.lemma_.lower() in lexicon().verbs), None)


def _is_time(subject: Token) -> bool:
    """Whether the "subject" only says when: "in a speech Tuesday denouncing …"."""
    return subject.ent_type_ == "DATE" and subject.lemma_.lower() in lexicon().words["times"]


def _cue_before(participle: Token) -> Token | None:
    """The "X said" that "…, adding that …" goes on from, where the tree hangs both on the reported clause."""
    governor = participle.head
    while governor.dep_ == "conj":
        governor = governor.head
    outer = governor.head
    if governor.dep_ == "ccomp" and outer.lemma_.lower() in lexicon().verbs and outer.i < participle.i:
        told = not any(cue.speech for cue in lexicon().verbs.get(participle.head.lemma_.lower(), ()))
        apart = participle.left_edge.text == "," or word_at(participle.left_edge, -1) == ","
        if governor.i < outer.i or (told and apart and not marker(participle)):
            return outer
    governor = participle.head
    if governor.lemma_.lower() in lexicon().verbs:
        inserted = [c for c in governor.children if c.dep_ == "parataxis" and c.i < participle.i]
    else:
        inserted = [c for c in governor.children if c.dep_ in ("parataxis", "ccomp") and c.i < participle.i]
    return next(
        (c for c in reversed(inserted) if c.lemma_.lower() in lexicon().verbs and subject_of(c) is not None),
        None,
    )


def _controller(verb: Token) -> Token | None:
    """Whose participle, infinitive or coordinated verb this is."""
    token = verb
    for _ in range(6):
        if token.head == token:
            return None
        link, token = token.dep_.split(":")[0], token.head
        if link == "advcl" and (_opens_with_that(verb, token) or _past_dashes(verb, token)):
            token = token.head  # not whose clause it is read with, but who the sentence around tells of
        if link == "acl" and _is_related_otherwise(verb):
            return None
        if link == "acl" and verb.tag_ == "VBG" and "," in (verb.left_edge.text, word_at(verb.left_edge, -1)):
            return _main_subject(token)
        if link == "acl":
            if is_copular(token) and preposition(verb) == "of" and (own := subject_of(token)) is not None:
                return antecedent(own)  # "X is at the forefront of questioning it"
            if _carries_words(token):
                return possessor(token) or light_subject(token) or _speaking_in(token, verb) or token
            if verb.tag_ == "VBG" and _only_frames(token, verb):
                return possessor(token) or _main_subject(token)
            if verb.tag_ == "VBG" and preposition(verb) == "of" and token.pos_ == "NOUN":
                return possessor(token)  # nobody's: "arrested on suspicion of supporting the rebels"
            return token
        if link not in ("conj", "xcomp", "advcl", "parataxis", "ccomp", "dep"):
            return None
        made = (
            patient_of(token)
            or next((c for c in token.children if c.dep_ == "nsubj" and c.i > token.i), None)
            if link == "xcomp" and token.lemma_.lower() in lexicon().words["causing"]
            else None
        )
        if made is not None and not is_passive(token):
            return antecedent(made)  # "made them feel that …": they do
        aside = _aside(token) if link == "conj" and not is_passive(verb) and is_passive(token) else None
        if aside is not None:
            return _main_subject(aside)
        if link == "conj" and verb.tag_ == "VBD" and token.tag_ == "VBN" and token.dep_ in ("xcomp", "ccomp"):
            continue  # "had the men arrested and demanded": whoever had it done
        subject = subject_of(token)
        if subject is not None:
            if link in ("ccomp", "parataxis") and token.pos_ not in ("VERB", "AUX"):
                return None
            return antecedent(subject)
        if link == "conj" and (first := listed_before(token)) is not None:
            return source_of(first)
        if is_passive(token) and agent_of(token) is not None and link == "conj":
            return agent_of(token)
    return None


def _opens_with_that(participle: Token, clause: Token) -> bool:
    """Whether the clause that "while saying that …" is read with is rather what is said."""
    return any(c.lower_ == "that" and c.dep_ == "mark" and c.i == participle.i + 1 for c in clause.children)


def _past_dashes(participle: Token, clause: Token) -> bool:
    """Whether dashes close the clause off: "the crowd - where X played Y - while chanting …"."""
    opened = word_at(clause.left_edge, -1) in _DASHES or clause.left_edge.text in _DASHES
    closed = word_at(participle.left_edge, -1) in _DASHES or participle.left_edge.text in _DASHES
    return opened and closed and clause.i < participle.i


def _only_frames(noun: Token, participle: Token) -> bool:
    """Whether the noun only says when or how: "at one point calling …", "took the step of saying …"."""
    words = lexicon().words
    if noun.pos_ != "NOUN":
        return False
    if (tie := preposition(participle)) in ("of", "in"):
        return noun.tag_ == "NN" and (tie == "in" or noun.lemma_.lower() in words["doings"])
    within = noun.dep_.startswith(("obl", "nmod", "obj"))
    return within and noun.lemma_.lower() in words["occasions"] | words["times"]


def _speaking_in(medium: Token, participle: Token) -> Token | None:
    """The X of "X said at a news conference announcing …", "X wrote in a letter accusing …"."""
    verb = medium.head
    inside = medium.dep_ == "obl" and preposition(medium) in ("in", "at", "during", "on")
    if (
        not inside
        or verb.pos_ != "VERB"
        or verb.i > participle.i
        or verb.lemma_.lower() not in lexicon().verbs
    ):
        return None
    return source_of(verb)


def _carries_words(noun: Token) -> bool:
    """Whether it is a statement, a letter, "a series of tweets"."""
    media = lexicon().words["media"]
    parts = (c for c in noun.children if c.dep_ == "nmod" and preposition(c) == "of")
    return noun.lemma_.lower() in media or any(part.lemma_.lower() in media for part in parts)


def _aside(verb: Token) -> Token | None:
    """The noun that a relative clause tells of: "the raid, in which two died, and reminded all sides"."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.head if verb.dep_ == "acl:relcl" and verb.head.i < verb.i else None


def _is_related_otherwise(verb: Token) -> bool:
    """Whether "which" is no subject: the bloc of "the bloc from which the three said they would withdraw"."""
    return any(
        child.lower_ in RELATIVE_PRONOUNS and child.dep_.startswith("obl") and preposition(child)
        for child in verb.children
    )


def _main_subject(noun: Token) -> Token | None:
    """The subject of the clause that ", acknowledging that …" goes on, where the tree hangs it on a noun."""
    for token in noun.ancestors:
        subject = subject_of(token)
        if subject is not None and subject.i < noun.i:
            return antecedent(subject)
    return noun


def possessor(noun: Token) -> Token | None:
    """Whose word a noun is: "X's claim", "a statement by X", "threats from X", "Taliban threats"."""
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return child
    for child in noun.children:
        if child.dep_.startswith(("nmod", "obl")) and preposition(child) in ("by", "from"):
            return child
    for child in noun.children:
        if child.dep_ in ("compound", "amod") and child.pos_ == "PROPN":
            return child
    return None


def light_subject(noun: Token) -> Token | None:
    """The subject of "issued a warning", "in a statement" and the like."""
    verb = noun.head
    if noun.dep_ == "obj" and verb.lemma_.lower() in lexicon().words["light_verbs"]:
        return source_of(verb)
    return None
