"""To whom something is said and through what: the addressees and the medium of a cue, by its syntax."""

from spacy.tokens import Token

from kg.extraction.cues import Attribution, Cue, lexicon
from kg.extraction.frames import lexicon as frames
from kg.extraction.syntax import antecedent, is_passive, marker, preposition


def light_addressees(noun: Token, cue: Cue) -> tuple[Token, ...]:
    """To whom "gave the company a deadline" or "issued a warning yesterday to the army" is said."""
    verb = noun.head
    if noun.dep_ != "obj" or verb.lemma_.lower() not in lexicon().words["light_verbs"]:
        return ()
    return tuple(
        child
        for child in verb.children
        if child.dep_ == "iobj" or (child.dep_.startswith("obl") and preposition(child) in cue.addressee)
    )


def addressees(verb: Token, cue: Cue) -> tuple[Token, ...]:
    """Heads of the phrases that name whom the words are for or against."""
    for slot in cue.addressee:
        if slot == "obj":
            if is_passive(verb):
                found = [child for child in verb.children if child.dep_ == "nsubj:pass"]
                found = [_represented(antecedent(child), verb) for child in found] or (
                    [verb.head] if verb.dep_ == "acl" else []
                )
            else:
                found = [child for child in verb.children if child.dep_ == "iobj"]
                if not found and (
                    verb.tag_ == "VBG" or any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
                ):
                    # "telling the group that …", the group read as the subject
                    found = [child for child in verb.children if child.dep_ == "nsubj" and child.i > verb.i]
                if not found and (not set(cue.content) & {"obj"}):
                    found = [antecedent(child) for child in verb.children if child.dep_ == "obj"]
                if not found:
                    # "urged both delegations to seize …" may be read as a clause with a subject of its own
                    found = [
                        subject
                        for child in verb.children
                        if child.dep_ in ("ccomp", "xcomp") and marker(child) == "to"
                        for subject in child.children
                        if subject.dep_ == "nsubj"
                    ]
        else:
            held = [child for child in verb.children if child.dep_ == "obj"] if cue.object else []
            found = [
                child
                for noun in (verb, *held)  # "filed a lawsuit against the bank"
                for child in noun.children
                if child.dep_.startswith(("obl", "nmod"))
                and preposition(child) == slot
                and child.dep_ != "obl:agent"
                and child.lemma_.lower() not in frames().times  # "called on Friday for calm"
            ]
        if found:
            return tuple(found)
    return ()


def _represented(noun: Token, verb: Token) -> Token:
    """The officer of "the lawyer for the officer, who was charged", else the noun itself."""
    if verb.dep_ != "acl:relcl" or noun.lemma_.lower() not in lexicon().words["advocates"]:
        return noun
    clients = (c for c in noun.children if c.dep_ == "nmod" and preposition(c) in ("for", "of"))
    return next((c for c in clients if c.i < verb.i), noun)


def medium_of(verb: Token) -> Token | None:
    """The noun that names what carried the words: "in a tweet", "on state television", "told Reuters"."""
    words = lexicon().words
    token = verb
    for _ in range(3):
        for child in token.children:
            if (
                child.dep_.startswith("obl")
                and child.lemma_.lower() in words["media"]
                and preposition(child) in words["media_prepositions"]
            ):
                return child
        if token.dep_ not in ("conj", "xcomp", "advcl") or token.head == token:
            return None
        token = token.head
    return None


def take_medium(attribution: Attribution) -> None:
    """Read "…, X said in a statement" where the tree counts the statement among the words said."""
    words, doc = lexicon().words, attribution.head.doc
    last = attribution.content[-1] if len(attribution.content) > 1 else None
    if attribution.medium is not None or last is None or last[0] < attribution.head.idx:
        return
    tail = doc.char_span(*last, alignment_mode="expand")
    if tail is None or len(tail) > 8 or tail[0].lower_ not in words["media_prepositions"]:
        return
    medium = next((token for token in tail if token.lemma_.lower() in words["media"]), None)
    if medium is not None:
        attribution.medium = medium
        attribution.content.pop()
