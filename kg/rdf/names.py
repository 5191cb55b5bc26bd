"""Deterministic IRIs: the same article and the same entity get the same name on every run."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.rdf.namespaces import DATA

if TYPE_CHECKING:
    from kg.extraction.report import Entity, Span

_LONGEST_SLUG = 80

_COUNTRIES = frozenset({"Country", "State"})
_BY_COUNTRY = frozenset({"metonym", "demonym"})
"""Ways of linking that find a country by a word for its government or its people."""

_SAME_NODE = {"Country": "state"}
"""A country is one thing whether it acts or is the place of an act."""


def slug(name: str) -> str:
    """Return ``name`` as a readable part of an IRI; letters of other scripts are kept.

    >>> slug("Recep Tayyip Erdoğan")
    'recep-tayyip-erdogan'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain.casefold()))
    joined = "-".join(words)
    if words and len(joined) <= _LONGEST_SLUG:
        return joined
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    return "-".join(filter(None, (joined[:_LONGEST_SLUG].rstrip("-"), digest)))


def article_iri(identifier: str, base: str = DATA) -> NamedNode:
    """The IRI of an article, which is also the name of its graph."""
    return NamedNode(f"{base}article/{quote(identifier, safe='')}")


def is_identity(entity: Entity) -> bool:
    """Whether the linked item is the entity itself.

    "Kabul" or "the Afghan government" found by the country's name stands for the country's government, and
    that is no country: its link only tells which country it belongs to.
    """
    link = entity.link
    return link is not None and (entity.cls in _COUNTRIES or link.method not in _BY_COUNTRY)


class Names:
    """The IRIs of one article's things, its entities included."""

    def __init__(self, article: str, base: str = DATA) -> None:
        self.base = base
        self.article = article_iri(article, base)

    def local(self, identifier: str) -> NamedNode:
        """An event, statement, agreement, term or relation of the article."""
        return NamedNode(f"{self.article.value}#{quote(identifier, safe='')}")

    def span(self, span: Span) -> NamedNode:
        """A stretch of its text, after RFC 5147 as NIF does."""
        return NamedNode(f"{self.article.value}#char={span.start},{span.end}")

    def shared(self, name: str, cls: str, qid: str | None = None) -> NamedNode:
        """Somebody or something that several articles may mean: by Wikidata item, else by name and class."""
        return NamedNode(f"{self.base}entity/{slug(name)}-{qid or _SAME_NODE.get(cls, cls.lower())}")

    def entities(self, entities: Iterable[Entity]) -> dict[str, NamedNode]:
        """The node of each entity by its id. Unnamed ones belong to the article alone."""
        nodes: dict[str, NamedNode] = {}
        taken: set[str] = set()
        for entity in entities:
            if entity.link is not None and is_identity(entity):
                nodes[entity.id] = self.shared(entity.link.label, entity.cls, entity.link.qid)
            elif entity.named:
                nodes[entity.id] = self.shared(entity.name, entity.cls)
            else:
                first = min(entity.mentions)
                local = f"x-{first.start}"
                while local in taken:
                    local = f"{local}-{first.end}"
                taken.add(local)
                nodes[entity.id] = self.local(local)
        return nodes
