"""Errors of reading language, each with a message that a user can act on."""

from __future__ import annotations


class LanguageError(Exception):
    """Something about the language pipeline that the user can mend."""


class ModelMissingError(LanguageError):
    """The model's files are not where the package keeps them."""

    def __init__(self, folder: object) -> None:
        super().__init__(
            f"the language model is incomplete in {folder}: install the package again or export the model"
        )


class PipelineMissingError(LanguageError):
    """A spaCy pipeline that was asked for is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no spaCy pipeline named {name!r} is installed")


class PipelineUnsuitableError(LanguageError):
    """A spaCy pipeline yields no Universal Dependencies or no names."""

    def __init__(self, name: str, lack: str) -> None:
        super().__init__(f"the spaCy pipeline {name!r} cannot be used: it yields no {lack}")
