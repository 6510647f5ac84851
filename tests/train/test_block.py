"""The lower layers look at blocks: every piece has its place in one, whatever the length."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("torch", reason="the extra khabar[train] is not installed")

from kg.mention.window import PAD
from kg.train.block import SIZE, blocks
from kg.train.encoder import PIECED, WIDTH, Encoder, Layer
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


def test_a_word_is_the_mean_of_its_pieces_and_padding_is_none() -> None:
    x = torch.arange(5.0)[None, :, None].expand(1, 5, WIDTH)
    mask = torch.tensor([[0, 0, 0, 0, -1e4]])
    words, hidden = Encoder.by_word(x, torch.tensor([[0, 1, 1, 2, 3]]), mask)
    assert words[0, :3, 0].tolist() == [0, 1.5, 3] and hidden.tolist() == [[0, 0, 0, -1e4]]
    assert OneWindow.by_word(x[0, :4], torch.tensor([0, 2, 3]))[:, 0].tolist() == [0, 1.5, 3]


def test_the_graph_gives_the_words_that_the_network_gives() -> None:
    torch.manual_seed(6)
    encoder = Encoder(50).eval()
    ids = torch.randint(4, 50, (1, 200))
    word_of = torch.cat([torch.zeros(1), torch.arange(198) // 2 + 1, torch.tensor([100])]).long()
    last = torch.tensor([0, *range(2, 200, 2), 199])
    with torch.no_grad():
        mine = encoder(ids, word_of[None])[0, 1:-1]
        theirs = OneWindow(encoder)(ids, last)
    assert len(encoder.layers) > PIECED and theirs.shape == (99, WIDTH)
    assert torch.allclose(mine, theirs, atol=1e-3)


def test_a_short_window_reads_the_same_beside_one_a_little_longer() -> None:
    """Padding hides: a window of one block, alone and in a batch, has the same words."""
    torch.manual_seed(7)
    encoder = Encoder(50).eval()
    ids, word_of = torch.randint(4, 50, (1, 9)), torch.arange(9)[None]
    beside = torch.cat([ids, torch.full((1, 3), PAD)], 1)
    with torch.no_grad():
        alone = encoder(ids, word_of)
        padded = encoder(beside, torch.cat([word_of, torch.full((1, 3), 9)], 1))
    assert torch.allclose(alone, padded[:, :9], atol=1e-4)
