"""Nouns that report: "X's claim that …", "issued a warning of …", "a call for … by X"."""

from spacy.tokens import Token

from kg.extraction.addressees import light_addressees
from kg.extraction.content_slots import beside, fits_any
from kg.extraction.cues import Attribution, Cue
from kg.extraction.reported_words import pieces_of
from kg.extraction.sources import light_subject, possessor
from kg.extraction.syntax import preposition

_ADDRESSED = {"your", "one"}


def nominal(noun: Token, cues: tuple[Cue, ...]) -> Attribution | None:
    """What the first of the noun's ``cues`` that fits it reports, if one does and a source is named."""
    source = possessor(noun)
    if source is not None and source.lower_ in _ADDRESSED:
        return None
    for cue in cues:
        if cue.object and not any(
            child.lemma_.lower() in cue.object for child in noun.children if child.dep_ == "nmod"
        ):
            continue
        heads = [
            child
            for child in noun.children
            if child != source and fits_any(child, cue.content, nominal=True) and child.i > noun.i
        ] or beside(noun, cue)
        if not heads and not cue.bare:
            continue
        addressee = tuple(
            child for child in noun.children if child.dep_ == "nmod" and preposition(child) in cue.addressee
        ) or light_addressees(noun, cue)
        if cue.needs == "addressee" and not addressee:
            continue
        giver = light_subject(noun) if source is None else None
        attribution = Attribution(
            cue=cue,
            head=noun,
            source=source if source is not None else giver,
            opening=noun.head if giver is not None and noun.head.i < noun.i else None,
            addressee=addressee,
            content=[piece for head in heads for piece in pieces_of(head, noun, cue.content)],
        )
        if attribution.source is not None or cue.unsourced:
            return attribution
    return None
