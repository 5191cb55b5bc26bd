"""The model card: what the model was trained on and how, under which licence, and what it scores."""

from __future__ import annotations

import argparse
import datetime
import json
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.evaluation import coreference
from kg.evaluation.coreference import mean_f1
from kg.evaluation.json_lines import read_lines
from kg.evaluation.names import measure
from kg.evaluation.syntax import TREEBANKS, score_gold_words, score_raw_text
from kg.language.encoder import MODEL, Encoder
from kg.language.pipeline import load
from kg.language.training.treebank import Sentence, read_conllu

CONFIG = MODEL.parent / "training" / "config.toml"
COMMAND = "python -m kg.language.train --data DIR"


def write_card(model: Path, data: Path, config: dict[str, Any], note: str = "") -> Path:
    """Measure the model in folder *model* on the data below *data* and write ``card.json`` beside it."""
    encoder = Encoder(model)
    nlp = load(model=model)
    parts = {name: list(read_conllu(data / name / "test.conllu")) for name in TREEBANKS}
    suites: dict[str, list[Sentence]] = parts | {"both": [s for part in parts.values() for s in part]}
    scores: dict[str, Any] = {}
    for name, sentences in suites.items():
        scores[f"{name} test, gold words"] = asdict(score_gold_words(encoder, sentences))
        scores[f"{name} test, raw text"] = asdict(score_raw_text(nlp, sentences))
    scores |= {name: asdict(found) for name, found in measure(nlp, data)}
    articles = data / "gold" / "dwie_dev.jsonl"
    if articles.is_file():
        found = coreference.measure(nlp, read_lines(articles))
        scores["coreference of names, DWIE dev"] = {mode: mean_f1(table) for mode, table in found.items()}
    card = {
        "name": "conflict-kg language model",
        "licence": "CC BY-SA 4.0",
        "base": "all-MiniLM-L6-v2 (Apache License 2.0)",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "bytes": (model / "encoder.onnx").stat().st_size,
        "precision": "int8, dynamic, per channel",
        "command": COMMAND,
        "note": note,
        "configuration": config,
        "labels": asdict(encoder.labels),
        "scores": _rounded(scores),
    }
    path = model / "card.json"
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return round(value, 2) if isinstance(value, float) else value


def main() -> None:
    """Parse the command line and write the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--config", type=Path, default=CONFIG)
    parser.add_argument(
        "--note", default="", help="what the configuration does not tell of how it was trained"
    )
    arguments = parser.parse_args()
    config = tomllib.loads(arguments.config.read_text(encoding="utf-8"))
    print(write_card(arguments.model, arguments.data, config, arguments.note))


if __name__ == "__main__":
    main()
