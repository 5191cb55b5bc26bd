"""WARC archives: the HTML pages that a crawl saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from kg.articles.errors import ArticleError, BinaryContentError, TooLargeError


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page of the archive: its address and what the server sent."""

    url: str
    content: bytes


def pages_in(stream: BinaryIO, source: str, limit: int) -> Iterator[ArchivedPage | ArticleError]:
    """The pages of an archive as they are read: answers of status 200 that hold HTML, and nothing else."""
    try:
        for record in ArchiveIterator(stream):
            if record.rec_type != "response" or record.http_headers is None:
                continue
            kind = record.http_headers.get_header("Content-Type") or ""
            if record.http_headers.get_statuscode() != "200" or "html" not in kind.lower():
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            content = record.content_stream().read(limit + 1)
            if len(content) > limit:
                yield TooLargeError(f"{source}, {url}", limit)
            else:
                yield ArchivedPage(url, content)
    except (ArchiveLoadFailed, ValueError, EOFError, IndexError) as error:
        yield BinaryContentError(source, f"this archive is damaged ({str(error) or type(error).__name__})")
