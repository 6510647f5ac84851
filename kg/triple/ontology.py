"""The ontology as a graph of its own, beside those of the articles: what the terms mean.

With it ``?event kg:status/rdfs:label ?word`` answers in words, and a role or a class has its name
in Arabic and English; terms of others that people see have at least those names.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.sentence.table import table
from kg.triple.literal import arabic, english
from kg.triple.vocabulary import KG, RDFS, curie, ontology_text

ONTOLOGY = NamedNode(KG.base.removesuffix("#"))
"""The IRI of the ontology, and of its graph."""


def ontology() -> Iterator[Quad]:
    """What is said of the terms, in the graph ``ONTOLOGY``."""
    for told in parse(ontology_text(), format=RdfFormat.TURTLE):
        yield Quad(told.subject, told.predicate, told.object, ONTOLOGY)
    for row in table("term_labels"):
        for name in (arabic(row["arabic"]), english(row["english"])):
            yield Quad(curie(row["term"]), RDFS.label, name, ONTOLOGY)
