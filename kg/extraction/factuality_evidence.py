"""What a text shows on the way up from an event's word about whether it happened."""

from dataclasses import dataclass, field

from kg.extraction.report import Factuality


@dataclass(slots=True)
class Evidence:
    """The signs seen so far, in their order, and whether their negations leave the event denied."""

    modal: list[Factuality] = field(default_factory=list)
    negated: bool = False

    def add(self, seen: Factuality) -> None:
        """Note one sign; an even number of negations cancels out."""
        if seen == "Negated":
            self.negated = not self.negated
        else:
            self.modal.append(seen)

    def result(self) -> Factuality:
        """What the signs amount to."""
        if "Conditional" in self.modal:
            return "Conditional"
        if self.modal and self.modal[0] == "Possible":
            return "Possible"
        if self.negated:
            return "Negated"
        if "Possible" in self.modal:
            return "Possible"
        return "Planned" if self.modal else "Actual"
