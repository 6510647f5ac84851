"""Graphs on disk: a format by its ending, and files that are whole or not there at all.

Everything is written to a temporary file beside its place and renamed when complete, so a
reader never sees half a graph and a failed build leaves the last good one.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, Store, parse

from kg.errors import KhabarError
from kg.graph import network_files, rdf_files, store, table_files
from kg.graph.merge_log import merge_log
from kg.graph.source import Source
from kg.stopwatch import Stopwatch
from kg.triple.turtle import Block, Merged, blocks, trig_of

Content = bytes | Iterable[bytes]
"""What a file holds: whole, or in pieces."""
_READ = {
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
FORMATS = {
    "turtle": ".ttl",
    "trig": ".trig",
    "ntriples": ".nt",
    "nquads": ".nq",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
    "graphml": ".graphml",
    "gexf": ".gexf",
    "csv": ".csv",
    "parquet": ".parquet",
    "html": ".html",
}
"""The formats of ``kg export`` and the endings of their files."""
REPORT = "report.json"
WRITTEN = (*store.FILES, "graph.html", "merges.tsv", REPORT)
"""The files that a build writes into its folder; the store lies beside them."""


def save(graph: Source, path: Path) -> Path:
    """Write ``graph`` in the format of the ending; CSV and Parquet also write ``NAME.nodes.*``.

    Raises ``KhabarError`` K401 where it cannot be written, K402 for an unknown ending.
    """
    write_files(contents(graph, path))
    return path


def save_folder(
    graph: Source,
    folder: str | Path,
    *,
    page: str | None = None,
    report: Callable[[], Mapping[str, Any]] = dict,
    clock: Stopwatch | None = None,
    stage: Callable[[str], None] = lambda _: None,
) -> Path:
    """Write graph.ttl, graph.trig, graph.html, merges.tsv, report.json and the store: all, or none.

    ``page``: the HTML if it is made already, else it is made here; ``report``: tells counts of
    the build when the graph can be asked; ``clock`` and ``stage`` are told how it goes on. From
    then on the graph is asked in the folder's store. Raises ``KhabarError`` K401.
    """
    folder, clock = Path(folder), clock or Stopwatch()
    folder.mkdir(parents=True, exist_ok=True)
    store.tidy(folder)
    for name in WRITTEN:
        for left in folder.glob(f".{name}.*.part"):  # of a build that was killed
            with suppress(OSError):
                left.unlink()
    part = store.new_store(folder)
    with Writing() as files, Merged(folder) as merged:
        try:
            stage("store")
            with clock.time("store"):
                passing = _passing(graph, files, folder / "graph.trig", merged)
                store.fill(part, passing)
                graph.use(Store.read_only(str(part / store.RDF)))
            stage("page")
            with clock.time("page"):
                html = graph.page() if page is None else page
                files.add(folder / "graph.html", html.encode("utf-8"))
            stage("write")
            with clock.time("write"):
                files.add(folder / "graph.ttl", merged.document(graph.store))
                files.add(folder / "merges.tsv", merge_log(graph.identity, graph.events))
            files.add(folder / REPORT, _report(report()))
            graph.use(None)
            files.place()
            store.place(folder, part)
        finally:
            graph.use(None)
            shutil.rmtree(part, ignore_errors=True)
    graph.use(store.open_store(folder))
    return folder


def save_report(folder: str | Path, report: Mapping[str, Any]) -> None:
    """Write report.json alone, beside a graph that stays as it is. Raises ``KhabarError`` K401."""
    write_files({Path(folder) / REPORT: _report(report)})


def _report(told: Mapping[str, Any]) -> bytes:
    return (json.dumps(dict(told), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _passing(graph: Source, files: Writing, trig: Path, merged: Merged) -> Iterator[Quad]:
    """The quads of a graph; as they go by, they are written as TriG and noted for Turtle."""
    passed: list[Quad] = []

    def told() -> Iterator[tuple[str, list[Block]]]:
        for name, quads in graph.by_graph():
            made = blocks(quads)
            merged.aside(made)
            passed.extend(quads)
            yield name, made

    for _ in files.adding(trig, (piece.encode("utf-8") for piece in trig_of(told()))):
        yield from passed
        passed.clear()


def check_writable(folder: str | Path) -> None:
    """Make ``folder`` and a file in it, before hours of reading. Raises ``KhabarError`` K401."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise KhabarError("K401", path=folder, reason=error.strerror or error) from None


def contents(graph: Source, path: Path) -> dict[Path, Content]:
    """What ``save`` would write: file → bytes. Raises ``KhabarError`` K402."""
    makers: dict[str, Callable[[Source, Path], Mapping[Path, Content]]] = {
        **dict.fromkeys(_READ, rdf_files.contents),
        ".graphml": network_files.graphml,
        ".gexf": network_files.gexf,
        ".csv": table_files.csv,
        ".parquet": table_files.parquet,
        ".html": lambda graph, path: {path: graph.page().encode("utf-8")},
    }
    maker = makers.get(path.suffix.lower())
    if maker is None:
        known = " ".join(ending.removeprefix(".") for ending in makers)
        raise KhabarError("K402", path=path, suffix=path.suffix, known=known)
    return dict(maker(graph, path))


def write_files(files: Mapping[Path, Content]) -> None:
    """Write every file whole, then put all in place. Raises ``KhabarError`` K401, none changed."""
    with Writing() as writing:
        for path, content in files.items():
            writing.add(path, content)
        writing.place()


class Writing:
    """Files that are written beside their places and put there when all are whole."""

    def __init__(self) -> None:
        self._ready: list[tuple[str, Path]] = []

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, *_: object) -> None:
        """Take away what was not put in its place."""
        for name, _path in self._ready:
            Path(name).unlink(missing_ok=True)

    def add(self, path: Path, content: Content) -> None:
        """Write a file, not in its place yet. Raises ``KhabarError`` K401."""
        for _ in self.adding(path, [content] if isinstance(content, bytes) else content):
            pass

    def place(self) -> None:
        """Put all files in their places. Raises ``KhabarError`` K401."""
        path = Path()
        try:
            for _, path in self._ready:
                if path.is_dir():
                    raise IsADirectoryError(21, "there is a folder of that name")
            while self._ready:
                name, path = self._ready[0]
                os.replace(name, path)
                self._ready.pop(0)
        except OSError as error:
            raise KhabarError("K401", path=path, reason=error.strerror or error) from None

    def adding(self, path: Path, pieces: Iterable[bytes]) -> Iterator[None]:
        """The same, piece by piece: each is written when the next is asked for."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(
                prefix=f".{path.name}.", suffix=".part", dir=path.parent
            )
            self._ready.append((name, path))
            with os.fdopen(handle, "wb") as file:
                for piece in pieces:
                    file.write(piece)
                    yield
            os.chmod(name, 0o666 & ~_umask())
        except OSError as error:
            raise KhabarError("K401", path=path, reason=error.strerror or error) from None


def load_quads(path: str | Path) -> Iterable[Quad]:
    """The quads of a file, or of the graph file in a folder: graph.trig before graph.ttl.

    Raises ``KhabarError`` K404 when there is none, K403 when it is broken.
    """
    path = Path(path)
    if path.is_dir():
        path = next((f for f in (path / "graph.trig", path / "graph.ttl") if f.exists()), path)
    kind = _READ.get(path.suffix.lower())
    if kind is None or not path.is_file():
        raise KhabarError("K404", path=path)
    # TriG is Turtle with graphs, and rdflib's Dataset writes it into x.ttl too
    read = RdfFormat.TRIG if kind == RdfFormat.TURTLE else kind
    try:
        return tuple(parse(path=str(path), format=read))
    except (SyntaxError, ValueError, OSError) as error:
        reason = " ".join(str(error).split())[:160]
        raise KhabarError("K403", path=path, format=kind.name, reason=reason) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
