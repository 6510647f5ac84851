"""The heads over pairs: what training scores on a grid, reading scores pair by pair."""

from __future__ import annotations

import torch

from kg.train.network import HIDDEN, PairHead


def test_chosen_pairs_score_as_on_the_grid() -> None:
    torch.manual_seed(1)
    head = PairHead(3, (4, 5)).eval()
    left, right = torch.randn(6, HIDDEN), torch.randn(7, HIDDEN)
    features = torch.stack([torch.randint(4, (6, 7)), torch.randint(5, (6, 7))], 2)
    which = torch.tensor([[0, 0], [5, 6], [2, 3], [2, 4]])
    i, j = which[:, 0], which[:, 1]
    grid, pairs = head(left, right, features), head.pairs(left, right, which, features[i, j])
    assert torch.allclose(grid[i, j], pairs, atol=1e-5)
    assert not torch.allclose(pairs[2], pairs[3], atol=1e-3)
