"""Saved whole or not at all, the same bytes twice, and read back the same."""

import json
import os
import stat
from pathlib import Path

import pytest

from kg import Graph
from kg.errors import KhabarError
from kg.graph import files as graph_files
from kg.graph.files import FORMATS, check_writable, save_folder
from kg.nouns import Article, Entity, Facts, Mention, Sentence
from kg.triple.write import Run
from tests.triple.example import articles

RDF_ENDINGS = ("ttl", "trig", "nt", "nq", "jsonld", "rdf", "xml")
HOSTILE = '=HYPERLINK("x")</script>\x01\u202e<b>'


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(articles(), Run("1.2"))


@pytest.fixture(scope="module")
def hostile() -> Graph:
    span = Mention(0, len(HOSTILE), "ORG")
    entity = Entity("e0", "ORG", HOSTILE, (span,), HOSTILE)
    article = Article(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    return Graph([Facts(article, (Sentence(0, 0, len(HOSTILE)),), (entity,))])


@pytest.mark.parametrize("ending", RDF_ENDINGS)
def test_every_rdf_format_comes_back(graph, tmp_path: Path, ending):
    path = graph.save(tmp_path / f"x.{ending}")
    again = Graph.load(path)
    assert len(again) == len(graph)
    again.save(tmp_path / "again.ttl")
    graph.save(tmp_path / "first.ttl")
    assert (tmp_path / "again.ttl").read_bytes() == (tmp_path / "first.ttl").read_bytes()
    assert len(again.ask("who-attended")) == len(graph.ask("who-attended"))


@pytest.mark.parametrize("ending", [e.removeprefix(".") for e in FORMATS.values() if e != ".html"])
def test_two_builds_are_the_same_bytes(graph, tmp_path: Path, ending):
    graph.save(tmp_path / f"a.{ending}")
    Graph(reversed(articles()), Run("1.2")).save(tmp_path / f"b.{ending}")
    assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_json_ld_has_a_context_and_says_what_the_turtle_says(graph, hostile, tmp_path: Path):
    from rdflib import Dataset
    from rdflib.compare import isomorphic
    from rdflib.graph import Graph as Triples

    text = graph.save(tmp_path / "x.jsonld").read_text("utf-8")
    told = json.loads(text)
    assert told["@context"]["kg"] == "https://w3id.org/khabar/ns#"
    first = told["@graph"][0]
    assert first["@id"] == "article/nahr-1"
    assert {"nif:Phrase", "nif:Sentence"} <= {str(node["@type"]) for node in first["@graph"]}
    loose = Graph.load(graph.save(tmp_path / "loose.ttl"))  # all in the default graph
    for one in (graph, hostile, loose, Graph()):
        merged, union = Triples(), Triples()
        merged.parse(one.save(tmp_path / "x.ttl"))
        dataset = Dataset(default_union=True)
        dataset.parse(one.save(tmp_path / "x.jsonld"))
        for s, p, o, _ in dataset.quads():
            union.add((s, p, o))
        assert isomorphic(merged, union)


def test_every_rdf_format_spells_a_number_alike(graph, tmp_path: Path):
    """Out of a folder's store too, which gives 1.0 back as 1."""
    from rdflib import Dataset

    loaded = Graph.load(save_folder(graph, tmp_path / "folder", page=""))
    told = {}
    for ending in RDF_ENDINGS:
        dataset = Dataset(default_union=True).parse(loaded.save(tmp_path / f"x.{ending}"))
        told[ending] = {str(o) for _, p, o, _ in dataset if str(p).endswith("onfidence")}
    assert "1.0" in told["ttl"] and all(one == told["ttl"] for one in told.values())


def test_networks_are_read_by_others(graph, hostile, tmp_path: Path):
    import networkx

    for one in (graph, hostile):
        for ending, read in (("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)):
            network = read(one.save(tmp_path / f"x.{ending}"))
            assert set(network.nodes) == set(one.networkx().nodes)
            assert network.number_of_edges() == one.networkx().number_of_edges()


def test_tables_hold_facts_with_their_sentence(graph, tmp_path: Path):
    import pandas

    graph.save(tmp_path / "x.csv")
    graph.save(tmp_path / "x.parquet")
    for read, ending in ((pandas.read_csv, "csv"), (pandas.read_parquet, "parquet")):
        edges = read(tmp_path / f"x.{ending}")
        nodes = read(tmp_path / f"x.nodes.{ending}")
        network = graph.networkx()
        assert len(edges) == network.number_of_edges()
        assert len(nodes) == len(network)
        assert edges["sentence"].notna().all()
        spoke = edges[edges.relation == "addressee"].iloc[0]
        assert spoke.target_label == "اتحاد الأنهار"
        assert spoke.sentence.startswith("وطالب عبد النور")
        assert spoke.article == "nahr-1"
        lies = edges[edges.relation == "locatedIn"].iloc[0]
        assert (lies.confidence, lies.sentence.strip()[:4]) == (0.75, "وتقع")


def test_a_spreadsheet_gets_no_formula(hostile, tmp_path: Path):
    hostile.save(tmp_path / "x.csv")
    text = (tmp_path / "x.nodes.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert ",=HYPERLINK" not in text.decode() and "\"'=HYPERLINK" in text.decode()


@pytest.mark.parametrize("ending", RDF_ENDINGS)
def test_hostile_texts_survive_every_format(hostile, tmp_path: Path, ending):
    again = Graph.load(hostile.save(tmp_path / f"x.{ending}"))
    text = again.query("SELECT ?t { ?a nif:isString ?t }")[0].t
    lost = "\ufffd" if ending in ("rdf", "xml") else "\x01"  # XML cannot hold U+0001 at all
    assert text == HOSTILE.replace("\x01", lost)


def test_folder_holds_all(graph, tmp_path: Path):
    folder = save_folder(
        graph, tmp_path / "new" / "out", page="<p>", report=lambda: {"articles": 2}
    )
    assert sorted(p.name for p in folder.iterdir()) == [
        "graph.html", "graph.trig", "graph.ttl", "merges.tsv", "report.json", "store",
    ]  # fmt: skip
    assert json.loads((folder / "report.json").read_text()) == {"articles": 2}
    assert len(Graph.load(folder)) == len(graph)
    assert len(Graph.load(folder).article_graphs()) == 2  # from the store


def test_a_failed_build_leaves_the_last_good_one(graph, tmp_path: Path, monkeypatch):
    save_folder(graph, tmp_path, page="old")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    written = []

    def full(name, mode):
        written.append(name)
        if len(written) == 3:
            raise OSError(28, "No space left on device")
        return os.fdopen_(name, mode)

    monkeypatch.setattr(os, "fdopen_", os.fdopen, raising=False)
    monkeypatch.setattr(graph_files.os, "fdopen", full)
    with pytest.raises(KhabarError, match=r"K401: .*No space left"):
        save_folder(Graph(), tmp_path, page="new")
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_what_killed_builds_left_is_taken_away(graph, tmp_path: Path):
    for name in (".graph.trig.x1.part", ".report.json.x2.part", ".mine.part", ".graph.trig.txt"):
        (tmp_path / name).write_text("half")
    (tmp_path / ".store.x3.part" / "rdf").mkdir(parents=True)
    save_folder(graph, tmp_path, page="new")
    hidden = {p.name for p in tmp_path.iterdir() if p.name.startswith(".")}
    assert hidden == {".mine.part", ".graph.trig.txt"}


@pytest.mark.skipif(os.name == "nt", reason="POSIX paths")
def test_places_that_cannot_be_written(graph, tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    for path in (blocked / "x.ttl", Path("/proc/x.ttl")):
        with pytest.raises(KhabarError, match="K401") as error:
            graph.save(path)
        assert "\n" not in str(error.value)
    (tmp_path / "taken.ttl").mkdir()
    with pytest.raises(KhabarError, match="K401"):
        graph.save(tmp_path / "taken.ttl")
    with pytest.raises(KhabarError, match="K401"):
        check_writable(blocked)
    check_writable(tmp_path / "fine")
    assert not list((tmp_path / "fine").iterdir())
    assert not list(tmp_path.rglob("*.part"))


def test_files_can_be_read_by_others(graph, tmp_path: Path):
    mask = os.umask(0o022)
    try:
        mode = graph.save(tmp_path / "x.ttl").stat().st_mode
    finally:
        os.umask(mask)
    assert stat.S_IMODE(mode) == 0o644


def test_what_cannot_be_read_says_why(graph, tmp_path: Path):
    broken = tmp_path / "x.ttl"
    broken.write_text("<a> <b> .", encoding="utf-8")
    with pytest.raises(KhabarError, match="K403") as error:
        Graph.load(broken)
    assert "\n" not in str(error.value)
    for nothing in (tmp_path, tmp_path / "none.ttl", tmp_path / "x.doc"):
        with pytest.raises(KhabarError, match="K404"):
            Graph.load(nothing)
    with pytest.raises(KhabarError, match=r"K402: .*'\.doc'.*trig ttl"):
        graph.save(tmp_path / "x.doc")


def test_what_rdflib_writes_is_read_again(graph, tmp_path: Path):
    """A Dataset writes TriG, whatever the file is called."""
    graph.rdf.serialize(str(tmp_path / "x.ttl"))
    assert Graph.load(tmp_path / "x.ttl").summary() == graph.summary()


def test_networkx_writes_the_network_itself(graph, tmp_path: Path):
    import networkx

    from kg.graph.network import meetings

    for network in (graph.networkx(), meetings(graph.networkx())):
        networkx.write_graphml(network, tmp_path / "x.graphml")
        networkx.write_gml(network, tmp_path / "x.gml")
        assert len(networkx.read_graphml(tmp_path / "x.graphml")) == len(network) > 0
