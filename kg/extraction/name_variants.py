"""Which spellings name the same person, organization or place."""

from unicodedata import combining, normalize

from rapidfuzz.distance import Levenshtein
from spacy.tokens import Doc

from kg.extraction.actor_types import BODIES, PLACES, all_forces, words
from kg.extraction.chains import Chain, Scene
from kg.extraction.entities import Mention
from kg.extraction.gazetteer import first_name_gender, known_names

_SKIPPED = frozenset({"of", "the", "for", "and", "on", "&"})
_SPELLINGS = {
    "defence": "defense",
    "centre": "center",
    "organisation": "organization",
    "programme": "program",
    "labour": "labor",
    "saint": "st",
}
_ARTICLES = frozenset({"al", "el", "ul", "bin", "ibn", "de", "van", "von"})


class NameVariants:
    """Finds the chain that a proper name belongs to, or opens a new one."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._doc: Doc = scene.doc
        self._people: dict[str, list[Chain]] = {}
        """Chains of persons by every part of their names."""
        self._surnames: dict[str, set[str]] = {}
        """Last parts of persons' names by their first two letters."""
        self._bodies: dict[str, list[Chain]] = {}
        """Chains of organizations and places by the key of their name, its last and its first words."""
        self._keys: dict[str, set[str]] = {}
        """Keys of whole names by their first two letters."""
        self._initials: dict[str, Chain] = {}
        self._ending: dict[int, tuple[Chain, Mention]] = {}
        """Chains by the token behind their last mention's end."""

    # Persons

    def person(self, mention: Mention) -> Chain:
        """The person of a name: the same full name, a surname alone, or one slightly misspelt."""
        parts = name_parts(mention.name)
        chain = self._same_person(parts)
        if chain is None:
            chain = self._scene.add(Chain("Person", "person", True))
        chain.names[mention.name] += 1
        chain.gender = chain.gender or self._gender(mention)
        for part in {part for part in parts if len(part) > 1 and part not in _ARTICLES}:
            group = self._people.setdefault(part, [])
            if chain in group:
                group.remove(chain)
            group.append(chain)
        if parts:
            self._surnames.setdefault(parts[-1][:2], set()).add(parts[-1])
        return chain

    def _same_person(self, parts: list[str]) -> Chain | None:
        if not parts:
            return None
        for chain in reversed(self._people.get(parts[-1], [])):
            if _may_be(parts, chain):
                return chain
        if len(parts) > 1:
            # "Sonny Legget" before "Sonny Leggett".
            for chain in reversed(self._people.get(parts[0], [])):
                others = [name_parts(name) for name in chain.names]
                if any(
                    other[0] == parts[0] and _near(other[-1], parts[-1]) for other in others if len(other) > 1
                ):
                    return chain
        near: dict[int, Chain] = {}
        for surname in self._surnames.get(parts[-1][:2], ()):
            if _near(surname, parts[-1]) and surname != parts[-1]:
                for chain in self._people[surname]:
                    others = [name_parts(name) for name in chain.names]
                    alone = len(parts) == 1 or all(len(other) == 1 for other in others)
                    if alone and any(other[-1] == surname for other in others):
                        near[id(chain)] = chain
        return next(iter(near.values())) if len(near) == 1 else None

    def _gender(self, mention: Mention) -> str | None:
        titles = {
            token.lower_
            for token in self._doc[max(0, mention.start - 4) : mention.start]
            if mention.start <= token.head.i < mention.end
        }
        if titles & words("titles", "female"):
            return "female"
        if titles & words("titles", "male"):
            return "male"
        return first_name_gender().get(mention.name.partition(" ")[0])

    # Organizations and places

    def body(self, mention: Mention, country: str | None) -> Chain:
        """The organization or place of a name; ``country`` is the one that words around the name give it."""
        name = mention.name
        own, rest = _split_country(name)
        country = mention.country or own or country
        key = name_key(rest)
        kind = _family(mention.cls)
        chain = self._beside_bracket(mention, kind)
        for other in reversed(self._bodies.get(f"{kind}:{key}", [])):
            if chain is None and (not country or not other.country or other.country == country):
                chain = other
        if chain is None:
            chain = self._by_shape(mention, name, rest, key, kind)
        if chain is None:
            chain = self._scene.add(Chain(mention.cls, kind, True))
            chain.known = name in known_names()
        self._join(chain, mention, name, country, key, kind)
        if chain.cls == "ArmedForces" and chain.country and _is_national(name):
            # "Israeli troops" and the like are these.
            chain.key = chain.key or f"forces:{chain.country}"
            chain.fixed_name = chain.fixed_name or name
            self._scene.by_key.setdefault(chain.key, chain)
        return chain

    def _join(
        self, chain: Chain, mention: Mention, name: str, country: str | None, key: str, kind: str
    ) -> None:
        chain.names[name] += 1
        chain.country = chain.country or country
        if chain.cls in ("Organization", "Place") and mention.cls != chain.cls and not chain.known:
            chain.cls = mention.cls
        parts = key.split()
        spellings = [key]
        if len(parts) > 1:
            spellings.append(f"… {parts[-1]}")
            spellings += [f"{' '.join(parts[:size])} …" for size in range(1, min(len(parts), 4))]
        for spelling in spellings:
            group = self._bodies.setdefault(f"{kind}:{spelling}", [])
            if chain not in group:
                group.append(chain)
        self._keys.setdefault(f"{kind}:{key[:2]}", set()).add(key)
        letters = initials(name)
        if len(letters) > 2 or (len(letters) == 2 and kind == "body"):
            self._initials.setdefault(letters, chain)
        self._ending[mention.end] = (chain, mention)

    def _beside_bracket(self, mention: Mention, kind: str) -> Chain | None:
        """The name right before a bracket, where one of the two is short for the other ("… Forces (SDF)")."""
        start = mention.start
        if start < 2 or self._doc[start - 1].text != "(" or start - 1 not in self._ending:
            return None
        chain, before = self._ending[start - 1]
        short = _is_acronym(mention.name) != _is_acronym(before.name)
        return chain if short and chain.sort == kind and kind == "body" else None

    def _by_shape(self, mention: Mention, name: str, rest: str, key: str, kind: str) -> Chain | None:
        """An acronym of a name before, part of one, or a slight misspelling."""
        if _is_acronym(name) and name in self._initials:
            return self._initials[name]
        if name in known_names():
            return None
        before = self._doc[mention.start - 1].lower_ if mention.start else ""
        if kind == "body":
            if " " not in key and before == "the" and len(key) > 3:
                group = self._bodies.get(f"body:… {key}", [])
                if group:
                    return group[-1]
            group = self._bodies.get(f"body:{key} …", [])
            if len(group) == 1 and len(key) > 3 and key not in _generic_beginnings():
                return group[0]
        for other in self._keys.get(f"{kind}:{key[:2]}", ()):
            if other != key and _near_name(key, other):
                chains = self._bodies[f"{kind}:{other}"]
                if len(chains) == 1 and not chains[0].known:
                    return chains[0]
        return None


def _is_national(name: str) -> bool:
    known = known_names().get(name)
    return known.national if known is not None else all_forces(name)


def name_parts(name: str) -> list[str]:
    """Parts of a person's name in lower case, joined articles apart ("al-Assad": al, assad)."""
    parts: list[str] = []
    for part in _plain(name).replace("’", "'").split():
        first, hyphen, rest = part.partition("-")
        parts += [first, rest] if hyphen and first in _ARTICLES and rest else [part]
    return [part.strip(".'\"“”") for part in parts if part.strip(".'\"“”")]


def _plain(name: str) -> str:
    """The name in lower case without accents."""
    if name.isascii():
        return name.lower()
    return "".join(c for c in normalize("NFKD", name.lower()) if not combining(c))


def name_key(name: str) -> str:
    """A form of an organization's name in which variants agree: "Ministry of Defence" and "Defense Ministry".

    >>> name_key("Ministry of Defence") == name_key("the Defense Ministry")
    True
    """
    plain = _plain(name).replace("-", " ").replace("'s", "").replace("’s", "")
    parts = [part.strip(".,'’\"") for part in plain.split()]
    kept = [_SPELLINGS.get(part, part) for part in parts if part and part not in _SKIPPED]
    if len(kept) > 1 and kept[0] in words("bodies", "named_for"):
        kept = [*kept[1:], kept[0]]
    return " ".join(kept) or name.lower()


def initials(name: str) -> str:
    """Capital first letters of a name of several words ("Syrian Democratic Forces": "SDF")."""
    parts = [part for part in name.replace("-", " ").split() if part.lower() not in _SKIPPED]
    return "".join(part[0] for part in parts if part[0].isupper()) if len(parts) > 1 else ""


def _family(cls: str) -> str:
    if cls in PLACES:
        return "place"
    return "body" if cls in BODIES or cls == "Group" else "instrument"


def _is_acronym(name: str) -> bool:
    return (
        1 < len(name) <= 8
        and " " not in name
        and sum(letter.isupper() for letter in name) >= max(2, len(name) - 2)
    )


def _generic_beginnings() -> frozenset[str]:
    return words("bodies", "generic_beginnings")


def _split_country(name: str) -> tuple[str | None, str]:
    """Country, if any, and the rest of a name such as "Russian Defence Ministry"."""
    parts = name.split()
    for size in (2, 1):
        if len(parts) > size:
            entry = known_names().get(" ".join(parts[:size]))
            if entry and entry.kind in ("demonym", "state"):
                return entry.country, " ".join(parts[size:])
    return None, name


def _may_be(parts: list[str], chain: Chain) -> bool:
    """Whether a name may be that of a chain: its full names must all agree, or one of its short ones."""
    others = [name_parts(name) for name in chain.names]
    full = [other for other in others if len(other) > 1]
    if len(parts) > 1 and full:
        return all(_compatible(parts, other) for other in full)
    return any(_compatible(parts, other) for other in others)


def _compatible(one: list[str], other: list[str]) -> bool:
    """Whether two names that share a part may be one person's: their first names do not differ."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) == 1:
        return short[0] in (long[-1], long[0])
    if short[-1] != long[-1]:
        return False
    first, full = short[0], long[0]
    return (
        first == full or (min(len(first), len(full)) == 1 and first[0] == full[0]) or set(short) <= set(long)
    )


def _near(one: str, other: str) -> bool:
    """Whether two words differ by a slip: one letter, or two in a long word."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    if shorter < 5 or one[0] != other[0]:
        return False
    limit = 2 if shorter >= 9 else 1
    return Levenshtein.distance(one, other, score_cutoff=limit) <= limit


def _near_name(one: str, other: str) -> bool:
    """Whether two names agree word for word but for slips of letters; a lone letter or number is no slip."""
    ours, theirs = one.split(), other.split()
    return len(ours) == len(theirs) and all(_near(a, b) for a, b in zip(ours, theirs, strict=True))
