"""Questions of the library: ``python -m tests.benchmarks.questions GRAPH [ARTICLES]``.

Without ``ARTICLES``: each question, as it is and with each of its parameters (the person, country,
organisation or place that is told of most), asked twice of the folder's store: seconds by the
clock, seconds of the processor, answers; then those over two seconds.

With ``ARTICLES``: the graph of so many articles is made of the store, and ten questions are asked
of it in a store like ours and in rdflib's memory, same triples, at most a minute each; the ratio
of every one and the median. 2,000 articles take rdflib some minutes to load.
"""

from __future__ import annotations

import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, serialize

from kg.graph.store import extend, open_store
from kg.query.ask import Term, run
from kg.query.question import Parameter, Question, filled, question, questions
from kg.triple.vocabulary import KG, PREFIXES

SECONDS = 60.0
_MOST_TOLD = """SELECT ?e WHERE {
  { SELECT ?e (COUNT(*) AS ?n) WHERE { ?m itsrdf:taIdentRef ?e } GROUP BY ?e
    ORDER BY DESC(?n) LIMIT 3000 }
  ?e a %s } ORDER BY DESC(?n) LIMIT 1"""
_TERMS = {"mode": "demand", "type": "Meeting", "status": "planned"}
_KINDS = {"person": "Person", "visitor": "Person", "city": "Place", "place": "Place"}
TEN = (
    ("who-attended", "city"), ("countries-attended", None), ("who-spoke", None),
    ("ministers-spoke", None), ("who-said-what", "person"), ("who-demanded-what", None),
    ("what-was-denied", None), ("timeline", "who"), ("who-attacked-whom", None),
    ("evidence-for", "who"),
)  # fmt: skip


def told_most(store: Store) -> dict[str, NamedNode]:
    """The node of each class with most mentions."""
    kinds = ("Person", "Country", "Organization", "Place")
    return {kind: NamedNode(str(run(store, _MOST_TOLD % f"schema:{kind}")[0][0])) for kind in kinds}


def value(asked: Question, parameter: Parameter, nodes: dict[str, NamedNode]) -> list[Term]:
    """Something that a person might give for a parameter."""
    if parameter.kind == "date":
        return [Literal("2016-01")]
    if parameter.kind == "term":
        return [KG[_TERMS[parameter.name]]]
    if asked.name == "members-of":
        return [nodes["Organization"]]
    return [nodes[_KINDS.get(parameter.name, "Country")]]


def timed(ask: Callable[[], int], seconds: float, times: int = 1) -> list[tuple[float, float, int]]:
    """Seconds by clock and processor, and answers; shorter where it was ended at the limit."""
    ours, theirs = multiprocessing.get_context("fork").Pipe()

    def work() -> None:
        for _ in range(times):
            clock, processor = time.perf_counter(), time.process_time()
            found = ask()
            theirs.send((time.perf_counter() - clock, time.process_time() - processor, found))

    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    told: list[tuple[float, float, int]] = []
    while len(told) < times and ours.poll(seconds):
        told.append(ours.recv())
    child.kill()
    child.join()
    return told


def library(folder: Path) -> None:
    """Every question, as it is and narrowed by each parameter."""
    store = open_store(folder)
    nodes = told_most(store)
    slow = []
    for one in questions():
        cases: list[tuple[str, dict[str, list[Term]]]] = [(one.name, {})]
        cases += [(f"{one.name} {p.name}", {p.name: value(one, p, nodes)}) for p in one.parameters]
        for name, values in cases:
            sparql = filled(one.sparql, values)
            told = timed(lambda: len(run(store, sparql)), SECONDS, 2)  # noqa: B023
            line = " | ".join(f"{c:6.2f} s, processor {p:5.2f} s" for c, p, _ in told)
            print(f"{name:42} {line or 'over a minute'}  {told[0][2] if told else ''}", flush=True)
            if not told or told[-1][1] > 2:
                slow.append(name)
    print(f"over 2 s of the processor: {', '.join(slow) or 'none'}")


def against_rdflib(folder: Path, articles: int) -> None:
    """Ten questions in both, same triples."""
    import rdflib

    whole = open_store(folder)
    names = sorted(name.value for name in whole.named_graphs() if isinstance(name, NamedNode))
    chosen = set(names[:: max(1, len(names) // articles)][:articles])
    with tempfile.TemporaryDirectory() as room:
        part = Store(f"{room}/store")
        for name in sorted(chosen):
            extend(part, whole.quads_for_pattern(None, None, None, NamedNode(name)))
        part.optimize()
        merged = part.quads_for_pattern(None, None, None, DefaultGraph())
        with Path(f"{room}/graph.nt").open("wb") as file:
            serialize((q.triple for q in merged), file, RdfFormat.N_TRIPLES)
        graph = rdflib.Graph()
        start = time.perf_counter()
        graph.parse(f"{room}/graph.nt", format="nt")
        print(f"{articles:,} articles, {len(graph):,} triples; rdflib loads them in "
              f"{time.perf_counter() - start:.0f} s", flush=True)  # fmt: skip
        nodes = told_most(part)
        ratios = []
        for name, narrowed in TEN:
            one = question(name)
            parameters = {p.name: p for p in one.parameters}
            given = {narrowed: value(one, parameters[narrowed], nodes)} if narrowed else {}
            sparql = filled(one.sparql, given)
            ours = timed(lambda: len(run(part, sparql)), SECONDS)  # noqa: B023
            theirs = timed(lambda: _rdflib(graph, sparql), SECONDS)  # noqa: B023
            mine, other = ours[0][0], theirs[0][0] if theirs else SECONDS
            ratios.append(other / mine)
            said = f"{other:7.2f} s" if theirs else "over 60 s"
            same = theirs[0][2] if theirs else "-"
            print(f"{name:20} {narrowed or '':8} store {mine:6.3f} s, rdflib {said}, "
                  f"{other / mine:8.1f} times, answers {ours[0][2]} {same}")  # fmt: skip
    print(f"median {statistics.median(ratios):.0f} times")


def _rdflib(graph: Any, sparql: str) -> int:
    return len(list(graph.query(sparql, initNs=PREFIXES)))


def main(folder: str, articles: str | None = None) -> None:
    """See above."""
    if articles is None:
        library(Path(folder))
    else:
        against_rdflib(Path(folder), int(articles))


if __name__ == "__main__":
    main(*sys.argv[1:3])
