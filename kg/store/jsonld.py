"""JSON-LD with a context: the prefixes that people know instead of whole IRIs."""

from typing import Any

from kg.rdf.namespaces import PREFIXES


def compact(expanded: list[Any]) -> dict[str, Any]:
    """Shorten expanded JSON-LD by the well-known prefixes; what it says stays the same."""
    return {"@context": dict(PREFIXES), "@graph": [_node(node) for node in expanded]}


def _node(node: dict[str, Any]) -> dict[str, Any]:
    return {_short(key): _values(key, value) for key, value in node.items()}


def _values(key: str, value: Any) -> Any:
    if key == "@value":
        return value
    if isinstance(value, str):
        return _short(value)
    if isinstance(value, dict):
        return _node(value)
    found = [_values(key, one) for one in value]
    return found[0] if len(found) == 1 and key != "@graph" and not isinstance(found[0], list) else found


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and not local.startswith("//"):
            return f"{prefix}:{local}"
    return iri
