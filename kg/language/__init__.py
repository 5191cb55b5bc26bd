"""Reading language: a spaCy pipeline whose heart is one small encoder with several heads."""

from kg.language.pipeline import load

__all__ = ["load"]
