"""Articles in our own words, the graph of them without a cluster, and killing in the middle."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

import kg
from kg.nouns import Article
from kg.reading import Watcher

SAME = ("graph.ttl", "graph.trig", "graph.html", "merges.tsv")
_MET = (
    "التقى وزير الخارجية المصري حسام الشريف نظيره التونسي أنيس الطرابلسي في {city} يوم الاثنين.",
    "وقال حسام الشريف إن بلاده ستدعم {city} في الأشهر المقبلة، فيما نفى الطرابلسي ذلك.",
    "وأعلنت شركة حيدرستان عن زيارة وفدها إلى {city} بعد ثلاثة أسابيع.",
)
"""Egypt's minister met Tunisia's in a city, and said what would follow: people are invented."""
_CITIES = ("القاهرة", "تونس", "بغداد", "عمان", "الرباط", "بيروت")
COUNT = 48
QUIET = Watcher(skipped=lambda _: None)


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles that differ, and a row that is none."""
    file = tmp_path_factory.mktemp("news") / "news.jsonl"
    rows = [
        {
            "id": f"n{number:02}",
            "date": f"2016-01-{1 + number % 28:02}",
            "text": " ".join(_MET[: 1 + number % 3]).format(city=_CITIES[number % 6]),
        }
        for number in range(COUNT)
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    lines.insert(COUNT // 2, "{broken")
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


@pytest.fixture(scope="session")
def names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of one's own: the company is in no lexicon."""
    file = tmp_path_factory.mktemp("names") / "names.tsv"
    file.write_text("حيدرستان\tORG\tشركة حيدرستان\n", "utf-8")
    return file


@pytest.fixture(scope="session")
def plain_folder(news: Path, names: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build by this process alone writes. Look only: all tests share it."""
    folder = tmp_path_factory.mktemp("plain")
    kg.build(news, entities=names, output=folder, workers=1, watcher=QUIET)
    return folder


@pytest.fixture(scope="session")
def plain(plain_folder: Path) -> dict[str, bytes]:
    """What is the same in every build of these articles."""
    return written(plain_folder)


def written(folder: Path) -> dict[str, bytes]:
    """The files of a build that depend on the articles alone, and what its report counts."""
    report = json.loads((folder / "report.json").read_text("utf-8"))
    told = {name: report[name] for name in ("counts", "skipped", "remarks", "known")}
    same = {name: (folder / name).read_bytes() for name in SAME}
    return {**same, "report": json.dumps(told, sort_keys=True).encode()}


@dataclass(slots=True)
class Killing:
    """A build that is watched; after ``at`` articles one process of those that read is killed."""

    reads: Callable[[psutil.Process], bool]
    at: int = 5
    count: int = 0
    victims: list[int] = field(default_factory=list)

    @property
    def watcher(self) -> Watcher:
        return Watcher(self._article, lambda _: None)

    def _article(self, _: Article) -> None:
        self.count += 1
        if self.count >= self.at and not self.victims:
            for process in psutil.Process().children(recursive=True):
                with suppress(psutil.Error):
                    if self.reads(process):
                        os.kill(process.pid, signal.SIGKILL)
                        self.victims.append(process.pid)
                        break


def command(process: psutil.Process) -> str:
    """How a process was called."""
    return " ".join(process.cmdline())
