"""Shards of N-Quads: together the graph and nothing twice, the same bytes each time."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from kg import Graph
from kg.errors import KhabarError
from kg.graph.files import save_folder
from kg.graph.shards import save_shards
from kg.triple.write import Run
from tests.command.conftest import Command
from tests.command.conftest import kg as kg  # the command
from tests.triple.example import articles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A graph of some articles, as ``kg build`` writes it."""
    return save_folder(Graph(articles(), Run("1.2")), tmp_path / "graph")


@pytest.mark.parametrize("packed", [False, True])
def test_a_store_that_loads_all_shards_holds_the_graph(folder: Path, tmp_path: Path, packed: bool):
    made = save_shards(Graph.load(folder), tmp_path / "shards", articles=1, packed=packed)
    assert len(made) == len(articles()) > 1
    store, count = Store(), 0
    for path in reversed(made):  # in any order
        content = gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
        store.bulk_load(content, format=RdfFormat.N_QUADS)
        count += content.count(b"\n")
    whole = Store()
    whole.bulk_load(path=str(folder / "graph.trig"), format=RdfFormat.TRIG)
    assert set(store) == set(whole)
    assert len(store) == count  # nothing stands in two of them


def test_the_same_graph_is_the_same_bytes(folder: Path, tmp_path: Path):
    again = save_folder(Graph(reversed(articles()), Run("1.2")), tmp_path / "again")
    one = save_shards(Graph.load(folder), tmp_path / "a", packed=True)
    other = save_shards(Graph.load(again), tmp_path / "b", packed=True)
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in other]


def test_shards_of_another_time_are_gone_and_other_files_stay(kg: Command, folder: Path):
    shards = folder / "shards"
    done = kg("export", folder, "--shards", shards, "--articles", 1)
    assert done.out.splitlines() == [str(p) for p in sorted(shards.iterdir())]
    (shards / "notes.txt").write_text("mine")
    kg("export", folder, "--shards", shards, "--gzip")
    assert {p.name for p in shards.iterdir()} == {"part-00001.nq.gz", "notes.txt"}


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left(folder: Path, tmp_path: Path):
    (tmp_path / "part-00002.nq").mkdir()
    with pytest.raises(KhabarError, match="K401"):
        save_shards(Graph.load(folder), tmp_path, articles=1)
    assert not [p for p in tmp_path.iterdir() if p.is_file()]
