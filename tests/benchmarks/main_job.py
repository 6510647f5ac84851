"""``make benchmark``: how long starting up and the main job take on this machine.

Every figure is of a fresh process, the way a person waits for it; the best of five, and of three.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import FOUNDING


def seconds(arguments: list[str], times: int) -> tuple[float, float]:
    """The shortest of so many runs of ``python arguments``: on the clock, and of the processor.

    ``{n}`` in an argument becomes another number in each run: a build of its own folder.
    """
    spent = []
    for n in range(times):
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, *(a.format(n=n) for a in arguments)], check=True, capture_output=True
        )
        clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        spent.append((clock, worked))
    return min(spent)


def main() -> None:
    """Measure and print, with what each is expected to be."""
    with tempfile.TemporaryDirectory() as folder:
        graph = str(Path(folder) / "graph{n}")
        build = ["-m", "kg", "build", str(FOUNDING), "--date", "2016-01-21", "--output", graph]
        query = ["-m", "kg", "query", graph.format(n=0), "-q", "who-spoke"]
        rows = [
            ("python alone", seconds(["-c", ""], 5), None),
            ("import kg", seconds(["-c", "import kg"], 5), None),
            ("kg --help", seconds(["-m", "kg", "--help"], 5), 0.5),
            ("kg build, the founding article", seconds(build, 3), 3.0),
            ("kg query, a question of it", seconds(query, 3), None),
        ]
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores,", end=""
    )
    print(f" load {os.getloadavg()[0]:.1f}")
    for name, (clock, worked), limit in rows:
        aim = f"   aim: under {limit} s" if limit else ""
        print(f"{name:32} {clock:6.2f} s, {worked:6.2f} s of the processor{aim}")


if __name__ == "__main__":
    main()
