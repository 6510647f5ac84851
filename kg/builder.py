"""Paths in, a graph out: the flow of ``kg.pipeline`` with what surrounds it.

Articles are read one batch at a time; an input that cannot be read, or an article that cannot
be worked out, is reported and never stops the others. A folder is written whole or not at all.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import KhabarError, message
from kg.nouns import Article, Facts, Skipped
from kg.report import Report, Stopwatch
from kg.shelf import Shelf, whole

if TYPE_CHECKING:
    from kg.graph.graph import Graph
    from kg.pipeline import Resources
    from kg.triple.write import Run

_LOG = logging.getLogger("kg")
_REMARKS: Final = ("K111", "K114", "K117", "K122")
"""Messages on articles that are read all the same."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """Whom the build tells how it goes on."""

    article: Callable[[Facts], None] = lambda _: None
    """Called for each article that was read."""
    skipped: Callable[[Skipped], None] = lambda skipped: _LOG.warning("%s", skipped.reason)
    """Called for each input that was not read, or of which there is something to remark."""


def build(
    paths: str | Path | Sequence[str | Path],
    *,
    date: str | None = None,
    columns: Mapping[str, str] | None = None,
    entities: str | Path | Sequence[str | Path] = (),
    output: str | Path | None = None,
    limit: int | None = None,
    fresh: bool = False,
    watcher: Watcher | None = None,
) -> Graph:
    """Read Arabic news articles and make their graph.

    ``paths``: files or folders: text, saved web pages, JSONL, JSON, CSV, RSS and Atom; ``-`` is
    standard input. ``date``: publication date of articles that have none (``2016-01-21``,
    ``2016-01`` or ``2016``); without one, relative dates (أمس "yesterday") stay words.
    ``columns``: other names of a table's columns, ours → theirs (``{"text": "body"}``).
    ``entities``: your own tables of names (tab-separated: name, type, other names, Wikidata id),
    or RDF files with Arabic labels.
    ``output``: a folder to write graph.ttl, graph.trig, graph.html, merges.tsv and report.json
    into. It grows: articles of earlier builds stay in its graph (``fresh`` forgets them), only new
    and changed ones are read, and its corrections.tsv is followed.
    ``limit``: read only so many articles. ``watcher`` is told of each article and each skipped
    input; by default the skipped ones are logged as warnings.

    The same input gives the same graph, byte for byte; ``graph.report`` tells counts, timings
    and what was skipped. Raises ``KhabarError``: K118, K119 for a wrong option, K201, K202 for
    a table of names (in RDF: K208, K209, K210), K301, K302 for the model, K401 where ``output``
    cannot be written, K801 for its corrections, K809 for its kept facts, K123 when no article at
    all could be read. Interrupted (KeyboardInterrupt), it first writes what
    was read so far, if ``output`` holds no graph yet.
    """
    from kg.article.read import read_articles
    from kg.graph.files import check_writable
    from kg.lexicon.dump import names_of
    from kg.pipeline import Resources

    sources = _listed(paths)
    clock = Stopwatch()
    if output is not None:
        check_writable(output)
    found = read_articles(sources, date=date, columns=columns)  # a wrong option is told here
    with clock.time("load"), names_of(_listed(entities)) as tables:
        resources = Resources.load(tables)
        made_by = _run(date, columns, tables)
        shelf = Shelf.of(output, made_by, fresh=fresh)
    with shelf:
        reading = _Reading(resources, watcher or Watcher(), clock, _own_files(output), shelf)
        for row in resources.base.skipped:
            reading.skip(row, counts=False)
        interrupted = False
        try:
            reading.all(found, limit)
        except KeyboardInterrupt:
            # What was read is kept, unless it would take the place of an earlier, whole graph.
            if not shelf.kept or output is None or (Path(output) / "graph.trig").exists():
                raise
            interrupted = True
        if not shelf.kept:
            raise KhabarError("K123", count=len(reading.skipped))
        graph = _written(reading, output)
    if interrupted:
        raise KeyboardInterrupt(f"the graph of the first {len(shelf.kept)} articles is in {output}")
    return graph


def _written(reading: _Reading, output: str | Path | None) -> Graph:
    """The graph of all that is kept, corrected; in its folder, if it has one."""
    from kg.graph.corrections import Corrections, read
    from kg.graph.files import save_folder
    from kg.graph.rebuild import assembled

    clock, shelf = reading.clock, reading.shelf
    kept = shelf.all()
    with clock.time("graph"):
        decided = read(output) if output is not None else Corrections()
        graph, told = assembled(kept, decided, lambda: reading.resources.base)
    for row in told.skipped:
        reading.skip(row, counts=False)
    known = len(kept) - shelf.read
    skipped, remarks = tuple(reading.skipped), tuple(reading.remarks)
    graph.report = Report.of(graph, skipped, remarks, clock, known)
    if output is not None:
        with clock.time("page"):
            page = graph.page()
        with shelf.holding(kept), clock.time("write"):
            save_folder(graph, output, page=page, report=graph.report.as_dict())
    return graph


@dataclass(slots=True)
class _Reading:
    """Articles to facts, a batch at a time, keeping count of what was not read."""

    resources: Resources
    watcher: Watcher
    clock: Stopwatch
    own_files: frozenset[Path]
    """What this build is going to write: left from the time before, it is no article."""
    shelf: Shelf
    """Where facts are kept, and those of earlier builds stand."""
    skipped: list[Skipped] = field(default_factory=list)
    remarks: list[Skipped] = field(default_factory=list)

    def all(self, found: Iterator[Article | Skipped], limit: int | None) -> None:
        """Read what was found, then what earlier builds read otherwise than it is read now."""
        for facts in self.facts(islice(self.readable(found), limit)):
            first = self.shelf.replaced(facts.article)
            if first:
                origin, name = facts.article.origin or "", facts.article.id
                told = message("K810", file=origin, article=name, first=first)
                self.skip(Skipped(origin, told), counts=False)
            self.shelf.keep(facts)
        for facts in self.facts(iter(self.shelf.outdated())):
            self.shelf.keep(facts, again=True)

    def facts(self, articles: Iterator[Article]) -> Iterator[Facts]:
        """Facts a batch at a time: from the shelf where they stand there, else read now."""
        from kg.pipeline import BATCH

        while True:
            with self.clock.time("read"):
                batch = tuple(islice(articles, BATCH))
            if not batch:
                return
            with self.clock.time("facts"):
                known = {a.id: facts for a in batch if (facts := self.shelf.get(a))}
                done = {f.article.id: f for f in self.new(a for a in batch if a.id not in known)}
            for article in batch:
                one = known.get(article.id) or done.get(article.id)
                if one:
                    self.watcher.article(one)
                    yield one

    def new(self, articles: Iterable[Article]) -> list[Facts]:
        """Read articles, and keep what was read before anything else happens."""
        batch = tuple(articles)
        done = self.worked_out(batch) if batch else []
        self.shelf.put(done)
        return done

    def readable(self, found: Iterator[Article | Skipped]) -> Iterator[Article]:
        for item in found:
            if self.own_files and _file_of(item) in self.own_files:
                continue
            if isinstance(item, Article):
                yield item
            else:
                self.skip(item, counts=not item.reason.startswith(_REMARKS))

    def skip(self, item: Skipped, *, counts: bool) -> None:
        (self.skipped if counts else self.remarks).append(item)
        self.watcher.skipped(item)

    def worked_out(self, batch: Sequence[Article]) -> list[Facts]:
        """The facts of a batch; if one article fails, of each of the others by itself."""
        from kg.pipeline import facts_of

        try:
            return [whole(facts) for facts in facts_of(batch, self.resources)]
        except KhabarError:
            raise
        except Exception as wrong:  # a mistake of ours must not cost a night's reading
            if len(batch) > 1:
                return [facts for article in batch for facts in self.worked_out([article])]
            _LOG.debug("the article %s failed", batch[0].id, exc_info=True)
            origin = batch[0].origin or batch[0].id
            reason = " ".join(f"{type(wrong).__name__} {wrong}".split())[:160]
            told = Skipped(origin, message("K124", file=origin, reason=reason))
            self.skip(told, counts=True)
            return []


def _own_files(output: str | Path | None) -> frozenset[Path]:
    names = (
        *("graph.ttl", "graph.trig", "graph.html", "report.json"),
        *("merges.tsv", "corrections.tsv", "facts.sqlite"),
    )
    return frozenset(Path(output).resolve() / name for name in names) if output else frozenset()


def _file_of(item: Article | Skipped) -> Path:
    """The file of an origin such as ``folder/news.jsonl:12``."""
    return Path(re.sub(r":\d+$", "", item.origin or "")).resolve()


def _listed(paths: str | Path | Sequence[str | Path]) -> list[str | Path]:
    return [paths] if isinstance(paths, str | Path) else list(paths)


def _run(date: str | None, columns: Mapping[str, str] | None, tables: Sequence[str | Path]) -> Run:
    """What made the graph, without clock times or paths, which would change its bytes."""
    import kg
    from kg.mention.model import FOLDER
    from kg.triple.write import Run

    options = {f"column {name}": theirs for name, theirs in sorted((columns or {}).items())}
    if date is not None:
        options["date"] = date
    if tables:
        options["entities"] = ", ".join(Path(t).name + " " + fingerprint(t) for t in tables)
    model = f"khabar-reader {fingerprint(*sorted(FOLDER.glob('*.onnx')))}"
    return Run(version=kg.__version__, model=model, options=options)


def fingerprint(*files: str | Path) -> str:
    """Twelve hexadecimal digits that tell these files' contents from others'."""
    from hashlib import blake2b

    digest = blake2b(digest_size=6)
    for file in files:
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()
