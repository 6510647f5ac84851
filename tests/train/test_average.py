"""Averaged weights: what stands for a while, and what stays."""

from __future__ import annotations

import torch
from torch import nn

from kg.train.average import Average, mean


def test_the_average_stands_for_a_while_and_then_for_good() -> None:
    weight = nn.Parameter(torch.zeros(2))
    average = Average([weight], 0.5)
    for value in (1.0, 1.0, 1.0, 1.0, 3.0):
        with torch.no_grad():
            weight.fill_(value)
        average.take()
    with average.standing():
        assert 1.0 < float(weight[0].detach()) < 3.0
    assert float(weight[0].detach()) == 3.0
    average.settle()
    assert 1.0 < float(weight[0].detach()) < 3.0


def test_two_networks_have_a_mean() -> None:
    a, b = {"w": torch.tensor([1.0, 3.0])}, {"w": torch.tensor([3.0, 5.0])}
    assert mean([a, b])["w"].tolist() == [2.0, 4.0]
