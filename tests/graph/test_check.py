"""A good graph conforms; a graph with a broken promise does not, and the message says which."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.entity.merge import identify
from kg.graph.check import check, check_quads
from kg.triple.turtle import trig
from kg.triple.vocabulary import (
    DATA,
    ITSRDF,
    KG,
    NIF,
    ORG,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    XSD,
)
from kg.triple.write import Run, quads
from tests.triple.example import meeting

ARTICLE = DATA + "article/nahr-1"
GOOD = list(quads(meeting(), identify([meeting()]), Run()))


def node(local: str) -> NamedNode:
    return NamedNode(f"{ARTICLE}/{local}")


def messages(changed) -> str:
    return "\n".join(map(str, check_quads(changed).violations))


def without(predicate, subject=None, object=None):
    kept = [
        q
        for q in GOOD
        if q.predicate != predicate
        or (subject and q.subject != subject)
        or (object and q.object != object)
    ]
    assert len(kept) < len(GOOD)
    return kept


def test_a_good_graph_conforms(tmp_path: Path):
    path = tmp_path / "graph.trig"
    path.write_text(trig(GOOD), encoding="utf-8")
    report = check(path)
    assert report.conforms, messages(GOOD)
    assert (report.graphs, report.checked, report.quads) == (1, 1, len(GOOD))


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (without(ITSRDF.taIdentRef, object=node("entity/e6")), "entity/e6 has no mention"),
        (without(ITSRDF.taIdentRef, object=node("event/v0")), "event/v0 has no mention"),
        (without(PROV.wasDerivedFrom, subject=node("relation/0")), "relation/0 has no sentence"),
        (without(KG.confidence, subject=node("relation/0")), "relation/0 has no kg:confidence"),
        (without(KG.status, subject=node("event/v3")), "event/v3 has not exactly one kg:status"),
        (without(KG.mode, subject=node("event/v1")), "event/v1 has not exactly one kg:mode"),
        (without(ORG.heldBy), "a post that nobody holds"),
        (without(KG.title), "has not exactly one Arabic kg:title"),
        (without(RDFS.label, subject=node("entity/e6")), "not exactly one Arabic rdfs:label"),
        (without(PROV.wasGeneratedBy), "does not say which run read it"),
        (without(RDF.subject), "no rdf:Statement accounts for"),
    ],
)
def test_what_is_removed_is_missed(broken, told):
    assert told in messages(broken)


def swapped(mention: str, begin: str, end: str):
    """The graph with other offsets for one mention."""
    one = NamedNode(f"{ARTICLE}#char={mention}")
    where = {NIF.beginIndex: begin, NIF.endIndex: end}
    changed = [
        Quad(
            q.subject, q.predicate, Literal(where[q.predicate], datatype=XSD.integer), q.graph_name
        )
        if q.subject == one and q.predicate in where
        else q
        for q in GOOD
    ]
    assert changed != GOOD
    return changed


def test_offsets_are_whole_numbers_in_order_and_quote_the_text():
    assert "before its end" in messages(swapped("0,5", "5", "0"))
    assert "quotes other words" in messages(swapped("0,5", "1", "6"))
    assert "one whole number" in messages(swapped("0,5", "0", "x"))


def test_a_statement_needs_speaker_or_content_and_lists_are_closed():
    facts = meeting()
    mute = replace(facts.events[4], roles=(), reports=())
    facts = replace(facts, events=(*facts.events[:4], mute, *facts.events[5:]))
    assert "without speaker and without content" in messages(quads(facts, identify([facts]), Run()))
    odd = [*GOOD, Quad(node("event/v0"), KG.status, KG.say, NamedNode(ARTICLE))]
    assert "exactly one kg:status of the list" in messages(odd)
    stray = [*GOOD, Quad(node("event/v0"), KG.participant, node("entity/e99"), NamedNode(ARTICLE))]
    assert "entity/e99 has no mention" in messages(stray)


def test_a_large_graph_is_sampled_and_the_report_says_so(tmp_path: Path):
    many = [
        Quad(q.subject, q.predicate, q.object, NamedNode(f"{DATA}article/x{n}"))
        for n in range(4)
        for q in GOOD
        if q.predicate in (RDF.type, NIF.isString) and q.object == SCHEMA.NewsArticle
    ]
    report = check_quads(many, limit=2)
    assert (report.graphs, report.checked) == (4, 2)
    assert not report.conforms
