"""Kill -9 at random moments: ``python -m tests.benchmarks.kill9 ARTICLES [KILLS] [COUNT] [SEED]``.

Builds the first ``COUNT`` (120) of the articles with two workers, undisturbed. Then, ``KILLS`` (20)
times: a build into a new folder is killed at a random moment and the same command given again; what
is in the folder then is compared with the undisturbed build, byte for byte. A build that was over
before its moment came does not count.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from hashlib import blake2b
from pathlib import Path

from kg.graph.store import open_store

SAME = ("graph.ttl", "graph.trig", "graph.html", "merges.tsv")


def state(folder: Path) -> dict[str, object]:
    """What a folder holds: its files' bytes, the quads of its store, its kept facts, its counts.

    Times, and how many articles were known, are of one run; a database may order its pages anew.
    """
    files = {name: blake2b((folder / name).read_bytes()).hexdigest() for name in SAME}
    report = json.loads((folder / "report.json").read_text("utf-8"))
    told = {name: report[name] for name in ("counts", "skipped", "remarks")}
    quads = blake2b("\n".join(sorted(map(str, open_store(folder)))).encode()).hexdigest()
    with sqlite3.connect(folder / "facts.sqlite") as db:
        facts = [
            db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in ("read", "graph")
        ]
    db.close()
    names = sorted(path.name for path in folder.iterdir())
    return {**files, "report": told, "store": quads, "facts.sqlite": facts, "folder": names}


def main(articles: str, kills: int = 20, count: int = 120, seed: int = 1) -> None:
    """Build, kill, resume, compare; exits with 1 where anything differs."""
    chance = random.Random(seed)
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="kill9-") as home:

        def command(folder: Path) -> list[str]:
            given = ["--workers", "2", "--limit", str(count), "--output", str(folder)]
            return [sys.executable, "-m", "kg", "build", articles, *given]

        def build(folder: Path) -> None:
            subprocess.run(command(folder), check=True, stdout=subprocess.DEVNULL)

        plain = Path(home) / "plain"
        since = time.monotonic()
        build(plain)
        whole = time.monotonic() - since
        expected = state(plain)
        print(f"{count} articles, undisturbed: {whole:.1f} s", flush=True)
        number = 0
        while number < kills:
            folder = Path(home) / "killed"
            after = chance.uniform(0, whole)
            since = time.monotonic()
            started = subprocess.Popen(command(folder), stdout=subprocess.DEVNULL)
            try:
                started.wait(after)
                whole = time.monotonic() - since  # the machine is less busy now
                shutil.rmtree(folder)
                continue
            except subprocess.TimeoutExpired:
                started.kill()
                started.wait()
            number += 1
            told = f"killed after {after:.1f} s, {_kept(folder)} articles kept"
            build(folder)
            found = state(folder)
            differ = [name for name, value in expected.items() if found[name] != value]
            wrong += bool(differ)
            print(f"{number:2} {told}: {', '.join(differ) or 'the same'}", flush=True)
            shutil.rmtree(folder)
    print(f"{kills - wrong} of {kills} the same")
    sys.exit(bool(wrong))


def _kept(folder: Path) -> int:
    """Articles that a killed build had read and kept."""
    if not (folder / "facts.sqlite").exists():
        return 0
    db = sqlite3.connect(folder / "facts.sqlite")
    try:
        return int(db.execute("SELECT COUNT(*) FROM read").fetchone()[0])
    except sqlite3.OperationalError:  # it was just being made
        return 0
    finally:
        db.close()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
