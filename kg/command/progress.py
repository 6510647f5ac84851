"""A progress bar on a terminal, for a build that takes long; skipped inputs, one line each."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from kg.builder import Watcher
from kg.nouns import Facts, Skipped

if TYPE_CHECKING:
    from rich.progress import TaskID

LONG: Final = 20
"""Articles after which a build is long enough for a bar."""
_ONE_ARTICLE: Final = frozenset((".txt", ".text", ".html", ".htm", ".xhtml"))


class Progress:
    """Shown on standard error, and only if that is a terminal."""

    def __init__(self, paths: Sequence[str], limit: int | None) -> None:
        self._paths, self._limit = paths, limit
        self._done = 0
        self._bar: Any = None
        self._task: TaskID | None = None
        self.watcher = Watcher(self._article, self._skipped)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _article(self, _: Facts) -> None:
        self._done += 1
        if self._done == LONG and sys.stderr.isatty():
            self._start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._done)

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
            progress.TextColumn("articles"),
            progress.MofNCompleteColumn(),
            progress.BarColumn(),
            progress.TimeElapsedColumn(),
            progress.TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("", total=expected(self._paths, self._limit))
        self._bar.start()


def expected(paths: Sequence[str], limit: int | None) -> int | None:
    """How many articles there will be, where the files' endings tell: one each, no tables."""
    count = 0
    for path in map(Path, paths):
        files = (f for f in path.rglob("*") if f.is_file()) if path.is_dir() else (path,)
        for file in files:
            if file.name.startswith("."):
                continue
            if file.suffix.lower() not in _ONE_ARTICLE:
                return limit
            count += 1
    return min(count, limit) if limit else count
