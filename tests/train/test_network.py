"""What training scores on a grid, reading scores pair by pair, from the exported graphs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from kg.mention import label as L
from kg.mention.feature import runs
from kg.mention.model import FOLDER, WIDTH
from kg.mention.pointer import by_label, pointed
from kg.mention.window import page
from kg.nouns import Article, Sentence
from kg.train.gold import Example
from kg.train.graph import SIDES, Pairs
from kg.train.loss import losses
from kg.train.network import HIDDEN, Council, Network, PairHead, QuoteHead, Runs
from kg.train.shipped import fitted


def apart(mine: np.ndarray, theirs: np.ndarray) -> float:
    """How far the numbers of a graph in 8 bits are from what they round, as a share of it."""
    return float(np.linalg.norm(mine - theirs) / np.linalg.norm(mine))


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


def test_what_stands_between_two_spans_counts_alike_on_the_grid_and_pair_by_pair() -> None:
    torch.manual_seed(6)
    p = page(Article("a", "و " * 40), [Sentence(0, 0, 80)], lambda word: (5,))
    spans = [(0, 0), (2, 4), (3, 3), (9, 9), (39, 39)]
    rows = torch.from_numpy(runs(p, spans, spans))
    head = PairHead(3, (4,), runs=True).eval()
    assert isinstance(head.runs, Runs)
    h, left, right = torch.randn(40, WIDTH), torch.randn(5, HIDDEN), torch.randn(5, HIDDEN)
    features = torch.cat([torch.randint(4, (5, 5, 1)), rows], 2)
    unread = head(left, right, features)
    assert torch.allclose(head(left, right, features, h), unread, atol=1e-5), "begins as no change"
    torch.nn.init.normal_(head.runs.out.weight)
    grid = head(left, right, features, h)
    which = torch.tensor([[0, 1], [3, 0], [0, 4], [2, 1]])
    i, j = which[:, 0], which[:, 1]
    sides = [getattr(head, side)(right if side.startswith("right") else left) for side in SIDES]
    pairs = Pairs.scores(head, *sides, which, features[i, j], head.runs.table(h))
    assert torch.allclose(grid[i, j], pairs, atol=1e-4)
    assert not torch.allclose(grid[3, 0], unread[3, 0], atol=1e-3), "words 1 to 8 are between"
    assert torch.allclose(grid[0, 4], unread[0, 4], atol=1e-5), "38 words are too many"
    assert torch.allclose(grid[2, 1], unread[2, 1], atol=1e-5), "one lies in the other"


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
        assert apart(net.spans["mention"].eval()(h, spans).numpy(), scores[0]) < 0.01
    matrix = net.encoder.layers[0].q.weight
    assert isinstance(net.encoder, Encoder)
    assert 0.01 < float(matrix.std()) < 0.5


FROZEN = ("encoder.word", "encoder.pos", "encoder.segment", "encoder.ln", "style")


def spans_of_an_article() -> tuple[torch.Tensor, ...]:
    """States of five spans, their first words, their sentences, what they are."""
    return (
        torch.randn(5, HIDDEN), torch.tensor([1, 4, 9, 30, 31]), torch.tensor([0, 0, 1, 2, 2]),
        torch.tensor([0, 1, 1, 0, 2]),
    )  # fmt: skip


def test_spans_that_have_learnt_nothing_of_each_other_stay_what_they_are() -> None:
    torch.manual_seed(3)
    x, *where = spans_of_an_article()
    assert torch.allclose(Council().eval()(x, Council.placed(*where)), x)


def test_what_a_span_is_told_depends_on_the_others_and_on_where_they_stand() -> None:
    torch.manual_seed(4)
    council = Council().eval()
    with torch.no_grad():
        for weight in council.parameters():
            weight.normal_(0, 0.2)
        x, first, sentence, kind = spans_of_an_article()

        def after(x: torch.Tensor, *where: torch.Tensor) -> torch.Tensor:
            return council(x, Council.placed(*where))

        told = after(x, first, sentence, kind)
        other = torch.cat([x[:4], torch.randn(1, HIDDEN)])
        assert not torch.allclose(after(other, first, sentence, kind)[0], told[0], atol=1e-3)
        nearer = first.index_fill(0, torch.tensor([4]), 2)
        assert not torch.allclose(after(x, nearer, sentence, kind)[0], told[0], atol=1e-3)
        assert not torch.allclose(after(x, first, sentence * 0, kind)[0], told[0], atol=1e-3)


@pytest.mark.parametrize("sizes", [(1, 1, 1, 1), (40, 9, 17, 4), (12, 1, 6, 1)])
def test_the_exported_graph_links_as_the_network_does(
    tmp_path: Path, sizes: tuple[int, ...]
) -> None:
    """Whatever the sizes of an article, not those that it was exported with."""
    pytest.importorskip("onnx", reason="the extra khabar[train] is not installed")
    import onnxruntime as ort

    from kg.train.export import save_links
    from kg.train.graph import LINK_INPUTS, Links

    torch.manual_seed(5)
    net = Network(30).eval()
    with torch.no_grad():
        for weight in net.council.parameters():
            weight.normal_(0, 0.1)
    n, t, f, p = sizes
    given = (
        torch.randn(n, WIDTH), torch.sort(torch.randint(3, (n,)))[0],
        torch.randint(n, (t, 1)).repeat(1, 2), torch.randint(15, (t,)),
        torch.randint(n, (f, 1)).repeat(1, 2),
        torch.randint(5, (f,)), torch.randint(n, (p, 1)).repeat(1, 2),
    )  # fmt: skip
    feed = {k: v.numpy() for k, v in zip(LINK_INPUTS, given, strict=True)}
    with torch.no_grad():
        wanted = [x.numpy() for x in Links(net)(*given)]
    file = tmp_path / "links.onnx"

    def seen(rounded: bool) -> list[np.ndarray]:
        save_links(net, file, rounded=rounded)
        session = ort.InferenceSession(file, providers=["CPUExecutionProvider"])
        found: list[np.ndarray] = session.run(None, feed)
        return found

    for mine, theirs in zip(wanted, seen(rounded=False), strict=True):
        assert np.allclose(mine, theirs, atol=1e-3)
    for mine, theirs in zip(wanted, seen(rounded=True), strict=True):
        assert apart(mine, theirs) < 0.1


@pytest.mark.parametrize("emptied", ["mentions", "triggers", "titles"])
def test_articles_that_lack_a_kind_of_span_are_learnt_from(emptied: str) -> None:
    p = page(Article("a", "قال الوزير أمس"), (Sentence(0, 0, 14),), lambda _: (7, 8))
    e = Example("a", p, "قال الوزير أمس", [(1, 1)], [frozenset({6})], entity=[0], triggers=[(0, 0)])
    e.trigger_class, e.event, e.titles = [1], [0], [(1, 1)]
    lists = {"mentions": ("mentions", "mention_class", "entity"), "titles": ("titles",),
             "triggers": ("triggers", "trigger_class", "event")}  # fmt: skip
    for name in lists[emptied]:
        setattr(e, name, [])
    net = Network(40)
    (h,) = net.words([p])
    parts = losses(net, e, h)
    total = torch.stack([loss for loss, _ in parts.values()]).sum()
    total.backward()
    assert torch.isfinite(total) and net.council[0].o.weight.grad is not None


def test_the_gold_set_is_read_without_a_style_and_others_with_theirs() -> None:
    net = Network(40).eval()
    with torch.no_grad():
        net.style.weight[1:].normal_()
        p = page(Article("a", "قال الوزير"), (Sentence(0, 0, 10),), lambda _: (7, 8))
        (gold,), (plain,), (pool,) = net.words([p], [0]), net.words([p]), net.words([p], [1])
    assert torch.equal(gold, plain) and not torch.allclose(gold, pool, atol=1e-3)


def test_large_maps_are_kept_in_8_bits_and_scores_are_not(tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx", reason="the extra khabar[train] is not installed")
    import onnxruntime as ort

    from kg.train.export import in_8_bits

    torch.manual_seed(8)
    file = tmp_path / "head.onnx"
    large, narrow = torch.nn.Linear(384, 256), torch.nn.Linear(256, 3)
    head = torch.nn.Sequential(large, narrow).eval()
    x = torch.randn(30, 384)
    torch.onnx.export(head, (x,), str(file), input_names=["x"], dynamo=False, opset_version=17)
    before = file.stat().st_size
    in_8_bits(file, ("MatMul",))
    assert file.stat().st_size < before * 0.3
    onnx.checker.check_model(str(file))
    kept = {i.name: i.data_type for i in onnx.load(file).graph.initializer}
    whole = [n for n, kind in kept.items() if kind == onnx.TensorProto.FLOAT and "weight" in n]
    assert [n for n in whole if not n.endswith("_scale")] == ["1.weight_Transposed"]
    (y,) = ort.InferenceSession(file, providers=["CPUExecutionProvider"]).run(
        None, {"x": x.numpy()}
    )
    assert 0 < apart(head(x).detach().numpy(), y) < 0.02


def test_what_is_rounded_is_read_back_within_half_a_step(tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx", reason="the extra khabar[train] is not installed")
    from kg.train.export import save_spans
    from kg.train.shipped import _initial

    torch.manual_seed(9)
    net = Network(30).eval()
    save_spans(net, tmp_path / "spans.onnx")
    found = _initial(onnx.load(tmp_path / "spans.onnx").graph)
    for group, head in net.spans.items():
        for name in ("first", "last", "mean"):
            weight = getattr(head, name).weight.detach().numpy()
            step = np.abs(weight).max(1, keepdims=True) / 127
            back = found[f"net.spans.{group}.{name}.weight"]
            assert (np.abs(back - weight) <= 0.51 * step).all()
        assert np.array_equal(found[f"net.spans.{group}.out.weight"], head.out.weight.detach())
