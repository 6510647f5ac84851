"""Paths in, a graph out: the flow of ``kg.pipeline`` with what surrounds it.

An input that cannot be read, or an article that cannot be worked out, is reported and never stops
the others. What was read outlasts whatever happens; a folder is written whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KhabarError
from kg.reading import Reading, Watcher, own_files
from kg.report import Report, Stopwatch
from kg.shelf import Shelf

if TYPE_CHECKING:
    from kg.entity.base import KnowledgeBase
    from kg.graph.graph import Graph
    from kg.triple.write import Run

__all__ = ["Watcher", "build", "fingerprint"]


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
    ``entities``: your own tables of names (tab-separated: name, type, other names, Wikidata id),
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
    from kg.engine import engine as chosen
    from kg.entity.base import KnowledgeBase
    from kg.graph.files import check_writable
    from kg.lexicon.dump import names_of
    from kg.pipeline import Resources

    sources = _listed(paths)
    clock, watcher = Stopwatch(), watcher or Watcher()
    if output is not None:
        check_writable(output)
    found = read_articles(sources, date=date, columns=columns)  # a wrong option is told here
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
            reads = chosen(
                engine, address, workers=workers, tables=tables, also=also, resources=resources
            )
            reading = Reading(reads, watcher, clock, own_files(output), shelf)
            for row in base.skipped:
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
    from kg.graph.rebuild import assembled, written

    clock, shelf = reading.clock, reading.shelf
    kept = shelf.all()
    reading.watcher.stage("graph")
    with clock.time("graph"):
        decided = read(output) if output is not None else Corrections()
        runs = {name: one.run for name, one in kept.items()}
        graph, told = assembled(shelf.facts(), runs, decided, lambda: base)
    for row in told.skipped:
        reading.skip(row, counts=False)

    def report() -> Report:
        known = len(kept) - shelf.read
        return Report.of(graph, reading.skipped, reading.remarks, clock, known)

    if output is None:
        graph.report = report()
    else:
        with shelf.archive.holding(kept):
            written(graph, output, report, clock, reading.watcher.stage)
    return graph


def _listed(paths: str | Path | Sequence[str | Path]) -> list[str | Path]:
    return [paths] if isinstance(paths, str | Path) else list(paths)


def run_of(
    date: str | None = None,
    columns: Mapping[str, str] | None = None,
    tables: Sequence[str | Path] = (),
    also: Sequence[str] = (),
) -> Run:
    """What made the graph, without clock times or paths, which would change its bytes."""
    import kg
    from kg.mention.model import FOLDER
    from kg.triple.write import Run

    options = {f"column {name}": theirs for name, theirs in sorted((columns or {}).items())}
    if date is not None:
        options["date"] = date
    if tables:
        options["entities"] = ", ".join(Path(t).name + " " + fingerprint(t) for t in tables)
    if also:
        # the model, not its address: an address may hold a password
        options["also"] = ", ".join(re.sub("=.*#", " ", spec) for spec in also)
    model = f"khabar-reader {fingerprint(*sorted(FOLDER.glob('*.onnx')))}"
    return Run(version=kg.__version__, model=model, options=options)


def fingerprint(*files: str | Path) -> str:
    """Twelve hexadecimal digits that tell these files' contents from others'."""
    from hashlib import blake2b

    digest = blake2b(digest_size=6)
    for file in files:
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()
