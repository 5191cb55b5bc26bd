"""Names in the form in which they are compared: folded, as a sound, as an acronym."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "þ": "th",
        "ð": "d", "ħ": "h", "ŋ": "ng", "&": " and ",
        # Marks for ayn and hamza, and the apostrophes written in their place, are dropped: Sana'a, Ta‘izz.
        "'": "", "’": "", "‘": "", "ʿ": "", "ʾ": "", "ʻ": "", "ʼ": "", "`": "", "´": "", "′": "", ".": "",
    }
)  # fmt: skip
_GAPS = re.compile(r"[\W_]+", re.UNICODE)
_POSSESSIVE = re.compile(r"['’]s?$")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9&./-]*[A-Z0-9.]s?")
COMPANY_SUFFIXES = frozenset(
    "inc corp corporation co company ltd limited plc ag sa nv gmbh llc se".split()  # noqa: SIM905
)
"""What may stand after a company's name, or be left out."""
_INITIAL_SKIPPED = frozenset(
    {"a", "an", "and", "the", "of", "for", "in", "on", "to", "de", "du", "des", "la", "le"}
)
_SOUND_SKIPPED = frozenset(
    {"al", "el", "ul", "ad", "as", "ar", "an", "ed", "es", "the", "of", "de", "von", "van"}
)
_SOUNDS = (
    ("sch", "s"), ("tch", "c"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("sh", "s"), ("zh", "z"), ("dj", "j"),
    ("th", "t"), ("ck", "k"), ("ch", "c"), ("ts", "s"), ("q", "k"), ("x", "ks"), ("w", "v"), ("j", "y"),
)  # fmt: skip


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """Return ``name`` without case, accents, marks, punctuation and a leading article.

    >>> fold("The Élysée"), fold("Sana'a"), fold("al-Assad"), fold("U.S.")
    ('elysee', 'sanaa', 'al assad', 'us')
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)
    words = _GAPS.sub(" ", plain).strip()
    return words.removeprefix("the ")


@lru_cache(maxsize=100_000)
def sound(name: str) -> str:
    """Return the consonants that the spellings of a transliterated name share; empty if too few to tell.

    >>> sound("Zalmay Khalilzada") == sound("Zalmai Khalilzad")
    True
    """
    words = [_consonants(word) for word in fold(name).split() if word not in _SOUND_SKIPPED]
    code = " ".join(word for word in words if word)
    return code if len(code) >= 4 else ""


def _consonants(word: str) -> str:
    for spelling, letter in _SOUNDS:
        word = word.replace(spelling, letter)
    first = "a" if word[0] in "aeiouy" else word[0]
    rest = "".join(letter for letter in word[1:] if letter not in "aeiouyh")
    # A doubled consonant sounds as one, but only where it is written twice running.
    return re.sub(r"(.)\1+", r"\1", first + rest)


def strip_possessive(name: str) -> str:
    """Return ``name`` without a trailing ``'s`` or ``'``.

    >>> strip_possessive("Islamabad's"), strip_possessive("the Houthis’")
    ('Islamabad', 'the Houthis')
    """
    return _POSSESSIVE.sub("", name)


def is_acronym(name: str) -> bool:
    """Tell whether ``name`` is written as initials are: two to eight capitals, perhaps with points.

    >>> is_acronym("NATO"), is_acronym("U.S."), is_acronym("Nato")
    (True, True, False)
    """
    return len(name.replace(".", "")) <= 8 and _CAPITALS.fullmatch(name) is not None


def initials(name: str) -> str:
    """Return the first letters of the words of ``name`` that carry one in an acronym.

    >>> initials("Islamic Revolutionary Guard Corps"), initials("Organisation of African Unity")
    ('irgc', 'oau')
    """
    return "".join(word[0] for word in fold(name).split() if word not in _INITIAL_SKIPPED)
