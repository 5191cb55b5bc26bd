"""``kg wikidata``: an index of Wikidata of one's own, bigger than the shipped one."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import notes, say

wikidata_app = typer.Typer(help="Build an index of Wikidata, bigger than the shipped one.")


@wikidata_app.callback()
def wikidata_cli() -> None:
    """Build an index of Wikidata, bigger than the shipped one."""


@wikidata_app.command("build")
def wikidata_build_cli(
    dump: Annotated[Path, typer.Argument(metavar="DUMP", help="Wikidata JSON dump: .json, .gz, .bz2, .zst.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Where to write it; by default, your cache."),
    ] = None,
    classes: Annotated[
        list[str] | None,
        typer.Option("--class", metavar="CLASS", help="Only such items, as Person; may be repeated."),
    ] = None,
    sitelinks: Annotated[
        int, typer.Option("--sitelinks", min=0, help="Only items with at least so many Wikimedia pages.")
    ] = 5,
) -> None:
    """Read a dump into an index that links are then made with.

    Started again after an interruption, it goes on where it stopped.
    """
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from kg.linking.dump import DumpError, build_from_dump
    from kg.linking.location import built_index

    if not dump.is_file():
        raise DumpError(f"There is no file {dump}.")
    target, console = out or built_index(), notes()
    columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=dump.stat().st_size)

        def progress(done: int, read: int, kept: int) -> None:
            bar.update(task, completed=done, description=f"{kept} items kept of {read}")

        result = build_from_dump(
            dump, target, classes=frozenset(classes or ()), sitelinks=sitelinks, progress=progress
        )
    lost = f" {result.unreadable} lines could not be read." if result.unreadable else ""
    say(f"{target}: {result.kept.total()} items, curated ones included, of {result.read} entities.{lost}")
    if out is not None:
        say(f"Set KG_INDEX={out} to link with it.")
