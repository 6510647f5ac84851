"""Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML: all in an order that never changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.graph.jsonld import document
from kg.graph.source import Source
from kg.triple.turtle import Merged, blocks, trig_of, turtle
from kg.triple.vocabulary import PREFIXES, XSD

Term = NamedNode | BlankNode | Literal | Triple
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TRIPLES = {".nt": RdfFormat.N_TRIPLES, ".rdf": RdfFormat.RDF_XML, ".xml": RdfFormat.RDF_XML}


def contents(graph: Source, path: Path) -> dict[Path, bytes | Iterable[bytes]]:
    """The graph in the RDF format of the ending; formats without named graphs hold the merge.

    Turtle, TriG and JSON-LD come in pieces, so that a large graph is never held whole.
    """
    ending = path.suffix.lower()
    if ending == ".ttl":
        held = isinstance(graph.quads, tuple)
        return {path: turtle(graph.quads).encode("utf-8") if held else _merged(graph)}
    if ending == ".trig":
        told = trig_of((name, blocks(quads)) for name, quads in graph.by_graph())
        return {path: (piece.encode("utf-8") for piece in told)}
    if ending == ".jsonld":
        return {path: document((name, map(spelled, quads)) for name, quads in graph.by_graph())}
    if ending == ".nq":
        quads = sorted({spelled(quad) for quad in graph.quads}, key=_order)
        return {path: serialize(quads, format=RdfFormat.N_QUADS) or b""}
    alike = map(spelled, graph.quads)
    triples = {Triple(q.subject, q.predicate, q.object) for q in alike}
    form = _TRIPLES[ending]
    if form == RdfFormat.RDF_XML:
        triples = {Triple(t.subject, t.predicate, _xml(t.object)) for t in triples}
    return {path: serialize(sorted(triples, key=_order), format=form, prefixes=PREFIXES) or b""}


def spelled(quad: Quad) -> Quad:
    """The quad with its number as Turtle writes it: a store gives a decimal 1.0 back as 1, and
    rdflib takes the two for different ones."""
    term = quad.object
    if not isinstance(term, Literal) or term.datatype != XSD.decimal or "." in term.value:
        return quad
    whole = Literal(f"{term.value}.0", datatype=XSD.decimal)
    return Quad(quad.subject, quad.predicate, whole, quad.graph_name)


def _merged(graph: Source) -> Iterator[bytes]:
    with Merged() as merged:
        for _, quads in graph.by_graph():
            merged.aside(blocks(quads))
        yield from merged.document(graph.store)


def _order(quad: Quad | Triple) -> tuple[str, str, str, str]:
    graph = str(quad.graph_name) if isinstance(quad, Quad) else ""
    return graph, str(quad.subject), str(quad.predicate), str(quad.object)


def _xml(term: Term) -> Term:
    """Characters that XML cannot hold, not even escaped, become U+FFFD."""
    if isinstance(term, Literal) and _NOT_XML.search(term.value):
        value = _NOT_XML.sub("\ufffd", term.value)
        if term.language:
            return Literal(value, language=term.language)
        return Literal(value, datatype=term.datatype)
    return term
