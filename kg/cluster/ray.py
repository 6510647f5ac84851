"""Reading on Ray: one task an article, sent again where the process that has it dies."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, Final

from kg.cluster.address import check_listens
from kg.cluster.reader import Answer, Reader, died, read, said, sent, taken
from kg.cores import cores
from kg.engine import TRIES, WINDOW, Engine, Outcome, in_order
from kg.errors import KhabarError
from kg.nouns import Article

_DIED: Final = ("WorkerCrashedError", "OutOfMemoryError", "NodeDiedError")
"""What Ray raises when an article was sent ``TRIES`` times and its process died each time."""


def engine(
    address: str | None, workers: int | None, tables: Sequence[str | Path], also: Sequence[str]
) -> Engine:
    """Ray at ``address`` (``host:port``, ``auto``), or a Ray of this machine, for this build.

    A Ray that this process is connected to already is used and left as it is. Raises
    ``KhabarError`` K128, K129; while it reads also K130, K132, and what loading the reader raises.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
    try:
        import ray
    except ImportError:
        raise KhabarError("K128", engine="ray", package="ray") from None
    if address is not None:
        check_listens("ray", address)

    def each(articles: Iterator[Article]) -> Iterator[tuple[Article, Outcome]]:
        first = next(articles, None)
        if first is not None:  # a cluster is not started for nothing
            with _connected(ray, address, workers):
                yield from _read(ray, chain((first,), articles), Reader.of("ray", tables, also))

    return each


@contextmanager
def _connected(ray: Any, address: str | None, workers: int | None) -> Iterator[None]:
    if ray.is_initialized():
        yield
        return
    where: dict[str, Any] = {"address": address}
    if address is None:
        where = {
            "address": "local",
            "num_cpus": workers or cores(),
            "include_dashboard": False,
            "_node_ip_address": "127.0.0.1",
        }
    try:
        ray.init(configure_logging=False, log_to_driver=False, **where)
    except Exception as wrong:  # of many kinds
        shown = address or "this machine"
        raise KhabarError("K129", engine="ray", address=shown, reason=said(wrong)) from None
    try:
        yield
    finally:
        ray.shutdown()


def _read(
    ray: Any, articles: Iterator[Article], reader: Reader
) -> Iterator[tuple[Article, Outcome]]:
    task = ray.remote(num_cpus=1, max_retries=TRIES - 1)(read)
    held = ray.put(reader)
    slots = max(1, int(ray.cluster_resources().get("CPU", 1)))

    def submit(article: Article) -> Future[Answer]:
        answer: Future[Answer] = task.remote(sent(article), held).future()
        return answer

    for article, answer in in_order(articles, submit, slots * WINDOW):
        try:
            yield article, taken(answer.result())
        except ray.exceptions.RayError as wrong:
            if type(wrong).__name__ not in _DIED:
                raise KhabarError("K132", engine="ray", reason=said(wrong)) from None
            yield article, died(article, type(wrong).__name__)
