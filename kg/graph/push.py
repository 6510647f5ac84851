"""A folder's graph to a SPARQL server: article by article, then all of them merged.

Each article's named graph is replaced as a whole, the merged one goes into the server's default
graph (or one that is named). What went through is noted in ``DIR/push-….log``, so a push that
broke off goes on where it stopped, and after another build only what changed is sent. Sending
something twice does no harm: a graph is a set, and ours has no blank nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pyoxigraph import DefaultGraph, RdfFormat, Triple, serialize

from kg.errors import KhabarError
from kg.graph.server import Server
from kg.graph.source import Source

STORE_BATCH: Final = 20_000
UPDATE_BATCH: Final = 1_000
"""Triples of one request; Virtuoso takes no more than some thousands in an INSERT."""
DEFAULT: Final = "default"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did, in named graphs and in triples sent."""

    graphs: int
    unchanged: int
    removed: int
    triples: int


def push(
    graph: Source,
    folder: str | Path,
    endpoint: str,
    *,
    update: bool = False,
    merged: str | None = DEFAULT,
    fresh: bool = False,
    batch: int | None = None,
    insecure: bool = False,
    told: Callable[[int], None] = lambda _: None,
) -> Pushed:
    """Send a graph to a server; what went through is noted in its folder.

    ``endpoint``: its address for the Graph Store protocol, or with ``update`` for SPARQL Update;
    ``merged``: where the merged graph goes: ``default``, an IRI, or None for nowhere (Virtuoso's
    default graph is all graphs together by itself); ``fresh``: send all, whatever went through
    before; ``batch``: triples of a request; ``told``: hears of each graph that is done.

    Raises ``KhabarError``: K902 no answer, K903 refused, K904 no address, K905 a
    password would be seen.
    """
    server = Server(endpoint, insecure=insecure)
    writer: _Store | _Update = _Update(server) if update else _Store(server)
    size = batch or (UPDATE_BATCH if update else STORE_BATCH)
    log = _Log(Path(folder), f"{endpoint} {'update' if update else 'store'}", fresh)
    count, same, sent = 0, 0, 0
    there: set[str] = set()
    try:
        with log:
            for name, triples, version in _graphs(graph, merged):
                there.add(name)
                new = _sent(writer, log, name, triples, version, size)
                count, same, sent = count + 1, same + (not new), sent + new
                told(count)
            gone = sorted(log.names() - there)
            for name in gone:
                writer.remove(name)
                log.forget(name)
    finally:
        server.close()
    return Pushed(count, same, len(gone), sent)


def _graphs(graph: Source, merged: str | None) -> Iterator[tuple[str, Iterable[Triple], str]]:
    """Each graph: its name, its triples, and a digest of all graphs so far, itself included."""
    whole = blake2b(digest_size=8)
    for name, quads in graph.by_graph():
        if not name:  # a Turtle file has only the merged graph
            continue
        lines = sorted(str(quad.triple) for quad in quads)
        version = blake2b("\n".join(lines).encode("utf-8", "replace"), digest_size=8).hexdigest()
        whole.update(f"{name} {version}\n".encode())
        yield name, [quad.triple for quad in quads], version
    if merged is not None:
        found = graph.store.quads_for_pattern(None, None, None, DefaultGraph())
        yield merged, (quad.triple for quad in found), whole.hexdigest()


def _sent(
    writer: _Store | _Update,
    log: _Log,
    name: str,
    triples: Iterable[Triple],
    version: str,
    size: int,
) -> int:
    """Send what the log does not have of a graph; how many triples that was."""
    waiting = iter(triples)
    sent = number = 0
    while part := list(islice(waiting, size)):
        key = f"{version}/{size}/{number}"
        if not log.has(name, key):
            writer.put(name, part, replace=number == 0)
            log.note(name, key)
            sent += len(part)
        number += 1
    return sent


class _Store:
    """The Graph Store protocol (SPARQL 1.1): PUT replaces a graph, POST adds to it."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def put(self, name: str, triples: list[Triple], *, replace: bool) -> None:
        body = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        kind = {"Content-Type": "application/n-triples"}
        self._server.send("PUT" if replace else "POST", self._url(name), body, kind)

    def remove(self, name: str) -> None:
        try:
            self._server.send("DELETE", self._url(name))
        except KhabarError as error:
            if error.code != "K903" or " 404 " not in str(error):
                raise

    def _url(self, name: str) -> str:
        sign = "&" if "?" in self._server.endpoint else "?"
        which = DEFAULT if name == DEFAULT else f"graph={quote(name, safe='')}"
        return f"{self._server.endpoint}{sign}{which}"


class _Update:
    """SPARQL 1.1 Update: what a graph had is cleared, then its triples are inserted."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def put(self, name: str, triples: list[Triple], *, replace: bool) -> None:
        if replace:
            self.remove(name)
        lines = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
        inside = lines if name == DEFAULT else f"GRAPH <{name}> {{\n{lines}}}"
        self._send(f"INSERT DATA {{\n{inside}}}")

    def remove(self, name: str) -> None:
        self._send(f"CLEAR SILENT {'DEFAULT' if name == DEFAULT else f'GRAPH <{name}>'}")

    def _send(self, update: str) -> None:
        kind = {"Content-Type": "application/sparql-update"}
        self._server.send("POST", self._server.endpoint, update.encode(), kind)


class _Log:
    """What a server has already: one line for each batch, written when it is there.

    A line ``name key`` is of a batch, ``-name`` forgets a graph; the last word counts.
    """

    def __init__(self, folder: Path, what: str, fresh: bool) -> None:
        digest = blake2b(what.encode(), digest_size=6).hexdigest()
        home = folder if folder.is_dir() else folder.parent
        self._path = home / f"push-{digest}.log"
        self._done: dict[str, set[str]] = {}
        self._fresh = fresh

    def __enter__(self) -> _Log:
        try:
            if self._fresh:
                self._path.unlink(missing_ok=True)
            if self._path.exists():
                for line in self._path.read_text("utf-8").splitlines():
                    name, _, key = line.partition(" ")
                    if name.startswith("-"):
                        self._done.pop(name[1:], None)
                    elif key:  # a line that a killed push left half says nothing
                        self._noted(name, key)
            self._file = self._path.open("a", encoding="utf-8")
            self._file.write("\n")
        except OSError as error:
            raise KhabarError("K401", path=self._path, reason=error.strerror or error) from None
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def has(self, name: str, key: str) -> bool:
        return key in self._done.get(name, ())

    def names(self) -> set[str]:
        return set(self._done)

    def note(self, name: str, key: str) -> None:
        self._noted(name, key)
        self._file.write(f"{name} {key}\n")
        self._file.flush()

    def forget(self, name: str) -> None:
        self._done.pop(name, None)
        self._file.write(f"-{name}\n")
        self._file.flush()

    def _noted(self, name: str, key: str) -> None:
        if key.endswith("/0"):  # a graph that was replaced has nothing of before
            self._done[name] = set()
        self._done.setdefault(name, set()).add(key)
