"""The network cut into the graphs that the reader runs, as torch modules to be exported.

What belongs to single spans is computed once an article (``Links``); what belongs to a pair of
them, of which there are thousands, is kept small enough to stay in the processor's cache
(``Pairs``).
"""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import Tensor, nn

from kg.train.block import blocks
from kg.train.encoder import HEADS, WIDTH, Encoder, Layer
from kg.train.network import Network, PairHead, Runs

PAIRED = ("role", "relation", "coref", "same", "post")
SIDES = ("left", "right", "left_by", "right_by")
"""What a pair head makes of the spans on either side, once each."""
BETWEEN = ("role", "relation", "post")
"""Heads that also see the words between."""
LINK_INPUTS = (
    "h", "sentences", "triggers", "trigger_types", "fillers", "filler_types", "titles",
)  # fmt: skip
LINK_OUTPUTS = (
    *(f"{name}_{side}" for name in PAIRED for side in SIDES),
    *(f"{name}_runs" for name in BETWEEN),
    "first_of", "last_of", "first", "last", "none", "status", "mode", "kind", "change",
)  # fmt: skip
PAIR_INPUTS = tuple(
    f"{name}_{part}"
    for name in PAIRED
    for part in (*SIDES, "pairs", "features", *(("runs",) if name in BETWEEN else ()))
)


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
        cut = {moved: blocks(ids.shape[1], moved) for moved in (False, True)}
        for one in self.encoder.layers:
            assert isinstance(one, Layer)
            q, k, v = one.q(x), one.k(x), one.v(x)
            if one.near:
                rows, back, size = cut[one.moved]
                q, k, v = (y.index_select(1, rows).reshape(-1, size, WIDTH) for y in (q, k, v))
                seen = _Attention.apply(q, k, v).reshape(1, -1, WIDTH).index_select(1, back)
            else:
                seen = _Attention.apply(q, k, v)
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
    """h and chosen spans → LINK_OUTPUTS: the sides of every pair head, quotes, verdicts."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(
        self,
        h: Tensor,
        sentences: Tensor,
        triggers: Tensor,
        trigger_types: Tensor,
        fillers: Tensor,
        filler_types: Tensor,
        titles: Tensor,
    ) -> tuple[Tensor, ...]:
        net = self.net
        t, f, p = net.chosen(h, sentences, triggers, trigger_types, fillers, filler_types, titles)
        ends = {"role": (t, f), "relation": (f, f), "coref": (f, f), "same": (t, t), "post": (p, f)}
        sides = [
            getattr(getattr(net, name), side)(ends[name][side.startswith("right")])
            for name in PAIRED
            for side in SIDES
        ]
        return (
            *sides,
            *(cast(Runs, getattr(net, name).runs).table(h) for name in BETWEEN),
            *net.quote.sides(t, h),
            net.status(t),
            net.mode(t),
            net.kind(t),
            net.change(t),
        )


class Pairs(nn.Module):
    """PAIR_INPUTS: sides, which spans [n, 2] and their features → scores [n, labels] of each head.

    A pair's few features are looked up in one table by one product: ten look-ups cost more.
    """

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, *given: Tensor) -> tuple[Tensor, ...]:
        by_head: dict[str, dict[str, Tensor]] = {name: {} for name in PAIRED}
        for full, one in zip(PAIR_INPUTS, given, strict=True):
            name, _, part = full.partition("_")
            by_head[name][part] = one
        return tuple(
            self.scores(cast(PairHead, getattr(self.net, name)), **parts)
            for name, parts in by_head.items()
        )

    @staticmethod
    def scores(
        head: PairHead, left: Tensor, right: Tensor, left_by: Tensor, right_by: Tensor,
        pairs: Tensor, features: Tensor, runs: Tensor | None = None,
    ) -> Tensor:  # fmt: skip
        tables = [cast(nn.Embedding, table).weight for table in head.feature]
        sizes = [len(table) for table in tables]
        buckets = features[:, : len(sizes)]
        places = buckets + torch.tensor([sum(sizes[:k]) for k in range(len(sizes))])
        chosen = torch.eye(sum(sizes))[places].sum(1)  # faster than one_hot, which counts in int64
        i, j = pairs[:, 0], pairs[:, 1]
        x = left[i] + right[j] + left_by[i] * right_by[j] + chosen @ torch.cat(tables)
        if head.runs is not None and runs is not None:
            x = x + head.runs(runs, features[:, -2:])
        out: Tensor = head.out(nn.functional.gelu(x))
        return out
