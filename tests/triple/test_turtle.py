"""Turtle for people: short, ordered, the same every time, and read back by everyone."""

import random
import time

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse
from rdflib import Dataset, Graph

from kg.entity.merge import identify
from kg.triple.turtle import trig, turtle
from kg.triple.vocabulary import DATA, KG, RDFS, SCHEMA, XSD
from kg.triple.write import Run, all_quads
from tests.triple.example import articles


def made():
    facts = articles()
    return list(all_quads(facts, identify(facts), Run()))


def test_the_same_bytes_in_any_order_and_after_a_store():
    quads = made()
    shuffled = random.Random(7).sample(quads, len(quads))
    assert turtle(quads) == turtle(shuffled)
    assert trig(quads) == trig(shuffled)
    store = Store()
    store.bulk_load(input=trig(quads).encode(), format=RdfFormat.TRIG)
    assert trig(list(store)) == trig(quads)
    assert turtle(list(store)) == turtle(quads)


def test_both_libraries_read_it_back():
    quads = made()
    triples = {(q.subject, q.predicate, q.object) for q in quads}
    read = {
        (q.subject, q.predicate, q.object) for q in parse(turtle(quads), format=RdfFormat.TURTLE)
    }
    assert len(read) == len(triples)
    assert len(Graph().parse(data=turtle(quads), format="turtle")) == len(triples)
    dataset = Dataset(default_union=True)
    dataset.parse(data=trig(quads), format="trig")
    assert len({*dataset.triples((None, None, None))}) == len(triples)


def test_trig_tells_rdflib_how_to_be_asked():
    text = trig(made())
    assert text.startswith("#") and "Dataset(default_union=True)" in text[: text.index("@base")]
    found = {}
    for union in (False, True):
        dataset = Dataset(default_union=union)
        dataset.parse(data=text, format="trig")
        found[union] = len(dataset.query(f"SELECT DISTINCT ?m {{ ?m a {KG.Meeting} }}"))
    assert found[False] == 0 < found[True]


def test_it_reads_well():
    text = turtle(made())
    assert text.startswith(f"@base <{DATA}> .\n@prefix kg: <{KG.base}> .\n")
    assert "<article/nahr-1/event/v0> a kg:Meeting , sem:Event ;\n    rdfs:label" in text
    assert "nif:beginIndex 0 ;" in text
    assert "kg:confidence 0.95 ;" in text
    assert '"2019-03-04"^^xsd:date' in text
    assert "ns1:" not in text
    blocks = [line.split()[0] for line in text.splitlines() if line.startswith("<")]
    assert len(blocks) == len(set(blocks))  # one block a subject
    assert blocks[0] == "<article/nahr-1>"
    events = [b for b in blocks if "nahr-1/event/" in b]
    assert events == [f"<article/nahr-1/event/v{n}>" for n in range(8)]


def test_characters_that_hide_text_are_escaped():
    node = NamedNode(DATA + "x")
    text = turtle([Quad(node, RDFS.label, Literal("\u202eabc\u2066\x07", language="ar"))])
    assert '"\\u202Eabc\\u2066\\u0007"@ar' in text
    assert "\u202e" not in text


def test_iris_that_need_care_stay_whole():
    for iri in (DATA + "a//b", DATA + "../x", DATA + "ب", SCHEMA.base + "a.b", "urn:x:1", DATA):
        node = NamedNode(iri)
        text = turtle([Quad(node, node, node)])
        (read,) = parse(text, format=RdfFormat.TURTLE)
        assert read.subject == read.predicate == read.object == node


def test_numbers_keep_their_type():
    node, value = NamedNode(DATA + "x"), NamedNode(DATA + "y")
    terms = [
        Literal(str(n), datatype=t)
        for n, t in (
            (5, XSD.integer),
            ("1", XSD.decimal),
            ("x", XSD.integer),
            ("true", XSD.boolean),
        )
    ]
    text = turtle([Quad(node, value, t) for t in terms])
    read = {(q.object.value, q.object.datatype) for q in parse(text, format=RdfFormat.TURTLE)}
    assert read == {
        ("5", XSD.integer), ("1.0", XSD.decimal), ("x", XSD.integer), ("true", XSD.boolean)
    }  # fmt: skip


def test_no_graph_is_a_head_alone():
    assert list(parse(turtle([]), format=RdfFormat.TURTLE)) == []
    assert list(parse(trig([]), format=RdfFormat.TRIG)) == []


def test_it_is_fast():
    quads = made()
    turtle(quads)
    begin = time.perf_counter()
    for _ in range(5):
        turtle(quads)
    assert (time.perf_counter() - begin) / 5 / len(quads) < 100e-6  # seconds a triple; 6 µs usual
