"""``kg serve`` as a person starts it, in a process of its own, asked over HTTP."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

TOKEN = "a-token-for-the-tests"


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[httpx.Client]:
    """A server over a folder, and a client that talks to it."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
    environment = {**os.environ, "KHABAR_TOKEN": TOKEN}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as server:
        try:
            address = str(server.stdout.readline()).strip()
            assert address.startswith("http://127.0.0.1:"), server.stderr.read()
            with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
                yield client
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="session")
def folder(founding_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the founding article's graph, in a folder whose name would be noticed."""
    home = tmp_path_factory.mktemp("private-place-of-the-graph")
    return Path(shutil.copytree(founding_folder, home / "graph"))


@pytest.fixture(scope="session")
def client(folder: Path) -> Iterator[httpx.Client]:
    """One server for the tests that only ask, with tight limits."""
    with serving(folder, "--seconds", "2", "--rows", "500", "--memory", "600") as client:
        yield client
