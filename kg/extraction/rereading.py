"""What is put right in a parse before anything is read from it."""

from spacy.tokens import Doc

from kg.extraction.asides import read_asides
from kg.extraction.denied_clauses import read_denied
from kg.extraction.headlines import read_headlines
from kg.extraction.joined_phrases import read_joined
from kg.extraction.split_lists import join_lists
from kg.extraction.stray_words import read_stray


def reread(doc: Doc) -> Doc:
    """Return ``doc``, or a copy in which headlines, asides, lists and denials have trees that fit them."""
    return read_denied(read_joined(join_lists(read_asides(read_headlines(read_stray(doc))))))
