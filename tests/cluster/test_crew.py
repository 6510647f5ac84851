"""Several processes read what one reads, and a process that is killed costs nothing."""

from __future__ import annotations

from pathlib import Path

import psutil

import kg
from tests.cluster.conftest import COUNT, Killing, command, written


def _reads(process: psutil.Process) -> bool:
    return "kg.worker" in command(process)


def test_a_worker_killed_in_the_middle_costs_no_article(
    news: Path, names: Path, plain: dict[str, bytes], tmp_path: Path
):
    killing = Killing(_reads)
    graph = kg.build(news, entities=names, output=tmp_path, workers=2, watcher=killing.watcher)
    assert killing.victims and killing.count == COUNT
    assert graph.report is not None and graph.report.known == 0
    assert written(tmp_path) == plain
