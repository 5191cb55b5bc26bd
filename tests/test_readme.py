"""The README is true: what it names exists, and what it shows comes out."""

import datetime as dt
import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

import kg
from kg.cli import app
from kg.store.saved import saved_queries

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_path_exists() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target
    for path in re.findall(r"`((?:kg|ontology|queries)/[\w./-]*)`", README):
        assert (ROOT / path).exists(), path


def test_every_command_exists() -> None:
    import typer

    known = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert known >= set(re.findall(r"(?:^|`)kg ([a-z]+)", README, re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert targets >= set(re.findall(r"^make (\w+)", README, re.MULTILINE))
    for module in re.findall(r"python -m kg\.([\w.]+)", README):
        assert (ROOT / "kg" / (module.replace(".", "/") + ".py")).exists(), module


def test_every_saved_query_that_is_named_exists() -> None:
    named = set(re.findall(r"^kg query ([a-z][a-z-]+)", README, re.MULTILINE))
    assert named
    assert named <= saved_queries().keys()
    assert f"{_in_words(len(saved_queries()))} questions" in README


def test_the_example_comes_out(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    text = re.search(r'\*"(At least 12 soldiers.*?)"\*', README, re.DOTALL)
    assert text is not None
    record = {"id": "goma", "text": " ".join(text[1].split()), "date": str(dt.date(2024, 5, 8))}
    source = tmp_path / "goma.jsonl"
    source.write_text(str(record).replace("'", '"') + "\n", "utf-8")
    with kg.open_store(":memory:") as store:
        assert kg.build([source], store).added == 1
        event = NamedNode("https://w3id.org/conflict-kg/data/article/goma#e1")
        found = {q.object.value for q in store.match(event, None, None, None)}
    shown = re.search(r"```turtle\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    for name in re.findall(r"(?:art|ent|kg|et):[\w#-]+", re.sub(r"#\s.*", "", shown[1])):
        prefix, _, local = name.partition(":")
        if prefix in ("art", "ent") and local != "goma#e1":
            assert any(value.endswith("/" + local) for value in found), name
    sure = re.search(r"kg:confidence ([\d.]+)", shown[1])
    assert sure is not None
    assert {"12", "2024-05-06", sure[1]} <= found


def _in_words(number: int) -> str:
    units = ["", "-one", "-two", "-three", "-four", "-five", "-six", "-seven", "-eight", "-nine"]
    return {3: "Thirty", 4: "Forty"}[number // 10] + units[number % 10]
