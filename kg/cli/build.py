"""``kg build``: articles into a store."""

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import (
    DEFAULT_STORE,
    Inputs,
    Jobs,
    MinConfidence,
    NoLink,
    Online,
    Pipeline,
    StoreOption,
    notes,
    say,
    say_doubts,
)

if TYPE_CHECKING:
    from kg.pipeline import BuildResult


def build_cli(
    inputs: Inputs,
    store: StoreOption = "",
    out: Annotated[
        str | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="Write the graph to a file; without --store, only there."
        ),
    ] = None,
    jobs: Jobs = 1,
    no_link: NoLink = False,
    online: Online = False,
    min_confidence: MinConfidence = None,
    pipeline: Pipeline = None,
) -> None:
    """Read articles and store what they say. Building again changes nothing."""
    location = store or (":memory:" if out else DEFAULT_STORE)
    result = build_with_progress(
        inputs,
        location,
        out=out,
        jobs=jobs,
        link=not no_link,
        online=online,
        min_confidence=min_confidence,
        pipeline=pipeline,
    )
    if not result.articles:
        raise typer.Exit(1)
    say(summary(result, out if location == ":memory:" and out else location))


def build_with_progress(
    inputs: list[str],
    location: str,
    *,
    out: str | None = None,
    jobs: int = 1,
    link: bool = True,
    online: bool = False,
    min_confidence: float | None = None,
    pipeline: str | None = None,
) -> "BuildResult":
    """Build, showing on a terminal how far it has come, and saying which articles are left out and why."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from kg.pipeline import Failure, Reading, build, why_offline, why_unlinked
    from kg.store.dataset import Outcome

    console = notes()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} articles"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def progress(reading: Reading | Failure, outcome: Outcome | None) -> None:
            if isinstance(reading, Failure):
                console.print(f"left out: {reading}", markup=False)
            else:
                say_doubts(reading.article)
                bar.update(task, advance=1, description=reading.article.id)

        if link and (reason := why_unlinked()):
            say(f"Entities are not linked: {reason}.")
        result = build(
            inputs,
            location,
            out=out,
            jobs=jobs,
            link=link,
            online=online,
            min_confidence=min_confidence,
            pipeline=pipeline,
            progress=progress,
        )
        if online and (reason := why_offline()):
            say(f"Some entities may lack a link. {reason}")
        return result


def summary(result: "BuildResult", location: str) -> str:
    """One line that says what a build did."""
    parts = [
        f"{number} {word}"
        for number, word in (
            (result.added, "added"),
            (result.replaced, "replaced"),
            (result.unchanged, "unchanged"),
            (len(result.failures), "left out"),
        )
        if number
    ]
    return f"{location}: {', '.join(parts)}."
