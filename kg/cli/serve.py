"""``kg serve``: the graph over HTTP."""

from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, read_store, say
from kg.errors import UsageError


def serve_cli(
    host: Annotated[str, typer.Option("--host", help="Address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 7878,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds for one query.")] = 30.0,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Queries that run beside each other.")] = 2,
    cors: Annotated[bool, typer.Option("--cors", help="Let pages of other sites ask.")] = False,
    service: Annotated[
        list[str] | None,
        typer.Option("--service", metavar="URL", help="An endpoint that queries may ask; may be repeated."),
    ] = None,
    writable: Annotated[
        bool, typer.Option("--writable", help="Take updates from whoever sends the token.")
    ] = False,
    token: Annotated[
        str | None,
        typer.Option("--token", envvar="KG_STORE_TOKEN", help="The token; without one, a new one is shown."),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Serve the graph over HTTP, with a page to ask on.

    SPARQL is at /sparql, its graphs at /store, the network at /network.
    """
    import secrets

    from kg.server import Limits, serve

    if store.startswith(("http://", "https://")):
        raise UsageError("An endpoint is served already; give --store the folder of a store.")
    with read_store(store):
        pass  # what is wrong with the store is said before an address is
    for url in service or ():
        if not url.startswith(("http://", "https://")):
            raise UsageError(f"--service takes the address of an endpoint, http://…, and {url!r} is none.")
    given = token
    if writable and token is None:
        token = secrets.token_urlsafe(24)

    def announce(address: str) -> None:
        say(f"Serving {store}{'' if writable else ', read-only,'} at {address} until you press Ctrl-C.")
        if writable and given is None:
            say(f"Writing takes the token {token}")

    serve(
        store,
        host=host,
        port=port,
        limits=Limits(seconds=timeout, workers=workers, services=frozenset(service or ())),
        cors=cors,
        token=token if writable else None,
        announce=announce,
    )
