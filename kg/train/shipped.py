"""The weights of an exported reader, read back out of its ONNX graphs.

A run that has only the shipped files can go on from them: the 8-bit matrices are within half a
step of what they were.

    python -m kg.train.fit SHARED OUT --start kg/mention/model --names 0
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

HEADS = ("spans.onnx", "links.onnx", "pairs.onnx")


def _initial(graph: Any) -> dict[str, Any]:
    """Every constant of a graph by name; one that the exporter found twice has all its names, one
    that quantisation has turned or rounded (``kg.train.export.in_8_bits``) that of the whole."""
    from onnx import numpy_helper

    found = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    for rounded in [name for name in found if name.endswith("_quantized")]:
        stem = rounded.removesuffix("_quantized")
        steps = found.pop(rounded).astype(np.float32) - found.pop(f"{stem}_zero_point")
        found[stem] = steps * found.pop(f"{stem}_scale")
    for name in [name for name in found if name.endswith("_Transposed")]:
        found[name.removesuffix("_Transposed")] = found.pop(name).T
    for node in graph.node:
        if node.op_type == "Identity" and node.input[0] in found:
            found[node.output[0]] = found[node.input[0]]
    return found


def _layers(graph: Any) -> Iterator[tuple[str, Any]]:
    """Parameters of the encoder's layers. A matrix is known by the bias that is added to it."""
    known = _initial(graph)
    makers = {out: node for node in graph.node for out in node.output}
    for node in graph.node:
        bias = next((i for i in node.input if i.endswith(".linear.bias")), None)
        if node.op_type != "Add" or bias is None:
            continue
        above = next(i for i in node.input if i != bias)
        while makers[above].op_type != "MatMulInteger":
            above = next(i for i in makers[above].input if i in makers and "_scale" not in i)
        matrix = known[makers[above].input[1].removesuffix("_quantized")]
        name = bias.removesuffix(".linear.bias")
        yield f"{name}.weight", matrix.T * known[f"{name}.inverse"]
        yield f"{name}.bias", known[bias]
    for name, value in known.items():
        if ".layers." in name and ("aln." in name or "oln." in name):
            yield name, value


def shipped(folder: Path) -> dict[str, Tensor]:
    """Parameters of ``kg.train.network.Network``, all but the embeddings, from exported graphs.

    Raises:
        FileNotFoundError: a graph is not there.
    """
    import onnx

    found = dict(_layers(onnx.load(folder / "encoder.onnx").graph))
    for file in HEADS:
        for name, value in _initial(onnx.load(folder / file).graph).items():
            if name.startswith("net."):
                found[name.removeprefix("net.")] = value
    return {k: torch.from_numpy(np.array(v, np.float32)) for k, v in found.items()}


def fitted(start: Mapping[str, Tensor], own: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The parameters of ``start`` in the shapes of ``own``: a head that has got more labels since
    begins with those of its last one, alike in every run, so that runs can be averaged."""
    out = {}
    for name, value in start.items():
        more = len(own[name]) - len(value) if name in own and value.ndim else 0
        if more > 0:
            value = torch.cat([value, value[-more:]])
        if name in own and own[name].shape == value.shape:
            out[name] = value
    return out


def drawn_back(
    start: Mapping[str, Tensor], own: Mapping[str, Tensor], keep: float
) -> dict[str, Tensor]:
    """The parameters of ``start`` drawn back towards ``own``, those that a network begins with, so
    that ``keep`` of the way between is left (shrink and perturb: Ash and Adams 2020).

    A network that learnt a few articles first and more of them later has the first by heart, and
    reads new ones less well than one that learnt them all at once.
    """
    return {name: keep * value + (1 - keep) * own[name] for name, value in start.items()}
