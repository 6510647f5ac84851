"""The trained network → three ONNX graphs that the reader runs, the encoder in 8-bit integers.

    python -m kg.train.export RUN [OUT]

Articles in our own words (``annotated/own.txt``) show the encoder what it will see: smoothing
before quantisation goes by that.

``encoder.onnx``: piece ids → piece states. ``spans.onnx``: word states → scores of spans.
``links.onnx``: chosen spans → scores of roles, coreference, posts, relations, and what each
trigger is. Dynamic quantisation (onnxruntime) of the encoder only: heads stay in float32.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from kg.mention import label as L
from kg.mention.feature import COREF_BUCKETS, PAIR_BUCKETS
from kg.train import annotation
from kg.train.encoder import BOS, EOS, HEADS, WIDTH, Encoder, Layer
from kg.train.network import Network
from kg.train.smooth import smooth

SAMPLES = 24
"""Articles that smoothing looks at; more change nothing that can be measured."""
OUT = Path(__file__).parent.parent / "mention" / "model"


class _Attention(torch.autograd.Function):
    """Attention as the one operator that onnxruntime has for it, a fifth faster than its parts."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        b, n, _ = q.shape
        q, k, v = (x.view(b, n, HEADS, WIDTH // HEADS).transpose(1, 2) for x in (q, k, v))
        weights = (q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5).softmax(-1)
        return (weights @ v).transpose(1, 2).reshape(b, n, WIDTH)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any) -> Any:
        out = g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=HEADS)
        return out.setType(q.type())


class OneWindow(nn.Module):
    """The encoder for windows without padding: no mask."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor) -> Tensor:
        x = self.encoder.embedded(ids)
        for one in self.encoder.layers:
            assert isinstance(one, Layer)
            seen = _Attention.apply(one.q(x), one.k(x), one.v(x))
            x = one.aln(x + one.ao(seen))
            x = one.oln(x + one.fo(nn.functional.gelu(one.fi(x))))
        return x


class Spans(nn.Module):
    """h [words, 384] and three span lists → mention, trigger, title scores, and cuts by word."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(
        self, h: Tensor, mention: Tensor, trigger: Tensor, title: Tensor
    ) -> tuple[Tensor, ...]:
        heads = self.net.spans
        return (
            heads["mention"](h, mention), heads["trigger"](h, trigger), heads["title"](h, title),
            self.net.cut(h),
        )  # fmt: skip


class Links(nn.Module):
    """Chosen spans, pairs of them and their features → scores (LINK_OUTPUTS)."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(
        self,
        h: Tensor,
        triggers: Tensor,
        trigger_types: Tensor,
        fillers: Tensor,
        filler_types: Tensor,
        titles: Tensor,
        *pairs: Tensor,
    ) -> tuple[Tensor, ...]:
        net = self.net
        t = net.trigger(h, triggers, trigger_types)
        f = net.filler(h, fillers, filler_types)
        p = net.title(h, titles, torch.zeros_like(titles[:, 0]))
        first, last, none = net.quote(t, h)
        sides = {
            "role": (t, f),
            "relation": (f, f),
            "coref": (f, f),
            "same": (t, t),
            "post": (p, f),
        }
        scores = [
            getattr(net, name).pairs(*sides[name], which, features)
            for name, which, features in zip(PAIRED, pairs[::2], pairs[1::2], strict=True)
        ]
        return (*scores, first, last, none, net.status(t), net.mode(t), net.kind(t), net.change(t))


PAIRED = ("role", "relation", "coref", "same", "post")
LINK_INPUTS = (
    "h", "triggers", "trigger_types", "fillers", "filler_types", "titles",
    *(f"{name}{part}" for name in PAIRED for part in ("", "_features")),
)  # fmt: skip
LINK_OUTPUTS = (*PAIRED, "first", "last", "none", "status", "mode", "kind", "change")


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
    pair = torch.tensor([[0, 1], [1, 0]])
    features = {"coref": COREF_BUCKETS, "same": COREF_BUCKETS}
    args = [h, spans(t), torch.zeros(t, dtype=torch.long), spans(f)]
    args += [torch.zeros(f, dtype=torch.long), spans(p)]
    for name in PAIRED:
        width = len(features.get(name, PAIR_BUCKETS))
        args += [pair, torch.zeros(2, width, dtype=torch.long)]
    sizes = ("words", "t", "t", "f", "f", "p", *(name for name in PAIRED for _ in range(2)))
    axes = {name: {0: size} for name, size in zip(LINK_INPUTS, sizes, strict=True)}
    save(
        Links(net),
        tuple(args),
        out / "links.onnx",
        LINK_INPUTS,
        tuple(f"{o}_scores" for o in LINK_OUTPUTS),
        axes,
    )
    (out / "tokenizer.json").write_bytes((run / "tokenizer.json").read_bytes())
    for file in sorted(out.iterdir()):
        print(f"{file.name}\t{file.stat().st_size:,} bytes")
    assert len(L.ROLES) == net.role.out.out_features


if __name__ == "__main__":
    export(*map(Path, sys.argv[1:3]))
