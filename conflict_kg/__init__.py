"""The language pipeline under the distribution's name, where ``spacy.load("conflict_kg")`` looks for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.language import Language

import kg.language

__all__ = ["load"]


def load(
    *, exclude: str | Iterable[str] = (), disable: str | Iterable[str] = (), threads: int = 1, **unused: Any
) -> Language:
    """The pipeline of :func:`kg.language.load`, without components *exclude*, *disable* switched off.

    spaCy passes a vocabulary and settings too, which this pipeline has no use for.
    """
    nlp = kg.language.load(threads)
    for name in [exclude] if isinstance(exclude, str) else exclude:
        nlp.remove_pipe(name)
    for name in [disable] if isinstance(disable, str) else disable:
        nlp.disable_pipe(name)
    return nlp
