"""What stands with a word: particles, prepositions and modifiers that a pattern may ask for."""

from collections.abc import Collection
from itertools import pairwise

from spacy.tokens import Span, Token

from kg.extraction.frames import lexicon


def words_beside(token: Token, done: list[Token]) -> set[str]:
    """Words that stand with a verb: its children, and the prepositions of its phrases and of its objects'."""
    words: set[str] = set()
    times = lexicon().times
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    if after.dep_ == "advmod" and after.head.i != token.i and after.head.pos_ == "NUM":
        words.add(after.lower_)  # "handed over 700 crates", where "over" counts as "more than"
    for child in token.children:
        if child.dep_ in ("punct", "nsubj", "nsubj:pass"):
            continue
        words |= {child.lower_, child.lemma_.lower()}
        if child.dep_ == "advcl" and any(c.lower_ == "to" and c.dep_ == "mark" for c in child.children):
            words.add("to")
        if child.dep_ == "advcl" and child.tag_ == "VBG":
            words |= {part.lower_ for part in child.children if part.dep_ in ("mark", "case")}
        if child.dep_ in ("conj", "advcl", "parataxis", "ccomp") or child.lemma_.lower() in times:
            continue
        for part in child.children:
            if part.dep_ in ("case", "mark", "fixed", "advmod"):
                words.add(part.lower_)
                words |= {fixed.lower_ for fixed in part.children if fixed.dep_ == "fixed"}
            elif part.dep_ == "nmod" and child.dep_ == "obl":
                words |= {c.lower_ for c in part.children if c.dep_ == "case"}  # "lay in wait for a convoy"
    for obj in done:
        for child in obj.children:
            if child.dep_.startswith("nmod") or child.dep_ == "acl":
                words |= {part.lower_ for part in child.children if part.dep_ == "case"}
    return words


def words_of(sentence: Span, but: Collection[int] = ()) -> set[str]:
    """Lemmas and words of a sentence in lower case, and each two that stand side by side ("free kick").

    Tokens at the indexes ``but`` are left out.
    """
    tokens = [token for token in sentence if token.i not in but]
    pairs = {f"{one.lower_} {two.lower_}" for one, two in pairwise(tokens) if two.i == one.i + 1}
    return {token.lemma_.lower() for token in tokens} | {token.lower_ for token in tokens} | pairs


def base_form(token: Token) -> str:
    """Base form of a participle that the lemmatizer took for a noun ("signing" → "sign")."""
    word = token.lower_
    if not word.endswith("ing") or token.lemma_.lower() != word:
        return ""
    stem = word[:-3]
    verbs = lexicon().verbs
    options = (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
    return next((option for option in options if option in verbs), "")


def is_subsequence(wanted: tuple[str, ...], words: list[str]) -> bool:
    """Whether ``words`` has all that is wanted, in that order."""
    position = iter(words)
    return all(any(word == candidate for candidate in position) for word in wanted)
