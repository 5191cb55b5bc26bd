"""``kg stats``: how much a store holds."""

from kg.cli.options import DEFAULT_STORE, StoreOption, read_store


def stats_cli(store: StoreOption = DEFAULT_STORE) -> None:
    """Count what the graph holds."""
    with read_store(store) as opened:
        counts = opened.stats()
    width = max((len(what) for what in counts), default=0)
    for what, count in counts.items():
        print(f"{what:<{width}}  {count:>9,}")
