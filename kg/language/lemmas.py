"""Lemmas and morphological features from words and their tags."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.lookups import load_lookups
from spacy.tokens import Doc, Token

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def _irregular() -> dict[str, dict[str, str]]:
    return tomllib.loads((_FOLDER / "lemmas.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _features() -> tuple[dict[str, str], dict[str, str]]:
    data = tomllib.loads((_FOLDER / "morphology.toml").read_text(encoding="utf-8"))
    return data["tags"], data["pronouns"]


def features(word: str, upos: str, xpos: str) -> str:
    """Universal features of *word* (``Number=Plur`` …), as far as its tags tell them."""
    tags, pronouns = _features()
    if upos in {"PRON", "DET"} and (known := pronouns.get(word.lower())):
        return known
    return tags.get(xpos, "")


class Lemmatizer(EnglishLemmatizer):
    """spaCy's rules for English, after a table of irregular forms; proper nouns stay as they are."""

    def rule_lemmatize(self, token: Token) -> list[str]:
        """The lemmas of *token*, best first."""
        upos, form = token.pos_, token.lower_
        if known := _irregular().get(upos, {}).get(form):
            return [known]
        if upos in {"PROPN", "PUNCT", "SYM", "X", "NUM"}:
            return [token.text]
        if upos == "AUX":
            return [form]
        lemmas: list[str] = super().rule_lemmatize(token)
        return lemmas

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of every word of *doc*, asking the rules once for each form and tag."""
        cache: dict[tuple[int, int, int], int] = getattr(self, "_known", {})
        self._known = cache
        strings = doc.vocab.strings
        for token in doc:
            key = (token.orth, token.pos, token.tag)
            lemma = cache.get(key)
            if lemma is None:
                lemma = strings.add(token.text if token.is_space else self.rule_lemmatize(token)[0])
                if len(cache) < 200_000:
                    cache[key] = lemma
            token.lemma = lemma
        return doc


@Language.factory("kg_lemmatizer", assigns=["token.lemma"], default_config={"overwrite": True})
def make_lemmatizer(nlp: Language, name: str, overwrite: bool) -> Lemmatizer:
    """The lemmatizer with spaCy's tables (package ``spacy-lookups-data``) in it."""
    settings: dict[str, Any] = {"mode": "rule", "overwrite": overwrite}
    lemmatizer = Lemmatizer(nlp.vocab, None, name, **settings)
    lemmatizer.initialize(lookups=load_lookups("en", ["lemma_rules", "lemma_exc", "lemma_index"]))
    return lemmatizer
