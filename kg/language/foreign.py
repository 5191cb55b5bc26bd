"""Noticing text that is not English."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

LANGUAGE_WARNING = "language_warning"
"""Key of ``doc.user_data``: a sentence saying that the text looks foreign; absent otherwise."""

_MINIMUM_WORDS = 20
_SHARE = 0.12


@lru_cache(maxsize=1)
def _frequent() -> frozenset[str]:
    data = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    return frozenset(data["frequent"].split())


def mark_foreign(doc: Doc) -> Doc:
    """Mark *doc* where frequent English words are too rare; fewer than twenty words are not judged."""
    words = [token.lower_ for token in doc[:2000] if any(c.isalpha() for c in token.text)]
    if len(words) >= _MINIMUM_WORDS:
        share = sum(word in _frequent() for word in words) / len(words)
        if share < _SHARE:
            doc.user_data[LANGUAGE_WARNING] = (
                f"the text does not look like English: {share:.0%} of its words are frequent English words"
            )
    return doc


@Language.component("kg_foreign")
def kg_foreign(doc: Doc) -> Doc:
    """:func:`mark_foreign` as a pipeline component."""
    return mark_foreign(doc)
