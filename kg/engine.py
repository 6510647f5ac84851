"""What reads: the one interface between a build and whoever works its articles out.

An engine takes articles and gives each back with its outcome, in their order, lazily. It may be
processes of this machine (``kg.crew``) or a cluster (``kg.cluster``): what comes out is the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from kg.errors import KhabarError
from kg.nouns import Article

if TYPE_CHECKING:
    from kg.pipeline import Resources

Outcome = bytes | str
"""Packed facts (``kg.graph.archive.packed``), or one line that says why there are none."""
Engine = Callable[[Iterator[Article]], Iterator[tuple[Article, Outcome]]]
"""The reading step: articles in, each with its outcome out, in their order, read lazily."""

WINDOW: Final = 8
"""Articles in flight for each process: a long one does not keep the others waiting."""
TRIES: Final = 3
"""Processes that may die of an article before it is taken for the article's fault."""

One = TypeVar("One")
Got = TypeVar("Got")


def engine(
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


def in_order(
    items: Iterable[One], submit: Callable[[One], Future[Got]], window: int
) -> Iterator[tuple[One, Future[Got]]]:
    """Each item with what becomes of it, in their order; so many are in flight at most."""
    waiting: deque[tuple[One, Future[Got]]] = deque()
    for item in items:
        waiting.append((item, submit(item)))
        while len(waiting) > window or (waiting and waiting[0][1].done()):
            yield waiting.popleft()
    yield from waiting
