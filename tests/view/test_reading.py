"""The nouns of the page, read off RDF, whoever holds it."""

from __future__ import annotations

from rdflib import Dataset, Graph

from kg.entity.merge import identify
from kg.nouns import Facts
from kg.triple.write import Run, all_quads
from kg.view.reading import page_data
from tests.view.conftest import Draft, data_of, first, second


def test_entities_are_merged_and_keep_all_names(data):
    carter = next(e for e in data.entities if e.label == "أشتون كارتر")
    assert carter.type == "PER"
    assert carter.label_en == "Ashton Carter"
    assert carter.qid == "Q4806492"
    paris = next(e for e in data.entities if e.label == "باريس")
    assert (paris.latitude, paris.longitude) == (48.85, 2.35)
    assert len(data.entities) == 8


def test_names_that_look_the_same_are_one():
    d = Draft("twice", "زار سالم النهري المدينة. ثم عاد سالم\u00a0النهري.")
    who = d.entity(0, "PER", "سالم النهري", "سالم النهري", "سالم\u00a0النهري")
    (entity,) = data_of(Facts(d.article, d.sentences, (who,))).entities
    assert entity.names == ()


def test_events_have_roles_status_and_time(data):
    meeting = next(e for e in data.events if e.begin == "2016-01-20")
    assert sorted(r.name for r in meeting.roles) == ["participant", "participant", "place"]
    planned = next(e for e in data.events if e.status == "hypothetical")
    assert (planned.begin, planned.confidence) == ("2016-02", 0.41)
    said = next(e for e in data.events if e.mode == "say")
    assert said.reports == (planned.iri,)
    assert [r.words for r in said.roles if r.name == "content"] == ["اجتماعا قد يعقد في بروكسل"]


def test_every_standing_fact_has_its_sentence(data):
    for fact in (*data.posts, *data.relations):
        (evidence,) = fact.evidence
        article = next(a for a in data.articles if a.iri == evidence.article)
        assert evidence.start in {start for start, _ in article.sentences}


def test_spans_index_the_untouched_text(data):
    names = {e.iri: {e.label, *e.names} for e in data.entities}
    for article in data.articles:
        for span in article.spans:
            if span.target in names and span.kind == "name":
                assert article.text[span.start : span.end] in names[span.target]


def test_rdflib_and_oxigraph_give_the_same(data):
    facts = (first(), second())
    quads = list(all_quads(facts, identify(facts), Run()))
    text = "".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in quads)
    graph = Graph().parse(data=text, format="nt")
    assert page_data(graph) == data
    dataset = Dataset()
    dataset.parse(data=text, format="nt")
    assert page_data(dataset) == data


def test_broken_rdf_is_no_crash():
    broken = """
    @prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
    @prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .
    @prefix schema: <https://schema.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix kg: <https://w3id.org/khabar/ns#> .
    <a> nif:isString "نص"@ar . <p> a schema:Person ; rdfs:label "زيد"@ar ; schema:latitude "x" .
    <a#1> nif:referenceContext <a> ; nif:beginIndex 1 ; nif:endIndex 99 ; itsrdf:taIdentRef <p> .
    <v> a kg:Meeting ; kg:participant <nobody>, <p> .
    """
    found = page_data(Graph().parse(data=broken, format="turtle", publicID="http://x/"))
    assert [e.label for e in found.entities] == ["زيد"]
    assert found.articles[0].spans == ()
    assert [r.name for r in found.events[0].roles] == ["participant"]
