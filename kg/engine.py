"""What reads: the one interface between a build and whoever works its articles out.

An engine takes articles and gives each back with its outcome, in their order, lazily. It may be
processes of this machine (``kg.crew``) or a cluster (``kg.cluster``): what comes out is the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import Final, TypeVar

from kg.nouns import Article

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
