"""The trained network → four ONNX graphs that the reader runs, the encoder in 8-bit integers.

    python -m kg.train.export RUN [OUT]

Articles in our own words (``annotated/own.txt``) show the encoder what it will see: smoothing
before quantisation goes by that.

``encoder.onnx``: piece ids → piece states. ``spans.onnx``: word states → scores of spans.
``links.onnx``: chosen spans → their sides in pairs, and what each trigger is. ``pairs.onnx``:
pairs of sides → scores of roles, coreference, posts, relations. Dynamic quantisation
(onnxruntime) of the encoder only: heads stay in float32.
"""

from __future__ import annotations

import sys
import tempfile
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
OUT = Path(__file__).parent.parent / "mention" / "model"


def _sample(tokenizer: Tokenizer, text: str) -> list[int]:
    """The piece ids of a text, as long as a window."""
    return [BOS, *tokenizer.encode(text).ids[:400], EOS]


def export(run: Path, out: Path = OUT) -> None:
    """Write the three graphs and tokenizer.json to ``out``."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    state = torch.load(run / "network.pt", map_location="cpu")
    net = Network(state["encoder.word.weight"].shape[0])
    net.load_state_dict(state)
    net.eval()
    tokenizer = Tokenizer.from_file(str(run / "tokenizer.json"))
    texts = [article["text"] for article in annotation.own()[:SAMPLES]]
    smooth(net.encoder, [_sample(tokenizer, text) for text in texts])
    out.mkdir(parents=True, exist_ok=True)
    n, t, f, p = 9, 3, 5, 2
    spans = lambda k: torch.tensor([[i, i + 1] for i in range(k)])  # noqa: E731
    h = torch.randn(n, WIDTH)

    def save(
        module: nn.Module,
        args: tuple[Tensor, ...],
        name: Path,
        inputs: tuple[str, ...],
        outputs: tuple[str, ...],
        axes: dict[str, dict[int, str]],
    ) -> None:
        torch.onnx.export(
            module,
            args,
            str(name),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
            do_constant_folding=not isinstance(module, Pairs),  # its tables keep their names
        )

    with tempfile.TemporaryDirectory() as tmp:
        plain = Path(tmp) / "encoder.onnx"
        save(
            OneWindow(net.encoder),
            (torch.ones(2, 7, dtype=torch.long),),
            plain,
            ("ids",),
            ("hidden",),
            {"ids": {0: "batch", 1: "pieces"}, "hidden": {0: "batch", 1: "pieces"}},
        )
        quantize_dynamic(
            plain,
            out / "encoder.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )
    save(
        Spans(net),
        (h, spans(4), spans(4), spans(4)),
        out / "spans.onnx",
        ("h", "mention", "trigger", "title"),
        ("mention_scores", "trigger_scores", "title_scores", "cut"),
        {"h": {0: "words"}, "mention": {0: "m"}, "trigger": {0: "t"}, "title": {0: "p"}},
    )
    sizes = {"h": "words", "triggers": "t", "trigger_types": "t", "fillers": "f"}
    sizes |= {"filler_types": "f", "titles": "p"}
    links = Links(net)
    kinds = torch.zeros(max(t, f), dtype=torch.long)
    chosen = (h, spans(t), kinds[:t], spans(f), kinds[:f], spans(p))
    save(
        links,
        chosen,
        out / "links.onnx",
        LINK_INPUTS,
        LINK_OUTPUTS,
        {name: {0: size} for name, size in sizes.items()},
    )
    with torch.no_grad():
        sides = dict(zip(LINK_OUTPUTS, links(*chosen), strict=True))
    given = {name: sides.get(name, torch.tensor([[0, 1], [1, 0]])) for name in PAIR_INPUTS}
    for name in PAIRED:
        head = getattr(net, name)
        assert isinstance(head, PairHead)
        given[f"{name}_features"] = torch.zeros(2, len(head.feature), dtype=torch.long)
    save(
        Pairs(net),
        tuple(given.values()),
        out / "pairs.onnx",
        PAIR_INPUTS,
        PAIRED,
        {
            name: {0: name.partition("_")[0] if name.endswith(("_pairs", "_features")) else name}
            for name in PAIR_INPUTS
        },
    )
    (out / "tokenizer.json").write_bytes((run / "tokenizer.json").read_bytes())
    for file in sorted(out.iterdir()):
        print(f"{file.name}\t{file.stat().st_size:,} bytes")
    assert len(L.ROLES) == net.role.out.out_features


if __name__ == "__main__":
    export(*map(Path, sys.argv[1:3]))
