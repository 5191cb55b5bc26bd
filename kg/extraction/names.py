"""Proper names in a parsed text: what the encoder marked, what is known, and what capitals tell."""

from collections import Counter
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.extraction.actor_types import instrument_class, organization_class, place_class, role_of, words
from kg.extraction.gazetteer import KnownName, known_names, longest_from

_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "WEAPON", "VEHICLE"})
_THINGS = frozenset({"WEAPON", "VEHICLE"})
_SETTLED = frozenset(
    {"GovernmentBody", "ArmedForces", "SecurityForces", "PoliticalParty", "Weapon", "Aircraft", "Vehicle"}
)
_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "abu",
        "de",
        "van",
        "von",
        "der",
        "da",
        "di",
        "du",
        "la",
        "le",
        "ul",
        "ben",
        "dos",
    }
)
_TITLE_GLUE = frozenset({"-", "–", "of", "for", "and", "the", "state", "affairs", "security", "council"})
_EDGE = frozenset(
    {"the", "a", "an", "'s", "’s", "'", "’", '"', "“", "”", ",", ".", "(", ")", "-", "–", "—", "of", "and"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens ``start:end`` that are a proper name, with its ontology class."""

    start: int
    end: int
    cls: str
    text: str
    known: KnownName | None = None


class NameFinder:
    """Finds the proper names of one Doc; overlaps go to the longer name, then to the known one."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._article = doc.text
        self._texts = [token.text for token in doc]
        self._lower = [text.lower() for text in self._texts]
        self._starts = [token.idx for token in doc]
        self._ends = [start + len(text) for start, text in zip(self._starts, self._texts, strict=True)]

    def find(self) -> list[Name]:
        """Names in order of their first token, none overlapping another."""
        known = [*self._known(), *self._ministries()]
        marked = [name for ent in self._doc.ents if ent.label_ in _LABELS
                  for name in self._marked(ent.start, ent.end, ent.label_)]  # fmt: skip
        taken = [False] * len(self._texts)
        chosen: list[Name] = []
        # A name that the encoder marked and that is known word for word is kept as the known one.
        by_span = {(name.start, name.end): name for name in known}
        marked = [by_span.get((name.start, name.end), name) for name in marked]
        for name in sorted([*marked, *known], key=lambda n: (n.start - n.end, n.known is None, n.start)):
            if not any(taken[name.start : name.end]):
                chosen.append(name)
                taken[name.start : name.end] = [True] * (name.end - name.start)
        chosen += self._capitalised(taken)
        return sorted(self._agreed(chosen), key=lambda name: name.start)

    def _agreed(self, names: list[Name]) -> list[Name]:
        """The same words named one thing all through the text: what most of them were taken for."""
        votes: dict[str, Counter[str]] = {}
        surnames: Counter[str] = Counter()
        for name in names:
            if name.known is None:
                votes.setdefault(name.text, Counter())[name.cls] += 1
                if name.cls == "Person" and " " in name.text:
                    surnames[name.text.split()[-1]] += 1
        agreed: list[Name] = []
        for name in names:
            if name.known is not None and surnames[name.text] and not self._placed(name.start):
                # "Paris" in an article about Valeska Paris.
                name = Name(name.start, name.end, "Person", name.text)
            counted = votes.get(name.text)
            if name.known is None and counted:
                cls = counted.most_common(1)[0][0]
                if surnames[name.text] and name.cls not in _SETTLED:
                    cls = "Person"
                name = replace(name, cls=cls)
            agreed.append(name)
        return agreed

    def _placed(self, start: int) -> bool:
        """Whether a preposition of place stands before a name."""
        return start > 0 and self._lower[start - 1] in words("syntax", "place_prepositions")

    def _known(self) -> list[Name]:
        names, longest, text = known_names(), longest_from(), self._article
        found: list[Name] = []
        i, count = 0, len(self._texts)
        while i < count:
            word = self._texts[i]
            shouted = len(word) > 3 and word.isupper() and word not in longest
            limit = longest.get(word.title() if shouted else word)
            best = 0
            if limit:
                begin = self._starts[i]
                for j in range(i + 1, min(i + 9, count) + 1):
                    if self._ends[j - 1] - begin > limit:
                        break
                    written = text[begin : self._ends[j - 1]]
                    if (written.title() if shouted else written) in names:
                        best = j
            if best:
                written = text[self._starts[i] : self._ends[best - 1]]
                entry = names[written.title() if shouted else written]
                if not self._part_of_name(i, best):
                    found.append(Name(i, best, entry.cls, entry.name, entry))
                i = best
            else:
                i += 1
        return found

    def _ministries(self) -> list[Name]:
        """Bodies named by what they are for: "Ministry of Defense", "Interior Ministry"."""
        texts, heads = self._texts, words("bodies", "named_for")
        found: list[Name] = []
        for i, text in enumerate(texts):
            if not text[:1].isupper() or self._lower[i] not in heads:
                continue
            end = i + 1
            if end < len(texts) and self._lower[end] in ("of", "for"):
                end = self._capitals(end + 1)
            start = i
            if end <= i + 2:
                end = i + 1
                while start > 0 and self._is_branch(start - 1):
                    start -= 1
            if end - start > 1:
                text = self._text(start, end)
                found.append(Name(start, end, organization_class(text.split()), text))
        return found

    def _capitals(self, start: int) -> int:
        """End of the run of capitalised words from ``start`` on, "and" and "the" between them included."""
        end = i = start
        while i < len(self._texts):
            if self._texts[i][:1].isupper() and self._doc[i].pos_ in ("PROPN", "NOUN", "ADJ"):
                end = i = i + 1
            elif self._lower[i] in ("the", "and", "of", "-") and i - end < 2 and i < start + 12:
                i += 1
            else:
                break
        return end

    def _is_branch(self, i: int) -> bool:
        token = self._doc[i]
        known = known_names().get(token.text)
        return (
            token.text[:1].isupper()
            and token.pos_ in ("PROPN", "NOUN", "ADJ")
            and (known is None or known.kind == "organization")
            and not (token.i > 0 and token.is_sent_start and token.pos_ == "ADJ")
        )

    def _part_of_name(self, start: int, end: int) -> bool:
        """Whether the word is no name but a verb or pronoun that looks like one ("IS", "US")."""
        token = self._doc[start]
        return end == start + 1 and token.pos_ in ("AUX", "VERB", "PRON", "ADP", "DET")

    def _marked(self, start: int, end: int, label: str) -> list[Name]:
        lower = self._lower
        while start < end and (lower[start] in _EDGE):
            start += 1
        while end > start and (lower[end - 1] in _EDGE and lower[end - 1] != "."):
            end -= 1
        if all(
            word in _TITLE_GLUE or word in _titles() or role_of(word, plural=False)
            for word in lower[start:end]
        ):
            return []
        if start >= end or not any(
            text[:1].isupper() or text[:1].isdigit() for text in self._texts[start:end]
        ):
            return []
        if label == "PERSON":
            return self._person(start, end)
        while end - start > 1 and self._texts[end - 1].islower() and label in ("ORG", "GPE"):
            end -= 1
        # "Afghanistan's High Council": the owner is a name of its own.
        for i in range(start + 1, end - 1):
            if lower[i] in ("'s", "’s") and self._text(start, i) in known_names():
                return [*self._marked(start, i, label), *self._marked(i + 1, end, "ORG")]
        role = role_of(lower[end - 1], plural=False) or role_of(lower[end - 1].removesuffix("s"), plural=True)
        if role and end - start > 1:
            if self._text(start, end - 1) in known_names():
                # "US military": a country and a common noun, whatever the encoder called it.
                return [] if role.sort != "place" else [self._name(start, end, label)]
            if role.sort in ("person", "people") and not self._texts[end - 1][0].isupper():
                return self._marked(start, end - 1, "ORG")
        elif role and not self._texts[start][0].isupper():
            return []
        coded = end + 1 < len(lower) and self._texts[end] == "-" and self._texts[end + 1][:1].isdigit()
        if (label == "NORP" and head_of(self._doc, start, end).pos_ == "ADJ") or (
            coded and label not in _THINGS
        ):
            # "Islamic" describes, "Mi" in "Mi-24" is no organization.
            return []
        return [self._name(start, end, label)]

    def _person(self, start: int, end: int) -> list[Name]:
        lower, titles = self._lower, _titles()
        first = start
        while first < end - 1 and self._texts[first].islower() and lower[first] not in _PARTICLES:
            first += 1
        while first < end and (lower[first] in titles or lower[first] in (".", "-")):
            first += 1
        known = known_names()
        # "US President Joe Biden", "Turkish Defence Minister Hulusi Akar": all before the last title goes.
        for i in range(end - 2, start - 1, -1):
            if lower[i] in titles and i >= first:
                first = i + 1
                break
        if first < end and self._texts[first] in known and known[self._texts[first]].kind == "demonym":
            first += 1
        last = end - 1
        role = role_of(lower[last], plural=False) if last >= first else None
        if first >= end:
            return []
        if role and not self._texts[last][0].isupper():
            return self._marked(first, last, "ORG") if last > first else []
        if role and role.sort not in ("person", "people") and end - first > 1:
            if self._text(first, last) in known:
                return []
            return [self._name(first, end, "ORG")]
        return [Name(first, end, "Person", self._text(first, end))]

    def _name(self, start: int, end: int, label: str) -> Name:
        text = self._text(start, end)
        parts = text.split()
        cls = {
            "ORG": lambda: organization_class(parts),
            "GPE": lambda: place_class(parts, "Settlement"),
            "LOC": lambda: place_class(parts, "Place"),
            "FAC": lambda: place_class(parts, "Facility"),
            "NORP": lambda: organization_class(parts).replace("Organization", "Group"),
            "WEAPON": lambda: instrument_class(parts, "Weapon"),
            "VEHICLE": lambda: instrument_class(parts, "Vehicle"),
        }[label]()
        return Name(start, end, cls, text)

    def _capitalised(self, taken: list[bool]) -> list[Name]:
        """Runs of capitalised words that the encoder passed over and a title or a telling word explains."""
        found: list[Name] = []
        doc, texts, lower = self._doc, self._texts, self._lower
        i, count = 0, len(texts)
        while i < count:
            if taken[i] or not texts[i][:1].isupper() or doc[i].pos_ not in ("PROPN", "NOUN", "ADJ"):
                i += 1
                continue
            j = i + 1
            while j < count and not taken[j] and doc[j].sent_start != 1:
                if texts[j][:1].isupper() and doc[j].pos_ in ("PROPN", "NOUN", "ADJ"):
                    j += 1
                elif (
                    lower[j] in ("of", "for", "and", "on")
                    and j + 1 < count
                    and texts[j + 1][:1].isupper()
                    and not taken[j + 1]
                ):
                    if lower[j] == "and" and organization_class(texts[i:j]) == "Organization":
                        break
                    j += 1
                else:
                    break
            found += self._run(i, j)
            i = j
        return found

    def _run(self, start: int, end: int) -> list[Name]:
        titles = _titles()
        first = start
        while first < end and self._lower[first] in titles:
            first += 1
        if first > start and 1 <= end - first <= 4 and not {"of", "for", "and"} & set(self._lower[first:end]):
            if all(self._doc[i].pos_ == "PROPN" for i in range(first, end)):
                return [Name(first, end, "Person", self._text(first, end))]
            return []
        if end - start < 2 or all(text.isupper() for text in self._texts[start:end]):
            return []
        cls = organization_class(self._texts[start:end])
        return [Name(start, end, cls, self._text(start, end))] if cls != "Organization" else []

    def _text(self, start: int, end: int) -> str:
        return self._article[self._starts[start] : self._ends[end - 1]].replace("\n", " ")


def head_of(doc: Doc, start: int, end: int) -> Token:
    """The token of ``start:end`` whose head lies outside (``Span.root``, faster)."""
    for token in doc[start:end]:
        if not start <= token.head.i < end or token.head.i == token.i:
            return token
    return doc[start]


def _titles() -> frozenset[str]:
    return words("titles", "courtesy") | words("titles", "rank") | words("titles", "office")
