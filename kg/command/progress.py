"""A progress bar on a terminal, for a build that takes long; skipped inputs, one line each.

It tells how many articles are read in a minute and how long the rest will take. How many there
are in a table is counted beside the reading, so that nothing waits for it.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, Self

from kg.article.input import opened
from kg.errors import KhabarError
from kg.nouns import Article, Skipped
from kg.reading import Watcher

if TYPE_CHECKING:
    from rich.progress import TaskID

LONG: Final = 20
"""Articles after which a build is long enough for a bar."""
_ONE_ARTICLE: Final = frozenset((".txt", ".text", ".html", ".htm", ".xhtml"))
_LINES: Final = frozenset((".jsonl", ".ndjson"))
_ROWS: Final = frozenset((".csv", ".tsv", ".tab"))
_PACKED: Final = (".gz", ".zst")
_STAGES: Final = {
    "graph": "which are one",
    "store": "writing the graph",
    "page": "drawing the page",
    "write": "writing the files",
}


class Progress:
    """Shown on standard error, and only if that is a terminal."""

    def __init__(self, paths: Sequence[str], limit: int | None) -> None:
        self._paths, self._limit = paths, limit
        self._done = 0
        self._since = 0.0
        self._bar: Any = None
        self._task: TaskID | None = None
        self.watcher = Watcher(self._article, self._skipped, self._stage)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _article(self, _: Article) -> None:
        self._done += 1
        if self._done == LONG and sys.stderr.isatty():
            self._start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._done, rate=self._rate())

    def _rate(self) -> str:
        """Articles a minute since the bar is there: those before it also loaded the model."""
        seconds = monotonic() - self._since
        return f"{(self._done - LONG) / seconds * 60:.0f}/min" if seconds > 1 else ""

    def _stage(self, name: str) -> None:
        if self._bar is not None and self._task is not None and name in _STAGES:
            self._bar.update(self._task, description=_STAGES[name], total=None)

    def _skipped(self, skipped: Skipped) -> None:
        if self._bar is not None:
            self._bar.console.print(skipped.reason, markup=False, highlight=False, soft_wrap=True)
        else:
            print(skipped.reason, file=sys.stderr)

    def _start(self) -> None:
        from rich import progress
        from rich.console import Console

        self._bar = progress.Progress(
            progress.SpinnerColumn(),
            progress.TextColumn("{task.description}"),
            progress.MofNCompleteColumn(),
            progress.BarColumn(),
            progress.TextColumn("{task.fields[rate]}"),
            progress.TimeElapsedColumn(),
            progress.TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("articles", total=None, rate="")
        self._since = monotonic()
        self._bar.start()
        # counted beside the reading; daemon: a build that ends does not wait for it
        Thread(target=self._count, args=(self._bar, self._task), daemon=True).start()

    def _count(self, bar: Any, task: TaskID) -> None:
        total = expected(self._paths, self._limit)
        if self._bar is bar and total is not None:
            bar.update(task, total=max(total, self._done))


def expected(paths: Sequence[str], limit: int | None) -> int | None:
    """How many articles there are, about; None where only reading could tell (a feed, a pipe).

    Rows that turn out to be none count too.
    """
    count = 0
    for file in _files(paths):
        found = _articles(file)
        if found is None:
            return limit
        count += found
        if limit and count >= limit:
            return limit
    return count


def _files(paths: Sequence[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        files = (f for f in path.rglob("*") if f.is_file()) if path.is_dir() else (path,)
        yield from (file for file in files if not file.name.startswith("."))


def _articles(file: Path) -> int | None:
    name = file.with_suffix("") if file.suffix.lower() in _PACKED else file
    suffix = name.suffix.lower()
    if suffix in _ONE_ARTICLE:
        return 1
    if suffix not in _LINES | _ROWS or not file.is_file():
        return None
    try:
        with opened(file) as stream:
            text = io.TextIOWrapper(stream, "utf-8", "replace", newline="")
            if suffix in _LINES:
                return sum(1 for line in text if not line.isspace())
            return sum(1 for row in islice(csv.reader(text), 1, None) if row)
    except (OSError, EOFError, ValueError, csv.Error, KhabarError):
        return None
