"""SPARQL: prefixes known, values bound as terms, mistakes told in one line with their place."""

import pytest

from kg import Graph
from kg.errors import KhabarError
from kg.query.ask import ask, with_values
from tests.triple.example import articles


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(articles())


def test_rows_have_names_and_plain_values(graph):
    rows = graph.query(
        "SELECT ?name ?n ?c ?status WHERE { ?e kg:memberCount ?n ; rdfs:label ?name ."
        " ?v kg:confidence ?c ; kg:status ?status . FILTER(?c < 1) }"
    )
    (row,) = rows
    assert (row.name, row["n"], row[2], row.status) == (
        "الدول الثلاث الأعضاء",
        3,
        0.95,
        "kg:actual",
    )
    assert row.as_dict() == dict(zip(rows.columns, row, strict=True))
    assert list(rows.frame().columns) == ["name", "n", "c", "status"]
    with pytest.raises(AttributeError, match="there are name"):
        _ = row.nothing


def test_every_form_of_query(graph):
    assert graph.query("ASK { ?x a kg:Meeting }")[0].answer is True
    assert graph.query("ASK { ?x a kg:Protest }")[0].answer is False
    made = graph.query("CONSTRUCT { ?x a schema:Thing } WHERE { ?x a kg:Attack }")
    assert made.columns == ("subject", "predicate", "object") and len(made) == 1
    assert len(graph.query("DESCRIBE <https://w3id.org/khabar/id/country/TN>")) > 3
    assert len(ask(graph.store, "SELECT ?x { ?x a kg:Meeting }")) == 3


def test_the_two_questions_of_the_vocabulary(graph):
    ministers = graph.query(
        "SELECT ?minister ?post (COUNT(?s) AS ?statements) WHERE { ?s a kg:Statement ;"
        " kg:speaker ?p . ?p rdfs:label ?minister ; org:holds/kg:title ?post ."
        ' FILTER(STRSTARTS(?post, "وزير") && LANG(?minister) = "ar") } GROUP BY ?minister ?post'
    )
    assert {tuple(row) for row in ministers} == {
        ("سامي المنصوري", "وزير الخارجية", 1),
        ("كريم عبد النور", "وزير الخارجية", 3),
    }


@pytest.mark.parametrize(
    ("sparql", "line", "column", "told"),
    [
        ("SELECT ?x {\n ?x kg:status oops:a }", 2, 15, "prefix"),
        ("SELECT ?x {\n\n ?x kg:status 'a }", 3, 19, "quotation mark"),
        ("SELEC ?x", 1, 1, "SELECT, ASK"),
        ("", 1, 1, "SELECT, ASK"),
        ("SELECT ?x ?y { ?x a ?y } GROUP BY ?x", 1, 37, "GROUP BY"),
        ("PREFIX a: <urn:a:>\nDROP ALL", 2, 1, "SELECT, ASK"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", 1, 1, "SELECT, ASK"),
        ("SELECT ?x { ?x ?y ?z } }", 1, 25, "end of the query"),
    ],
)
def test_a_mistake_is_told_with_its_place_in_one_line(graph, sparql, line, column, told):
    with pytest.raises(KhabarError) as error:
        graph.query(sparql)
    message = str(error.value)
    assert message.startswith(f"K501: SPARQL, line {line}, column {column}: ")
    assert told in message and "\n" not in message


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:8/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:8/> { ?s ?p ?o } }",
        "SELECT * { ?a ?b ?c FILTER(?c<5)SERVICE<http://127.0.0.1:8/#>{ ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:8/> { ?s ?p ?o } }",
    ],
)
def test_no_query_reaches_the_network(graph, sparql):
    with pytest.raises(KhabarError, match="K508"):
        graph.query(sparql)
    assert len(graph.query('SELECT ?x { ?x rdfs:label "SERVICE" } # SERVICE')) == 0


def test_what_cannot_be_worked_out_is_no_traceback(graph):
    with pytest.raises(KhabarError, match=r"K509.*urn:f"):
        graph.query("SELECT (<urn:f>(1) AS ?z) {}")


def test_a_value_is_bound_never_pasted(graph):
    query = "SELECT ?x WHERE { ?x rdfs:label ?name }"
    assert len(graph.query(query, {"name": "تونس"})) == 1
    for evil in ('x"@ar } UNION { ?x ?p ?o', "'); DROP ALL", "\\", "\n}", '"""', "?x", "# {"):
        assert len(graph.query(query, {"name": evil})) == 0
    iri = "https://w3id.org/khabar/id/country/TN"
    assert (
        graph.query("SELECT ?p { ?s ?p ?o }", {"s": iri, "o": "schema:Country"})[0].p == "rdf:type"
    )
    assert graph.query("SELECT ?s { ?s kg:memberCount ?n }", {"n": 3})
    assert not graph.query("SELECT ?s { ?s kg:memberCount ?n }", {"n": 4})


def test_binding_finds_the_pattern_past_texts_comments_and_templates(graph):
    tricky = '# {\nCONSTRUCT { ?x rdfs:label "{" } WHERE { ?x a kg:Group ; rdfs:label ?name }'
    assert len(graph.query(tricky, {"name": "عشرات"})) == 1
    assert with_values("SELECT ?x { ?x ?y ?z }", {}) == "SELECT ?x { ?x ?y ?z }"


def test_a_parameter_that_is_not_used_is_refused(graph):
    with pytest.raises(KhabarError, match=r"K503.*'town'.*known: x"):
        graph.query("SELECT ?x { ?x a kg:Group }", {"town": "x"})
    with pytest.raises(KhabarError, match="line 1, column 33"):  # the place in what was written
        graph.query("SELECT ?x { ?x rdfs:label ?n } }", {"n": "x"})


@pytest.mark.parametrize(
    ("term", "meant"), [("kg:Decision", "kg:Decide"), ("kg:speeker", "kg:speaker")]
)
def test_a_term_that_there_is_not_is_told_with_the_nearest(graph, term, meant):
    """It would find nothing, and nothing would be said: a label is easily taken for the term."""
    with pytest.raises(KhabarError, match=rf"K512.*{term}.*nearest: {meant}"):
        graph.query(f"SELECT ?x {{ ?x {term} ?y . ?x a {term} }}")
    assert graph.query(f"CONSTRUCT {{ ?x {term} ?y }} WHERE {{ ?x kg:participant ?y }}")
    own = "PREFIX kg: <https://example.org/> SELECT ?x { ?x a kg:Decision }"
    assert not graph.query(own)
