"""The command ``kg``: each file holds one command, which parses, calls a plain function and prints."""

import os
import sys
from typing import Annotated

import typer

from kg.cli.backup import backup_cli
from kg.cli.build import build_cli
from kg.cli.check import check_cli
from kg.cli.demo import demo_cli
from kg.cli.events import events_cli
from kg.cli.export import export_cli
from kg.cli.link import link_cli
from kg.cli.load import load_cli
from kg.cli.model import model_cli
from kg.cli.queries import queries_cli
from kg.cli.query import query_cli
from kg.cli.reason import reason_cli
from kg.cli.remove import remove_cli
from kg.cli.serve import serve_cli
from kg.cli.stats import stats_cli
from kg.cli.view import view_cli
from kg.cli.wikidata import wikidata_app
from kg.errors import KgError, why

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"conflict-kg {version('conflict-kg')}")
        raise typer.Exit


@app.callback()
def kg_cli(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Reads news about conflict into an RDF knowledge graph, and answers questions from it."""


app.command("build")(build_cli)
app.command("query", add_help_option=False)(query_cli)
app.command("queries")(queries_cli)
app.command("events")(events_cli)
app.command("link")(link_cli)
app.add_typer(wikidata_app, name="wikidata")
app.command("view")(view_cli)
app.command("export")(export_cli)
app.command("stats")(stats_cli)
app.command("check")(check_cli)
app.command("serve")(serve_cli)
app.command("remove")(remove_cli)
app.command("reason")(reason_cli)
app.command("load")(load_cli)
app.command("backup")(backup_cli)
app.command("model")(model_cli)
app.command("demo")(demo_cli)


def main() -> None:
    """Run the command; what the user can put right is said in one sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        # The reader of our output has gone (`kg query … | head`), which is its right.
        _let_go_of_output()
        sys.exit(0)
    except OSError as error:
        # A full disk under our output, or an endpoint that a query asks and that does not answer.
        print(f"kg: It ended before its time: {why(error)}.", file=sys.stderr)
        _let_go_of_output()
        sys.exit(1)


def _let_go_of_output() -> None:
    """Keep the interpreter, as it ends, from failing again on what could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
