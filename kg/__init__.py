"""conflict-kg reads news about conflict into an RDF knowledge graph with provenance."""
