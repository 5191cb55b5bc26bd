"""Proper names that capitals tell: bodies named for what they do, and runs that a title explains."""

from kg.extraction.actor_types import organization_class, words
from kg.extraction.gazetteer import known_names
from kg.extraction.name_text import Name, NameText, titles

_TIMES = frozenset({"DATE", "TIME"})


class CapitalisedNames:
    """Reads the names that no list knows and the encoder passed over."""

    def __init__(self, read: NameText) -> None:
        self._read = read

    def ministries(self) -> list[Name]:
        """Bodies named by what they are for: "Ministry of Defense", "Interior Ministry"."""
        texts, heads = self._read.texts, words("bodies", "named_for")
        found: list[Name] = []
        for i, text in enumerate(texts):
            if not text[:1].isupper() or self._read.lower[i] not in heads:
                continue
            end = i + 1
            if end < len(texts) and self._read.lower[end] in ("of", "for"):
                end = self._capitals(end + 1)
            start = i
            if end <= i + 2:
                end = i + 1
                while start > 0 and self._is_branch(start - 1):
                    start -= 1
            if end - start > 1:
                text = self._read.text(start, end)
                found.append(Name(start, end, organization_class(text.split()), text))
        return found

    def runs(self, taken: list[bool]) -> list[Name]:
        """Runs of capitalised words that the encoder passed over and a title or a telling word explains."""
        found: list[Name] = []
        doc, texts, lower = self._read.doc, self._read.texts, self._read.lower
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
                    and doc[j + 1].ent_type_ not in _TIMES
                ):
                    if lower[j] == "and" and organization_class(texts[i:j]) == "Organization":
                        break
                    j += 1
                else:
                    break
            found += self._run(i, j)
            i = j
        return found

    def _capitals(self, start: int) -> int:
        """End of the run of capitalised words from ``start`` on, "and" and "the" between them included."""
        end = i = start
        while i < len(self._read.texts):
            if self._read.texts[i][:1].isupper() and self._read.doc[i].pos_ in ("PROPN", "NOUN", "ADJ"):
                end = i = i + 1
            elif self._read.lower[i] in ("the", "and", "of", "-") and i - end < 2 and i < start + 12:
                i += 1
            else:
                break
        return end

    def _is_branch(self, i: int) -> bool:
        token = self._read.doc[i]
        known = known_names().get(token.text)
        return (
            token.text[:1].isupper()
            and token.pos_ in ("PROPN", "NOUN", "ADJ")
            and (known is None or known.kind == "organization")
            and not (token.i > 0 and token.is_sent_start and token.pos_ == "ADJ")
        )

    def _run(self, start: int, end: int) -> list[Name]:
        before = titles()
        first = start
        while first < end and self._read.lower[first] in before:
            first += 1
        if (
            first > start
            and 1 <= end - first <= 4
            and not {"of", "for", "and"} & set(self._read.lower[first:end])
        ):
            if all(self._read.doc[i].pos_ == "PROPN" for i in range(first, end)):
                return [Name(first, end, "Person", self._read.text(first, end))]
            return []
        if end - start < 2 or all(text.isupper() for text in self._read.texts[start:end]):
            return []
        cls = organization_class(self._read.texts[start:end])
        return [Name(start, end, cls, self._read.text(start, end))] if cls != "Organization" else []
