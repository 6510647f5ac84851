"""The progress bar: only on a terminal, only when it is long."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kg.command.progress import LONG, Progress, expected
from kg.nouns import Article, Facts, Skipped


@pytest.mark.parametrize("terminal", [True, False])
def test_a_bar_on_a_terminal_only(terminal: bool, capsys, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with Progress(["-"], None) as progress:
        for n in range(LONG + 5):
            progress.watcher.article(Facts(Article(str(n), "نص")))
        progress.watcher.skipped(Skipped("x.txt", "K101: x.txt: [bold]empty[/]"))
    shown = capsys.readouterr().err
    assert "K101: x.txt: [bold]empty[/]" in shown
    assert ("articles" in shown) == terminal


def test_short_builds_have_none(capsys, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with Progress(["a.txt"], None) as progress:
        progress.watcher.article(Facts(Article("a", "نص")))
    assert capsys.readouterr().err == ""


def test_how_many_articles_there_will_be(tmp_path: Path):
    for name in ("a.txt", "b.html", ".hidden", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert expected([str(tmp_path)], None) == 3
    assert expected([str(tmp_path)], 2) == 2
    (tmp_path / "d.jsonl").touch()
    assert expected([str(tmp_path)], None) is None  # who knows how many rows
    assert expected([str(tmp_path)], 9) == 9
    assert expected(["-"], None) is None
