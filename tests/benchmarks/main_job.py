"""``make benchmark``: how long starting up and the main job take on this machine.

Every figure is of a fresh process, the way a person waits for it; the best of five, and of three.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import FOUNDING


def seconds(arguments: list[str], times: int) -> float:
    """The shortest of so many runs of ``python arguments``."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        spent.append(time.perf_counter() - start)
    return min(spent)


def main() -> None:
    """Measure and print, with what each is expected to be."""
    with tempfile.TemporaryDirectory() as folder:
        graph = str(Path(folder) / "graph")
        build = ["-m", "kg", "build", str(FOUNDING), "--date", "2016-01-21", "--output", graph]
        query = ["-m", "kg", "query", graph, "-q", "who-spoke"]
        rows = [
            ("import kg", seconds(["-c", "import kg"], 5) - seconds(["-c", ""], 5), 0.05),
            ("kg --help", seconds(["-m", "kg", "--help"], 5), 0.5),
            ("kg build, the founding article", seconds(build, 3), 3.0),
            ("kg query, a question of it", seconds(query, 3), 1.5),
        ]  # fmt: skip
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    for name, spent, limit in rows:
        print(f"{name:34} {spent:6.2f} s   (aim: under {limit} s)")


if __name__ == "__main__":
    main()
