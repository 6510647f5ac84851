"""A build on Ray: the same bytes, also when a worker is killed in the middle."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import kg
from kg.errors import KhabarError
from tests.cluster.conftest import COUNT, QUIET, Killing, command, written
from tests.graph.servers import free_port

pytest.importorskip("ray", reason="Ray is not installed (pip install 'khabar[ray]')")


def _reads(process: psutil.Process) -> bool:
    return command(process).startswith("ray::read")


def test_a_worker_of_ray_killed_in_the_middle_costs_no_article(
    news: Path, names: Path, plain: dict[str, bytes], tmp_path: Path
):
    killing = Killing(_reads)
    kg.build(
        news, entities=names, output=tmp_path, engine="ray", workers=2, watcher=killing.watcher
    )
    assert killing.victims and killing.count == COUNT
    assert written(tmp_path) == plain
    left = [p for p in psutil.Process().children(recursive=True) if "raylet" in command(p)]
    assert not left  # the Ray that was started for the build ended with it


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """A Ray that runs beside the build; ended by the id of each of its processes."""
    port = free_port()
    ray = [sys.executable, "-m", "ray.scripts.scripts"]
    started = subprocess.Popen(
        [*ray, "start", "--head", "--block", "--num-cpus=2", "--include-dashboard=false",
         "--node-ip-address=127.0.0.1", f"--port={port}", "--disable-usage-stats"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        assert started.stdout is not None
        told = []
        for line in started.stdout:
            told.append(line)
            if "runtime started" in line.lower():
                break
        else:
            pytest.fail("".join(told))
        yield f"127.0.0.1:{port}"
    finally:
        family = [*psutil.Process(started.pid).children(recursive=True), started]
        for process in family:
            process.kill()
        started.wait()


def test_a_ray_that_runs_is_used_and_goes_on(
    news: Path, names: Path, plain: dict[str, bytes], tmp_path: Path, cluster: str
):
    kg.build(news, entities=names, output=tmp_path, engine="ray", address=cluster, watcher=QUIET)
    assert written(tmp_path) == plain
    kg.build(news, entities=names, output=tmp_path, engine="ray", address=cluster, watcher=QUIET)


def test_another_khabar_on_a_machine_is_told(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("kg.cluster.reader.khabar", lambda: "an older one")  # here, not there
    with pytest.raises(KhabarError, match=r"K130: --engine ray: \S+ has another khabar"):
        kg.build(news, output=tmp_path, engine="ray", workers=1, watcher=QUIET)
