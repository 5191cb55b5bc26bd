"""The network: a small pre-trained encoder, word shapes, a learned mix of its layers, and one head a task."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from kg.language.labels import BIO_LABELS, EVENT_LABELS
from kg.language.wordpieces import SHAPES

ARC_SIZE, LABEL_SIZE, NAME_SIZE, EVENT_SIZE = 256, 128, 256, 256


class Mix(nn.Module):
    """A learned weighted mean of the encoder's layers."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.linspace(-1.0, 1.0, layers))

    def forward(self, states: Tensor) -> Tensor:
        """Mix *states* of shape (layers, batch, words, width)."""
        return torch.einsum("l,lbnd->bnd", torch.softmax(self.weights, 0), states)


class LockedDropout(nn.Module):
    """Dropout with one mask for all positions of a window: cheaper to draw, and no worse for parsing."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, values: Tensor) -> Tensor:
        """Drop features of *values* of shape (batch, positions, features)."""
        if not self.training:
            return values
        mask = torch.rand(values.shape[0], 1, values.shape[2], device=values.device) >= self.rate
        return values * (mask.to(values.dtype) / (1 - self.rate))


class Network(nn.Module):
    """Encoder and heads.

    ``forward`` takes sub-token indices, shapes and mask of shape (batch, sub-tokens) and the position of each
    word's first sub-token, (batch, words); it returns the scores of the tag, name and sentence heads, arc
    scores (batch, words, words + 1; column 0 is the root), the two vectors from which :meth:`label_scores`
    scores a dependency's label, and the scores of the event head.
    """

    def __init__(self, base: Path | str, upos: int, xpos: int, deprels: int) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            base, add_pooling_layer=False, attn_implementation="sdpa", attention_probs_dropout_prob=0.0
        )
        for module in list(self.encoder.modules()):
            if isinstance(getattr(module, "dropout", None), nn.Dropout) and hasattr(module, "LayerNorm"):
                module.dropout = LockedDropout(0.1)
        width, layers = self.encoder.config.hidden_size, self.encoder.config.num_hidden_layers + 1
        self.shapes = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shapes.weight)
        self.tag_mix, self.name_mix, self.tree_mix, self.event_mix = (Mix(layers) for _ in range(4))
        self.dropout = LockedDropout(0.2)
        self.upos, self.xpos, self.start = nn.Linear(width, upos), nn.Linear(width, xpos), nn.Linear(width, 1)
        self.names = nn.Sequential(
            nn.Linear(width, NAME_SIZE), nn.GELU(), LockedDropout(0.2), nn.Linear(NAME_SIZE, len(BIO_LABELS))
        )
        self.events = nn.Sequential(
            nn.Linear(width, EVENT_SIZE),
            nn.GELU(),
            LockedDropout(0.2),
            nn.Linear(EVENT_SIZE, len(EVENT_LABELS)),
        )
        self.root = nn.Parameter(torch.randn(width) * 0.02)

        def projection(size: int) -> nn.Sequential:
            return nn.Sequential(nn.Linear(width, size), nn.GELU(), LockedDropout(0.3))

        self.arc_dependent, self.arc_head = projection(ARC_SIZE), projection(ARC_SIZE)
        self.arc_weight = nn.Parameter(torch.zeros(ARC_SIZE, ARC_SIZE))
        self.arc_bias = nn.Linear(ARC_SIZE, 1, bias=False)
        nn.init.xavier_uniform_(self.arc_weight)
        self.label_dependent, self.label_head = projection(LABEL_SIZE), projection(LABEL_SIZE)
        self.label_out = nn.Linear(2 * LABEL_SIZE, deprels)

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Scores of a batch; see the class."""
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.shapes(shapes)
        states = self.encoder(
            inputs_embeds=embedded, attention_mask=mask, output_hidden_states=True
        ).hidden_states
        stacked = torch.stack(states)
        index = first[None, :, :, None].expand(stacked.shape[0], -1, -1, stacked.shape[3])
        words = torch.gather(stacked, 2, index)
        return self.heads(
            self.tag_mix(words), self.name_mix(words), self.tree_mix(words), self.event_mix(words)
        )

    def heads(self, tags: Tensor, names: Tensor, tree: Tensor, events: Tensor) -> tuple[Tensor, ...]:
        """The heads' outputs, from word vectors mixed for each kind of head, (batch, words, width)."""
        tags, names, tree, events = (self.dropout(vectors) for vectors in (tags, names, tree, events))
        rooted = torch.cat([self.root.expand(tree.shape[0], 1, -1), tree], dim=1)
        dependent, head = self.arc_dependent(tree), self.arc_head(rooted)
        arcs = (dependent @ self.arc_weight) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
        return (
            self.upos(tags),
            self.xpos(tags),
            self.names(names),
            self.start(tags).squeeze(-1),
            arcs,
            self.label_dependent(tree),
            self.label_head(rooted),
            self.events(events),
        )

    def label_scores(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Scores of the dependency labels of words whose head is known, both (…, LABEL_SIZE)."""
        scores: Tensor = self.label_out(torch.cat([dependent * head, torch.relu(dependent + head)], dim=-1))
        return scores
