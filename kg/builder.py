"""Paths in, a graph out: the flow of ``kg.pipeline`` with what surrounds it.

An input that cannot be read, or an article that cannot be worked out, is reported and never stops
the others. What was read outlasts whatever happens; a folder is written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KhabarError
from kg.reading import Reading, Watcher, own_files
from kg.report import Report
from kg.run import run_of
from kg.shelf import Shelf
from kg.stopwatch import Stopwatch

if TYPE_CHECKING:
    from kg.engine import Engine
    from kg.entity.base import KnowledgeBase
    from kg.knowledge import Graph
    from kg.pipeline import Resources

__all__ = ["Watcher", "build"]


def build(
    paths: str | Path | Sequence[str | Path],
    *,
    date: str | None = None,
    columns: Mapping[str, str] | None = None,
    entities: str | Path | Sequence[str | Path] = (),
    output: str | Path | None = None,
    limit: int | None = None,
    fresh: bool = False,
    workers: int | None = None,
    engine: str | None = None,
    address: str | None = None,
    also: Sequence[str] = (),
    watcher: Watcher | None = None,
) -> Graph:
    """Read Arabic news articles and make their graph.

    ``paths``: files or folders: text, saved web pages, JSONL, JSON, CSV, RSS and Atom; ``-`` is
    standard input. ``date``: publication date of articles that have none (``2016-01-21``,
    ``2016-01`` or ``2016``); without one, relative dates (أمس "yesterday") stay words.
    ``columns``: other names of a table's columns, ours → theirs (``{"text": "body"}``).
    ``entities``: your own tables of names (tab-separated: name, type, other names, Wikidata id, …),
    or RDF files with Arabic labels.
    ``output``: a folder to write graph.ttl, graph.trig, graph.html, merges.tsv, report.json and
    the graph's store into. It grows: articles of earlier builds stay in its graph (``fresh``
    forgets them), only new and changed ones are read, and its corrections.tsv is followed.
    ``limit``: read only so many articles. ``workers``: how many processes read; by default this
    one alone, and as many as there are cores where there are many articles: what is read is the
    same. ``engine``: ``ray`` or ``spark`` reads, instead of these processes, on the cluster at
    ``address`` (``host:6379``; ``spark://host:7077``, ``local-cluster[2,1,1024]``), or on one of
    ``workers`` processes that is started here. ``also``: second readers of names, ``camel`` or
    ``llm=URL#MODEL`` (kg.mention.second).
    ``watcher`` is told of each article and each skipped input; by default the skipped ones
    are logged as warnings.

    The same input gives the same graph, byte for byte; ``graph.report`` tells counts, timings
    and what was skipped. Raises ``KhabarError``: K118, K119 for a wrong option, K201, K202 for
    a table of names (in RDF: K208, K209, K210), K301, K302 for the model, K303, K304,
    K305 for a second reader, K401 where ``output`` cannot be written, K801 for its corrections,
    K809 for its kept facts, K812 while another program writes it, K127 where no process can be
    started, K128 to K132 for an engine, K123 when no article at all could be read. Interrupted
    (KeyboardInterrupt), it first writes what was read so far, if ``output`` holds no graph yet.
    """
    from kg.article.read import read_articles
    from kg.entity.base import KnowledgeBase
    from kg.graph.corrections import read, removed
    from kg.graph.files import check_writable
    from kg.lexicon.dump import names_of
    from kg.lexicon.hand import outdated
    from kg.pipeline import Resources

    sources = _listed(paths)
    clock, watcher = Stopwatch(), watcher or Watcher()
    if output is not None:
        check_writable(output)
    found = read_articles(  # a wrong option is told here
        sources, date=date, columns=columns, kept=lambda: shelf.files()
    )
    with names_of(_listed(entities)) as tables:
        with clock.time("load"):
            base = KnowledgeBase.load(tables)
            shelf = Shelf.of(output, run_of(date, columns, tables, also), fresh=fresh)

        @cache
        def resources() -> Resources:
            before = clock.seconds
            loaded = Resources.load(tables, also=also)
            clock.move(clock.seconds - before, "facts", "load")
            return loaded

        with shelf:
            reads = _engine(
                engine, address, workers=workers, tables=tables, also=also, resources=resources
            )
            out = removed(read(output)) if output is not None else frozenset[str]()
            reading = Reading(reads, watcher, clock, own_files(output), shelf, out)
            for row in (*base.skipped, *outdated()):
                reading.skip(row, counts=False)
            interrupted = False
            watcher.stage("read")
            try:
                reading.all(found, limit)
            except KeyboardInterrupt:
                # What was read is kept, unless it would take the place of an earlier, whole graph.
                if not shelf.kept or output is None or (Path(output) / "graph.trig").exists():
                    raise
                interrupted = True
            if not shelf.kept:
                raise KhabarError("K123", count=len(reading.skipped))
            graph = _written(reading, base, output)
    if interrupted:
        raise KeyboardInterrupt(f"the graph of the first {len(shelf.kept)} articles is in {output}")
    return graph


def _written(reading: Reading, base: KnowledgeBase, output: str | Path | None) -> Graph:
    """The graph of all that is kept, corrected; in its folder, if it has one."""
    from kg.graph.corrections import Corrections, read
    from kg.graph.mark import is_written
    from kg.rebuild import assembled, found, written

    clock, shelf = reading.clock, reading.shelf
    kept = shelf.all()
    runs = {name: one.run for name, one in kept.items()}
    if output is not None and not shelf.read and is_written(output, shelf.archive, kept):
        graph, told = found(shelf.facts(), runs, read(output), output, lambda: base)
        for row in told.skipped:
            reading.skip(row, counts=False)
        _reported(graph, reading, output)
        return graph
    reading.watcher.stage("graph")
    with clock.time("graph"):
        decided = read(output) if output is not None else Corrections()
        graph, told = assembled(shelf.facts(), runs, decided, lambda: base)
    for row in told.skipped:
        reading.skip(row, counts=False)

    def report() -> Report:
        return Report.of(
            graph.summary(), graph.facts, reading.skipped, reading.remarks, clock, shelf.read
        )

    if output is None:
        graph.report = report()
    else:
        written(graph, output, shelf.archive, kept, report, clock, reading.watcher.stage)
    return graph


def _reported(graph: Graph, reading: Reading, output: str | Path) -> None:
    """Report of a graph that lay there already: its facts are counted in the report before."""
    from kg.graph.files import save_report
    from kg.report import facts_in

    graph.report = Report(
        graph.summary(),
        facts_in(output, graph.facts),
        0,
        reading.skipped,
        reading.remarks,
        reading.clock,
        len(graph.facts),
        unchanged=True,
    )
    save_report(output, graph.report.as_dict())


def _listed(paths: str | Path | Sequence[str | Path]) -> list[str | Path]:
    return [paths] if isinstance(paths, str | Path) else list(paths)


def _engine(
    name: str | None,
    address: str | None,
    *,
    workers: int | None,
    tables: Sequence[str | Path],
    also: Sequence[str],
    resources: Callable[[], Resources],
) -> Engine:
    """The engine of that name: None (this machine's own processes), ``ray`` or ``spark``.

    ``address``: of a cluster that runs; without one it is started on this machine. ``workers``:
    processes on this machine; None: as many as cores, where the articles are enough.
    ``tables``, ``also``: the user's names and second readers; ``resources`` is called where this
    process itself reads.

    Raises ``KhabarError``: K128 the engine is not installed, K129 no cluster at that address, K131
    no such engine.
    """
    if name is None and address is None:
        from kg.crew import processes

        return processes(workers, tables, resources, also)
    if name == "ray":
        from kg.cluster import ray

        return ray.engine(address, workers, tables, also)
    if name == "spark":
        from kg.cluster import spark

        return spark.engine(address, workers, tables, also)
    raise KhabarError("K131", found=name or "(none)")
