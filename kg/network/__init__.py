"""The graph as a network: projections, layout, the interactive page, and exports for other tools."""

from kg.network.export import NETWORK_FORMATS, export_network
from kg.network.page import page_of, page_of_answer, write_page
from kg.network.projection import project
from kg.network.reading import read_facts

__all__ = [
    "NETWORK_FORMATS",
    "export_network",
    "page_of",
    "page_of_answer",
    "project",
    "read_facts",
    "write_page",
]
