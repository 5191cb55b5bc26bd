"""``kg check``: is the graph well formed, and does it agree with the ontology?"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, read_store, say

if TYPE_CHECKING:
    from pyoxigraph import Triple

_MOST_JOBS = 8
"""Processes that are started unasked; each takes some 100 MB."""
_REASONABLE = 50
"""Articles that the reasoner gets through in seconds; its time grows faster than their number."""


def check_cli(
    store: StoreOption = DEFAULT_STORE,
    reasoner: Annotated[
        bool, typer.Option("--reasoner/--no-reasoner", help="Ask HermiT too, where Java is installed.")
    ] = True,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes that check beside each other.")
    ] = None,
) -> None:
    """Check every article by the shapes, and all by the reasoner.

    The exit status is 1 if anything is wrong.
    """
    import os

    from kg.reasoning.checking import check_store

    faults = count = 0
    with read_store(store) as opened:
        for article, violations in check_store(opened, jobs=jobs or min(os.cpu_count() or 1, _MOST_JOBS)):
            count += 1
            faults += len(violations)
            for violation in violations:
                print(f"{article.id}: {violation}")
        if reasoner and count <= _REASONABLE:
            triples = (quad.triple for a in opened.articles() for quad in opened.facts_of(a.iri))
            faults += not _consistent(triples)
    say(f"{count} articles checked, {faults} faults found.")
    if faults:
        raise typer.Exit(1)


def _consistent(triples: "Iterable[Triple]") -> bool:
    """Whether the reasoner, where it can run, finds no contradiction."""
    import rdflib
    from pyoxigraph import RdfFormat, serialize

    from kg.reasoning import ReasonerUnavailableError, check_consistency

    graph = rdflib.Graph()
    graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    try:
        found = check_consistency([graph])
    except ReasonerUnavailableError as error:
        say(f"The reasoner was left out: {error}.")
        return True
    if not found.consistent:
        print("The facts contradict the ontology.")
    for cls in found.unsatisfiable:
        print(f"Nothing can be a member of <{cls}>.")
    return found.consistent and not found.unsatisfiable
