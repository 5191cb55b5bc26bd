"""What the words around a name say of it: a title, an office, a place, a team, a longer name, a country."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.linking.countries import country_mentions
from kg.linking.index import EntityFacts
from kg.linking.name_words import firm_words, is_company_name, team_words, without_honorifics
from kg.linking.occupations import fields_of

_PLACE_CUE = re.compile(
    r"\b(?:in|at|near|from|outside|across|around|inside|into|throughout|toward|towards)\s+(?:\w+ern\s+|the\s+)?$",
    re.I,
)
_AREA = r"(?:state|province|governorate|oblast|region|county|district|prefecture|canton|voivodeship)"
_AREA_AFTER = re.compile(
    rf"(?:\s|,\s(?:a|the)\s(?:\w+\s)?)(?:{_AREA}\b(?!['’ -](?:run|owned|media|television|news))"
    r"|(?:Gov(?:\.|ernor)|[Ss]en(?:\.|ator)|Rep(?:\.|resentative)|[Cc]ongress(?:wo)?man)\s[A-Z])"
)
_AREA_BEFORE = re.compile(
    rf"\b(?:{_AREA} of |(?:states|provinces|governorates|regions|counties|districts) of"
    r" (?:[A-Z][^,.;]*(?:, | and ))*)$"
)
_PLACE_AFTER = re.compile(r"\s?,\s?((?:[A-Z][\w.]*)(?:\s[A-Z][\w.]*){0,2})")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|from|of|to|outside) (?:[A-Z][\w.'’-]+ ?){1,3}, $")
_ENDS_ADDRESS = re.compile(r"$|[.;:)\n]|,(?! ?(?:[A-Z]|and\b|or\b))")
_ENDS_ADDRESS_SURELY = re.compile(r"$|[.;:)\n]|\s[-–—(]|,(?!\s?(?:[A-Z]|and\b|or\b))")
_TOWN_BEFORE = re.compile(r"\b((?:[A-Z][\w.'’-]+ ){0,2}[A-Z][\w.'’-]+)\s?, $")
_TOWN_OF = re.compile(r"\b(?:town|village|hamlet|suburb) of $")
_SHARES_OF = re.compile(r"\b(?:shares|stock|shareholders|stockholders|subsidiary) of $")
_NEXT_WORD = re.compile(r"\s*(?:['’]s?\s+)?([\w-]+)")
_CAPITALS_BEFORE = re.compile(r"(?:(?<!\S)(?:[A-Z][\w&-]*|of|de|for|the|and) ){1,6}$")
_MAY_LEAD_IN = re.compile(r"(?:[A-Z][\w&-]*| of| de| for| the| and) $")
_LONGEST_WORD = 16
_APPOSITION = re.compile(r"\s?,\s(?:an?|the|its|his|her|their)?\s?([^,.;\n]{1,40})")
_ABBREVIATED = re.compile(r"\b([A-Z][a-z]{1,4})\.(?= )")
_PARTY = re.compile(r"\s?(?:\([A-Z][A-Za-z]{0,3}(?:[-–, ]+[A-Z][\w. ]{0,12})?\)|,\s[DR]-[A-Z\d])")
"""The party after a politician's name: "(D-Ohio)", "(Con)"."""
_AGE = re.compile(r"\s?,\s?(?:aged )?\d{1,2}\s?(?:,|$)")
_AGE_BEFORE = re.compile(r"\d\s?-\s?years?\s?-\s?old (?:[\w-]+ ){0,2}$")
_BEATEN = re.compile(
    r"\b(?:beat(?:ing|s)?|defeat(?:ing|ed|s)?|edg(?:ing|ed)|lo(?:ss|st) to|rout(?:ed|ing)|thrash(?:ed|ing)"
    r"|(?:win|won|victory) over|(?:game|match|setback|win|victory) (?:against|at)"
    r"|play(?:ed|ing|s)?) (?:the )?$",
    re.IGNORECASE,
)
_BEATS = re.compile(r"\s(?:beat|defeated|edged|thrashed|routed|lost to|drew with)\b")
_SCORE = re.compile(r"(?<!\d)\d{1,3}\s?[-–]\s?\d{1,3}(?!\d)")
_LEAST_SPORT = 0.15
_TOWN_LIES_THERE = 2.5
_MENTIONS = 5
"""So many mentions of an entity are looked at."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the text around a name and the document as a whole say about what it may mean."""

    cls: str | None = None
    """Class that the reader of the text found, if any; a class of the ontology, ``Place`` or
    ``Organization``."""
    person_cue: bool = False
    place_cue: float = 0.0
    """Which part of the mentions stand where a place does: "in Kabul"."""
    area_cue: bool = False
    """The name is told to be a part of a country: "Washington state"."""
    within_cue: float = 0.0
    """How surely the name is told to be an area or a country: 1 for "the state of Israel", "in Seattle,
    Washington", more where the town is known to lie there."""
    town_cue: bool = False
    """The name is told to be a town: "the village of Ireland"."""
    team_cue: bool = False
    """The name stands where a team's does: "the England captain"."""
    firm_cue: bool = False
    """The name stands where a firm's does: "the Delta spokeswoman", "shares of Madeira"."""
    told_areas: frozenset[EntityFacts] = frozenset()
    """The areas and countries that a place may be told to lie in: "Decatur, Ga."."""
    surely_told: bool = False
    """Nothing but an address can be meant: not "in Geneva, Russia said"."""
    longer: frozenset[str] = frozenset()
    """QIDs of a known longer name that every mention is a part of: "Tour de France"."""
    offices: frozenset[str] = frozenset()
    """Fields of the offices and occupations named beside the name."""
    aged: bool = False
    """An age stands beside the name, as news has it of people who are not known."""
    countries: Mapping[int, float] = field(default_factory=dict)
    """Which part of the country names in the rest of the document is each country's."""
    words: frozenset[str] = frozenset()
    """Folded words of the document."""
    sport: float = 0.0
    """How much of the document is about sport, where a town's name means its team: 0 to 1."""


def surroundings(
    text: str,
    names: Sequence[str],
    spans: Sequence[tuple[int, int]],
    cls: str | None,
    *,
    family: bool,
    countries: Mapping[int, float],
    words: frozenset[str],
    sport: float,
    person: bool,
    named: Callable[[str], frozenset[str]],
    areas: Callable[[str], frozenset[EntityFacts]],
    only_area: Callable[[str], bool],
    lies_in: Callable[[str, str], bool],
) -> Surroundings:
    """Return what the text around the mentions of an entity says of it.

    ``family`` tells that the name is the surname of several people of the text; ``countries``, ``words`` and
    ``sport`` are what the rest of the document says; ``person`` tells whether it may be one; ``named``
    returns the QIDs that a name has, ``areas`` the areas and countries called so, ``only_area`` tells that no
    town so called is better known, and ``lies_in`` whether a town of one name lies in an area of another.
    """
    spans = spans[:_MENTIONS]
    sides = [(text[max(0, start - 40) : start], text[end : end + 40]) for start, end in spans]
    told = [_areas_after(after, areas, only_area) for _, after in sides]
    # "General Motors" is no general.
    titled = any(
        without_honorifics(name) != name and not is_company_name(name) and not named(name) for name in names
    )
    longer = [
        named_to_the_end(before, text[start:end], named)
        for (start, end), (before, _) in zip(spans, sides, strict=True)
    ]
    return Surroundings(
        cls=cls,
        person_cue=titled or family or any(_ends_with_title(before) for before, _ in sides),
        place_cue=sum(_PLACE_CUE.search(before[-25:]) is not None for before, _ in sides)
        / max(1, len(sides)),
        area_cue=any(_AREA_AFTER.match(after) for _, after in sides),
        within_cue=max(
            _is_within(before, text[start:end], after, lies_in)
            for (start, end), (before, after) in zip(spans, sides, strict=True)
        )
        if spans
        else 0.0,
        town_cue=any(before.endswith(" of ") and _TOWN_OF.search(before) for before, _ in sides),
        team_cue=any(_is_team(before, after, sport) for before, after in sides),
        firm_cue=any(
            _next_word(after) in firm_words() or _SHARES_OF.search(before) is not None
            for before, after in sides
        ),
        told_areas=frozenset(area for found, _ in told for area in found),
        surely_told=any(found and sure for found, sure in told),
        longer=frozenset.union(*longer) if longer and all(longer) else frozenset(),
        offices=frozenset(field for before, after in sides for field in _offices(before, after))
        if person
        else frozenset(),
        aged=person and any(_AGE.match(after) or _AGE_BEFORE.search(before) for before, after in sides),
        countries=countries,
        words=words,
        sport=sport,
    )


def named_to_the_end(before: str, name: str, named: Callable[[str], frozenset[str]]) -> frozenset[str]:
    """Return the QIDs of the longest known name that ends in ``name``: "Tour de France" for "France"."""
    left = _CAPITALS_BEFORE.search(before) if _MAY_LEAD_IN.search(before[-_LONGEST_WORD:]) else None
    lead = left.group().split() if left else []
    for first, word in enumerate(lead):
        found = named(" ".join([*lead[first:], name])) if word[0].isupper() else frozenset()
        if found:
            return found
    return frozenset()


def country_before(before: str) -> int | None:
    """Return the country of "the Afghan" or "South Korea's" right before a name."""
    words = before.split()[-3:] if before[-1:].isspace() else []
    for start in range(len(words)):
        found = list(country_mentions(" ".join(words[start:])))
        if len(found) == 1 and len(found[0][0].split()) == len(words) - start:
            return found[0][1]
    return None


def _is_within(before: str, name: str, after: str, lies_in: Callable[[str, str], bool]) -> float:
    """Tell how surely a name says where a place is: "in Seattle, Washington", but no list of towns."""
    town = _TOWN_BEFORE.search(before) if before.endswith(", ") else None
    if town is not None and lies_in(town.group(1), name):
        return _TOWN_LIES_THERE
    if _AREA_BEFORE.search(before):
        return 1.0
    return float(_PLACE_BEFORE.search(before) is not None and _ENDS_ADDRESS.match(after) is not None)


def _areas_after(
    after: str, areas: Callable[[str], frozenset[EntityFacts]], only_area: Callable[[str], bool]
) -> tuple[frozenset[EntityFacts], bool]:
    """Return what a place may be told to lie in, "Decatur, Ga.", and whether nothing else can be meant."""
    told = _PLACE_AFTER.match(after)
    if told is None:
        return frozenset(), False
    words = told.group(1).split()
    for size in range(len(words), 0, -1):
        found = areas(" ".join(words[:size]))
        if found:
            whole = size == len(words) and only_area(told.group(1))
            ends = words[-1].endswith(".") or _ENDS_ADDRESS_SURELY.match(after, told.end()) is not None
            return found, whole and ends
    return frozenset(), False


def _is_team(before: str, after: str, sport: float) -> bool:
    if _next_word(after) in team_words():
        return True
    if sport < _LEAST_SPORT and _SCORE.search(f"{before}|{after}") is None:
        return False
    return _BEATS.match(after) is not None or _BEATEN.search(before) is not None


def _next_word(after: str) -> str:
    match = _NEXT_WORD.match(after)
    return match.group(1).casefold() if match else ""


def _offices(before: str, after: str) -> frozenset[str]:
    """Return the fields of the offices named beside a name: "GM spokesman X", "X, a striker"."""
    leading = fields_of(" ".join(re.split(r"[,.;:]", _ABBREVIATED.sub(r"\1", before))[-1].split()[-2:]))
    told = _APPOSITION.match(after)
    party = frozenset({"politics"}) if _PARTY.match(after) else frozenset()
    return leading | party | (fields_of(told.group(1)) if told else frozenset())


def _ends_with_title(before: str) -> bool:
    return before[-1:].isspace() and _is_honorific(before.split()[-1] if before.strip() else "")


@lru_cache(maxsize=50_000)
def _is_honorific(word: str) -> bool:
    return word.replace(".", "").isalpha() and without_honorifics(word + " X") == "X"
