"""Reading what a client sends and writing back what it gets, on whatever address."""

import asyncio
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kg.server.exchange import Answer, text

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_BODY_SECONDS = 30.0
"""How long a client may take to send what it has to say."""


class BadRequestError(Exception):
    """The request cannot be understood; ``answer`` says why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.answer = text(status, message)


async def body(request: Request, longest: int) -> bytes:
    """The body of a request; raises :class:`BadRequestError` where it is too long or never ends."""
    pieces, size = [], 0
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for piece in request.stream():
                size += len(piece)
                if size > longest:
                    raise BadRequestError(413, f"A request may be {longest:,} bytes long.")
                pieces.append(piece)
    except TimeoutError:
        raise BadRequestError(408, "The request did not come to its end in time.") from None
    except ClientDisconnect:
        raise BadRequestError(400, "The request broke off.") from None
    return b"".join(pieces)


def media_type(request: Request) -> str:
    """The bare media type of the body, in small letters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def decoded(content: bytes) -> str:
    """Text in UTF-8; raises :class:`BadRequestError`."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequestError(400, "The request is not text in UTF-8.") from None


def pairs(words: str) -> list[tuple[str, str]]:
    """The ``name=value`` pairs of a query string or form; raises :class:`BadRequestError`."""
    try:
        return parse_qsl(words, keep_blank_values=True, errors="strict", max_num_fields=1_000)
    except UnicodeDecodeError:
        raise BadRequestError(400, "The request is not text in UTF-8.") from None
    except ValueError:
        raise BadRequestError(400, "The request has too many parameters.") from None


def absolute(iri: str) -> str:
    """An absolute IRI; raises :class:`BadRequestError`."""
    if not urlsplit(iri).scheme or any(c in '<>"{}|^`\\' or c <= " " for c in iri):
        raise BadRequestError(400, f"{iri[:200]!r} is not an absolute IRI.")
    return iri


def response(answer: Answer, **headers: str) -> Response:
    """An answer as a response."""
    more = {"WWW-Authenticate": "Bearer"} if answer.status == 401 else {}
    return Response(
        answer.body, answer.status, media_type=answer.media_type, headers={**SECURITY, **more, **headers}
    )
