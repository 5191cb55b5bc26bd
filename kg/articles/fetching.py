"""Fetching a page from the web, only where a person gave its address."""

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import httpx

from kg.articles.errors import FetchError, TooLargeError

try:
    _VERSION = version("conflict-kg")
except PackageNotFoundError:
    _VERSION = "0"


@dataclass(frozen=True, slots=True)
class Page:
    """What came back, and the address that it came from in the end."""

    url: str
    content: bytes


def fetch(url: str, limit: int, seconds: float) -> Page:
    """The page at ``url``, redirections followed; raises FetchError, TooLargeError above ``limit`` bytes."""
    headers = {
        "User-Agent": f"conflict-kg/{_VERSION}",
        "Accept": "text/html, application/xhtml+xml, */*;q=0.5",
    }
    try:
        with (
            httpx.Client(follow_redirects=True, timeout=seconds, headers=headers) as client,
            client.stream("GET", url) as answer,
        ):
            if answer.status_code >= 400:
                raise FetchError(
                    url, f"the server answered {answer.status_code} {answer.reason_phrase}".rstrip()
                )
            content = bytearray()
            for piece in answer.iter_bytes():
                content += piece
                if len(content) > limit:
                    raise TooLargeError(url, limit)
            return Page(str(answer.url), bytes(content))
    except httpx.TimeoutException:
        raise FetchError(url, f"no answer within {seconds:g} seconds") from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
        raise FetchError(url, "this is not a web address") from None
    except httpx.HTTPError as error:
        raise FetchError(url, f"it could not be fetched ({str(error) or type(error).__name__})") from None
