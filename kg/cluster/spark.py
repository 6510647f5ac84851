"""Reading on Spark: a task takes a few articles, and goes to another executor where one dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from kg.cluster.address import check_listens
from kg.cluster.reader import Answer, Reader, died, read_all, said, sent, taken
from kg.cores import cores
from kg.engine import TRIES, Engine, Outcome, in_order
from kg.errors import KhabarError
from kg.nouns import Article

TOGETHER: Final = 8
"""Articles of a task: some seconds of reading, beside which Spark's tenth of one is little."""
WAITING: Final = 2
"""Tasks for each core, so that none waits for the next."""


def engine(
    address: str | None, workers: int | None, tables: Sequence[str | Path], also: Sequence[str]
) -> Engine:
    """The Spark of a master's URL (``spark://host:7077``, ``local-cluster[2,1,1024]``, ``local``),
    or one on this machine, for this build.

    A SparkContext of this process is used and left as it is. Raises ``KhabarError`` K128, K129;
    while it reads also K130, K132, and what loading the reader raises.
    """
    try:
        import pyspark
    except ImportError:
        raise KhabarError("K128", engine="spark", package="pyspark") from None
    if address is not None:
        check_listens("spark", address)
    master = address or f"local[{workers or cores()},{TRIES}]"

    def each(articles: Iterator[Article]) -> Iterator[tuple[Article, Outcome]]:
        first = next(articles, None)
        if first is not None:  # a cluster is not started for nothing
            with _connected(pyspark, master) as context:
                reader = Reader.of("spark", tables, also)
                yield from _read(context, chain((first,), articles), reader)

    return each


@contextmanager
def _connected(pyspark: Any, master: str) -> Iterator[Any]:
    if pyspark.SparkContext._active_spark_context is not None:
        yield pyspark.SparkContext.getOrCreate()
        return
    told = {
        "spark.task.maxFailures": str(TRIES),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "WARN",
    }
    if master.startswith("local"):  # all of it is on this machine, and speaks to nobody else
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        told |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    settings = pyspark.SparkConf().setMaster(master).setAppName("khabar")
    try:
        context = pyspark.SparkContext(conf=settings.setAll(told.items()))
    except Exception as wrong:  # of Java too
        raise KhabarError("K129", engine="spark", address=master, reason=said(wrong)) from None
    try:
        yield context
    finally:
        context.stop()


def _read(
    context: Any, articles: Iterator[Article], reader: Reader
) -> Iterator[tuple[Article, Outcome]]:
    held = context.broadcast(reader)
    slots = max(1, int(context.defaultParallelism))
    tasks = iter(lambda: tuple(islice(articles, TOGETHER)), ())
    threads = ThreadPoolExecutor(slots * WAITING)
    try:
        job = partial(_job, context, held)
        for task, answers in in_order(tasks, partial(threads.submit, job), slots * WAITING):
            for article, answer in zip(task, answers.result(), strict=True):
                yield article, taken(answer)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def _job(context: Any, held: Any, task: Sequence[Article]) -> list[Answer]:
    """A task's answers; one of which several processes died is done again, each article alone."""
    from py4j.protocol import Py4JError

    try:
        rows = context.parallelize([sent(article) for article in task], 1)
        answers: list[Answer] = rows.mapPartitions(partial(read_all, held)).collect()
        return answers
    except (Py4JError, OSError) as wrong:
        if _over(context):
            raise KhabarError("K132", engine="spark", reason=said(wrong)) from None
        if len(task) == 1:
            return [Answer(died(task[0], f"{TRIES} times"))]
        return [answer for article in task for answer in _job(context, held, (article,))]


def _over(context: Any) -> bool:
    try:
        return bool(context._jsc is None or context._jsc.sc().isStopped())
    except Exception:  # its Java is gone
        return True
