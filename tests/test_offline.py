"""Nothing asks the network for anything, and the same input gives the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import FOUNDING

MAIN_JOB = """
import sys

def refuse(event, arguments):
    if event.startswith("socket.") or event == "urllib.Request":
        print("a socket was asked for:", event, arguments, file=sys.stderr)
        raise RuntimeError(event)

sys.addaudithook(refuse)
from kg.__main__ import main
article, graph = sys.argv[1:]
for command in (
    ["build", article, "--date", "2016-01-21", "--output", graph],
    ["query", graph, "--question", "countries-attended"],
    ["why", graph, "باريس"],
    ["check", graph],
    ["view", graph, "--around", "باريس", "--no-open"],
    ["export", graph, "--format", "jsonld"],
):
    sys.argv = ["kg", *command]
    try:
        main()
    except SystemExit as left:
        assert not left.code, command
print("done")
"""


def test_the_main_job_without_a_network_gives_the_same_bytes(founding_folder: Path, tmp_path: Path):
    # another process, another order of sets and dicts, another folder
    done = subprocess.run(
        [sys.executable, "-c", MAIN_JOB, str(FOUNDING), str(tmp_path / "again")],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": "4711", "TMPDIR": str(tmp_path)},
        timeout=300,
    )
    assert done.returncode == 0 and done.stdout.endswith("done\n"), done.stderr
    for name in ("graph.ttl", "graph.trig", "graph.html"):
        assert (tmp_path / "again" / name).read_bytes() == (founding_folder / name).read_bytes()


def test_the_hook_really_sees_sockets():
    code = MAIN_JOB.split("from kg", 1)[0] + "import socket; socket.socket()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert done.returncode == 1 and "socket.__new__" in done.stderr
