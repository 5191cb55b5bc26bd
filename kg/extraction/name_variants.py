"""Which spellings name the same person, organization or place."""

from rapidfuzz.distance import Levenshtein
from spacy.tokens import Doc

from kg.extraction.actor_types import BODIES, PLACES, words
from kg.extraction.chains import Chain, Scene
from kg.extraction.entities import Mention
from kg.extraction.gazetteer import first_name_gender, known_names

_SKIPPED = frozenset({"of", "the", "for", "and", "on", "&", "-"})
_SPELLINGS = {"defence": "defense", "centre": "center", "organisation": "organization", "programme": "program",
              "labour": "labor", "saint": "st.", "st": "st."}  # fmt: skip


class NameVariants:
    """Finds the chain that a proper name belongs to, or opens a new one."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._doc: Doc = scene.doc
        self._people: dict[str, list[Chain]] = {}
        """Chains of persons by every part of their names."""
        self._bodies: dict[str, list[Chain]] = {}
        """Chains of organizations and places by the key of their whole name, and by its last word."""
        self._initials: dict[str, Chain] = {}

    def person(self, mention: Mention) -> Chain:
        """The person of a name: the same full name, a surname alone, or one slightly misspelt."""
        parts = [part for part in mention.name.replace("’", "'").split() if part != "."]
        chain = self._same_person(parts)
        if chain is None:
            chain = self._scene.add(Chain("Person", "person", True))
        chain.names[mention.name] += 1
        chain.gender = chain.gender or self._gender(mention, parts)
        for part in {part.lower() for part in parts if len(part) > 1}:
            group = self._people.setdefault(part, [])
            if chain in group:
                group.remove(chain)
            group.append(chain)
        return chain

    def _same_person(self, parts: list[str]) -> Chain | None:
        lower = [part.lower() for part in parts]
        if not lower:
            return None
        last = lower[-1]
        for chain in reversed(self._people.get(last, [])):
            if any(_compatible(lower, name.lower().split()) for name in chain.names):
                return chain
        if len(lower) > 1:
            # "Zelensky" before "Volodymyr Zelenskyy", "Sonny Legget" before "Sonny Leggett".
            for chain in reversed(self._people.get(lower[0], [])):
                if any(name.lower().split()[0] == lower[0] and _near(name.lower().split()[-1], last)
                       for name in chain.names):  # fmt: skip
                    return chain
        if len(last) >= 5:
            near = {
                id(chain): chain
                for part, chains in self._people.items()
                if part[0] == last[0] and _near(part, last)
                for chain in chains
                if any(
                    name.lower().split()[-1] == part and (len(lower) == 1 or len(name.split()) == 1)
                    for name in chain.names
                )  # fmt: skip
            }
            if len(near) == 1:
                return next(iter(near.values()))
        return None

    def _gender(self, mention: Mention, parts: list[str]) -> str | None:
        before = {token.lower_ for token in self._doc[max(0, mention.start - 4) : mention.start]}
        # Only words that hang on the name itself are its titles.
        titles = {
            token.lower_
            for token in self._doc[max(0, mention.start - 4) : mention.start]
            if token.head.i == mention.head or mention.start <= token.head.i < mention.end
        }
        if before & titles & words("titles", "female"):
            return "female"
        if before & titles & words("titles", "male"):
            return "male"
        return first_name_gender().get(parts[0]) if len(parts) > 1 else None

    def body(self, mention: Mention, country: str | None) -> Chain:
        """The organization or place of a name; ``country`` is the one that words around the name give it."""
        name = mention.name
        own, rest = _split_country(name)
        country = mention.country or own or country
        key = name_key(rest)
        kind = _family(mention.cls)
        for other in reversed(self._bodies.get(f"{kind}:{key}", [])):
            if not country or not other.country or other.country == country:
                return self._join(other, mention, name, country, key)
        chain = self._by_shape(mention, name, rest, kind)
        if chain is None:
            chain = self._scene.add(Chain(mention.cls, "body" if kind == "body" else kind, True))
            chain.known = name in known_names()
        return self._join(chain, mention, name, country, key)

    def _join(self, chain: Chain, mention: Mention, name: str, country: str | None, key: str) -> Chain:
        chain.names[name] += 1
        chain.country = chain.country or country
        if (
            chain.cls in ("Organization", "Place", "Settlement")
            and mention.cls != chain.cls
            and not chain.known
        ):
            chain.cls = mention.cls if chain.cls != "Settlement" else chain.cls
        kind = _family(mention.cls)
        for spelling in (key, f"… {key.split()[-1]}" if " " in key else key):
            group = self._bodies.setdefault(f"{kind}:{spelling}", [])
            if chain not in group:
                group.append(chain)
        letters = initials(name)
        if len(letters) > 2 or (len(letters) == 2 and kind == "body"):
            self._initials.setdefault(letters, chain)
        return chain

    def _by_shape(self, mention: Mention, name: str, rest: str, kind: str) -> Chain | None:
        """An acronym beside or after its full name, the last word alone after "the", or a slight misspelling."""
        if name.isupper() and len(name) <= 8 and name in self._initials:
            return self._initials[name]
        before = self._doc[mention.start - 1].text if mention.start else ""
        if kind == "body" and " " not in rest and before.lower() == "the" and len(rest) > 3:
            group = self._bodies.get(f"body:… {rest.lower()}", [])
            if group:
                return group[-1]
        key = name_key(rest)
        if len(key) >= 6 and name not in known_names():
            for spelling, chains in self._bodies.items():
                family, _, other = spelling.partition(":")
                if family == kind and len(other) >= 6 and other[0] == key[0] and _near(other, key):
                    if not chains[-1].known:
                        return chains[-1]
        return None


def _family(cls: str) -> str:
    if cls in PLACES:
        return "place"
    return "body" if cls in BODIES or cls == "Group" else "instrument"


def _split_country(name: str) -> tuple[str | None, str]:
    """Country and the rest of a name such as "Russian Defence Ministry"; ``None`` where it begins otherwise."""
    parts = name.split()
    for size in (2, 1):
        if len(parts) > size:
            entry = known_names().get(" ".join(parts[:size]))
            if entry and entry.kind in ("demonym", "state"):
                return entry.country, " ".join(parts[size:])
    return None, name


def name_key(name: str) -> str:
    """A form of an organization's name in which variants agree: "Ministry of Defence" and "Defense Ministry"."""
    parts = [
        part.strip(".,'’\"")
        for part in name.lower().replace("-", " ").replace("'s", "").replace("’s", "").split()
    ]
    kept = [_SPELLINGS.get(part, part) for part in parts if part and part not in _SKIPPED]
    if kept and kept[0] in ("ministry", "department", "office") and len(kept) > 1:
        kept = [*kept[1:], kept[0]]
    return " ".join(kept) or name.lower()


def initials(name: str) -> str:
    """Capital first letters of a name of several words ("Syrian Democratic Forces": "SDF")."""
    parts = [part for part in name.replace("-", " ").split() if part.lower() not in _SKIPPED]
    return "".join(part[0] for part in parts if part[0].isupper()) if len(parts) > 1 else ""


def _compatible(one: list[str], other: list[str]) -> bool:
    """Whether two names of persons that share a part may be one person's: neither has a first name of its own."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) == 1:
        return short[0] in (long[-1], long[0])
    if short[-1] != long[-1]:
        return False
    first, full = short[0].rstrip("."), long[0].rstrip(".")
    return (
        first == full or (min(len(first), len(full)) == 1 and first[0] == full[0]) or set(short) <= set(long)
    )


def _near(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 5 or one[0] != other[0]:
        return False
    limit = 2 if min(len(one), len(other)) >= 9 else 1
    return Levenshtein.distance(one, other, score_cutoff=limit) <= limit
