"""The progress bar: only on a terminal, only when it is long."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest

from kg.command.progress import LONG, Progress, expected
from kg.nouns import Article, Skipped


@pytest.mark.parametrize("terminal", [True, False])
def test_a_bar_on_a_terminal_only(terminal: bool, capsys, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with Progress(["-"], None) as progress:
        for n in range(LONG + 5):
            progress.watcher.article(Article(str(n), "نص"))
        progress.watcher.skipped(Skipped("x.txt", "K101: x.txt: [bold]empty[/]"))
    shown = capsys.readouterr().err
    assert "K101: x.txt: [bold]empty[/]" in shown
    assert ("articles" in shown) == terminal


def test_short_builds_have_none(capsys, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with Progress(["a.txt"], None) as progress:
        progress.watcher.article(Article("a", "نص"))
    assert capsys.readouterr().err == ""


def test_how_many_articles_there_will_be(tmp_path: Path):
    for name in ("a.txt", "b.html", ".hidden", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert expected([str(tmp_path)], None) == 3
    assert expected([str(tmp_path)], 2) == 2
    (tmp_path / "d.jsonl").write_text("{}\n\n{}\n", "utf-8")
    with gzip.open(tmp_path / "e.csv.gz", "wt", encoding="utf-8") as table:
        table.write('id,text\n1,"two\nlines"\n2,one\n')
    assert expected([str(tmp_path)], None) == 3 + 2 + 2
    (tmp_path / "f.xml").touch()
    assert expected([str(tmp_path)], None) is None  # who knows how many entries
    assert expected([str(tmp_path)], 99) == 99
    assert expected(["-"], None) is None
