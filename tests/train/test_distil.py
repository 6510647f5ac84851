"""An encoder is drawn to the word states of another, on articles that no figure is measured on."""

import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch

pytest.importorskip("torch", reason="the extra khabar[train] is not installed")

from kg.mention.model import FOLDER, Model
from kg.mention.window import page
from kg.nouns import Article
from kg.sentence.split import sentences
from kg.train import distil
from kg.train.annotation import ANNOTATED
from kg.train.network import Network

TEXT = "وصل وزير الخارجية سالم الحمدان إلى بيروت. وقال الوزير إن المباحثات تناولت الحدود.\n"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A pool of four articles: one of them is in an evaluation set, one of an outlet held out."""
    (tmp_path / "data/pool").mkdir(parents=True)
    (tmp_path / "gold").mkdir()
    barred = json.loads((ANNOTATED / "later.jsonl").read_text("utf-8").splitlines()[0])["id"]
    rows = [{"id": id_, "text": TEXT * 3} for id_ in ("aawsat-1", "okaz-2", barred, "aawsat-3")]
    with gzip.open(tmp_path / "data/pool/articles.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return tmp_path


def test_articles_that_figures_are_measured_on_are_not_shown(shared: Path) -> None:
    assert sorted(a.id for a in distil.articles(shared, 7)) == ["aawsat-1", "aawsat-3"]


def test_states_are_those_that_the_reader_sees(shared: Path, tmp_path: Path) -> None:
    distil.write_states(shared, tmp_path / "states", 1, FOLDER, 7)
    (taught,) = distil.windows(tmp_path / "states/000.npz")
    model, article = Model(threads=1), Article("a", TEXT * 3)
    p = page(article, sentences(article), model.pieces)
    assert taught.window.ids == p.windows[0].ids
    assert taught.window.word_of == p.windows[0].word_of
    assert np.allclose(taught.states, model.words(p), atol=2e-3)


def test_states_that_are_alike_are_not_apart() -> None:
    states = torch.tensor([[3.0, 4.0], [0.0, 2.0]])
    assert distil.distance(states, states).tolist() == [0, 0]
    far = distil.distance(states + torch.tensor([0.0, 1.0]), states)
    assert far.tolist() == pytest.approx([1 / 25, 1 / 4])


def test_what_learns_comes_nearer(shared: Path, tmp_path: Path) -> None:
    torch.manual_seed(5)
    distil.write_states(shared, tmp_path / "states", 2, FOLDER, 7)
    (tmp_path / "states/000.npz").rename(tmp_path / "states/001.npz")
    distil.write_states(shared, tmp_path / "states", 2, FOLDER, 7)  # the file that only tests
    net = Network(28_474)
    (batch,) = distil.batches(list(distil.windows(tmp_path / "states/001.npz")), random.Random(1))

    def far() -> float:
        net.eval()
        with torch.no_grad():
            return float(
                distil.distance(distil.word_states(net, batch), distil.wanted(batch)).mean()
            )

    before = far()
    distil.fit(tmp_path / "states", net, tmp_path / "run", 0.08, 2e-4, 7)
    assert far() < before
    assert "distance on articles not shown" in (tmp_path / "run/log.tsv").read_text("utf-8")
    assert (tmp_path / "run/network.pt").is_file()
