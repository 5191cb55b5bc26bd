"""Wikidata's own JSON of an item, the same in its dumps and its API: what the index needs of it.

Format: https://www.wikidata.org/wiki/Help:Wikidata_JSON. Properties read: instance of (P31), subclass of
(P279), country (P17), citizenship (P27), coordinates (P625) and population (P1082).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.linking.tables import Item

LANGUAGES = ("en", "mul", "en-gb", "en-us", "en-ca")
"""Where an English name is looked for; ``mul`` holds names that are the same in most languages."""

_TYPES = frozenset({"item", "property", "lexeme", "form", "sense", "mediainfo"})


@dataclass(frozen=True, slots=True)
class ItemJson:
    """What one item's JSON says, before the items that it is an instance of are looked up."""

    qid: int
    label: str
    aliases: tuple[str, ...]
    description: str | None
    kinds: tuple[int, ...]
    """Items that it is an instance of."""
    is_class: bool
    """Whether other items may be instances of it."""
    country: int | None
    lat: float | None
    lon: float | None
    title: str | None
    sitelinks: int
    inhabitants: int

    def item(self, kinds: Mapping[int, str]) -> Item:
        """Return it as a source table would give it, with the labels of what it is an instance of."""
        return Item(
            qid=self.qid,
            labels=Counter([self.label]),
            aliases=set(self.aliases),
            kinds={kinds[kind] for kind in self.kinds if kind in kinds},
            countries=Counter([f"Q{self.country}"] if self.country else []),
            lat=self.lat,
            lon=self.lon,
            title=self.title,
            descriptions=[self.description] if self.description else [],
            sources={"wikidata"},
            inhabitants=self.inhabitants,
            degree=float(self.sitelinks),
        )


def item_json(entity: Mapping[str, Any]) -> ItemJson | None:
    """Read one entity; ``None`` for one that is no item, is missing, or has no English name.

    Raises ``KeyError``, ``TypeError``, ``ValueError`` or ``AttributeError`` for what is no entity at all.
    """
    identifier = entity["id"]
    if "missing" in entity:
        return None
    if entity["type"] not in _TYPES:
        raise ValueError(f"there is no entity of type {entity['type']}")
    if entity["type"] != "item":
        return None
    label = _text(_map(entity, "labels"))
    if label is None:
        return None
    claims, links, aliases = _map(entity, "claims"), _map(entity, "sitelinks"), _map(entity, "aliases")
    place = next((value for value in _values(claims, "P625") if value.get("globe", "").endswith("/Q2")), None)
    return ItemJson(
        qid=int(identifier[1:]),
        label=label,
        aliases=tuple(
            dict.fromkeys(alias["value"] for language in LANGUAGES for alias in aliases.get(language, ()))
        ),
        description=_text(_map(entity, "descriptions")),
        kinds=tuple(dict.fromkeys(_numbers(claims, "P31"))),
        is_class="P279" in claims,
        country=next((number for name in ("P17", "P27") for number in _numbers(claims, name)), None),
        lat=place["latitude"] if place else None,
        lon=place["longitude"] if place else None,
        title=links["enwiki"]["title"] if "enwiki" in links else None,
        sitelinks=sum(name.endswith("wiki") for name in links),
        inhabitants=next((int(float(value["amount"])) for value in _values(claims, "P1082")), 0),
    )


def _map(entity: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return one of the maps of an entity; an empty one is written as an empty list."""
    return entity.get(name) or {}


def _text(texts: Mapping[str, Any]) -> str | None:
    return next((texts[language]["value"] for language in LANGUAGES if language in texts), None)


def _values(claims: Mapping[str, Any], name: str) -> Iterator[Any]:
    """Yield the known values of a property, those of preferred rank first and deprecated ones never."""
    ranked = sorted(claims.get(name, ()), key=lambda claim: claim.get("rank") != "preferred")
    for claim in ranked:
        if claim.get("rank") != "deprecated" and claim["mainsnak"]["snaktype"] == "value":
            yield claim["mainsnak"]["datavalue"]["value"]


def _numbers(claims: Mapping[str, Any], name: str) -> Iterator[int]:
    yield from (int(value["id"][1:]) for value in _values(claims, name))
