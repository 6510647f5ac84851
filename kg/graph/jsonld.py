"""JSON-LD with a context: prefixes and the base of the graph's own IRIs, as in the Turtle.

pyoxigraph writes expanded JSON-LD alone, every IRI whole; it is written graph by graph and
shortened, so that a large graph is never held as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg.triple.turtle import relative
from kg.triple.vocabulary import DATA, PREFIXES, RDF, shorten

_TYPE = RDF.type.value


def document(graphs: Iterable[tuple[str, Iterable[Quad]]]) -> Iterator[bytes]:
    """The document in pieces, of named graphs that come in order; ``""`` is the default graph."""
    context = json.dumps({"@base": DATA, **PREFIXES}, indent=1)
    between = f'{{"@context": {context},\n"@graph": [\n'
    for name, quads in graphs:
        nodes = _nodes(quads)
        for told in [{"@id": _iri(name), "@graph": nodes}] if name else nodes:
            yield (between + json.dumps(told, ensure_ascii=False)).encode("utf-8")
            between = ",\n"
    yield (f"{between}\n]}}\n" if between != ",\n" else "\n]}\n").encode("utf-8")


def _nodes(quads: Iterable[Quad]) -> list[Any]:
    triples = {Triple(q.subject, q.predicate, q.object) for q in quads}
    expanded = serialize(sorted(triples, key=_order), format=RdfFormat.JSON_LD) or b"[]"
    return [_short(node) for node in json.loads(expanded)]


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    """Subject by subject, what it is first."""
    predicate = triple.predicate
    return str(triple.subject), predicate != RDF.type, str(predicate), str(triple.object)


def _short(told: Any, key: str = "") -> Any:
    """The same JSON, its IRIs shortened; what stands alone in a list stands for itself."""
    if isinstance(told, dict):
        classes = told.get(_TYPE, ())
        if classes and all(set(one) == {"@id"} for one in classes):
            rest = {name: value for name, value in told.items() if name not in ("@id", _TYPE)}
            named = {"@id": told["@id"], "@type": [one["@id"] for one in classes]}
            return _short({**named, **rest})
        return {shorten(name): _short(value, name) for name, value in told.items()}
    if isinstance(told, list):
        short = [_short(one, key) for one in told]
        return short[0] if len(short) == 1 else short
    if key == "@id":
        return _iri(told)
    return shorten(told) if key == "@type" else told


def _iri(iri: str) -> str:
    return relative(iri) or shorten(iri)
