"""Options that several commands share, and where their answers go."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from kg.articles import Article
    from kg.store import Store

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT...", help="Files, folders, web addresses, or - for standard input."),
]
StoreOption = Annotated[
    str,
    typer.Option(
        "--store", envvar="KG_STORE", metavar="DIR|URL", help="Folder of the store, or a SPARQL 1.1 endpoint."
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that read beside each other.")]
NoLink = Annotated[bool, typer.Option("--no-link", help="Do not link entities to Wikidata.")]
Online = Annotated[
    bool, typer.Option("--online", help="Ask Wikidata, over the network, for names that the index lacks.")
]
MinConfidence = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        min=0.0,
        max=1.0,
        help="Leave out facts less sure than this (not given: events likelier wrong than right).",
    ),
]
Pipeline = Annotated[
    str | None,
    typer.Option("--pipeline", metavar="NAME", help="Another spaCy pipeline with Universal Dependencies."),
]
Params = Annotated[
    list[str] | None,
    typer.Option("--param", "-p", metavar="NAME=VALUE", help="A value for a parameter; may be repeated."),
]

DEFAULT_STORE = "./kg-store"


def parameters(given: list[str] | None) -> dict[str, str]:
    """``NAME=VALUE`` options as a mapping; raises :class:`UsageError`."""
    values = {}
    for option in given or []:
        name, equals, value = option.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--param takes NAME=VALUE, and {option!r} is not that.")
        if not value.strip():
            raise UsageError(f"--param {option.strip()} has no value; leave it out to ask for all.")
        values[name.strip()] = value
    return values


def read_store(location: str) -> "Store":
    """Open a store for reading."""
    from kg.store import open_store

    return open_store(location, read_only=True)


def write_store(location: str) -> "Store":
    """Open a store for writing; one that is not there is an error, and is not made for the occasion."""
    from kg.store import open_store

    return open_store(location, create=False)


def notes() -> "Console":
    """Where progress and remarks go: standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def say(message: str) -> None:
    """A remark on standard error."""
    print(message, file=sys.stderr)


def say_doubts(article: "Article") -> None:
    """Say what an article that was read leaves in doubt: its date, its encoding, its language."""
    for doubt in article.warnings:
        say(f"note: {article.source or article.id}: {doubt}.")
