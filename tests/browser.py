"""A browser for tests, or a skip that says what is missing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError
from kg.evaluation.network import chromium


class Watched:
    """A page and everything that it should not do: messages, errors, requests, dialogs."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.noise: list[str] = []
        page.set_default_timeout(60_000)
        page.on("console", lambda message: self.noise.append(message.text))
        page.on("pageerror", lambda error: self.noise.append(str(error)))
        page.on("request", lambda asked: self._note(asked.url))
        page.on("dialog", lambda dialog: self.noise.append(dialog.message))

    def _note(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:", "http://127.0.0.1:")):
            self.noise.append(url)

    def open(self, path: Path, view: str = "") -> Any:
        """Open a file afresh."""
        self.page.goto("about:blank")
        self.page.goto(path.as_uri() + view)
        return self.page


@contextmanager
def browser() -> Iterator[Any]:
    """Start Chromium without a window."""
    try:
        with chromium() as started:
            yield started
    except KgError as error:
        pytest.skip(f"The page was not looked at in a browser. {error}")
