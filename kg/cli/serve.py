"""``kg serve``: the graph over HTTP."""

from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, say
from kg.errors import UsageError


def serve_cli(
    host: Annotated[str, typer.Option("--host", help="Address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 7878,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds for one query.")] = 30.0,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Queries that run beside each other.")] = 2,
    cors: Annotated[bool, typer.Option("--cors", help="Let pages of other sites ask.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Serve the graph read-only: SPARQL at /sparql, and a page to ask on."""
    from kg.server import Limits, serve

    if store.startswith(("http://", "https://")):
        raise UsageError("An endpoint is served already; give --store the folder of a store.")
    say(f"Serving {store} at http://{host}:{port}/ until you press Ctrl-C.")
    serve(store, host=host, port=port, limits=Limits(seconds=timeout, workers=workers), cors=cors)
