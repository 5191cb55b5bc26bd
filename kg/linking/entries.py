"""From merged source rows to index entries: which items are kept, under which names, and how well known
they are."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from kg.linking.brands import BRANDS
from kg.linking.classes import ORGANIZATIONS, UNWANTED, class_of
from kg.linking.countries import CountryNames, countries, country_in, country_of_code
from kg.linking.names import fold, is_acronym
from kg.linking.tables import Item

_LATIN = re.compile(r"[^Ͱ-῿Ⰰ-퟿豈-﷿︰-﻿\U00010000-\U0010ffff]+")
_UNFIT_ALIAS = re.compile(
    r"^[#@]|https?:|\w\.(com|org|net|info|ru|de)$|^[a-z]{2,3}$|^\W*\d*\W*$|[{}<>|\\]|^.{65,}$"
)
_CAPITAL_START = re.compile(
    r"^(?:(?:al|el|an|ar|as|ash|at|ad|de|van|von|d|l)[-' ’])?\W*(?:[A-ZÀ-ÞĀ-Ž]|[a-z][A-Z]|\d)|^the [A-Z]"
)
_YEAR = re.compile(r"^(-?\d{1,4})-\d\d?-\d\d?$")
_SLUG = re.compile(r"^[a-z]+(?:-[a-z]+)*$|^place of birth$|^impresso|^US (?:sen|rep)\b")
_CABINET = re.compile(
    r"cabinet|government|ministry|council|administration|junta|executive|republic", re.IGNORECASE
)
_MINOR_PLANET = re.compile(r"\d+ [A-Z][a-z]+$")
_PARENTHESIS = re.compile(r"\s*\([^)]*\)\s*$")
_TABLES_OF_POLITICIANS = frozenset({"everypolitician_people", "us_congress_current"})
_FIRST_EVENT_YEAR = 1900
_BRANCH_IMPORT = 30_000_000
"""Items of local branches ("Adidas (Germany)") were imported with numbers from here on."""
_CAPITAL_BONUS = 25
_BRAND_ENTRIES = 3
"""A brand with fewer entries on the map is a local one."""
_LOCAL = re.compile(
    r"\b(?:municipal|intermunicipal|communes?|school|fire|firefighting|county|parish|local|borough|parks?|"
    r"library|district|transit|bus|public transport\w*)\b",
    re.IGNORECASE,
)
_TOWN = re.compile(r"(?:\w+ )?(?:city|town|village|municipality) (?:in|of)\b", re.IGNORECASE)
_LONG_FORM = re.compile(
    r"\b(Republic|Kingdom|State|States|Federation|Emirate|Emirates|Sultanate|Union|Commonwealth|Principality|Jamahiriya)\b"
)


@dataclass(slots=True)
class Entry:
    """One item as the index holds it; ``popularity`` runs from 0 to about 130."""

    qid: int
    label: str
    cls: str
    names: set[str]
    title: str | None = None
    description: str | None = None
    country: int | None = None
    lat: float | None = None
    lon: float | None = None
    popularity: int = 0
    plain: set[str] = field(default_factory=set)
    """Names as good as the label, those of the curated data and "Washington" for the capital of the United
    States."""


def entries_of(items: Iterable[Item]) -> dict[int, Entry]:
    """Return the entries of all items worth keeping: named in Latin letters, of a known class, not too
    obscure."""
    items = list(items)
    given = _given_names(items)
    kept = (entry for entry in (entry_of(item, given) for item in items) if entry is not None)
    return {entry.qid: entry for entry in kept}


def apply_countries(entries: Iterable[Entry]) -> None:
    """Give each country its usual English name and class, and its name to nothing that is labelled otherwise,
    such as a former state; make its capital better known than its namesakes."""
    known, capitals = _countries_by_number(), _capitals()
    for entry in entries:
        if entry.qid in known:
            entry.label, entry.cls, entry.country = known[entry.qid].names[0], "Country", entry.qid
            continue
        entry.names = {name for name in entry.names if fold(name) not in _country_names()}
        if (
            entry.cls == "Settlement"
            and (entry.country or 0, fold(entry.label)) in capitals
            and entry.popularity > _CAPITAL_BONUS
        ):
            entry.popularity += _CAPITAL_BONUS
            entry.plain |= {name for name in entry.names if (entry.country or 0, fold(name)) in capitals}


def entry_of(item: Item, given: frozenset[str] = frozenset()) -> Entry | None:
    """Return the entry of one item, or ``None`` if it is not worth keeping; ``given`` are first names that
    tell a person where nothing else says what an item is."""
    label = _label(item)
    if label is None:
        return None
    descriptions = [text for text in item.descriptions if not _SLUG.match(text) and not _YEAR.match(text)]
    cls = class_of(label, [*descriptions, *item.kinds], item.types | item.kinds)
    if cls is None or (cls == "Government" and not descriptions and not _CABINET.search(label)):
        cls = "Person" if _looks_like_person(label, given) else "Other"
    popularity = _popularity(item, cls)
    if cls == UNWANTED or _MINOR_PLANET.match(label) or not _relevant(item, cls, label):
        return None
    country = _country(item, descriptions)
    description = min(descriptions, key=len, default=None) or _description_by_table(item, cls, country)
    # "PASOK/ΠΑΣΟΚ", "GOP/Grand/Old/Party": the acronym stands before what one table joins to it.
    acronyms = {alias.partition("/")[0] for alias in item.aliases if "/" in alias and len(alias) > 4}
    aliases = item.aliases | {name for name in acronyms if len(name) > 2 and is_acronym(name)}
    names = {name for name in (*item.labels, *aliases, item.title or "", label) if _fit(name)}
    if item.qid in _countries_by_number():
        # The tables give a country's names in every language; most of them mean something else in English.
        names = {name for name in names if _LONG_FORM.search(name)} | {label}
    return Entry(
        qid=item.qid,
        label=_PARENTHESIS.sub("", label),
        cls=cls,
        names=names | {_PARENTHESIS.sub("", name) for name in names},
        title=item.title if item.title != label else None,
        description=description[:90] if description else None,
        country=country,
        lat=item.lat,
        lon=item.lon,
        popularity=popularity,
        # Tables label a town by one spelling or the other: Odesa, Odessa. Provinces they label as their
        # capital.
        plain={name for name in item.labels if _fit(name)} if cls == "Settlement" else set(),
    )


def _description_by_table(item: Item, cls: str, country: int | None) -> str | None:
    """Say of a person without a description what stands in a table of politicians that they are."""
    if cls != "Person" or not item.sources & _TABLES_OF_POLITICIANS:
        return None
    nation = _countries_by_number().get(country or 0)
    return f"{nation.demonyms[0]} politician" if nation and nation.demonyms else "politician"


@lru_cache(maxsize=1)
def _countries_by_number() -> dict[int, CountryNames]:
    return {country.qid: country for country in countries()}


@lru_cache(maxsize=1)
def _country_names() -> frozenset[str]:
    return frozenset(fold(name) for country in countries() for name in country.names)


@lru_cache(maxsize=1)
def _capitals() -> frozenset[tuple[int, str]]:
    return frozenset((country.qid, fold(name)) for country in countries() for name in country.capitals)


def _label(item: Item) -> str | None:
    """Return the label most tables give, the article's title breaking ties; ``None`` if none is a Latin
    name."""
    fit = [name for name in item.labels if _fit(name) and _CAPITAL_START.match(name)]
    title = _PARENTHESIS.sub("", item.title or "")
    return max(fit, key=lambda name: (item.labels[name], name == title, -len(name), name), default=None)


def _fit(name: str) -> bool:
    return bool(name) and _LATIN.fullmatch(name) is not None and not _UNFIT_ALIAS.search(name)


def _relevant(item: Item, cls: str, label: str) -> bool:
    """Tell whether news about conflict may name the item, by class and by how well known it is."""
    connected = item.degree >= 8 or len(item.sources) > 1 or "fb15k_wikidata" in item.sources
    if cls == "Event":
        years = [int(found.group(1)) for text in item.descriptions if (found := _YEAR.match(text))]
        return not years or min(years) >= _FIRST_EVENT_YEAR or item.degree >= 10
    if cls == "Other":
        # A single common word known to one source alone ("Treasure") is a trap, and no loss.
        return not label.startswith("Wiki") and (connected or " " in label)
    if cls == "NaturalFeature":
        return connected or item.lat is not None
    if item.sources == {"us_newspapers"}:
        return cls in {"SecurityForces", "PoliticalParty", "GovernmentBody", "ArmedForces"}
    if is_brand(item):
        return _is_relevant_brand(item, cls)
    if item.sources == {"ror_orgs"} and item.qid >= _BRANCH_IMPORT and label.endswith(")"):
        return False
    if item.sources == {"ror_orgs"}:
        return item.title is not None or cls in {
            "GovernmentBody",
            "SecurityForces",
            "CivilSocietyOrganization",
        }
    if item.sources == {"whosonfirst_admin"} and cls == "Settlement":
        return item.inhabitants >= 300 or item.title is not None
    return True


def is_brand(item: Item) -> bool:
    """Tell whether an item is known as a brand, an operator or a public body on the map alone."""
    return item.sources <= {"nsi_orgs", BRANDS}


def _is_relevant_brand(item: Item, cls: str) -> bool:
    """Tell whether news of the world may name what is known from the map: towns, public bodies, banks and
    firms of other kinds that matter, and those with several entries, but no local ones."""
    if any(_LOCAL.search(text) for text in item.descriptions):
        return False
    if cls == "Settlement":
        return any(_TOWN.match(text) for text in item.descriptions)
    if cls in {"SecurityForces", "PoliticalParty", "GovernmentBody", "ArmedForces", "MediaOrganization"}:
        return True
    listed = class_of("", (), item.types) in {"Company", "CivilSocietyOrganization"}
    return cls in ORGANIZATIONS and (listed or item.degree >= _BRAND_ENTRIES)


def _popularity(item: Item, cls: str) -> int:
    """Return 0 to about 130: connectedness, inhabitants, and how many sources and names know the item."""
    score = 14 * math.log1p(item.degree) / math.log(4)
    score += (
        10 * ("fb15k_wikidata" in item.sources) + 6 * ("bear" in item.sources) + 4 * (item.title is not None)
    )
    score += min(len(item.aliases), 12) * 0.7 + 3 * (len(item.sources) - 1)
    score += 4 * math.log10(1 + item.inhabitants) + 15 * (cls == "Country")
    return round(score)


def _country(item: Item, descriptions: list[str]) -> int | None:
    for code, _ in item.countries.most_common():
        found = country_of_code(code)
        if found is not None:
            return found
    slugs = [text for text in item.descriptions if _SLUG.match(text)]
    in_slugs = (country_of_code(text) for text in slugs)
    in_texts = (country_in(text) for text in descriptions)
    return next((found for found in (*in_slugs, *in_texts) if found is not None), None)


def _given_names(items: list[Item]) -> frozenset[str]:
    """Return the first names that at least five known people bear."""
    counts = Counter(
        word
        for item in items
        if "human" in item.types
        for word in {label.split()[0] for label in item.labels}
    )
    return frozenset(name for name, count in counts.items() if count >= 5 and name[0].isupper())


def _looks_like_person(label: str, given: frozenset[str]) -> bool:
    words = label.split()
    if not words or words[-1].strip(".").casefold() in {"inc", "corp", "company", "ltd", "group"}:
        return False
    return (
        2 <= len(words) <= 4
        and words[0] in given
        and all(word[0].isupper() or len(word) < 4 for word in words)
    )
