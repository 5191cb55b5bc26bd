"""A browser for tests, or a skip that says what is missing."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


class Watched:
    """A page and everything that it should not do: messages, errors, requests, dialogs."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.noise: list[str] = []
        page.set_default_timeout(20_000)
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
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("no Chromium is installed: the page was not looked at in a browser")
    with playwright.sync_playwright() as tools:
        started = tools.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()
