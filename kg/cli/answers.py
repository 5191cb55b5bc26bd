"""Writing the answer to a query to standard output, in the format that was asked for."""

import itertools
import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.store.dataset import Result
    from kg.store.solutions import Term


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    xml = "xml"
    ttl = "ttl"
    nt = "nt"
    jsonld = "jsonld"


def write_answer(result: "Result", format: Format | None, limit: int | None) -> None:
    """Write a raw result to standard output, ``limit`` rows or triples at most."""
    import pyoxigraph as ox

    out = sys.stdout.buffer
    if isinstance(result, ox.QueryTriples):
        _write_graph(result, format or Format.ttl, limit)
        return
    forms = {
        Format.csv: ox.QueryResultsFormat.CSV,
        Format.tsv: ox.QueryResultsFormat.TSV,
        Format.json: ox.QueryResultsFormat.JSON,
        Format.xml: ox.QueryResultsFormat.XML,
    }
    if format is not None and format not in (Format.table, *forms):
        raise UsageError(
            f"The query makes a table, which {format.value} cannot hold; use csv, tsv, json or xml."
        )
    if isinstance(result, ox.QueryBoolean):
        if format in (Format.json, Format.xml):
            result.serialize(out, forms[format])
            out.write(b"\n")
        else:
            print("true" if result else "false")
    elif format in forms:
        (result if limit is None else _first(result, limit)).serialize(out, forms[format])
        out.write(b"" if format in (Format.csv, Format.tsv) else b"\n")
    else:
        from kg.cli.table import print_table
        from kg.store.solutions import Rows

        print_table(Rows.of(result), limit)


def _write_graph(result: "ox.QueryTriples", format: Format, limit: int | None) -> None:
    import pyoxigraph as ox

    from kg.rdf.namespaces import PREFIXES

    forms = {
        Format.ttl: ox.RdfFormat.TURTLE,
        Format.nt: ox.RdfFormat.N_TRIPLES,
        Format.xml: ox.RdfFormat.RDF_XML,
        Format.jsonld: ox.RdfFormat.JSON_LD,
    }
    if format not in forms:
        raise UsageError(
            f"The query makes a graph, which {format.value} cannot hold; use ttl, nt, xml or jsonld."
        )
    triples = itertools.islice(result, limit)
    if format is Format.jsonld:
        from kg.store.jsonld import compact

        expanded = json.loads(ox.serialize(triples, format=forms[format]) or b"[]")
        print(json.dumps(compact(expanded), ensure_ascii=False, indent=1))
        return
    ox.serialize(triples, sys.stdout.buffer, format=forms[format], prefixes=PREFIXES)


def _first(result: "ox.QuerySolutions", limit: int) -> "ox.QuerySolutions":
    """The first solutions alone; the engine can write solutions that it made or read itself, no others."""
    import pyoxigraph as ox

    names = [variable.value for variable in result.variables]
    rows = [
        {name: _json(term) for name in names if (term := row[name]) is not None}
        for row in itertools.islice(result, limit)
    ]
    document = {"head": {"vars": names}, "results": {"bindings": rows}}
    read = ox.parse_query_results(json.dumps(document).encode(), format=ox.QueryResultsFormat.JSON)
    assert isinstance(read, ox.QuerySolutions)
    return read


def _json(term: "Term") -> dict[str, object]:
    """A term in the SPARQL 1.1 Query Results JSON Format."""
    import pyoxigraph as ox

    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": term.value}
        case ox.Literal():
            written: dict[str, object] = {"type": "literal", "value": term.value}
            if term.language:
                return written | {"xml:lang": term.language}
            return written | {"datatype": term.datatype.value}
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
