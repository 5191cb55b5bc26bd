"""From reports to RDF: namespaces, IRIs, and the mapping of a report to quads."""

from kg.rdf.mapping import quads
from kg.rdf.namespaces import DATA, PREFIXES

__all__ = ["DATA", "PREFIXES", "quads"]
