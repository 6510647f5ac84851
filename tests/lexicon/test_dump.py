"""Dumps of others' knowledge: what an RDF file calls things is a row of a table."""

from __future__ import annotations

from kg.sentence.table import table
from kg.triple.vocabulary import ENTITY_CLASS, RDFS, SKOS

TERMS = {row["term"]: row["means"] for row in table("rdf_terms")}


def test_what_our_own_graphs_say_is_understood() -> None:
    assert {TERMS[node.value]: kind for kind, node in ENTITY_CLASS.items()} == {
        kind: kind for kind in ENTITY_CLASS
    }
    assert TERMS[RDFS.label.value] == "name"
    assert TERMS[SKOS.altLabel.value] == "other name"


def test_every_term_is_an_iri_once_and_means_something_known() -> None:
    assert len(TERMS) == len(table("rdf_terms"))
    assert all(term.startswith(("http://", "https://")) for term in TERMS)
    assert set(TERMS.values()) == {*ENTITY_CLASS, "name", "other name"}
