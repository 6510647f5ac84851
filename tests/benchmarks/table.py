"""All figures in one table: ``python -m tests.benchmarks.table SHARED [--long] [--only WORD]``.

What is measured, how, and what it is held to are rows of ``figures.tsv``. ``SHARED`` is the folder
with ``gold``, ``eval/score.py`` and ``data/pool`` (``make benchmark SHARED=../shared``). Prints the
machine, then a Markdown table, each row as soon as it is known; a row that fails says so and
the others go on. Figures of ``score.py`` are means of four orders of its ties.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import mean

FIGURES = Path(__file__).parent / "figures.tsv"
ORDERS = 4
"""Of the scorer's ties: it breaks them by the order of a hash."""
SOME = 400
"""Articles of the pool that the store, the server and the interrupted builds are measured on."""


def rows() -> list[dict[str, str]]:
    """The rows of figures.tsv: name, run, pattern, limit, long."""
    lines = FIGURES.read_text(encoding="utf-8").splitlines()
    table = csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t")
    return [{k: v or "" for k, v in row.items()} for row in table]


def reached(figure: str, limit: str) -> bool:
    """Whether a figure keeps to its limit (``≥ 0.60``, ``≤ 2``); one without a limit does."""
    if not limit:
        return True
    sign, least = limit.split()
    return float(figure) >= float(least) if sign == "≥" else float(figure) <= float(least)


def python(*words: str, **environment: str) -> str:
    """What a program of ours prints. Raises CalledProcessError where it fails."""
    return subprocess.run(
        [sys.executable, *words], check=True, text=True,
        capture_output=True, env={**os.environ, **environment},
    ).stdout  # fmt: skip


def input_of(articles: Sequence[dict[str, object]], file: Path) -> Path:
    """Articles as the JSONL that ``kg build`` reads."""
    keys = ("id", "source", "date", "title", "text")
    with file.open("w", encoding="utf-8") as out:
        for one in articles:
            out.write(json.dumps({k: one.get(k) for k in keys}, ensure_ascii=False) + "\n")
    return file


@dataclass(frozen=True)
class Bench:
    """Where things are."""

    shared: Path
    scratch: Path

    @property
    def gold(self) -> Path:
        """The annotated articles that are measured on."""
        return self.shared / "gold/dev"

    @property
    def pool(self) -> Path:
        """The articles that nobody annotated."""
        return self.shared / "data/pool/articles.jsonl.gz"


@cache
def built(bench: Bench, what: str) -> Path:
    """The folder that is built of the annotated articles (``graph``) or of some of the pool
    (``many``)."""
    if what == "graph":
        files = sorted(bench.gold.glob("*.json"))
        articles = [json.loads(f.read_text(encoding="utf-8")) for f in files]
    else:
        with gzip.open(bench.pool, "rt", encoding="utf-8") as lines:
            articles = [json.loads(x) for n, x in enumerate(lines) if n % 53 == 0][:SOME]
    source = input_of(articles, bench.scratch / f"{what}.jsonl")
    python("-m", "kg", "build", str(source), "--output", str(bench.scratch / what))
    return bench.scratch / what


@cache
def scored(bench: Bench) -> str:
    """The lines of score.py with the mean of its orders."""
    graph, tool = built(bench, "graph") / "graph.trig", bench.shared / "eval/score.py"
    told = [
        json.loads(python(str(tool), str(graph), str(bench.gold), "--json", PYTHONHASHSEED=str(n)))
        for n in range(ORDERS)
    ]
    lines = []
    for name in told[0]["figures"]:
        p, r, f = (mean(t["figures"][name][k] for t in told) for k in ("precision", "recall", "f1"))
        lines.append(f"{name:28s} P {p:.3f}  R {r:.3f}  F1 {f:.3f}")
    return "\n".join(lines)


@cache
def told_by(bench: Bench, run: str) -> str:
    """What the program of a row prints; once for all rows that want it."""
    if run == "score":
        return scored(bench)
    places = {"shared": bench.shared, "pool": bench.pool, "gold": bench.gold}
    places |= {"scratch": bench.scratch, "some": bench.scratch / "many.jsonl"}
    for name in ("graph", "many"):
        if f"{{{name}}}" in run or (name == "many" and "{some}" in run):
            places[name] = built(bench, name)
    return python(*(word.format(**places) for word in run.split()))


def measured(bench: Bench, long: bool, only: str) -> Iterator[tuple[str, str, str, str]]:
    """Name, figure, limit, and whether it is reached."""
    for row in rows():
        if (row["long"] and not long) or only not in row["name"]:
            continue
        try:
            found = re.search(row["pattern"], told_by(bench, row["run"]), re.MULTILINE)
        except subprocess.CalledProcessError as wrong:
            last = (wrong.stderr or "").strip().splitlines()[-1:] or ["no word"]
            yield row["name"], f"failed: {last[0][:80]}", row["limit"], "no"
            continue
        figure = found[1].strip() if found else "not told"
        kept = bool(found) and reached(figure, row["limit"])
        yield row["name"], figure, row["limit"], ("yes" if kept else "NO") if row["limit"] else ""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("--long", action="store_true", help="also what takes an hour")
    parser.add_argument("--only", default="", help="rows whose names hold this")
    args = parser.parse_args()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, Python "
        f"{platform.python_version()}, load {os.getloadavg()[0]:.1f}\n"
    )
    print("| figure | measured | held to | reached |\n|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        for line in measured(Bench(args.shared, Path(scratch)), args.long, args.only):
            print(f"| {' | '.join(line)} |", flush=True)


if __name__ == "__main__":
    main()
