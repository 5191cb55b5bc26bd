"""What plain words amount to: "said that they must leave" is a demand, "called it a crime" a condemnation.

The cue says only that something was said; the class and the PLOVER type are then those of what is done with
the words, by the clause that reports them: its subject, its auxiliaries and its negation.
"""

from itertools import islice

from spacy.tokens import Token

from kg.extraction.cues import Attribution, lexicon
from kg.extraction.entities import EntityTable
from kg.extraction.report import Argument
from kg.extraction.syntax import NOMINAL_SUBJECTS, is_copular, marker, preposition, word_at

Kind = tuple[str, str | None]

_NEGATIONS = {"not", "n't", "n’t", "never"}
_FUTURE = {"will", "would", "wo", "'ll", "’ll", "shall"}
_CLAIM: Kind = ("ClaimOfResponsibility", None)
_REGULAR = {
    "State",
    "Government",
    "GovernmentBody",
    "ArmedForces",
    "SecurityForces",
    "InternationalOrganization",
}
_PAST = {"had", "has", "have", "did", "was", "were", "'d", "’d"}
_SELF = {"i", "we"}
_ASKING = {"whether", "if"}
_JUDGING = {"obj+", "as"}


def kind_of_words(
    attribution: Attribution,
    speakers: tuple[Argument, ...],
    addressee: tuple[Argument, ...],
    table: EntityTable,
) -> Kind:
    """Class and PLOVER type: the cue's, unless the content makes more of it ("told them that if they …").

    ``speakers`` are who speaks and for whom.
    """
    cue = attribution.cue
    if (
        cue.cls in ("Report", "Warning")
        and addressee
        and _is_conditional_threat(attribution, addressee, table)
    ):
        return "Threat", "THREATEN"
    if cue.cls == "Promise" and attribution.content:
        verb = next((c for c in attribution.head.children if c.dep_ in ("xcomp", "ccomp")), None)
        if verb is not None and not _negated(verb) and verb.lemma_.lower() in lexicon().words["hostile"]:
            return "Threat", "THREATEN"
        if verb is not None and attribution.head.lemma_.lower() in lexicon().words["defying"]:
            first = verb.left_edge.lower_ if verb.left_edge.lower_ != "that" else verb.left_edge.nbor().lower_
            if first in ("no", "never", "not") or _negated(verb) or word_at(attribution.head, 1) == "never":
                return "Refusal", "REJECT"
    if cue.cls in ("Report", "Announcement", "Warning") and cue.type is None:
        own = {argument.entity for argument in speakers}
        if attribution.source is not None:
            own |= set(table.ids(attribution.source))
        if attribution.source is not None and attribution.source.lemma_.lower() in lexicon().words["charges"]:
            return "Accusation", "ACCUSE"
        if _denies_in_person(attribution):
            return "Denial", None
        return _by_clause(attribution, own, table) or _by_judgement(attribution) or (cue.cls, cue.type)
    return cue.cls, cue.type


def _by_clause(attribution: Attribution, own: set[str], table: EntityTable) -> Kind | None:
    """By the clause that is said, of the speaker's own deeds or of somebody else's."""
    words = lexicon().words
    for clause in _clauses(attribution):
        if _calls_untrue(clause) or _denies_there_was(clause):
            return "Denial", None
        subject = next((c for c in clause.children if c.dep_ in NOMINAL_SUBJECTS), None)
        minded = words["ready"] | words["grateful"] | words["appalled"]
        owned = clause.lemma_.lower() in minded or preposition(clause) == "behind"
        if subject is None and owned:
            # "said it was ready to talk", read as "it was ready" of the weather
            subject = next((c for c in clause.children if c.dep_ == "expl" and c.lower_ == "it"), None)
        if subject is None:
            continue
        carried = [c for c in clause.children if c.dep_ in ("aux", "aux:pass", "cop")]
        auxiliaries = {c.lower_ for c in carried if c.lower_ != "should" or c.i > subject.i}
        known = set(table.ids(subject))
        open_ = subject.pos_ == "PRON" and not known and owned
        if subject.lower_ in _SELF or own & known or open_ or _owned(subject, own, table):
            kind = _own_deed(clause, subject, auxiliaries) if attribution.cue.cls == "Report" else None
            return None if kind == _CLAIM and _reports_operations(attribution, own, table) else kind
        if any(c.lower_ == "there" for c in clause.children) and _no_intention(clause):
            return "Denial", None
        if auxiliaries & words["obliging"] and attribution.head.lemma_.lower() != "agree":
            return "Demand", "REQUEST"
        if is_copular(clause) and (
            clause.lemma_.lower() in words["guilty"] or preposition(clause) == "behind"
        ):
            return "Accusation", "ACCUSE"
        if subject.lower_ == "you" and auxiliaries & _FUTURE and clause.lemma_.lower() in words["reckoning"]:
            return "Threat", "THREATEN"
    return None


def denies_content(attribution: Attribution, cls: str) -> bool:
    """Whether what is told in the content is denied there ("said the report that … was false").

    ``cls`` is the class of the statement. "Said that it had not …" denies by its own negation instead.
    """
    if cls != "Denial" or attribution.cue.cls == "Denial" or _JUDGING & set(attribution.cue.content):
        return cls == "Denial"
    return any(_calls_untrue(clause) or _denies_there_was(clause) for clause in _clauses(attribution))


def _clauses(attribution: Attribution) -> list[Token]:
    """The clause that is said: below the cue, or else the first that the reported words hold; no question."""
    below = [c for c in attribution.head.children if c.dep_ == "ccomp"]
    if below:
        return [clause for clause in below if marker(clause) not in _ASKING]
    doc = attribution.head.doc
    spans = [doc.char_span(*part, alignment_mode="contract") for part in attribution.content]
    said = {token.i for span in spans if span is not None for token in span}
    tops = (doc[i] for i in sorted(said) if doc[i].head.i not in said or doc[i].head.i == i)
    whole = (top for top in tops if any(c.dep_ in NOMINAL_SUBJECTS or c.dep_ == "expl" for c in top.children))
    return [clause for clause in islice(whole, 1) if marker(clause) not in _ASKING]


def _calls_untrue(clause: Token) -> bool:
    """Whether it is "the report is false" or "it is not true that …"."""
    words, lemma = lexicon().words, clause.lemma_.lower()
    return is_copular(clause) and (
        (lemma in words["untrue"] and not _negated(clause)) or (lemma in words["true"] and _negated(clause))
    )


def _denies_there_was(clause: Token) -> bool:
    """Whether it is "there was no massacre"."""
    none = any(c.lower_ == "no" and c.dep_ == "det" for c in clause.children)
    nouns = [clause] if none else [c for c in clause.children if any(d.lower_ == "no" for d in c.children)]
    there = any(c.lower_ == "there" and c.dep_ == "expl" for c in clause.children)
    return there and any(noun.lemma_.lower() in lexicon().words["denied"] for noun in nouns)


def _no_intention(clause: Token) -> bool:
    """ "had no intention", "there was no intention", whichever word the tree puts at the top."""
    nouns = (clause, *clause.children)
    return any(c.lower_ == "no" for n in nouns if n.lemma_ == "intention" for c in n.children)


def _denies_in_person(attribution: Attribution) -> bool:
    """Whether somebody is quoted as denying: "We deny it," he said."""
    for begin, end in attribution.content:
        said = attribution.head.doc.char_span(begin, end, alignment_mode="expand")
        for token in said or ():
            if token.lemma_.lower() not in lexicon().words["denying"] or _negated(token):
                continue
            by_self = any(c.dep_ == "nsubj" and c.lower_ in _SELF for c in token.children)
            if by_self and not any(c.dep_ == "aux" for c in token.children):
                return True
    return False


def _reports_operations(attribution: Attribution, own: set[str], table: EntityTable) -> bool:
    """Whether a state or its forces only tell of their own operation, without claiming or admitting it."""
    if attribution.head.lemma_.lower() in lexicon().words["claiming"]:
        return False
    return any(table.get(entity).cls in _REGULAR for entity in own)


def _owned(subject: Token, own: set[str], table: EntityTable) -> bool:
    """Whether it is the speaker's own: "its fighters", "one of its cells"."""
    owners = [t for t in subject.subtree if t.dep_ == "nmod:poss" and t.head in (subject, *subject.children)]
    return any(own & set(table.ids(owner)) or owner.lower_ in ("our", "my") for owner in owners)


def _own_deed(clause: Token, subject: Token, auxiliaries: set[str]) -> Kind | None:
    """What it is to say that one will not come, was not there, is ready to talk, or did it."""
    words = lexicon().words
    lemma = clause.lemma_.lower()
    if auxiliaries & _FUTURE:
        conditional = any(c.dep_ == "advcl" for c in clause.children)
        deeds = [clause, *(c for c in clause.children if c.dep_ == "conj")]
        if any(_threatens(deed) for deed in deeds):
            return "Threat", "THREATEN"
        return ("Refusal", "REJECT") if _negated(clause) and not conditional else None
    if is_copular(clause) and not _negated(clause):
        if lemma in words["grateful"]:
            return "Praise", "SUPPORT"
        if lemma in words["appalled"]:
            return "Condemnation", "ACCUSE"
    if lemma in words["ready"] and not _negated(clause):
        willing = any(c.dep_ in ("xcomp", "advcl", "ccomp") and c.i > clause.i for c in clause.children)
        return ("Promise", "AGREE") if willing else None
    if _no_intention(clause):
        return "Denial", None
    if preposition(clause) == "behind" and is_copular(clause) and not _negated(clause):
        return _CLAIM
    past = clause.tag_ == "VBD" or bool(auxiliaries & _PAST)
    if not past or (subject.lower_ in ("it", "there") and subject.dep_ == "expl"):
        return None
    if _negated(clause):
        return ("Denial", None) if clause.pos_ == "VERB" and lemma not in words["minds"] else None
    done = {c.lemma_.lower() for c in clause.children if c.dep_ == "obj"}
    did = lemma in words["deeds"] or (lemma in words["doing"] and bool(done & words["deeds"]))
    return _CLAIM if did and subject.dep_ == "nsubj" else None


def _threatens(deed: Token) -> bool:
    """Whether a deed to come is revenge, or is to follow on harm or on what somebody fails to do."""
    words, lemma = lexicon().words, deed.lemma_.lower()
    answered = words["hostile"] | words["breaking"] | words["avenging"] | words["answering"]
    if _negated(deed) or lemma not in answered:
        return False
    if lemma in words["avenging"]:
        return True
    for condition in (c for c in deed.children if c.dep_ == "advcl"):
        marks = {c.lower_ for c in condition.children if c.dep_ == "mark"}
        harm = condition.lemma_.lower() in words["misdeeds"] or _negated(condition)
        if "unless" in marks or (harm and marks & {"if", "should"}):
            return True
    return False


def _by_judgement(attribution: Attribution) -> Kind | None:
    """By what somebody or something is called: "called the raid illegal", "described it as a crime"."""
    if not _JUDGING & set(attribution.cue.content) or not attribution.cue.speech:
        return None
    words, doc = lexicon().words, attribution.head.doc
    said: set[str] = set()
    for begin, end in attribution.content[-1:]:
        span = doc.char_span(begin, end, alignment_mode="expand")
        said = {form for t in span or () if t.ent_type_ == "" for form in (t.lemma_.lower(), t.lower_)}
    if said & _NEGATIONS or "no" in said:
        return None
    if said & words["untrue"]:
        return "Denial", None
    if said & words["damning"]:
        return "Condemnation", "ACCUSE"
    return ("Praise", "SUPPORT") if said & words["praising"] else None


def _negated(verb: Token) -> bool:
    return any(child.lower_ in _NEGATIONS for child in verb.children)


def _is_conditional_threat(
    attribution: Attribution, addressee: tuple[Argument, ...], table: EntityTable
) -> bool:
    """Whether the words set out what follows if those addressed do harm, or unless they do as told."""
    misdeeds = lexicon().words["misdeeds"]
    addressed = {argument.entity for argument in addressee}
    for begin, end in attribution.content:
        for token in attribution.head.doc.char_span(begin, end, alignment_mode="expand") or ():
            marks = {child.lower_ for child in token.children if child.dep_ == "mark"}
            if not marks & {"if", "unless"}:
                continue
            subjects = [c for c in token.children if c.dep_ in NOMINAL_SUBJECTS]
            theirs = any(addressed & set(table.ids(s)) or s.lower_ in ("you", "it", "they") for s in subjects)
            if theirs and ("unless" in marks or token.lemma_.lower() in misdeeds):
                return True
    return False
