"""``make wheel``: a wheel is built, put into an empty environment, and asked there.

Not in CI: the environment downloads what Khabar needs. It prints the seconds of each step.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "tests" / "articles" / "founding.txt"
STEPS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("--version",), "khabar "),
    (("build", str(ARTICLE), "--date", "2016-01-21", "--output", "graph"), "graph.html"),
    (("query", "graph", "--question", "countries-attended", "--param", "city=باريس"), "فرنسا"),
    (("why", "graph", "لودريان"), "[جان إيف لودريان]"),
    (("check", "graph"), ""),
    (("export", "graph", "--events", "--output", "events.parquet"), "events.actors.parquet"),
    (("export", "graph", "--output", "graph.graphml"), "graph.graphml"),
    (("view", "graph", "--around", "باريس", "--no-open"), "graph.html"),
)
"""What is asked of the installed program, and what it has to say."""


def run(name: str, command: list[str], folder: Path) -> str:
    """Run a command and print its seconds; ends the program where it fails."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8")
    print(f"{time.perf_counter() - start:7.1f} s  {name}", flush=True)
    if done.returncode:
        sys.exit(f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def shipped(wheel: Path) -> None:
    """Ends the program where a file of ``kg/`` is not in the wheel, or one of tests is."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    tracked = run("git ls-files kg", ["git", "ls-files", "-z", "kg"], ROOT).split("\0")
    lacking = {name for name in tracked if name} - inside
    strange = {n for n in inside if not n.startswith(("kg/", "khabar-"))}
    if lacking or strange:
        sys.exit(f"not in the wheel: {sorted(lacking)}; should not be: {sorted(strange)}")
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, {len(inside)} files")


def served(program: str, folder: Path) -> None:
    """Ends the program where ``kg serve`` does not come up."""
    command = [program, "serve", "graph", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
        address = server.stdout.readline() if server.stdout else ""
        server.terminate()
    if not address.startswith("http://127.0.0.1:"):
        sys.exit(f"kg serve: no address, but {address!r}")


def main() -> None:
    """Build, install, ask."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        run("pip wheel", [*pip, "wheel", "--no-deps", "--wheel-dir", name, str(ROOT)], folder)
        (wheel,) = folder.glob("khabar-*.whl")
        shipped(wheel)
        venv.create(folder / "venv", with_pip=True)
        python = str(folder / "venv" / "bin" / "python")
        install = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        run("pip install", [*install, str(wheel)], folder)
        for arguments, wanted in STEPS:
            out = run(f"kg {arguments[0]}", [str(folder / "venv/bin/kg"), *arguments], folder)
            if wanted not in out:
                sys.exit(f"kg {' '.join(arguments)}: no {wanted!r} in {out[-2000:]}")
        served(str(folder / "venv/bin/kg"), folder)
    print(f"{time.perf_counter() - start:7.1f} s  in all")


if __name__ == "__main__":
    main()
