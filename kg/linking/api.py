"""Wikidata's search and entity API, asked politely: few requests, spaced, repeated when the service says so.

https://www.wikidata.org/w/api.php, modules ``wbsearchentities`` and ``wbgetentities``; ``KG_WIKIDATA_API``
names another Wikibase. Etiquette: https://www.mediawiki.org/wiki/API:Etiquette (a descriptive User-Agent,
``maxlag``, ``Retry-After``, one request at a time).
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import httpx

from kg.errors import KgError
from kg.linking.entity_json import LANGUAGES

ADDRESS = "https://www.wikidata.org/w/api.php"
_SECONDS_BETWEEN = 0.5
_SECONDS_TO_ANSWER = 15.0
_LARGEST_ANSWER = 64_000_000
_TRIES = 3
_LONGEST_WAIT = 30.0
"""Seconds; a service that asks for more is left alone."""
_BATCH = 50
_HITS = 7
_MAX_LAG = 5
_BUSY = frozenset({429, 500, 502, 503, 504})
_BUSY_CODES = frozenset({"maxlag", "ratelimited", "readonly", "internal_api_error_DBQueryError"})


class WikidataUnreachable(KgError):  # noqa: N818
    """Wikidata does not answer, refuses, or answers what is no answer."""


class WikidataApi:
    """A client of the API; ``wait`` pauses for a number of seconds, and ``seconds`` is how long an answer may
    take."""

    def __init__(
        self,
        address: str | None = None,
        *,
        wait: Callable[[float], None] = time.sleep,
        seconds: float = _SECONDS_TO_ANSWER,
    ) -> None:
        self._seconds = seconds
        self.address = address or os.environ.get("KG_WIKIDATA_API") or ADDRESS
        self._wait = wait
        self._next = 0.0
        self._client = httpx.Client(timeout=seconds, headers={"User-Agent": user_agent()})

    def search(self, name: str) -> list[str]:
        """Return the QIDs that Wikidata finds for a name, its best guess first; raises
        :class:`WikidataUnreachable`."""
        answer = self._ask(
            action="wbsearchentities", search=name, language="en", type="item", limit=str(_HITS)
        )
        try:
            return [hit["id"] for hit in answer["search"]]
        except (KeyError, TypeError) as error:
            raise self._rubbish() from error

    def entities(self, qids: Iterable[str], *, props: str) -> Iterator[Mapping[str, Any]]:
        """Yield the JSON of the items that exist among ``qids``; ``props`` are ``wbgetentities``' parts of
        it, separated by ``|``. An item that was merged into another comes as that other."""
        wanted = list(dict.fromkeys(qids))
        for start in range(0, len(wanted), _BATCH):
            answer = self._ask(
                action="wbgetentities",
                ids="|".join(wanted[start : start + _BATCH]),
                props=props,
                languages="|".join(LANGUAGES),
            )
            try:
                yield from (entity for entity in answer["entities"].values() if "missing" not in entity)
            except (KeyError, TypeError, AttributeError) as error:
                raise self._rubbish() from error

    def _ask(self, **parameters: str) -> Mapping[str, Any]:
        query = {**parameters, "format": "json", "maxlag": str(_MAX_LAG)}
        pause, trouble = 1.0, "it does not answer"
        for attempt in range(_TRIES):
            if attempt:
                self._wait(pause)
            self._wait(max(0.0, self._next - time.monotonic()))
            try:
                response = self._get(query)
            except httpx.TimeoutException:
                pause, trouble = 2.0 * (attempt + 1), "it takes too long to answer"
                continue
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                pause, trouble = 2.0 * (attempt + 1), str(error) or type(error).__name__
                continue
            finally:
                self._next = time.monotonic() + _SECONDS_BETWEEN
            answer = self._answer(response)
            if answer is not None:
                return answer
            pause = _retry_after(response, default=2.0 * (attempt + 1))
            trouble = f"it is too busy (status {response.status_code})"
            if pause > _LONGEST_WAIT:
                trouble = f"it asks to be left alone for {pause:.0f} seconds"
                break
        raise WikidataUnreachable(f"Wikidata cannot be asked at {self.address}: {trouble}.")

    def _get(self, query: Mapping[str, str]) -> httpx.Response:
        """Fetch a whole answer, or give up on one that comes drop by drop or never ends."""
        deadline = time.monotonic() + self._seconds
        with self._client.stream("GET", self.address, params=query) as response:
            content = bytearray()
            for piece in response.iter_bytes():
                content += piece
                if time.monotonic() > deadline or len(content) > _LARGEST_ANSWER:
                    raise httpx.ReadTimeout("the answer does not come to its end")
        return httpx.Response(response.status_code, headers=response.headers, content=bytes(content))

    def _answer(self, response: httpx.Response) -> Mapping[str, Any] | None:
        """Return what the service answered, or ``None`` if it asks to come again later."""
        if response.status_code in _BUSY:
            return None
        if response.is_error or response.is_redirect:
            raise WikidataUnreachable(f"Wikidata at {self.address} refuses: status {response.status_code}.")
        try:
            answer = response.json()
        except ValueError as error:
            raise self._rubbish() from error
        if not isinstance(answer, dict):
            raise self._rubbish()
        refusal = answer.get("error")
        if refusal is None:
            return answer
        code = refusal.get("code") if isinstance(refusal, dict) else refusal
        if code in _BUSY_CODES:
            return None
        raise WikidataUnreachable(f"Wikidata at {self.address} refuses: {code}.")

    def _rubbish(self) -> WikidataUnreachable:
        return WikidataUnreachable(f"What {self.address} answers is not what Wikidata's API answers.")


def user_agent() -> str:
    """Say who asks, as Wikimedia wants to know; ``KG_CONTACT`` adds an address to write to."""
    try:
        release = version("conflict-kg")
    except PackageNotFoundError:
        release = "unreleased"
    contact = os.environ.get("KG_CONTACT")
    about = "https://w3id.org/conflict-kg" + (f"; {contact}" if contact else "")
    return f"conflict-kg/{release} ({about}) httpx/{httpx.__version__}"


def _retry_after(response: httpx.Response, default: float) -> float:
    try:
        return max(0.0, float(response.headers["Retry-After"]))
    except (KeyError, ValueError):
        return default
