"""Proper names in a parsed text: what the encoder marked, what is known, and what capitals tell."""

from collections import Counter
from dataclasses import replace

from spacy.tokens import Doc

from kg.extraction.actor_types import words
from kg.extraction.capitalised_names import CapitalisedNames
from kg.extraction.gazetteer import known_names, longest_from
from kg.extraction.marked_names import MarkedNames
from kg.extraction.name_text import Name, NameText
from kg.extraction.shared_words import completed

_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "WEAPON", "VEHICLE"})
_SETTLED = frozenset(
    {"GovernmentBody", "ArmedForces", "SecurityForces", "PoliticalParty", "Weapon", "Aircraft", "Vehicle"}
)


class NameFinder:
    """Finds the proper names of one Doc; overlaps go to the longer name, then to the known one."""

    def __init__(self, doc: Doc) -> None:
        self._read = NameText(doc)
        self._marked = MarkedNames(self._read)
        self._capitalised = CapitalisedNames(self._read)

    def find(self) -> list[Name]:
        """Names in order of their first token, none overlapping another."""
        known = [*self._known(), *self._capitalised.ministries()]
        marked = [name for ent in self._read.doc.ents if ent.label_ in _LABELS
                  for name in self._marked.names(ent.start, ent.end, ent.label_)]  # fmt: skip
        taken = [False] * len(self._read.texts)
        chosen: list[Name] = []
        # A name that the encoder marked and that is known word for word is kept as the known one.
        by_span = {(name.start, name.end): name for name in known}
        marked = [by_span.get((name.start, name.end), name) for name in marked]
        for name in sorted([*marked, *known], key=lambda n: (n.start - n.end, n.known is None, n.start)):
            if not any(taken[name.start : name.end]):
                chosen.append(name)
                taken[name.start : name.end] = [True] * (name.end - name.start)
        chosen += self._capitalised.runs(taken)
        return completed(self._agreed(chosen), self._read)

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
        return start > 0 and self._read.lower[start - 1] in words("syntax", "place_prepositions")

    def _known(self) -> list[Name]:
        names, longest, text = known_names(), longest_from(), self._read.doc.text
        found: list[Name] = []
        i, count = 0, len(self._read.texts)
        while i < count:
            word = self._read.texts[i]
            shouted = len(word) > 3 and word.isupper() and word not in longest
            limit = longest.get(word.title() if shouted else word)
            best = 0
            if limit:
                begin = self._read.starts[i]
                for j in range(i + 1, min(i + 9, count) + 1):
                    if self._read.ends[j - 1] - begin > limit:
                        break
                    written = text[begin : self._read.ends[j - 1]]
                    if (written.title() if shouted else written) in names:
                        best = j
            if best:
                written = text[self._read.starts[i] : self._read.ends[best - 1]]
                entry = names[written.title() if shouted else written]
                if not self._part_of_name(i, best):
                    found.append(Name(i, best, entry.cls, entry.name, entry))
                i = best
            else:
                i += 1
        return found

    def _part_of_name(self, start: int, end: int) -> bool:
        """Whether the word is no name but a verb or pronoun that looks like one ("IS", "US")."""
        token = self._read.doc[start]
        return end == start + 1 and token.pos_ in ("AUX", "VERB", "PRON", "ADP", "DET")
