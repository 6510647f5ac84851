"""Does a graph keep its promises? SHACL shapes by pySHACL, and every offset against the text.

Each named graph stands on its own, so articles are checked one by one, which keeps pySHACL
usable: its time grows faster than the graph. Of a very large graph an even sample is checked
with SHACL, and the report says so; offsets are checked everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.graph.files import load_quads
from kg.triple.vocabulary import NIF, shorten


@dataclass(frozen=True, slots=True)
class Violation:
    """One promise that is not kept."""

    graph: str
    """IRI of the article's graph; empty for a graph without named graphs."""
    node: str
    path: str
    """The property, as ``kg:status``; ``^`` before it when it should point here."""
    message: str
    value: str = ""

    def __str__(self) -> str:
        about = f" ({self.path})" if self.path else ""
        return f"{self.node} {self.message}{about}" + (f": {self.value}" if self.value else "")


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, and what was found wanting."""

    graphs: int
    checked: int
    """How many of them with SHACL; fewer than ``graphs`` when an even sample was taken."""
    quads: int
    """Triples of all graphs, one counted in each graph that tells it."""
    violations: tuple[Violation, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether nothing was found wanting."""
        return not self.violations


def check(path: str | Path, *, limit: int | None = 100) -> Report:
    """Check a graph file or the folder of a build.

    ``limit``: check at most so many articles with SHACL, evenly spread; None checks all.
    Raises ``KhabarError`` K403, K404 for what cannot be read.
    """
    return check_quads(load_quads(path), limit=limit)


def check_quads(quads: Iterable[Quad], *, limit: int | None = None) -> Report:
    """The same for quads at hand."""
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
        graphs.setdefault(name, []).append(quad)
    names = sorted(graphs)
    step = 1 if limit is None else max(1, -(-len(names) // limit))
    violations: list[Violation] = []
    for n, name in enumerate(names):
        violations += _offsets(name, graphs[name])
        if n % step == 0:
            violations += _shapes(name, graphs[name])
    told = sum(map(len, graphs.values()))
    return Report(len(names), len(names[::step]), told, tuple(violations))


def shapes_text() -> str:
    """The shapes, as Turtle."""
    return files("kg.triple").joinpath("shapes.ttl").read_text(encoding="utf-8")


def _offsets(name: str, quads: Sequence[Quad]) -> Iterable[Violation]:
    """Mentions that do not quote exactly what stands between their offsets."""
    told: dict[NamedNode, dict[Any, str]] = {}
    wanted = {NIF.isString, NIF.anchorOf, NIF.beginIndex, NIF.endIndex, NIF.referenceContext}
    for quad in quads:
        if quad.predicate in wanted and isinstance(quad.subject, NamedNode):
            value = getattr(quad.object, "value", "")
            told.setdefault(quad.subject, {})[quad.predicate] = value
    for node, about in told.items():
        if NIF.anchorOf not in about:
            continue
        text = told.get(NamedNode(about.get(NIF.referenceContext, "urn:none")), {})
        try:
            begin, end = int(about[NIF.beginIndex]), int(about[NIF.endIndex])
        except (KeyError, ValueError):
            continue  # the shapes say so
        if text.get(NIF.isString, "")[begin:end] != about[NIF.anchorOf]:
            yield Violation(name, node.value, "nif:anchorOf", "quotes other words than stand there")


def _shapes(name: str, quads: Sequence[Quad]) -> Iterable[Violation]:
    from pyshacl import validate
    from rdflib import SH, Graph, URIRef
    from rdflib.namespace import RDF

    _, results, _ = validate(
        _rdflib(quads), shacl_graph=_shapes_graph(), inference="none", advanced=False
    )
    assert isinstance(results, Graph)
    found = []
    for result in results.subjects(RDF.type, SH.ValidationResult):
        path = results.value(result, SH.resultPath)
        inverse = results.value(path, SH.inversePath)
        shown = "^" + shorten(str(inverse)) if inverse else shorten(str(path or ""))
        value = results.value(result, SH.value)
        focus = results.value(result, SH.focusNode)
        found.append(
            Violation(
                graph=name,
                node=str(focus),
                path=shown if isinstance(path, URIRef) or inverse else "",
                message=str(results.value(result, SH.resultMessage)),
                value="" if value in (None, focus) else str(value)[:80],
            )
        )
    return sorted(found, key=str)


@cache
def _shapes_graph() -> Any:
    from rdflib import Graph

    return Graph().parse(data=shapes_text(), format="turtle")


def _rdflib(quads: Sequence[Quad]) -> Any:
    """The quads of one article as an rdflib graph."""
    from io import BytesIO

    from pyoxigraph import RdfFormat, Triple, serialize
    from rdflib import Graph

    triples = (Triple(q.subject, q.predicate, q.object) for q in quads)
    data = serialize(triples, format=RdfFormat.N_TRIPLES)
    return Graph().parse(BytesIO(data or b""), format="nt")
