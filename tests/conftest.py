"""What tests share: the language pipeline, loaded once, and where development data lies if it is there."""

import os
from pathlib import Path

import pytest
from spacy.language import Language

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped pipeline."""
    from kg.language import load

    return load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of development data; tests that need it skip without it."""
    folder = Path(os.environ.get("CONFLICT_KG_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("development data is not here")
    return folder
