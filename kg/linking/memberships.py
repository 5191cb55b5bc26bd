"""Which alliances and unions a state is a member of, on the day that the table of them names."""

import csv
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

from kg.linking.countries import countries


def organizations_of(country: str) -> tuple[str, ...]:
    """Return the QIDs of the organizations that a country, given by its QID, is a member of."""
    return _members().get(country, ())


@lru_cache(maxsize=1)
def _members() -> dict[str, tuple[str, ...]]:
    codes = {country.iso2: f"Q{country.qid}" for country in countries()}
    found: defaultdict[str, list[str]] = defaultdict(list)
    with (files("kg.linking") / "data" / "memberships.tsv").open("r", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            for code in row["members"].split("|"):
                found[codes[code]].append(row["organization"])
    return {country: tuple(organizations) for country, organizations in found.items()}
