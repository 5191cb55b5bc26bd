"""From reports to RDF: namespaces, IRIs, and the mapping of a report to quads."""
