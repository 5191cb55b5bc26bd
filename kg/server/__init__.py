"""The graph over HTTP: the SPARQL 1.1 Protocol, read-only, and a page to ask questions on."""

from kg.server.app import create_app, serve
from kg.server.limits import Limits

__all__ = ["Limits", "create_app", "serve"]
