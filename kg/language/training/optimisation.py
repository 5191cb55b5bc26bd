"""The optimiser, its rates over time, and the average of the weights."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from kg.language.training.network import Network


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

    def swap(self, network: Network) -> None:
        """Exchange the network's weights and the averages; a second call undoes it."""
        with torch.no_grad():
            for parameter, mean in zip(network.parameters(), self.weights, strict=True):
                kept = parameter.detach().clone()
                parameter.copy_(mean)
                mean.copy_(kept)
