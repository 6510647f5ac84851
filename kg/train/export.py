"""The trained network → four ONNX graphs that the reader runs, the encoder in 8-bit integers.

    python -m kg.train.export RUN [OUT]

Articles in our own words (``annotated/own.txt``) show the encoder what it will see: smoothing
before quantisation goes by that.

``encoder.onnx``: piece ids → piece states. ``spans.onnx``: word states → scores of spans.
``links.onnx``: chosen spans → their sides in pairs, and what each trigger is. ``pairs.onnx``:
pairs of sides → scores of roles, coreference, posts, relations. Dynamic quantisation
(onnxruntime) of all but pairs and of what gives scores, which reckon in float32.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from kg.mention import label as L
from kg.train import annotation
from kg.train.encoder import BOS, EOS, WIDTH
from kg.train.graph import (
    LINK_INPUTS,
    LINK_OUTPUTS,
    PAIR_INPUTS,
    PAIRED,
    Links,
    OneWindow,
    Pairs,
    Spans,
)
from kg.train.network import Network, PairHead
from kg.train.smooth import smooth

SAMPLES = 24
"""Articles that smoothing looks at; more change nothing that can be measured."""
NARROW = 64
"""Rows and columns that a matrix must have to be kept in 8 bits."""
OUT = Path(__file__).parent.parent / "mention" / "model"


def in_8_bits(file: Path, kinds: Sequence[str]) -> None:
    """Write a graph anew with its large matrices (of operators ``kinds``) in 8-bit integers and
    what they are multiplied with rounded to 8 bits as it comes: a quarter of the bytes, three times
    as fast. Maps to a few numbers, which are scores, stay as they are."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    graph = onnx.load(file).graph
    narrow = {one.name for one in graph.initializer if min(one.dims, default=0) < NARROW}
    maps = [node.name for node in graph.node if narrow & set(node.input)]
    quantize_dynamic(
        file, file, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=[*kinds],
        # a Gemm is made a MatMul of such a name before
        nodes_to_exclude=[name + end for name in maps for end in ("", "_MatMul")],
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip


def _sample(tokenizer: Tokenizer, text: str) -> list[int]:
    """The piece ids of a text, as long as a window."""
    return [BOS, *tokenizer.encode(text).ids[:400], EOS]


def export(run: Path, out: Path = OUT) -> None:
    """Write the four graphs and tokenizer.json to ``out``."""
    state = torch.load(run / "network.pt", map_location="cpu")
    net = Network(state["encoder.word.weight"].shape[0])
    net.load_state_dict(state)
    net.eval()
    tokenizer = Tokenizer.from_file(str(run / "tokenizer.json"))
    texts = [article["text"] for article in annotation.own()[:SAMPLES]]
    smooth(net.encoder, [_sample(tokenizer, text) for text in texts])
    out.mkdir(parents=True, exist_ok=True)
    save_encoder(net, out / "encoder.onnx")
    save_spans(net, out / "spans.onnx")
    save_links(net, out / "links.onnx")
    save_pairs(net, out / "pairs.onnx")
    (out / "tokenizer.json").write_bytes((run / "tokenizer.json").read_bytes())
    for file in sorted(out.iterdir()):
        print(f"{file.name}\t{file.stat().st_size:,} bytes")
    assert len(L.ROLES) == net.role.out.out_features


def save_encoder(net: Network, file: Path) -> None:
    """Piece ids → piece states, in 8-bit integers."""
    axes = {0: "batch", 1: "pieces"}
    given = {"ids": torch.ones(2, 7, dtype=torch.long)}
    sizes = {"ids": axes, "hidden": axes}
    _save(OneWindow(net.encoder), given, file, ("hidden",), sizes)
    in_8_bits(file, ("MatMul", "Gather"))


def save_spans(net: Network, file: Path) -> None:
    """Word states → scores of spans."""
    given = {"h": torch.randn(9, WIDTH)} | dict.fromkeys(("mention", "trigger", "title"), _spans(4))
    scores = ("mention_scores", "trigger_scores", "title_scores", "cut")
    sizes = {"h": {0: "words"}, "mention": {0: "m"}, "trigger": {0: "t"}, "title": {0: "p"}}
    _save(Spans(net), given, file, scores, sizes)
    in_8_bits(file, ("MatMul",))


def save_links(net: Network, file: Path, *, rounded: bool = True) -> None:
    """Chosen spans → their sides in pairs, and what each trigger is."""
    sizes = {"h": "words", "sentences": "words", "triggers": "t", "trigger_types": "t"}
    sizes |= {"fillers": "f", "filler_types": "f", "titles": "p"}
    axes = {name: {0: size} for name, size in sizes.items()}
    _save(
        Links(net), _chosen(), file, LINK_OUTPUTS, axes, fold=False
    )  # parameters keep their names
    if rounded:
        in_8_bits(file, ("MatMul",))


def save_pairs(net: Network, file: Path) -> None:
    """Pairs of sides → scores of roles, coreference, posts, relations."""
    with torch.no_grad():
        sides = dict(zip(LINK_OUTPUTS, Links(net)(*_chosen().values()), strict=True))
    given = {name: sides.get(name, torch.tensor([[0, 1], [1, 0]])) for name in PAIR_INPUTS}
    for name in PAIRED:
        head = getattr(net, name)
        assert isinstance(head, PairHead)
        columns = len(head.feature) + (0 if head.runs is None else 2)
        given[f"{name}_features"] = torch.zeros(2, columns, dtype=torch.long)
    axes = {
        name: {0: name.partition("_")[0] if name.endswith(("_pairs", "_features")) else name}
        for name in PAIR_INPUTS
    }
    _save(Pairs(net), given, file, PAIRED, axes, fold=False)  # parameters keep their names


def _spans(count: int) -> Tensor:
    """Spans to trace a graph with."""
    return torch.tensor([[i, i + 1] for i in range(count)])


def _chosen() -> dict[str, Tensor]:
    """Inputs to trace ``Links`` with: nine words, three triggers, five fillers, two titles."""
    kinds = torch.zeros(5, dtype=torch.long)
    given = (
        torch.randn(9, WIDTH), torch.arange(9), _spans(3), kinds[:3], _spans(5), kinds, _spans(2),
    )  # fmt: skip
    return dict(zip(LINK_INPUTS, given, strict=True))


def _save(
    module: nn.Module,
    given: Mapping[str, Tensor],
    file: Path,
    outputs: Sequence[str],
    axes: Mapping[str, Mapping[int, str]],
    *,
    fold: bool = True,
) -> None:
    torch.onnx.export(
        module.eval(),  # a fresh module would put the network back into training afterwards
        tuple(given.values()),
        str(file),
        input_names=list(given),
        output_names=list(outputs),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
        do_constant_folding=fold,
    )


if __name__ == "__main__":
    export(*map(Path, sys.argv[1:3]))
