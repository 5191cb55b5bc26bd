"""Invented items in the JSON of Wikidata's dumps and API."""

from typing import Any

HUMAN, CITY, GROUP, FAMILY_NAME = 9000001, 9000002, 9000003, 9000004
KIND_LABELS = {HUMAN: "human", CITY: "city", GROUP: "armed group", FAMILY_NAME: "family name"}


def texts(value: str | None, language: str = "en") -> Any:
    # An empty map is written as an empty list.
    return {language: {"language": language, "value": value}} if value else []


def statement(qid: int, name: str, kind: str, value: Any, rank: str = "normal") -> dict[str, Any]:
    snak = {
        "snaktype": "value",
        "property": name,
        "hash": "0" * 40,
        "datavalue": {"value": value, "type": kind},
    }
    return {"mainsnak": snak, "type": "statement", "id": f"Q{qid}${name}", "rank": rank}


def to_item(qid: int, name: str, target: int, rank: str = "normal") -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": target, "id": f"Q{target}"}
    return statement(qid, name, "wikibase-entityid", value, rank)


def entity(
    qid: int,
    label: str | None,
    *,
    kind: int | None = None,
    subclass_of: int | None = None,
    language: str = "en",
    description: str | None = None,
    aliases: tuple[str, ...] = (),
    country: int | None = None,
    place: tuple[float, float] | None = None,
    inhabitants: int | None = None,
    wikis: tuple[str, ...] = (),
) -> dict[str, Any]:
    claims: dict[str, Any] = {}
    if kind:
        claims["P31"] = [to_item(qid, "P31", FAMILY_NAME, "deprecated"), to_item(qid, "P31", kind)]
    if subclass_of:
        claims["P279"] = [to_item(qid, "P279", subclass_of)]
    if country:
        no_value = {
            "mainsnak": {"snaktype": "somevalue", "property": "P17", "hash": "1" * 40},
            "rank": "normal",
        }
        claims["P17"] = [no_value, to_item(qid, "P17", country)]
    if place:
        value = {
            "latitude": place[0],
            "longitude": place[1],
            "altitude": None,
            "precision": 0.001,
            "globe": "http://www.wikidata.org/entity/Q2",
        }
        claims["P625"] = [statement(qid, "P625", "globecoordinate", value)]
    if inhabitants:
        claims["P1082"] = [statement(qid, "P1082", "quantity", {"amount": f"+{inhabitants}", "unit": "1"})]
    return {
        "type": "item",
        "id": f"Q{qid}",
        "labels": texts(label, language),
        "descriptions": texts(description),
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]} if aliases else [],
        "claims": claims or [],
        "sitelinks": {wiki: {"site": wiki, "title": label, "badges": []} for wiki in wikis} or [],
        "lastrevid": 1,
    }


def kinds() -> list[dict[str, Any]]:
    return [entity(qid, label, subclass_of=9000009) for qid, label in KIND_LABELS.items()]
