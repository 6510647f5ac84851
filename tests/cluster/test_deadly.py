"""An article of which every process dies is left out, and costs no other."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg

DEADLY = """
import os
import kg.pipeline

real = kg.pipeline.facts_of

def facts_of(articles, resources):
    if any(article.id == "n03" for article in articles):
        os._exit(9)
    return real(articles, resources)

kg.pipeline.facts_of = facts_of
"""
"""Every Python process that is started reads this first."""


def _missing(package: str) -> bool:
    return importlib.util.find_spec(package) is None


@pytest.mark.parametrize(
    "engine",
    [
        None,
        pytest.param("ray", marks=pytest.mark.skipif(_missing("ray"), reason="Ray is missing")),
        pytest.param(
            "spark",
            marks=pytest.mark.skipif(
                _missing("pyspark") or shutil.which("java") is None, reason="Spark is missing"
            ),
        ),
    ],
)
def test_an_article_that_kills_its_readers_is_left_out(
    news: Path, tmp_path: Path, engine: str | None
):
    (tmp_path / "sitecustomize.py").write_text(DEADLY)
    path = os.pathsep.join((str(tmp_path), str(Path(kg.__file__).parent.parent)))
    chosen = ["--engine", engine] if engine else []
    done = subprocess.run(  # apart: a Java that was started keeps its environment
        [sys.executable, "-m", "kg", "build", str(news), "--output", str(tmp_path / "graph"),
         "--limit", "12", "--workers", "2", *chosen],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "graph" / "report.json").read_text("utf-8"))
    assert report["counts"]["articles"] == 11
    (skipped,) = report["skipped"]
    line = f"K126: {news}:4: the processes that read this article died"
    assert skipped["reason"].startswith(line) and line in done.stderr
