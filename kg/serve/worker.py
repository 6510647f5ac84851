"""The process that works questions out: it holds the graph, one question at a time.

It is ended from outside (``guard``) when a question takes too long, and by the system when it
takes too much memory; nothing is lost with it, because the store is only read.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Mapping
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode, Store

from kg.errors import KhabarError
from kg.graph.store import FILES, version
from kg.knowledge import Graph
from kg.query.outside import reaches_out
from kg.serve import tell
from kg.serve.answer import answer
from kg.serve.limit import Limits, Refused
from kg.serve.results import TooMuch, Written, written
from kg.triple.vocabulary import PREFIXES

GROWN: Final = 5
"""Times as many bytes as its files has a graph in memory."""
SLICE: Final = 2000
"""Quads copied in one go, some hundredths of a second."""
_TOLD = ("K501", "K502", "K503", "K505", "K506", "K508", "K601", "K602", "K603")
"""Errors that speak of the question alone, never of this machine."""


def run(connection: Connection, folder: str, limits: Limits) -> None:
    """Answer ``(what, arguments)`` with ``("done", answer)`` or ``("refused", status, line)``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's
    confine(limits.memory)
    desk = Desk(Path(folder), limits)
    while True:
        try:
            what, arguments = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(answered(desk, what, arguments))


def answered(desk: Desk, what: str, arguments: Mapping[str, Any]) -> tuple[Any, ...]:
    """What is sent back, whatever happens: errors tell nothing of this machine."""
    try:
        return "done", desk.do(what, arguments)
    except Refused as no:
        return "refused", no.status, no.told
    except TooMuch:
        return "refused", 413, "the answer is too large; ask for less (LIMIT)"
    except KhabarError as error:
        if error.code in _TOLD:
            return "refused", 404 if error.code in ("K502", "K505") else 400, str(error)
        if error.code == "K509":
            return "refused", 400, "the query cannot be worked out; see SPARQL 1.1"
        return "refused", 503, "the graph cannot be read now; try again later"
    except MemoryError:
        return "refused", 503, "the question needs more memory than is allowed; ask for less"
    except Exception:
        return "refused", 500, "this cannot be answered"


class Copy:
    """A store copied into memory beside the work: questions are answered from the disk meanwhile,
    and from memory, three times as fast, afterwards."""

    def __init__(self, store: Store) -> None:
        self._made: Store | None = None
        threading.Thread(target=self._make, args=(store,), daemon=True).start()

    def _make(self, store: Store) -> None:
        made = Store()
        with contextlib.suppress(MemoryError, OSError, RuntimeError):  # the disk goes on answering
            quads = iter(store)
            while some := list(islice(quads, SLICE)):  # between two slices others have a turn
                made.extend(some)
            self._made = made

    def ready(self) -> Store | None:
        """The copy once it is whole."""
        return self._made


class Desk:
    """A graph, opened anew when a build has changed it, and what can be asked of it."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self._graph: Graph | None = None
        self._version: Any = None
        self._copy: Copy | None = None

    @property
    def graph(self) -> Graph:
        """The graph as it is on the disk now; of a small one, a copy in memory once it is there."""
        now = stamp(self._folder)
        if self._graph is None or now != self._version:
            self._graph = Graph.load(self._folder)
            self._version = now
            self._copy = None
            size = sum(f.stat().st_size for f in graph_files(self._folder))
            if size <= min(self._limits.copied, self._limits.memory // (4 * GROWN)):
                self._copy = Copy(self._graph.store)
        if self._copy is not None and (ready := self._copy.ready()) is not None:
            self._graph.use(ready)
            self._copy = None
        return self._graph

    def do(self, what: str, arguments: Mapping[str, Any]) -> Any:
        """Do one thing by its name. Raises what ``answered`` tells."""
        ready: dict[str, Callable[..., Any]] = {
            "ready": lambda: True,
            "sparql": self.sparql,
            "page": lambda: self.graph.page().encode("utf-8"),
            "answer": self._told(answer),
            **{name: self._told(function) for name, function in tell.TOLD.items()},
        }
        return ready[what](**arguments)

    def sparql(
        self, query: str, table: str, graph: str, default: tuple[str, ...], named: tuple[str, ...]
    ) -> Written:
        """A query of the protocol, in one of its formats."""
        if reaches_out(query):
            raise KhabarError("K508")
        try:
            chosen: dict[str, Any] = {}
            if default or named:
                chosen["default_graph"] = [NamedNode(iri) for iri in default]
                chosen["named_graphs"] = [NamedNode(iri) for iri in named]
            found = self.graph.store.query(query, prefixes=PREFIXES, **chosen)
            return written(found, table, graph, self._limits.rows, self._limits.answer)
        except (SyntaxError, ValueError):
            from kg.query.ask import run as tried

            if len(query) < 10_000:
                tried(self.graph.store, query)  # tells the line and the column
            raise Refused(400, "the query is no SPARQL that can be read") from None
        except (RuntimeError, OSError):
            raise KhabarError("K509", reason="") from None

    def _told(self, function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda **arguments: function(self.graph, **arguments)


def graph_files(folder: Path) -> list[Path]:
    """The files of a folder that hold its graph."""
    return [f for name in FILES if (f := folder / name).exists()]


def stamp(folder: Path) -> tuple[str, tuple[int, ...]]:
    """Changes when a build has written the folder anew."""
    return version(folder), tuple(f.stat().st_mtime_ns for f in graph_files(folder))


def confine(memory: int) -> None:
    """Let this process take no more memory of its own, and leave no image of it when it dies."""
    try:
        import resource
    except ImportError:  # Windows: the guard looks on
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)  # a process that runs out of memory would print where it stood
