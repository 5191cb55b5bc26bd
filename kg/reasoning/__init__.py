"""Checks of the graph: SHACL validation in words and OWL consistency; and what follows from it."""

from kg.reasoning.consistency import (
    Consistency,
    ReasonerUnavailableError,
    check_consistency,
    java_available,
)
from kg.reasoning.inference import infer
from kg.reasoning.ontology import ontology_path
from kg.reasoning.validation import Violation, validate

__all__ = [
    "Consistency",
    "ReasonerUnavailableError",
    "Violation",
    "check_consistency",
    "infer",
    "java_available",
    "ontology_path",
    "validate",
]
