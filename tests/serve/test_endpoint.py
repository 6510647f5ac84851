"""``/sparql`` speaks the SPARQL 1.1 Protocol, in every format, for queries only."""

from __future__ import annotations

import httpx
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

COUNTRIES = "SELECT ?c ?name { ?c a schema:Country ; rdfs:label ?name } ORDER BY ?name"
TELL = "CONSTRUCT { ?c a schema:Country } { ?c a schema:Country }"


@pytest.mark.parametrize(
    ("media", "format"),
    [
        ("application/sparql-results+json", QueryResultsFormat.JSON),
        ("application/sparql-results+xml", QueryResultsFormat.XML),
        ("text/tab-separated-values", QueryResultsFormat.TSV),
    ],
)
def test_a_table_in_each_format_is_read_back_the_same(client: httpx.Client, media, format):
    reply = client.get("/sparql", params={"query": COUNTRIES}, headers={"Accept": media})
    assert reply.status_code == 200 and reply.headers["content-type"].startswith(media)
    rows = list(parse_query_results(reply.content, format=format))
    assert {"فرنسا", "France"} <= {row["name"].value for row in rows}
    assert {row["name"].language for row in rows} == {"ar", "en"}


def test_csv_for_spreadsheets(client: httpx.Client):
    reply = client.get("/sparql", params={"query": COUNTRIES, "format": "csv"})
    assert reply.text.startswith("c,name\r\n") and "/country/FR,فرنسا\r\n" in reply.text


@pytest.mark.parametrize(
    ("media", "format"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_a_graph_in_each_format(client: httpx.Client, media, format):
    reply = client.get("/sparql", params={"query": TELL}, headers={"Accept": media})
    assert reply.headers["content-type"].startswith(media)
    found = {quad.subject.value for quad in parse(reply.content, format=format)}
    assert "https://w3id.org/khabar/id/country/FR" in found


@pytest.mark.parametrize(
    ("format", "media"),
    [
        ("rdf+xml", "application/rdf+xml"),
        ("rdf xml", "application/rdf+xml"),  # a + that was not written as %2B
        ("xml", "application/rdf+xml"),
        ("json-ld", "application/ld+json"),
        ("n3", "text/turtle"),
        ("N-Triples", "application/n-triples"),
        ("ntriples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
    ],
)
def test_a_graph_by_the_names_that_clients_have(client: httpx.Client, format: str, media: str):
    """SPARQLWrapper sends such a name in ``format`` beside a right Accept."""
    reply = client.get("/sparql", params={"query": TELL, "format": format})
    assert reply.status_code == 200 and reply.headers["content-type"].startswith(media)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"format": "csv"}, "json, xml, turtle, ntriples, jsonld, rdfxml, html"),
        ({"format": "html", "query": "# SELECT\nASK { ?s ?p ?o }"}, "json, xml"),
        ({"format": "html", "query": "PREFIX ask: <x:> " + COUNTRIES}, "json, xml, csv, tsv"),
        ({"format": "html", "query": TELL}, "json, xml, turtle, ntriples, jsonld, rdfxml"),
    ],
)
def test_a_refused_format_is_told_what_this_answer_may_be(client: httpx.Client, params, expected):
    reply = client.get("/sparql", params=params)
    assert reply.status_code == 406
    assert f"here it may be {expected}" in reply.json()["error"].partition(";")[2]
    for name in expected.split(", "):
        again = client.get("/sparql", params=params | {"format": name})
        assert again.status_code in (200, 303), name


def test_a_format_that_there_is_not_names_those_that_there_are(client: httpx.Client):
    reply = client.get("/sparql", params={"query": TELL, "format": "banana"})
    assert reply.status_code == 406 and "'banana'" in reply.json()["error"]
    assert "rdfxml" in reply.json()["error"]


def test_get_form_and_body_ask_the_same(client: httpx.Client):
    told = [
        client.get("/sparql", params={"query": COUNTRIES}),
        client.post("/sparql", data={"query": COUNTRIES}),
        client.post(
            "/sparql", content=COUNTRIES, headers={"Content-Type": "application/sparql-query"}
        ),
    ]
    assert {reply.status_code for reply in told} == {200}
    assert len({reply.text for reply in told}) == 1


def test_ask_and_a_chosen_graph(client: httpx.Client):
    ask = {"query": "ASK { ?s a schema:Country }"}
    assert client.get("/sparql", params=ask).json() == {"head": {}, "boolean": True}
    xml = client.get("/sparql", params=ask | {"format": "xml"})
    assert "<boolean>true</boolean>" in xml.text
    empty = ask | {"default-graph-uri": "https://w3id.org/khabar/id/article/none"}
    assert client.get("/sparql", params=empty).json()["boolean"] is False


def test_without_a_query_the_service_describes_itself(client: httpx.Client):
    reply = client.get("/sparql", headers={"Accept": "text/turtle"})
    told = {q.predicate.value for q in parse(reply.content, format=RdfFormat.TURTLE)}
    assert "http://www.w3.org/ns/sparql-service-description#resultFormat" in told
    browser = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert browser.status_code == 303 and browser.headers["location"] == "/query"


@pytest.mark.parametrize(
    ("send", "status"),
    [
        ({"params": {"query": "SELECT {"}}, 400),
        ({"params": {"query": COUNTRIES}, "headers": {"Accept": "image/png"}}, 406),
        ({"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}}, 400),
        ({"params": {"query": COUNTRIES, "default-graph-uri": "file:///etc/passwd"}}, 400),
        ({"params": [("query", COUNTRIES), ("query", COUNTRIES)]}, 400),
    ],
)
def test_what_cannot_be_answered_is_told_plainly(client: httpx.Client, send, status):
    reply = client.get("/sparql", **send)
    assert reply.status_code == status and set(reply.json()) == {"error"}


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <file:///etc/passwd>",
        "LOAD <http://127.0.0.1:9/>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DROP ALL",
    ],
)
def test_updates_are_refused_however_they_are_sent(client: httpx.Client, update: str):
    kinds = {"Content-Type": "application/sparql-update"}
    assert client.post("/sparql", content=update, headers=kinds).status_code == 403
    assert client.post("/sparql", data={"update": update}).status_code == 403
    assert client.get("/sparql", params={"query": update}).status_code == 400


def test_a_mistake_is_told_with_its_place(client: httpx.Client):
    reply = client.get("/sparql", params={"query": "SELECT * {\n ?s foo:x ?o }"})
    assert "line 2, column 5" in reply.json()["error"]


def test_files_are_no_graphs(client: httpx.Client):
    query = "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"
    assert client.get("/sparql", params={"query": query}).json()["results"]["bindings"] == []
