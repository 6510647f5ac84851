"""Articles to facts: in this process, or by several that read beside each other.

Whoever reads, what comes out is the same, in the order of the articles. Where a reading process
dies (of memory, of a crash inside a library, of a kill), another takes its place and its article;
an article of which several die is left out. Only a window of articles is in flight, so memory does
not grow with their number.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from pathlib import Path
from queue import LifoQueue
from typing import TYPE_CHECKING, Final

from kg.cores import cores
from kg.engine import TRIES, WINDOW, Engine, Outcome, in_order
from kg.errors import KhabarError, message
from kg.graph.noun_json import dumps
from kg.nouns import Article
from kg.worker import ALSO, FACTS, READY, receive, send, worked_out

if TYPE_CHECKING:
    from kg.pipeline import Resources

ENOUGH: Final = 64
"""New articles from which it pays to start more processes: a start takes as long as some ten."""
MOST: Final = 16
"""Processes started unasked, however many cores there are."""
_STARTS: Final = 3
"""Starts that may fail in a row before none can be made."""
_ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def processes(
    workers: int | None,
    tables: Sequence[str | Path],
    resources: Callable[[], Resources],
    also: Sequence[str] = (),
) -> Engine:
    """What reads: ``workers`` processes; None: as many as cores, where the articles are enough.

    ``resources`` is called where this process itself reads, at the first article.
    """

    def read(articles: Iterator[Article]) -> Iterator[tuple[Article, Outcome]]:
        count = workers
        if count is None:
            count = min(cores(), MOST)
            first = list(islice(articles, ENOUGH)) if count > 1 else []
            count = count if len(first) == ENOUGH else 1
            articles = chain(first, articles)
        if count == 1:
            yield from alone(articles, resources)
        else:
            yield from together(articles, count, tables, also)

    return read


def alone(
    articles: Iterable[Article], resources: Callable[[], Resources]
) -> Iterator[tuple[Article, Outcome]]:
    """Read in this process, several articles beside each other where it has cores for them.

    Most of the time goes by inside onnxruntime and numpy, which let other threads run. The first
    article is read by itself: it loads what threads would each load. Second readers are asked one
    article at a time, and Ctrl-C ends the asking.
    """
    waiting = iter(articles)
    first = next(waiting, None)
    if first is None:
        return
    ready = resources()
    yield first, worked_out(first, ready)
    count = 1 if ready.also else min(cores(), MOST)
    if count == 1:
        for article in waiting:
            yield article, worked_out(article, ready)
        return
    threads = ThreadPoolExecutor(count)
    try:
        reads = in_order(
            waiting, lambda one: threads.submit(worked_out, one, ready), count * WINDOW
        )
        for article, outcome in reads:
            yield article, outcome.result()
    finally:
        threads.shutdown(cancel_futures=True)  # what nobody will take is not begun


def together(
    articles: Iterable[Article],
    count: int,
    tables: Sequence[str | Path],
    also: Sequence[str] = (),
) -> Iterator[tuple[Article, Outcome]]:
    """Read in ``count`` processes of one thread each.

    Raises what loading the reader raises, and ``KhabarError`` K127 where none can be started.
    """
    crew = Crew(count, tables, also)
    with ThreadPoolExecutor(count) as threads, crew:
        reads = in_order(articles, lambda one: threads.submit(crew.read, one), count * WINDOW)
        for article, outcome in reads:
            yield article, outcome.result()


class Crew:
    """Reading processes; ``read`` may be called by as many threads as there are processes."""

    def __init__(self, count: int, tables: Sequence[str | Path], also: Sequence[str] = ()) -> None:
        self._given = [str(Path(table).resolve()) for table in tables]
        self._given += [f"{ALSO}{spec}" for spec in also]
        self._idle: LifoQueue[subprocess.Popen[bytes] | None] = LifoQueue()
        self._all: list[subprocess.Popen[bytes]] = []
        self._over = False
        for _ in range(count):
            self._idle.put(None)  # started when first needed

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        """End all processes, even in the middle of an article."""
        self._over = True
        for process in self._all:
            process.kill()
            process.wait()

    def read(self, article: Article) -> Outcome:
        """What a process makes of an article: message K126 where several die of it."""
        code = ""
        for _ in range(TRIES):
            process = self._idle.get()
            try:
                if self._over:
                    raise KhabarError("K127", reason="the build is over")
                process = process or self._started()
                told = _asked(process, article)
                if told is not None:
                    return told[1:] if told[:1] == FACTS else told[1:].decode("utf-8", "replace")
                code, process = _ended(process), None
            finally:
                self._idle.put(process)
        return message("K126", file=article.origin or article.id, reason=code)

    def _started(self) -> subprocess.Popen[bytes]:
        """A new process that has loaded the reader."""
        told, code = None, ""
        for _ in range(_STARTS):
            process = subprocess.Popen(
                [sys.executable, "-m", "kg.worker", *self._given],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment(),
            )
            self._all = [p for p in self._all if p.returncode is None] + [process]
            if self._over:
                process.kill()
            assert process.stdout is not None
            told = receive(process.stdout)
            if told == READY:
                return process
            code = _ended(process)
            if told is not None:
                raise KhabarError.of(told[1:].decode("utf-8", "replace"))
        raise KhabarError("K127", reason=code)


def _asked(process: subprocess.Popen[bytes], article: Article) -> bytes | None:
    """What a process answers to an article; None where it dies instead."""
    assert process.stdin is not None and process.stdout is not None
    try:
        send(process.stdin, dumps(article).encode("utf-8", "surrogatepass"))
        return receive(process.stdout)
    except OSError:  # it died before it had read the article whole
        return None


def _ended(process: subprocess.Popen[bytes]) -> str:
    """How a process ended, in words, when nothing comes out of it any more."""
    process.kill()  # of no effect where it is dead already
    code = process.wait()
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _environment() -> dict[str, str]:
    """Ours, with one thread for each library: the processes share the cores."""
    home = str(Path(__file__).parent.parent)
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    return {**os.environ, **dict.fromkeys(_ONE_THREAD, "1"), "PYTHONPATH": path}
