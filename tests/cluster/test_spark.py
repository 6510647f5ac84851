"""A build on Spark: the same bytes, also when an executor is killed in the middle."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import psutil
import pytest

import kg
from kg.entity.decision import Decisions
from kg.entity.gather import Gathered
from kg.entity.merge import identify, identity
from kg.graph.archive import Archive, KeptFacts
from kg.nouns import Facts
from tests.cluster.conftest import COUNT, Killing, command, written

pytest.importorskip("pyspark", reason="Spark is not installed (pip install 'khabar[spark]')")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")


def _executor(process: psutil.Process) -> bool:
    return "ExecutorBackend" in command(process)


def _python(process: psutil.Process) -> bool:
    return "pyspark.daemon" in command(process) and not process.children()


@pytest.mark.parametrize(
    ("address", "victim"), [("local-cluster[2,1,1024]", _executor), (None, _python)]
)
def test_a_process_of_spark_killed_in_the_middle_costs_no_article(
    news: Path,
    names: Path,
    plain: dict[str, bytes],
    tmp_path: Path,
    address: str | None,
    victim: object,
):
    killing = Killing(victim)
    kg.build(
        news, entities=names, output=tmp_path, engine="spark", address=address, workers=2,
        watcher=killing.watcher,
    )  # fmt: skip
    assert killing.victims and killing.count == COUNT
    assert written(tmp_path) == plain


def test_keys_grouped_by_spark_are_the_nodes_of_one_process(
    plain_folder: Path, monkeypatch: pytest.MonkeyPatch
):
    from pyspark import SparkConf, SparkContext

    def gathered(articles: Iterable[Facts]) -> Iterable[tuple[int, Gathered]]:
        made = Gathered(Decisions())
        for one in articles:
            made.add(one)
        return made.divided(4).items()

    with Archive(plain_folder) as archive:
        facts = list(KeptFacts(archive, {one.id: one for one in archive.all()}).values())
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    settings = SparkConf().setMaster("local[2]").set("spark.ui.enabled", "false")
    context = SparkContext(conf=settings)
    try:
        mapped = context.parallelize(facts, 3).mapPartitions(gathered)
        reduced = mapped.reduceByKey(Gathered.take, 2).collect()
    finally:
        context.stop()
    assert len(reduced) > 1
    whole = Gathered(Decisions())
    for _, bucket in reduced:
        whole.take(bucket)
    one, other = identify(facts), identity(whole, Decisions())
    assert one.merges() and one.merges() == other.merges() and one.doubts == other.doubts
