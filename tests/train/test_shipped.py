"""Weights read back, and drawn back towards those that a network begins with."""

from __future__ import annotations

import torch

from kg.train.shipped import drawn_back, fitted


def test_a_share_of_the_way_is_kept() -> None:
    learnt, new = {"w": torch.tensor([1.0, -1.0])}, {"w": torch.tensor([0.0, 1.0])}
    assert drawn_back(learnt, new, 1.0)["w"].tolist() == [1.0, -1.0]
    assert drawn_back(learnt, new, 0.75)["w"].tolist() == [0.75, -0.5]


def test_a_head_with_more_labels_begins_with_those_of_its_last_one() -> None:
    start = {"w": torch.tensor([[1.0], [2.0]]), "gone": torch.ones(1)}
    found = fitted(start, {"w": torch.zeros(3, 1)})
    assert list(found) == ["w"] and found["w"].tolist() == [[1.0], [2.0], [2.0]]
