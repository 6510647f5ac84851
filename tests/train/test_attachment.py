"""Learning which time belongs to which trigger, on a small gold set of our own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg.train import attachment

TEXT = "أعلن {0} أمس أن القوات قصفت {1} {2}."
WHO = ["المتحدث", "الوزير", "السفير", "القائد", "المدير"]
DAYS = {"الأحد": "2016-01-17", "السبت": "2016-01-16", "الجمعة": "2016-01-15"}


def span(text: str, words: str) -> list[int]:
    return [text.index(words), text.index(words) + len(words)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Fifteen articles of one sentence, from five outlets."""
    for i, who in enumerate(WHO):
        for j, (weekday, value) in enumerate(DAYS.items()):
            text = TEXT.format(who, "البلدة" if j else "القرية القريبة", weekday)
            events = [
                ("Statement", "أعلن", "أمس", "2016-01-20"),
                ("Attack", "قصفت", weekday, value),
            ]
            gold = {
                "id": f"{i}{j}",
                "source": f"outlet{i}",
                "date": "2016-01-21",
                "text": text,
                "sentences": [[0, len(text)]],
                "events": [
                    {
                        "type": kind,
                        "triggers": [span(text, word)],
                        "time": {"span": span(text, time), "value": when},
                    }
                    for kind, word, time, when in events
                ],
            }
            (tmp_path / f"{i}{j}.json").write_text(json.dumps(gold), encoding="utf-8")
    return tmp_path


def test_what_is_plain_is_learnt(folder: Path) -> None:
    articles = attachment.read(folder)
    weight = attachment.learn(articles[:9])
    tally = attachment.score(articles[9:], weight)
    assert (tally["right"], tally["found"], tally["gold"]) == (12, 12, 12)


def test_without_weights_nothing_is_shared(folder: Path) -> None:
    """Every pair at even odds: each time goes to one trigger only."""
    tally = attachment.score(attachment.read(folder), {"no such feature": 1.0})
    assert tally["found"] <= 30
    assert tally["right"] < 30


def test_the_command_prints_blind_figures_and_writes_the_table(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "weights.tsv"
    monkeypatch.setattr(attachment, "TABLE", out)
    (tmp_path / "gold/train").mkdir(parents=True)
    for file in folder.glob("*.json"):
        shutil.copy(file, tmp_path / "gold/train")
    monkeypatch.setattr(attachment.annotation, "own", list)
    monkeypatch.setattr(attachment.annotation, "pool", lambda shared: [])
    attachment.main(str(tmp_path))
    assert "outlets left out: P 1.000  R 1.000" in capsys.readouterr().out
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[2] == "feature\tweight"
    assert all(float(line.split("\t")[1]) < 20 for line in lines[3:])
