"""``kg reason``: what follows from the facts by the ontology."""

from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, say, write_store


def reason_cli(
    drop: Annotated[bool, typer.Option("--drop", help="Forget what was inferred.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Infer what follows from the facts into a graph of its own.

    Ask it with GRAPH graph:inferred { … }.
    """
    from kg.reasoning.inferred import forget, reason

    with write_store(store) as opened:
        if drop:
            forget(opened)
            say(f"{store}: inferred facts dropped.")
        else:
            say(f"{store}: {reason(opened):,} facts inferred.")
