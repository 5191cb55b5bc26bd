"""A word that names an event, as the parts of its reading hand it on."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extraction.frames import Frame


@dataclass(slots=True)
class Trigger:
    """A word that names an event, and the words that carry it."""

    token: Token
    frame: Frame
    host: Token | None = None
    """The verb that lends a noun its subject and adjuncts ("launched" of "launched an attack")."""
    relation: str = ""
    """How the noun stands to its host: ``doing``, ``suffering``, ``reaching``, ``happening``."""
    nominal: bool = False
    """Whether the word stands as a noun, as "shelling" does in "the shelling of the city"."""
    absorbed: list[Token] = field(default_factory=list)
    """Objects that belong to the trigger itself ("fire" of "opened fire")."""
    asks: int = 0
    """How much the pattern asks to stand with the word; 0 where the word alone is enough."""
    sensed: bool = False
    """Whether it is the encoder, not the lexicon, that takes the word for an event."""

    @property
    def carriers(self) -> list[Token]:
        """Tokens on which the event's adjuncts may hang."""
        return [self.token, *self.absorbed, *([self.host] if self.host is not None else [])]

    @property
    def anchor(self) -> Token:
        """Where the walk to the event's factuality starts."""
        return self.token
