"""A network read back from an exported model, so that training can go on without its checkpoints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from kg.language.training.network import Network

Array = NDArray[np.float32]
_PREFIX = "network."
_MIXES = ("tag_mix", "name_mix", "tree_mix", "event_mix")


def restore(network: Network, model: Path) -> list[str]:
    """Set the weights of *network* from the files of an exported *model*, int8 or fp32.

    Returns the names of the parameters that the model lacks (the heads that it was exported without), which
    stay as they are; raises ``ValueError`` where the shapes differ. Quantised weights come back rounded.
    """
    graph = onnx.load(str(model / "encoder.onnx")).graph
    found = dict(_parameters(graph))
    with np.load(model / "labelling.npz") as arrays:
        found["label_out.weight"], found["label_out.bias"] = arrays["weight"], arrays["bias"]
    token_types = network.encoder.embeddings.token_type_embeddings.weight.detach().numpy().copy()
    token_types[0] = found.pop("token_type")
    found["encoder.embeddings.token_type_embeddings.weight"] = token_types
    own = network.state_dict()
    for name, value in found.items():
        if name not in own or tuple(own[name].shape) != value.shape:
            raise ValueError(f"{model} does not fit the network: {name} {value.shape}")
    network.load_state_dict({name: torch.tensor(value) for name, value in found.items()}, strict=False)
    return [name for name, _ in network.named_parameters() if name not in found]


def _parameters(graph: onnx.GraphProto) -> Iterator[tuple[str, Array]]:
    values = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    maker = {output: node for node in graph.node for output in node.output}
    for name, value in values.items():
        if name.startswith(_PREFIX) and value.dtype == np.float32 and not name.endswith(("_scale", ":0")):
            yield name.removeprefix(_PREFIX), value
        elif name.startswith(_PREFIX) and name.endswith("_quantized"):
            yield name.removeprefix(_PREFIX).removesuffix("_quantized"), _dequantised(name, values)
        elif name.startswith("onnx::Add"):
            yield "token_type", value
    for node in graph.node:
        if node.op_type not in ("MatMulInteger", "MatMul") or not node.input[1].startswith("onnx::"):
            continue
        weight = node.input[1]
        matrix = _dequantised(weight, values) if weight.endswith("_quantized") else values[weight]
        yield _owner(node, graph), matrix.T.copy()
    yield from _mixes(graph, maker)


def _dequantised(name: str, values: dict[str, NDArray[np.generic]]) -> Array:
    stem = name.removesuffix("_quantized")
    scale = values[f"{stem}_scale"].astype(np.float32)
    zero = values[f"{stem}_zero_point"].astype(np.float32)
    return (values[name].astype(np.float32) - zero) * scale


def _owner(node: onnx.NodeProto, graph: onnx.GraphProto) -> str:
    """The parameter whose matrix a product uses: that of the bias added to it, or named by the node."""
    reached = set(node.output)
    for other in graph.node:
        if reached & set(other.input):
            if other.op_type == "Add":
                bias = next((i for i in other.input if i.startswith(_PREFIX) and i.endswith(".bias")), "")
                if bias:
                    return f"{bias.removeprefix(_PREFIX).removesuffix('bias')}weight"
            elif other.op_type not in ("Cast", "Mul"):
                continue
            reached |= set(other.output)
    return f"{node.name.strip('/').split('/')[0]}.weight"


def _mixes(graph: onnx.GraphProto, maker: dict[str, onnx.NodeProto]) -> Iterator[tuple[str, Array]]:
    """The layers' shares, constants by which the gathered states are multiplied, as weights of a softmax."""
    shares: dict[int, float] = {}
    for node in graph.node:
        sources = {maker[name].op_type: maker[name] for name in node.input if name in maker}
        if node.op_type == "Mul" and sources.keys() == {"GatherElements", "Constant"}:
            number = int(node.name.rsplit("_", 1)[-1])
            shares[number] = float(numpy_helper.to_array(sources["Constant"].attribute[0].t))
    weights = np.log(np.array([share for _, share in sorted(shares.items())], dtype=np.float32))
    for mix, part in zip(_MIXES, np.split(weights, len(_MIXES)), strict=True):
        yield f"{mix}.weights", part
