"""Blocks of pieces: what the lower layers of the encoder look at, instead of the whole window.

Attention costs the square of what it looks at. How pieces make words, and words phrases, is a
matter of neighbours (local attention: Beltagy et al. 2020, Longformer; Warner et al. 2024,
ModernBERT). Blocks are moved by half their length from one layer to the next, so that none is an
edge everywhere (Liu et al. 2021, Swin).
"""

from __future__ import annotations

import torch
from torch import Tensor

SIZE = 128
"""Pieces in a block at the most."""


def blocks(count: int, moved: bool) -> tuple[Tensor, Tensor, int]:
    """Cut ``count`` pieces into blocks of one size, which overlap where they do not come out even.

    → the pieces of all blocks, one block after the other [blocks · size]; for each piece, where in
    that list it is found [count]; the size. No padding, so no mask. ``count`` may be a size that
    is traced for a graph.
    """
    many = (count + SIZE - 1) // SIZE
    size = (count + many - 1) // many
    half = size // 2 if moved else 0
    begin = torch.arange(many + 1 if moved else many) * size - half
    begin = torch.minimum(begin.clamp(min=0), torch.as_tensor(count - size))
    place = torch.arange(count)
    of = (place + half) // size
    rows = (begin[:, None] + torch.arange(size)).reshape(-1)
    return rows, of * size + place - begin[of], size
