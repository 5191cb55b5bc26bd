"""What can be wrong with a store or with what is asked of it."""

import re

from kg.errors import KgError, UsageError


class StoreError(KgError):
    """A store cannot be used."""


class StoreMissingError(StoreError):
    """There is no store where one was expected."""

    def __init__(self, path: str) -> None:
        super().__init__(f"There is no store at {path}; make one with `kg build INPUT --store {path}`.")


class StoreLockedError(StoreError):
    """Another process writes to the store."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The store at {path} is in use by another process that writes to it; wait for its end, "
            "or use another --store."
        )


class StoreDamagedError(StoreError):
    """The files of the store cannot be read."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"The store at {path} is damaged ({reason}); build it again, or restore a copy. "
            "Nothing was changed."
        )


class UnknownArticleError(StoreError):
    """No article of that name is in the store."""

    def __init__(self, article: str) -> None:
        super().__init__(f"There is no article {article!r} in the store; `kg query articles` lists them.")


class MalformedQueryError(KgError):
    """The text is not SPARQL, a query or an ``update`` as asked; the message shows the place."""

    def __init__(self, query: str, reason: str, *, update: bool = False) -> None:
        if _UPDATE.match(query) and not update:
            said = "This is an update, and queries are asked here: send it as one to `kg serve --writable`."
        else:
            said = _explain(query, reason)
        super().__init__(said)


_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_UPDATE = re.compile(
    r"(?:\s|#[^\n]*\n|PREFIX\s+[\w.-]*:\s*<[^>]*>|BASE\s+<[^>]*>)*"
    r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\b[A-Z][A-Za-z]*(?: [^,'\"\[]+)+")


def _explain(query: str, reason: str) -> str:
    found = _PLACE.match(reason)
    if found is None:
        return f"The query is malformed: {reason.strip()}"
    row, column = int(found[1]), int(found[2])
    # The parser lists every token that it could have taken; only what it says in words helps a reader.
    said = _WORDS.search(found[3])
    why = f": {said[0].strip()}" if said else ""
    lines = query.splitlines() or [""]
    line = lines[min(row, len(lines)) - 1]
    shift = max(0, column - 60)
    excerpt = line[shift : shift + 100]
    caret = " " * (min(column, len(line) + 1) - 1 - shift) + "^"
    return f"The query is malformed at line {row}, column {column}{why}.\n  {excerpt}\n  {caret}"


class UnknownQueryError(UsageError):
    """No saved query has that name."""


class ParameterError(UsageError):
    """A parameter is missing, unknown, or has a value that does not fit its type."""
