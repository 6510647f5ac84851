"""A folder's graph made of its kept facts and its corrections, and written: whole or not at all.

What is written depends on the articles and the corrections alone: not on the order in which the
articles came, nor on whether they came all at once.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.entity.base import KnowledgeBase
from kg.errors import KhabarError
from kg.graph.archive import Archive, Kept, KeptFacts
from kg.graph.corrected import Corrected, corrected
from kg.graph.corrections import Corrections, read
from kg.graph.files import save_folder
from kg.graph.mark import mark_of
from kg.graph.store import open_store
from kg.knowledge import Graph
from kg.nouns import Facts, Skipped
from kg.report import Report
from kg.stopwatch import Stopwatch
from kg.triple.write import Run


@contextmanager
def uncollected() -> Iterator[None]:
    """Python looks for no rings of objects meanwhile.

    A graph of twenty thousand articles is millions of objects that all stay, and looking through
    them again and again took half of the time of writing it; what is made on the way is no ring
    and goes when it is done with.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


def assembled(
    facts: Mapping[str, Facts],
    runs: Mapping[str, Run],
    corrections: Corrections,
    base: Callable[[], KnowledgeBase] = KnowledgeBase.load,
) -> tuple[Graph, Corrected]:
    """The graph of kept facts as a person corrected them, and what could not be followed."""
    with uncollected():
        told = corrected(facts, corrections, base)
        graph = Graph(told.facts, runs, told.decisions)
        _ = graph.events  # which are one is worked out here, not in the midst of writing
        return graph, told


def found(
    facts: Mapping[str, Facts],
    runs: Mapping[str, Run],
    corrections: Corrections,
    folder: str | Path,
    base: Callable[[], KnowledgeBase] = KnowledgeBase.load,
) -> tuple[Graph, Corrected]:
    """The same of facts whose graph lies in the folder (``kg.graph.mark.is_written``): it is asked
    there, and what is one is worked out only if somebody asks."""
    told = corrected(facts, corrections, base)
    graph = Graph(told.facts, runs, told.decisions)
    graph.use(open_store(folder))
    return graph, told


def written(
    graph: Graph,
    folder: str | Path,
    archive: Archive,
    kept: Mapping[str, Kept],
    report: Callable[[], Report],
    clock: Stopwatch,
    stage: Callable[[str], None] = lambda _: None,
) -> None:
    """Write a graph that was just built of these articles into its folder, with its report.

    Raises ``KhabarError`` K401.
    """

    def told() -> Mapping[str, object]:
        graph.report = report()
        return graph.report.as_dict()

    with archive.holding(kept), uncollected():
        save_folder(graph, folder, report=told, clock=clock, stage=stage)
        archive.note(mark_of(folder, kept))


def rebuild(
    folder: str | Path, without: str | None = None, must: int | None = None
) -> tuple[Graph, tuple[Skipped, ...]]:
    """Write a folder's graph anew after its corrections changed, or without one article.

    Returns the graph and a line for each correction that could not be followed; ``must``: the
    row that has to be followed, else nothing is written and its line is raised. Raises
    ``KhabarError`` K401, K801, K807 (no kept facts), K808 (no such article), K809.
    """
    clock = Stopwatch()
    with Archive(folder) as archive:
        with clock.time("load"):
            kept = {one.id: one for one in archive.all()}
        if not kept:
            raise KhabarError("K807", path=folder)
        if without is not None:
            if without not in kept:
                near = archive.nearest(without)
                raise KhabarError("K808", path=folder, article=without, near=near)
            del kept[without]
        with clock.time("graph"):
            graph, told = _graph(archive, kept, read(folder, must or 0))
        for one in told.skipped:
            if must is not None and one.origin.endswith(f":{must}"):
                raise KhabarError.of(one.reason)

        def report() -> Report:
            return Report.of(graph.summary(), graph.facts, (), told.skipped, clock)

        written(graph, folder, archive, kept, report, clock)
    return graph, told.skipped


def examined(folder: str | Path) -> Graph:
    """A folder's graph as its facts and corrections make it, without writing it.

    Raises ``KhabarError`` K801, K807, K809.
    """
    with Archive(folder) as archive:
        kept = {one.id: one for one in archive.all()}
        if not kept:
            raise KhabarError("K807", path=folder)
        return _graph(archive, kept, read(folder))[0]


def _graph(
    archive: Archive, kept: Mapping[str, Kept], corrections: Corrections
) -> tuple[Graph, Corrected]:
    runs = {name: one.run for name, one in kept.items()}
    return assembled(KeptFacts(archive, kept), runs, corrections)
