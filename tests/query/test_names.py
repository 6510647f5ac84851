"""Names lie in a table in memory, or in a file beside a folder's store: found alike."""

from pathlib import Path

import pytest

from kg import Graph
from kg.errors import KhabarError
from kg.graph.files import save_folder
from kg.graph.name_table import FILE, write_names
from kg.query.names import Names
from tests.triple.example import articles

ASKED = ["عبدالنور", "الجزاير", "Tunisia", "وزير الخارجية", "قرطاج", "كريم"]


def test_a_file_of_names_finds_what_the_graph_finds(tmp_path: Path):
    store = Graph(articles()).store
    write_names(store, tmp_path / FILE)
    kept, fresh = Names(store, tmp_path / FILE), Names(store)
    for name in ASKED:
        assert kept.find(name) == fresh.find(name) != ()
    with pytest.raises(KhabarError, match=r"K505.*قرطاج"):
        kept.find("قرطاخ")
    assert kept.find("قرطاج') --") == fresh.find("قرطاج') --")  # signs are no part of a name
    for evil in ("' OR 1=1 --", "%", "\x00"):
        with pytest.raises(KhabarError, match=r"K505.*most-mentioned"):
            kept.find(evil)


def test_a_saved_graph_keeps_them(tmp_path: Path):
    save_folder(Graph(articles()), tmp_path / "folder")
    assert (tmp_path / "folder/store" / FILE).is_file()
    loaded = Graph.load(tmp_path / "folder")
    assert loaded.names.find("عبدالنور") == Graph(articles()).names.find("عبدالنور")
