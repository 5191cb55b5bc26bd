"""What training minimises, and the scores on the dev parts by which its course is followed."""

from __future__ import annotations

import random

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from kg.language.training.batches import IGNORED, Batch, batches, collate, event_windows, tree_windows
from kg.language.training.corpus import Corpus
from kg.language.training.network import Network
from kg.language.wordpieces import WordPieces

WEIGHTS = {"names": 1.0, "upos": 0.7, "xpos": 0.7, "start": 1.0, "arcs": 1.0, "labels": 1.0, "events": 2.0}


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The loss of each head, a mean over the words that are annotated for it."""
    upos, xpos, names, start, arcs, dependent, head, events = network(
        batch.pieces, batch.shapes, batch.mask, batch.first
    )
    is_word = batch.words.bool()
    result = {}
    for task, scores, allowed in (("names", names, batch.allowed), ("events", events, batch.events)):
        told = is_word & ~allowed.all(-1)
        if told.any():
            chances = torch.log_softmax(scores.float(), -1).masked_fill(~allowed, -1e4)
            result[task] = -torch.logsumexp(chances, -1)[told].mean()
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
        same &= ~torch.eye(same.shape[1], dtype=torch.bool, device=same.device)[None]
        rooted = torch.cat([torch.ones_like(same[:, :, :1]), same], dim=2)
        result["arcs"] = cross_entropy(arcs.masked_fill(~rooted, -1e4)[tree], batch.heads[tree])
        gold = batch.heads.clamp(min=0)
        chosen = torch.gather(head, 1, gold[:, :, None].expand(-1, -1, head.shape[2]))
        result["labels"] = cross_entropy(
            network.label_scores(dependent[tree], chosen[tree]), batch.deprels[tree]
        )
    return result


def total_loss(network: Network, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """The weighted sum of the heads' losses, and each loss."""
    parts = losses(network, batch)
    total = torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum()
    return total, {name: part.item() for name, part in parts.items()}


@torch.no_grad()
def evaluate(network: Network, corpus: Corpus, pieces: WordPieces, limit: int = 0) -> dict[str, float]:
    """Tag and attachment scores on gold words of the dev parts, greedy, gold sentence boundaries."""
    network.eval()
    device = next(network.parameters()).device
    right = dict.fromkeys(("upos", "xpos", "uas", "las", "start_hit", "start_said", "start_gold"), 0)
    total = 0
    sentences = [s for part in corpus.dev.values() for s in part]
    if limit:
        sentences = sentences[:: max(1, len(sentences) // limit)]
    windows = list(
        tree_windows(sentences, [[1] * len(s.words) for s in sentences], corpus.vocabulary, random.Random(1))
    )
    for group in batches(windows, 1500, None):
        batch = collate(group, pieces).to(device)
        upos, xpos, _, start, arcs, dependent, head, _ = network(
            batch.pieces, batch.shapes, batch.mask, batch.first
        )
        tree = batch.heads != IGNORED
        same = batch.sentence[:, :, None] == batch.sentence[:, None, :]
        same &= ~torch.eye(same.shape[1], dtype=torch.bool, device=same.device)[None]
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
    scores: dict[str, float] = {k: 100 * right[k] / total for k in ("upos", "xpos", "uas", "las")}
    scores["start_f1"] = 200 * right["start_hit"] / max(1, right["start_said"] + right["start_gold"])
    scores.update(evaluate_events(network, corpus, pieces))
    return scores


@torch.no_grad()
def evaluate_events(network: Network, corpus: Corpus, pieces: WordPieces) -> dict[str, float]:
    """F1 on the own dev part of words told to name an event, and of those with a label that is allowed."""
    network.eval()
    device = next(network.parameters()).device
    found = told = right = gold = 0
    for group in batches(list(event_windows(corpus.dev_marked, random.Random(1))), 1500, None):
        batch = collate(group, pieces).to(device)
        guess = network(batch.pieces, batch.shapes, batch.mask, batch.first)[-1].argmax(-1)
        counted = batch.words.bool() & ~batch.events.all(-1)
        allowed = torch.gather(batch.events, 2, guess[:, :, None])[:, :, 0]
        event, said = counted & ~batch.events[:, :, 0], counted & (guess > 0)
        said &= event | ~allowed
        gold, told = gold + int(event.sum()), told + int(said.sum())
        found, right = found + int((event & said).sum()), right + int((event & said & allowed).sum())
    network.train()
    both = max(1, told + gold)
    return {"event_f1": 200 * found / both, "class_f1": 200 * right / both}
