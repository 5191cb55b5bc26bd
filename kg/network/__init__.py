"""The graph as a network: projections, layout, the interactive page, and exports for other tools."""

from kg.network.export import NETWORK_FORMATS, export_network
from kg.network.facts import read_facts
from kg.network.page import write_page
from kg.network.projection import project

__all__ = ["NETWORK_FORMATS", "export_network", "project", "read_facts", "write_page"]
