"""Noticing text that is not English."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

LANGUAGE_WARNING = "language_warning"
"""Key of ``doc.user_data``: a sentence that says why the text does not look like English; absent where it does."""

_FREQUENT = frozenset(
    "the of and to in a is that for on was with as by at from it be has have are were said not but his an they this which "
    "or had their who will been its more after would also one he she we i you two into about over against between".split()
)
_MINIMUM_WORDS = 20
_SHARE = 0.12


def mark_foreign(doc: Doc) -> Doc:
    """Mark *doc* where frequent English words are too rare in it; texts of fewer than twenty words are not judged."""
    words = [token.lower_ for token in doc[:2000] if token.is_alpha]
    if len(words) >= _MINIMUM_WORDS:
        share = sum(word in _FREQUENT for word in words) / len(words)
        if share < _SHARE:
            doc.user_data[LANGUAGE_WARNING] = (
                f"the text does not look like English: {share:.0%} of its words are frequent English words"
            )
    return doc


@Language.component("kg_foreign")
def kg_foreign(doc: Doc) -> Doc:
    """:func:`mark_foreign` as a pipeline component."""
    return mark_foreign(doc)
