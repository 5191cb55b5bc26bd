"""Making annotated sentences from patterns, our own word lists and names from Wikidata."""

from __future__ import annotations

import csv
import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from kg.language.training.names import lexicon

_SLOT = re.compile(r"\{(\w+)(?::([A-Z]+))?\}")
_PLAIN_NAME = re.compile(r"[A-Z][^\W\d_]+(?:[ -](?:[A-Z][^\W\d_]+|al|bin|ibn|de|van|der|el|ben))*")

_BRAND = re.compile(r"[A-Z][^\W\d_]{2,}(?: [A-Z][^\W\d_]+)?")


def _wikidata(folder: Path) -> dict[str, list[str]]:
    """People, towns, parties, companies, papers and institutes from the tables of facts in *folder*."""

    def rows(name: str) -> Iterator[dict[str, str]]:
        with (folder / name).open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)

    people = {r["label"] for r in rows("everypolitician_people.tsv") if _PLAIN_NAME.fullmatch(r["label"])}
    people = {p for p in people if 2 <= len(p.split()) <= 4}
    towns = {
        r["label"]
        for r in rows("natural_earth.tsv")
        if r["type"] == "city" and _PLAIN_NAME.fullmatch(r["label"])
    }
    parties = {
        r["label"]
        for r in rows("partyfacts.tsv")
        if re.search(r"Party|Union|Front|Movement|Alliance", r["label"])
    }
    parties = {p for p in parties if p.isascii() and len(p.split()) <= 6 and not re.search(r"[(),/]", p)}
    companies = {
        r["label"]
        for r in rows("nsi_orgs.tsv")
        if r["type"].startswith("brands/") and _BRAND.fullmatch(r["label"]) and len(r["label"].split()) <= 2
    }
    papers = {r["label"] for r in rows("us_newspapers.tsv") if _PLAIN_NAME.fullmatch(r["label"])}
    institutes = {r["label"] for r in rows("ror_orgs.tsv") if 2 <= len(r["label"].split()) <= 6}
    institutes = {i for i in institutes if i[0].isupper() and not re.search(r"[(),/.|]", i)}
    return {
        "company": sorted(companies - towns),
        "paper": sorted(papers),
        "institute": sorted(institutes),
        "person": sorted(people),
        "surname": sorted({p.split()[-1] for p in people}),
        "town": sorted(towns),
        "opposition": sorted(parties),
    }


def sentences(wikidata: Path, number: int, seed: int) -> Iterator[str]:
    """Yield *number* marked sentences (see :func:`~kg.language.training.names.from_markup`)."""
    data = tomllib.loads((Path(__file__).parent / "templates.toml").read_text(encoding="utf-8"))
    patterns = [line for line in data["patterns"].splitlines() if line]
    fillers = {name: values.split("|") for name, values in data["fillers"].items()} | _wikidata(wikidata)
    countries = lexicon().countries
    fillers["country"] = sorted(countries)
    fillers["norp"] = sorted({d[0] for d in countries.values() if "-" not in d[0]})
    rng = random.Random(seed)
    for _ in range(number):

        def fill(slot: re.Match[str]) -> str:
            chosen = rng.choice(fillers[slot[1]])
            return f"[{chosen}]({slot[2]})" if slot[2] else chosen

        yield _SLOT.sub(fill, rng.choice(patterns))
