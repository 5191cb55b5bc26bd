"""What can be wrong with an article or with the place it is read from, each as one clear sentence.

A reader never raises these in the middle of a batch: it yields them beside the articles, so that one bad
article is reported and counted and the rest is read.
"""

from kg.errors import KgError


class ArticleError(KgError):
    """An article could not be read. ``source`` names the file, address or record."""

    reason = "could not be read"

    def __init__(self, source: str, reason: str | None = None) -> None:
        self.source = source
        super().__init__(f"{source}: {reason or self.reason}.")

    def __reduce__(self) -> tuple[object, ...]:
        """Keep kind, source and sentence when the error is handed to another process."""
        return _again, (type(self), self.source, str(self))


class NotFoundError(ArticleError):
    """There is no such file or folder."""

    reason = "there is no such file or folder"


class NotPermittedError(ArticleError):
    """The operating system refuses to open it."""

    reason = "no permission to read it"


class EmptyArticleError(ArticleError):
    """There is no text in it."""

    reason = "it is empty"


class BinaryContentError(ArticleError):
    """It is not text: a picture, a PDF, a program."""

    reason = "it is not text"


class UndecodableError(ArticleError):
    """It is text in no encoding that could be told."""

    reason = "its character encoding could not be told; save it as UTF-8"


class NoArticleError(ArticleError):
    """A page, feed or archive without an article in it."""

    reason = "there is no article in this page"


class NothingReadableError(ArticleError):
    """A folder without any article."""

    reason = "nothing in this folder could be read as an article"


class BadRecordError(ArticleError):
    """A line of JSON Lines that is not a record with a text."""


class TooLargeError(ArticleError):
    """It is larger than the limit that was set."""

    def __init__(self, source: str, limit: int) -> None:
        super().__init__(source, f"it is larger than the limit of {limit:,} bytes")


class BadMarkupError(ArticleError):
    """XML that is broken, or that a careful parser must refuse."""


class FetchError(ArticleError):
    """A page could not be fetched over the network."""


def _again(kind: type[ArticleError], source: str, sentence: str) -> ArticleError:
    error = kind.__new__(kind)
    Exception.__init__(error, sentence)
    error.source = source
    return error
