"""The lower layers look at blocks: every piece has its place in one, whatever the length."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("torch", reason="the extra khabar[train] is not installed")

from kg.mention.window import PAD
from kg.train.block import SIZE, blocks
from kg.train.encoder import WIDTH, Encoder, Layer
from kg.train.graph import OneWindow


@given(st.integers(1, 600), st.booleans())
@settings(max_examples=80, deadline=None)
def test_every_piece_is_found_again_in_a_block(count: int, moved: bool) -> None:
    rows, back, size = blocks(count, moved)
    assert 1 <= size <= min(SIZE, count) and len(rows) % size == 0
    assert torch.equal(rows[back], torch.arange(count))
    begins = rows.view(-1, size)[:, :1]
    assert torch.equal(rows.view(-1, size), begins + torch.arange(size))


def test_moved_blocks_have_their_edges_elsewhere() -> None:
    def edges(moved: bool) -> set[int]:
        _, back, size = blocks(512, moved)
        block = back // size
        return {i for i in range(511) if block[i] != block[i + 1]}

    assert edges(False) and not edges(False) & edges(True)


def test_a_piece_sees_its_block_below_and_the_whole_window_above() -> None:
    torch.manual_seed(5)
    near, far = Layer(True, False).eval(), Layer(False, False).eval()
    x, mask = torch.randn(1, 2 * SIZE, WIDTH), torch.zeros(1, 2 * SIZE)
    other = x.clone()
    other[0, -1] += 1
    assert torch.allclose(near(x, mask)[0, 0], near(other, mask)[0, 0], atol=1e-6)
    assert not torch.allclose(far(x, mask)[0, 0], far(other, mask)[0, 0], atol=1e-6)


def test_the_graph_gives_the_states_that_the_network_gives() -> None:
    torch.manual_seed(6)
    encoder = Encoder(50).eval()
    ids = torch.randint(4, 50, (1, 200))
    with torch.no_grad():
        mine, theirs = encoder(ids), OneWindow(encoder)(ids)
    assert {one.near for one in encoder.layers if isinstance(one, Layer)} == {True, False}
    assert torch.allclose(mine, theirs, atol=1e-3)


def test_a_short_window_reads_the_same_beside_one_a_little_longer() -> None:
    """Padding hides: a window of one block, alone and in a batch, has the same states."""
    torch.manual_seed(7)
    encoder = Encoder(50).eval()
    ids = torch.randint(4, 50, (1, 9))
    beside = torch.cat([ids, torch.full((1, 3), PAD)], 1)
    with torch.no_grad():
        assert torch.allclose(encoder(ids), encoder(beside)[:, :9], atol=1e-4)
