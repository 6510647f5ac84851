"""``make outputs``: what README shows, made anew: what its commands print, and its picture."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands(block: str) -> list[str]:
    """The commands of a block: its lines that begin with ``$``."""
    return [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]


def told(command: str, folder: Path) -> str:
    """What a command prints, run in ``folder``; raises CalledProcessError where it fails."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shell = ["bash", "-o", "pipefail", "-c", command]
    environment = {**os.environ, "PATH": path, "COLUMNS": "100"}
    done = subprocess.run(shell, cwd=folder, env=environment, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode("utf-8").strip("\n")


def refreshed(readme: str) -> str:
    """README with the output of its commands as they print it now."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "tests").symlink_to(ROOT / "tests")

        def block(match: re.Match[str]) -> str:
            parts = [f"$ {c}\n{told(c, folder)}" for c in commands(match[1])]
            return "```console\n" + "\n\n".join(parts) + "\n```"

        return BLOCK.sub(block, readme)


def photograph(page: Path, picture: Path) -> None:
    """The page as it opens on a desk."""
    from tests.view.screenshots import take

    with tempfile.TemporaryDirectory() as folder:
        (taken,) = take(page.read_text("utf-8"), "page", Path(folder), ("open",))
        shutil.copy(taken, picture)


def main() -> None:
    """Refresh README.md and the picture in place."""
    file = ROOT / "README.md"
    file.write_text(refreshed(file.read_text("utf-8")), "utf-8")
    founding = ROOT / "output" / "founding"
    photograph(founding / "graph.html", founding / "page.png")


if __name__ == "__main__":
    main()
