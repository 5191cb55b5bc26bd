"""Right, found and gold items, and the precision, recall and F1 that follow from them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    """Right, found and gold items of one class."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of the found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def total(counts: Iterable[Counts]) -> Counts:
    """Sum over classes or types."""
    items = list(counts)
    return Counts(sum(c.right for c in items), sum(c.found for c in items), sum(c.gold for c in items))


def total_line(name: str, table: Mapping[str, Counts]) -> str:
    """The figures of a table as a whole, under a name."""
    c = total(table.values())
    return f"{name}: P {c.precision:.3f}  R {c.recall:.3f}  F1 {c.f1:.3f} of {c.gold}"


def table_lines(table: Mapping[str, Counts]) -> Iterator[str]:
    """A line of figures for each class, in the order of their names."""
    for name, counts in sorted(table.items()):
        yield (
            f"{name:20} P {counts.precision:.2f}  R {counts.recall:.2f}  F1 {counts.f1:.2f}  of {counts.gold}"
        )
