"""Linking to Wikidata: the offline index, candidates, disambiguation, and links that a user pins."""

from kg.linking.index import EntityFacts, Index, IndexUnusable, facts, open_index
from kg.linking.linker import link, link_mentions, link_name
from kg.linking.mentions import Mention
from kg.linking.pins import Pins, PinsError, read_pins

__all__ = [
    "EntityFacts",
    "Index",
    "IndexUnusable",
    "Mention",
    "Pins",
    "PinsError",
    "facts",
    "link",
    "link_mentions",
    "link_name",
    "open_index",
    "read_pins",
]
