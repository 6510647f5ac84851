"""The store of a folder: its graph on disk (RocksDB, through pyoxigraph), asked in place.

``DIR/store/rdf`` holds, like ``Graph.store``,

* one named graph for each article, named by the article's IRI (``kg.triple.iri.article``), and
* in the default graph all of them merged, each triple once (a union of graphs would count a
  triple once for each article that tells it).

``DIR/store/made.json`` tells which graph.trig and graph.ttl the store was made with: one that is
not theirs is never opened. The whole is written beside its place and renamed when complete, so
readers see the old graph or the new one, and a build that is killed leaves no half store. A reader
that stays open (``kg serve``) looks at ``version`` and opens the store anew when it has changed.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Final, cast

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from kg.errors import KhabarError
from kg.graph.name_table import FILE as NAMES
from kg.graph.name_table import write_names

FOLDER: Final = "store"
FILES: Final = ("graph.trig", "graph.ttl")
"""What holds the same graph: a store is good for these as they were when it was made."""
BATCH: Final = 250_000
"""Quads loaded at a time: more would be faster by little and hold much memory."""
RDF: Final = "rdf"
_MADE: Final = "made.json"


def open_store(folder: str | Path, read_only: bool = True) -> Store:
    """The store of a folder that ``kg build`` wrote.

    ``read_only``: any number of processes may read at once, and what they see never changes. A
    writing one is alone. Raises ``KhabarError`` K404 where there is no store (or one of another
    graph than graph.trig), K403 where it is damaged, K812 where another program writes it.
    """
    if not has_store(folder):
        raise KhabarError("K404", path=Path(folder) / FOLDER)
    path = Path(folder) / FOLDER / RDF
    try:
        return Store.read_only(str(path)) if read_only else Store(str(path))
    except OSError as error:
        if "lock" in str(error).lower():
            raise KhabarError("K812", path=path) from None
        raise KhabarError("K403", path=path, format="a store", reason=_told(error)) from None


def has_store(folder: str | Path) -> bool:
    """Whether there is a store, made with the graph files that lie beside it.

    Files of another time than the store's are compared by content, because copying a folder
    changes times; that is remembered.
    """
    made = Path(folder) / FOLDER / _MADE
    try:
        told = json.loads(made.read_text(encoding="utf-8"))
        since = made.stat().st_mtime_ns
        newer = False
        for path in (Path(folder) / name for name in FILES):
            if path.exists():
                size, digest = told["files"][path.name]
                if path.stat().st_size != size:
                    return False
                if path.stat().st_mtime_ns > since:
                    newer = True
                    if _digest(path) != digest:
                        return False
    except (OSError, ValueError, KeyError, TypeError):
        return False
    if newer and os.access(made, os.W_OK):
        os.utime(made)
    return True


def version(folder: str | Path) -> str:
    """Changes whenever the folder's store is another one; empty where there is none."""
    try:
        told = json.loads((Path(folder) / FOLDER / _MADE).read_text(encoding="utf-8"))
        return str(told["name"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def write_store(folder: str | Path, quads: Iterable[Quad]) -> None:
    """Make the folder's store anew of quads in articles' named graphs, whole or not at all.

    Raises ``KhabarError`` K401 where it cannot be written.
    """
    part = new_store(folder)
    try:
        fill(part, quads)
        place(folder, part)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def new_store(folder: str | Path) -> Path:
    """An empty folder beside the place of the store, for ``fill`` and ``place``."""
    try:
        return Path(tempfile.mkdtemp(prefix=f".{FOLDER}.", suffix=".part", dir=folder))
    except OSError as error:
        raise KhabarError("K401", path=folder, reason=_told(error)) from None


def fill(part: Path, quads: Iterable[Quad]) -> None:
    """Load quads, each into its own graph and into the merged one. Raises ``KhabarError`` K401."""
    try:
        store = Store(str(part / RDF))
        extend(store, quads)
        store.flush()
        store.optimize()
        write_names(store, part / NAMES)
        del store  # closes it
    except OSError as error:
        raise KhabarError("K401", path=part.parent / FOLDER, reason=_told(error)) from None
    for log in (part / RDF).glob("LOG*"):  # tells of this machine, and nobody reads it
        log.unlink(missing_ok=True)


def extend(store: Store, quads: Iterable[Quad]) -> None:
    """Add quads to a store, each to its own graph and to the merged one."""
    waiting = iter(quads)
    while batch := list(islice(waiting, BATCH)):
        store.bulk_extend(batch)
        store.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in batch)


def merged(store: Store) -> int:
    """Number of triples in the merged graph."""
    (row,) = cast(QuerySolutions, store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"))
    return int(cast(Literal, row["n"]).value)


def told(store: Store, predicate: NamedNode) -> list[tuple[str, str, str]]:
    """Subject, object and language of every triple of a predicate, once each, in order."""
    return sorted(
        {
            (quad.subject.value, quad.object.value, getattr(quad.object, "language", None) or "")
            for quad in store.quads_for_pattern(None, predicate, None)
            if not isinstance(quad.subject, Triple) and not isinstance(quad.object, Triple)
        }
    )


def named_graphs(store: Store) -> Iterator[tuple[str, list[Quad]]]:
    """The named graphs in order of their IRIs, each with its quads."""
    names = (name for name in store.named_graphs() if isinstance(name, NamedNode))
    for name in sorted(names, key=lambda n: n.value):
        yield name.value, list(store.quads_for_pattern(None, None, None, name))


def place(folder: str | Path, part: Path) -> None:
    """Put a filled store in its place, for the graph files that are there now.

    Raises ``KhabarError`` K401.
    """
    home = Path(folder) / FOLDER
    old = Path(f"{part}.old")
    try:
        files = {
            path.name: (path.stat().st_size, _digest(path))
            for path in (Path(folder) / name for name in FILES)
            if path.exists()
        }
        made = {"name": part.name.split(".")[2], "files": files}
        (part / _MADE).write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        part.chmod(0o777 & ~_umask())
        if home.exists():
            home.rename(old)
        part.rename(home)
    except OSError as error:
        raise KhabarError("K401", path=home, reason=_told(error)) from None
    finally:
        shutil.rmtree(old, ignore_errors=True)


def tidy(folder: str | Path) -> None:
    """Take away what killed builds left of unfinished stores."""
    for left in Path(folder).glob(f".{FOLDER}.*.part*"):
        shutil.rmtree(left, ignore_errors=True)


def _told(error: OSError) -> str:
    return " ".join(str(error.strerror or error).split())[:160]


def _digest(path: Path) -> str:
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
