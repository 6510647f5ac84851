"""One object that answers, saves, loads, and becomes a network."""

import re
from html import escape
from pathlib import Path

import pytest

from kg import Graph
from kg.errors import KhabarError
from kg.graph.check import check
from kg.graph.files import save_folder
from kg.graph.network import meetings
from kg.triple.vocabulary import DATA
from kg.triple.write import Run
from tests.triple.example import articles, flood, meeting


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(articles(), Run("1.2"))


def test_default_graph_is_the_merge_and_articles_are_named(graph):
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    assert graph.query(count)[0].n == len(graph)
    named = graph.query("SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert named[0].n == 2
    # a label that two articles have is one triple in the merge: counting over it is right
    rows = graph.query(
        'SELECT (COUNT(?m) AS ?n) { ?m itsrdf:taIdentRef ?c . ?c rdfs:label "الجزائر"@ar }'
    )
    assert rows[0].n == 2


def test_rdflib_sees_the_same(graph):
    from rdflib import RDF, URIRef

    dataset = graph.rdf
    country = URIRef("https://schema.org/Country")
    assert len(set(dataset.subjects(RDF.type, country))) == 2
    assert len(dataset.graph(URIRef(DATA + "article/nahr-2"))) > 50
    (row,) = dataset.query("SELECT (COUNT(?s) AS ?n) { ?s a <https://schema.org/Country> }")
    assert int(row.n) == 2
    assert dataset.namespace_manager.expand_curie("kg:Meeting").endswith("khabar/ns#Meeting")


def test_rdflib_reads_a_folder_and_is_told_how_to_add_to_it(graph, tmp_path: Path):
    from rdflib import RDFS, Literal, URIRef

    dataset = Graph.load(save_folder(graph, tmp_path, page="")).rdf
    assert len(dataset.graph(URIRef(DATA + "article/nahr-2"))) > 50
    assert len(dataset.graph(URIRef(DATA + "article/none"))) == 0
    label = (URIRef("urn:x"), RDFS.label, Literal("x"))
    for write in (
        lambda: dataset.add(label),
        lambda: dataset.remove((None, RDFS.label, None)),
        lambda: dataset.parse(data="<urn:x> <urn:y> <urn:z> .", format="turtle"),
        lambda: dataset.update("INSERT DATA { <urn:x> <urn:y> <urn:z> }"),
        lambda: dataset.remove_graph(URIRef(DATA + "article/nahr-2")),
    ):
        with pytest.raises(KhabarError, match=r"K406.*graph\.trig.*kg\.Graph\.load"):
            write()


def test_with_the_ontology_terms_have_words(graph, tmp_path: Path):
    words = "SELECT DISTINCT ?w { ?e kg:status/rdfs:label ?w FILTER(LANG(?w) = 'ar') }"
    assert not graph.query(words)
    explained = graph.with_ontology()
    assert "وقع" in {row.w for row in explained.query(words)}
    (role,) = explained.query('SELECT ?w { schema:Country rdfs:label ?w FILTER(LANG(?w) = "ar") }')
    assert role.w == "بلد"
    assert len(explained.ask("who-attended")) == len(graph.ask("who-attended"))
    assert set(explained.networkx()) == set(graph.networkx())
    path = explained.save(tmp_path / "own.trig")
    assert check(path).conforms
    assert len(Graph.load(path)) == len(explained) > len(graph)


def test_network(graph):
    network = graph.networkx()
    people = {d["label"]: d for _, d in network.nodes(data=True) if d["type"] == "Person"}
    assert set(people) == {"سامي المنصوري", "كريم عبد النور"}
    assert people["سامي المنصوري"]["label_en"] == "Sami Mansouri"
    assert people["كريم عبد النور"]["posts"] == "وزير الخارجية (الجزائر)"
    assert people["كريم عبد النور"]["mentions"] == 4
    event = network.nodes[DATA + "article/nahr-1/event/v0"]
    assert (event["type"], event["status"], event["date"]) == ("Meeting", "actual", "2019-03-04")
    assert event["confidence"] == 0.95
    assert (event["article"], event["published"]) == ("nahr-1", "2019-03-05")
    assert event["publisher"] == "صحيفة النهر" and event["sentence"].startswith("اجتمع وزير")
    found = {(d["kind"], "sentence" in d, "confidence" in d) for *_, d in network.edges(data=True)}
    assert ("role", False, True) in found and ("relation", True, True) in found
    edges = {(network.nodes[a]["label"], d["type"], network.nodes[b]["label"])
             for a, b, d in network.edges(data=True)}  # fmt: skip
    assert ("قرطاج", "locatedIn", "تونس") in edges
    assert ("كريم عبد النور", "post", "الجزائر") in edges
    assert ("طالب كريم عبد النور", "addressee", "اتحاد الأنهار") in edges
    roles = {d["label"] for *_, d in network.edges(data=True) if d["type"] == "speaker"}
    assert roles == {"القائل"}


def test_who_met_whom(graph):
    met = meetings(graph.networkx())
    ((one, other, tie),) = met.edges(data=True)
    assert {met.nodes[one]["label"], met.nodes[other]["label"]} == {
        "سامي المنصوري",
        "كريم عبد النور",
    }
    assert tie == {"weight": 1, "dates": "2019-03-04"}


def test_an_empty_graph_does_not_fail():
    empty = Graph()
    assert len(empty) == 0
    assert len(empty.networkx()) == 0
    assert empty.summary().articles == 0
    assert len(empty.ask("who-attended")) == 0


def test_facts_are_kept_and_iris_stay_when_articles_are_added(graph):
    assert graph.facts == articles()
    alone = {q.subject.value for q in Graph([meeting()]).quads}
    assert alone <= {q.subject.value for q in Graph([flood(), meeting()]).quads} | {
        iri for iri in alone if "/run/" in iri
    }


def test_shown_in_a_frame_with_nothing_unescaped(graph, monkeypatch):
    monkeypatch.setattr(Graph, "page", lambda self: '<p title="x">\'&</p></iframe><script>')
    html = graph.show(height=300).data
    inside = re.search(r'srcdoc="([^"]*)"', html)
    assert inside and inside[1] == escape('<p title="x">\'&</p></iframe><script>', quote=True)
    assert html.count("<script>") == 0
    assert "allow-same-origin" not in html


def test_notebook_summary_is_escaped(graph):
    html = graph._repr_html_()
    assert html.startswith("<table>")
    assert "مقالات" in html
