"""The reading of a build: articles to facts on the shelf, keeping count of what was not read."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from kg.article.input import printable
from kg.errors import message
from kg.graph.archive import Kept
from kg.nouns import Article, Skipped
from kg.shelf import Shelf
from kg.stopwatch import Stopwatch

if TYPE_CHECKING:
    from kg.engine import Engine

_LOG = logging.getLogger("kg")
_REMARKS: Final = (
    "K111", "K114", "K117", "K122", "K133", "K134", "K135", "K136", "K138", "K139", "K140",
)  # fmt: skip
"""Messages on articles that are read all the same."""
BATCH: Final = 32
"""Articles written at once: what a kill may cost, with …"""
NAMED: Final = 3
"""Articles that a message on many of them names."""
PATIENCE: Final = 5.0
"""… seconds after which fewer are written."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """Whom the build tells how it goes on."""

    article: Callable[[Article], None] = lambda _: None
    """Called for each article that was read, now or in an earlier build."""
    skipped: Callable[[Skipped], None] = lambda skipped: _LOG.warning("%s", skipped.reason)
    """Called for each input that was not read, or of which there is something to remark."""
    stage: Callable[[str], None] = lambda _: None
    """Called when a stage begins: read, graph, page, write."""


@dataclass(slots=True)
class Reading:
    """Articles to facts; what was read before is found on the shelf."""

    engine: Engine
    watcher: Watcher
    clock: Stopwatch
    own_files: frozenset[Path]
    """What this build is going to write: left from the time before, it is no article."""
    shelf: Shelf
    """Where facts are kept, and those of earlier builds stand."""
    removed: frozenset[str] = frozenset()
    """Ids of articles that a person took out of its graph."""
    out: list[str] = field(default_factory=list)
    """Those of them that were given again."""
    count: int = 0
    """Inputs that were looked at: they give messages their order."""
    told: list[tuple[int, bool, Skipped]] = field(default_factory=list)
    articles: int = 0
    undated: int = 0
    """How many articles were given, and of them without a date."""
    first_undated: list[str] = field(default_factory=list)
    """Ids of the first of them."""

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Inputs that were not read, in their order."""
        return tuple(one for _, counts, one in sorted(self.told, key=lambda t: t[0]) if counts)

    @property
    def remarks(self) -> tuple[Skipped, ...]:
        """What there is to say of inputs that were read all the same."""
        return tuple(one for _, counts, one in sorted(self.told, key=lambda t: t[0]) if not counts)

    def all(self, found: Iterator[Article | Skipped], limit: int | None) -> None:
        """Read what was found, then what earlier builds read otherwise than it is read now."""
        if names := self.shelf.names_let_go():
            self.skip(Skipped("", message("K134", names=names)), counts=False)
        self.read(islice(self.readable(found), limit))
        if self.undated:
            first = ", ".join(self.first_undated)
            more = " …" if self.undated > len(self.first_undated) else ""
            told = message("K133", count=self.undated, total=self.articles, first=first + more)
            self.skip(Skipped("", told), counts=False)
        if self.out:
            told = message("K139", count=len(self.out), ids=_some(self.out))
            self.skip(Skipped("", told), counts=False)
        self.read(self.shelf.outdated(), again=True)
        if twice := self.shelf.copies():
            ids = _some([f"{copy} = {other}" for copy, other in twice])
            told = message("K140", count=len(twice), ids=ids, first=printable(twice[0][0]))
            self.skip(Skipped("", told), counts=False)

    def read(self, articles: Iterator[Article], *, again: bool = False) -> None:
        """Read articles, but those that this reader has read; keep them for the graph.

        What was read is written in batches, and whatever happens in between, before it ends.
        """
        places: dict[str, tuple[int, Kept]] = {}
        """Articles that are being read."""
        ready: list[tuple[Kept, bytes]] = []
        since = monotonic()

        def unknown() -> Iterator[Article]:
            for article in self.timed(articles):
                self.count += 1
                first = None if again else self.shelf.replaced(article)
                if first:
                    origin, name = article.origin or "", article.id
                    line = message("K810", file=origin, article=name, first=first)
                    self.skip(Skipped(origin, line), counts=False)
                place = self.shelf.place(article)
                if self.shelf.knows(place):
                    self.shelf.keep(place, again=again)
                    self.watcher.article(article)
                else:
                    places[article.id] = self.count, place
                    yield article

        def write() -> None:
            self.shelf.put(ready)
            for place, _ in ready:
                self.shelf.keep(place, again=again)
            ready.clear()

        with self.clock.time("facts"):
            try:
                for article, outcome in self.engine(unknown()):
                    number, place = places.pop(article.id)
                    if isinstance(outcome, str):
                        origin = article.origin or article.id
                        self.skip(Skipped(origin, outcome), counts=True, at=number)
                        continue
                    ready.append((place, outcome))
                    self.watcher.article(article)
                    if len(ready) >= BATCH or monotonic() - since > PATIENCE:
                        write()
                        since = monotonic()
            finally:
                write()

    def timed(self, articles: Iterator[Article]) -> Iterator[Article]:
        """The same articles; the time of reading files counts as that, not as working out."""
        while True:
            before = self.clock.seconds
            article = next(articles, None)
            self.clock.move(self.clock.seconds - before, "facts", "read")
            if article is None:
                return
            yield article

    def readable(self, found: Iterator[Article | Skipped]) -> Iterator[Article]:
        """The articles, but for files that are our own; the rest is told."""
        for item in found:
            if self.own_files and not self.own_files.isdisjoint(_places(item)):
                continue
            if isinstance(item, Article) and item.id in self.removed:
                self.out.append(item.id)
            elif isinstance(item, Article):
                self.articles += 1
                self.undated += not item.date
                if not item.date and len(self.first_undated) < NAMED:
                    self.first_undated.append(item.id)
                yield item
            else:
                self.count += 1
                self.skip(item, counts=not item.reason.startswith(_REMARKS))

    def skip(self, item: Skipped, *, counts: bool, at: int | None = None) -> None:
        """Note an input that was not read, or (``counts`` false) a remark on one that was."""
        self.told.append((self.count if at is None else at, counts, item))
        self.watcher.skipped(item)


def _some(names: Sequence[str]) -> str:
    """The first of many, for a message."""
    more = f", and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(map(printable, names[:NAMED])) + more


def own_files(output: str | Path | None) -> frozenset[Path]:
    """The files and folders that a build into ``output`` writes or reads beside its articles."""
    from kg.graph.files import WRITTEN

    names = (*WRITTEN, "store", "corrections.tsv", "facts.sqlite")
    return frozenset(Path(output).resolve() / name for name in names) if output else frozenset()


def _places(item: Article | Skipped) -> frozenset[Path]:
    """The file of an origin such as ``folder/news.jsonl:12``, and the folders that hold it."""
    return _within(re.sub(r":\d+$", "", item.origin or ""))


@lru_cache(maxsize=64)
def _within(name: str) -> frozenset[Path]:
    file = Path(name).resolve()
    return frozenset((file, *file.parents))
