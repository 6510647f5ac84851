"""No query reaches the network, however the word SERVICE is dressed up."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.errors import KhabarError
from kg.query.ask import run
from kg.query.outside import reaches_out

INSIDE = "{?s ?p ?o}"
DRESSED = [
    "SELECT * { SERVICE <URL> {?s ?p ?o} }",
    "SELECT * { sErViCe SILENT <URL> {?s ?p ?o} }",
    "SELECT * { {}SERVICE<URL>{?s ?p ?o} }",
    "SELECT * { # a comment\nSERVICE # another\n<URL> {?s ?p ?o} }",
    # what looks like an IRI is two comparisons, and the comment ends at the line
    "SELECT * { FILTER(1<2)SERVICE#>\n<URL>{?s ?p ?o} }",
    "SELECT * { VALUES ?x { <URL> } FILTER(1<2)SERVICE?x#>\n{?s ?p ?o} }",
    # what looks like an IRI holds the beginning of a string
    "SELECT * { FILTER('z'<'a>b')SERVICE<URL>{?s ?p ?o}FILTER(''='') }",
    "SELECT * { FILTER(1<2#>'''\n)SERVICE<URL>{?s ?p ?o} #'''\n}",
    # escapes are told before the query is read
    "SELECT * { SERV\\u0049CE <URL> {?s ?p ?o} }",
    'SELECT * { FILTER(""="\\u0022) SERVICE <URL> {?s ?p ?o} FILTER(""="\\u0022) }',
    "PREFIX a: <URL> SELECT * { SERVICEa: {?s ?p ?o} }",
    "SELECT * { ?s ?p trueSERVICE<URL>{?a ?b ?c} }",
]


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


@pytest.mark.parametrize("query", DRESSED)
def test_no_query_reaches_a_server(query: str, listening: socket.socket):
    query = query.replace("URL", f"http://127.0.0.1:{listening.getsockname()[1]}/sparql")
    with pytest.raises(KhabarError) as told:
        run(Store(), query)
    assert told.value.code in ("K508", "K501")
    with pytest.raises(TimeoutError):
        listening.accept()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p 'SERVICE' }",
        'SELECT * { ?s ?p """it\'s\nSERVICE <http://x/>""" }',
        "SELECT * { ?s <http://example.org/service/x#SERVICE> ?o } # SERVICE",
        "SELECT * { ?s ?p ?o FILTER(?o<5 && ?o>3) }",
        r"SELECT * { ?s ?p '\u0628' }",
    ],
)
def test_words_in_texts_iris_comments_and_variables_are_only_words(query: str):
    assert not reaches_out(query)
    run(Store(), query)


@given(st.text(alphabet="<>'\"#\\(){}?ax1 \n./:=", max_size=40))
def test_whatever_stands_before_it_service_is_found_or_the_query_is_broken(noise: str):
    query = f"SELECT * {{ FILTER({noise})SERVICE <http://127.0.0.1:9/>{INSIDE} }}"
    if not reaches_out(query):
        try:
            run(Store(), query)  # port 9 is refused with K509 if it were asked
        except KhabarError as told:
            assert told.code == "K501"
