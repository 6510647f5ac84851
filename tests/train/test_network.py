"""What training scores on a grid, reading scores pair by pair, from the exported graphs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from kg.mention import label as L
from kg.mention.model import FOLDER, WIDTH
from kg.mention.pointer import by_label, pointed
from kg.train.graph import SIDES, Pairs
from kg.train.network import HIDDEN, PairHead, QuoteHead
from kg.train.shipped import fitted


def test_chosen_pairs_score_as_on_the_grid() -> None:
    torch.manual_seed(1)
    head = PairHead(3, (4, 5)).eval()
    left, right = torch.randn(6, HIDDEN), torch.randn(7, HIDDEN)
    features = torch.stack([torch.randint(4, (6, 7)), torch.randint(5, (6, 7))], 2)
    which = torch.tensor([[0, 0], [5, 6], [2, 3], [2, 4]])
    i, j = which[:, 0], which[:, 1]
    sides = [getattr(head, side)(right if side.startswith("right") else left) for side in SIDES]
    grid = head(left, right, features)
    pairs = Pairs.scores(head, *sides, which, features[i, j])
    assert torch.allclose(grid[i, j], pairs, atol=1e-5)
    assert not torch.allclose(pairs[2], pairs[3], atol=1e-3)


def test_the_reader_points_at_the_words_that_training_points_at() -> None:
    torch.manual_seed(2)
    head = QuoteHead().eval()
    trigger, h = torch.randn(3, HIDDEN), torch.randn(11, WIDTH)
    first, last, none = head(trigger, h)
    names = ("first_of", "last_of", "first", "last", "none")
    out = {k: v.detach().numpy() for k, v in zip(names, head.sides(trigger, h), strict=True)}
    for end, grid in (("first", first), ("last", last)):
        seen = pointed(out[f"{end}_of"][1], by_label(out[end][4:9]))
        assert np.allclose(grid[1, :, 4:9].detach().numpy(), seen, atol=1e-5)
    assert none.shape == (3, len(L.POINTED))


def test_a_head_with_more_labels_begins_with_those_of_its_last() -> None:
    start = {"head": torch.tensor([[1.0], [2.0], [3.0]]), "gone": torch.ones(2)}
    own = {"head": torch.zeros(5, 1), "new": torch.zeros(1)}
    assert fitted(start, own)["head"].flatten().tolist() == [1, 2, 3, 2, 3]
    assert set(fitted(start, own)) == {"head"}


def test_a_run_can_go_on_from_the_shipped_files() -> None:
    """Read back, the 8-bit encoder gives the states that the shipped one gives."""
    pytest.importorskip("onnx", reason="the extra khabar[train] is not installed")
    import onnxruntime as ort

    from kg.train.encoder import Encoder
    from kg.train.network import Network
    from kg.train.shipped import shipped

    found = shipped(Path(FOLDER))
    net = Network(100)
    learnt = {k for k in net.state_dict() if not k.startswith(tuple(FROZEN))}
    assert set(found) == learnt, set(found) ^ learnt
    net.load_state_dict({**net.state_dict(), **found})
    session = ort.InferenceSession(FOLDER / "spans.onnx", providers=["CPUExecutionProvider"])
    h = torch.randn(5, 384)
    spans = torch.tensor([[0, 1], [2, 2], [3, 4]])
    feed = {"h": h.numpy(), **dict.fromkeys(("mention", "trigger", "title"), spans.numpy())}
    scores = session.run(None, feed)
    with torch.no_grad():
        assert np.allclose(net.spans["mention"].eval()(h, spans), scores[0], atol=1e-4)
    matrix = net.encoder.layers[0].q.weight
    assert isinstance(net.encoder, Encoder)
    assert 0.01 < float(matrix.std()) < 0.5


FROZEN = ("encoder.word", "encoder.pos", "encoder.segment", "encoder.ln")
