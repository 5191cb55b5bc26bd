"""What news calls a country's ministries and forces: "Afghan Defense Ministry", "Russia's Foreign
Ministry"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.linking.countries import CountryNames, countries

_MINISTRY = re.compile(
    r"\b(?:ministry|department) of (?:the )?"
    r"(defen[cs]e|foreign affairs|(?:the )?interior|internal affairs|finance|justice|health|energy)\b",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(r"^(?:federal |central )?government of (?:the )?[A-Z]", re.IGNORECASE)
_FORCES = re.compile(r"\barmed forces\b", re.IGNORECASE)
_TOPICS = {
    "defence": ("Defence", "Defense"),
    "foreign affairs": ("Foreign",),
    "interior": ("Interior",),
    "internal affairs": ("Interior",),
}


def national_names(label: str, cls: str, country: int | None) -> Iterator[str]:
    """Yield names made of a demonym or a country's name, for a ministry, government or armed forces of
    ``country``."""
    nation = _by_number().get(country or 0)
    if nation is None or not nation.demonyms:
        return
    adjective = nation.demonyms[0]
    ministry = _MINISTRY.search(label)
    if ministry is not None and cls in {"GovernmentBody", "Government", "Organization"}:
        topic = ministry.group(1).casefold().removeprefix("the ").replace("defense", "defence")
        for word in _TOPICS.get(topic, (topic.capitalize(),)):
            if ministry.group().casefold().startswith("ministry"):
                yield f"{word} Ministry"
                yield f"Ministry of {word}"
            yield f"{adjective} {word} Ministry"
            yield f"{adjective} Ministry of {word}"
            yield f"Ministry of {word} of {nation.names[0]}"
            yield f"{nation.names[0]}s {word} Ministry"
            yield f"{nation.names[0]}s Ministry of {word}"
    elif cls == "Government" and _GOVERNMENT.search(label):
        yield f"{adjective} government"
        yield f"{nation.names[0]}s government"
        yield f"government of {nation.names[0]}"
    elif cls == "ArmedForces" and _FORCES.search(label):
        for word in ("armed forces", "military", "forces", "troops", "army"):
            yield f"{adjective} {word}"


@lru_cache(maxsize=1)
def _by_number() -> dict[int, CountryNames]:
    return {country.qid: country for country in countries()}
