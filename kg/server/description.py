"""The SPARQL 1.1 Service Description: what this endpoint understands, in RDF."""

from pyoxigraph import BlankNode, NamedNode, Triple, serialize

from kg.rdf.namespaces import RDF, Namespace
from kg.server.exchange import Answer, text
from kg.server.negotiation import GRAPHS, choose

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)
_FORMAT_BASE = "http://www.w3.org/ns/formats/"


def description(endpoint: str, accept: str, *, writes: bool) -> Answer:
    """Describe the endpoint at this address, in the form that the client likes best."""
    kind = choose(accept, list(GRAPHS)) or ("text/turtle" if "html" in accept else None)
    if kind is None:
        return text(406, f"The service description can be had as {', '.join(GRAPHS)}.")
    service, dataset, default = BlankNode("service"), BlankNode("dataset"), BlankNode("default")
    triples = [
        Triple(service, RDF("type"), SD("Service")),
        Triple(service, SD("endpoint"), NamedNode(endpoint)),
        Triple(service, SD("supportedLanguage"), SD("SPARQL11Query")),
        Triple(service, SD("feature"), SD("UnionDefaultGraph")),
        Triple(service, SD("defaultDataset"), dataset),
        Triple(dataset, RDF("type"), SD("Dataset")),
        Triple(dataset, SD("defaultGraph"), default),
        Triple(default, RDF("type"), SD("Graph")),
    ]
    if writes:
        triples.append(Triple(service, SD("supportedLanguage"), SD("SPARQL11Update")))
    triples += [Triple(service, SD("resultFormat"), NamedNode(_FORMAT_BASE + name)) for name in _FORMATS]
    body = serialize(triples, format=GRAPHS[kind], prefixes={"sd": SD.iri, "format": _FORMAT_BASE})
    return Answer(200, kind, body or b"")
