"""The words of invented articles: what verbs stand for which deeds and statements, and text as it grows."""

from dataclasses import dataclass, field

from kg.extraction.report import Span

# class, type and mode of the scheme, verb
ATTACKS = (
    ("Airstrike", "ASSAULT", "aerial", "bombed"),
    ("Shelling", "ASSAULT", "heavy-weapons", "shelled"),
    ("Attack", "ASSAULT", None, "attacked"),
    ("Clash", "ASSAULT", None, "fought"),
    ("Ambush", "ASSAULT", None, "ambushed"),
    ("DroneStrike", "ASSAULT", "aerial", "hit"),
)
OTHER = (
    ("Meeting", "CONSULT", None, "met"),
    ("Visit", "CONSULT", "visit", "visited"),
    ("Sanction", "SANCTION", None, "sanctioned"),
    ("Arrest", "COERCE", "arrest", "arrested"),
    ("Withdrawal", "RETREAT", "withdraw", "withdrew from"),
    ("Recognition", "COOPERATE", None, "recognised"),
)
STATEMENTS = (
    ("Accusation", "ACCUSE", "accused"),
    ("Threat", "THREATEN", "threatened"),
    ("Demand", "REQUEST", "urged"),
    ("Announcement", None, "told"),
)


@dataclass(slots=True)
class Text:
    """Text as it grows, and the sentences in it."""

    words: str = ""
    sentences: list[Span] = field(default_factory=list)

    def sentence(self, *parts: str) -> tuple[Span, list[Span]]:
        """Add a sentence of these parts, one space between; returns its span and those of its parts."""
        start = len(self.words)
        spans = []
        for part in parts:
            spans.append(Span(len(self.words), len(self.words) + len(part), part))
            self.words += part + " "
        self.words = self.words[:-1] + ".\n"
        whole = Span(start, len(self.words) - 1, self.words[start:-1])
        self.sentences.append(whole)
        return whole, spans
