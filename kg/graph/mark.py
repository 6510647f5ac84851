"""The mark of a written graph: of what it was made, and which files hold it.

A build that would write just what lies there writes nothing: for thousands of articles that is the
longest part of it. Whoever changes one of the files, or copies the folder, has another mark.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from kg.graph.archive import Archive, Kept
from kg.graph.corrections import FILE as CORRECTIONS
from kg.graph.files import REPORT, WRITTEN
from kg.graph.store import has_store

_HOME: Final = Path(__file__).parent.parent
_WRITERS: Final = (
    "sentence", "entity", "event", "lexicon", "triple", "graph", "query", "view",
)  # fmt: skip
"""Folders of Khabar that decide what is written of given facts."""
_OF_THE_GRAPH: Final = tuple(name for name in WRITTEN if name != REPORT)
"""The report is that of each run."""


def mark_of(folder: str | Path, kept: Mapping[str, Kept]) -> str | None:
    """The mark of what lies in a folder, if it was made of these articles; None where a file of it
    is missing."""
    folder = Path(folder)
    digest = blake2b(_writers(), digest_size=16)
    try:
        files = [(folder / name).stat() for name in _OF_THE_GRAPH]
        told = folder / CORRECTIONS
        digest.update(told.read_bytes() if told.exists() else b"")
    except OSError:
        return None
    digest.update(json.dumps([(file.st_size, file.st_mtime_ns) for file in files]).encode())
    for name in sorted(kept):
        one = kept[name]
        run = one.run.version, one.run.model, sorted(one.run.options.items())
        row = json.dumps([name, one.content, one.reader, run, one.origin])
        digest.update(row.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def is_written(folder: str | Path, archive: Archive, kept: Mapping[str, Kept]) -> bool:
    """Whether the graph of these articles lies in the folder whole, as this Khabar writes it."""
    mark = archive.mark()
    return mark is not None and mark == mark_of(folder, kept) and has_store(folder)


@cache
def _writers() -> bytes:
    """A fingerprint of the code and the tables that write."""
    files = [*_HOME.glob("*.py")]
    for name in _WRITERS:
        there = (_HOME / name).rglob("*")
        files += (f for f in there if f.is_file() and "__pycache__" not in f.parts)
    digest = blake2b(digest_size=16)
    for file in sorted(files):
        digest.update(file.relative_to(_HOME).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.digest()
