"""Graphs on disk: a format by its ending, and files that are whole or not there at all.

Everything is written to a temporary file beside its place and renamed when complete, so a
reader never sees half a graph and a failed build leaves the last good one.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Quad, RdfFormat, Store, parse

from kg.errors import KhabarError

if TYPE_CHECKING:
    from kg.graph.graph import Graph

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


def save(graph: Graph, path: Path) -> Path:
    """Write ``graph`` in the format of the ending; CSV and Parquet also write ``NAME.nodes.*``.

    Raises ``KhabarError`` K401 where it cannot be written, K402 for an unknown ending.
    """
    write_files(contents(graph, path))
    return path


def save_folder(
    graph: Graph,
    folder: str | Path,
    *,
    page: str | None = None,
    report: Mapping[str, Any] | None = None,
) -> Path:
    """Write graph.ttl, graph.trig, graph.html, merges.tsv and report.json: all, or none.

    ``page``: the HTML if it is made already, else it is made here; ``report``: counts and
    timings of the build. Raises ``KhabarError`` K401.
    """
    from kg.graph.merge_log import merge_log

    folder = Path(folder)
    files = {**contents(graph, folder / "graph.ttl"), **contents(graph, folder / "graph.trig")}
    files[folder / "graph.html"] = (graph.page() if page is None else page).encode("utf-8")
    files[folder / "merges.tsv"] = merge_log(graph.identity, graph.events)
    told = json.dumps(dict(report or {}), ensure_ascii=False, indent=1) + "\n"
    files[folder / "report.json"] = told.encode("utf-8")
    write_files(files)
    return folder


def check_writable(folder: str | Path) -> None:
    """Make ``folder`` and a file in it, before hours of reading. Raises ``KhabarError`` K401."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise KhabarError("K401", path=folder, reason=error.strerror or error) from None


def contents(graph: Graph, path: Path) -> dict[Path, bytes]:
    """What ``save`` would write: file → bytes. Raises ``KhabarError`` K402."""
    from kg.graph import network_files, rdf_files, table_files

    makers: dict[str, Callable[[Graph, Path], dict[Path, bytes]]] = {
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
    return maker(graph, path)


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write every file whole, then put all in place. Raises ``KhabarError`` K401, none changed."""
    ready: list[tuple[str, Path]] = []
    path = Path()
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(
                prefix=f".{path.name}.", suffix=".part", dir=path.parent
            )
            ready.append((name, path))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(name, 0o666 & ~_umask())
        for path in files:
            if path.is_dir():
                raise IsADirectoryError(21, "there is a folder of that name")
        while ready:
            name, path = ready[0]
            os.replace(name, path)
            ready.pop(0)
    except OSError as error:
        raise KhabarError("K401", path=path, reason=error.strerror or error) from None
    finally:
        for name, _ in ready:
            Path(name).unlink(missing_ok=True)


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
    try:
        return tuple(parse(path=str(path), format=kind))
    except (SyntaxError, ValueError, OSError) as error:
        reason = " ".join(str(error).split())[:160]
        raise KhabarError("K403", path=path, format=kind.name, reason=reason) from None


def load_store(path: str | Path) -> Store:
    """A store like ``Graph.store`` straight from a file."""
    from kg.graph.graph import Graph

    return Graph.load(path).store


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
