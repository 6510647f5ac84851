"""Real SPARQL servers on loopback, started by the test that needs one and ended with it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def oxigraph_program() -> str | None:
    """The binary that the package ``oxigraph`` brings."""
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.exists() else shutil.which("oxigraph")


@contextmanager
def running(command: list[str], port: int, folder: Path, seconds: float = 30) -> Iterator[None]:
    """A server that listens on ``port``, until the block ends."""
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            until = time.monotonic() + seconds
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    told = (folder / "server.log").read_text(errors="replace")[-2000:]
                    assert server.poll() is None and time.monotonic() < until, told
                    time.sleep(0.05)
            yield
        finally:
            server.kill()
            server.wait()


@contextmanager
def oxigraph(folder: Path, port: int | None = None) -> Iterator[str]:
    """An oxigraph server with its data in ``folder``; gives its address."""
    port = port or free_port()
    command = [str(oxigraph_program()), "serve", "--location", str(folder / "data")]
    with running([*command, "--bind", f"127.0.0.1:{port}"], port, folder):
        yield f"http://127.0.0.1:{port}"


VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 100000
"""


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """A Virtuoso 7 with a new database in ``folder``; user and password are ``dba``."""
    port, sql = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(VIRTUOSO.format(folder=folder, port=port, sql=sql))
    command = ["virtuoso-t", "+foreground", "+configfile", str(ini)]
    with running(command, port, folder, seconds=90):
        time.sleep(1)  # it listens before it is ready
        yield f"http://127.0.0.1:{port}"
