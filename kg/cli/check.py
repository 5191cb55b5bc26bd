"""``kg check``: is the graph well formed, and does it agree with the ontology?"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption, read_store, say

if TYPE_CHECKING:
    from pyoxigraph import Triple

_REASONABLE = 50
"""Articles that the reasoner gets through in seconds; its time grows faster than their number."""


def check_cli(
    store: StoreOption = DEFAULT_STORE,
    reasoner: Annotated[
        bool, typer.Option("--reasoner/--no-reasoner", help="Ask HermiT too, where Java is installed.")
    ] = True,
) -> None:
    """Check every article by the shapes, and the whole by the reasoner; exit 1 if anything is wrong."""
    from kg.reasoning import validate

    faults = 0
    with read_store(store) as opened:
        articles = opened.articles()
        facts = {article.id: opened.facts_of(article.iri) for article in articles[:_REASONABLE]}
        for article in articles:
            quads = facts.get(article.id) or opened.facts_of(article.iri)
            lines = "".join(f"{quad} .\n" for quad in quads)
            for violation in validate(lines.encode("utf-8"), name=article.iri):
                faults += 1
                print(f"{article.id}: {violation}")
    if reasoner and len(articles) <= _REASONABLE:
        faults += not _consistent([quad.triple for quads in facts.values() for quad in quads])
    say(f"{len(articles)} articles checked, {faults} faults found.")
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
