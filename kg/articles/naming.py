"""Names for articles: short, readable, the same on every run, and different for different articles."""

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit

_LONGEST = 70


def slug(text: str) -> str:
    """Lower-case ASCII words of ``text`` joined by hyphens; empty where it has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-")


def digest(content: bytes) -> str:
    """Eight hexadecimal digits that tell contents apart."""
    return hashlib.sha256(content).hexdigest()[:8]


def from_content(name: str, content: bytes) -> str:
    """The id of an article that is known by a file name or title and its content.

    The content counts, so that two files called ``article.txt`` never stand for each other.
    """
    return "-".join(filter(None, (slug(name) or "article", digest(content))))


def from_address(url: str) -> str:
    """The id of an article that is known by its web address; a later copy of the page has the same id."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    path = re.sub(r"\.(?:x?html?|php|aspx?)$", "", parts.path)
    readable = slug(f"{host} {path}") or "article"
    exact = not parts.query and len(slug(host)) + len(slug(path)) + 1 < _LONGEST
    return readable if exact else f"{readable[: _LONGEST - 9].rstrip('-')}-{digest(url.encode())}"


class Register:
    """The ids given out in one batch."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def unique(self, wanted: str, content: bytes) -> str:
        """``wanted``, or ``wanted`` with a mark of the content (and at last a number) where it is taken."""
        chosen, number = wanted, 1
        while chosen in self._taken:
            chosen = f"{wanted}-{digest(content)}" + (f"-{number}" if number > 1 else "")
            number += 1
        self._taken.add(chosen)
        return chosen
