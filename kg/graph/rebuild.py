"""A folder's graph made of its kept facts and its corrections, and written: whole or not at all.

What is written depends on the articles and the corrections alone: not on the order in which the
articles came, nor on whether they came all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kg.entity.base import KnowledgeBase
from kg.errors import KhabarError
from kg.graph.archive import Archive, Kept
from kg.graph.corrected import Corrected, corrected
from kg.graph.corrections import Corrections, read
from kg.graph.files import save_folder
from kg.graph.graph import Graph
from kg.nouns import Skipped
from kg.report import Report, Stopwatch


def assembled(
    kept: Mapping[str, Kept],
    corrections: Corrections,
    base: Callable[[], KnowledgeBase] = KnowledgeBase.load,
) -> tuple[Graph, Corrected]:
    """The graph of kept facts as a person corrected them, and what could not be followed."""
    told = corrected((kept[name].facts for name in sorted(kept)), corrections, base)
    runs = {name: one.run for name, one in kept.items()}
    return Graph(told.facts, runs, told.decisions), told


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
            kept = {one.facts.article.id: one for one in archive.all()}
        if not kept:
            raise KhabarError("K807", path=folder)
        if without is not None:
            if without not in kept:
                near = archive.nearest(without)
                raise KhabarError("K808", path=folder, article=without, near=near)
            del kept[without]
        with clock.time("graph"):
            graph, told = assembled(kept, read(folder))
        for one in told.skipped:
            if must is not None and one.origin.endswith(f":{must}"):
                raise KhabarError.of(one.reason)
        graph.report = Report.of(graph, (), told.skipped, clock, known=len(kept))
        with clock.time("page"):
            page = graph.page()
        with archive.holding(kept), clock.time("write"):
            save_folder(graph, folder, page=page, report=graph.report.as_dict())
    return graph, told.skipped


def examined(folder: str | Path) -> Graph:
    """A folder's graph as its facts and corrections make it, without writing it.

    Raises ``KhabarError`` K801, K807, K809.
    """
    with Archive(folder) as archive:
        kept = {one.facts.article.id: one for one in archive.all()}
    if not kept:
        raise KhabarError("K807", path=folder)
    return assembled(kept, read(folder))[0]
