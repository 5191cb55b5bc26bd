"""Facts of the npm package name-suggestion-index (BSD-3): the Wikidata items of brands, operators and public
bodies on the map, their English labels and descriptions, and the names that they go by."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.linking.tables import TableError

BRANDS = "name_suggestion_index"
"""Name of this source among those of an item."""

_WORLD = "001"
_MOST_ENTRIES = 8
_NAMES = ("", ":en", ":short", ":short:en")
_OWN_NAMES = ("name", "name:en", "short_name", "short_name:en", "official_name:en", "alt_name:en")


@dataclass(slots=True)
class _Tagged:
    """What the tags of all entries about one item say."""

    kind: str
    names: set[str] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)
    entries: int = 0


def brand_rows(package: Path) -> Iterator[dict[str, str]]:
    """Yield a row of :data:`kg.linking.tables.COLUMNS` for each item of the unpacked package; raises
    :class:`kg.linking.tables.TableError` if it is not that package."""
    try:
        facts = json.loads((package / "dist/wikidata/wikidata.min.json").read_text("utf-8"))["wikidata"]
        tree = json.loads((package / "dist/json/nsi.min.json").read_text("utf-8"))["nsi"]
    except (OSError, ValueError, KeyError) as error:
        raise TableError(f"{package} is not the unpacked package name-suggestion-index: {error}") from error
    tagged = _tagged(tree)
    for qid, told in facts.items():
        tags, label = tagged.get(qid), told.get("label")
        if tags is None or not label or label.endswith(")"):
            # "DuPont (United Kingdom)" is a branch.
            continue
        yield {
            "qid": qid,
            "label": label,
            "aliases": "|".join(sorted(tags.names - {label})),
            "type": tags.kind,
            "country": _country(tags.regions),
            "description": told.get("description", ""),
            "pop": str(min(tags.entries, _MOST_ENTRIES) + _MOST_ENTRIES * (_WORLD in tags.regions)),
        }


def _tagged(tree: dict[str, Any]) -> dict[str, _Tagged]:
    found: dict[str, _Tagged] = {}
    entries: defaultdict[str, set[str]] = defaultdict(set)
    for path, branch in tree.items():
        for entry in branch["items"]:
            tags = entry["tags"]
            owners = [key.removesuffix(":wikidata") for key in tags if key.endswith(":wikidata")]
            for owner in owners:
                if owner.startswith("not:") or owner == "flag":
                    continue
                item = found.setdefault(tags[f"{owner}:wikidata"], _Tagged(path))
                named = [owner + ending for ending in _NAMES]
                # The name of a place is its operator's only where no brand stands between them.
                named += _OWN_NAMES if owners == [owner] and owner != "subject" else ()
                item.names |= {tags[key] for key in named if key in tags}
                item.regions |= {str(region) for region in entry["locationSet"].get("include", ())}
                entries[tags[f"{owner}:wikidata"]].add(entry["id"])
    for qid, ids in entries.items():
        found[qid].entries = len(ids)
    return found


def _country(regions: set[str]) -> str:
    """Return the code of the one country that all regions ("us", "us-tx.geojson") lie in, or nothing."""
    codes = {region.split(".")[0].split("-")[0].upper() for region in regions}
    code = codes.pop() if len(codes) == 1 else ""
    return code if len(code) == 2 and code.isalpha() else ""
