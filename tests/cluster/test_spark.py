"""A build on Spark: the same bytes, also when an executor is killed in the middle."""

from __future__ import annotations

import shutil
from pathlib import Path

import psutil
import pytest

import kg
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
